#!/usr/bin/python3
"""The part of a desktop that a portal asks, behind the real xdg-desktop-portal.

The session bus starts it as `shell.py FOLDER`. It answers as a person who keeps the name that is
proposed, in FOLDER/saved, and writes each question to FOLDER/asked, one line of JSON each.
"""

import json
import pathlib
import sys

from gi.repository import Gio, GLib

NAME = 'org.freedesktop.impl.portal.desktop.parvis_test'
INTERFACE = 'org.freedesktop.impl.portal.FileChooser'
XML = f'''
<node>
  <interface name="{INTERFACE}">
    <method name="SaveFile">
      <arg type="o" direction="in"/> <arg type="s" direction="in"/> <arg type="s" direction="in"/>
      <arg type="s" direction="in"/> <arg type="a{{sv}}" direction="in"/>
      <arg type="u" direction="out"/> <arg type="a{{sv}}" direction="out"/>
    </method>
  </interface>
</node>'''


def settle(folder):
    """Write into FOLDER what leads a session to this program, and give its variables."""
    (folder / 'saved').mkdir()
    (folder / 'parvis-test.portal').write_text(
        f'[portal]\nDBusName={NAME}\nInterfaces={INTERFACE};\nUseIn=parvis-test\n')
    (folder / 'parvis-test-portals.conf').write_text('[preferred]\ndefault=parvis-test\n')
    services = folder / 'dbus-1/services'
    services.mkdir(parents=True)
    (services / f'{NAME}.service').write_text(
        f'[D-BUS Service]\nName={NAME}\nExec=/usr/bin/python3 {__file__} {folder}\n')
    return {'XDG_CURRENT_DESKTOP': 'parvis-test', 'XDG_DESKTOP_PORTAL_DIR': str(folder),
            'XDG_DATA_DIRS': f'{folder}:/usr/local/share:/usr/share'}


def asked(folder):
    """What was asked until now."""
    path = folder / 'asked'
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def main(folder):
    def called(bus, sender, path, interface, method, arguments, invocation):
        _, app, _, title, options = arguments.unpack()
        file = folder / 'saved' / options['current_name']
        with open(folder / 'asked', 'a') as log:
            print(json.dumps({'app': app, 'title': title, 'file': str(file)}), file=log)
        uris = GLib.Variant('as', [file.as_uri()])
        invocation.return_value(GLib.Variant('(ua{sv})', (0, {'uris': uris})))

    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.register_object('/org/freedesktop/portal/desktop',
                        Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0], called, None, None)
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, None, None)
    GLib.MainLoop().run()


if __name__ == '__main__':
    main(pathlib.Path(sys.argv[1]))
