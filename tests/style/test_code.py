#!/usr/bin/env python3
"""How our code looks, as far as a program can tell."""

import re

import tap
from sources import c_sources, files, raw, text

LONGEST_LINE = 100
LONGEST_FILE = 700
# `name(` is right for these: what declares a variable, what marks a string, what is no call.
TIGHT = re.compile(r'^(g_auto(ptr|list|slist|queue)?|g_steal_handle_id|_|N_|C_|NC_|Q_)$')
OURS = {'.c', '.h', '.blp', '.py', '.build', '.sql', '.css', '.in', '.xml', '.svg', '.md', ''}
# Written by others, or no text.
FOREIGN = re.compile(r'(^|/)(LICENSE|.*\.(png|json|po|supp)|(fixtures|document)/.*)$')
# A table reads best with one row a line, however long.
TABLE = re.compile(r'-data\.c$')


def ours(*roots):
    return [path for path in files(*roots)
            if path.suffix in OURS and not FOREIGN.search(str(path))]


def lines(*roots):
    for path in ours(*roots):
        for number, line in enumerate(raw(path).split('\n'), 1):
            yield path, number, line


def line_length():
    # Templates are left out: their formatter never breaks an expression.
    for path, number, line in lines('src', 'tests', 'build-aux'):
        if (len(line) > LONGEST_LINE and path.suffix in ('.c', '.h', '.py', '')
                and not TABLE.search(path.name)):
            yield f'{path}:{number}: {len(line)} columns'


def white_space():
    for path, number, line in lines():
        # A rule of make begins with one.
        if '\t' in line and path.name != 'rules':
            yield f'{path}:{number}: a tab'
        if line != line.rstrip():
            yield f'{path}:{number}: space at the end of the line'


def last_lines():
    for path in ours('src', 'tests', 'build-aux', 'data', 'po'):
        content = raw(path)
        if content and (not content.endswith('\n') or content.endswith('\n\n')):
            yield f'{path}: must end with one line feed'


def file_length():
    for path in c_sources('src', 'tests'):
        count = raw(path).count('\n')
        if count > LONGEST_FILE and not TABLE.search(path.name):
            yield f'{path}: {count} lines, over {LONGEST_FILE}; it holds two things'


def space_before_parenthesis():
    for path in c_sources('src', 'tests'):
        for number, line in enumerate(text(path).split('\n'), 1):
            code = re.sub(r'^(\s*#\s*define\s+\w+)\(', r'\1 (', line)
            if re.match(r'\s*#\s*(el)?if', code):
                continue
            for name in re.findall(r'\b([A-Za-z_]\w*)\(', code):
                if not TIGHT.match(name):
                    yield f'{path}:{number}: {name}( without a space'


def nothing_left_to_do():
    # In two halves, so that this file is not its own first finding.
    word = re.compile(r'\b(' + '|'.join(('TO' 'DO', 'FIX' 'ME', 'XX' 'X', 'HA' 'CK')) + r')\b')
    for path, number, line in lines():
        if found := word.search(line):
            yield f'{path}:{number}: {found.group()}'


def header_guards():
    for path in c_sources('src', 'tests'):
        if path.suffix == '.h' and '#pragma once' not in raw(path):
            yield f'{path}: no #pragma once'


tap.run([
    (name, lambda check=check: list(check())) for name, check in {
        f'lines have at most {LONGEST_LINE} columns': line_length,
        'no tabs, no space at the end of lines': white_space,
        'files end with one line feed': last_lines,
        f'C files have at most {LONGEST_FILE} lines': file_length,
        'a space before every parenthesis': space_before_parenthesis,
        'headers are read once': header_guards,
        'nothing is left to do': nothing_left_to_do,
    }.items()
])
