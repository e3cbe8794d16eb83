#!/usr/bin/env python3
"""Read calendars that Parvis wrote with a reader that knows nothing of Parvis."""

import subprocess
import sys

import icalendar

import tap


def calendar(kind):
    written = subprocess.run([sys.argv[1], '--write', kind], capture_output=True, check=True)
    return icalendar.Calendar.from_ical(written.stdout)


def entries(kind):
    return [part for part in calendar(kind).walk('VEVENT')]


def check(found, wanted):
    if found != wanted:
        yield f'{found!r} instead of {wanted!r}'


def dates_over_the_clock_change():
    told = [(entry['DTSTART'].dt.isoformat(), entry['DTEND'].dt.isoformat())
            for entry in entries('dates')]
    yield from check(told, [
        ('2026-10-24T20:30:00+02:00', '2026-10-24T23:00:00+02:00'),
        ('2026-10-25T20:30:00+01:00', '2026-10-25T23:00:00+01:00'),
        ('2027-03-28T20:30:00+02:00', '2027-03-28T23:00:00+02:00')])


def zone_is_in_the_file():
    zones = [str(zone['TZID']) for zone in calendar('dates').walk('VTIMEZONE')]
    yield from check(zones, ['Europe/Paris'])
    yield from check({str(entry['DTSTART'].params['TZID']) for entry in entries('dates')},
                     {'Europe/Paris'})


def entries_differ():
    yield from check(len({str(entry['UID']) for entry in entries('dates')}), 3)


def nothing_is_injected():
    (entry,) = entries('hostile')
    yield from check(sorted(entry.keys()),
                     ['CATEGORIES', 'CONTACT', 'DTSTAMP', 'DTSTART', 'LOCATION', 'SUMMARY', 'UID'])
    yield from check(str(entry['SUMMARY']),
                     'Un; deux, trois\\quatre\nATTENDEE:mailto:x@y\nEND:VEVENT')
    yield from check([part.name for part in calendar('hostile').subcomponents],
                     ['VTIMEZONE', 'VEVENT'])


def texts_come_back():
    entry = entries('dates')[0]
    yield from check(str(entry['SUMMARY']), 'L’Avare, de « Molière »; ' + 'très long ' * 20)
    yield from check(str(entry['LOCATION']),
                     'Théâtre municipal, 1 rue du Port, 44000 Nantes, France')
    yield from check(entry['GEO'].to_ical(), '47.2184;-1.5536')
    yield from check(str(entry['URL']), 'https://billetterie.example/avare?a=1;b=2,3')


tap.run([
    ('dates keep their hour over a clock change', lambda: list(dates_over_the_clock_change())),
    ('the zone is in the file', lambda: list(zone_is_in_the_file())),
    ('each date is an entry of its own', lambda: list(entries_differ())),
    ('no property is injected', lambda: list(nothing_is_injected())),
    ('texts come back as they were', lambda: list(texts_come_back())),
])
