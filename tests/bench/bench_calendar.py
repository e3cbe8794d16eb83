"""The public calendar with 2,000 events: how soon it has rows after the answer; what a frame costs
in which the month turns, at rest, while an answer comes and is stored, and while the list gets its
rows; and the longest frame of scrolling through the list; in time that passes and in the
processor's, which a busy machine does not change."""

import itertools
import statistics

from bench_tools import in_turn, measure, program, report

EVENTS = 2000
# The figure that each bar is about, and how it is called.
FIGURES = {
    'rows': 'rows after the answer',
    'month': 'month',
    'storing': 'month while an answer is stored',
    'growing': 'month while rows come',
    'scroll': 'scrolling',
    'longest': 'longest frame of scrolling',
}
CLOCKS = {'ms': '', 'cpu_ms': ' (processor)'}


def run(workshop, name, *arguments):
    figures = measure(program(name), workshop.service.url, *arguments,
                      environment=workshop.desktop.environment)
    for clock in CLOCKS:
        scrolled = [value for way in ('smooth', 'pages', 'jump')
                    for value in figures[f'{way}_{clock}']]
        figures |= {f'scroll_{clock}': scrolled, f'longest_{clock}': [max(scrolled)]}
    return figures


def bench_calendar(workshop, rounds):
    results = in_turn('calendar', rounds or 5, {
        'plain': lambda: run(workshop, 'calendar-plain'),
        'page': lambda: run(workshop, 'calendar-view', workshop.new_folder()),
    })
    for figure, clock in itertools.product(FIGURES, CLOCKS):
        key, words = f'{figure}_{clock}', FIGURES[figure] + CLOCKS[clock]
        # The plain window does only one thing at a time.
        plain = results['plain'].get(key) or results['plain'][f'month_{clock}']
        reference = statistics.median(plain)
        for case, figures in results.items():
            if key in figures:
                report('calendar', f'{case}: {words}', figures[key], reference, EVENTS)
