#!/usr/bin/env python3
"""Parvis opens where it was left, and does as people prefer: `test_state.py LANGUAGE`."""

import sys

import tap
from organizer import TALL, Organizer
from service import Service

LANGUAGE = sys.argv[1]
# What is kept from one start to the next: the token, and the choices.
KEPT = {
    'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PASSWORD': 'test', 'GSETTINGS_BACKEND': 'keyfile',
}

SIZE = (1010, 690)
# What organizer.py gives to each.
SCREEN = (1280, TALL + 100)


def restored():
    """The event and its page are those that were open last."""
    with Service() as service, Organizer(service=service, language=LANGUAGE,
                                         variables=KEPT) as organizer:
        event = min(service.events(), key=lambda event: event['name'])
        say = organizer.say

        organizer.sign_in()
        with organizer.tall_window():
            organizer.open_event(event['name'])
        organizer.press(organizer.wait_for('tab', say('Attendance')))
        organizer.wait_for('tab', say('Attendance'), selected=True)
        organizer.wait_gone('button', say('Cancel'), patience=90)

        organizer.open_again()
        organizer.wait_for('tab', say('Attendance'), selected=True)
        with organizer.tall_window():
            row = organizer.wait_until(
                lambda: next((row for row in organizer.rows() if 'selected' in row.states), None),
                'the row of an event')
        assert row.name == event['name'], row
        organizer.keep_picture('restored')
        organizer.keeps_secrets()


def preferred():
    """Who does not want that begins anew; the dialog is reached by key and closed by Escape."""
    with Service() as service, Organizer(service=service, language=LANGUAGE,
                                         variables=KEPT) as organizer:
        say = organizer.say

        organizer.sign_in()
        organizer.wait_until(lambda: len(organizer.rows()) > 3, 'events')
        organizer.press(organizer.rows()[0])
        organizer.wait_for('tab', say('Overview'))
        organizer.keys('ctrl+5')
        organizer.wait_for('tab', say('Attendance'), selected=True)
        organizer.keys('ctrl+comma')
        switch = organizer.wait_for('switch', say('Open Where You Left Off'))
        organizer.judge()
        organizer.keep_picture('preferences')
        organizer.press(switch)
        organizer.keys('Escape')
        organizer.wait_gone('switch', say('Open Where You Left Off'))
        organizer.wait_gone('button', say('Cancel'), patience=90)

        organizer.open_again()
        organizer.wait_for('tree grid', say('All Events'))
        assert not organizer.see('tab', say('Attendance'), showing=True)


def as_it_was():
    """The size of the window, the place without an event and the order of events are as they were.

    F9 hides the list of events and F11 fills the screen; neither is kept."""
    with Service() as service, Organizer(service=service, language=LANGUAGE,
                                         variables=KEPT) as organizer:
        say = organizer.say
        organizer.sign_in()
        organizer.wait_for('tree grid', say('All Events'))
        organizer.wait_gone('button', say('Cancel'), patience=90)
        organizer.point(organizer.wait_for('column header', say('Sold')))
        first = organizer.wait_until(lambda: top_row(organizer), 'a row')
        organizer.resize(*SIZE)

        organizer.keys('F9')
        organizer.wait_gone('list', say('Events'))
        organizer.judge()
        organizer.keep_picture('no-sidebar')
        organizer.keys('F9')
        organizer.wait_for('list', say('Events'))
        organizer.keys('F11')
        organizer.wait_until(lambda: tuple(organizer.size(organizer.look().parts[0])) == SCREEN,
                             'the whole screen')
        organizer.keys('F11')
        organizer.wait_until(lambda: content_size(organizer) == SIZE, 'the window as it was')

        # Nobody gives the new window a size.
        organizer.resize = lambda *size: None
        organizer.open_again()
        del organizer.resize
        organizer.wait_for('tree grid', say('All Events'))
        assert content_size(organizer) == SIZE, content_size(organizer)
        organizer.wait_until(lambda: top_row(organizer) == first, f'{first} at the top')

        organizer.keys('ctrl+shift+f')
        organizer.wait_for('search box', say('Search People of All Events'))
        organizer.open_again()
        organizer.wait_for('search box', say('Search People of All Events'))


def content_size(organizer):
    return tuple(organizer.size(organizer.look().parts[0].parts[0]))


def top_row(organizer):
    table = organizer.see('tree grid', organizer.say('All Events'), showing=True)
    names = [row.name for row in organizer.see_all('row', inside=table)
             if row.name and row.parts[0].role != 'column header'] if table else []
    return names[0] if names else None


tap.run([
    (f'restored, {LANGUAGE}', restored),
    (f'as it was, {LANGUAGE}', as_it_was),
    (f'preferred, {LANGUAGE}', preferred),
])
