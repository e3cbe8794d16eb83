# Completion of parvis-cli for bash. The program's own help is the only list of its words.

_parvis_cli()
{
  local program=$1 word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local command='' i words

  # "--format=js" comes as three words.
  if [ "$word" = = ]; then
    word=
  elif [ "$before" = = ]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi

  case $before in
    --format)
      mapfile -t COMPREPLY < <(compgen -W 'table json csv ics' -- "$word")
      return ;;
    --store)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -d -- "$word")
      return ;;
    --credentials)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$word")
      return ;;
  esac

  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --account | --api-url | --credentials | --format | --store) ((i++)) ;;
      -* | =) ;;
      *) command=${COMP_WORDS[i]}; break ;;
    esac
  done

  if [[ $word == -* ]]; then
    words=$(LC_ALL=C.UTF-8 "$program" $command --help 2>/dev/null |
      sed -n 's/^  \(-h, \)\{0,1\}\(--[a-z-]*\).*/\2/p')
  elif [ -z "$command" ]; then
    words=$(LC_ALL=C.UTF-8 "$program" --help 2>/dev/null |
      sed -n '/^Commands:$/,/^$/s/^  \([a-z-]*\) .*/\1/p')
  fi

  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -F _parvis_cli parvis-cli
