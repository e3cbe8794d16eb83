#!/usr/bin/env python3
"""Measure Parvis against references; called by build-aux/bench, inside the SDK.

What needs a store is measured by two programs, where the build has them:

    store-bench sync URL FOLDER     fill a new store in FOLDER from the service at URL
    store-bench resync URL FOLDER   list everything again into a store that has it
    store-bench search FOLDER       search, as often as it takes
    store-bench window FOLDER       look at places of the list of everybody
    store-bench memory FOLDER       look at the whole list of everybody, first to last
    record-view [--scroll] [--since=MICROSECONDS] FOLDER    as column-view does

Each prints lines of `KEY VALUE`, a plain number, in the unit that ends the key; a key comes again
for each time it was measured. Other lines go to standard error, and a failure is an exit status.

    sync, resync   people, visible_s (rows are in the store, and a search looks at each), seconds
                   (and they are in its index), store_bytes, peak_anon_mib
    search         CLASS_cpu_ms and CLASS_wall_ms for each query: the first 100 rows in the order of
                   names; CLASS `like` is the LIKE '%x%' scan for a part of an e-mail address, and
                   `shell` what a search of the desktop is answered
    window         window_cpu_ms, window_wall_ms: 100 rows at a random place; offset_cpu_ms,
                   offset_wall_ms: the same by OFFSET
    memory         peak_anon_mib, rss_mib
"""

import argparse

from bench_calc import bench_calc
from bench_calendar import bench_calendar
from bench_list import bench_frame, bench_list
from bench_memory import bench_memory
from bench_search import bench_search
from bench_start import bench_start
from bench_sync import bench_sync
from bench_tools import Workshop, program

BENCHES = {'start': bench_start, 'sync': bench_sync, 'list': bench_list, 'frame': bench_frame,
           'calendar': bench_calendar}
# There is nothing to tell of these without a store.
if program('store-bench').exists():
    BENCHES |= {'search': bench_search, 'memory': bench_memory, 'calc': bench_calc}


def main():
    parser = argparse.ArgumentParser(prog='build-aux/bench')
    parser.add_argument('bench', nargs='?', default='all', choices=[*BENCHES, 'all'])
    parser.add_argument('--people', type=int, default=100_000, metavar='N')
    parser.add_argument('--rounds', type=int, metavar='N', help='more are steadier')
    arguments = parser.parse_args()
    if arguments.people < 1000:
        parser.error('fewer than 1000 people say nothing')

    workshop = Workshop(arguments.people)
    try:
        for name, bench in BENCHES.items():
            if arguments.bench == name or (arguments.bench == 'all' and name != 'calc'):
                bench(workshop, arguments.rounds)
    finally:
        workshop.close()


if __name__ == '__main__':
    main()
