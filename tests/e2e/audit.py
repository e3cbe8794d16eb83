"""What can be found out about any page without knowing what it is for."""

import re

CONTROLS = {'button', 'toggle button', 'checkbox', 'radio', 'switch', 'combo box', 'text box',
            'search box', 'link', 'spin button', 'slider', 'tab'}
SMALLEST_TARGET = 24


def faults(person):
    """What a screen reader or a finger would stumble over on the page shown now."""
    found = []
    shown = [thing for thing in person.look().walk() if 'showing' in thing.states]
    controls = [thing for thing in shown if thing.role in CONTROLS]
    sizes = {thing.path: box[2:] for thing, box in zip(controls, person.boxes(controls))}
    for thing in shown:
        if thing.role in CONTROLS:
            if not thing.name.strip():
                found.append(f'{place(thing)}: a {thing.role} without a name')
            if re.search(r'(^|\s)_\w', thing.name):
                found.append(f'{place(thing)}: {thing} tells its mnemonic')
            size = sizes[thing.path]
            if 0 < min(size) < SMALLEST_TARGET:
                found.append(f'{place(thing)}: {thing} is only {size[0]} × {size[1]}')
        elif thing.role == 'list item' and not thing.text:
            found.append(f'{place(thing)}: a row that says nothing')
        elif thing.role == 'image' and not (thing.name or thing.description):
            found.append(f'{place(thing)}: a picture without a description')
        elif thing.role in ('dialog', 'alert dialog', 'window') and not thing.name:
            found.append(f'a {thing.role} without a title')
    return found


def place(thing):
    return ' / '.join(reversed([around.name for around in thing.around() if around.name])) or 'top'


def tab_stops(person, limit=80):
    """Press Tab until the focus has been round."""
    stops = []
    while len(stops) < limit:
        stop = person.move_focus('Tab')
        if stop is None or stop.path in [each.path for each in stops]:
            break
        stops.append(stop)
    return stops


def unreachable(person):
    """Controls that Tab never comes to: not they, nor what is in them, nor the row, the list of
    tabs or the group of radio buttons that they are in."""
    reached = set()
    for stop in tab_stops(person):
        rows = [each for each in stop.around()
                if each.role in CONTROLS | {'list item', 'tab list', 'radio group'}]
        reached |= {each.path for each in (stop, *rows)}
    return [f'{thing} cannot be reached with Tab' for thing in person.look().walk()
            if thing.role in CONTROLS and {'showing', 'sensitive'} <= thing.states
            and not is_window_button(thing)
            and not reached & {each.path for each in (*thing.walk(), *thing.around())}]


def is_window_button(thing):
    """Close and its like have keys of their own; only they are told with a description alike."""
    return thing.role == 'button' and thing.parent.role == 'group' and bool(thing.description) \
        and len(thing.parent.parts) == 1
