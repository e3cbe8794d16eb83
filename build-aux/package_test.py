"""What the tests of the packages share: tools, steps that are timed, and a person in front.

Such a test runs on the host itself, as a package manager does, and takes from build-aux/sdk
nothing but its root file system. Its last line says `N passed, N failed`.
"""

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import time
import traceback

SOURCE = pathlib.Path(__file__).resolve().parents[1]
BUILD = SOURCE / '_build'
APP = 'io.github.parvis.Parvis'

# What tests/e2e/person.py starts, by the Debian package that has it.
DESKTOP = {
    'Xvfb': 'xvfb', 'openbox': 'openbox', 'xdotool': 'xdotool', 'import': 'imagemagick',
    'xprop': 'x11-utils', 'dbus-daemon': 'dbus', '/usr/libexec/at-spi2-registryd': 'at-spi2-core',
    '/usr/lib/python3/dist-packages/gi': 'python3-gi',
}


def need(tools):
    """Install what is missing of TOOLS, by the program or file that shows it is there."""
    missing = sorted({package for tool, package in tools.items()
                      if not (os.path.exists(tool) if '/' in tool else shutil.which(tool))})
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which('apt-get'):
        sys.exit(f'please install {" ".join(missing)}')
    print(f'installing {" ".join(missing)}', flush=True)
    environment = os.environ | {'DEBIAN_FRONTEND': 'noninteractive'}
    for command in ('update',), ('install', '-y', '--no-install-recommends', *missing):
        quiet('apt-get', '-qq', *command, env=environment)


def quiet(*command, **options):
    """Run COMMAND, and show what it said only if it failed; give what it said.

    Nothing here takes half an hour, so what does waits for something that never comes."""
    result = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            errors='replace', timeout=1800, **options)
    if result.returncode != 0:
        raise AssertionError(f'{command[0]} failed:\n' + '\n'.join(
            result.stdout.splitlines()[-60:]))
    return result.stdout


def sdk_root():
    """Make the root file system of build-aux/sdk if it isn't there, and give its folder."""
    sdk = SOURCE / 'build-aux/sdk'
    environment = os.environ | {'PARVIS_SDK': 'debian'}
    subprocess.run([sdk, '--make'], stdin=subprocess.DEVNULL, env=environment, check=True)
    return pathlib.Path(subprocess.check_output([sdk, '--where'], env=environment,
                                                text=True).strip())


def size(*paths):
    """How much room PATHS take, in megabytes; what is linked within them counts once."""
    seen, total = set(), 0
    for path in paths:
        for file in [path, *path.rglob('*')]:
            status = file.lstat()
            if status.st_ino not in seen:
                seen.add(status.st_ino)
                total += status.st_blocks * 512 if file.is_dir() else status.st_size
    return f'{total / 1e6:.1f} MB'


class Steps:
    """Steps that stand on one another: after the first that fails nothing is tried."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.start = time.monotonic()

    def __call__(self, name, function, *arguments):
        if self.failed:
            return
        start = time.monotonic()
        try:
            told = function(*arguments)
        except (Exception, SystemExit):
            traceback.print_exc(file=sys.stdout)
            self.failed += 1
            print(f'not ok - {name}', flush=True)
            return
        self.passed += 1
        print(f'ok {time.monotonic() - start:6.1f} s  {name}{f": {told}" if told else ""}',
              flush=True)

    def close(self):
        print(f'{time.monotonic() - self.start:.0f} s in all')
        print(f'{self.passed} passed, {self.failed} failed', flush=True)
        # Not sys.exit: GLib's worker threads must not keep a finished test alive.
        os._exit(1 if self.failed else 0)


@contextlib.contextmanager
def organizer(command, translations, signed_in=True, **options):
    """An organizer who has started the installed COMMAND; TRANSLATIONS are the installed ones."""
    os.environ['PYTHONDONTWRITEBYTECODE'] = '1'
    sys.dont_write_bytecode = True
    sys.path[:0] = [str(SOURCE / 'tests/e2e'), str(SOURCE / 'tests/support')]
    from organizer import Organizer

    # Nothing of the build folder may be in reach of what was installed.
    variables = dict.fromkeys(('GSETTINGS_SCHEMA_DIR', 'PARVIS_LOCALEDIR'))
    with Organizer(*(['--demo'] if signed_in else []), command=command,
                   translations=translations,
                   variables=variables | options.pop('variables', {}), **options) as person:
        if signed_in:
            person.wait_until(lambda: len(person.rows()) > 3, 'events')
        yield person
