#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Judges descriptions by the JSON Schema.

    schema.py SCHEMA good FILE-OR-FOLDER...    all of them have to pass
    schema.py SCHEMA bad LIST FOLDER...        none of them may, but those in LIST: what
                                               is wrong with these is beyond a schema

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


def judge_good(validator, places):
    for path in descriptions(places):
        found = problem(validator, path)
        yield found and f"{path}: {found}"


def judge_bad(validator, places):
    lines = pathlib.Path(places[0]).read_text().splitlines()
    beyond = {line for line in lines if line and not line.startswith("#")}
    for path in descriptions(places[1:]):
        passes = not problem(validator, path)
        listed = path.stem in beyond
        beyond.discard(path.stem)
        yield passes != listed and f"{path}: {'passes' if passes else 'does not pass'}"
    yield from (f"{name}: there is no such file" for name in sorted(beyond))


def main():
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    judge = judge_good if sys.argv[2] == "good" else judge_bad
    judged = list(judge(validator, sys.argv[3:]))
    wrong = [one for one in judged if one]
    print("\n".join(wrong + [f"{len(judged)} descriptions, {len(wrong)} wrongly judged"]))
    return 1 if wrong or not judged else 0


sys.exit(main())
