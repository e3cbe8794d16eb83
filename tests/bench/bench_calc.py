"""A list of everybody, ready to be searched, against LibreOffice Calc with the same people."""

import csv
import json
import pathlib
import shutil
import statistics
import subprocess
import sys

from bench_list import run_view
from bench_tools import in_turn, program, report, say

# The program itself: its script would leave it running.
CALC = pathlib.Path(shutil.which('soffice') or 'soffice').resolve().with_name('soffice.bin')
NAME = 'people.csv'
# Of commas, quotes, UTF-8, from the first line on.
FILTER = 'CSV:44,34,76,1'
COLUMNS = 25


def flatten(row):
    """The single values of ROW, in its own order."""
    for value in row.values():
        if isinstance(value, dict):
            yield from flatten(value)
        elif not isinstance(value, list):
            yield value


def write_people(workshop, path):
    with path.open('w', encoding='utf-8', newline='') as file:
        table = csv.writer(file)
        for page in sorted(workshop.pages.iterdir()):
            for row in json.loads(page.read_text(encoding='utf-8'))['participants']:
                table.writerow(list(flatten(row))[:COLUMNS])


class Calc:
    """LibreOffice with a profile that it has seen before."""

    def __init__(self, workshop):
        self.folder = workshop.new_folder()
        self.people = self.folder / NAME
        self.environment = workshop.desktop.environment | {'SAL_USE_VCLPLUGIN': 'gtk3'}
        self.command = [str(CALC), f'-env:UserInstallation={(self.folder / "profile").as_uri()}',
                        '--norestore', '--nologo', '--nofirststartwizard']
        write_people(workshop, self.people)
        # It may end in order to be started again, and says so by its status.
        subprocess.run([*self.command, '--headless', '--terminate_after_init'],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=self.environment)

    def run(self):
        result = subprocess.run(
            [program('first-frame'), f'--title={NAME}', *self.command, '--calc',
             f'--infilter={FILTER}', self.people],
            text=True, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, env=self.environment)
        if result.returncode != 0:
            sys.exit('calc: LibreOffice Calc was not measured')
        # It is not asked to end, so it leaves its mark that the file is in use.
        for lock in self.folder.glob('.~lock*'):
            lock.unlink()
        _, drawn, memory = map(float, result.stdout.split())
        return {'ready_ms': [drawn], 'rss_mib': [memory]}


def run_list(workshop):
    figures = run_view(workshop, False, 'record-view', workshop.store)
    return {'ready_ms': figures['rows_frame_ms'], 'rss_mib': figures['rss_mib']}


def bench_calc(workshop, rounds):
    if not CALC.is_file():
        say('calc: LibreOffice Calc is not here, so nothing is compared with it')
        return

    calc = Calc(workshop)
    results = in_turn('calc', rounds or 5, {
        'Calc': calc.run,
        'records': lambda: run_list(workshop),
    })
    for key, words, unit in (('ready_ms', 'ready', 'ms'), ('rss_mib', 'rss', 'MiB')):
        reference = statistics.median(results['records'][key])
        for case, figures in results.items():
            report('calc', f'{case} {words}', figures[key], reference, workshop.people, unit)
