#!/usr/bin/env python3
"""Parvis with a keyring in each state that one can be in: `test_keyring.py LANGUAGE`."""

import sys

import tap
from mocks import Keyring
from organizer import Organizer
from service import Service

LANGUAGE = sys.argv[1]


def signs_in_by_hand(organizer):
    organizer.wait_for('text box', organizer.say('Login'), editable=True)


def is_signed_in(organizer):
    organizer.wait_for('tree grid', organizer.say('All Events'))


def states():
    """Whoever's token the keyring gives is signed in; anybody else signs in by hand."""
    with Service() as service, Organizer(service=service, language=LANGUAGE) as organizer:
        # Nothing is there.
        signs_in_by_hand(organizer)
        keyring = Keyring(organizer)

        # Something is there, and holds nothing yet.
        organizer.open_again()
        signs_in_by_hand(organizer)
        organizer.sign_in()
        is_signed_in(organizer)
        organizer.wait_until(lambda: keyring.call('HoldsSomething'), 'the token to be kept')
        told = organizer.say('The keyring can’t keep your sign-in: it ends when you quit Parvis')
        assert told not in organizer.texts()

        for state, then in (('open', is_signed_in), ('accepted', is_signed_in),
                            ('dismissed', signs_in_by_hand), ('locked', signs_in_by_hand),
                            ('silent', signs_in_by_hand), ('dying', signs_in_by_hand)):
            keyring.put(state)
            organizer.open_again()
            then(organizer)
            print(f'# a keyring that is {state}: as it should be')
        organizer.wait_until(lambda: keyring.process.poll() is not None, 'the keyring to end')

        # It is gone: whoever signs in is told that it is for this time only.
        organizer.sign_in()
        is_signed_in(organizer)
        organizer.wait_for_text('The keyring can’t keep your sign-in: it ends when you quit Parvis')
        organizer.judge()
        organizer.keep_picture('keyring')
        organizer.keeps_secrets()


tap.run([(f'a keyring in each state, {LANGUAGE}', states)])
