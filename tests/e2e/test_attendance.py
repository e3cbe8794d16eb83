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


def open_board(organizer, event):
    organizer.wait_for('text box', organizer.say('Login'))
    organizer.sign_in()
    with organizer.tall_window():
        organizer.open_event(event['name'])
    organizer.press(organizer.wait_for('tab', organizer.say('Attendance')))
    organizer.wait_for_text('Parvis consults only: WeezAccess scans.')


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


tap.run([
    *((f'board, {LANGUAGE}, {"narrow" if narrow else "wide"}, {"dark" if dark else "light"}',
       lambda narrow=narrow, dark=dark: board(narrow, dark))
      for narrow, dark in itertools.product((False, True), (False, True))),
])
