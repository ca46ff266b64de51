#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Requests a second over vhost-user: one client, our front end, on our block device and on
qemu-storage-daemon's export, in turn, with the same disk.

usage: end_to_end_blk.py CLIENT VQS-BLK ROWS.json

The client has the first CPU, the back ends the second one; all but the one whose turn it is
are stopped. A figure is the median of rounds in which they take turns.
"""

import argparse
import contextlib
import os
import pathlib
import subprocess
import tempfile

from end_to_end import CPU_CLIENT, BackEnd, Results, missing

ROUNDS, TIME = 5, 80  # milliseconds
THOUSAND = 1e3
DISK = 64 << 20
PEER = "qemu-storage-daemon"

UNIT = "thousand requests/s"
GROUPS = {"poll": "A disk over vhost-user, the client polls",
          "sleep": "A disk over vhost-user, all sleep"}
ABOUT = ("The client is one program for both, which drives the queue itself, a split one with "
         "EVENT_IDX; the disk is a file in memory, which ours reads with preadv and "
         "qemu-storage-daemon with io_uring, in a thread of its own. At depth 1 a request takes "
         "1000 us divided by the value. ")
ABOUTS = {
    "poll": ABOUT + "The client looks for replies all the time and wants no notifications. Our "
                    "device polls too; qemu-storage-daemon's export can't, its thread waits "
                    "for the eventfd.",
    "sleep": ABOUT + "Client and back end sleep until they are notified."}

OURS = {"poll": ["--poll"], "sleep": []}


def memory_folder():
    """Where a disk is in memory."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


class Rig:
    """Both back ends with one disk; ours polling and sleeping."""

    def __init__(self, folder, client, program):
        self.folder, self.client = folder, client
        self.stack = contextlib.ExitStack()
        disk = folder / "disk"
        disk.write_bytes(bytes(DISK))
        self.ours = {how: self.start(how, [program, *options, "--socket", folder / how, disk])
                     for how, options in OURS.items()}
        self.peer = self.start_peer(disk)

    def start_peer(self, disk):
        """As fast as it is: with io_uring, unless the kernel has none for it."""
        for aio in ("io_uring", "threads"):
            with contextlib.suppress(RuntimeError):
                return self.start("peer", [
                    "qemu-storage-daemon", "--object", "iothread,id=io", "--blockdev",
                    f"driver=file,node-name=file,filename={disk},aio={aio}",
                    "--blockdev", "driver=raw,node-name=disk,file=file",
                    "--export", "type=vhost-user-blk,id=e,node-name=disk,writable=on,"
                    f"iothread=io,addr.type=unix,addr.path={self.folder / 'peer'}"])
        raise RuntimeError("qemu-storage-daemon does not start")

    def start(self, name, command):
        back_end = BackEnd(command, [self.folder / name], self.folder,
                           stdout=subprocess.DEVNULL)
        self.stack.callback(back_end.end)
        back_end.ready().__exit__()
        return back_end

    def measure(self, back_end, way, size, depth, how):
        with back_end:
            done = subprocess.run(
                ["taskset", "-c", str(CPU_CLIENT), self.client, back_end.sockets[0], way,
                 str(size), str(depth), how, str(TIME)], check=True, stdout=subprocess.PIPE)
        return int(done.stdout) / THOUSAND

    def rounds(self, *cell):
        how = cell[-1]
        return [(self.measure(self.ours[how], *cell), self.measure(self.peer, *cell))
                for _ in range(ROUNDS)]


def run(results, rig):
    for how in ("poll", "sleep"):
        for size in (4096, 65536):
            for depth in (1, 32):
                for way in ("in", "out"):
                    name = (f"{'reads' if way == 'in' else 'writes'} of {size >> 10} KiB, "
                            f"depth {depth}")
                    results.add(GROUPS[how], name, rig.rounds(way, size, depth, how),
                                unit=UNIT, about=ABOUTS[how])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("client", type=pathlib.Path, help="bench-blk-client")
    parser.add_argument("program", type=pathlib.Path, help="vqs-blk")
    parser.add_argument("rows", help="where the rows go")
    arguments = parser.parse_args()
    why = missing(["qemu-storage-daemon", "taskset"])
    results = Results(arguments.rows, PEER)
    if why:
        results.skip(GROUPS["poll"], UNIT, why)
        return
    with tempfile.TemporaryDirectory(dir=memory_folder()) as folder:
        rig = Rig(pathlib.Path(folder), arguments.client.resolve(),
                  arguments.program.resolve())
        with rig.stack:
            run(results, rig)


if __name__ == "__main__":
    main()
