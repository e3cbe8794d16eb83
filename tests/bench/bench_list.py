"""A list of everybody: how soon it has rows, and what a frame costs while it is scrolled. What has
`cpu` in its name is the time in the processor, which a busy machine does not make longer."""

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
    # One a round, so that the slowest frames can be compared too.
    for key in [f'{what}{kind}' for what in WAYS for kind in ('', '_cpu')]:
        if f'{key}_ms' in figures:
            figures[f'{key}_p99_ms'] = [percentile(figures[f'{key}_ms'], 0.99)]
    return figures


def view_cases(workshop, scroll):
    cases = {}
    if not scroll:
        cases['bare window'] = lambda: run_view(workshop, scroll, 'column-view', 'bare', 1)
    cases |= {
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
    pairs = [('bare window', case) for case in results] + [('strings', 'records'),
                                                           ('records of 100', 'records')]
    for key, words in (('rows_frame_ms', ''), ('rows_cpu_ms', ' cpu')):
        for reference, case in pairs:
            if case in results:
                report('list', f'{case}{words} against {reference}', results[case][key],
                       statistics.median(results[reference][key]),
                       100 if case.endswith('100') else people)


def bench_frame(workshop, rounds):
    results = in_turn('frame', rounds or 5, view_cases(workshop, scroll=True))
    keys = [f'{what}{kind}_ms' for what in WAYS for kind in ('', '_p99', '_cpu', '_cpu_p99')]
    for key in (*keys, 'end_ms', 'scrolled_rss_mib', 'rss_mib', 'anon_mib'):
        what, _, unit = key.rpartition('_')
        reference = statistics.median(results['objects'][key])
        for case, figures in results.items():
            report('frame', f'{case} {what.replace("_", " ")}', figures[key], reference,
                   workshop.people, 'MiB' if unit == 'mib' else 'ms')
