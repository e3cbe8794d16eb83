"""Run functions as TAP test cases: each one passes unless it raises or gives a list of faults."""

import os
import sys
import traceback


def run(cases):
    """CASES is a list of (name, function) pairs."""
    # What a case prints belongs to its TAP line, so nothing may wait in a buffer.
    sys.stdout.reconfigure(encoding='utf-8', line_buffering=True)
    print(f'1..{len(cases)}')
    failed = 0

    for number, (name, case) in enumerate(cases, 1):
        try:
            faults = case() or []
        except Exception:
            faults = traceback.format_exc().splitlines()
        for fault in faults:
            # Meson shows what a failed test wrote to standard error.
            print(f'{name}: {fault}', file=sys.stderr)
        print(f'{"not ok" if faults else "ok"} {number} - {name}')
        failed += bool(faults)

    sys.stdout.flush()
    # Not sys.exit: GLib's worker threads must not keep a finished test alive.
    os._exit(1 if failed else 0)
