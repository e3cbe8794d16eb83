#!/usr/bin/env python3
"""What Parvis says about itself and how to use it: `test_help.py LANGUAGE`."""

import re
import sys

import tap
from organizer import Organizer
from service import API_KEY, LOGIN, PASSWORD, Service

LANGUAGE = sys.argv[1]


def activate(organizer, action):
    """What the menu does; its items have no name in GTK 4.18."""
    organizer.desktop.output('gapplication', 'action', 'io.github.parvis.Parvis', action)


def open_row(organizer, name):
    organizer.press(organizer.wait_for('list item', re.compile(f'^{name[LANGUAGE]}')))


def read(organizer):
    """The text that can be selected."""
    boxes = organizer.see_all('text box', showing=True, multi_line=True)
    return ' '.join(' '.join(organizer.content(box).split()) for box in boxes)


def about():
    """The software centre's words, and diagnostics that can be given to anybody."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        say = organizer.say
        events = service.events()
        organizer.sign_in()
        organizer.wait_for_events([event['name'] for event in events])
        organizer.wait_for('button', say('Refresh'), sensitive=True, patience=90)
        activate(organizer, 'about')
        organizer.wait_for('label', '0.1.0')
        organizer.judge()
        organizer.keep_picture('about')

        open_row(organizer, {'en': 'What’s New', 'fr': 'Quoi de neuf'})
        news = say('First version: your events and how they sell, participants, attendance, '
                   'people and the public calendar, with a demo organizer to look around.')
        organizer.wait_until(lambda: ' '.join(news.split()) in read(organizer), 'the notes of the release')
        organizer.keys('Escape')
        open_row(organizer, {'en': 'Troubleshooting', 'fr': 'Dépannage'})
        open_row(organizer, {'en': 'Debugging Information', 'fr': 'Informations de débogage'})
        told = organizer.wait_until(lambda: re.search(r'Parvis: .*', read(organizer)),
                                    'diagnostics').group()
        assert 'Accounts: 1 ' in told and f'Events: {len(events)} ' in told, told
        assert not re.search(f'{LOGIN}|{PASSWORD}|{API_KEY}|/|@', told, re.IGNORECASE), told
        organizer.keeps_secrets()


wanted_cases = {'about': about}
tap.run([(f'{name}, {LANGUAGE}', case) for name, case in wanted_cases.items()])
