"""Memory of a sync and of an open store: neither may grow with the number of people."""

import statistics

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
    })
    for case in ('sync', 'look'):
        reference = results[f'{case} of a tenth']
        for key in ('peak_anon_mib', 'rss_mib'):
            if key in reference:
                report('memory', f'{case} {key.removesuffix("_mib").replace("_", " ")}',
                       results[case][key], statistics.median(reference[key]), workshop.people,
                       'MiB')
