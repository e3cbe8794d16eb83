#!/usr/bin/env python3
"""Set up, compile and test `_build` and `_build-asan`; called by build-aux/test, inside the SDK.

The tests of windows share one X server of their own here; end-to-end tests start theirs.
"""

import contextlib
import glob
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SANITIZERS = ['-Db_sanitize=address,undefined', '-Db_lundef=false']
# Nothing is gained by running these twice: they start the plain build, or no program of ours.
ONCE = ['e2e', 'style', 'bench']
GOOD = {'OK', 'SKIP', 'EXPECTEDFAIL'}


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def fail(self, sentence):
        print(sentence, flush=True)
        self.failed += 1

    def add(self, folder):
        """Count the cases of one `meson test`: those of TAP one by one, other tests as one each.

        JUnit's file has the cases, but neither a crash after the last case nor a time-out; the
        test's own result, in the JSON file, has those.
        """
        logs = f'{folder}/meson-logs/testlog'
        tests = [json.loads(line) for name in glob.glob(f'{logs}*.json') for line in open(name)]
        cases = {}
        for name in glob.glob(f'{logs}*.junit.xml'):
            for suite in ElementTree.parse(name).getroot():
                cases[suite.get('name').partition('.')[2]] = suite.findall('testcase')

        for test in tests:
            good, found = test['result'] in GOOD, 0
            for case in cases.get(test['name'], ()):
                if case.find('failure') is not None or case.find('error') is not None:
                    self.fail(f'{folder}: {test["name"]}: {case.get("name")} failed')
                    found += 1
                elif case.find('skipped') is None:
                    self.passed += 1
            if not good and not found:
                self.fail(f'{folder}: {test["name"]}: {test["result"].lower()}')
            elif good and test['name'] not in cases and test['result'] != 'SKIP':
                self.passed += 1
        return len(tests)


def run(*command):
    """Run COMMAND with its output through a pipe, so that it looks the same in every terminal."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT) as process:
        for line in process.stdout:
            sys.stdout.buffer.write(line)
            sys.stdout.flush()
    return process.returncode == 0


def build(folder, options):
    if os.environ.get('CI') == 'true':
        options = [*options, '-Dwerror=true']
    if not os.path.exists(f'{folder}/build.ninja'):
        done = run('meson', 'setup', folder, *options)
    else:
        done = not options or run('meson', 'configure', folder, *options)
    return done and run('meson', 'compile', '-C', folder)


def test(folder, tally, *arguments):
    for log in glob.glob(f'{folder}/meson-logs/testlog*'):
        os.remove(log)
    well = run('meson', 'test', '-C', folder, '--no-rebuild', '--print-errorlogs', *arguments)
    failed = tally.failed
    tally.add(folder)
    if not well and failed == tally.failed:
        tally.fail(f'{folder}: meson test failed')


@contextlib.contextmanager
def own_world():
    """A clean environment with an empty home and an X server."""
    keep = ('PATH', 'TMPDIR', 'CI', 'CC', 'XDG_CACHE_HOME', 'PARVIS_SDK', 'PYTHONDONTWRITEBYTECODE',
            'PARVIS_FUZZ_SECONDS')
    environment = {name: os.environ[name] for name in keep if name in os.environ}

    with tempfile.TemporaryDirectory(prefix='parvis-test-') as home:
        # A minute of fuzzing, half of it under the sanitizers.
        environment.setdefault('PARVIS_FUZZ_SECONDS', '30')
        environment |= {'HOME': home, 'XDG_RUNTIME_DIR': home, 'LC_ALL': 'C.UTF-8',
                        'GSK_RENDERER': 'cairo', 'NO_AT_BRIDGE': '1'}
        os.environ.clear()
        os.environ.update(environment)

        reader, writer = os.pipe()
        server = subprocess.Popen(['Xvfb', '-displayfd', str(writer), '-screen', '0',
                                   '1600x1000x24', '-nolisten', 'tcp', '-noreset'],
                                  pass_fds=[writer], stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        try:
            with os.fdopen(reader) as numbers:
                os.environ['DISPLAY'] = ':' + numbers.readline().strip()
            yield
        finally:
            server.terminate()
            server.wait()


def main(arguments):
    tally = Tally()

    with own_world():
        if not build('_build', []):
            tally.fail('_build: could not be built')
            return tally
        test('_build', tally, *arguments)

        if not build('_build-asan', SANITIZERS):
            tally.fail('_build-asan: could not be built')
            return tally
        test('_build-asan', tally, '--setup', 'asan',
             *(f'--no-suite={suite}' for suite in ONCE), *arguments)

    if tally.passed + tally.failed == 0:
        tally.fail('No test was run')
    return tally


if __name__ == '__main__':
    try:
        result = main(sys.argv[1:])
    except Exception as error:  # the last line is promised, whatever happens
        result = Tally()
        result.fail(f'build-aux/test: {type(error).__name__}: {error}')
    print(f'{result.passed} passed, {result.failed} failed', flush=True)
    sys.exit(1 if result.failed else 0)
