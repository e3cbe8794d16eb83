#!/usr/bin/env python3
"""A service that misbehaves: each time a plain sentence, and a window that goes on working."""

import sys

import tap
from organizer import Organizer
from service import Service

NOT_UNDERSTOOD = 'The answer of the service is cut or is not of the expected form.'
WEB_PAGE = 'A web page came in place of the service’s answer.'
BUSY = 'The Weezevent service asks for a pause.'

# What goes wrong while signing in -> what people read
AT_SIGN_IN = {
    'html': WEB_PAGE,
    'cut': NOT_UNDERSTOOD,
    'http-429': 'The Weezevent service has closed sign-in for a while.',
    'http-500': 'The Weezevent service reports a failure of its own.',
}
# What goes wrong afterwards, while the events are read
AT_EVENTS = {
    'http-403': 'The Weezevent service does not accept this session any more.',
    'html': WEB_PAGE,
    'cut': NOT_UNDERSTOOD,
    'deep': NOT_UNDERSTOOD,
    'redirect': 'The service points to another address',
    'endless': 'The answer of the service is larger than Parvis reads at once.',
    'http-503': BUSY,
}


def says(fault, path, sentence):
    with Service('--fault', f'{fault}@{path}') as service, Organizer(service=service) as organizer:
        organizer.sign_in()
        organizer.wait_for_text(sentence)
        organizer.judge()
        organizer.keep_picture(f'fault-{fault}-at{path.replace("/", "-")}')
        organizer.keeps_secrets()


def wrong_key():
    with Service() as service, Organizer(service=service) as organizer:
        organizer.sign_in(key='cle-de-personne')
        organizer.wait_for_text('The Weezevent service does not accept this API key.')
        organizer.sign_in()
        organizer.wait_for_events([event['name'] for event in service.events()])


def nobody_there():
    """A port on which nothing listens."""
    with Service() as service:
        gone = service
    with Organizer(service=gone) as organizer:
        organizer.sign_in()
        organizer.wait_for_text('The Weezevent service did not answer.')
        organizer.keeps_secrets()


def kept():
    """What was read is there the next time, although the service does not answer any more."""
    keyring = {'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PASSWORD': 'test'}
    with Service() as service, Organizer(service=service, variables=keyring) as organizer:
        names = [event['name'] for event in service.events()]
        organizer.sign_in()
        organizer.wait_for_events(names)
        organizer.wait_for('button', organizer.say('Refresh'), sensitive=True)
        service.close()

        organizer.open_again()
        organizer.wait_for_events(names)
        organizer.press(organizer.wait_for('button', organizer.say('Refresh'), sensitive=True))
        organizer.wait_for_text('Service Not Reachable')
        organizer.wait_for_events(names)
        organizer.judge()
        organizer.keep_picture('kept')
        organizer.keeps_secrets()


def cases():
    for path, faults in (('/auth', AT_SIGN_IN), ('/events', AT_EVENTS)):
        for fault, sentence in faults.items():
            yield f'{fault} at {path}', lambda it=(fault, path, sentence): says(*it)
    yield 'a wrong key', wrong_key
    yield 'nobody there', nobody_there
    yield 'kept', kept


wanted = tuple(sys.argv[1:])
tap.run([(name, case) for name, case in cases() if not wanted or name.startswith(wanted)])
