"""A list of everybody: how soon it has rows, and what a frame costs while it is scrolled."""

import statistics
import time

from bench_tools import in_turn, measure, percentile, program, report

# Of scrolling: a few rows a frame, three pages a frame, to anywhere.
WAYS = ('smooth', 'pages', 'jump')


def run_view(workshop, scroll, name, *arguments):
    options = ['--scroll'] if scroll else []
    since = time.monotonic_ns() // 1000
    figures = measure(program(name), *options, f'--since={since}', *arguments,
                      environment=workshop.desktop.environment)
    if scroll:
        # One a round, so that the slowest frames can be compared too.
        for what in WAYS:
            figures[f'{what}_p99_ms'] = [percentile(figures[f'{what}_ms'], 0.99)]
    return figures


def view_cases(workshop, scroll):
    cases = {
        'strings': lambda: run_view(workshop, scroll, 'column-view', 'strings', workshop.people),
        'objects': lambda: run_view(workshop, scroll, 'column-view', 'objects', workshop.people),
    }
    if program('record-view').exists():
        folder = workshop.store
        cases['records'] = lambda: run_view(workshop, scroll, 'record-view', folder)
        if not scroll:
            small = workshop.small_store
            cases['records of 100'] = lambda: run_view(workshop, scroll, 'record-view', small)
    return cases


def bench_list(workshop, rounds):
    people = workshop.people
    results = in_turn('list', rounds or 7, view_cases(workshop, scroll=False))
    times = {case: figures['rows_frame_ms'] for case, figures in results.items()}
    reference = statistics.median(times['strings'])
    for case, values in times.items():
        report('list', case, values, reference, 100 if case.endswith('100') else people)
    if 'records of 100' in times:
        report('list', 'records against records of 100', times['records'],
               statistics.median(times['records of 100']), people)


def bench_frame(workshop, rounds):
    results = in_turn('frame', rounds or 5, view_cases(workshop, scroll=True))
    keys = [f'{what}{kind}' for what in WAYS for kind in ('_ms', '_p99_ms')]
    for key in (*keys, 'end_ms', 'rss_mib', 'anon_mib'):
        what, _, unit = key.rpartition('_')
        reference = statistics.median(results['objects'][key])
        for case, figures in results.items():
            report('frame', f'{case} {what.replace("_", " ")}', figures[key], reference,
                   workshop.people, 'MiB' if unit == 'mib' else 'ms')
