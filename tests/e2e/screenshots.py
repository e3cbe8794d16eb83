#!/usr/bin/env python3
"""Make the pictures of the metainfo: `build-aux/sdk python3 tests/e2e/screenshots.py`.

They show the demo organizer, the same season in each language, in data/screenshots/LANGUAGE.
"""

import re

from organizer import Organizer
from person import SOURCE
from service import Service

SIZE = (1120, 700)
KEYRING = {'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PASSWORD': 'test'}
TOWN = 'Nantes'


def biggest(service):
    return max(service.events(), key=lambda event: int(event['participants']))['name']


def take(language):
    folder = SOURCE / 'data/screenshots' / language

    with Service() as service, Organizer(service=service, language=language,
                                         variables=KEYRING) as organizer:
        say = organizer.say

        def keep(name):
            # Nothing is being read while it is taken.
            organizer.wait_gone('button', say('Cancel'), patience=90)
            path = organizer.picture(folder / f'{name}.png')
            organizer.desktop.output('mogrify', '-strip', '-colors', '255', 'PNG8:' + str(path))

        def place(name):
            places = organizer.see('list', say('Places'))
            organizer.point(organizer.see('list item', say(name), inside=places))

        organizer.sign_in()
        organizer.wait_until(lambda: len(organizer.rows()) > 3, 'events')
        organizer.window_size = SIZE
        organizer.resize(*SIZE)
        place('Home')
        keep('home')

        with organizer.tall_window():
            organizer.open_event(biggest(service))
        keep('event')
        for view in ('Participants', 'Attendance', 'Tickets'):
            organizer.press(organizer.wait_for('tab', say(view)))
            keep(view.lower())

        place('Public Calendar')
        organizer.type(TOWN, into=organizer.wait_for('text box', say('Town'), showing=True))
        organizer.press(organizer.see('button', say('Search'), showing=True))
        organizer.wait_for('list', say('Events Found'))
        organizer.wait_until(lambda: re.search(r'\d', ' '.join(organizer.texts())), 'events')
        keep('calendar')


if __name__ == '__main__':
    for language in ('en', 'fr'):
        take(language)
