"""What shows notices on GNOME, for python-dbusmock.

    python3 -m dbusmock --template mock_notifications.py
"""

import json

import dbus
import dbus.service
import dbusmock

BUS_NAME = 'org.gtk.Notifications'
MAIN_OBJ = '/org/gtk/Notifications'
MAIN_IFACE = 'org.gtk.Notifications'
SYSTEM_BUS = False

shown = {}
told = []


def load(mock, _parameters):
    pass


@dbus.service.method(dbusmock.MOCK_IFACE, in_signature='', out_signature='s')
def Shown(self):
    """What is shown now, and everything that ever was."""
    return json.dumps({'shown': shown, 'told': told})


@dbus.service.method(MAIN_IFACE, in_signature='ssa{sv}', out_signature='')
def AddNotification(self, _application, name, notice):
    said = {key: str(notice[key]) for key in ('title', 'body', 'default-action') if key in notice}
    said['target'] = [str(each) for each in notice.get('default-action-target', ())]
    shown[str(name)] = said
    told.append(said | {'name': str(name)})


@dbus.service.method(MAIN_IFACE, in_signature='ss', out_signature='')
def RemoveNotification(self, _application, name):
    shown.pop(str(name), None)
