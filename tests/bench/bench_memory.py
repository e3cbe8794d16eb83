"""Memory of a sync and of an open store: neither may grow with the number of people. And of a
window with a list that was scrolled to its end, at once and when it has rested, against a bare one.
"""

import statistics

from bench_list import run_view
from bench_tools import Service, in_turn, measure, program, report


def bench_memory(workshop, rounds):
    tenth = workshop.people // 10
    small = workshop.keep(Service(tenth))
    small_store = workshop.fill(small)
    large_store = workshop.store

    def sync(service):
        return measure(program('store-bench'), 'sync', service.url, workshop.new_folder())

    def look(folder):
        return measure(program('store-bench'), 'memory', folder)

    results = in_turn('memory', rounds or 3, {
        'sync of a tenth': lambda: sync(small),
        'sync': lambda: sync(workshop.service),
        'look of a tenth': lambda: look(small_store),
        'look': lambda: look(large_store),
        'bare window': lambda: run_view(workshop, True, 'column-view', 'bare', 1),
        'window': lambda: run_view(workshop, True, 'record-view', large_store),
    })
    for case in ('sync', 'look'):
        reference = results[f'{case} of a tenth']
        for key in ('peak_anon_mib', 'rss_mib'):
            if key in reference:
                report('memory', f'{case} {key.removesuffix("_mib").replace("_", " ")}',
                       results[case][key], statistics.median(reference[key]), workshop.people,
                       'MiB')
    for key in ('scrolled_rss_mib', 'scrolled_anon_mib', 'rss_mib', 'anon_mib'):
        words = key.removesuffix('_mib').replace('_', ' ')
        report('memory', f'window against bare window {words}',
               results['window'][key], statistics.median(results['bare window'][key]),
               workshop.people, 'MiB')
