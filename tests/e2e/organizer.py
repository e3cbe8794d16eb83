"""What an organizer does in Parvis, in the words of the language on the screen."""

import contextlib
import gettext
import re

import audit
from person import BUILD, Person, Surprise
from service import API_KEY, LOGIN, PASSWORD

WIDE = (1120, 760)
NARROW = (360, 640)
TALL = 2600


def words(language, translations=BUILD / 'po'):
    """Give a function from English to LANGUAGE, by the translations that were built."""
    if language == 'en':
        return lambda text: text
    return gettext.translation('parvis', translations, [language]).gettext


def words_about(language, context, text, translations=BUILD / 'po'):
    """Give TEXT in LANGUAGE, where it is said about CONTEXT."""
    told = words(language, translations)(f'{context}\4{text}')
    return text if '\4' in told else told


def digits(text):
    """A number as people read it, without what groups its thousands."""
    return re.sub(r'(?<=\d)[\s,.\u00a0\u202f](?=\d{3})', '', text)


class Organizer(Person):
    """A person with an account who has opened Parvis."""

    def __init__(self, *arguments, service=None, language='en', narrow=False, dark=False,
                 variables=None, command=(BUILD / 'src/parvis',), translations=BUILD / 'po',
                 text_scale=1):
        self.language, self.translations, self.narrow = language, translations, narrow
        self.say = words(language, translations)
        self.look_name = '-'.join((language, 'narrow' if narrow else 'wide',
                                   'dark' if dark else 'light'))
        variables = dict(variables or {})
        if service is not None:
            variables['PARVIS_API_URL'] = service.url
        self.window_size = NARROW if narrow else WIDE
        super().__init__([*command, *arguments], window_size=self.window_size,
                         size=(1280, TALL + 100), language=language, dark=dark,
                         variables=variables, text_scale=text_scale)

    def say_about(self, context, text):
        return words_about(self.language, context, text, self.translations)

    def keep_picture(self, name):
        return self.picture(f'{name}-{self.look_name}')

    def fill_in(self, login=LOGIN, password=PASSWORD, key=API_KEY):
        for label, text in (('Login', login), ('Password', password), ('API Key', key)):
            box = self.wait_for('text box', self.say(label), editable=True)
            self.clear(box)
            self.type(text, into=box)

    def sign_in(self, **fields):
        self.fill_in(**fields)
        self.press(self.wait_for('button', self.say('Sign In'), sensitive=True))

    def rows(self):
        """The rows of the sidebar that are in sight or near it."""
        events = self.see('list', self.say('Events'), showing=True)
        return self.see_all('list item', inside=events) if events else []

    def wait_for_events(self, names):
        """Wait until there is a row for each of NAMES, and for nothing else.

        GTK makes only the rows in sight, so the window is made tall for it."""
        with self.tall_window():
            self.wait_until(lambda: sorted(row.name for row in self.rows()) == sorted(names),
                            f'rows of {len(names)} events')

    @contextlib.contextmanager
    def tall_window(self):
        self.resize(self.window_size[0], TALL)
        yield
        self.resize(*self.window_size)

    def open_event(self, name):
        """Open the page of an event, whose row moves while an account is read for the first time:
        a click that came too late is made again."""
        def open_it(patience):
            row = self.wait_until(lambda: next((row for row in self.rows() if row.name == name),
                                               None), f'a row of {name}')
            self.press(row)
            self.wait_for('tab', self.say('Overview'), patience=patience)

        try:
            open_it(10)
        except Surprise:
            open_it(30)

    def wait_for_text(self, text):
        """Wait until a text on the page says TEXT, given in English."""
        text = self.say(text)
        self.wait_until(lambda: any(text in shown for shown in self.texts()), f'“{text}”')

    def wait_for_figure(self, figure):
        """Wait until a text on the page says FIGURE, however its thousands are grouped."""
        sign = re.compile(rf'(?<!\d){figure}(?!\d)')
        self.wait_until(lambda: any(sign.search(digits(text)) for text in self.texts()),
                        f'the figure {figure}')

    def judge(self):
        """Nothing on this page may be in the way of someone who cannot see, or has a thick
        finger, and the program may have nothing to complain about."""
        faults = []

        def is_well():
            # What moves in is small at first.
            faults[:] = audit.faults(self)
            return not faults

        try:
            self.wait_until(is_well, 'a page without faults', patience=3)
        except Surprise:
            pass
        faults += self.complaints()
        assert not faults, '\n'.join(faults)

    def keeps_secrets(self):
        """No secret is in anything shown, told or written."""
        told = self.log.read_text(errors='replace') + '\n'.join(self.texts())
        for secret in (PASSWORD, API_KEY):
            # The demo organizer's e-mail address has the password's words.
            assert not re.search(rf'(?<!@){secret}', told), 'a secret was told'
