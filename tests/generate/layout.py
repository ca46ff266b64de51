#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Asks compilers whether a generated header lays out what the model says.

    layout.py VQSMITH DESCRIPTION...

The numbers are those of `vqsmith show --format json`; each becomes a
_Static_assert, so that a compiler names every one that is wrong. What ioctls
take is the same in 32-bit and in 64-bit programs: each offset of the one is
asserted of the other.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile


def member_asserts(structure, fields, prefix=""):
    for field in fields:
        if field["extent"] in ("one", "array"):
            yield (f"offsetof(struct {structure}, {prefix}{field['name']}) == "
                   f"{field['offset']}", f"{structure}.{field['name']}")
            yield (f"sizeof(((struct {structure} *)0)->{prefix}{field['name']}) == "
                   f"{field['size']}", f"size of {structure}.{field['name']}")


def model_asserts(model):
    device = model.get("prefix", model["name"])

    def local(name):
        for start in (device + "_", model["name"] + "_"):
            if name.startswith(start) and name != start:
                return name[len(start):]
        return name

    for structure in model["structs"]:
        name = f"virtio_{device}_{local(structure['name'])}"
        yield from member_asserts(name, structure["fields"])
        yield f"sizeof(struct {name}) == {structure['size']}", name
    if model.get("config", {}).get("fields"):
        name = f"virtio_{device}_config"
        yield from member_asserts(name, model["config"]["fields"])
        yield f"sizeof(struct {name}) == {model['config']['size']}", name
    for feature in model["features"]:
        yield (f"VIRTIO_{device}_F_{feature['name']}".upper() + f" == {feature['bit']}",
               feature["name"])


def compiles(text, *options):
    done = subprocess.run(["gcc", "-std=gnu11", "-xc", *options, "-"], input=text.encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60,
                          check=False)
    if done.returncode:
        print(done.stdout.decode(errors="replace"))
    return done.returncode == 0


def asserting(header, asserts):
    lines = [f'#include "{header}"', "#include <stddef.h>"]
    lines += [f'_Static_assert({expression}, "{about}");' for expression, about in asserts]
    return "\n".join(lines) + "\n"


def ioctl_asserts(header, folder):
    """Where members lie for this machine, as asserts for another."""
    text = re.sub(r"/\*.*?\*/", "", header.read_text(), flags=re.S)
    lines = []
    for name, body in re.findall(r"^struct (virtio_\w+_(?:ioc_\w+|read)) \{\n(.*?)^\};", text,
                                 re.S | re.M):
        lines.append(f'printf("sizeof(struct {name}) == %zu\\n", sizeof(struct {name}));')
        for member in re.findall(r"(\w+)(?:\[\d+\])?;", body):
            place = f"offsetof(struct {name}, {member})"
            lines.append(f'printf("{place} == %zu\\n", {place});')
    program = (f'#include <stdio.h>\n#include <stddef.h>\n#include "{header}"\n'
               "int main(void) {\n" + "\n".join(lines) + "\nreturn 0; }\n")
    if not lines:
        return []
    if not compiles(program, "-o", f"{folder}/places"):
        sys.exit(1)
    places = subprocess.run([f"{folder}/places"], stdout=subprocess.PIPE, check=True)
    return [(line, line) for line in places.stdout.decode().splitlines()]


def check(program, folder, description):
    subprocess.run([program, "generate", "header", description, "-o", folder], check=True,
                   timeout=60)
    shown = subprocess.run([program, "show", "--format", "json", description], check=True,
                           timeout=60, stdout=subprocess.PIPE)
    model = json.loads(shown.stdout)
    header = pathlib.Path(folder) / f"virtio_{model.get('prefix', model['name'])}.h"
    asserts = list(model_asserts(model))
    ioctls = ioctl_asserts(header, folder)
    narrow = ["-m32", "-I/usr/include/x86_64-linux-gnu", "-fsyntax-only"]
    good = compiles(asserting(header, asserts), "-fsyntax-only")
    good &= compiles(asserting(header, asserts + ioctls), *narrow)
    return len(asserts) + len(ioctls), good


def main():
    program, *descriptions = sys.argv[1:]
    count, bad = 0, 0
    for description in descriptions:
        with tempfile.TemporaryDirectory() as folder:
            number, good = check(program, folder, description)
        count += number
        bad += not good
    print(f"{count} numbers of {len(descriptions)} descriptions, {bad} failed")
    return 1 if bad or count == 0 else 0


sys.exit(main())
