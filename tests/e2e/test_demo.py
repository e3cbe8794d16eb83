#!/usr/bin/env python3
"""Look around with the demo organizer that is in Parvis itself."""

import os
import subprocess
import sys

import audit
import tap
from organizer import Organizer
from person import BUILD, SOURCE


def starts_signed_in():
    """`parvis --demo` shows events at once; signing out leads to the first page."""
    with Organizer('--demo') as organizer:
        organizer.wait_until(lambda: len(organizer.rows()) > 3, 'events')
        organizer.judge()
        faults = audit.unreachable(organizer)
        assert not faults, faults

        organizer.press(organizer.wait_for('toggle button', 'Account'))
        organizer.press(organizer.wait_for('button', 'Sign Out'))
        organizer.wait_for('text box', organizer.say('Login'))


def starts_from_the_first_page():
    with Organizer(language='fr') as organizer:
        organizer.press(organizer.wait_for(
            'button', organizer.say('Look Around with a Demo Organizer')))
        organizer.wait_until(lambda: len(organizer.rows()) > 3, 'events')
        organizer.judge()


def lists_its_keys():
    """Ctrl+? shows every key, in a dialog that Escape closes; and the keys do what it says."""
    with Organizer('--demo') as organizer:
        organizer.wait_until(lambda: len(organizer.rows()) > 3, 'events')
        organizer.keys('ctrl+question')
        for key in ('Ctrl+F', 'F5', 'Ctrl+R', 'Ctrl+2', 'Ctrl+N', 'F10', 'Ctrl+Q'):
            organizer.wait_for('label', key)
        organizer.judge()
        organizer.keep_picture('shortcuts')
        organizer.keys('Escape')
        organizer.wait_gone('label', 'Ctrl+F')
        organizer.press(organizer.rows()[0])
        organizer.wait_for('tab', organizer.say('Overview'), selected=True)
        organizer.keys('ctrl+3')
        organizer.wait_for('tab', organizer.say('Tickets'), selected=True)


def starts_at_the_calendar():
    """What the launcher's second action does, where there was no window yet."""
    with Organizer('--demo', '--public-calendar') as organizer:
        organizer.wait_for('text box', organizer.say('Town'))


def leaves_a_portrait():
    """What `build-aux/run --demo` does without a display."""
    picture = BUILD / 'parvis.png'
    picture.unlink(missing_ok=True)
    result = subprocess.run(
        [sys.executable, SOURCE / 'tests/e2e/portrait.py', '--demo'], capture_output=True,
        text=True, stdin=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if 'DISPLAY' not in name})
    assert result.returncode == 0, result.stdout + result.stderr
    assert len(result.stdout.splitlines()) == 1, result.stdout
    assert picture.stat().st_size > 20_000, 'the picture is nearly empty'


tap.run([
    ('--demo starts signed in', starts_signed_in),
    ('the first page leads to the demo organizer', starts_from_the_first_page),
    ('the keys are listed', lists_its_keys),
    ('--public-calendar starts there', starts_at_the_calendar),
    ('without a display there is a picture', leaves_a_portrait),
])
