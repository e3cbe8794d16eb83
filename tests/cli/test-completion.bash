# What pressing Tab offers, word by word; TAP on standard output.

source "$(dirname "${BASH_SOURCE[0]}")/../../src/cli/parvis-cli.bash"

count=0
failed=0

# offers WORDS... '=>' EXPECTED...: the last of WORDS is the one that is being typed.
offers() {
  local line=()
  while [ "$1" != '=>' ]; do line+=("$1"); shift; done
  shift
  COMP_WORDS=(parvis-cli "${line[@]}")
  COMP_CWORD=${#line[@]}
  COMPREPLY=()
  _parvis_cli "$PARVIS_CLI"
  count=$((count + 1))
  if [ "${COMPREPLY[*]}" = "$*" ]; then
    echo "ok $count - ${line[*]}"
  else
    echo "not ok $count - ${line[*]}: ${COMPREPLY[*]}"
    failed=1
  fi
}

offers '' '=>' sign-in events dates tickets stats participants answers scan-settings scan-user \
  details search categories sync status find list changes check-store wipe
offers scan '=>' scan-settings scan-user
offers --fo '=>' --format
offers --format '' '=>' table json csv ics
offers --st '=>' --store
offers --store events '=>'
offers --store /tmp stat '=>' stats status
offers sync --acc '=>' --accept-drop --account
offers --format = j '=>' json
offers --format json ev '=>' events
offers --api-url events tick '=>' tickets
offers events --cl '=>' --closed
offers participants --co '=>' --count --count-total
offers --format csv search --ful '=>' --full
offers events '' '=>'
offers bogus --x '=>'

echo "1..$count"
exit $failed
