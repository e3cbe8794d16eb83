#!/usr/bin/env python3
"""Walk through every page of Parvis and judge each: `test_walk.py MODE [PAGE...]`.

A mode is a language (en, fr, pseudo) and how the program looks: narrow, dark, contrast, large (text
of twice the size), mirrored (from right to left), as in fr-narrow-dark. Each page leaves a
picture."""

import pathlib
import sys
import tempfile

import judges
import pages
import tap
import vocabulary
from organizer import Organizer
from person import BUILD
from service import LOGIN, Service

MODE = sys.argv[1]
LANGUAGE, *LOOK = MODE.split('-')


def variables(folder):
    told = {}
    if 'contrast' in LOOK:
        told['ADW_DEBUG_HIGH_CONTRAST'] = '1'
    if 'mirrored' in LOOK:
        told['GTK_DEBUG'] = 'invert-text-dir'
    if LANGUAGE == 'pseudo':
        told |= {'LC_ALL': 'en_US.UTF-8', 'LANGUAGE': 'pseudo', 'PARVIS_LOCALEDIR': str(folder)}
    return told


def vocabulary_of(service):
    return {'en': vocabulary.English, 'fr': vocabulary.French,
            'pseudo': vocabulary.Pseudo}[LANGUAGE](service)


def judge(organizer, page, words):
    organizer.desktop.output('xdotool', 'mousemove', '2', '2')
    organizer.wait_still()
    organizer.snap(BUILD / f'pictures/walk/{MODE}/{page}.png')
    sight = judges.Sight(organizer)
    faults = [*judges.words(sight, words), *judges.outside(sight), *judges.dead_menus(sight)]
    try:
        organizer.judge()
    except AssertionError as error:
        faults += str(error).splitlines()
    return [f'{page}: {fault}' for fault in dict.fromkeys(faults)]


def walk():
    faults = []
    with tempfile.TemporaryDirectory() as place, Service() as service:
        folder = BUILD / 'po'
        if LANGUAGE == 'pseudo':
            folder = vocabulary.make_pseudo(pathlib.Path(place))
        words = vocabulary_of(service)
        with Organizer(service=service, language=LANGUAGE, narrow='narrow' in LOOK,
                       dark='dark' in LOOK, variables=variables(folder), translations=folder,
                       text_scale=2 if 'large' in LOOK else 1) as organizer:
            # Twice the size of text is half the room.
            organizer.narrow = organizer.narrow or 'large' in LOOK
            try:
                for page in pages.Walk(organizer, service).pages():
                    if len(sys.argv) < 3 or page in sys.argv[2:]:
                        faults += judge(organizer, page, words)
                organizer.keeps_secrets()
            except Exception:
                # What was found on the way is worth reading all the same.
                print(*faults, sep='\n', file=sys.stderr)
                raise
    return faults


def judges_see():
    """A judge who finds nothing here would find nothing anywhere."""
    with Service() as service:
        french, words = vocabulary.French(service), vocabulary.Pseudo(service)
    assert french.fault('Sign In') and french.fault('152 of 250 sold')
    assert french.fault('Le Malade imaginaire: nothing sold')
    assert not french.fault('Se connecter') and not french.fault('152 vendus sur 250')
    assert words.fault('Look around') and words.fault('[Sîgñ~] again')
    assert not words.fault(vocabulary.pseudo('Signed in as %s') % LOGIN)


tap.run([
    ('the judges see', judges_see),
    (f'every page, {MODE}', walk),
])
