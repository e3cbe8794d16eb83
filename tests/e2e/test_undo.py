#!/usr/bin/env python3
"""What is done on this computer is undone by Ctrl+Z and by the button: `test_undo.py LANGUAGE`."""

import re
import sys

import tap
from organizer import Organizer
from service import Service

LANGUAGE = sys.argv[1]
EVENT = 'Trail des Deux Vallées'


def undo(organizer, by):
    """Take back what a toast tells of, and wait until there is nothing to take back any more."""
    button = organizer.wait_for('button', organizer.say('Undo'))
    if by == 'key':
        organizer.keys('ctrl+z')
    else:
        organizer.press(button)
    organizer.wait_gone('button', organizer.say('Undo'))


def open_event(organizer, service, tab):
    name = max(event['name'] for event in service.events() if event['name'].startswith(EVENT))
    organizer.sign_in()
    organizer.open_event(name)
    organizer.wait_gone('button', organizer.say('Cancel'), patience=90)
    organizer.press(organizer.wait_for('tab', organizer.say(tab)))


def people(organizer):
    table = organizer.see('tree grid', showing=True)
    return [row for row in organizer.see_all('row', inside=table) if row.name
            and row.parts[0].role != 'column header'] if table else []


def wrote(organizer, field, text):
    """Whether the box of FIELD has TEXT, as somebody sees who comes back to the page."""
    box = organizer.see('text box', organizer.say(field), showing=True)
    return box is not None and organizer.content(box) == text


def write(organizer, field, text):
    organizer.type(text, into=organizer.wait_for('text box', organizer.say(field)))
    organizer.keys('Return')


def kept(field, text):
    """What is written about a person, undone in the box where it was written, or beside it."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        open_event(organizer, service, 'Participants')
        organizer.wait_until(lambda: len(people(organizer)) > 3, 'people')
        organizer.press(people(organizer)[0])
        organizer.keys('Return')
        with organizer.tall_window():
            organizer.wait_for('text box', organizer.say(field))
            for by in ('key', 'button'):
                write(organizer, field, text)
                undo(organizer, by)
                organizer.wait_until(lambda: wrote(organizer, field, ''), f'no {text}')
                # It is not only gone from the box.
                organizer.keys('alt+Down')
                organizer.keys('alt+Up')
                organizer.wait_until(lambda: wrote(organizer, field, ''), f'no {text}')
            organizer.judge()


def view():
    """A view is gone again, and one that is removed comes back."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        say = organizer.say
        open_event(organizer, service, 'Participants')
        organizer.wait_until(lambda: len(people(organizer)) > 3, 'people')
        for by in ('key', 'button'):
            organizer.press(organizer.wait_for('toggle button', say('Views')))
            organizer.type('Relances', into=organizer.wait_for('text box', say('Name of the view')))
            organizer.keys('Return')
            undo(organizer, by)
            organizer.press(organizer.wait_for('toggle button', say('Views')))
            organizer.wait_for('text box', say('Name of the view'))
            assert not organizer.see('button', 'Relances', showing=True)
            organizer.keys('Escape')
            organizer.wait_gone('text box', say('Name of the view'))


def threshold():
    """A ticket's thresholds are again what they were."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        say = organizer.say
        open_event(organizer, service, 'Tickets')

        def open_ticket():
            organizer.point(organizer.wait_for('label', 'Trail 21 km - Premiers inscrits'))
            organizer.wait_for('label', say('Worth Knowing'))
            return organizer.wait_for('spin button', value_named(say('Sold Out Soon, from This '
                                                                     'Percentage')))

        for by in ('key', 'button'):
            box = open_ticket()
            assert organizer.content(box) == '90', organizer.content(box)
            organizer.point(box)
            organizer.wait_until(lambda: organizer.see('spin button', focused=True) or
                                 organizer.see('text box', focused=True), 'the focus')
            organizer.keys('ctrl+a')
            organizer.desktop.output('xdotool', 'type', '40')
            organizer.keys('Return', 'Escape')
            organizer.wait_gone('label', say('Worth Knowing'))
            undo(organizer, by)
        assert organizer.content(open_ticket()) == '90'


def value_named(name):
    return re.compile(re.escape(name))


tap.run([
    (f'a note, {LANGUAGE}', lambda: kept('Note', 'Arrive en fauteuil')),
    (f'a label, {LANGUAGE}', lambda: kept('Label', 'Presse')),
    (f'a view, {LANGUAGE}', view),
    (f'a threshold, {LANGUAGE}', threshold),
])
