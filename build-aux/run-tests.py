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
# Nothing is gained by running these twice: they start the plain build, or no program of ours, or
# only look at pages that have tests of their own.
ONCE = ['e2e', 'style', 'bench', 'walk']
GOOD = {'OK', 'SKIP', 'EXPECTEDFAIL'}
# More failures than this are no matter of a busy machine.
MAX_AGAIN = 8
LAST_LINES = 60


class Tally:
    """What passed and what failed. Failures are told again at the end, where one looks first."""

    def __init__(self):
        self.passed = 0
        self.failures = []

    def fail(self, sentence, output=''):
        print(sentence, flush=True)
        self.failures.append((sentence, output))

    def add(self, results):
        for result in results:
            self.passed += result.passed
            for case in result.failed:
                self.fail(f'{result.folder}: {result.test["name"]}: {case}', result.output())

    def tell(self):
        for sentence, output in self.failures:
            print(f'\nfailed: {sentence}\n{output}', end='')
        print(f'{self.passed} passed, {len(self.failures)} failed', flush=True)


class Result:
    """One test of `meson test`: its cases one by one if it is TAP, or itself as one.

    JUnit's file has the cases, but neither a crash after the last case nor a time-out; the test's
    own result, in the JSON file, has those.
    """

    def __init__(self, folder, test, cases):
        self.folder = folder
        self.test = test
        self.failed = [f'{case.get("name")} failed' for case in cases or ()
                       if case.find('failure') is not None or case.find('error') is not None]
        self.passed = sum(case.find('skipped') is None for case in cases or ()) - len(self.failed)
        if test['result'] not in GOOD:
            self.failed = self.failed or [test['result'].lower()]
        elif cases is None and test['result'] != 'SKIP':
            self.passed = 1

    def output(self):
        lines = f'{self.test.get("stdout", "")}\n{self.test.get("stderr", "")}'.splitlines()
        return ''.join(f'  {line}\n' for line in lines[-LAST_LINES:])


def read_results(folder, logs):
    cases = {}
    for name in glob.glob(f'{logs}*.junit.xml'):
        for suite in ElementTree.parse(name).getroot():
            cases[suite.get('name').partition('.')[2]] = suite.findall('testcase')

    return [Result(folder, test, cases.get(test['name']))
            for name in glob.glob(f'{logs}*.json') for test in map(json.loads, open(name))]


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


def meson_test(folder, logbase, *arguments):
    logs = f'{folder}/meson-logs/{logbase}'
    for log in glob.glob(f'{logs}*'):
        os.remove(log)
    well = run('meson', 'test', '-C', folder, '--no-rebuild', '--print-errorlogs',
               '--logbase', logbase, *arguments)
    return well, read_results(folder, logs)


def test_again(result, *arguments):
    """Once more with nothing beside it: what waits for a window has less of a busy machine."""
    suite, _, name = result.test['name'].partition(':')[2].partition(' / ')
    well, results = meson_test(result.folder, 'again', '--num-processes', '1', *arguments,
                               '--suite', suite, name)
    if not well or len(results) != 1 or results[0].failed:
        return result
    print(f'{result.folder}: {result.test["name"]} passed only when it ran alone', flush=True)
    return results[0]


def test(folder, tally, options, setup, *arguments):
    well, results = meson_test(folder, 'testlog', '--setup', setup, *options, *arguments)
    failed = [result for result in results if result.failed]
    if len(failed) <= MAX_AGAIN:
        results = [test_again(result, '--setup', setup) if result.failed else result
                   for result in results]
    tally.add(results)
    # A test that was asked for by name may be none of this folder's.
    if not well and not failed and (results or not arguments):
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
        test('_build', tally, (), 'default', *arguments)

        if not build('_build-asan', SANITIZERS):
            tally.fail('_build-asan: could not be built')
            return tally
        test('_build-asan', tally, [f'--no-suite={suite}' for suite in ONCE], 'asan', *arguments)

    if tally.passed + len(tally.failures) == 0:
        tally.fail('No test was run')
    return tally


if __name__ == '__main__':
    try:
        result = main(sys.argv[1:])
    except Exception as error:  # the last line is promised, whatever happens
        result = Tally()
        result.fail(f'build-aux/test: {type(error).__name__}: {error}')
    result.tell()
    sys.exit(1 if result.failures else 0)
