#!/usr/bin/env python3
"""Two accounts beside each other, and windows of their own: `test_accounts.py LANGUAGE`."""

import subprocess
import sys

import tap
from mocks import Portal
from organizer import Organizer
from person import BUILD
from service import Service

LANGUAGE = sys.argv[1]
# What is kept from one start to the next: the tokens, and the choices.
KEPT = {
    'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PASSWORD': 'test', 'GSETTINGS_BACKEND': 'keyfile',
}
OTHER = 'demo-petite-scene'
OTHER_KEY = 'cle-de-la-petite-scene'


def open_menu(organizer):
    organizer.press(organizer.wait_for('toggle button', organizer.say('Account')))
    organizer.wait_for('button', organizer.say('Add Account…'))


def add_other(organizer):
    open_menu(organizer)
    organizer.press(organizer.see('button', organizer.say('Add Account…')))
    dialog = organizer.wait_for('dialog', organizer.say('Add Account'))
    assert not organizer.see('button', organizer.say('Look Around with a Demo Organizer'),
                             inside=dialog, showing=True)
    organizer.judge()
    organizer.keep_picture('add-account')
    organizer.sign_in(login=OTHER, key=OTHER_KEY)
    organizer.wait_gone('dialog', organizer.say('Add Account'))


def switch(organizer, login):
    open_menu(organizer)
    organizer.press(organizer.wait_for('button', organizer.say('Switch to %s') % login))


def names(organizer):
    with organizer.tall_window():
        organizer.wait_until(lambda: organizer.rows(), 'events')
        return sorted(row.name for row in organizer.rows())


def beside_each_other():
    """The second account has its own events; each is there again after a start."""
    with Service() as service, Organizer(service=service, language=LANGUAGE,
                                         variables=KEPT) as organizer:
        mine = sorted(event['name'] for event in service.events())
        organizer.sign_in()
        organizer.wait_for_events(mine)
        add_other(organizer)
        organizer.wait_until(lambda: len(organizer.rows()) == 3, 'the three events of the other')
        theirs = names(organizer)
        assert set(theirs) < set(mine), theirs
        organizer.wait_for('label', OTHER)
        organizer.judge()
        organizer.keep_picture('other-account')

        switch(organizer, 'demo')
        organizer.wait_for_events(mine)
        organizer.open_again()
        organizer.wait_for_events(mine)
        switch(organizer, OTHER)
        organizer.wait_for_events(theirs)

        open_menu(organizer)
        organizer.press(organizer.wait_for('button', organizer.say('Sign Out')))
        organizer.wait_for_events(mine)
        open_menu(organizer)
        assert not organizer.see('button', organizer.say('Switch to %s') % OTHER)
        organizer.keys('Escape')
        organizer.open_again()
        organizer.wait_for_events(mine)
        organizer.keeps_secrets()
        assert not organizer.complaints(), organizer.complaints()


def several_windows():
    """Ctrl+N opens what is open, and Ctrl+W closes only that."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        organizer.sign_in()
        organizer.wait_until(lambda: len(organizer.rows()) > 3, 'events')
        organizer.press(organizer.rows()[0])
        organizer.wait_for('tab', organizer.say('Overview'))
        organizer.keys('ctrl+n')
        organizer.wait_until(
            lambda: len([tab for tab in organizer.see_all('tab', organizer.say('Overview'),
                                                          showing=True)]) == 2,
            'a second window with the same event')
        organizer.keys('ctrl+w')
        organizer.wait_until(
            lambda: len(organizer.see_all('tab', organizer.say('Overview'), showing=True)) == 1,
            'the first window alone')
        assert not organizer.complaints(), organizer.complaints()


def in_background():
    """Without a window every account is followed, whichever was there first."""
    with Service() as service, Organizer(service=service, language=LANGUAGE,
                                         variables=KEPT) as organizer:
        title = organizer.say('Run in the Background')
        portal = Portal(organizer)
        portal.call('Allow', '(b)', True)
        organizer.sign_in()
        organizer.wait_until(lambda: len(organizer.rows()) > 3, 'events')
        add_other(organizer)
        organizer.wait_until(lambda: len(organizer.rows()) == 3, 'the three events of the other')
        organizer.keys('ctrl+comma')
        organizer.press(organizer.wait_for('switch', title))
        organizer.wait_for('switch', title, checked=True, sensitive=True)
        organizer.keys('Escape')
        organizer.wait_gone('switch', title)

        # The one that was there first leaves; the other is still followed.
        switch(organizer, 'demo')
        organizer.wait_until(lambda: len(organizer.rows()) > 3, 'events of the first')
        open_menu(organizer)
        organizer.press(organizer.wait_for('button', organizer.say('Sign Out')))
        organizer.wait_until(lambda: len(organizer.rows()) == 3, 'the events of the other')
        organizer.keys('ctrl+w')
        organizer.wait_until(lambda: not organizer.look().parts, 'no window')
        assert organizer.process.poll() is None, 'it left although it may stay'
        subprocess.run([BUILD / 'src/parvis'], env=organizer.desktop.environment, timeout=30,
                       check=True)
        organizer.wait_until(lambda: len(organizer.rows()) == 3, 'the events of the other again')
        assert not organizer.complaints(), organizer.complaints()


CASES = {'beside each other': beside_each_other, 'several windows': several_windows,
         'in the background': in_background}
wanted = sys.argv[2:] or CASES
tap.run([(f'{name}, {LANGUAGE}', CASES[name]) for name in wanted])
