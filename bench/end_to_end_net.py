#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Packets a second over vhost-user: one client, dpdk-testpmd's virtio-user, on our network
device and on DPDK's own net_vhost, in turn.

usage: end_to_end_net.py VQS-NET ROWS.json [--mode MODE]...

The client is one process with a port on each back end; it polls, on the first CPU. The back
ends poll on the second one; all but the one whose turn it is are stopped. A figure is the
median of rounds in which they take turns.
"""

import argparse
import contextlib
import os
import pathlib
import re
import subprocess
import tempfile
import threading
import time

from end_to_end import CPU_BACK_END, CPU_CLIENT, BackEnd, Results, missing

ROUNDS, WARM, TIME = 3, 0.03, 0.15  # seconds
MILLION = 1e6
LONG_PACKET = 1500
PEER = "net_vhost"
GROUP, UNIT = "Packets of {} bytes over vhost-user, two cores", "million packets/s"
ABOUT = ("The client is dpdk-testpmd's virtio-user, one process for both back ends, which take "
         "turns: our network device and dpdk-testpmd's net_vhost. Client and back end poll, each "
         "on a core of its own. In `in order` and `vectorized` the client has the options "
         "that it needs, and uses them where the back end has VIRTIO_F_IN_ORDER.")

# name: options of the client's port, whether packets of 1500 bytes are measured as well
MODES = {
    "split": ("packed_vq=0,in_order=0,mrg_rxbuf=0", True),
    "split, mergeable": ("packed_vq=0,in_order=0,mrg_rxbuf=1", False),
    "split, in order": ("packed_vq=0,in_order=1,mrg_rxbuf=0", False),
    "split, vectorized": ("packed_vq=0,in_order=0,mrg_rxbuf=0,vectorized=1", False),
    "packed": ("packed_vq=1,in_order=0,mrg_rxbuf=0", True),
    "packed, mergeable": ("packed_vq=1,in_order=0,mrg_rxbuf=1", False),
    "packed, in order": ("packed_vq=1,in_order=1,mrg_rxbuf=0", False),
    "packed, vectorized": ("packed_vq=1,in_order=1,mrg_rxbuf=0,vectorized=1", False),
}


class Testpmd:
    """An interactive dpdk-testpmd with both of its threads on one CPU."""

    def __init__(self, folder, cpu, vdevs, sockets=()):
        self.text, self.changed = "", threading.Condition()
        command = ["stdbuf", "-oL", "dpdk-testpmd", "--no-huge", "--no-pci",
                   "--no-telemetry", "--no-shconf", "-m", "256",
                   "--lcores", f"(0-1)@{cpu}", "--force-max-simd-bitwidth=512",
                   *(f"--vdev={vdev}" for vdev in vdevs),
                   "--", "-i", "--total-num-mbufs=16384"]
        self.it = BackEnd(command, sockets, folder, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env=dict(os.environ, XDG_RUNTIME_DIR=str(folder)))
        threading.Thread(target=self.read, daemon=True).start()
        self.wait(r"testpmd> ", 0)

    def read(self):
        while chunk := os.read(self.it.process.stdout.fileno(), 65536):
            with self.changed:
                self.text += chunk.decode(errors="replace")
                self.changed.notify_all()

    def wait(self, pattern, start, seconds=60):
        """The match of the pattern in what was said from `start` on."""
        pattern = re.compile(pattern, re.S)
        with self.changed:
            self.changed.wait_for(lambda: pattern.search(self.text, start)
                                  or self.it.process.poll() is not None, seconds)
            match = pattern.search(self.text, start)
        if not match:
            raise RuntimeError(f"testpmd says no {pattern.pattern!r}:\n"
                               + self.text[start:][-3000:])
        return match

    def ask(self, command, pattern=""):
        start = len(self.text)
        self.it.process.stdin.write(command.encode() + b"\n")
        self.it.process.stdin.flush()
        return self.wait(pattern + r".*testpmd> ", start)

    def rate(self, port, counter):
        """Packets a second, as it counts them between two looks."""
        pattern = counter + r"-pps: +(\d+).*?####"
        time.sleep(WARM)
        self.ask(f"show port stats {port}", pattern)
        time.sleep(TIME)
        return int(self.ask(f"show port stats {port}", pattern)[1])


class Way:
    """Which way packets go: the client's and net_vhost's forwarding, our device's option."""

    def __init__(self, name, client, peer, device, counter, length=64):
        self.name, self.client, self.peer = name, client, peer
        self.device, self.counter, self.length = device, counter, length

    @property
    def socket(self):
        return re.sub(r"\W", "", self.device)


def ways(length):
    return [Way("to the device", "txonly", "rxonly", "--sink", "Tx", length),
            Way("from the device", "rxonly", "txonly", f"--source {length}", "Rx", length),
            Way("there and back", "io", "io", "--echo", "Rx", length)]


class Rig:
    """Both back ends, and a client with a port on each device."""

    def __init__(self, folder, program, options):
        self.all = ways(64) + ways(LONG_PACKET)
        devices = {way.socket: way.device for way in self.all}
        self.stack = contextlib.ExitStack()
        self.ports = {name: port for port, name in enumerate([*devices, PEER])}
        paths = {name: folder / name for name in self.ports}
        for path in paths.values():
            path.unlink(missing_ok=True)
        self.ours = {name: self.keep(BackEnd(
            [program, "--socket", paths[name], "--poll", *device.split()],
            [paths[name]], folder, stdout=subprocess.DEVNULL)).ready()
            for name, device in devices.items()}
        self.peer = Testpmd(folder, CPU_BACK_END,
                            [f"net_vhost0,iface={paths[PEER]},queues=1"])
        self.keep(self.peer.it)
        self.client = Testpmd(folder, CPU_CLIENT, [
            f"net_virtio_user{port},path={paths[name]},mac=52:54:00:12:34:{port:02x},"
            f"queues=1,{options}" for name, port in self.ports.items()])
        self.keep(self.client.it)
        for back_end in [*self.ours.values(), self.peer.it]:
            back_end.__exit__()

    def keep(self, back_end):
        self.stack.callback(back_end.end)
        return back_end

    def measure(self, port, way):
        self.client.ask(f"set portlist {port}")
        self.client.ask("start tx_first 8" if way.client == "io" else "start")
        rate = self.client.rate(port, way.counter)
        self.client.ask("stop", "Done")
        return rate / MILLION

    def measure_ours(self, way):
        with self.ours[way.socket]:
            return self.measure(self.ports[way.socket], way)

    def measure_peer(self, way):
        with self.peer.it:
            self.peer.ask("start")
            rate = self.measure(self.ports[PEER], way)
            self.peer.ask("stop", "Done")
            return rate

    def rounds(self, way):
        self.client.ask(f"set fwd {way.client}")
        self.client.ask(f"set txpkts {way.length}")
        with self.peer.it:
            self.peer.ask(f"set fwd {way.peer}")
            self.peer.ask(f"set txpkts {way.length}")
        return [(self.measure_ours(way), self.measure_peer(way)) for _ in range(ROUNDS)]


def run(program, results, modes):
    for mode in modes:
        options, long = MODES[mode]
        with tempfile.TemporaryDirectory() as folder:
            rig = Rig(pathlib.Path(folder), program, options)
            with rig.stack:
                for way in ways(64) + (ways(LONG_PACKET) if long else []):
                    results.add(GROUP.format(way.length), f"{mode}, {way.name}",
                                rig.rounds(way), unit=UNIT, about=ABOUT)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("program", type=pathlib.Path, help="vqs-net")
    parser.add_argument("rows", help="where the rows go")
    parser.add_argument("--mode", action="append", choices=MODES)
    arguments = parser.parse_args()
    why = missing(["dpdk-testpmd", "stdbuf", "taskset"])
    if not why and os.geteuid():
        why = "DPDK's virtio-user and net_vhost want root here"
    results = Results(arguments.rows, PEER)
    if why:
        results.skip(GROUP.format(64), UNIT, why)
    else:
        run(arguments.program.resolve(), results, arguments.mode or MODES)


if __name__ == "__main__":
    main()
