#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Tries every key of the language misspelled, twice, with nonsense after it, and missing.

    keys.py SCHEMA PROGRAM FILE...

The files are good ones that use every key at least once. PROGRAM --json FILE prints
findings. What has to come of each change is an error at its very place; a key that may
be left out has to be no error. Exits with 77 where the Python module yaml is missing.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError as missing:
    print(f"{missing}: install python3-yaml")
    sys.exit(77)

MAPPINGS = ("properties", "additionalProperties")


class Use:
    """A key in a file: whose it is, and where it and its value stand; kind None: a name."""

    def __init__(self, kind, key, pair, required):
        self.kind, self.name, self.required = kind, key, required
        self.key, self.value = pair

    def ends(self, text):
        """Where the value ends, blanks before the next key not counted."""
        start = self.value.start_mark.index
        return start + len(text[start:self.value.end_mark.index].rstrip())


def resolve(schema, part):
    """The alternatives that are mappings, as (name, schema)."""
    if "$ref" in part:
        name = part["$ref"].rsplit("/", 1)[1]
        return [(name, one) for _, one in resolve(schema, schema["definitions"][name])]
    if "anyOf" in part and not any(word in part for word in MAPPINGS):
        return [found for one in part["anyOf"] for found in resolve(schema, one)]
    return [(None, part)] if any(word in part for word in MAPPINGS) else []


def fits(node, part):
    """Whether a mapping is of this kind: a family has messages, or is one."""
    keys = {key.value for key, _ in node.value}
    wanted = {one["required"][0] for one in part.get("anyOf", ())}
    return not wanted or bool(wanted & keys)


def uses(schema, node, alternatives):
    if not isinstance(node, yaml.MappingNode):
        return
    good = [one for one in alternatives if fits(node, one[1])]
    kind, part = good[-1] if good else (None, {})
    for key, value in node.value:
        own = part.get("properties", {}).get(key.value)
        if own is not None:
            yield Use(kind, key.value, (key, value), key.value in part.get("required", ()))
            yield from uses(schema, value, resolve(schema, own))
            for item in value.value if isinstance(value, yaml.SequenceNode) else ():
                yield from uses(schema, item, resolve(schema, own.get("items", {})))
        elif isinstance(part.get("additionalProperties"), dict):
            yield Use(None, key.value, (key, value), False)
            yield from uses(schema, value, resolve(schema, part["additionalProperties"]))


def all_keys(schema):
    for name, part in schema["definitions"].items():
        for _, mapping in resolve(schema, part):
            for key in mapping["properties"]:
                yield name, key


class Tester:
    def __init__(self, program, folder):
        self.program = program
        self.file = pathlib.Path(folder) / "changed.yaml"
        self.tried = self.failed = 0

    def errors(self, text):
        self.file.write_text(text)
        done = subprocess.run([self.program, "--json", self.file], capture_output=True,
                              text=True, timeout=60)
        if done.returncode not in (0, 1) or done.stderr:
            raise SystemExit(f"ended with {done.returncode}: {done.stderr}\n{text}")
        found = json.loads(done.stdout)["findings"]
        return [one for one in found if one["severity"] == "error"]

    def expect(self, what, use, good, found):
        self.tried += 1
        if good:
            return
        self.failed += 1
        print(f"{what}: {use.kind} {use.name} (line {use.key.start_mark.line + 1}):")
        for one in found or ["nothing found"]:
            print(f"    {one if isinstance(one, str) else one['message']}")

    @staticmethod
    def at(found, mark, line=0, column=0):
        place = (mark.line + 1 + line, mark.column + 1 + column)
        return [one for one in found if (one.get("line"), one.get("column")) == place]

    def misspelled(self, text, use):
        start, end = use.key.start_mark.index, use.key.end_mark.index
        found = self.errors(text[:start] + use.name[:-1] + "q" + text[end:])
        good = len(self.at(found, use.key.start_mark)) == 1
        self.expect("misspelled", use, good, found)

    def twice(self, text, use, flow):
        start = use.key.start_mark.index
        column = use.key.start_mark.column
        more = f"{use.name}: 1, " if flow else f"{use.name}: 1\n{' ' * column}"
        found = self.errors(text[:start] + more + text[start:])
        here = self.at(found, use.key.start_mark, *((0, len(more)) if flow else (1, 0)))
        self.expect("twice", use, len(here) == 1 and "twice" in here[0]["message"], found)

    def nonsense(self, text, use):
        start, end = use.value.start_mark.index, use.ends(text)
        found = self.errors(text[:start] + "[[]]" + text[end:])
        lines = [use.value.start_mark.line + 1]
        if use.kind is None:
            lines.append(use.key.start_mark.line + 1)
        self.expect("nonsense", use, any(one["line"] in lines for one in found), found)

    def missing(self, text, use):
        start, end = use.key.start_mark.index, use.ends(text)
        if text[end:end + 2] == ", ":
            end += 2
        found = self.errors(text[:start] + text[end:])
        told = [one for one in found if f"no '{use.name}'" in one["message"]]
        self.expect("missing", use, len(told) == 1, found)


def in_flow(node, use):
    """Whether the mapping around a key is written in braces."""
    return any(key is use.key and one.flow_style for one in mappings(node)
               for key, _ in one.value)


def mappings(node):
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from mappings(value)
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from mappings(item)


def main():
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text())
    missing = set(all_keys(schema))
    with tempfile.TemporaryDirectory() as folder:
        tester = Tester(sys.argv[2], folder)
        for path in map(pathlib.Path, sys.argv[3:]):
            text = path.read_text()
            root = yaml.compose(text)
            for use in list(uses(schema, root, resolve(schema, schema))):
                if use.kind is None:
                    tester.nonsense(text, use)
                    continue
                missing.discard((use.kind, use.name))
                flow = in_flow(root, use)
                tester.misspelled(text, use)
                tester.twice(text, use, flow)
                tester.nonsense(text, use)
                if use.required:
                    tester.missing(text, use)
    for kind, key in sorted(missing):
        print(f"no file has the key {key} of {kind}")
    print(f"{tester.tried} changes, {tester.failed} not found where they are")
    return 1 if tester.failed or missing else 0


sys.exit(main())
