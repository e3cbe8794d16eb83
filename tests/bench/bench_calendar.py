"""The public calendar with 2,000 events: how soon it has rows after the answer, what a frame costs
in which the month turns, and the longest frame of scrolling through the list."""

import statistics

from bench_tools import in_turn, measure, program, report

EVENTS = 2000
# The figure that each bar is about, and how it is called.
FIGURES = {
    'rows_ms': 'rows after the answer',
    'month_ms': 'month',
    'scroll_ms': 'scrolling',
    'longest_ms': 'longest frame of scrolling',
}


def run(workshop, name, *arguments):
    figures = measure(program(name), workshop.service.url, *arguments,
                      environment=workshop.desktop.environment)
    scrolled = [value for way in ('smooth', 'pages', 'jump') for value in figures[f'{way}_ms']]
    return figures | {'scroll_ms': scrolled, 'longest_ms': [max(scrolled)]}


def bench_calendar(workshop, rounds):
    results = in_turn('calendar', rounds or 5, {
        'plain': lambda: run(workshop, 'calendar-plain'),
        'page': lambda: run(workshop, 'calendar-view', workshop.new_folder()),
    })
    for key, words in FIGURES.items():
        reference = statistics.median(results['plain'][key])
        for case, figures in results.items():
            report('calendar', f'{case}: {words}', figures[key], reference, EVENTS)
