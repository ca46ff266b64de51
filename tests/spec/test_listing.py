#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""The reader of the specification's listings, on a chapter of our own."""
import sys
import unittest

from chapter import Chapter
from layout import OfListing
from listing import number_of

TEXT = r"""
\section{Lamp Device}
\begin{description}
\item[VIRTIO_LAMP_F_MOTION (3)] It senses motion, like VIRTIO_LAMP_F_NIGHT (9).
\item[ VIRTIO_LAMP_F_SCENES(0x4) ] It plays scenes.
\item VIRTIO_LAMP_F_HOT (5) It gets hot.
%\item[VIRTIO_LAMP_F_GONE (6)]
\end{description}
0x0800 & \hyperref[sec:Lamp]{VIRTIO_LAMP_CAP} & A capability \\
7 & VIRTIO_LAMP_ROW & A row \\
\begin{lstlisting}[label=x]
#define VIRTIO_LAMP_OP(class, op) (((class) << 8) | (op))
#define VIRTIO_LAMP_DIM \
        VIRTIO_LAMP_OP(2, VIRTIO_LAMP_LOW)
 #define VIRTIO_LAMP_LOW 1 (for the night)
#define VIRTIO_LAMP_WIDE (1 << 33) /* wide */
#define VIRTIO_LAMP_DIM_LATE VIRTIO_LAMP_OP(2, VIRTIO_LAMP_LOW)
#define VIRTIO_LAMP_END 0xff;
enum lamp_mood { VIRTIO_LAMP_CALM = 0x10, VIRTIO_LAMP_BRIGHT, /* , */
        VIRTIO_LAMP_FOREIGN = V4L2_THING, };
struct virtio_lamp_step {
#define VIRTIO_LAMP_INSIDE 4
        le16 level;    // struct comment {
        le8 padding[VIRTIO_LAMP_INSIDE];
}
struct virtio_lamp_request {
        struct virtio_lamp_head { u8 type; char name[3]; } head;
        le16 {
                kind : 12;
                reserved : 4;
        };
        struct { le32 unmap:1; le32 reserved:31; } flags;
        u8 command-specific-data[len];
        le16 late    (Only if VIRTIO_LAMP_F_HOT negotiated)
        struct virtio_lamp_step steps[2];
        union { le32 a; struct { le64 b; le16 c; } d; } u;
        u8 text[<actual size>];
        be32 last;
};
struct virtio_lamp_ctrl { le32 type; $\ldots$ u8 response; };
struct virtio_lamp_macs { le32 entries; u8 macs[entries][6]; };
\end{lstlisting}
\subsection{Legacy Interface: Feature bits}
\begin{lstlisting}
struct virtio_lamp_old { u8 old; };
\end{lstlisting}
\subsubsection{Deeper}
\item[VIRTIO_LAMP_F_OLD (1)]
\subsection{Not so}
\item[VIRTIO_LAMP_F_NEW (2)]
"""


def laid(chapter, name):
    members, = chapter.structures[name]
    return [(leaf.path, leaf.kind, leaf.place, leaf.width)
            for leaf in OfListing(chapter).leaves(members)]


class Listing(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.chapter = Chapter(TEXT)

    def test_constants(self):
        self.assertEqual(self.chapter.constants, {
            "VIRTIO_LAMP_F_MOTION": [3], "VIRTIO_LAMP_F_SCENES": [4],
            "VIRTIO_LAMP_F_HOT": [5], "VIRTIO_LAMP_F_NEW": [2],
            "VIRTIO_LAMP_CAP": [0x800], "VIRTIO_LAMP_ROW": [7],
            "VIRTIO_LAMP_LOW": [1], "VIRTIO_LAMP_WIDE": [1 << 33],
            "VIRTIO_LAMP_DIM_LATE": [0x201], "VIRTIO_LAMP_END": [0xff],
            "VIRTIO_LAMP_CALM": [16], "VIRTIO_LAMP_BRIGHT": [17],
            "VIRTIO_LAMP_INSIDE": [4], "VIRTIO_LAMP_DIM": [0x201]})
        self.assertEqual(self.chapter.unread, [("VIRTIO_LAMP_FOREIGN", "V4L2_THING")])

    def test_structures(self):
        self.assertEqual(list(self.chapter.structures), [
            "virtio_lamp_step", "virtio_lamp_request", "virtio_lamp_head",
            "virtio_lamp_ctrl", "virtio_lamp_macs"])
        self.assertEqual(laid(self.chapter, "virtio_lamp_step"), [
            ("level", "le16", (0, 0), 2), ("padding", "u8", (0, 2), 4)])
        self.assertEqual(laid(self.chapter, "virtio_lamp_request"), [
            ("head.type", "u8", (0, 0), 1), ("head.name", "u8", (0, 1), 3),
            ("kind", "le16", (0, 4), 2), ("flags", "le32", (0, 6), 4),
            ("command_specific_data", "u8", (0, 10), None),
            ("late", "le16", (1, 0), 2), ("steps", "struct", (1, 2), 12),
            ("u", "union", (1, 14), 10), ("text", "u8", (1, 24), None),
            ("last", "be32", (2, 0), 4)])
        self.assertEqual(laid(self.chapter, "virtio_lamp_ctrl"), [
            ("type", "le32", (0, 0), 4), ("...", "...", (0, 4), None),
            ("response", "u8", (1, 0), 1)])
        self.assertEqual(laid(self.chapter, "virtio_lamp_macs")[1],
                         ("macs", "u8", (0, 4), None))

    def test_parts_and_reserved(self):
        members, = self.chapter.structures["virtio_lamp_request"]
        leaves = {leaf.path: leaf for leaf in OfListing(self.chapter).leaves(members)}
        self.assertEqual(leaves["kind"].parts, ["kind", "reserved"])
        self.assertEqual(leaves["flags"].parts, ["unmap", "reserved"])
        members, = self.chapter.structures["virtio_lamp_step"]
        self.assertTrue(OfListing(self.chapter).leaves(members)[1].reserved)

    def test_numbers(self):
        for text, value in (("1 << 4 | 2", 18), ("(3 + 4) << 1", 14), ("0x10 (ten)", 16),
                            ("NAME", None), ("", None), ("7 & 3", 3), ("2 <<", 2)):
            self.assertEqual(number_of(text, {}), value, text)

    def test_bad_listings(self):
        for text in ("struct a { le16 x:3; };", "struct a { le16 x;",
                     "struct a { le16 { low 3; }; };"):
            with self.assertRaises(ValueError, msg=text):
                Chapter("\\begin{lstlisting}\n" + text + "\n\\end{lstlisting}")


if __name__ == "__main__":
    sys.exit(0 if unittest.main(exit=False).result.wasSuccessful() else 1)
