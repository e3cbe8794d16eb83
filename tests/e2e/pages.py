"""The one list of the pages of Parvis, and the way to each from the one before it.

Whoever adds a page adds it here, and test_walk.py judges it in each mode."""

import re

import vocabulary

# Today there are people at the gates, so that there is something to see on each of its pages.
TODAY = 'Festival'
PLAY = 'Le Malade imaginaire'
CONCERT = 'Concert de plein air'
NOTHING = 'zzzzqqq'


class Walk:
    """A way through the program; each step gives the names of the pages that it stops at.

    The service is one to which the organizer has not signed in yet."""

    def __init__(self, organizer, service):
        self.organizer = organizer
        self.say = organizer.say
        self.event = next(event['name'] for event in service.events()
                          if event['name'].startswith(TODAY))

    def pages(self):
        """Go from page to page, and yield the name of each as soon as it is there."""
        for step in (self.sign_in, self.home, self.dialogs, self.people, self.overview,
                     self.participants, self.tickets, self.attendance, self.dates, self.calendar):
            yield from step()

    # Ways

    def see(self, role, name):
        return self.organizer.wait_for(role, self.say(name))

    def escape(self, role, name):
        """Leave a dialog or a popover, in which there is this."""
        self.organizer.keys('Escape')
        self.organizer.wait_gone(role, self.say(name))

    def back(self):
        name = vocabulary.of_toolkit(self.organizer.language).get('Back', 'Back')
        self.organizer.press(self.organizer.see_all('button', name, showing=True)[-1])

    def tab(self, name):
        self.organizer.press(self.see('tab', name))
        self.organizer.wait_for('tab', self.say(name), selected=True)

    def go(self, name):
        """Go to an event by its name, from wherever one is."""
        organizer = self.organizer
        organizer.keys('ctrl+k')
        box = organizer.wait_for('search box', self.say('Go to Event or Person'), focused=True)
        organizer.type(name, into=box)
        organizer.wait_until(lambda: [row.name for row in self.rows('Events and People')][:1]
                             == [name], f'a row of {name}')
        organizer.keys('Return')
        organizer.wait_gone('dialog', self.say('Go to Event or Person'))
        organizer.wait_for('tab', self.say('Overview'))

    def rows(self, name):
        found = self.organizer.see('list', self.say(name), showing=True)
        return [row for row in self.organizer.see_all('list item', inside=found)
                if row.name] if found else []

    def search(self, name, text):
        box = self.see('search box', name)
        self.organizer.clear(box)
        self.organizer.type(text, into=box)

    # Steps

    def help(self, name):
        """Nobody writes the help in a language that does not exist."""
        if self.organizer.language == 'pseudo':
            return
        self.organizer.keys('F1')
        document = self.organizer.wait_for('document')
        yield name
        self.organizer.keys('Escape')
        self.organizer.wait_gone('document', document.name)

    def sign_in(self):
        organizer = self.organizer
        self.see('text box', 'Login')
        yield 'sign-in'
        yield from self.help('help-first-steps')
        with organizer.tall_window():
            organizer.sign_in(password='rideau-vert')
        organizer.wait_for_text(
            'The Weezevent service does not accept this username and password.')
        yield 'sign-in-refused'
        with organizer.tall_window():
            organizer.sign_in()
        organizer.wait_until(organizer.rows, 'events')
        organizer.wait_gone('button', self.say('Cancel'), patience=90)

    def home(self):
        organizer = self.organizer
        organizer.keys('alt+Home')
        organizer.wait_for(None, self.say('All Events'))
        yield 'home'
        if organizer.narrow:
            self.back()
            organizer.wait_until(organizer.rows, 'events')
            yield 'events'
        self.search('Search Events', NOTHING)
        organizer.wait_until(lambda: not organizer.rows(), 'no event')
        yield 'events-none'
        organizer.clear(self.see('search box', 'Search Events'))
        organizer.wait_until(organizer.rows, 'events')
        organizer.press(self.see('toggle button', 'Account'))
        self.see('button', 'Add Account…')
        yield 'accounts'
        organizer.press(self.see('button', 'Add Account…'))
        self.see('dialog', 'Add Account')
        yield 'add-account'
        self.escape('dialog', 'Add Account')
        organizer.press(self.see('toggle button', 'Main Menu'))
        organizer.wait_for('menu item')
        yield 'menu'
        organizer.keys('Escape')
        organizer.wait_gone('menu item')

    def dialogs(self):
        organizer = self.organizer
        organizer.keys('ctrl+k')
        organizer.wait_until(lambda: self.rows('Events and People'), 'events')
        yield 'go'
        organizer.type('ma', into=self.see('search box', 'Go to Event or Person'))
        organizer.wait_until(lambda: self.rows('Events and People'), 'people')
        yield 'go-people'
        organizer.type(NOTHING)
        organizer.wait_for_text('Nothing Found')
        yield 'go-nothing'
        self.escape('dialog', 'Go to Event or Person')
        organizer.keys('ctrl+comma')
        self.see('switch', 'Open Where You Left Off')
        yield 'preferences'
        self.escape('switch', 'Open Where You Left Off')
        organizer.keys('ctrl+question')
        organizer.wait_for('label', 'F5')
        yield 'shortcuts'
        self.escape('dialog', 'Keyboard Shortcuts')
        organizer.press(self.see('toggle button', 'Main Menu'))
        organizer.wait_for('menu item')
        organizer.press(organizer.see_all('menu item', showing=True)[-1])
        organizer.wait_for('dialog')
        yield 'about'
        organizer.keys('Escape')
        organizer.wait_gone('dialog')
        yield from self.help('help')

    def people(self):
        organizer = self.organizer
        organizer.keys('ctrl+shift+f')
        organizer.wait_for_text('Find a Person')
        yield 'people-start'
        self.search('Search People of All Events', 'martin')
        organizer.wait_until(lambda: self.rows('People'), 'people')
        yield 'people'
        organizer.press(self.rows('People')[0])
        tickets = organizer.say_about('person', 'Tickets')
        organizer.wait_for('list', tickets)
        yield 'person'
        organizer.keys('ctrl+shift+f')
        self.search('Search People of All Events', NOTHING)
        organizer.wait_for_text('Nobody Found')
        yield 'people-nobody'

    def overview(self):
        organizer = self.organizer
        self.go(self.event)
        organizer.wait_for('image', self.say('Sales per day; the arrow keys read each day'))
        yield 'overview'
        with organizer.tall_window():
            yield 'overview-whole'
            organizer.press(self.see('radio', 'Table'))
            self.see('tree grid', 'Sales per Day')
            yield 'sales-table'
            organizer.press(self.see('button', 'Why These Figures?'))
            self.see('label', 'The Service Counts')
            yield 'why'
            self.escape('label', 'The Service Counts')

    def participants(self):
        organizer = self.organizer
        self.tab('Participants')
        people = 'list item' if organizer.narrow else 'row'
        self.see('search box', 'Search Participants')
        organizer.wait_until(lambda: len(organizer.see_all(people, showing=True)) > 3, 'people')
        yield 'participants'
        for button, inside in (('Views', 'Name of the view'), ('Columns', None)):
            if organizer.see('toggle button', self.say(button), showing=True):
                organizer.press(self.see('toggle button', button))
                organizer.wait_for('text box' if inside else 'menu item',
                                   inside and self.say(inside))
                yield f'participants-{button.lower()}'
                organizer.keys('Escape')
                organizer.wait_gone('text box' if inside else 'menu item',
                                    inside and self.say(inside))
        organizer.press(self.see_named('toggle button', organizer.say_about('facet', 'Status')))
        organizer.wait_for('checkbox')
        yield 'participants-facet'
        organizer.press(organizer.wait_for('checkbox'))
        organizer.wait_for('checkbox', checked=True)
        organizer.keys('Escape')
        self.see('button', 'Clear Filters')
        yield 'participants-filtered'
        organizer.press(self.see('button', 'Clear Filters'))
        self.search('Search Participants', 'ma')
        # As in "69 of 158 participants": Return goes to those who are found, once they are.
        organizer.wait_for('label', re.compile(r'^\W*\d+ \w+ \d+ '))
        # What was found for the first letter alone may still be there.
        organizer.wait_still()
        organizer.move_focus('Return')
        organizer.keys('Home', 'Return')
        self.see('button', 'Next Participant')
        yield 'participant'
        organizer.press(self.see('button', 'Close'))
        organizer.wait_gone('button', self.say('Next Participant'))
        self.search('Search Participants', NOTHING)
        organizer.wait_for_text('Nobody Found')
        yield 'participants-nobody'

    def see_named(self, role, name):
        return self.organizer.wait_for(role, re.compile(f'^{re.escape(name)}'))

    def tickets(self):
        organizer = self.organizer
        self.tab('Tickets')
        organizer.wait_until(lambda: self.rows_of_view('row', 'list item'), 'tickets')
        yield 'tickets'
        self.go(PLAY)
        self.tab('Tickets')
        organizer.point(organizer.wait_for('label', 'Plein tarif'))
        self.see('label', 'Worth Knowing')
        yield 'ticket'
        self.escape('label', 'Worth Knowing')

    def rows_of_view(self, *roles):
        return [row for role in roles for row in self.organizer.see_all(role, showing=True)
                if row.text and any(each.role == 'tab panel' for each in row.around())
                and not any(each.role == 'column header' for each in row.walk())]

    def attendance(self):
        organizer = self.organizer
        self.go(self.event)
        self.tab('Attendance')
        organizer.wait_for_text('Parvis does not scan; WeezAccess does.')
        yield 'attendance'
        with organizer.tall_window():
            self.see('list', 'Scan Settings')
            yield 'attendance-whole'
        # Its tickets and gates are few enough for the end of the page to be in sight.
        self.go(CONCERT)
        self.tab('Attendance')
        with organizer.tall_window():
            advanced = organizer.wait_for('list item', re.compile(re.escape(self.say('Advanced'))))
            organizer.point(advanced)
            self.see('text box', 'Name of the Control Point')
            yield 'attendance-advanced'

    def dates(self):
        organizer = self.organizer
        self.go(PLAY)
        self.tab('Dates')
        organizer.wait_for('list item', re.compile(r'\d\d:\d\d|\d:\d\d'))
        yield 'dates'
        organizer.press(self.see('radio', 'Month'))
        self.see('button', 'Next Month')
        yield 'dates-month'

    def calendar(self):
        organizer = self.organizer
        if organizer.narrow:
            self.back()
        places = organizer.wait_for('list', self.say('Places'))
        organizer.point(organizer.see('list item', self.say('Public Calendar'), inside=places))
        town = self.see('text box', 'Town')
        yield 'calendar-start'
        organizer.type('Nantes', into=town)
        organizer.press(self.see('button', 'Search'))
        organizer.wait_until(lambda: self.rows('Events Found'), 'events')
        yield 'calendar'
        own = self.say('Your Event')
        organizer.point(next(row for row in self.rows('Events Found')
                             if own not in row.labels()))
        self.see('button', 'Add to My Calendar')
        yield 'calendar-event'
        self.back()
        organizer.wait_gone('button', self.say('Add to My Calendar'))
        organizer.press(self.see_named(None, self.say('More Filters')))
        self.see('dialog', 'Filters')
        yield 'calendar-filters'
        self.escape('dialog', 'Filters')
        box = self.see('text box', 'Town')
        organizer.clear(box)
        organizer.type(NOTHING, into=box)
        organizer.press(self.see('button', 'Search'))
        organizer.wait_for_text('No Events Found')
        yield 'calendar-none'
