#!/usr/bin/env python3
"""Parvis opens where it was left, and does as people prefer: `test_state.py LANGUAGE`."""

import sys

import tap
from organizer import Organizer
from service import Service

LANGUAGE = sys.argv[1]
# What is kept from one start to the next: the token, and the choices.
KEPT = {
    'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PASSWORD': 'test', 'GSETTINGS_BACKEND': 'keyfile',
}


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
        switch = organizer.wait_for('switch', say('Open Where You Left'))
        organizer.judge()
        organizer.keep_picture('preferences')
        organizer.press(switch)
        organizer.keys('Escape')
        organizer.wait_gone('switch', say('Open Where You Left'))
        organizer.wait_gone('button', say('Cancel'), patience=90)

        organizer.open_again()
        organizer.wait_for('tree grid', say('All Events'))
        assert not organizer.see('tab', say('Attendance'), showing=True)


tap.run([
    (f'restored, {LANGUAGE}', restored),
    (f'preferred, {LANGUAGE}', preferred),
])
