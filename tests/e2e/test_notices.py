#!/usr/bin/env python3
"""What Parvis tells by itself, as the desktop is told: `test_notices.py LANGUAGE`."""

import contextlib
import re
import sqlite3
import sys

import tap
from mocks import Notices
from organizer import Organizer
from service import Renamed, Service

LANGUAGE = sys.argv[1]
NAME = 'io.github.parvis.Parvis'
KEPT = {
    'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PASSWORD': 'test', 'GSETTINGS_BACKEND': 'keyfile',
}
HOURS = 2
HOSTILE = '<b>Gras</b> & Co \u202eetnarg =HYPERLINK("http://x") 😀 _a_ &amp; %s ' + 'N' * 300
DELETED = 4
# Days pass while somebody quits Parvis and opens it.
LIVELY = ('--speed', '40000', '--participants', '2000')


def store_path(organizer):
    path, = (organizer.desktop.home / 'data/parvis').glob('*.db')
    return path


@contextlib.contextmanager
def store(organizer):
    connection = sqlite3.connect(store_path(organizer), timeout=20)
    with contextlib.closing(connection), connection:
        yield connection


def value(organizer, question):
    """The answer of the store, or nothing while there is none."""
    try:
        with store(organizer) as connection:
            return (connection.execute(question).fetchone() or [None])[0]
    except (ValueError, sqlite3.OperationalError):
        return None


def told_mark(organizer):
    return value(organizer, "SELECT value FROM user_setting WHERE name = 'told'")


def seconds_since_reading(organizer):
    return value(organizer, "SELECT strftime ('%s') - max (last_sync) FROM event_sync")


def pass_hours(organizer, **settings):
    """As if the computer had been off: what was read is old. SETTINGS are what people chose."""
    with store(organizer) as connection:
        seconds = HOURS * 3600
        connection.execute('UPDATE event_sync SET last_sync = last_sync - ?1,'
                           ' completed_at = max (completed_at - ?1, 0)', (seconds,))
        connection.execute("UPDATE meta SET value = value - ? WHERE name = 'last_sync'", (seconds,))
        connection.executemany('INSERT OR REPLACE INTO user_setting VALUES (?, ?)',
                               settings.items())


def forget_hour(organizer):
    """As if nobody had been told anything for a long time."""
    place, _ = told_mark(organizer).split()
    return {'told': f'{place} 0'}


def cancel_ticket(organizer):
    with store(organizer) as connection:
        connection.execute('INSERT INTO change (time, event, participant, kind)'
                           ' SELECT 0, event, id, ? FROM participant WHERE gone = 0 LIMIT 1',
                           (DELETED,))


def sold(service):
    return {event['name']: int(event['participants']) for event in service.events()}


def wait_for_sales(organizer, service, before):
    organizer.wait_until(
        lambda: sum(count > before.get(name, 0) for name, count in sold(service).items()) > 1,
        'sales of two events', 120)


def choose_ticket(service):
    """A ticket of an event to come of which something is sold."""
    for event in service.events():
        if event['name'] != 'Le Malade imaginaire':
            continue
        answer = service.ask('tickets', id_event=[event['id']])['events'][0]
        tickets = [*answer.get('tickets', ()), *(ticket for each in answer.get('categories', ())
                                                 for ticket in each.get('tickets', ()))]
        return event, max(tickets, key=lambda ticket: int(ticket['participants']))
    raise AssertionError('there is no such event')


def last_names(service):
    """Of people who bought lately."""
    people = [person for event in service.events()
              for person in service.ask('participants', id_event=[event['id']])['participants']]
    return {person['owner']['last_name'] for person in people if person['owner']['last_name']}


def sales_told(notices):
    return [notice for notice in notices.look()[1] if notice['name'].startswith('sales.')]


def grouped():
    with Service(*LIVELY) as service, Organizer(service=service, language=LANGUAGE,
                                                variables=KEPT) as organizer:
        say, notices = organizer.say, Notices(organizer)
        event, ticket = choose_ticket(service)
        organizer.sign_in()
        organizer.wait_until(lambda: told_mark(organizer), 'what there is to be no news', 120)
        before = sold(service)
        account = store_path(organizer).name
        sales, name = f'sales.{account}', f'tickets.{account}.{event["id"]}'

        # Two events have sold and a ticket has come to what somebody chose: a notice for each.
        wait_for_sales(organizer, service, before)
        chosen = {f'threshold.{event["id"]}.{ticket["id"]}': '1 3650'}
        organizer.open_again(lambda: pass_hours(organizer, **chosen, **forget_hour(organizer)))
        shown = organizer.wait_until(
            lambda: (shown := notices.look()[0]).keys() >= {sales, name} and shown, 'notices', 90)
        assert set(shown) == {sales, name}, shown
        assert shown[sales]['default-action'] == 'app.show-of', shown
        assert shown[sales]['target'] == [account, 'place:home'], shown
        assert len(shown[sales]['body'].splitlines()) > 1, shown
        count = {'en': 'tickets sold', 'fr': 'billets vendus'}[LANGUAGE]
        assert re.match(rf'\d+ {count}', shown[sales]['title']), shown
        assert shown[name]['title'] == event['name'], shown
        assert shown[name]['target'] == [account, f'event:{event["id"]}'], shown
        lines = shown[name]['body'].splitlines()
        ends = re.escape(say('%s, end of sale: %s')).replace('%s', '.+')
        assert len(lines) == 2 and re.fullmatch(ends, lines[1]), shown
        assert all(line.startswith(ticket['name']) for line in lines), shown

        # Whoever looks at the event need not be told of it; Home is about all of them.
        organizer.open_event(event['name'])
        organizer.wait_until(lambda: name not in notices.look()[0], 'the notice to be withdrawn')
        organizer.press(organizer.wait_for('list item', say('Home')))
        organizer.wait_until(lambda: not notices.look()[0], 'no notice')

        # Within the hour nothing more, however much is sold; then all of it at once.
        wait_for_sales(organizer, service, sold(service))
        organizer.open_again(lambda: pass_hours(organizer))
        organizer.wait_until(lambda: seconds_since_reading(organizer) < 3600, 'a reading', 90)
        organizer.wait_for('button', say('Refresh'), sensitive=True)
        assert len(sales_told(notices)) == 1, notices.look()
        cancel_ticket(organizer)
        organizer.open_again(lambda: pass_hours(organizer, **forget_hour(organizer)))
        organizer.wait_until(lambda: len(sales_told(notices)) == 2, 'the second notice', 90)
        cancelled = {'en': 'tickets? cancelled', 'fr': 'billets? annulés?'}[LANGUAGE]
        # Of one event alone it is in the text; of many, the text is about those that sold most.
        told = ' '.join(sales_told(notices)[1][part] for part in ('title', 'body'))
        assert re.search(rf'\d+ {cancelled}', told), notices.look()
        assert len([each for each in notices.look()[1] if each['name'] == name]) == 1

        # Of one account nothing is told to another.
        organizer.press(organizer.wait_for('toggle button', say('Account')))
        organizer.press(organizer.wait_for('button', say('Sign Out')))
        organizer.wait_until(lambda: not notices.look()[0], 'no notice of who has left')

        words = ' '.join(f'{notice["title"]} {notice["body"]}' for notice in notices.look()[1])
        for event_name in sold(service):
            words = words.replace(event_name, '')
        named = [each for each in last_names(service)
                 if re.search(rf'\b{re.escape(each)}\b', words)]
        assert not named, 'somebody is named'
        assert not organizer.complaints()


def switched_off():
    with Service(*LIVELY) as service, Organizer(service=service, language=LANGUAGE,
                                                variables=KEPT) as organizer:
        notices = Notices(organizer)
        organizer.sign_in()
        organizer.wait_until(lambda: told_mark(organizer), 'what there is to be no news', 120)
        before = sold(service)
        organizer.desktop.output('gsettings', 'set', NAME, 'notices', 'false')
        wait_for_sales(organizer, service, before)

        mark = told_mark(organizer).split()[0]
        organizer.open_again(lambda: pass_hours(organizer, **forget_hour(organizer)))
        # What nobody wanted to be told is no news later.
        organizer.wait_until(lambda: told_mark(organizer).split()[0] != mark, 'a reading', 90)
        assert notices.look() == ({}, []), notices.look()
        assert not organizer.complaints()


def hostile():
    """What somebody called an event or a ticket is told as it was written, and turns nothing."""
    with Service() as quiet:
        event, ticket = choose_ticket(quiet)
    names = {event['name']: HOSTILE, ticket['name']: HOSTILE}
    with Renamed(names) as service, Organizer(service=service, language=LANGUAGE,
                                              variables=KEPT) as organizer:
        notices = Notices(organizer)
        organizer.sign_in()
        organizer.wait_until(lambda: told_mark(organizer), 'what there is to be no news', 120)
        name = f'tickets.{store_path(organizer).name}.{event["id"]}'
        chosen = {f'threshold.{event["id"]}.{ticket["id"]}': '1 3650'}
        organizer.open_again(lambda: pass_hours(organizer, **chosen, **forget_hour(organizer)))
        shown = organizer.wait_until(lambda: notices.look()[0].get(name), 'a notice', 90)
        assert shown['title'] == HOSTILE, shown
        lines = shown['body'].splitlines()
        assert lines and all(line.startswith(f'\u2068{HOSTILE}\u2069') for line in lines), shown
        assert not organizer.complaints()


CASES = {'grouped': grouped, 'switched-off': switched_off, 'hostile': hostile}
tap.run([(f'{name}, {LANGUAGE}', CASES[name]) for name in sys.argv[2:] or CASES])
