#!/usr/bin/env python3
"""Every word for people can be translated, and is, into French."""

import gettext
import pathlib
import re
import subprocess
import tempfile

import tap
from sources import c_sources, files, raw, text

KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dgettext:2', 'g_dngettext:2,3',
            'g_dpgettext2:2c,3']
TRANSLATED = re.compile(
    r'(?<![\w.])(_|N_|C_|NC_|Q_|gettext|ngettext|g_dngettext|g_dpgettext2) ?\(')
LIST = pathlib.Path('po/POTFILES.in')


def listed():
    return [line for line in raw(LIST).splitlines() if line and not line.startswith('#')]


def list_is_sorted():
    names = listed()
    if names != sorted(set(names)):
        yield f'{LIST} is not sorted, or names a file twice'
    for name in names:
        if not pathlib.Path(name).is_file():
            yield f'{LIST}: there is no {name}'


def list_is_whole():
    with_words = {str(path) for path in c_sources('src') if TRANSLATED.search(text(path))}
    with_words |= {str(path) for path in files('src')
                   if path.suffix == '.blp' and TRANSLATED.search(raw(path))}
    for name in sorted(with_words - set(listed())):
        yield f'{name} has words for people but is not in {LIST}'


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        raise AssertionError(f'{command[0]}: {result.stderr}')
    return result.stderr


def french_is_whole():
    with tempfile.TemporaryDirectory() as place:
        template, merged = f'{place}/parvis.pot', f'{place}/fr.po'
        run('xgettext', '--from-code=UTF-8', '--package-name=parvis', '--add-comments',
            *(f'--keyword={word}' for word in KEYWORDS), '-o', template, *listed())
        run('msgmerge', '--quiet', '--no-fuzzy-matching', '-o', merged, 'po/fr.po', template)
        told = run('msgfmt', '--check', '--statistics', '-o', '/dev/null', merged)
        if 'fuzzy' in told or 'untranslated' in told:
            yield told.strip()
            missing = run_output('msgattrib', '--untranslated', '--no-obsolete', merged)
            yield from (line for line in missing.splitlines() if line.startswith(('#:', 'msgid')))


def run_output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def french_typography():
    """French puts a no-break space before a two-part mark and inside its quotation marks."""
    for number, line in enumerate(raw(pathlib.Path('po/fr.po')).splitlines(), 1):
        if line.startswith(('msgstr', '"')) and re.search(r'\w [:;!?»]|« \w', line):
            yield f'po/fr.po:{number}: an ordinary space at a two-part mark'


def french_plurals():
    """In French nought is as few as one; a million is many. Each count is written in both forms."""
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place, 'fr/LC_MESSAGES')
        folder.mkdir(parents=True)
        run('msgfmt', '-o', folder / 'parvis.mo', 'po/fr.po')
        french = gettext.translation('parvis', place, ['fr'])
    plurals = {key[0] for key in french._catalog if isinstance(key, tuple)}
    if len(plurals) < 10:
        yield 'po/fr.po: there are too few counts to judge'
    for text in plurals:
        said = [french.ngettext(text, '', number) for number in (0, 1, 2, 1_000_000)]
        if said[0] != said[1] or said[2] != said[3] or not said[0] or not said[2]:
            yield f'po/fr.po: “{text}” has {said} for 0, 1, 2 and a million'


tap.run([
    ('POTFILES.in is sorted and exists', lambda: list(list_is_sorted())),
    ('POTFILES.in is whole', lambda: list(list_is_whole())),
    ('French is whole', lambda: list(french_is_whole())),
    ('French counts as the French do', lambda: list(french_plurals())),
    ('French has its no-break spaces', lambda: list(french_typography())),
])
