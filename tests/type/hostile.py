#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Descriptions that try to take all time, memory or stack there is.

    hostile.py PROGRAM

Each has to be read or refused, without many words, and soon: the time limit is a safety
net.
"""
import pathlib
import subprocess
import sys
import tempfile

HEAD = "device: lamp\nid: experimental\nsummary: A lamp.\n"
SIZE = 1 << 20


def fill(head, line, tail=""):
    """As many lines as fit in the largest file; {0} counts them."""
    parts, size, count = [head], len(head) + len(tail), 0
    while True:
        part = line.format(count)
        if size + len(part) > SIZE:
            return "".join(parts) + tail
        parts.append(part)
        size += len(part)
        count += 1


def messages():
    fields = "".join(f"        a{i}: u8\n" for i in range(1000))
    return fill(HEAD + "messages:\n  m:\n    summary: x\n    header:\n      readable:\n"
                "        type: {type: le32, role: opcode}\n" + fields,
                "    m{0}: {{opcode: {0}, summary: x}}\n")


def sections(line, per=1000):
    """Sections of 1000 entries: the most that one may have."""
    text = [HEAD, "enums:\n"]
    size = len(HEAD) + 7
    for number in range(SIZE):
        part = ("" if number % per else f"  e{number}:\n    values:\n") + line.format(number)
        if size + len(part) > SIZE:
            return "".join(text)
        text.append(part)
        size += len(part)


def conditions():
    names = "".join(f"  f{i}: {{bit: {i}, summary: x}}\n" for i in range(256))
    some = " or ".join(f"f{i}" for i in range(16))
    return fill(HEAD + "features:\n" + names + "config:\n",
                "  c{0}: {{type: u8, summary: x, if: (" + some + ") and (" + some + ")}}\n")


CASES = {
    "ten megabytes": "# x\n" * (10 * SIZE // 4),
    "just too large": "#" * 80 + "\n" * SIZE,
    "deep brackets": HEAD + "features: " + "[" * 10000 + "]" * 10000 + "\n",
    "deep brackets in lines": HEAD + "features: " + "[\n " * 10000 + "]" * 10000 + "\n",
    "deep braces": HEAD + "features: " + "{a: " * 900 + "}" * 900 + "\n",
    "deep blocks": "".join(f"{' ' * i}a:\n" for i in range(1000)),
    "deep dashes": HEAD + "features:\n  " + "- " * 1000 + "\n",
    "only brackets": "[" * (SIZE - 1),
    "only brackets in lines": "[\n" * (SIZE // 2),
    "only question marks": "? " * (SIZE // 2),
    "only anchors": fill(HEAD + "features:\n", "  &a{0} a{0}: x\n"),
    "unknown keys": fill(HEAD, "a{0}: x\n"),
    "features": fill(HEAD + "features:\n", "  a{0}: {{bit: 1, summary: x}}\n"),
    "fields": fill(HEAD + "config:\n", "  a{0}: u8\n"),
    "values": sections("      v{0}: {0}\n"),
    "bad values": sections("      v{0}: x\n"),
    "same values": sections("      v{0}: 1\n"),
    "messages": messages(),
    "conditions": conditions(),
    "structures": fill(HEAD + "structs:\n", "  s{0}: {{summary: x, fields: {{a: s1}}}}\n"),
    "long line": HEAD + "description: " + "x" * (SIZE // 2) + "\n",
    "long lines": fill(HEAD, "# " + "x" * 4000 + "\n", "description: 灯" + "x" * 4000),
    "zeros": "\0" * SIZE,
    "random lines": fill("", "\x1b[{0}m\n"),
}


# Large, and right all the same.
GOOD = ("values", "long lines")


def main():
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "hostile.yaml"
        for name, text in CASES.items():
            path.write_text(text)
            try:
                done = subprocess.run([sys.argv[1], path], capture_output=True,
                                      timeout=60)
                ended = f"ended with {done.returncode}"
                good = done.returncode == (name not in GOOD)
                good = good and len(done.stdout) < 1 << 20
                good = good and (name in GOOD or done.stdout + done.stderr)
            except subprocess.TimeoutExpired:
                ended, good = "took more than a minute", False
            if not good:
                print(f"{name}: {ended}")
                bad += 1
    print(f"{len(CASES)} hostile descriptions, {bad} not refused as they should be")
    return 1 if bad else 0


sys.exit(main())
