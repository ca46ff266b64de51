#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Writes files as C strings: embed.py OUTPUT NAME=FILE..."""
import sys


def literal(text):
    """A C string literal of a text, one line of it a line."""
    lines = []
    for line in text.splitlines(keepends=True):
        line = line.replace('\\', '\\\\').replace('"', '\\"')
        line = line.replace('\n', '\\n').replace('\t', '\\t')
        lines.append(f'\t"{line}"')
    return '\n'.join(lines)


with open(sys.argv[1], 'w', encoding='utf-8') as out:
    for argument in sys.argv[2:]:
        name, path = argument.split('=', 1)
        with open(path, encoding='utf-8') as file:
            text = file.read()
        out.write(f'static const char {name}[] =\n{literal(text)};\n\n')
