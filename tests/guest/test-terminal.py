#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""A person at a terminal gets a shell: sizes, job control, and the terminal as it was."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

RUN = os.path.join(os.path.dirname(__file__), "..", "..", "guest",
                   sys.argv[1] if len(sys.argv) > 1 else "run")
failures = 0


def check(what, good, *details):
    global failures
    print("ok:" if good else "FAILED:", what, *(() if good else details))
    failures += not good


def read_until(fd, word, seconds=60):
    """What comes until the word does, or the end."""
    data, end = b"", time.monotonic() + seconds
    while word not in data and time.monotonic() < end:
        if select.select([fd], [], [], 0.2)[0]:
            try:
                some = os.read(fd, 4096)
            except OSError:
                break
            if not some:
                break
            data += some
    return data


if subprocess.run([RUN, "--run", "true"]).returncode == 77:
    sys.exit(77)

ours, theirs = pty.openpty()
fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 31, 101, 0, 0))
before = termios.tcgetattr(theirs)


def become_session():
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


guest = subprocess.Popen([RUN, "--shell"], stdin=theirs, stdout=theirs, stderr=theirs,
                         preexec_fn=become_session)
prompt = b"guest# "
check("a prompt", prompt in read_until(ours, prompt))
os.write(ours, b"stty size; echo $((6 * 7)) | cat\n")
out = read_until(ours, prompt)
check("the size of the window", b"31 101" in out, out)
check("a command's output", b"\n42\r\n" in out, out)
os.write(ours, b"echo waiting; sleep 1000\n")
read_until(ours, b"waiting\r\n")
# Between a command's echo and its process group a shell takes the key for itself: press again.
for _ in range(20):
    os.write(ours, b"\x03")
    out = read_until(ours, prompt, 3)
    if prompt in out:
        break
check("control-C ends a command, not the guest", prompt in out, out)
os.write(ours, b"exit 9\n")
check("the exit status of the shell", guest.wait(60) == 9, guest.returncode)
check("the terminal's modes are back", termios.tcgetattr(theirs) == before)
sys.exit(failures > 0)
