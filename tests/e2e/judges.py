"""The rules that every page has to keep, by what a screen reader is told.

`Sight` is one look at a page; each function gives the faults that it finds there. What needs exact
places, such as contrast, is judged by tests/ui/test-walk.c from inside."""

import audit

TEXTS = ('label', 'button', 'toggle button', 'link', 'tab')
# GTK 4.18 leaves out the padding of what is around.
SLACK = 12
# A popover is a window of its own, at a place of its own.
OPENERS = {'button', 'toggle button', 'combo box'}


class Sight:
    def __init__(self, person):
        self.person = person
        self.things = [thing for thing in person.look().walk() if 'showing' in thing.states]
        panels = [thing for thing in self.things if thing.role == 'tab panel']
        inside = dict(zip((panel.path for panel in panels), person.boxes(panels, 2)))
        boxes = person.boxes(self.things)
        window = boxes[next(index for index, thing in enumerate(self.things)
                            if thing.parent and thing.parent.parent is None)]
        # GTK 4.18 counts the window's shadow twice, and the place of a stack's page.
        self.boxes = {}
        for thing, (x, y, width, height) in zip(self.things, boxes):
            twice = [inside[around.path] for around in thing.around() if around.path in inside]
            left = 2 * window[0] + sum(each[0] for each in twice)
            top = 2 * window[1] + sum(each[1] for each in twice)
            self.boxes[thing.path] = x - left, y - top, width, height


def says(thing):
    return [text for text in (thing.name, thing.description) if text.strip()]


def words(sight, vocabulary):
    """Nothing is said in a language other than the person's."""
    found = []
    for thing in sight.things:
        for text in says(thing):
            if fault := vocabulary.fault(text):
                found.append(f'{audit.place(thing)}: {thing.role}: {fault}')
    return found


def outside(sight):
    """Nothing is out of the window at its left or right, unless it can be scrolled there."""
    content = next(thing for thing in sight.things
                   if thing.parent and thing.parent.parent is None).parts[0]
    left, _, width, _ = sight.boxes[content.path]
    found = []
    for thing in sight.things:
        if thing.role not in TEXTS or scrolls_sideways(thing) \
                or any(around.role in OPENERS for around in thing.around()):
            continue
        x, _, over, _ = sight.boxes[thing.path]
        if over and (x < left - SLACK or x + over > left + width + SLACK):
            found.append(f'{audit.place(thing)}: {thing} is out of the window, {x} to {x + over}')
    return found


def dead_menus(sight):
    """A menu has something to choose."""
    menus = {}
    for thing in sight.things:
        if thing.role.endswith('menu item'):
            menus.setdefault(thing.parent.path, []).append(thing)
    return [f'{audit.place(items[0])}: nothing in this menu can be chosen'
            for items in menus.values() if not any('sensitive' in item.states for item in items)]


def scrolls_sideways(thing):
    return any(part.role == 'scroll bar' and 'horizontal' in part.states
               and 'showing' in part.states
               for around in thing.around() for part in around.parts)
