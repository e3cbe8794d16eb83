#!/usr/bin/env python3
"""Find people of an event, narrow their list, keep that, open one: `test_participants.py LANG`."""

import itertools
import re
import sqlite3
import sys
import unicodedata

import tap
from organizer import NARROW, Organizer
from service import Service

LANGUAGE = sys.argv[1]
HOSTILE = ['<b>Gras</b> & Co', 'Inverse \u202eetnarg', 'N' * 300, '😀 Émoji',
           '=HYPERLINK("http://x")']


def biggest(service):
    return max(service.events(), key=lambda event: int(event['participants']))


def people(service, event):
    answer = service.ask('participant/list', id_event=[event['id']], max='2000', full='1',
                         include_deleted='true', include_unpaid='true')
    return answer['participants']


def open_people(organizer, event):
    organizer.sign_in()
    organizer.open_event(event['name'])
    organizer.wait_for_figure(event['participants'])
    organizer.press(organizer.wait_for('tab', organizer.say('Participants')))
    organizer.wait_until(lambda: shown(organizer), 'people')


def shown(organizer):
    """The names that are in sight or near it."""
    narrow = organizer.window_size[0] < 600
    rows = organizer.see_all('list item' if narrow else 'row', showing=True)
    inside = [row for row in rows
              if any(each.name == organizer.say('Participants') for each in row.around())]
    return [row.name for row in inside
            if not any(each.role == 'column header' for each in row.walk())]


def plain(text):
    return ''.join(letter for letter in unicodedata.normalize('NFD', text)
                   if not unicodedata.combining(letter))


def search(organizer, text):
    box = organizer.wait_for('search box', organizer.say('Search Participants'))
    organizer.clear(box)
    organizer.type(text, into=box)


def spellings(person):
    """How people type a name, and what else they have at hand."""
    last, first = person['owner']['last_name'], person['owner']['first_name']
    yield f'{first} {last}'
    yield f'{last} {first}'.upper()
    yield plain(f'{first} {last}').lower()
    yield person['owner']['email']
    yield person['barcode']


def finds_people(narrow, dark):
    with Service() as service, Organizer(service=service, language=LANGUAGE, narrow=narrow,
                                         dark=dark) as organizer:
        event = biggest(service)
        everybody = people(service, event)
        person = next(each for each in everybody if not plain(
            each['owner']['last_name']).isascii() or '-' in each['owner']['first_name'])
        name = f"{person['owner']['last_name']} {person['owner']['first_name']}"

        open_people(organizer, event)
        organizer.wait_for_figure(len(everybody))
        organizer.judge()
        organizer.keep_picture('participants')

        for text in spellings(person):
            search(organizer, text)
            organizer.wait_until(
                lambda: name in shown(organizer) and len(shown(organizer)) < 10,
                f'{name} for {text}')
        search(organizer, 'zzzzqqq')
        organizer.wait_for_text('Nobody Found')
        organizer.judge()
        organizer.keep_picture('participants-nobody')
        organizer.press(organizer.wait_for('button', organizer.say('Show Everybody')))
        organizer.wait_until(lambda: len(shown(organizer)) > 3, 'everybody')

        opens_one(organizer, person, name)
        organizer.keeps_secrets()


def opens_one(organizer, person, name):
    search(organizer, person['barcode'])
    organizer.wait_until(lambda: shown(organizer) == [name], name)
    organizer.move_focus('Return')
    organizer.keys('Home', 'Return')
    organizer.wait_for_text('On this computer only: Weezevent does not see it.')
    organizer.wait_until(lambda: any(person['owner']['email'] in text
                                     for text in organizer.texts()), 'the e-mail address')
    assert person['barcode'] not in organizer.texts(), 'the barcode is not masked'
    organizer.judge()
    organizer.keep_picture('participant')
    organizer.press(organizer.wait_for('button', organizer.say('Close')))
    organizer.wait_gone('button', organizer.say('Next Participant'))


def filters_and_saves():
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        event = biggest(service)
        everybody = people(service, event)
        say = organizer.say
        unpaid = [each for each in everybody if not each['paid'] and each['deleted'] != '1'
                  and each['refund'] != '1']

        open_people(organizer, event)
        choose(organizer, 'Status', 'Unpaid')
        organizer.wait_for_figure(len(unpaid))
        organizer.wait_until(lambda: 0 < len(shown(organizer)) <= len(unpaid), 'who has not paid')
        organizer.judge()
        organizer.keep_picture('participants-filtered')

        organizer.press(organizer.wait_for('toggle button', say('Views')))
        organizer.type('Relances', into=organizer.wait_for('text box', say('Name of the view')))
        organizer.keys('Return')
        organizer.wait_for(name=say('“%s” is saved') % 'Relances')
        organizer.press(organizer.wait_for('button', say('Clear Filters')))
        organizer.wait_for_figure(len(everybody))

        organizer.open_again()
        open_people(organizer, event)
        organizer.wait_for_figure(len(everybody))
        organizer.press(organizer.wait_for('toggle button', say('Views')))
        organizer.keep_picture('participants-views')
        organizer.press(organizer.wait_for('button', 'Relances'))
        organizer.wait_for_figure(len(unpaid))


def choose(organizer, facet, value):
    pill = organizer.wait_for('toggle button', facet_name(organizer, facet))
    organizer.press(pill)
    box = organizer.wait_for('checkbox', re.compile(f'^{facet_value(organizer, value)}, '))
    organizer.press(box)
    organizer.wait_for('checkbox', re.compile(f'^{facet_value(organizer, value)}, '), checked=True)
    organizer.keys('Escape')


def facet_name(organizer, facet):
    return {'Status': {'fr': 'Statut'}}[facet].get(LANGUAGE, facet)


def facet_value(organizer, value):
    return {'Unpaid': {'fr': 'Impayé'}}[value].get(LANGUAGE, value)


def by_keyboard():
    """Ctrl+2, type, Return, Alt+Down, Escape: nothing needs a pointer."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        event = biggest(service)
        organizer.sign_in()
        organizer.open_event(event['name'])
        organizer.wait_for_figure(event['participants'])
        organizer.keys('ctrl+2')
        organizer.wait_until(lambda: len(shown(organizer)) > 3, 'people')
        organizer.keys('ctrl+f')
        organizer.wait_for('search box', organizer.say('Search Participants'), focused=True)
        before = shown(organizer)
        organizer.type('ma')
        organizer.wait_until(lambda: len(shown(organizer)) > 1 and shown(organizer) != before,
                             'people with “ma”')
        names = shown(organizer)
        organizer.keys('Return')
        organizer.wait_for('row', focused=True)
        organizer.keys('Return')
        organizer.wait_for('label', names[0])
        organizer.wait_for('button', organizer.say('Next Participant'))
        organizer.keys('alt+Down')
        organizer.wait_until(lambda: names[1] in [
            label.name for label in organizer.see_all('label', showing=True)
            if not any(each.role == 'row' for each in label.around())], f'{names[1]} beside it')


def several(narrow):
    """Those who are chosen stay so wherever the pointer goes; a click opens somebody."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        say = organizer.say
        open_people(organizer, biggest(service))
        if narrow:
            organizer.window_size = NARROW
            organizer.resize(*NARROW)
        row = 'list item' if narrow else 'row'
        organizer.keys('ctrl+f')
        organizer.wait_for('search box', say('Search Participants'), focused=True)
        organizer.keys('Return')
        organizer.wait_for(row, focused=True)
        organizer.keys('ctrl+a')
        organizer.wait_for('button', say('Copy E-Mails'))
        for name in shown(organizer)[2:5]:
            (x, y, width, height), _ = organizer.place(organizer.wait_for(row, name))
            organizer.desktop.output('xdotool', 'mousemove', str(x + 40), str(y + height // 2))
            organizer.wait_still()
            organizer.wait_for('button', say('Copy E-Mails'))
        organizer.keep_picture(f'participants-several-{row.split()[0]}s')
        # What can be done with them is in a menu, too; its items have no names in GTK 4.18.
        organizer.keys('shift+F10')
        organizer.wait_until(lambda: len(organizer.see_all('menu item', showing=True)) == 5,
                             'a menu')
        organizer.press(organizer.see_all('menu item', showing=True)[0])
        organizer.wait_for(name=re.compile(r'\d{3} (rows copied|lignes copiées)'))
        organizer.wait_gone('menu item')
        organizer.point(organizer.wait_for(row, shown(organizer)[3]), button=3)
        organizer.wait_for('menu item')
        organizer.keys('Escape')
        organizer.wait_gone('menu item')
        organizer.wait_for('button', say('Copy E-Mails'))
        organizer.point(organizer.wait_for(row, shown(organizer)[2]))
        if not narrow:
            organizer.keys('Return')
        organizer.wait_for('button', say('Next Participant'))
        organizer.wait_gone('button', say('Copy E-Mails'))


def hostile_names():
    """What people call themselves is shown as they wrote it, and does nothing."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        event = biggest(service)
        organizer.sign_in()
        organizer.open_event(event['name'])
        organizer.wait_for_figure(event['participants'])

        def rename():
            store, = organizer.desktop.home.glob('data/parvis/*.db')
            with sqlite3.connect(store) as database:
                keys = [key for key, in database.execute(
                    'SELECT p.key FROM participant p JOIN event e ON e.key = p.event'
                    ' WHERE e.id = ? ORDER BY p.sort_key LIMIT ?', (event['id'], len(HOSTILE)))]
                for key, name in zip(keys, HOSTILE):
                    database.execute('UPDATE participant SET last_name = ?, first_name = ?,'
                                     " email = '<i>x</i>@y' WHERE key = ?", (name, '', key))
            return True
        organizer.wait_until(rename, 'other names')
        organizer.press(organizer.wait_for('tab', organizer.say('Participants')))
        organizer.wait_until(lambda: set(HOSTILE) <= set(shown(organizer)), 'hostile names')
        organizer.wait_gone('button', organizer.say('Cancel'))
        organizer.judge()
        organizer.press(organizer.wait_for('row', HOSTILE[0]))
        organizer.keys('Return')
        organizer.wait_for('label', HOSTILE[0])
        for _ in HOSTILE:
            organizer.keys('alt+Down')
        organizer.judge()
        organizer.keep_picture('participants-hostile')


tap.run([
    *((f'people are found, {LANGUAGE}, {"narrow" if narrow else "wide"}, '
       f'{"dark" if dark else "light"}',
       lambda narrow=narrow, dark=dark: finds_people(narrow, dark))
      for narrow, dark in itertools.product((False, True), (False, True))),
    (f'a filter is kept, {LANGUAGE}', filters_and_saves),
    (f'people by keyboard, {LANGUAGE}', by_keyboard),
    *((f'several are chosen, {LANGUAGE}, {"narrow" if narrow else "wide"}',
       lambda narrow=narrow: several(narrow)) for narrow in (False, True)),
    (f'hostile names, {LANGUAGE}', hostile_names),
])
