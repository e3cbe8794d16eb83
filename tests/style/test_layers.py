#!/usr/bin/env python3
"""A lower library never sees a higher one, and foreign types stop where they should."""

import re

import tap
from sources import c_sources, folder, includes, text

# Folder -> folders that its files may include from. `main.c` starts all of it.
ALLOWED = {
    'weez': {'weez'},
    'store': {'weez', 'store'},
    'export': {'weez', 'store', 'export'},
    'demo': {'demo'},
    'cli': {'weez', 'store', 'export', 'cli'},
    'ui': {'weez', 'store', 'export', 'demo', 'ui'},
    'main.c': {'weez', 'ui'},
}
GTK = re.compile(r'^(gtk|gdk|gsk|adwaita|adw)\b')
# What must not spread -> (where it may be, what shows that it is there)
CONFINED = {
    'SoupMessage': ({'src/weez/weez-soup.c', 'src/weez/weez-soup.h', 'src/weez/weez-pictures.c',
                     'src/demo/', 'tests/'},
                    re.compile(r'\bSoup(Server)?Message\b|\bsoup_(server_)?message_')),
    'JSON': ({'src/weez/'}, re.compile(r'\byyjson_\w+')),
    'json-glib': ({'src/demo/', 'tests/'},
                  re.compile(r'\bJson[A-Z]\w+|\bjson_(node|object|array|parser|reader)_')),
    'SQLite': ({'src/store/', 'tests/store/', 'tests/bench/', 'tests/support/fault-vfs.',
                'tests/support/stale-index.'},
               re.compile(r'\bsqlite3_?\w*')),
    'libsecret': ({'src/store/', 'tests/'}, re.compile(r'\bsecret_(password|service|item)_')),
}


def only_lower_layers():
    headers = {path.name: folder(path) for path in c_sources('src') if path.suffix == '.h'}
    for path in c_sources('src'):
        for name in includes(path):
            owner = headers.get(name.rpartition('/')[2])
            if owner is not None and owner not in ALLOWED[folder(path)]:
                yield f'{path}: {folder(path)} includes {name} of {owner}'


def no_gtk_below_ui():
    for path in c_sources('src'):
        if folder(path) not in ('ui', 'main.c'):
            for name in filter(GTK.match, includes(path)):
                yield f'{path}: includes {name}'


def confined(what):
    places, sign = CONFINED[what]
    for path in c_sources('src', 'tests'):
        if not str(path).startswith(tuple(places)) and (found := sign.search(text(path))):
            yield f'{path}: {found.group()} is for {", ".join(sorted(places))} only'


tap.run([
    ('libraries include only lower ones', lambda: list(only_lower_layers())),
    ('there is no GTK below ui', lambda: list(no_gtk_below_ui())),
    *((f'{what} stays in its place', lambda what=what: list(confined(what))) for what in CONFINED),
])
