"""The rules that every page has to keep, by what a screen reader is told and by the pixels.

`Sight` is one look at a page; each function gives the faults that it finds there."""

import collections

from gi.repository import GLib

import audit

TEXTS = ('label', 'button', 'toggle button', 'link', 'tab')
READABLE = 4.5
# What Adwaita dims on purpose comes down to this on its own backgrounds.
DIMMED = 2.2
# GTK 4.18 leaves out the padding of what is around.
SLACK = 12
# A difference of red, green and blue that no eye calls a colour.
GREY = 24


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
        self.shifts, self.boxes = {}, {}
        for thing, (x, y, width, height) in zip(self.things, boxes):
            twice = [inside[around.path] for around in thing.around() if around.path in inside]
            left = 2 * window[0] + sum(each[0] for each in twice)
            top = 2 * window[1] + sum(each[1] for each in twice)
            self.shifts[thing.path] = left, top
            self.boxes[thing.path] = x - left, y - top, width, height
        self.labels = [thing for thing in self.things
                       if thing.role == 'label' and thing.name and 'Text' in thing.interfaces]
        self.letters = self._letters()

    def _letters(self):
        """Where the first and the last two letters of each label are."""
        places = [(thing, place) for thing in self.labels
                  for place in (0, max(0, len(thing.name) - 2), len(thing.name) - 1)]
        answers = self.person.ask([
            (thing.path, 'Text', 'GetCharacterExtents', GLib.Variant('(iu)', (place, 1)))
            for thing, place in places])
        return {thing.path: answers[3 * index:3 * index + 3]
                for index, thing in enumerate(self.labels)}


class Picture:
    """The window as it is on the screen, popovers and all."""

    def __init__(self, person):
        self.file = person.desktop.home / 'sight.ppm'
        person.snap(self.file)
        data = self.file.read_bytes()
        kind, self.width, self.height, _ = data.split(maxsplit=4)[:4]
        self.width, self.height = int(self.width), int(self.height)
        assert kind == b'P6', kind
        self.pixels = data[-3 * self.width * self.height:]

    def crop(self, x, y, width, height):
        """The pixels there, three bytes each, or nothing where that is not whole."""
        if width < 1 or height < 1 or x < 0 or y < 0 or x + width > self.width \
                or y + height > self.height:
            return None
        first = 3 * (y * self.width + x)
        return b''.join(self.pixels[at:at + 3 * width]
                        for at in range(first, first + 3 * self.width * height, 3 * self.width))


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


def cut(sight, vocabulary):
    """None of our own texts ends in an ellipsis: then its last two letters are in one place."""
    found = []
    for thing in sight.labels:
        first, before, last = sight.letters[thing.path]
        if len(thing.name) > 2 and vocabulary.is_own(thing.name) and last and before == last \
                and not any(thing.name in around.description for around in thing.around()):
            found.append(f'{audit.place(thing)}: “{thing.name}” is cut')
    return found


def outside(sight):
    """Nothing is out of the window at its left or right, unless it can be scrolled there."""
    content = next(thing for thing in sight.things
                   if thing.parent and thing.parent.parent is None).parts[0]
    left, _, width, _ = sight.boxes[content.path]
    found = []
    for thing in sight.things:
        if thing.role not in TEXTS or scrolls_sideways(thing):
            continue
        x, _, over, _ = sight.boxes[thing.path]
        if over and (x < left - SLACK or x + over > left + width + SLACK):
            found.append(f'{audit.place(thing)}: {thing} is out of the window, {x} to {x + over}')
    return found


def scrolls_sideways(thing):
    return any(part.role == 'scroll bar' and 'horizontal' in part.states
               and 'showing' in part.states
               for around in thing.around() for part in around.parts)


def contrast(sight, picture, strict):
    """Every text stands out from what is behind it. What the toolkit dims does in high contrast,
    which is when this is STRICT."""
    found = []
    for thing in sight.labels:
        if not is_judged(thing):
            continue
        first, _, last = sight.letters[thing.path]
        if not first or not last or first[1] != last[1] or first == last:
            continue
        left, right = min(first[0], last[0]), max(first[0] + first[2], last[0] + last[2])
        shift = sight.shifts[thing.path]
        pixels = picture.crop(left - shift[0], first[1] - shift[1], right - left, first[3])
        if pixels is None:
            continue
        ratio, colour = readable(pixels)
        if ratio < 1.05:
            # A line that is not there yet, or is behind something.
            continue
        grey = max(colour) - min(colour) < GREY
        if ratio < READABLE and (strict or not grey or ratio < DIMMED):
            found.append(f'{audit.place(thing)}: “{thing.name}” has a contrast of {ratio:.1f}')
    return found


def is_judged(thing):
    """Column headers are the toolkit's own, and what can't be used may be faint."""
    return all(each.role != 'column header' for each in thing.around()) and not any(
        each.role in audit.CONTROLS | {'list item'} and 'sensitive' not in each.states
        for each in thing.around())


def readable(pixels):
    """Give the contrast of the commonest colour with the one furthest from it, and that one."""
    count = collections.Counter(pixels[at:at + 3] for at in range(0, len(pixels), 3))
    ground = light(count.most_common(1)[0][0])
    ratios = ((max(light(each), ground) + 0.05) / (min(light(each), ground) + 0.05)
              for each in count)
    return max(zip(ratios, count))


def light(pixel):
    linear = (each / 12.92 if each <= 10 else ((each / 255 + 0.055) / 1.055) ** 2.4
              for each in pixel)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
