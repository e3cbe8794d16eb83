#!/usr/bin/env python3
"""Search the public calendar, by town and month: `test_calendar.py LANGUAGE`."""

import calendar
import re
import sys

import icalendar
import tap
from organizer import Organizer, digits
from service import Service

LANGUAGE = sys.argv[1]
TOWN = 'Nantes'


def open_calendar(organizer):
    organizer.wait_until(lambda: len(organizer.rows()) > 3, 'events')
    places = organizer.see('list', organizer.say('Places'))
    organizer.point(organizer.see('list item', organizer.say('Public Calendar'), inside=places))
    organizer.wait_for('text box', organizer.say('Town'), showing=True)


def search(organizer, period):
    organizer.type(TOWN, into=organizer.see('text box', organizer.say('Town'), showing=True))
    organizer.choose_period(period)
    organizer.press(organizer.see('button', organizer.say('Search'), showing=True))


class Visitor(Organizer):
    def found(self):
        events = self.see('list', self.say('Events Found'), showing=True)
        return self.see_all('list item', inside=events) if events else []

    def choose_period(self, period):
        """The entries of a drop-down are reached by key."""
        places = ['From Today', 'This Weekend', 'This Month', 'Chosen Days']
        box = self.wait_for('combo box', showing=True)
        self.point(box)
        self.wait_for('list item', self.say(period), showing=True)
        self.keys(*['Down'] * places.index(period), 'Return')

    def wait_for_count(self, count):
        sign = re.compile(rf'(?<!\d){count} (events?|événements?)')
        self.wait_until(lambda: any(sign.match(digits(text)) for text in self.texts()),
                        f'{count} events')


def month_of(service):
    today = service.ask('event/search/', city=TOWN, max_result=1)['last_update'][:10]
    days = calendar.monthrange(int(today[:4]), int(today[5:7]))[1]
    return f'{today[:8]}01', f'{today[:8]}{days}'


def read_calendar(data):
    """What is in it, as a program reads it that knows nothing of Parvis: name and start of each."""
    told = icalendar.Calendar.from_ical(data)
    assert not told.errors, told.errors
    entries = list(told.walk('VEVENT'))
    assert entries and len({str(entry['UID']) for entry in entries}) == len(entries)
    return [(str(entry['SUMMARY']), entry['DTSTART'].dt.strftime('%Y-%m-%d %H:%M:%S'))
            for entry in entries]


def dates_of(service, event):
    """What should be in the calendar of EVENT."""
    details = service.ask(f'event/{event["id"]}/details')['events']
    dates = [date['start'] for date in details.get('dates') or []] or [details['period']['start']]
    return [(event['title'], date) for date in dates]


def see_filters(organizer):
    """All of them are there, with the names of countries as the reader knows them."""
    organizer.press(organizer.see('button', organizer.say('More Filters'), showing=True))
    organizer.wait_for('text box', organizer.say('Organizer'))
    for title in ('Category', 'Postal Code', 'Province', 'Country'):
        assert organizer.see(None, organizer.say(title)), title
    organizer.judge()
    organizer.keep_picture('calendar-filters')
    organizer.keys('Escape')
    organizer.wait_gone('text box', organizer.say('Organizer'))


def save_calendar(organizer):
    """Add the event that is shown to a calendar, and give what was written."""
    file = organizer.desktop.home / 'event.ics'
    organizer.press(organizer.see('button', organizer.say('Add to My Calendar'), showing=True))
    name = organizer.wait_for('text box', editable=True, focused=True)
    assert organizer.content(name).endswith('.ics'), organizer.content(name)
    # At once: while a path is typed, GTK 4.18 trips over its own proposals.
    organizer.replace(name, str(file))
    organizer.wait_until(lambda: organizer.content(name) == str(file), 'the name of a file')
    organizer.keys('Return')
    organizer.wait_until(file.exists, 'a calendar on the disk')
    organizer.wait_for_text('Saved. Open the File to Add the Event.')
    return file.read_bytes()


def drag_event(organizer, row, event):
    """Another program is given the event as a calendar, and may have a link in its place."""
    file = organizer.desktop.home / 'dropped.ics'
    kinds = organizer.drag(row, 'text/calendar', file)
    assert {'text/calendar', 'text/uri-list'} <= set(kinds), kinds
    assert read_calendar(file.read_bytes()) == [(event['title'], event['period']['start'])]


def visit(narrow, dark):
    """A search by town and month, an event with its page, and all of it again offline."""
    keyring = {'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PASSWORD': 'test'}
    with Service() as service, Visitor(service=service, language=LANGUAGE, narrow=narrow,
                                       dark=dark, variables=keyring) as organizer:
        first, last = month_of(service)
        told = service.ask('event/search/', city=TOWN, date_start=first, date_end=last)['events']
        organizer.sign_in()
        open_calendar(organizer)
        organizer.judge()
        organizer.keep_picture('calendar-start')

        search(organizer, 'This Month')
        organizer.wait_for_count(len(told))
        titles = {event['title'] for event in told}
        rows = organizer.wait_until(organizer.found, 'rows')
        assert {row.name for row in rows} <= titles, 'other events than the service told'
        organizer.judge()
        organizer.keep_picture('calendar')

        see_filters(organizer)

        # One's own opens as everywhere else.
        own = organizer.say('Your Event')
        row = next(row for row in organizer.found() if row.name and own not in row.labels())
        event = next(event for event in told if event['title'] == row.name)
        drag_event(organizer, row, event)
        organizer.point(row)
        organizer.wait_for('button', organizer.say('Add to My Calendar'), showing=True)
        organizer.wait_for(name=re.compile('contact@|organisateur'))
        organizer.judge()
        organizer.keep_picture('calendar-event')
        assert read_calendar(save_calendar(organizer)) == dates_of(service, event)

        service.close()
        organizer.open_again()
        open_calendar(organizer)
        organizer.wait_for_count(len(told))
        town = organizer.see('text box', organizer.say('Town'), showing=True)
        assert organizer.content(town) == TOWN, 'the last search is restored'
        organizer.judge()
        organizer.keep_picture('calendar-offline')
        organizer.keeps_secrets()


tap.run([
    ('wide', lambda: visit(narrow=False, dark=LANGUAGE == 'fr')),
    ('narrow', lambda: visit(narrow=True, dark=False)),
])
