"""Searching as one types, against a LIKE scan; a window in the middle, against OFFSET."""

import statistics

from bench_tools import measure, program, report, say


def bench_search(workshop, rounds):
    """Once: within it every search is done many times, and so is what it is compared with."""
    folder = workshop.store
    for command, reference in (('search', 'like'), ('window', 'offset')):
        say(f'search: {command}')
        figures = measure(program('store-bench'), command, folder)
        for kind in ('cpu', 'wall'):
            slow = statistics.median(figures[f'{reference}_{kind}_ms'])
            for key in figures:
                if key.endswith(f'_{kind}_ms'):
                    name = key.removesuffix(f'_{kind}_ms').replace('_', ' ')
                    report('search', f'{name} {kind}', figures[key], slow, workshop.people)
