#!/usr/bin/env python3
"""Start Parvis where there is no display, and leave a picture of its window.

Called by build-aux/run, with the arguments of the program.
"""

import os
import sys

from person import BUILD, Person, Surprise


def language():
    for name in ('LC_ALL', 'LC_MESSAGES', 'LANG'):
        if locale := os.environ.get(name):
            return 'fr' if locale.startswith('fr') else 'en'
    return 'en'


def is_drawn(person, demo):
    """Signed in, the events are in the sidebar; else, there is something to fill in."""
    if demo:
        rows = person.see_all('list item', showing=True)
        return len([row for row in rows if row.labels()]) >= 3
    return person.see('text box', showing=True) or person.see('search box', showing=True)


def main(arguments):
    try:
        with Person([BUILD / 'src/parvis', *arguments], language=language()) as person:
            person.wait_until(lambda: is_drawn(person, '--demo' in arguments),
                              'the events' if '--demo' in arguments else 'the first page', 60)
            picture = person.picture(BUILD / 'parvis.png')
    except (Surprise, FileNotFoundError) as error:
        return f'run: Parvis did not start: {error}'
    print(f'There is no display here: Parvis ran on a virtual one, and a picture of its window is '
          f'in {picture.relative_to(BUILD.parent)}.')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
