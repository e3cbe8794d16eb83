#!/usr/bin/env python3
"""Parvis started by the desktop, as its launcher and its D-Bus service do."""

import subprocess
import sys

from gi.repository import GLib

import tap
from mocks import has_owner
from organizer import Organizer
from person import BUILD

NAME = 'io.github.parvis.Parvis'
PATH = '/io/github/parvis/Parvis'
PROGRAM = BUILD / 'src/parvis'


def service_file(organizer):
    """What is installed, with the program that was built; the bus reads it from the home."""
    text = (BUILD / 'data' / f'{NAME}.service').read_text()
    command = next(line for line in text.splitlines() if line.startswith('Exec='))
    program, option = command.removeprefix('Exec=').split()
    assert program.endswith('/parvis') and option == '--gapplication-service', command
    folder = organizer.desktop.home / 'run/dbus-1/services'
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f'{NAME}.service').write_text(text.replace(program, str(PROGRAM)))


class Launcher:
    """What a click on the icon does."""

    def __init__(self, organizer):
        self.bus = organizer.desktop.connect(
            organizer.desktop.environment['DBUS_SESSION_BUS_ADDRESS'])

    def call(self, method, signature, *arguments):
        self.bus.call_sync(NAME, PATH, 'org.freedesktop.Application', method,
                           GLib.Variant(signature, arguments), None, 0, 60000, None)

    def activate(self):
        self.call('Activate', '(a{sv})', {})

    def run(self, action):
        self.call('ActivateAction', '(sava{sv})', action, [], {})


def count_windows(organizer):
    return len([part for part in organizer.look().parts if 'showing' in part.states])


def wait_for_windows(organizer, count):
    organizer.wait_until(lambda: count_windows(organizer) == count, f'{count} windows')


def quit_program(organizer, launcher):
    organizer.keys('ctrl+q')
    organizer.wait_until(lambda: not has_owner(launcher.bus, NAME), 'the name to be free')


def by_bus():
    """Activate opens one window, and the launcher's actions do what they say, each from nothing."""
    with Organizer() as organizer:
        launcher = Launcher(organizer)
        quit_program(organizer, launcher)
        service_file(organizer)
        launcher.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus',
                               'org.freedesktop.DBus', 'ReloadConfig', None, None, 0, 60000, None)
        # The bus starts the program now, and a person is at the window that it opens.
        organizer.process = organizer.desktop.processes[0]
        launcher.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus',
                               'org.freedesktop.DBus', 'UpdateActivationEnvironment',
                               GLib.Variant('(a{ss})', (organizer.desktop.environment,)), None, 0,
                               60000, None)

        launcher.activate()
        organizer.wait_until(organizer.find_program, 'a window of the service', 90)
        organizer.wait_for('text box', 'Login')
        launcher.activate()
        wait_for_windows(organizer, 1)
        launcher.run('new-window')
        wait_for_windows(organizer, 2)
        quit_program(organizer, launcher)

        for action in ('new-window', 'public-calendar'):
            launcher.run(action)
            organizer.wait_until(organizer.find_program, f'a window by {action}', 90)
            wait_for_windows(organizer, 1)
            quit_program(organizer, launcher)


def leaves():
    """A service that was asked something and has no window ends within a minute or so."""
    with Organizer() as organizer:
        launcher = Launcher(organizer)
        quit_program(organizer, launcher)
        service = organizer.desktop.spawn(str(PROGRAM), '--gapplication-service')
        organizer.process = service
        organizer.wait_until(lambda: has_owner(launcher.bus, NAME), 'the service')
        launcher.bus.call_sync(NAME, f'{PATH}/SearchProvider', 'org.gnome.Shell.SearchProvider2',
                               'GetInitialResultSet', GLib.Variant('(as)', (['x'],)), None, 0,
                               60000, None)
        assert service.wait(90) == 0, service.returncode
        assert not has_owner(launcher.bus, NAME)


def by_option():
    """--new-window asks the Parvis that is there, and is one itself where there is none."""
    with Organizer('--new-window') as organizer:
        wait_for_windows(organizer, 1)
        subprocess.run([PROGRAM, '--new-window'], env=organizer.desktop.environment, timeout=60,
                       check=True)
        wait_for_windows(organizer, 2)
        # Without an option it shows what is there.
        subprocess.run([PROGRAM], env=organizer.desktop.environment, timeout=60, check=True)
        wait_for_windows(organizer, 2)
        assert not organizer.complaints()


CASES = {'by-bus': by_bus, 'by-option': by_option, 'leaves': leaves}
tap.run([(name, CASES[name]) for name in sys.argv[1:] or CASES])
