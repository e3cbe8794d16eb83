#!/usr/bin/env python3
"""Sign in to the demo organizer, read the events, open one: `test_sign_in.py LANGUAGE`."""

import itertools
import re
import sys

import tap
from organizer import Organizer
from service import API_KEY, PASSWORD, Service

LANGUAGE = sys.argv[1]


def first_sale(events):
    """An event with people: its figures are worth reading."""
    return max(events, key=lambda event: int(event['participants']))


def first_visit(narrow, dark):
    """A wrong password first, then the right one, then an event with its figures and tickets."""
    with Service() as service, Organizer(service=service, language=LANGUAGE, narrow=narrow,
                                         dark=dark) as organizer:
        events = service.events()
        event = first_sale(events)

        organizer.wait_for('text box', organizer.say('Login'))
        organizer.judge()
        organizer.keep_picture('sign-in')

        organizer.sign_in(password='rideau-vert')
        organizer.wait_for_text(
            'The Weezevent service does not accept this username and password.')
        organizer.judge()
        organizer.keep_picture('refused')

        organizer.sign_in()
        organizer.wait_for_events([each['name'] for each in events])
        organizer.judge()
        organizer.keep_picture('events')

        organizer.open_event(event['name'])
        organizer.wait_for_figure(event['participants'])
        organizer.judge()
        organizer.keep_picture('overview')

        organizer.press(organizer.wait_for('tab', organizer.say('Tickets')))
        with organizer.tall_window():
            for name in ticket_names(service, event):
                organizer.wait_for(name=re.compile(re.escape(name)))
        organizer.judge()
        organizer.keep_picture('tickets')
        organizer.keeps_secrets()


def ticket_names(service, event):
    """The top of the event's ticket tree, as the service tells it."""
    answer = service.ask('tickets', id_event=[event['id']])['events'][0]
    return [each['name'] for kind in ('categories', 'tickets') for each in answer.get(kind, ())]


def by_keyboard():
    """The same without a pointer; and at the loudest log level no secret is written."""
    with Service() as service, Organizer(service=service, language=LANGUAGE,
                                         variables={'G_MESSAGES_DEBUG': 'all'}) as organizer:
        event = first_sale(service.events())
        say = organizer.say

        organizer.wait_for('text box', say('Login'), focused=True)
        organizer.type('demo')
        tab_to(organizer, 'text box', say('Password'))
        organizer.type(PASSWORD)
        tab_to(organizer, 'text box', say('API Key'))
        organizer.type(API_KEY)
        organizer.keys('Return')

        names = [each['name'] for each in service.events()]
        organizer.wait_for_events(names)
        organizer.keys('ctrl+f')
        organizer.wait_for('search box', say('Search Events'), focused=True)
        word = max(event['name'].split(), key=lambda word: word.isascii() and len(word))
        organizer.type(word)
        organizer.wait_for_events([name for name in names if word in name])
        organizer.keys('Escape')
        organizer.wait_for_events(names)

        tab_to(organizer, 'list', say('Events'))
        organizer.keys('Home')
        while event['name'] not in organizer.focus().text:
            assert organizer.move_focus('Down'), f'{event["name"]} is not in reach of Down'
        organizer.keys('Return')
        organizer.wait_for_figure(event['participants'])
        organizer.keeps_secrets()

        organizer.keys('ctrl+q')
        assert organizer.process.wait(20) == 0, organizer.process.returncode


def tab_to(organizer, role, name):
    for _ in range(30):
        stop = organizer.move_focus('Tab')
        assert stop, f'Tab goes nowhere on the way to {role} {name}'
        for each in (stop, *stop.around()):
            if each.matches(role, name, {}):
                return
    raise AssertionError(f'Tab does not come to {role} {name}')


tap.run([
    *((f'first visit, {LANGUAGE}, {"narrow" if narrow else "wide"}, {"dark" if dark else "light"}',
       lambda narrow=narrow, dark=dark: first_visit(narrow, dark))
      for narrow, dark in itertools.product((False, True), (False, True))),
    (f'by keyboard, {LANGUAGE}', by_keyboard),
])
