#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Says on what is measured, and whom: a line each."""

import datetime
import os
import pathlib
import re
import subprocess

# Whose virtqueues stand beside ours, and which Debian package each is from.
PEERS = {"rte_vhost": "libdpdk-dev", "net_vhost, testpmd": "dpdk",
         "vringh, virtio_ring.c": "linux-source-6.1", "qemu-storage-daemon": "qemu-system-common"}


def first_line(*command):
    try:
        out = subprocess.run(command, text=True, check=True, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""
    return out.splitlines()[0] if out else ""


def processor():
    text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = re.search(r"^model name\s*: (.*)$", text, re.M)
    words = [model.group(1) if model else os.uname().machine]
    family = re.findall(r"^(cpu family|model|stepping)\s*: (\d+)$", text, re.M)[:3]
    if family:
        words.append(", ".join(f"{name.removeprefix('cpu ')} {value}" for name, value in family))
    words.append(f"{len(os.sched_getaffinity(0))} processors to run on")
    if re.search(r"^flags\s*:.*\bhypervisor\b", text, re.M):
        words.append("a virtual machine")
    return "; ".join(words)


def facts():
    yield "Processor", processor()
    yield "Kernel", "Linux " + ".".join(os.uname().release.split(".")[:2])
    yield "Compiler", first_line("cc", "--version")
    yield "Callgrind", first_line("valgrind", "--version")
    for who, package in PEERS.items():
        version = first_line("dpkg-query", "-W", "-f", "${Version}", package)
        yield who, f"{package} {version}" if version else "not there"
    load = os.getloadavg()[0]
    yield "Load before", f"{load:.1f}" + (", which is not quiet: times are worth little"
                                          if load > len(os.sched_getaffinity(0)) / 2 else "")
    yield "Date", datetime.date.today().isoformat()


for what, words in facts():
    print(f"{what}: {words}")
