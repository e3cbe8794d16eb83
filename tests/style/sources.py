"""What the style tests read: the files of the project, and C without its comments and strings."""

import functools
import os
import pathlib
import re

os.chdir(pathlib.Path(__file__).resolve().parents[2])

COMMENT_OR_STRING = re.compile(
    r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
LEFT_OUT = {'.git', '__pycache__'}


def files(*roots):
    """Files of the project in ROOTS, or all of them, as paths from its top folder."""
    for root in roots or ('.',):
        for place, folders, names in os.walk(root):
            folders[:] = sorted(name for name in folders
                                if name not in LEFT_OUT and not name.startswith('_build'))
            for name in sorted(names):
                yield pathlib.Path(place, name)


def c_sources(*roots):
    return [path for path in files(*roots) if path.suffix in ('.c', '.h')]


def folder(path):
    """`weez` for src/weez/x.c and src/weez/y/x.c, `main.c` for src/main.c."""
    return path.parts[1]


def raw(path):
    return path.read_text(encoding='utf-8')


@functools.cache
def text(path):
    """The C of PATH with every comment and string made empty, line by line where it was."""
    def blank(match):
        kind = match.group()[0]
        return kind + kind if kind in '"\'' else re.sub(r'[^\n]', ' ', match.group())
    return COMMENT_OR_STRING.sub(blank, raw(path))


def includes(path):
    return re.findall(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', raw(path), re.MULTILINE)
