"""What words a text on the screen is made of: ours, the toolkit's, the service's or nobody's."""

import functools
import gettext
import json
import re
import subprocess

from person import BUILD, SOURCE
from service import LOGIN

TOOLKIT = ('gtk40', 'libadwaita')
# %s, %'d, %2$s, %-d, %%
FORMAT = re.compile(r"%(?:\d+\$)?[-' 0-9.]*(?:l|ll|z)?[A-Za-z%]")
ADDRESS = re.compile(r'\S+@\S+|[\w.-]+\.example')
ACCENTS = str.maketrans('AEIOUYaeiouyncs', 'ÅÉÎÕÛÝåéîõûýñçš')
# Keys, the names of the program and of what it talks to, and what stands in numbers and dates.
NAMES = '''parvis weezevent weezaccess ctrl alt shift home left right up down page escape return
    delete pdf json csv url gpl api http https eur euro may
    january february march april june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun'''.split()


@functools.cache
def of_toolkit(language):
    """What the toolkit says in English -> in LANGUAGE."""
    language = 'fr' if language == 'fr' else None
    told = {}
    for domain in TOOLKIT:
        for key, text in _catalogue(domain, 'fr').items():
            told[key] = text if language else key
    return told


def _catalogue(domain, language, folder=None):
    """English -> translation, one entry for each form of a plural, without context or mnemonic."""
    entries = {}
    texts = gettext.translation(domain, folder, [language])._catalog
    for key, text in texts.items():
        key, form = key if isinstance(key, tuple) else (key, None)
        key = key.rpartition('\4')[2].replace('_', '')
        if key:
            entries.setdefault(key, text.replace('_', ''))
    return entries


def _pattern(text):
    """What TEXT becomes once something is put in its formats; None if that could be anything."""
    pieces = FORMAT.split(text)
    if sum(letter.isalpha() for piece in pieces for letter in piece) < 3:
        return None
    return '.+'.join(map(re.escape, pieces))


class French:
    """Tells texts that are still in English, and any word that only the English ones have.

    A word of the service may be anything."""

    def __init__(self, service):
        entries = _catalogue('parvis', 'fr', BUILD / 'po')
        self.french = self._any(entries.values())
        self.english = self._any(key for key, text in entries.items() if key != text)
        entries |= of_toolkit('fr')
        known = [*entries.values(), *service_texts(service), LOGIN]
        self.foreign = {word for word in _words(FORMAT.sub(' ', key) for key in entries)
                        if len(word) > 2} - _words(FORMAT.sub(' ', text) for text in known)

    @staticmethod
    def _any(texts):
        return re.compile('|'.join(sorted(filter(None, map(_pattern, texts)))), re.DOTALL)

    def fault(self, text):
        for piece in (text, *re.split(r'[\n;·]', text)):
            piece = piece.strip()
            if self.english.fullmatch(piece) and not self.french.fullmatch(piece):
                return f'“{piece}” is English'
        if strange := self.foreign & _words([ADDRESS.sub('', text)]):
            return f'“{text}” has English in it: {", ".join(sorted(strange))}'
        return None


class English:
    """English is what stands in the source: there is nothing to find."""

    def __init__(self, _):
        pass

    def fault(self, _):
        return None


class Pseudo:
    """Tells texts that can't be translated, in a locale whose every word has accents.

    A word of the service may be anything; so may one of the toolkit's own."""

    def __init__(self, service):
        self.known = set(NAMES) | _words([LOGIN, *service_texts(service)])
        self.toolkit = set(of_toolkit('en'))

    def fault(self, text):
        if text in self.toolkit:
            return None
        strange = [word for word in _words([ADDRESS.sub('', text)]) if word not in self.known
                   and re.fullmatch('[a-z]{3,}', word) and re.search('[aeiou]', word)]
        return f'“{text}” is not translated: {", ".join(strange)}' if strange else None


def _words(texts):
    return {word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower())}


def service_texts(service):
    """All that the service may say."""
    events = service.events()
    answers = [events, service.ask('tickets', id_event=[event['id'] for event in events]),
               service.ask('event/search/', max_result=500), service.ask('event/categories/')]
    for event in events:
        answers.append(service.ask('participant/list', id_event=[event['id']], max='2000', full='1',
                                   include_deleted='true', include_unpaid='true'))
    return list(_texts(answers))


def _texts(answer):
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, list):
        for each in answer:
            yield from _texts(each)
    elif isinstance(answer, dict):
        for each in answer.values():
            yield from _texts(each)


def make_pseudo(folder):
    """Write a catalogue in which every text is there, and a third longer."""
    place = folder / 'pseudo/LC_MESSAGES'
    place.mkdir(parents=True, exist_ok=True)
    source = folder / 'pseudo.po'
    with open(source, 'w', encoding='utf-8') as out:
        out.write('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n'
                  'Plural-Forms: nplurals=2; plural=n != 1;\\n"\n\n')
        for context, text, plural in _entries():
            if context is not None:
                out.write(f'msgctxt {_quoted(context)}\n')
            out.write(f'msgid {_quoted(text)}\n')
            if plural is None:
                out.write(f'msgstr {_quoted(pseudo(text))}\n\n')
            else:
                out.write(f'msgid_plural {_quoted(plural)}\nmsgstr[0] {_quoted(pseudo(text))}\n'
                          f'msgstr[1] {_quoted(pseudo(plural))}\n\n')
    subprocess.run(['msgfmt', '-o', place / 'parvis.mo', source], check=True)
    return folder


def pseudo(text):
    """TEXT with accents, marked where it begins and ends; its formats stay."""
    told, at = '', 0
    for match in FORMAT.finditer(text):
        told += text[at:match.start()].translate(ACCENTS) + match.group()
        at = match.end()
    told += text[at:].translate(ACCENTS)
    longer = max(1, len(text) * 3 // 10)
    padding = '~' * longer if ' ' not in text else ' ' + ('~~~~ ' * (longer // 5 + 1))[:longer]
    end = '\n' if text.endswith('\n') else ''
    return f'[{told.rstrip()}{padding.rstrip()}]{end}'


def _quoted(text):
    return json.dumps(text, ensure_ascii=False)


def _entries():
    """(context, text, plural) of each text that can be translated: po/fr.po has them all."""
    field, entry = None, {}
    for line in (SOURCE / 'po/fr.po').read_text(encoding='utf-8').splitlines() + ['']:
        if match := re.match(r'(msg\w+)(?:\[\d\])? (".*")$', line):
            field = match.group(1)
            entry[field] = json.loads(match.group(2))
        elif line.startswith('"'):
            entry[field] += json.loads(line)
        elif not line:
            if entry.get('msgid'):
                yield entry.get('msgctxt'), entry['msgid'], entry.get('msgid_plural')
            entry = {}
