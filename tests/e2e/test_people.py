#!/usr/bin/env python3
"""Find a person in all events, and all that is held on them: `test_people.py LANGUAGE`."""

import itertools
import json
import re
import sys

import tap
from crowd import everybody, name_of, regular
from organizer import Organizer, words_about
from service import Service

LANGUAGE = sys.argv[1]


def sign_in(organizer):
    organizer.wait_for('text box', organizer.say('Login'))
    organizer.sign_in()
    organizer.wait_until(organizer.rows, 'events')
    organizer.wait_gone('button', organizer.say('Cancel'), patience=90)


def look_for(organizer, text):
    organizer.keys('ctrl+shift+f')
    box = organizer.wait_for('search box', organizer.say('Search People of All Events'),
                             focused=True)
    organizer.clear(box)
    organizer.type(text)


def found(organizer):
    people = organizer.see('list', organizer.say('People'), showing=True)
    return organizer.see_all('list item', inside=people) if people else []


def search(narrow, dark):
    """A name finds each ticket with what tells it apart; one of them leads to all."""
    with Service() as service, Organizer(service=service, language=LANGUAGE, narrow=narrow,
                                         dark=dark) as organizer:
        people = everybody(service)
        tickets = regular(people)
        name, email = name_of(tickets[0]), tickets[0]['owner']['email']
        say = organizer.say

        sign_in(organizer)
        organizer.keys('ctrl+shift+f')
        organizer.wait_for_text('Find a Person')
        organizer.judge()
        organizer.keep_picture('people-start')

        look_for(organizer, name)
        organizer.wait_until(lambda: len(found(organizer)) >= len(tickets), f'{name}’s tickets')
        for row in found(organizer):
            assert row.description.count(';') >= 1, f'{row} says {row.description!r}'
        assert any(email in row.description for row in found(organizer)), email
        organizer.judge()
        organizer.keep_picture('people')

        organizer.press(next(row for row in found(organizer) if email in row.description))
        organizer.wait_for('list', words_about(LANGUAGE, 'person', 'Tickets'))
        organizer.wait_for_figure(len(tickets))
        organizer.judge()
        organizer.keep_picture('person')

        # Who is found by something else than name or address says by what.
        look_for(organizer, 'martin')
        organizer.wait_until(lambda: any(
            'martin' not in row.name.lower() and say('%s (buyer)') % '' in row.description
            for row in found(organizer)), 'a buyer’s name')

        look_for(organizer, 'zzzzqqqqxxxx')
        organizer.wait_for_text('Nobody Found')
        organizer.judge()


def file_and_erasure():
    """What is held goes into a file that says it all; then it is erased here, and only here."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        tickets = regular(everybody(service))
        email = tickets[0]['owner']['email']
        say = organizer.say

        sign_in(organizer)
        look_for(organizer, email)
        organizer.wait_until(lambda: len(found(organizer)) >= len(tickets), 'the tickets')
        organizer.press(found(organizer)[0])
        organizer.wait_for('list', words_about(LANGUAGE, 'person', 'Tickets'))

        for index, name in enumerate(('held.pdf', 'held.json')):
            path = organizer.desktop.home / name
            choose(organizer, index)
            organizer.clear(organizer.wait_for('text box', focused=True, editable=True))
            organizer.type(str(path))
            organizer.keys('Return')
            organizer.wait_until(path.exists, f'{path}')
            organizer.wait_for_text('File saved. Whoever has it can read all of it.')
        held = json.loads((organizer.desktop.home / 'held.json').read_text())
        assert {str(each['participant']['id_participant']) for each in held['tickets']} == \
            {str(each['id_participant']) for each in tickets}
        assert (organizer.desktop.home / 'held.pdf').read_bytes().startswith(b'%PDF-')

        erase(organizer)
        organizer.wait_for('button', say('Undo'))
        organizer.judge()
        organizer.keep_picture('person-erased')
        organizer.keys('ctrl+z')
        organizer.wait_for('list', words_about(LANGUAGE, 'person', 'Tickets'))

        erase(organizer)
        look_for(organizer, email)
        organizer.wait_for_text('Nobody Found')


def erase(organizer):
    """Erase the person who is shown."""
    choose(organizer, 2)
    organizer.wait_for('alert dialog')
    organizer.judge()
    organizer.keep_picture('person-erase')
    label = organizer.say('_Erase').replace('_', '')
    organizer.press(organizer.wait_for('button', re.compile(label)))
    organizer.wait_for_text('No Longer Here')


def choose(organizer, index):
    """Take an item of the person's menu; such items have no name in GTK 4.18."""
    organizer.press(organizer.wait_for('toggle button', organizer.say('Data of This Person')))
    organizer.wait_until(lambda: len(organizer.see_all('menu item', showing=True)) >= 3, 'a menu')
    organizer.press(organizer.see_all('menu item', showing=True)[index])


tap.run([
    *((f'search, {LANGUAGE}, {"narrow" if narrow else "wide"}, {"dark" if dark else "light"}',
       lambda narrow=narrow, dark=dark: search(narrow, dark))
      for narrow, dark in itertools.product((False, True), (False, True))),
    (f'file and erasure, {LANGUAGE}', file_and_erasure),
])
