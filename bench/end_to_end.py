# SPDX-License-Identifier: BSD-3-Clause
"""What the benchmarks over vhost-user share: whose turn it is, figures, rows."""

import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import time

CPU_CLIENT, CPU_BACK_END = 0, 1


def missing(programs):
    """Why it can't be measured here; None: it can."""
    for program in programs:
        if not shutil.which(program):
            return f"no {program}: run tools/setup bench"
    if len(os.sched_getaffinity(0)) < 2:
        return "it takes two CPUs, one for the client and one for the back end"
    return None


class BackEnd:
    """A program that listens on sockets, on the second CPU. It runs only in its turn."""

    def __init__(self, command, sockets, folder, **options):
        options.setdefault("stdin", subprocess.DEVNULL)
        self.process = subprocess.Popen(
            ["taskset", "-c", str(CPU_BACK_END), *map(str, command)], cwd=folder,
            process_group=0, **options)
        self.sockets = sockets

    def ready(self, seconds=30):
        end = time.monotonic() + seconds
        while not all(pathlib.Path(socket).exists() for socket in self.sockets):
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{self.process.args[3]} does not listen")
            time.sleep(0.01)
        return self

    def signal(self, number):
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def __enter__(self):
        self.signal(signal.SIGCONT)
        return self

    def __exit__(self, *error):
        self.signal(signal.SIGSTOP)

    def end(self):
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGKILL)
        self.process.wait()


class Results:
    """Rows, one JSON object a line (README.md); each is told on the standard error as well."""

    def __init__(self, path, peer):
        self.file = open(path, "w", encoding="utf-8")
        self.peer = peer

    def write(self, group, row, unit, values, **more):
        self.file.write(json.dumps({"group": group, "row": row, "unit": unit, "values": values,
                                    "better": "more", **more}) + "\n")
        self.file.flush()

    def add(self, group, row, rounds, **more):
        """The medians of rounds of (ours, theirs). `more`: unit, about, why."""
        rounds = [both for both in rounds if all(both)]
        if not rounds:
            self.write(group, row, values={}, **dict(more, why="nothing came in the time"))
            return
        ours, theirs = (statistics.median(side) for side in zip(*rounds))
        lead = statistics.median(a / b for a, b in rounds)
        print(f"  {group}: {row}: {ours:.3g}, {self.peer} {theirs:.3g}: {lead:.2f}x",
              file=sys.stderr, flush=True)
        self.write(group, row, values={"vqsmith": ours, self.peer: theirs}, **more)

    def skip(self, group, unit, why):
        self.write(group, "all", unit, {}, why=why)
