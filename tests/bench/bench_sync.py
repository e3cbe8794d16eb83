"""The first sync and the ones after it, against the plainest pipeline and Python's parser."""

import shutil
import statistics
import time

from bench_tools import PAGE, in_turn, measure, program, report

LOAD_PAGES = '''
import json, pathlib, sys
for path in pathlib.Path(sys.argv[1]).iterdir():
    with open(path, encoding="utf-8") as page:
        json.load(page)
'''


def run_pipeline(workshop):
    folder = workshop.new_folder()
    figures = measure(program('raw-pipeline'), workshop.service.url, folder / 'raw.db', PAGE)
    figures['store_bytes'] = [sum(path.stat().st_size for path in folder.iterdir())]
    shutil.rmtree(folder)
    return figures


def run_json_load(workshop):
    folder = workshop.pages
    start = time.monotonic()
    measure('python3', '-c', LOAD_PAGES, folder)
    return {'seconds': [time.monotonic() - start]}


def run_first_sync(workshop):
    folder = workshop.new_folder()
    figures = measure(program('store-bench'), 'sync', workshop.service.url, folder)
    shutil.rmtree(folder)
    return figures


def run_again(workshop, folder, service):
    return measure(program('store-bench'), 'resync', service.url, folder)


def run_changed(workshop, folder):
    """There and back again: each time 5 % differ from what is stored."""
    figures = run_again(workshop, folder, workshop.changed_service)
    for key, values in run_again(workshop, folder, workshop.service).items():
        figures[key].extend(values)
    return figures


def rates(figures, people, until='seconds'):
    return [people / seconds for seconds in figures[until]]


def bench_sync(workshop, rounds):
    people = workshop.people
    cases = {
        'json-glib pipeline': lambda: run_pipeline(workshop),
        'json.load': lambda: run_json_load(workshop),
    }
    stored = program('store-bench').exists()
    if stored:
        folder = workshop.fill(workshop.service)
        cases |= {
            'first sync': lambda: run_first_sync(workshop),
            'unchanged': lambda: run_again(workshop, folder, workshop.service),
            '5 % changed': lambda: run_changed(workshop, folder),
        }
    results = in_turn('sync', rounds or 5, cases)

    raw = results['json-glib pipeline']
    pipeline = statistics.median(rates(raw, people))
    pipeline_rows = statistics.median(rates(raw, people, 'visible_s'))
    load = statistics.median(results['json.load']['seconds'])
    report('sync', 'json-glib pipeline', rates(raw, people), pipeline, people, 'people/s')
    report('sync', 'json-glib pipeline, rows', rates(raw, people, 'visible_s'), pipeline_rows,
           people, 'people/s')
    report('sync', 'json.load', results['json.load']['seconds'], load, people, 's')
    if not stored:
        return

    first = results['first sync']
    first_rate = statistics.median(rates(first, people))
    report('sync', 'first sync', rates(first, people), pipeline, people, 'people/s')
    # The index comes after the rows: until then, a search looks at each of them.
    report('sync', 'first sync, rows', rates(first, people, 'visible_s'), pipeline_rows, people,
           'people/s')
    report('sync', 'first sync against json.load', first['seconds'], load, people, 's')
    for case in ('unchanged', '5 % changed'):
        report('sync', case, rates(results[case], people), first_rate, people, 'people/s')
    report('sync', 'store', [size / people for size in first['store_bytes']],
           statistics.median(raw['store_bytes']) / people, people, 'B/person')
