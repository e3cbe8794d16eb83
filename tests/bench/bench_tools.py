"""What every bench stands on: programs that print figures, a service, a store, a screen."""

import functools
import json
import math
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BUILD = SOURCE / '_build-bench'
PAGE = 500

sys.path.insert(0, str(SOURCE / 'tests/e2e'))
from person import Desktop  # noqa: E402  (it is found through the line above)


def program(name):
    return BUILD / 'tests/bench' / name


def percentile(values, share):
    """The smallest value that SHARE of all values do not exceed."""
    return sorted(values)[math.ceil(share * len(values)) - 1]


def report(bench, case, values, reference, people=0, unit='ms'):
    """One figure. Of a rate, where more is better, `p99` is what 99 % of the values reach."""
    median = statistics.median(values)
    p99 = -percentile([-value for value in values], 0.99) if unit.endswith('/s') else percentile(
        values, 0.99)
    print(json.dumps({
        'bench': bench,
        'case': case,
        'people': people,
        'median': round(median, 3),
        'p99': round(p99, 3),
        'unit': unit,
        'reference': round(reference, 3),
        'ratio': round(median / reference, 3),
    }), flush=True)


def say(words):
    print(words, file=sys.stderr, flush=True)


def measure(*command, environment=None):
    """What COMMAND prints: lines of `KEY VALUE`. A key that comes again was measured again."""
    result = subprocess.run([str(word) for word in command], env=environment, text=True,
                            stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    if result.returncode != 0:
        sys.exit(f'bench: {pathlib.Path(command[0]).name} failed')
    figures = {}
    for line in result.stdout.splitlines():
        key, value = line.split()
        figures.setdefault(key, []).append(float(value))
    return figures


def in_turn(bench, rounds, cases):
    """Run every one of CASES once a round, so that a busy moment of the machine meets them all.

    The first round warms the caches and is not counted. Gives the figures of each case.
    """
    results = {case: {} for case in cases}
    for number in range(rounds + 1):
        say(f'{bench}: round {number} of {rounds}')
        for case, run in cases.items():
            figures = run()
            if number > 0:
                for key, values in figures.items():
                    results[case].setdefault(key, []).extend(values)
    return results


class Service:
    """A page-server with PEOPLE in five events, of which one has most of them."""

    def __init__(self, people, changed=0):
        shares = [people * share // 100 for share in (25, 10, 4, 1)]
        sizes = [people - sum(shares), *shares]
        self.process = subprocess.Popen(
            [program('page-server'), f'--changed={changed}', *map(str, sizes)],
            stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().strip()
        if not self.url:
            sys.exit('bench: the page server did not start')

    def save_pages(self, folder):
        """What a first sync is answered, one file a page."""
        events = json.loads(self._get('/events'))['events']
        for event in events:
            for page in range(1, math.ceil(event['participants'] / PAGE) + 1):
                question = f'id_event[]={event["id"]}&full=1&max={PAGE}&page={page}'
                path = folder / f'{event["id"]}-{page:05}.json'
                path.write_bytes(self._get(f'/participant/list?{question}'))

    def _get(self, path):
        with urllib.request.urlopen(self.url + path) as answer:
            return answer.read()

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


class Workshop:
    """What the benches of one run share. Each thing is made when it is first needed."""

    def __init__(self, people):
        self.people = people
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='parvis-bench-'))
        self.open = []

    def keep(self, thing):
        self.open.append(thing)
        return thing

    @functools.cached_property
    def service(self):
        say(f'bench: writing {self.people} people')
        return self.keep(Service(self.people))

    @functools.cached_property
    def changed_service(self):
        """Of the same people, 5 % of whom have been scanned since, or are not any more."""
        return self.keep(Service(self.people, changed=5))

    @functools.cached_property
    def pages(self):
        folder = self.folder / 'pages'
        folder.mkdir()
        self.service.save_pages(folder)
        return folder

    @functools.cached_property
    def store(self):
        """A store with everybody in it."""
        return self.fill(self.service)

    @functools.cached_property
    def small_store(self):
        return self.fill(self.keep(Service(100)))

    def fill(self, service):
        folder = self.new_folder()
        say('bench: filling a store')
        measure(program('store-bench'), 'sync', service.url, folder)
        return folder

    @functools.cached_property
    def desktop(self):
        """No window manager, which would add its own time, and no accessibility bus."""
        return self.keep(Desktop(build=BUILD, window_manager=False,
                                 variables={'GTK_A11Y': 'none'}))

    def new_folder(self):
        return pathlib.Path(tempfile.mkdtemp(dir=self.folder))

    def close(self):
        for thing in reversed(self.open):
            thing.close()
        shutil.rmtree(self.folder, ignore_errors=True)
