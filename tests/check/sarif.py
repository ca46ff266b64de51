#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Validates what `vqsmith check --format sarif` prints of many descriptions, good and bad.

    sarif.py SCHEMA VQSMITH FOLDER...

SCHEMA is ours: the part of SARIF 2.1.0 that is printed, in our own words, because the
official schema may not be passed on with these files. Who has that one validates with
both:

    VQSMITH_SARIF_SCHEMA=sarif-schema-2.1.0.json meson test check-sarif

Exits with 77 where the Python module jsonschema is missing.
"""
import json
import os
import pathlib
import subprocess
import sys

try:
    import jsonschema
except ImportError as missing:
    print(f"{missing}: install python3-jsonschema")
    sys.exit(77)


def validator(path):
    schema = json.loads(pathlib.Path(path).read_text())
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def log_of(program, *descriptions):
    done = subprocess.run([program, "check", "--format", "sarif", *descriptions],
                          stdout=subprocess.PIPE, timeout=120, check=False)
    return json.loads(done.stdout)


def complaints(validators, log):
    for one in validators:
        for error in one.iter_errors(log):
            yield f"{'/'.join(map(str, error.absolute_path))}: {error.message}"


def indices(log):
    """A result's rule is the one that its index points at."""
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        for result in run["results"]:
            if "ruleIndex" in result and rules[result["ruleIndex"]]["id"] != result["ruleId"]:
                yield f"{result['ruleId']} is not rule {result['ruleIndex']}"


def without_rules(log):
    """The rules are the same in every run: the first time is enough, as they are many."""
    for run in log["runs"]:
        del run["tool"]["driver"]["rules"]
    return log


def refuses(validators, log):
    """A validator that accepts anything is none."""
    result = next(result for run in log["runs"] for result in run["results"])
    result["level"] = "fatal"
    return all(list(one.iter_errors(log)) for one in validators)


def main():
    schema, program, *folders = sys.argv[1:]
    official = os.environ.get("VQSMITH_SARIF_SCHEMA")
    validators = [validator(path) for path in (schema, official) if path]
    files = [path for folder in folders for path in sorted(pathlib.Path(folder).glob("*.yaml"))]
    bad = seen = 0
    for file in files:
        log = log_of(program, file)
        seen += len(log["runs"][0]["results"])
        wrong = list(indices(log))
        if file != files[0]:
            wrong += [] if log["runs"][0]["tool"] == tool else ["other rules"]
            log = without_rules(log)
        else:
            tool = log["runs"][0]["tool"]
        for complaint in [*complaints(validators, log), *wrong]:
            print(f"{file}: {complaint}")
            bad += 1
    together = without_rules(log_of(program, *files))
    bad += len(list(complaints(validators, together))) + (len(together["runs"]) != len(files))
    bad += not refuses(validators, together)
    print(f"{len(files)} descriptions, {seen} results, {len(validators)} schemas, {bad} wrong")
    return 1 if bad or not files else 0


sys.exit(main())
