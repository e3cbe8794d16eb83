#!/usr/bin/env python3
"""Measure Parvis against references; called by build-aux/bench, inside the SDK."""

import json
import math
import pathlib
import statistics
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BUILD = SOURCE / '_build-bench'

sys.path.insert(0, str(SOURCE / 'tests/e2e'))
from person import Desktop  # noqa: E402  (it is found through the line above)

ROUNDS = 15


def percentile(values, share):
    """The smallest value that SHARE of all values do not exceed."""
    return sorted(values)[math.ceil(share * len(values)) - 1]


def report(bench, case, values, reference, people=0):
    median = statistics.median(values)
    print(json.dumps({
        'bench': bench,
        'case': case,
        'people': people,
        'median': round(median, 1),
        'p99': round(percentile(values, 0.99), 1),
        'unit': 'ms',
        'reference': round(reference, 1),
        'ratio': round(median / reference, 2),
    }), flush=True)


def bench_start(rounds):
    """Each round starts every program once, so that a busy moment of the machine meets them all.

    There is no window manager, which would add its own time, and no accessibility bus.
    """
    programs = {
        'bare window': [BUILD / 'tests/bench/bare-window'],
        'signed out': [BUILD / 'src/parvis'],
        'demo organizer': [BUILD / 'src/parvis', '--demo'],
    }
    times = {case: [] for case in programs}
    desktop = Desktop(build=BUILD, window_manager=False, variables={'GTK_A11Y': 'none'})

    try:
        # The first round warms the disk cache and is not counted.
        for number in range(rounds + 1):
            print(f'start: round {number} of {rounds}', file=sys.stderr)
            for case, command in programs.items():
                result = subprocess.run([BUILD / 'tests/bench/first-frame', *command],
                                        env=desktop.environment, stdout=subprocess.PIPE,
                                        stdin=subprocess.DEVNULL, text=True)
                if result.returncode != 0:
                    sys.exit(f'start: the {case} was not measured')
                if number > 0:
                    times[case].append(float(result.stdout.split()[1]))
    finally:
        desktop.close()

    reference = statistics.median(times['bare window'])
    for case in programs:
        report('start', case, times[case], reference)


BENCHES = {'start': bench_start}


def main(arguments):
    wanted = arguments[0] if arguments else 'all'
    if wanted not in (*BENCHES, 'all'):
        sys.exit(f'bench: there is no {wanted}; there is {", ".join(BENCHES)}, all')
    rounds = int(arguments[1]) if len(arguments) > 1 else ROUNDS
    for name, bench in BENCHES.items():
        if wanted in (name, 'all'):
            bench(rounds)


if __name__ == '__main__':
    main(sys.argv[1:])
