#!/usr/bin/env python3
"""Ctrl+K goes to an event or a person, without a pointer: `test_go.py LANGUAGE`."""

import sys

import tap
from crowd import everybody, name_of, regular
from organizer import Organizer
from service import Service

LANGUAGE = sys.argv[1]


def sign_in(organizer):
    organizer.sign_in()
    organizer.wait_until(organizer.rows, 'events')
    organizer.wait_gone('button', organizer.say('Cancel'), patience=90)


def ask(organizer, text):
    organizer.keys('ctrl+k')
    box = organizer.wait_for('search box', organizer.say('Go to Event or Person'), focused=True)
    organizer.wait_until(lambda: results(organizer), 'the events')
    organizer.type(text, into=box)


def results(organizer):
    found = organizer.see('list', organizer.say('Events and People'), showing=True)
    return organizer.see_all('list item', inside=found) if found else []


def to_event(narrow):
    """A word of its name is enough; Escape leaves everything as it was."""
    with Service() as service, Organizer(service=service, language=LANGUAGE,
                                         narrow=narrow) as organizer:
        say = organizer.say
        sign_in(organizer)
        ask(organizer, 'Cyrano')
        organizer.wait_until(lambda: [row.name for row in results(organizer)]
                             == ['Cyrano de Bergerac'], 'one event')
        organizer.judge()
        organizer.keep_picture('go')
        organizer.keys('Escape')
        organizer.wait_gone('dialog', say('Go to Event or Person'))

        ask(organizer, 'Cyrano')
        organizer.wait_until(lambda: len(results(organizer)) == 1, 'one event')
        organizer.keys('Return')
        organizer.wait_gone('dialog', say('Go to Event or Person'))
        organizer.wait_for('tab', say('Overview'))
        organizer.wait_for_text('Cyrano de Bergerac')
        assert not organizer.complaints(), organizer.complaints()


def to_person():
    """A name finds a person of any event, below the events; the list is walked by key."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        name = name_of(regular(everybody(service))[0])
        sign_in(organizer)
        ask(organizer, name)
        organizer.wait_until(lambda: any(name in row.name for row in results(organizer)), name)
        organizer.judge()
        organizer.wait_until(lambda: 'selected' in results(organizer)[0].states, 'the first one')
        place = next(i for i, row in enumerate(results(organizer)) if name in row.name)
        organizer.keys(*['Down'] * place)
        organizer.wait_until(lambda: 'selected' in results(organizer)[place].states, name)
        organizer.keys('Return')
        organizer.wait_gone('dialog', organizer.say('Go to Event or Person'))
        organizer.wait_for('label', name)
        ask(organizer, 'Cyrano')
        organizer.wait_until(lambda: len(results(organizer)) == 1, 'one event')
        organizer.point(results(organizer)[0])
        organizer.wait_for('tab', organizer.say('Overview'))
        ask(organizer, 'zzzzqqqq')
        organizer.wait_for_text('Nothing Found')
        assert not organizer.complaints(), organizer.complaints()


tap.run([
    *((f'to an event, {LANGUAGE}, {"narrow" if narrow else "wide"}',
       lambda narrow=narrow: to_event(narrow)) for narrow in (False, True)),
    (f'to a person, {LANGUAGE}', to_person),
])
