#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Whether the fuzzer's dictionary has every key and word of the language.

    words.py [--update] SCHEMA DICTIONARY
"""
import json
import pathlib
import re
import sys


def words(part):
    """Keys of mappings, and the words of choices."""
    if isinstance(part, list):
        for one in part:
            yield from words(one)
    if not isinstance(part, dict):
        return
    for name, value in part.items():
        if name == "properties":
            yield from value
        if name == "enum" and isinstance(value, list):
            yield from (one for one in value if isinstance(one, str))
        if name == "const" and isinstance(value, str):
            yield value
        yield from words(value)


def main():
    update = "--update" in sys.argv
    schema, dictionary = [pathlib.Path(one) for one in sys.argv[1:] if one != "--update"]
    text = dictionary.read_text()
    lines = text.splitlines()
    head = [line for line in lines if line.startswith("#")]
    have = set(re.findall(r'^"(.*)"$', text, re.M))
    missing = set(words(json.loads(schema.read_text()))) - have
    if update:
        dictionary.write_text("\n".join(head + [f'"{one}"' for one in sorted(have | missing)])
                              + "\n")
    elif missing:
        print(f"not in {dictionary.name}: {' '.join(sorted(missing))}; run with --update")
    return 1 if missing and not update else 0


sys.exit(main())
