#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Judges descriptions by the JSON Schema.

    schema.py SCHEMA good FILE-OR-FOLDER...    all of them have to pass
    schema.py SCHEMA bad FILE-OR-FOLDER...     none of them may

Exits with 77 where the Python modules jsonschema and yaml are missing.
"""
import json
import pathlib
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"{missing}: install python3-jsonschema and python3-yaml")
    sys.exit(77)


class Loader(yaml.SafeLoader):
    """YAML 1.2, as editors read it: yes and no are words."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def descriptions(places):
    for place in map(pathlib.Path, places):
        yield from sorted(place.glob("*.yaml")) if place.is_dir() else [place]


def problem(validator, path):
    try:
        value = yaml.load(path.read_text(), Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return f"no YAML: {error}"
    error = jsonschema.exceptions.best_match(validator.iter_errors(value))
    return error and f"{'/'.join(map(str, error.absolute_path))}: {error.message}"


def main():
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    wanted = sys.argv[2] == "good"
    wrong = count = 0
    for path in descriptions(sys.argv[3:]):
        found = problem(validator, path)
        count += 1
        if wanted and found:
            print(f"{path}: {found}")
            wrong += 1
        elif not wanted and not found:
            print(f"{path}: passes, and should not")
            wrong += 1
    print(f"{count} descriptions, {wrong} wrongly judged")
    return 1 if wrong or not count else 0


sys.exit(main())
