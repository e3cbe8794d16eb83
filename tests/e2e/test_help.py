#!/usr/bin/env python3
"""What Parvis says about itself and how to use it: `test_help.py LANGUAGE`."""

import re
import sys

import tap
from organizer import Organizer
from person import SOURCE
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
        organizer.wait_until(lambda: ' '.join(news.split()) in read(organizer),
                             'the notes of the release')
        organizer.keys('Escape')
        open_row(organizer, {'en': 'Troubleshooting', 'fr': 'Dépannage'})
        open_row(organizer, {'en': 'Debugging Information', 'fr': 'Informations de débogage'})
        told = organizer.wait_until(lambda: re.search(r'Parvis: .*', read(organizer)),
                                    'diagnostics').group()
        assert 'Accounts: 1 ' in told and f'Events: {len(events)} ' in told, told
        assert not re.search(f'{LOGIN}|{PASSWORD}|{API_KEY}|/|@', told, re.IGNORECASE), told
        organizer.keeps_secrets()


def titles():
    """The pages of the help in the language on the screen: name -> title."""
    pages = (SOURCE / 'data/help' / {'en': 'C'}.get(LANGUAGE, LANGUAGE)).glob('*.page')
    return {page.stem: re.search('^  <title>(.*)</title>', page.read_text(), re.MULTILINE)[1]
            for page in pages}


def names_in_order():
    """As the list of all has them."""
    pages = (SOURCE / 'data/help/C').glob('*.page')
    places = {page.stem: re.search('<title type="sort">(.*)</title>', page.read_text())
              for page in pages}
    return sorted((name for name in places if places[name]), key=lambda name: places[name][1])


def wait_for_help(organizer, name):
    """F1 leads there, and Escape away from it."""
    organizer.keys('F1')
    document = organizer.wait_for('document', titles()[name], focused=True)
    organizer.keys('Escape')
    organizer.wait_gone('document', document.name)


def fitting_page():
    """F1 opens the page about what is looked at."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        say = organizer.say
        events = service.events()
        wait_for_help(organizer, 'first-steps')
        organizer.sign_in()
        organizer.wait_for_events([event['name'] for event in events])
        wait_for_help(organizer, 'index')
        for place, name in (('People', 'people'), ('Public Calendar', 'calendar')):
            organizer.press(organizer.wait_for('list item', say(place)))
            wait_for_help(organizer, name)
        organizer.open_event('Le Malade imaginaire')
        wait_for_help(organizer, 'figures')
        for key, name in (('2', 'people'), ('5', 'attendance')):
            organizer.keys(f'ctrl+{key}')
            wait_for_help(organizer, name)
        assert not organizer.complaints()


def pages(narrow):
    """Each page is reached from the list of all, can be read by ear and fits."""
    with Organizer('--demo', language=LANGUAGE, narrow=narrow) as organizer:
        organizer.wait_until(lambda: len(organizer.rows()) > 3, 'events')
        organizer.keys('F1')
        organizer.wait_for('document', titles()['index'])
        organizer.judge()
        organizer.keep_picture('help-index')
        for row, name in enumerate(names_in_order()):
            # A bottom sheet gives the focus to the first row.
            if organizer.focus().role != 'list item':
                assert organizer.move_focus('Tab').role == 'list item'
            organizer.keys('Home', *['Down'] * row, 'Return')
            organizer.wait_for('document', titles()[name], focused=True)
            organizer.judge()
            organizer.keep_picture(f'help-{name}')
            organizer.keys('alt+Left')
            organizer.wait_for('document', titles()['index'], focused=True)
        organizer.keys('Escape')
        organizer.wait_gone('document')


CASES = {
    'about': about,
    'fitting-page': fitting_page,
    'pages-wide': lambda: pages(narrow=False),
    'pages-narrow': lambda: pages(narrow=True),
}
tap.run([(f'{name}, {LANGUAGE}', CASES[name]) for name in sys.argv[2:] or CASES])
