"""A keyring for python-dbusmock, in whatever state a test puts it: see STATES.

    python3 -m dbusmock --template mock_secrets.py
"""

import os

import dbus
import dbus.service
import dbusmock
from gi.repository import GLib

BUS_NAME = 'org.freedesktop.secrets'
MAIN_OBJ = '/org/freedesktop/secrets'
MAIN_IFACE = 'org.freedesktop.Secret.Service'
SYSTEM_BUS = False

COLLECTION = MAIN_OBJ + '/collection/login'
ITEM = COLLECTION + '/1'
PROMPT = MAIN_OBJ + '/prompt/1'
SESSION = MAIN_OBJ + '/session/1'
NOTHING = '/'
# `open` holds what it was given; `locked` cannot be unlocked; `accepted` and `dismissed` say what a
# person does with the question for its password; `silent` never answers; `dying` ends when it is
# asked for the secret.
STATES = ('open', 'locked', 'accepted', 'dismissed', 'silent', 'dying')

state = 'open'
item = None   # (attributes, secret)


def load(mock, _parameters):
    for path in (COLLECTION, MAIN_OBJ + '/aliases/default'):
        mock.AddObject(path, 'org.freedesktop.Secret.Collection', {
            'Locked': dbus.Boolean(False), 'Label': 'Login',
            'Items': dbus.Array([], signature='o'),
        }, [])
    mock.AddObject(SESSION, 'org.freedesktop.Secret.Session', {}, [('Close', '', '', '')])
    mock.AddObject(PROMPT, 'org.freedesktop.Secret.Prompt', {}, [('Dismiss', '', '', '')])
    mock.AddObject(ITEM, 'org.freedesktop.Secret.Item', {
        'Locked': dbus.Boolean(False), 'Label': 'Item', 'Created': dbus.UInt64(0),
        'Modified': dbus.UInt64(0), 'Attributes': dbus.Dictionary({}, signature='ss'),
    }, [])


def is_locked():
    return state in ('locked', 'accepted', 'dismissed')


@dbus.service.method(dbusmock.MOCK_IFACE, in_signature='s', out_signature='')
def PutInState(self, new):
    global state
    assert new in STATES, new
    state = str(new)


@dbus.service.method(dbusmock.MOCK_IFACE, in_signature='', out_signature='b')
def HoldsSomething(self):
    return item is not None


@dbus.service.method(MAIN_IFACE, in_signature='sv', out_signature='vo')
def OpenSession(self, algorithm, _data):
    if algorithm != 'plain':
        raise dbus.exceptions.DBusException(
            'plain only', name='org.freedesktop.DBus.Error.NotSupported')
    return dbus.String('', variant_level=1), dbus.ObjectPath(SESSION)


@dbus.service.method(MAIN_IFACE, in_signature='s', out_signature='o')
def ReadAlias(self, _name):
    return dbus.ObjectPath(COLLECTION)


@dbus.service.method(MAIN_IFACE, in_signature='a{ss}', out_signature='aoao',
                     async_callbacks=('answer', 'fail'))
def SearchItems(self, attributes, answer, fail):
    if state == 'silent':
        return
    found = item is not None and all(item[0].get(name) == value
                                     for name, value in attributes.items()
                                     if name != 'xdg:schema')
    paths = dbus.Array([ITEM] if found else [], signature='o')
    nothing = dbus.Array([], signature='o')
    answer(*((nothing, paths) if is_locked() else (paths, nothing)))


@dbus.service.method(MAIN_IFACE, in_signature='ao', out_signature='aoo')
def Unlock(self, paths):
    nothing = dbus.Array([], signature='o')
    if state in ('accepted', 'dismissed'):
        return nothing, dbus.ObjectPath(PROMPT)
    return (nothing if state == 'locked' else paths), dbus.ObjectPath(NOTHING)


@dbus.service.method('org.freedesktop.Secret.Prompt', in_signature='s', out_signature='')
def Prompt(self, _window):
    """A person answers, after the call is answered."""
    def answered():
        global state
        dismissed = state == 'dismissed'
        if not dismissed:
            state = 'open'
        unlocked = dbus.Array([] if dismissed else [ITEM], signature='o', variant_level=1)
        self.EmitSignal('org.freedesktop.Secret.Prompt', 'Completed', 'bv', [dismissed, unlocked])
    GLib.timeout_add(50, answered)


@dbus.service.method(MAIN_IFACE, in_signature='aoo', out_signature='a{o(oayays)}')
def GetSecrets(self, paths, _session):
    if state == 'dying':
        os._exit(1)
    return dbus.Dictionary({path: item[1] for path in paths if item is not None},
                           signature='o(oayays)')


@dbus.service.method('org.freedesktop.Secret.Collection', in_signature='a{sv}(oayays)b',
                     out_signature='oo')
def CreateItem(self, properties, secret, _replace):
    global item
    item = properties['org.freedesktop.Secret.Item.Attributes'], secret
    dbusmock.get_object(ITEM).props['org.freedesktop.Secret.Item']['Attributes'] = (
        dbus.Dictionary(item[0], signature='ss'))
    return dbus.ObjectPath(ITEM), dbus.ObjectPath(NOTHING)


@dbus.service.method('org.freedesktop.Secret.Item', in_signature='', out_signature='o')
def Delete(self):
    global item
    item = None
    return dbus.ObjectPath(NOTHING)
