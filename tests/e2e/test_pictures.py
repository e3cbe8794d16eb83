#!/usr/bin/env python3
"""Pictures are fetched where people want them, and nowhere else: `test_pictures.py LANGUAGE`."""

import pathlib
import re
import sys
import tempfile

import tap
from organizer import NARROW, Organizer
from service import Service

LANGUAGE = sys.argv[1]
TOWN = 'Nantes'


class Visitor(Organizer):
    asked = None

    def fetched(self):
        """The numbers of the events whose picture the service was asked for."""
        return set(re.findall(r'^GET /pictures/(\d+)\.png', self.asked.read_text(), re.M))

    def wait_for_picture(self, number):
        self.wait_until(lambda: number in self.fetched(), f'the picture of {number}')

    def switch(self, title):
        """Preferences are opened by key, and closed again."""
        self.keys('ctrl+comma')
        switch = self.wait_for('switch', self.say(title))
        self.press(switch)
        self.wait_still()
        self.judge()
        self.keep_picture('preferences-pictures')
        self.keys('Escape')
        self.wait_gone('switch', self.say(title))

    def search(self):
        places = self.see('list', self.say('Places'))
        self.point(self.see('list item', self.say('Public Calendar'), inside=places))
        town = self.wait_for('text box', self.say('Town'), showing=True)
        self.type(TOWN, into=town)
        self.press(self.see('button', self.say('Search'), showing=True))
        self.wait_until(self.found, 'events')

    def found(self):
        events = self.see('list', self.say('Events Found'), showing=True)
        return self.see_all('list item', inside=events) if events else []


def visit(narrow, dark):
    keyring = {'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PASSWORD': 'test'}
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder, 'log')
        with Service('--log', log) as service, \
                Visitor(service=service, language=LANGUAGE, narrow=narrow, dark=dark,
                        variables=keyring) as visitor:
            visitor.asked = log
            look(visitor, service)


def look(visitor, service):
    own = max(service.events(), key=lambda event: int(event['participants']))
    told = service.ask('event/search/', city=TOWN)['events']
    with_picture = {event['id'] for event in told if event['image']}
    assert with_picture and len(with_picture) < len(told)

    visitor.sign_in()
    visitor.wait_until(lambda: len(visitor.rows()) > 3, 'events')
    visitor.search()
    visitor.wait_still()
    visitor.keep_picture('calendar-no-pictures')
    assert not visitor.fetched(), 'pictures of strangers were fetched unasked'

    visitor.switch('Show Those of the Public Calendar')
    visitor.wait_until(visitor.fetched, 'pictures')
    visitor.wait_still()
    assert visitor.fetched() <= with_picture, 'other pictures than those of the rows'
    visitor.judge()
    visitor.keep_picture('calendar-pictures')

    title = next(row.name for row in visitor.found()
                 if visitor.say('Your Event') not in row.labels()
                 and any(event['title'] == row.name and event['image'] for event in told))
    visitor.point(next(row for row in visitor.found() if row.name == title))
    visitor.wait_for('button', visitor.say('Add to My Calendar'), showing=True)
    visitor.wait_still()
    visitor.judge()
    visitor.keep_picture('calendar-event-picture')

    before = visitor.fetched()
    assert str(own['id']) not in before or str(own['id']) in with_picture
    if visitor.window_size == NARROW:
        visitor.keys('alt+Left')
        visitor.wait_still()
        visitor.keys('alt+Left')
    visitor.open_event(own['name'])
    visitor.wait_for_picture(str(own['id']))
    visitor.wait_still()
    visitor.judge()
    visitor.keep_picture('event-picture')
    visitor.keeps_secrets()


tap.run([
    ('wide', lambda: visit(narrow=False, dark=LANGUAGE == 'fr')),
    ('narrow', lambda: visit(narrow=True, dark=False)),
])
