#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Whether generated headers are what a program may include.

    headers.py alone VQSMITH DESCRIPTION...
    headers.py install VQSMITH DESCRIPTION...

alone: each compiles with nothing before it, twice in a row, as C90 to C17 and as C++.
install: each goes through what Linux does with its own: scripts/headers_install.sh, then
the test of usr/include, with the flags that stand there. The kernel's source is the one
that guest/prepare has unpacked; without it, exit status 77.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
STRICT = ["-Wall", "-Wextra", "-Werror", "-fsyntax-only"]
LANGUAGES = [("-xc", standard) for standard in
             ("-std=c90", "-std=c99", "-std=c11", "-std=gnu11", "-std=c17")] + \
            [("-xc++", standard) for standard in ("-std=c++11", "-std=c++17", "-std=c++20")]


def failed(command, **how):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=60, check=False, **how)
    if done.returncode or done.stdout:
        print(" ".join(map(str, command)))
        print(done.stdout.decode(errors="replace"))
    return bool(done.returncode or done.stdout)


def generate(program, description, folder):
    subprocess.run([program, "generate", "header", description, "-o", folder], check=True,
                   stdout=subprocess.DEVNULL, timeout=60)
    path, = pathlib.Path(folder).glob("virtio_*.h")
    return path


def alone(program, descriptions):
    """How many compilations there were, and how many failed."""
    compilers = [name for name in ("gcc", "clang") if shutil.which(name)]
    count = bad = 0
    for description in descriptions:
        with tempfile.TemporaryDirectory() as folder:
            header = generate(program, description, folder)
            for compiler in compilers:
                for language, standard in LANGUAGES:
                    count += 1
                    bad += failed([compiler, language, standard, *STRICT, "-include", header,
                                   "-include", header, "/dev/null"])
    print(f"{len(descriptions)} headers, {count} compilations, {bad} failed")
    return bad


# ---- As Linux installs its own -------------------------------------------------


def kernel_source():
    """The tree that guest/prepare has made, or None."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    for tree in sorted(cache.glob("vqsmith/kernel-*/src")):
        if (tree / "usr/include/Makefile").exists():
            return tree
    return None


class Kernel:
    """A place where the scripts of a kernel's source can do their work."""

    def __init__(self, source, place):
        self.source, self.place = source, pathlib.Path(place)
        self.include = self.place / "usr/include"
        (self.place / "scripts").mkdir()
        (self.include / "linux").mkdir(parents=True)
        for header in pathlib.Path("/usr/include/linux").glob("*.h"):
            (self.include / "linux" / header.name).symlink_to(header)
        subprocess.run(["gcc", "-o", self.place / "scripts/unifdef",
                        source / "scripts/unifdef.c"], check=True)
        makefile = (source / "usr/include/Makefile").read_text()
        self.flags = re.search(r"^UAPI_CFLAGS := (.*)", makefile, re.M)[1].split()

    def install(self, header):
        installed = self.include / "linux" / header.name
        installed.unlink(missing_ok=True)
        return failed(["sh", self.source / "scripts/headers_install.sh", header, installed],
                      cwd=self.place) or not installed.exists()

    def test(self, header):
        """What usr/include/Makefile does for a header's hdrtest."""
        installed = self.include / "linux" / header.name
        return failed(["gcc", *self.flags, "-Werror", "-I", self.include, "-I",
                       self.source / "usr/dummy-include", "-fsyntax-only", "-x", "c",
                       "/dev/null", "-include", installed, "-include", installed]) + \
            failed(["perl", self.source / "usr/include/headers_check.pl", self.include,
                    "x86", installed])


def notices(kernel, folder):
    """Whether it refuses a header that has a CONFIG_ in it and includes what is not
    there: else it would find nothing at all."""
    bad = pathlib.Path(folder) / "virtio_bad.h"
    bad.write_text("#include <linux/nothing.h>\nstruct virtio_bad { __u8 CONFIG_BAD; };\n")
    with open(os.devnull, "w", encoding="utf-8") as null:
        out, sys.stdout = sys.stdout, null
        try:
            found = kernel.install(bad) and kernel.test(bad) == 2
        finally:
            sys.stdout = out
    return found


def install(program, descriptions):
    source = kernel_source()
    if source is None:
        print("no source of Linux with usr/include in the cache: remove its directory "
              "kernel-*, if there is one, and run guest/prepare kernel")
        return None
    bad = 0
    with tempfile.TemporaryDirectory() as place:
        kernel = Kernel(source, place)
        for description in descriptions:
            with tempfile.TemporaryDirectory() as folder:
                header = generate(program, description, folder)
                bad += kernel.install(header) or kernel.test(header)
        bad += not notices(kernel, place)
    print(f"{len(descriptions)} headers installed, {bad} problems")
    return bad


def main():
    how, program, *descriptions = sys.argv[1:]
    bad = {"alone": alone, "install": install}[how](program, descriptions)
    return SKIPPED if bad is None else 1 if bad else 0


sys.exit(main())
