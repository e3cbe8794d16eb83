"""From exec to the first frame on the screen, against a bare libadwaita window."""

import statistics
import subprocess
import sys

from bench_tools import BUILD, in_turn, program, report


def run_program(command, environment):
    result = subprocess.run([program('first-frame'), *command], env=environment,
                            stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
    if result.returncode != 0:
        sys.exit(f'start: {" ".join(map(str, command))} was not measured')
    return {'drawn_ms': [float(result.stdout.split()[1])]}


def bench_start(workshop, rounds):
    environment = workshop.desktop.environment
    programs = {
        'bare window': [program('bare-window')],
        'signed out': [BUILD / 'src/parvis'],
        'demo organizer': [BUILD / 'src/parvis', '--demo'],
    }
    results = in_turn('start', rounds or 15, {
        case: lambda command=command: run_program(command, environment)
        for case, command in programs.items()})
    reference = statistics.median(results['bare window']['drawn_ms'])
    for case, figures in results.items():
        report('start', case, figures['drawn_ms'], reference)
