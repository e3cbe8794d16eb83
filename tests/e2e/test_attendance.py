#!/usr/bin/env python3
"""Look at who has come to an event: `test_attendance.py LANGUAGE`."""

import itertools
import re
import sys

import tap
from organizer import Organizer
from service import Service

LANGUAGE = sys.argv[1]


def people_of(service, event):
    people, page = [], 1
    while True:
        some = service.ask('participant/list', id_event=[event['id']], include_unpaid=1,
                           include_deleted=1, max=500, page=page)['participants']
        people += some
        if len(some) < 500:
            return people
        page += 1


def is_expected(person):
    return person['deleted'] in ('0', 0, False) and person['paid'] in (True, '1', 1)


def is_scanned(person):
    return str(person['control_status']['status']) not in ('0', '')


def busiest(service):
    """The event to which most people have come, and those who hold a ticket for it."""
    held = [(event, people_of(service, event)) for event in service.events()]
    return max(held, key=lambda pair: sum(map(is_scanned, pair[1])))


def shortest(service):
    """An event with people and few tickets: the whole of its board is in sight."""
    held = [(event, people_of(service, event)) for event in service.events()]
    return min((pair for pair in held if pair[1]),
               key=lambda pair: len({person.get('id_ticket') for person in pair[1]}))[0]


def open_board(organizer, event):
    organizer.wait_for('text box', organizer.say('Login'))
    organizer.sign_in()
    with organizer.tall_window():
        organizer.open_event(event['name'])
    organizer.press(organizer.wait_for('tab', organizer.say('Attendance')))
    organizer.wait_for_text('Parvis does not scan; WeezAccess does.')


def board(narrow, dark):
    with Service() as service, Organizer(service=service, language=LANGUAGE, narrow=narrow,
                                         dark=dark) as organizer:
        event, people = busiest(service)
        expected = [person for person in people if is_expected(person)]
        scanned = [person for person in expected if is_scanned(person)]
        out = [person for person in scanned if str(person['control_status']['status']) == '2']
        gates = {person['control_status']['scan_user_name'] for person in scanned}
        say = organizer.say

        open_board(organizer, event)
        organizer.wait_for_figure(len(expected))
        organizer.wait_for_figure(len(scanned) - len(out))
        organizer.judge()
        organizer.keep_picture('attendance')

        with organizer.tall_window():
            for gate in filter(None, gates):
                organizer.wait_for('list item', re.compile(f'^{re.escape(gate)}: '))
            organizer.wait_for('list', say('Scan Settings'))
            organizer.judge()
            organizer.keep_picture('attendance-whole')


def statistics():
    """They are asked for when somebody wants them; what they say is compared in words."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        event, _ = busiest(service)
        say = organizer.say

        open_board(organizer, event)
        organizer.wait_for_text('The figures are those of the list of participants. The '
                                'statistics of the service have not been asked for yet.')
        organizer.wait_gone('button', say('Cancel'), patience=90)
        organizer.press(organizer.wait_for('button', say('Ask for the Statistics')))
        sentences = [say(text).split('%s')[0] for text in (
            'The list of participants and the statistics agree: %s scanned.',
            'The list of participants says %s scanned, the statistics say %s.')]
        organizer.wait_until(
            lambda: any(text.startswith(tuple(sentences)) for text in organizer.texts()),
            'what the statistics say')
        organizer.judge()
        organizer.keep_picture('attendance-statistics')


def failing():
    """What was read stays where the statistics cannot be asked for, and the page says so."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        event, people = busiest(service)
        say = organizer.say

        open_board(organizer, event)
        organizer.wait_gone('button', say('Cancel'), patience=90)
        service.close()
        organizer.press(organizer.wait_for('button', say('Ask for the Statistics')))
        organizer.wait_for_text('Service Not Reachable')
        organizer.wait_for_figure(len([person for person in people if is_expected(person)]))
        organizer.judge()
        organizer.keep_picture('attendance-failing')


def control_point():
    """Its name is sent once, after a question, and the page says how that went."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        say = organizer.say

        open_board(organizer, shortest(service))
        with organizer.tall_window():
            organizer.point(organizer.wait_for('list item', re.compile(say('Advanced'))))
            box = organizer.wait_for('text box', say('Name of the Control Point'))
            organizer.type('Tour nord', into=box)
            organizer.press(organizer.wait_for('button', say('Give Name…'), sensitive=True))
            organizer.wait_for('alert dialog')
            organizer.judge()
            organizer.press(organizer.wait_for('button', say('_Give Name').replace('_', '')))
            taken = say('The name was taken. The service knows it as number %s.').split('%s')[0]
            organizer.wait_until(lambda: any(taken in text for text in organizer.texts()), taken)
            organizer.judge()


tap.run([
    *((f'board, {LANGUAGE}, {"narrow" if narrow else "wide"}, {"dark" if dark else "light"}',
       lambda narrow=narrow, dark=dark: board(narrow, dark))
      for narrow, dark in itertools.product((False, True), (False, True))),
    (f'statistics, {LANGUAGE}', statistics),
    (f'failing, {LANGUAGE}', failing),
    (f'control point, {LANGUAGE}', control_point),
])
