#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Lists what a chapter of the specification has and its description does not state.

    missing.py SPEC VQSMITH DESCRIPTION...

SPEC is a checkout of the specification or a bare repository of it. By name only:
compare.py compares places, types and values too.
"""
import pathlib
import sys

from chapter import Chapter, Specification
from described import Described
from layout import OfListing


def loosely(name):
    return name.upper().replace("-", "_")


def alike(ours, leaves):
    """What a message has that lies as the listing does, if it is only not named so."""
    for label, others in ours.unnamed.items():
        if [(leaf.place, leaf.width, leaf.reserved or leaf.name) for leaf in leaves] == \
           [(leaf.place, leaf.width, leaf.reserved or leaf.name) for leaf in others]:
            return label
    return None


def main():
    spec = Specification(sys.argv[1])
    for description in sys.argv[3:]:
        device = pathlib.Path(description).stem
        chapter = Chapter(spec.text(device))
        ours = Described(sys.argv[2], description)
        constants = {loosely(name): value for name, value in ours.constants.items()}
        structures = [name for name in chapter.structures if name not in ours.structures]
        absent = [name for name in chapter.constants if loosely(name) not in constants]
        other = [name for name, values in chapter.constants.items()
                 if loosely(name) in constants and constants[loosely(name)] not in values]
        print(f"{device}: of {len(chapter.structures)} structures {len(structures)} and "
              f"of {len(chapter.constants)} constants {len(absent)} are missing")
        of = OfListing(chapter)
        for name in structures:
            leaves = of.leaves(chapter.structures[name][0])
            label = alike(ours, leaves)
            print(f"  struct {name}{f': the same as {label}' if label else ''}")
            for leaf in leaves if not label else []:
                print(f"      {leaf.what()}")
        for name in absent:
            print(f"  {name} = {chapter.constants[name][0]}")
        for name in other:
            print(f"  {name} is {chapter.constants[name][0]}, "
                  f"described as {constants[loosely(name)]}")


main()
