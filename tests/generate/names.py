#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""What the generators say of names that make no C program.

    names.py VQSMITH GOOD

GOOD is a description that gives names; each change of it has to be refused.
"""
import pathlib
import subprocess
import sys
import tempfile

CHANGES = [
    ("", "", None),
    ("horn: {opcode: 2, readable: {which: {type: le16, reserved: yes}}",
     "horn: {opcode: 2, readable: {which: le32}",
     "two structures are called virtio_bcn_signal, and they differ"),
    ("struct: seek", "struct: req_turn",
     "two structures are called virtio_bcn_req_turn, and they differ"),
    ("struct: seek", "struct: place",
     "two structures are called virtio_bcn_place, and they differ"),
    ("struct: beam_shape", "struct: config", "this becomes virtio_bcn_config in C"),
    ("which: le16", "code: le16, which: le16", "this becomes code in C"),
    ("readable: {code: {type: le16, role: opcode}}",
     "readable: {code: {type: le16, role: opcode}, which: {type: le16, reserved: yes}}",
     "this becomes which in C"),
    ("readable: {degrees: le32}", "readable: {head: le32}",
     "a field beside a header cannot be called 'head'"),
]


def generate(program, text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "beacon.yaml"
        path.write_text(text)
        done = subprocess.run([program, "generate", "header", path, "-o", folder],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60,
                              check=False)
    return done.returncode, done.stdout.decode()


def main():
    program, good = sys.argv[1:]
    text = pathlib.Path(good).read_text()
    bad = 0
    for old, new, said in CHANGES:
        if old not in text:
            raise SystemExit(f"not in {good}: {old}")
        status, printed = generate(program, text.replace(old, new) if old else text)
        if bool(status) != bool(said) or (said and said not in printed):
            print(f"expected: {said or 'nothing'}\n{printed}")
            bad += 1
    print(f"{len(CHANGES)} descriptions, {bad} not as expected")
    return 1 if bad else 0


sys.exit(main())
