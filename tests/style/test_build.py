#!/usr/bin/env python3
"""Facts about the build that Meson itself does not check."""

import collections
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import tap
from sources import files, raw


def templates_are_formatted():
    """`blueprint-compiler format` would change nothing."""
    templates = [str(path) for path in files('src') if path.suffix == '.blp']
    result = subprocess.run(['blueprint-compiler', 'format', *templates], capture_output=True,
                            text=True)
    if result.returncode != 0:
        yield f'{result.stdout}run `build-aux/sdk blueprint-compiler format -f` on it'


def test_names_are_unique():
    """Meson's report keeps tests apart by suite and name, and stops short at a second one."""
    tests = json.loads(pathlib.Path(sys.argv[1], 'meson-info/intro-tests.json').read_text())
    counts = collections.Counter(f'{test["suite"]} {test["name"]}' for test in tests)
    return [f'{name} is the name of {count} tests' for name, count in counts.items() if count > 1]


def pictures_are_small():
    """The repository stays light: nothing over 300 KB."""
    for path in files():
        if path.stat().st_size > 300_000 and path.parts[0] in ('data', 'src', 'tests', 'po'):
            yield f'{path}: {path.stat().st_size // 1000} KB'


def what_is_foreign_in_the_flatpak_is_pinned():
    """Each module but our own is one archive, which cannot change under its address."""
    path = pathlib.Path('build-aux/flatpak/io.github.parvis.Parvis.json')
    manifest = json.loads(path.read_text())
    if manifest['id'] != path.stem:
        yield f'{path} is for {manifest["id"]}'
    for module in manifest['modules'][:-1]:
        for source in module['sources']:
            if (source['type'] != 'archive' or not source['url'].startswith('https://') or
                    not re.fullmatch('[0-9a-f]{64}', source.get('sha256', ''))):
                yield f'{path}: {module["name"]} is not pinned'


def metainfo_is_of_this_version():
    """The newest notes are of this version, and so are the pictures, which lie in data."""
    version = re.search(r"version: '(.+)'", raw(pathlib.Path('meson.build'))).group(1)
    root = ElementTree.parse('data/io.github.parvis.Parvis.metainfo.xml.in').getroot()
    newest = root.find('releases/release').get('version')
    if newest != version:
        yield f'the newest notes are of {newest}, and this is {version}'
    for image in root.iter('image'):
        _, tag, place = image.text.partition(f'/v{version}/')
        if not tag or not pathlib.Path(place).is_file():
            yield f'{image.text} is no picture of {version}'


tap.run([
    ('templates are formatted', lambda: list(templates_are_formatted())),
    ('names of tests are unique', test_names_are_unique),
    ('no file is heavy', lambda: list(pictures_are_small())),
    ('the metainfo is of this version', lambda: list(metainfo_is_of_this_version())),
    ('the Flatpak is pinned', lambda: list(what_is_foreign_in_the_flatpak_is_pinned())),
])
