#!/usr/bin/env python3
"""Parvis in the desktop's search, and without a window: `test_desktop.py LANGUAGE`."""

import hashlib
import subprocess
import sys
import time

from gi.repository import GLib

import tap
from mocks import Portal, ScreenSaver, has_owner
from organizer import Organizer
from person import BUILD
from service import Service

LANGUAGE = sys.argv[1]
NAME = 'io.github.parvis.Parvis'
PATH = '/io/github/parvis/Parvis/SearchProvider'
KEPT = {'GSETTINGS_BACKEND': 'keyfile'}


class Shell:
    """GNOME Shell, as somebody types in its overview."""

    def __init__(self, organizer):
        self.bus = organizer.desktop.connect(
            organizer.desktop.environment['DBUS_SESSION_BUS_ADDRESS'])

    def call(self, method, signature, *arguments):
        answer = self.bus.call_sync(NAME, PATH, 'org.gnome.Shell.SearchProvider2', method,
                                    GLib.Variant(signature, arguments), None, 0, 20000, None)
        return answer.unpack()[0] if answer.n_children() else None

    def find(self, *words):
        start = time.monotonic()
        found = self.call('GetInitialResultSet', '(as)', list(words))
        print(f'# {len(found)} found in {1000 * (time.monotonic() - start):.1f} ms')
        assert self.call('GetSubsearchResultSet', '(asas)', found, list(words)) == found
        return found

    def describe(self, names):
        return {meta['id']: meta for meta in self.call('GetResultMetas', '(as)', names)}


def choose(organizer, key, value):
    organizer.desktop.output('gsettings', 'set', NAME, key, value)


def read(service, organizer):
    events = service.events()
    organizer.sign_in()
    organizer.wait_for_events([event['name'] for event in events])
    organizer.wait_for('button', organizer.say('Refresh'), sensitive=True, patience=90)
    return events


def choose_person(service, events):
    """An event, and the name of somebody who has a ticket for it."""
    play = next(event for event in events if event['name'] == 'Le Malade imaginaire')
    answer = service.ask('participants', id_event=[play['id']])
    return play, next(each['owner']['last_name'] for each in answer['participants']
                      if len(each['owner']['last_name']) > 4)


def digest_stores(organizer):
    """What is kept, and what waits to be; nothing waiting is as good as no file for it."""
    files = sorted((organizer.desktop.home / 'data/parvis').glob('*.db*'))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files
            if path.name.endswith(('.db', '-wal')) and path.stat().st_size}


def search():
    with Service() as service, Organizer(service=service, language=LANGUAGE,
                                         variables=KEPT) as organizer:
        events = read(service, organizer)
        play, name = choose_person(service, events)
        shell, wanted = Shell(organizer), f'event:{play["id"]}'

        # Events, however they are typed; nobody's name before somebody chose so.
        assert wanted in shell.find('MALADE', 'imagin'), shell.find('malade')
        assert shell.describe([wanted])[wanted]['name'] == play['name']
        assert shell.find('zzzz') == [] and shell.find('') == []
        assert not [each for each in shell.find(name) if each.startswith('person:')]
        choose(organizer, 'search-people', 'true')
        assert not [each for each in shell.find(name) if each.startswith('person:')], \
            'people are shown where nothing says whether the screen is locked'

        # People, while the screen is open.
        screen = ScreenSaver(organizer)
        people = organizer.wait_until(
            lambda: [each for each in shell.find(name) if each.startswith('person:')], 'people')
        assert name.casefold() in shell.describe(people)[people[0]]['name'].casefold()
        screen.lock(True)
        assert shell.find(name) == [] and shell.find('malade') == []
        assert shell.describe(people + [wanted]) == {}
        screen.lock(False)

        # By a service without a window, which asks neither the keyring nor Weezevent.
        organizer.keys('ctrl+q')
        organizer.process.wait(30)
        service.close()
        kept = digest_stores(organizer)
        assert kept
        with open(organizer.log, 'a') as log:
            organizer.process = organizer.desktop.spawn(
                str(BUILD / 'src/parvis'), '--gapplication-service', stdout=log, stderr=log)
        organizer.wait_until(lambda: has_owner(shell.bus, NAME), 'the service')
        assert wanted in shell.find('malade')
        assert people[0] in shell.find(name)
        assert wanted in shell.describe([wanted])
        assert digest_stores(organizer) == kept, 'a search has written'
        assert organizer.process.poll() is None and not organizer.complaints()


def chosen():
    """What is chosen in the search opens in the window."""
    with Service() as service, Organizer(service=service, language=LANGUAGE,
                                         variables=KEPT) as organizer:
        read(service, organizer)
        shell = Shell(organizer)
        found, = shell.find('malade')
        shell.call('ActivateResult', '(sasu)', found, ['malade'], 0)
        organizer.wait_for('tab', organizer.say('Overview'))
        organizer.wait_for('label', 'Le Malade imaginaire')
        shell.call('LaunchSearch', '(asu)', ['malade'], 0)
        organizer.wait_until(lambda: len(organizer.rows()) == 1, 'one event in the list')
        organizer.judge()


def sandboxed():
    """Where only the portal tells of the lock, nobody is named before it has told."""
    with Service() as service, Organizer(service=service, language=LANGUAGE,
                                         variables=KEPT) as organizer:
        play, name = choose_person(service, read(service, organizer))
        portal, shell = Portal(organizer), Shell(organizer)

        def people():
            found = shell.call('GetInitialResultSet', '(as)', [name])
            return [each for each in found if each.startswith('person:')]

        choose(organizer, 'search-people', 'true')
        assert not people()
        organizer.wait_until(people, 'people')
        portal.call('SetLocked', '(b)', True)
        organizer.wait_until(lambda: not people(), 'nobody')
        assert shell.find('malade') == [] and shell.find(name) == []
        portal.call('SetLocked', '(b)', False)
        organizer.wait_until(people, 'people again')
        assert f'event:{play["id"]}' in shell.find('malade')


def background():
    """Without a window only where somebody chose it and the system allows it."""
    with Service() as service, Organizer(service=service, language=LANGUAGE,
                                         variables=KEPT) as organizer:
        say = organizer.say
        title = say('Run in the Background')
        read(service, organizer)
        organizer.keys('ctrl+comma')
        organizer.press(organizer.wait_for('switch', title))
        organizer.wait_for_text('Nothing on this desktop can allow it: there is no portal for '
                                'applications in the background.')
        organizer.wait_for('switch', title, checked=False, sensitive=True)
        organizer.judge()
        organizer.keep_picture('background-refused')

        portal = Portal(organizer)
        portal.call('Allow', '(b)', False)
        organizer.press(organizer.wait_for('switch', title))
        organizer.wait_for_text('The system does not allow it. You can change that in its settings '
                                'for applications.')
        portal.call('Allow', '(b)', True)
        organizer.press(organizer.wait_for('switch', title, checked=False, sensitive=True))
        organizer.wait_for('switch', title, checked=True, sensitive=True)
        reason = say('Parvis follows the sales of your events and tells you what is new.')
        assert f'reason {reason}' in portal.call('Told'), portal.call('Told')
        organizer.wait_until(
            lambda: any(told.startswith('status ') for told in portal.call('Told')), 'a status')

        organizer.keys('Escape')
        organizer.wait_gone('switch', title)
        organizer.keys('ctrl+w')
        organizer.wait_until(lambda: not organizer.look().parts, 'no window')
        assert organizer.process.poll() is None, 'it left although it may stay'
        subprocess.run([BUILD / 'src/parvis'], env=organizer.desktop.environment, timeout=30,
                       check=True)
        organizer.wait_for('tree grid', say('All Events'))

        # Switched off, it leaves with its window.
        organizer.keys('ctrl+comma')
        organizer.press(organizer.wait_for('switch', title, checked=True))
        organizer.wait_for('switch', title, checked=False)
        organizer.keys('Escape')
        organizer.wait_gone('switch', title)
        organizer.keys('ctrl+w')
        assert organizer.process.wait(30) == 0
        assert not organizer.complaints()


CASES = {
    'search': search, 'chosen': chosen, 'sandboxed': sandboxed, 'background': background,
}
wanted_cases = sys.argv[2:] or CASES
tap.run([(f'{name}, {LANGUAGE}', CASES[name]) for name in wanted_cases])
