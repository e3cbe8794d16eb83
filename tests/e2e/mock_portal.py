"""The portals that Parvis asks itself, for python-dbusmock: Background and Inhibit's monitor.

    python3 -m dbusmock --template mock_portal.py
"""

import dbus
import dbus.service
import dbusmock

BUS_NAME = 'org.freedesktop.portal.Desktop'
MAIN_OBJ = '/org/freedesktop/portal/desktop'
MAIN_IFACE = 'org.freedesktop.portal.Background'
SYSTEM_BUS = False

INHIBIT = 'org.freedesktop.portal.Inhibit'

allows = True
told = []


def load(mock, _parameters):
    mock.AddProperties(MAIN_IFACE, {'version': dbus.UInt32(2)})


def answer(mock, sender, options, response, results):
    """The answer comes as a signal of an object named after who asks."""
    path = f'{MAIN_OBJ}/request/{sender[1:].replace(".", "_")}/{options["handle_token"]}'
    mock.AddObject(path, 'org.freedesktop.portal.Request', {}, [('Close', '', '', '')])
    request = dbusmock.get_object(path)
    request.EmitSignal('org.freedesktop.portal.Request', 'Response', 'ua{sv}',
                       [dbus.UInt32(response), dbus.Dictionary(results, signature='sv')])
    return dbus.ObjectPath(path)


@dbus.service.method(dbusmock.MOCK_IFACE, in_signature='b', out_signature='')
def Allow(self, whether):
    global allows
    allows = bool(whether)


@dbus.service.method(dbusmock.MOCK_IFACE, in_signature='', out_signature='as')
def Told(self):
    return dbus.Array(told, signature='s')


@dbus.service.method(MAIN_IFACE, in_signature='sa{sv}', out_signature='o', sender_keyword='sender')
def RequestBackground(self, _window, options, sender):
    told.append(f'reason {options["reason"]}')
    return answer(self, sender, options, 0 if allows else 1,
                  {'background': dbus.Boolean(allows), 'autostart': dbus.Boolean(False)})


@dbus.service.method(MAIN_IFACE, in_signature='a{sv}', out_signature='')
def SetStatus(self, options):
    told.append(f'status {options["message"]}')


@dbus.service.method(INHIBIT, in_signature='sa{sv}', out_signature='o', sender_keyword='sender')
def CreateMonitor(self, _window, options, sender):
    path = answer(self, sender, options, 0, {})
    self.SetLocked(False)
    return path


@dbus.service.method(dbusmock.MOCK_IFACE, in_signature='b', out_signature='')
def SetLocked(self, locked):
    self.EmitSignal(INHIBIT, 'StateChanged', 'oa{sv}', [
        dbus.ObjectPath(MAIN_OBJ + '/session/1'),
        dbus.Dictionary({'screensaver-active': dbus.Boolean(locked)}, signature='sv')])
