#!/usr/bin/env python3
"""All events on one page, then how one of them sells: `test_home.py LANGUAGE`."""

import itertools
import re
import sys

import audit
import tap
from organizer import Organizer
from service import Service

LANGUAGE = sys.argv[1]
RACE = 'Trail des Deux Vallées'
PLAY = 'Le Malade imaginaire'


def start(service, organizer):
    """Sign in, and wait until all participants are read."""
    events = service.events()
    organizer.sign_in()
    organizer.wait_for_events([event['name'] for event in events])
    organizer.wait_for('button', organizer.say('Refresh'), sensitive=True)
    return events


def race(events):
    """The one that comes, and the one of last year."""
    return sorted((event['name'] for event in events if event['name'].startswith(RACE)),
                  reverse=True)


def sold_rows(organizer):
    """The rows of the home page that are in sight or near it, from the top; GTK tells the titles of
    the columns as a row too."""
    rows = organizer.see_all('row', inside=organizer.see('tree grid', showing=True))
    return [row for row in rows if row.name and row.parts[0].role != 'column header']


def most_sold(events):
    return max(events, key=lambda event: int(event['participants']))['name']


def sort_down(organizer, title):
    """The first click sorts upwards, the second one downwards."""
    for _ in range(2):
        organizer.point(organizer.wait_for('column header', title))
        organizer.wait_still()


def home(narrow, dark):
    """Every event is there; sorted by what is sold, the first has the most; it opens."""
    with Service() as service, Organizer(service=service, language=LANGUAGE, narrow=narrow,
                                         dark=dark) as organizer:
        most = most_sold(start(service, organizer))
        say = organizer.say
        shape = 'list' if narrow else 'tree grid'
        if narrow:
            organizer.point(organizer.wait_for('label', say('Home')))
        organizer.wait_for(shape, say('All Events'))
        organizer.judge()
        organizer.keep_picture('home')

        if narrow:
            organizer.press(organizer.wait_for('list item', most))
        else:
            sort_down(organizer, say('Sold'))
            organizer.wait_until(lambda: sold_rows(organizer)[0].name == most,
                                 f'{most} at the top')
            organizer.keep_picture('home-sorted')
            organizer.point(sold_rows(organizer)[0])
        organizer.wait_for('tab', say('Overview'))
        organizer.wait_for('label', most)
        organizer.keys('alt+Home')
        organizer.wait_for(shape, say('All Events'))
        organizer.keeps_secrets()


def choose(organizer, button, choice):
    """Open a list of choices and take one by key."""
    organizer.point(organizer.wait_for('toggle button', button))
    organizer.wait_for('list item', choice)
    for _ in range(20):
        focus = organizer.focus()
        if focus and choice.search(focus.text):
            break
        organizer.keys('Down')
        organizer.wait_still()
    organizer.keys('Return')


def focus_chart(organizer):
    for _ in range(40):
        stop = organizer.move_focus('Tab')
        assert stop, 'Tab goes nowhere on the way to the chart'
        if stop.role == 'image':
            return
    raise AssertionError('Tab does not come to the chart')


def compare(narrow, dark):
    """Beside the edition of last year, read by the arrow keys, and as a table."""
    with Service() as service, Organizer(service=service, language=LANGUAGE, narrow=narrow,
                                         dark=dark) as organizer:
        say = organizer.say
        name, edition = race(start(service, organizer))
        with organizer.tall_window():
            organizer.open_event(name)
            organizer.wait_for('image', say('Sales per day; the arrow keys read each day'))
            choose(organizer, say('No Comparison'), re.compile(re.escape(edition)))
            begin = say('Same stage of “%s”: %s.').partition('%s')[0] + edition
            organizer.wait_for('label', re.compile(re.escape(begin)))
            organizer.wait_for('label', say('Same stage of %s') % edition)
            organizer.judge()

            focus_chart(organizer)
            organizer.said.clear()
            organizer.keys('Left', 'Left')
            organizer.wait_until(lambda: organizer.look() and any(
                edition in said and name in said for said in organizer.said),
                'the values of a day to be said')
            organizer.keep_picture('compare')

            organizer.press(organizer.wait_for('radio', say('Table')))
            table = organizer.wait_for('tree grid', say('Sales per Day'))
            rows = [row for row in organizer.see_all('row', inside=table) if row.name]
            assert len(rows) > 3, rows
            organizer.judge()
            organizer.keep_picture('sales-table')

            organizer.press(organizer.wait_for('button', say('Why These Figures?')))
            organizer.wait_for('label', say('The Service Counts'))
            organizer.judge()
            organizer.keep_picture('why')
            organizer.keys('Escape')
            organizer.wait_gone('label', say('The Service Counts'))
        organizer.keeps_secrets()


def sides(narrow, dark):
    """A ticket in full, and a date of a play in its month."""
    with Service() as service, Organizer(service=service, language=LANGUAGE, narrow=narrow,
                                         dark=dark) as organizer:
        say = organizer.say
        start(service, organizer)
        organizer.open_event(PLAY)
        organizer.press(organizer.wait_for('tab', say('Tickets')))
        organizer.point(organizer.wait_for('label', 'Plein tarif'))
        organizer.wait_for('label', say('Worth Knowing'))
        organizer.judge()
        organizer.keep_picture('ticket')
        organizer.keys('Escape')
        organizer.wait_gone('label', say('Worth Knowing'))

        organizer.press(organizer.wait_for('tab', say('Dates')))
        organizer.wait_for('list item', re.compile('20:30'))
        organizer.judge()
        organizer.keep_picture('dates')
        organizer.press(organizer.wait_for('radio', say('Month')))
        organizer.wait_for('button', say('Next Month'))
        organizer.judge()
        organizer.keep_picture('dates-month')
        organizer.point(organizer.wait_for('list item', re.compile('20:30')))
        organizer.wait_for('search box', say('Search Participants'))
        organizer.judge()
        organizer.keep_picture('date')


def all_in_reach():
    """Nothing on the overview needs a pointer."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        name, _ = race(start(service, organizer))
        organizer.open_event(name)
        organizer.wait_for('radio', organizer.say('Table'))
        faults = audit.unreachable(organizer)
        assert not faults, faults


def cases():
    for narrow, dark in itertools.product((False, True), (False, True)):
        look = f'{LANGUAGE}, {"narrow" if narrow else "wide"}, {"dark" if dark else "light"}'
        for name, case in (('home', home), ('compare', compare), ('sides', sides)):
            yield f'{name}, {look}', lambda it=(case, narrow, dark): it[0](*it[1:])
    yield f'in reach, {LANGUAGE}', all_in_reach


wanted = tuple(sys.argv[2:])
tap.run([(name, case) for name, case in cases() if not wanted or name.startswith(wanted)])
