#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Whether the comparison with the specification notices, on a chapter of our own.

    test_compare.py COMPARE VQSMITH DESCRIPTION

DESCRIPTION is that of the beacon; the chapter below says the same. Each change of the
chapter, and of the table of differences, has to be found.
"""
import pathlib
import subprocess
import sys
import tempfile

CHAPTER = r"""
\section{Beacon Device}
\subsection{Virtqueues}\label{sec:Virtqueues}
\begin{description}
\item[0] requests - from the driver
\item[1] signals1
\item[2] events
\end{description}
\subsection{Feature bits}
\begin{lstlisting}
struct virtio_bcn_config {
        struct virtio_bcn_beam_shape { le16 width; le16 height; } beam;
};
struct virtio_bcn_place { le32 x; le32 y; };
struct virtio_bcn_req_head { le16 type; le16 reserved; };
struct virtio_bcn_tail { u8 check; u8 reserved[3]; };
#define VIRTIO_BCN_TURN  1
#define VIRTIO_BCN_BLINK 2
#define VIRTIO_BCN_FIND  3
struct virtio_bcn_req_turn { struct virtio_bcn_req_head head; le32 degrees; };
struct virtio_bcn_turn_reply { u8 status; struct virtio_bcn_tail tail; };
struct virtio_bcn_req_blink { struct virtio_bcn_req_head head; };
struct virtio_bcn_blink_reply { u8 status; struct virtio_bcn_tail tail; };
struct virtio_bcn_seek { struct virtio_bcn_req_head head; le32 who;
        union { u8 name[4]; le32 number; } by;
};
struct virtio_bcn_where {
        u8 status;
        u8 padding[3];
        struct virtio_bcn_place at;
        struct virtio_bcn_tail tail;
};
enum { VIRTIO_BCN_SIGNAL_FLAG = 1, VIRTIO_BCN_SIGNAL_HORN };
struct virtio_bcn_signal { le16 code; le16 which; };
struct virtio_bcn_signal_done { le16 result; };
struct virtio_bcn_sighting { le32 ship; u8 data[]; };
\end{lstlisting}
"""
TABLE = """\
* constant VIRTIO_*_VQ_* - Not in chapters.
beacon constant VIRTIO_BCN_STATUS_* - In the text.
beacon constant VIRTIO_BCN_RESULT_* - In the text.
"""
# What is changed in the chapter, and what the comparison says then.
CHANGES = [
    ("", "", None),
    ("le16 height", "le16 tallness", "field virtio_bcn_beam_shape.height"),
    ("le16 height", "be16 height", "type virtio_bcn_config.beam.height"),
    ("le16 height", "le32 height", "place virtio_bcn_config.beam.height"),
    ("le32 x; le32 y;", "le32 y; le32 x;", "field virtio_bcn_place.x virtio_bcn_place.y"),
    ("} by;", "} by; le32 why;", "field - virtio_bcn_seek.why"),
    ("le16 code; le16 which;", "le16 code;", "field virtio_bcn_signal.which -"),
    ("u8 check; u8 reserved[3];", "u8 check;", "field virtio_bcn_tail.reserved -"),
    ("struct virtio_bcn_tail {", "struct virtio_bcn_end {",
     "structure - virtio_bcn_end: no description names it; "),
    ("struct virtio_bcn_place {", "struct virtio_bcn_spot {",
     "structure virtio_bcn_place -: no listing has it"),
    ("TURN  1", "TURN  4", "value VIRTIO_BCN_TURN VIRTIO_BCN_TURN: 1 is [4]"),
    ("BLINK 2", "WINK 2", "constant VIRTIO_BCN_BLINK -: the chapter has none"),
    ("FIND  3", "FIND  3\n#define VIRTIO_BCN_LOSE 4",
     "constant - VIRTIO_BCN_LOSE: no description has it"),
    ("u8 data[]", "u8 data[4]", "place virtio_bcn_sighting.data"),
    ("[1] signals1", "[1] horns", "queue signals horns: index 1"),
    ("[2] events", "[3] events", "queue - events: index 3"),
    (r"\subsection{Feature bits}", r"\item[VIRTIO_BCN_F_FOG] Requires VIRTIO_BCN_F_SEA.",
     "requires - fog:sea: one side alone says so"),
    (r"\end{lstlisting}", "#define VIRTIO_BCN_X V4L2_X\n\\end{lstlisting}",
     "constant - VIRTIO_BCN_X: no description has it: V4L2_X"),
]
# What is added to the table, and what the comparison says then.
ROWS = [
    ("beacon within beacon_request.find virtio_bcn_seek None.", "no such difference any more"),
    ("beacon constant - VIRTIO_BCN_NONE None.", "no such difference any more"),
    ("beacon structure - virtio_bcn_seek None.", "virtio_bcn_seek is on both sides now"),
    ("beacon message beacon_request.gone virtio_bcn_seek None.",
     "no such difference any more"),
]
# What a listing has that is among the fields of a message, and what is said of it.
WITHIN = [
    ("le32 who; u8 status;", None),
    ("u8 status; le32 who;", "field - virtio_bcn_part.who"),
    ("le32 whom;", "field - virtio_bcn_part.whom"),
]


def compare(command, description, table, chapter):
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder) / "device-types" / "beacon"
        place.mkdir(parents=True)
        (place / "description.tex").write_text(chapter)
        differences = pathlib.Path(folder) / "differences"
        differences.write_text(table)
        done = subprocess.run([command[0], folder, differences, command[1], description],
                              stdout=subprocess.PIPE, timeout=60, check=False)
    return done.returncode, done.stdout.decode()


def main():
    program, vqsmith, names = sys.argv[1:]
    jobs = [(TABLE, CHAPTER.replace(old, new) if old else CHAPTER, said)
            for old, new, said in CHANGES]
    jobs += [(f"{TABLE}{row}\n", CHAPTER, said) for row, said in ROWS]
    within = f"{TABLE}beacon within beacon_request.find virtio_bcn_part Parts.\n"
    jobs += [(within, CHAPTER.replace(r"\end{lstlisting}", "struct virtio_bcn_part { " +
                                      members + " };\n\\end{lstlisting}"), said)
             for members, said in WITHIN]
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        description = pathlib.Path(folder) / "beacon.yaml"
        description.write_text(pathlib.Path(names).read_text())
        for table, chapter, said in jobs:
            status, printed = compare((program, vqsmith), description, table, chapter)
            if (status != 0) != bool(said) or (said and said not in printed):
                print(f"expected: {said or 'nothing'}\n{printed}")
                bad += 1
    print(f"{len(jobs)} comparisons, {bad} not as expected")
    return 1 if bad else 0


sys.exit(main())
