"""Services of a desktop that are not there in a test, played by python-dbusmock."""

import json
import sys

from gi.repository import GLib

from person import SOURCE

MOCK = 'org.freedesktop.DBus.Mock'


class Mock:
    """One of them, on the session bus of a person's desktop."""

    def __init__(self, person, template, bus_name, path):
        self.bus = person.desktop.connect(person.desktop.environment['DBUS_SESSION_BUS_ADDRESS'])
        self.bus_name, self.path = bus_name, path
        ours = SOURCE / 'tests/e2e' / f'{template}.py'
        self.process = person.desktop.spawn(
            sys.executable, '-m', 'dbusmock', '--session', '--template',
            str(ours) if ours.exists() else template)
        person.wait_until(self.is_there, bus_name)

    def is_there(self):
        return has_owner(self.bus, self.bus_name)

    def call(self, method, signature='()', *arguments, interface=MOCK):
        answer = self.bus.call_sync(self.bus_name, self.path, interface, method,
                                    GLib.Variant(signature, arguments), None, 0, 20000, None)
        return answer.unpack()[0] if answer.n_children() else None

    def end(self):
        self.process.kill()
        self.process.wait()


class Keyring(Mock):
    def __init__(self, person):
        super().__init__(person, 'mock_secrets', 'org.freedesktop.secrets',
                         '/org/freedesktop/secrets')

    def put(self, state):
        self.call('PutInState', '(s)', state)


class Portal(Mock):
    def __init__(self, person):
        super().__init__(person, 'mock_portal', 'org.freedesktop.portal.Desktop',
                         '/org/freedesktop/portal/desktop')


class Notices(Mock):
    def __init__(self, person):
        super().__init__(person, 'mock_notifications', 'org.gtk.Notifications',
                         '/org/gtk/Notifications')

    def look(self):
        """Give what is shown now by its name, and a list of all that ever was."""
        answer = json.loads(self.call('Shown'))
        return answer['shown'], answer['told']


class ScreenSaver(Mock):
    def __init__(self, person):
        super().__init__(person, 'gnome_screensaver', 'org.gnome.ScreenSaver',
                         '/org/gnome/ScreenSaver')

    def lock(self, locked):
        self.call('SetActive', '(b)', locked, interface='org.gnome.ScreenSaver')


def has_owner(bus, name):
    return bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                         'NameHasOwner', GLib.Variant('(s)', (name,)), None, 0, 5000,
                         None).unpack()[0]
