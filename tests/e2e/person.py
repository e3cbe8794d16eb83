"""A person in front of Parvis, on a machine without a screen.

A `Desktop` is one X server, window manager, session bus and empty home folder, so that tests can
run side by side and always start from nothing. A `Person` starts a program there, is told what a
screen reader is told, and acts with keys and a pointer as hands do:

    with Person(['_build/src/parvis'], language='fr') as person:
        person.type('demo', into=person.wait_for('text box', 'Identifiant'))
        person.press(person.see('button', 'Se connecter'))
        person.wait_for('search box')

Nothing here sleeps for a guessed time: each act waits for the state that follows it. Roles have
GTK's names ("text box", "list item", "tab", "switch").
"""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

from gi.repository import Gio, GLib

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get('PARVIS_BUILD_DIR', SOURCE / '_build'))
LOCALES = {'en': 'en_US.UTF-8', 'fr': 'fr_FR.UTF-8'}

ROOT = '/org/a11y/atspi/accessible/root'
# The bits of AT-SPI's state set, in its order.
STATES = '''invalid active armed busy checked collapsed defunct editable enabled expandable expanded
    focusable focused has-tooltip horizontal iconified modal multi-line multiselectable opaque
    pressed resizable selectable selected sensitive showing single-line stale transient vertical
    visible manages-descendants indeterminate required truncated animated invalid-entry
    supports-autocompletion selectable-text is-default visited checkable has-popup
    read-only'''.split()


class Surprise(AssertionError):
    """What the person was told to expect did not happen."""


class Desktop:
    """A place to run one program in: display, window manager, session bus, home.

    A variable that is None is left out of its environment."""

    def __init__(self, language='en', size=(1280, 900), dark=False, variables=None, build=BUILD,
                 window_manager=True, text_scale=1):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix='parvis-desktop-'))
        self.processes = []
        locale = LOCALES.get(language, language)
        self.environment = {
            name: value for name, value in os.environ.items()
            if name in ('PATH', 'LD_LIBRARY_PATH') or name.endswith('SAN_OPTIONS')
        } | {
            'HOME': str(self.home),
            'LC_ALL': locale,
            'TZ': 'Europe/Paris',
            'GDK_BACKEND': 'x11',
            'GSK_RENDERER': 'cairo',
            'GDK_DEBUG': 'no-portals',
            'ADW_DISABLE_PORTAL': '1',
            'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark' if dark else 'prefer-light',
            'GTK_A11Y': 'atspi',
            # A window manager made with GTK 3 must not pass for the program.
            'NO_AT_BRIDGE': '1',
            'G_DEBUG': 'fatal-criticals',
            'GIO_USE_VFS': 'local',
            'GIO_USE_PROXY_RESOLVER': 'dummy',
            'GSETTINGS_BACKEND': 'memory',
            'GSETTINGS_SCHEMA_DIR': str(build / 'data'),
            'PARVIS_LOCALEDIR': str(build / 'po'),
        }
        for name in ('CONFIG', 'DATA', 'STATE', 'CACHE'):
            self.environment[f'XDG_{name}_HOME'] = str(self.home / name.lower())
        self.environment['XDG_RUNTIME_DIR'] = str(self.home / 'run')
        (self.home / 'run').mkdir(mode=0o700)
        (self.home / 'config/gtk-4.0').mkdir(parents=True)
        (self.home / 'config/gtk-4.0/settings.ini').write_text(
            '[Settings]\ngtk-enable-animations=0\ngtk-cursor-blink=0\n'
            'gtk-font-name=Adwaita Sans 11\ngtk-decoration-layout=:close\n')
        for name, value in (variables or {}).items():
            self.environment.pop(name, None)
            if value is not None:
                self.environment[name] = value

        try:
            self._start(size, window_manager, text_scale)
        except BaseException:
            self.close()
            raise

    def _start(self, size, window_manager, text_scale):
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = self._told(
            'dbus-daemon', '--session', '--nofork', '--print-address={}')
        # Without -noreset the server forgets everything when its first client leaves.
        self.environment['DISPLAY'] = ':' + self._told(
            'Xvfb', '-displayfd', '{}', '-screen', '0', '{}x{}x24'.format(*size),
            '-nolisten', 'tcp', '-noreset')
        if text_scale != 1:
            self.output('xprop', '-root', '-f', 'RESOURCE_MANAGER', '8s', '-set',
                        'RESOURCE_MANAGER', f'Xft.dpi: {96 * text_scale}')
        if not window_manager:
            return
        self.spawn('openbox')
        patience = time.monotonic() + 30
        # openbox announces itself first, but loses windows shown before it has a list of them.
        while '(WINDOW)' not in self.output('xprop', '-root', '_NET_CLIENT_LIST'):
            if time.monotonic() > patience:
                raise Surprise('the window manager did not start')
            time.sleep(0.02)

    def spawn(self, *command, **options):
        quiet = dict.fromkeys(('stdin', 'stdout', 'stderr'), subprocess.DEVNULL)
        process = subprocess.Popen(command, env=self.environment, **quiet | options)
        self.processes.append(process)
        return process

    def _told(self, *command):
        """Start a server and give the first line that it writes to the descriptor at `{}`."""
        reader, writer = os.pipe()
        self.spawn(*(word.replace('{}', str(writer)) for word in command), pass_fds=[writer])
        os.close(writer)
        with os.fdopen(reader) as answer:
            return answer.readline().strip()

    def output(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=60).stdout

    def connect(self, address):
        flags = Gio.DBusConnectionFlags
        return Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)

    def close(self):
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


class Thing:
    """Something on the screen, as it was when the person looked."""

    def __init__(self, item, role, parent):
        self.path = item[0][1]
        self.role = role
        self.parent = parent
        self.parts = []
        self.interfaces = {name.rpartition('.')[2] for name in item[5]}
        self.name = item[6]
        self.description = item[8]
        bits = item[9][0] | item[9][1] << 32
        self.states = {state for bit, state in enumerate(STATES) if bits >> bit & 1}

    def __repr__(self):
        return f'{self.role} “{self.text}”'

    def walk(self):
        yield self
        for part in self.parts:
            yield from part.walk()

    def around(self):
        """What it is in, from the inside out."""
        if self.parent:
            yield self.parent
            yield from self.parent.around()

    @property
    def text(self):
        """Its name, else what the labels in it say: GTK 4.18 leaves most rows without a name."""
        return self.name or ' '.join(self.labels())

    def labels(self):
        return [thing.name for thing in self.walk() if thing.role == 'label' and thing.name]

    def matches(self, role, name, states):
        if role is not None and self.role != role:
            return False
        if isinstance(name, re.Pattern):
            if not name.search(self.text):
                return False
        elif name is not None and name not in (self.name, self.text):
            return False
        return all((state.replace('_', '-') in self.states) == wanted
                   for state, wanted in states.items())


class Person:
    def __init__(self, command, window_size=(1120, 760), patience=30, **desktop):
        self.desktop = Desktop(**desktop)
        self.patience = patience
        self.process = None
        self.roles = {}
        self.said = []
        try:
            self._start([str(word) for word in command], window_size)
        except BaseException:
            self.close()
            raise

    def _start(self, command, window_size):
        session = self.desktop.connect(self.desktop.environment['DBUS_SESSION_BUS_ADDRESS'])
        address, = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress',
                                     None, None, 0, 60000, None).unpack()
        self.bus = self.desktop.connect(address)
        self.bus.signal_subscribe(None, 'org.a11y.atspi.Event.Object', 'Announcement', None, None,
                                  0, lambda *signal: self.said.append(signal[5].unpack()[3]))
        self.log = self.desktop.home / 'log'
        self.command = command
        self._open(window_size)

    def _open(self, window_size):
        with open(self.log, 'a') as log:
            self.process = self.desktop.spawn(*self.command, stdout=log, stderr=log)
        self.wait_until(self.find_program, f'a window of {self.command[0]}', patience=90)
        self.resize(*window_size)

    def open_again(self, meanwhile=None):
        """Quit the program and start it anew in the same home, after MEANWHILE was called."""
        self.keys('ctrl+q')
        self.process.wait(self.patience)
        if meanwhile is not None:
            meanwhile()
        self._open(self.window_size)

    def find_program(self):
        self.program = 'org.a11y.atspi.Registry'
        for name, _ in self._call(ROOT, 'Accessible', 'GetChildren')[0]:
            self.program = name
            return any('showing' in window.states for window in self.look().parts)
        return False

    def close(self):
        self.desktop.close()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, _):
        if error is not None and self.process is not None:
            self._leave_evidence()
        self.close()

    def _leave_evidence(self):
        """After a failure: what was on the screen, in words and as a picture."""
        try:
            self.picture(f'failure-{os.getpid()}')
            for thing in self.look().walk():
                depth = len(list(thing.around()))
                print('#' + '  ' * depth + f'{thing} [{" ".join(sorted(thing.states))}]')
        except Exception as error:
            print(f'# no evidence: {error}')
        for line in self.log.read_text(errors='replace').splitlines()[-40:]:
            print(f'# | {line}')

    # Looking

    def _call(self, path, interface, method, signature='()', *arguments):
        if not interface.startswith('org.'):
            interface = 'org.a11y.atspi.' + interface
        return self.bus.call_sync(self.program, path, interface, method,
                                  GLib.Variant(signature, arguments), None, 0, 20000, None).unpack()

    def _property(self, thing, interface, name):
        return self._call(thing.path, 'org.freedesktop.DBus.Properties', 'Get', '(ss)',
                          'org.a11y.atspi.' + interface, name)[0]

    def ask(self, questions):
        """Ask [(path, interface, method, arguments)] all at once, and give an answer for each, None
        where there is none any more."""
        answers, waiting = [None] * len(questions), len(questions)

        def answered(bus, result, place):
            nonlocal waiting
            waiting -= 1
            try:
                answer = bus.call_finish(result).unpack()
                answers[place] = answer[0] if len(answer) == 1 else answer
            except GLib.Error:
                pass  # it went away meanwhile

        for place, (path, interface, method, arguments) in enumerate(questions):
            self.bus.call(self.program, path, 'org.a11y.atspi.' + interface, method, arguments,
                          None, 0, 20000, None, answered, place)
        while waiting:
            GLib.MainContext.default().iteration(True)
        return answers

    def look(self):
        """Read the whole window. GTK makes accessible objects when their parent is asked for them,
        so first walk down level by level; then one call gives everything about all of them."""
        parts, level, known = {}, [ROOT], {ROOT}
        while level:
            new = [path for path in level if path not in self.roles]
            answers = self.ask(
                [(path, 'Accessible', 'GetChildren', None) for path in level] +
                [(path, 'Accessible', 'GetRoleName', None) for path in new])
            parts |= dict(zip(level, answers))
            self.roles |= {path: role for path, role in zip(new, answers[len(level):])
                           if role is not None}
            below = [path for parent in level for _, path in parts[parent] or ()]
            level = [path for path in dict.fromkeys(below) if path not in known]
            known.update(level)
        items = self._call('/org/a11y/atspi/cache', 'Cache', 'GetItems')[0]
        items = {item[0][1]: item for item in items}

        def build(path, parent):
            thing = Thing(items[path], self.roles.get(path, ''), parent)
            thing.parts = [build(part, thing) for _, part in parts.get(path) or ()
                           if part in items]
            return thing
        return build(ROOT, None)

    def see_all(self, role=None, name=None, inside=None, **states):
        """Everything with this role, name (text, or a compiled pattern) and states."""
        return [thing for thing in (inside or self.look()).walk()
                if thing.matches(role, name, states)]

    def see(self, *what, **states):
        return next(iter(self.see_all(*what, **states)), None)

    def wait_until(self, condition, what, patience=None):
        """Look again and again until CONDITION gives something true, and give that."""
        patience = patience or self.patience
        end = time.monotonic() + patience
        while True:
            try:
                if value := condition():
                    return value
            except (GLib.Error, KeyError):
                pass  # something went away while it was read
            if self.process.poll() is not None:
                raise Surprise(f'the program ended with {self.process.returncode} while waiting '
                               f'for {what}')
            if time.monotonic() > end:
                raise Surprise(f'waited {patience} s for {what}')
            time.sleep(0.03)

    def wait_for(self, role=None, name=None, patience=None, **states):
        states = {'showing': True} | states
        return self.wait_until(lambda: self.see(role, name, **states),
                               f'{role} {name!r} {states}', patience)

    def wait_gone(self, role=None, name=None, patience=None):
        self.wait_until(lambda: not self.see(role, name, showing=True),
                        f'{role} {name!r} to go away', patience)

    def wait_still(self):
        """Wait until two looks and two pictures in a row are the same."""
        before = []

        def still():
            nonlocal before
            now = [[(thing.path, thing.name) for thing in self.look().walk()],
                   self.desktop.output('sh', '-c', 'import -window root rgb:- | md5sum')]
            same, before = now == before, now
            return same
        self.wait_until(still, 'the window to come to rest')

    def content(self, thing):
        """The text in an entry now. GTK 4.18 answers nothing for "to the end"."""
        length = self._property(thing, 'Text', 'CharacterCount')
        return self._call(thing.path, 'Text', 'GetText', '(ii)', 0, length)[0]

    def texts(self):
        """Every word that is shown or told."""
        things = [thing for thing in self.look().walk() if 'showing' in thing.states]
        return [text for thing in things for text in (thing.name, thing.description) if text]

    def complaints(self):
        """Lines of the program's output that nobody should have to read."""
        return [line for line in self.log.read_text(errors='replace').splitlines()
                if re.search('CRITICAL|WARNING|ERROR|runtime error:', line)]

    def focus(self):
        return self.see(focused=True)

    # Doing

    def _actions(self, thing):
        count = self._property(thing, 'Action', 'NActions') if 'Action' in thing.interfaces else 0
        return [self._call(thing.path, 'Action', 'GetName', '(i)', index)[0]
                for index in range(count)]

    def act(self, thing, action):
        """Do a named action. The window lists all its win.* actions that take no parameter."""
        index = self._actions(thing).index(action)
        if not self._call(thing.path, 'Action', 'DoAction', '(i)', index)[0]:
            raise Surprise(f'{thing} refused {action}')

    def press(self, thing):
        """Press a button or switch as assistive tools do; anything else with the pointer."""
        for part in thing.walk():
            if part is thing or part.role == thing.role:
                for action in ('click', 'toggle'):
                    if action in self._actions(part):
                        return self.act(part, action)
        return self.point(thing)

    def _window(self):
        """Give the X window in front, as the window manager knows it: no popovers."""
        def in_front():
            windows = self.desktop.output('xprop', '-root', '_NET_CLIENT_LIST_STACKING')
            return re.findall(r'0x[0-9a-f]+', windows)
        return self.wait_until(in_front, 'a window on the screen')[-1]

    def place(self, thing):
        """Give x, y, width and height of THING on the screen, and of the window it is in.

        GTK 4.18 counts the window's shadow and the place of a stack's page twice, and leaves out
        some padding: x and y may be up to ten pixels short."""
        def box(of, kind=1):
            return self._call(of.path, 'Component', 'GetExtents', '(u)', kind)[0]

        around = [thing, *thing.around()]
        window = around[-2]
        number = self._window()
        at = dict(line.split('=') for line in self.desktop.output(
            'xdotool', 'getwindowgeometry', '--shell', number).split())
        frame = re.findall(r'\d+', self.desktop.output('xprop', '-id', number,
                                                       '_GTK_FRAME_EXTENTS')) or [0] * 4
        left, top = int(at['X']) + int(frame[0]), int(at['Y']) + int(frame[2])
        window_x, window_y, window_width, window_height = box(window)
        x, y, width, height = box(thing)
        for panel in around[1:]:
            if panel.role == 'tab panel':
                twice = box(panel, 2)
                x, y = x - twice[0], y - twice[1]
        return ((left + x - 2 * window_x, top + y - 2 * window_y, width, height),
                (left - window_x, top - window_y, window_width, window_height))

    def boxes(self, things, kind=1):
        """Give x, y, width and height of each, in its window or (2) in what it is in."""
        kind = GLib.Variant('(u)', (kind,))
        return [box or (0, 0, 0, 0) for box in self.ask(
            [(thing.path, 'Component', 'GetExtents', kind) for thing in things])]

    def size(self, thing):
        return self._call(thing.path, 'Component', 'GetExtents', '(u)', 1)[0][2:]

    def middle(self, thing):
        """Give x and y on the screen of the middle of THING."""
        (x, y, width, height), (left, top, over, down) = self.place(thing)
        x, y = x + width // 2 + min(5, width // 4), y + height // 2 + min(5, height // 4)
        if not (left <= x < left + over and top <= y < top + down):
            raise Surprise(f'{thing} is out of sight')
        return x, y

    def point(self, thing, button=1):
        """Click in the middle of THING; buttons 4 and 5 are the wheel."""
        x, y = self.middle(thing)
        self.desktop.output('xdotool', 'mousemove', str(x), str(y), 'click', str(button))

    def drag(self, thing, kind, file):
        """Drag THING out of the window and drop it on another program's, which writes to FILE what
        it is given as KIND. Give the names of all kinds that were offered."""
        told = self.desktop.home / 'dropped'
        number = self._window()
        with open(told, 'w') as log:
            place = self.desktop.spawn(BUILD / 'tests/ui/drop-window', kind, file, stdout=log)

        def is_said(word):
            return re.search(f'^{word}.*', told.read_text(), re.MULTILINE)

        self.wait_until(lambda: is_said('ready'), 'a place to drop something')
        window = self.wait_until(lambda: self.desktop.output(
            'xdotool', 'search', '--pid', str(place.pid), '--onlyvisible').split(), 'its window')[0]
        # Below the window of the program, on the screen as in front.
        self.desktop.output('xdotool', 'windowmove', '--sync', window, '100', '1200')
        self.desktop.output('xdotool', 'windowactivate', '--sync', number)
        self.wait_until(lambda: self._window() == number, 'the window in front again')

        x, y = self.middle(thing)
        self.desktop.output('xdotool', 'mousemove', str(x), str(y), 'mousedown', '1')
        for step in range(1, 6):
            self.desktop.output('xdotool', 'mousemove', str(x + 8 * step), str(y + 8 * step))

        def is_over():
            # It is told of by moves alone.
            for x in (150, 160):
                self.desktop.output('xdotool', 'mousemove', str(x), '1260')
            return is_said('over')

        self.wait_until(is_over, f'{kind} to be welcome')
        self.desktop.output('xdotool', 'mouseup', '1')
        kinds = self.wait_until(lambda: is_said('done'), 'what was dropped')[0].split()[2:-1]
        place.terminate()
        place.wait()
        return kinds

    def type(self, text, into=None):
        """Type where the focus is, or into a text box after a click on it."""
        def focused():
            for thing in self.see_all(focused=True, editable=True):
                if into is None or into.path in [each.path for each in (thing, *thing.around())]:
                    return thing
            return None

        if into is not None and not focused():
            self.point(into)
        box = self.wait_until(focused, f'the focus in {into or "a text box"}')
        length = self._property(box, 'Text', 'CharacterCount')
        if text.isascii():
            self.desktop.output('xdotool', 'type', '--delay', '6', text)
        else:
            # xdotool loses accents.
            caret = self._property(box, 'Text', 'CaretOffset')
            self._call(box.path, 'EditableText', 'InsertText', '(isi)', caret, text,
                       len(text.encode()))
        # Keys are still on their way when xdotool is done.
        self.wait_until(
            lambda: self._property(box, 'Text', 'CharacterCount') == length + len(text),
            f'{len(text)} characters in {box}')

    def clear(self, box):
        self.replace(box, '')

    def replace(self, box, text):
        """Put TEXT in place of what is in BOX, at once, as when it is pasted."""
        self._call(box.path, 'EditableText', 'SetTextContents', '(s)', text)

    def keys(self, *keys):
        self.desktop.output('xdotool', 'key', '--delay', '20', *keys)

    def move_focus(self, key, patience=2):
        """Press KEY and give what has the focus then, or nothing if it stays where it was."""
        before = self.focus()

        def moved():
            now = self.focus()
            return now if now and (before is None or now.path != before.path) else None
        self.keys(key)
        try:
            return self.wait_until(moved, 'the focus to move', patience)
        except Surprise:
            return None

    def resize(self, width, height):
        """Give the window's content this size; where nothing draws shadows there is a border."""
        def content():
            window = self.look().parts[0]
            return self.size(window.parts[0]), self._border(window)

        (_, border), number = content(), self._window()
        self.desktop.output('xdotool', 'windowmove', number, '20', '20', 'windowsize', number,
                            str(width + 2 * border), str(height + 2 * border))
        self.wait_until(lambda: content()[0] == (width, height), f'a window of {width} × {height}')
        self.wait_still()

    def _border(self, window):
        return (self.size(window)[0] - self.size(window.parts[0])[0]) // 2

    def snap(self, path):
        """Write to PATH what is on the screen where the window is, and what is in front of it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        at = dict(line.split('=') for line in self.desktop.output(
            'xdotool', 'getwindowgeometry', '--shell', self._window()).split())
        self.desktop.output('import', '-window', 'root', '-crop',
                            f'{at["WIDTH"]}x{at["HEIGHT"]}+{at["X"]}+{at["Y"]}', '+repage',
                            str(path))

    def picture(self, name):
        """Write a picture of the window to `_build/pictures/NAME.png`, or to a path."""
        path = pathlib.Path(name)
        if path.suffix != '.png':
            path = BUILD / 'pictures' / f'{name}.png'
        path.parent.mkdir(parents=True, exist_ok=True)
        # A picture taken while the pointer rests on something shows it as hovered.
        self.desktop.output('xdotool', 'mousemove', '2', '2')
        self.wait_still()
        border = self._border(self.look().parts[0])
        path.unlink(missing_ok=True)
        self.desktop.output('import', '-window', self._window(), str(path))
        self.desktop.output('mogrify', '-shave', f'{border}x{border}', '+repage', str(path))
        if not path.exists():
            raise Surprise(f'no picture was taken for {path}')
        return path
