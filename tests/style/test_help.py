#!/usr/bin/env python3
"""The help is whole in each language, and says what the window says."""

import gettext
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

import tap
from sources import raw

FOLDER = pathlib.Path('data/help')
LANGUAGES = ('C', 'fr')
MALLARD = '{http://projectmallard.org/1.0/}'
# What src/ui/help/parvis-help-text.c reads.
KNOWN = {'page', 'info', 'link', 'title', 'desc', 'section', 'p', 'list', 'steps', 'item', 'note',
         'table', 'tr', 'td', 'gui', 'key', 'keyseq', 'em', 'code', 'cmd', 'file'}
SHORTCUT = re.compile(r'\{ (?:NULL|"[^"]+"), NC_ \("shortcuts", "([^"]+)"\),\s*'
                      r'\{ ((?:"[^"]+"(?:, )?)+) \} \}')
GROUP = re.compile(r'static const Shortcut (\w+)_shortcuts\[\] = \{(.*?)\n\};', re.DOTALL)
GROUP_TITLE = re.compile(r'\{ NC_ \("shortcuts", "([^"]+)"\), (\w+)_shortcuts')
# As people read them on their keyboards.
KEYS = {'C': {'Control': 'Ctrl', 'comma': ',', 'question': '?'},
        'fr': {'Control': 'Ctrl', 'Shift': 'Maj', 'comma': ',', 'question': '?', 'Home': 'Origine',
               'Up': 'Haut', 'Down': 'Bas'}}


def names(language):
    return sorted(path.name for path in (FOLDER / language).iterdir())


def page(language, name):
    return xml.fromstring(raw(FOLDER / language / name))


def elements(language, name, element):
    return page(language, name).iter(MALLARD + element)


def words(element):
    return ' '.join(re.sub(r'[ \n]+', ' ', ''.join(element.itertext())).strip(' ').split(' '))


def translate(context, text):
    """In French, by what was built."""
    french = gettext.translation('parvis', pathlib.Path(sys.argv[1], 'po'), ['fr'])
    return french.pgettext(context, text) if context else french.gettext(text)


def messages():
    """Each text of the window, as it is read there -> what it may be in French."""
    french = gettext.translation('parvis', pathlib.Path(sys.argv[1], 'po'), ['fr'])
    known = {}
    for key, text in french._catalog.items():
        english = (key[0] if isinstance(key, tuple) else key).rpartition('\4')[2]
        known.setdefault(english.replace('_', ''), set()).add(text.replace('_', ''))
    return known


def languages_have_the_same():
    for language in LANGUAGES[1:]:
        if names(language) != names('C'):
            yield f'{language} has {names(language)}, and C has {names("C")}'
    for name in names('C'):
        english = [(element.tag, dict(element.attrib)) for element in page('C', name).iter()]
        for language in LANGUAGES[1:]:
            other = [(element.tag, dict(element.attrib)) for element in page(language, name).iter()]
            # The sentences of another language may have another order, not other parts.
            if sorted(map(repr, other)) != sorted(map(repr, english)):
                here, there = {*map(repr, other)}, {*map(repr, english)}
                yield (f'{language}/{name} is not built as C/{name}: {len(other)} elements and '
                       f'{len(english)}; {here ^ there}')


def pages_are_whole():
    for language in LANGUAGES:
        for name in names(language):
            path = f'{language}/{name}'
            for element in page(language, name).iter():
                if element.tag.removeprefix(MALLARD) not in KNOWN:
                    yield f'{path}: the reader does not know {element.tag}'
            if page(language, name).get('id') != name.removesuffix('.page'):
                yield f'{path} has another id'
            if name == 'index.page':
                continue
            links = list(elements(language, name, 'link'))
            if not any(link.get('type') == 'guide' for link in links):
                yield f'{path} is in no list'
            yield from (f'{path}: there is no {link.get("xref")}' for link in links
                        if f'{link.get("xref")}.page' not in names(language))


def labels_are_those_of_the_window():
    known = messages()
    for name in names('C'):
        english = [words(gui) for gui in elements('C', name, 'gui')]
        french = [words(gui) for gui in elements('fr', name, 'gui')]
        for text in english:
            if text not in known:
                yield f'C/{name}: nothing in the window is called “{text}”'
        for text in french:
            if not any(text in known.get(each, ()) for each in english):
                yield f'fr/{name}: “{text}” is not what the window calls one of {english}'


def accelerator(language, text):
    keys = re.findall(r'<(\w+)>', text) + [re.sub(r'<\w+>', '', text)]
    keys = [KEYS[language].get(key, key) for key in keys]
    return '+'.join(key.upper() if len(key) == 1 else key for key in keys)


def shortcuts(language):
    """Each group of the one table: its title, and its titles with their keys."""
    source = raw(pathlib.Path('src/ui/parvis-shortcuts.c'))
    titles = {group: title for title, group in GROUP_TITLE.findall(source)}
    for group, rows in GROUP.findall(source):
        assert rows.count('NC_') == len(SHORTCUT.findall(rows)), f'{group} is not read whole'
        lines = [(title, [accelerator(language, key) for key in re.findall('"([^"]+)"', keys)])
                 for title, keys in SHORTCUT.findall(rows)]
        if language != 'C':
            lines = [(translate('shortcuts', title), keys) for title, keys in lines]
        yield group, titles[group], lines


def keys_are_those_of_the_table():
    for language in LANGUAGES:
        sections = {section.get('id'): section
                    for section in elements(language, 'keyboard.page', 'section')}
        for group, _, wanted in shortcuts(language):
            told = []
            for row in sections[group].iter(MALLARD + 'tr'):
                title, keys = row.findall(MALLARD + 'td')
                one = ['+'.join(words(key) for key in each.iter(MALLARD + 'key'))
                       for each in keys.iter(MALLARD + 'keyseq')]
                told.append((words(title), one))
            if told != wanted:
                yield f'{language}/keyboard.page, {group}: {told}, and the table has {wanted}'


def french_typography():
    for name in names('fr'):
        for element in page('fr', name).iter():
            text = words(element)
            if element.tag == MALLARD + 'p' and re.search(r'[\w»] [:;!?»]|« \w', text):
                yield f'fr/{name}: an ordinary space at a two-part mark: {text}'


tap.run([
    ('languages have the same pages', lambda: list(languages_have_the_same())),
    ('pages are whole', lambda: list(pages_are_whole())),
    ('labels are those of the window', lambda: list(labels_are_those_of_the_window())),
    ('keys are those of the table', lambda: list(keys_are_those_of_the_table())),
    ('French has its no-break spaces', lambda: list(french_typography())),
])
