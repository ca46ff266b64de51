# SPDX-License-Identifier: BSD-3-Clause
"""A chapter of the specification: its listings, and the constants that its text has."""
import pathlib
import re
import subprocess

from listing import Listings, number_of

SECTION = re.compile(r"\\(chapter|section|subsection|subsubsection|paragraph|"
                     r"subparagraph)\*?\{((?:[^{}]|\{[^{}]*\})*)\}")
LEVELS = {name: level for level, name in enumerate(
    ("chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph"))}
LISTING = re.compile(r"\\begin\{lstlisting\}(?:\[[^\n]*\])?\n(.*?)\\end\{lstlisting\}", re.S)
# \item[VIRTIO_X_F_Y (3)], \item VIRTIO_X_F_Y (3)
ITEM = re.compile(r"\\item\s*\[?\s*(VIRTIO_\w+)\s*\((\d+|0x[0-9a-f]+)\s*\)")
# A row of a table: 0x0800 & \hyperref[...]{VIRTIO_X_Y} & ...
ROW = re.compile(r"^(\d+|0x[0-9a-fA-F]+)\s*&\s*(?:\\hyperref\[[^]]*\]\{)?\s*"
                 r"(VIRTIO_\w+)", re.M)


# In the section on virtqueues: \item[0] requestq - what it is for
QUEUE = re.compile(r"\\item\[(\d+)\]\s*(.*)")
# \item[VIRTIO_X_F_Y] Requires VIRTIO_X_F_Z or VIRTIO_X_F_W.
REQUIRES = re.compile(r"\\item\[\s*VIRTIO_[A-Z0-9]+_F_(\w+)\s*\]\s*Requires\s"
                      r"((?:(?!\\item|\\end).)*)", re.S)


class Specification:
    """A checkout of the specification, or a bare repository of it."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.bare = not (self.path / "device-types").is_dir()
        if self.bare and not (self.path / "objects").is_dir():
            raise SystemExit(f"{path} is no checkout of the virtio specification: "
                             "it has no folder device-types")

    def run(self, *words):
        return subprocess.run(["git", f"--git-dir={self.path}", *words], check=True,
                              stdout=subprocess.PIPE).stdout.decode()

    def devices(self):
        if self.bare:
            names = self.run("ls-tree", "-r", "--name-only", "HEAD", "device-types")
        else:
            names = "\n".join(str(path.relative_to(self.path)) for path in
                              self.path.glob("device-types/*/description.tex"))
        return sorted(re.findall(r"device-types/(\w+)/description\.tex", names))

    def text(self, device):
        name = f"device-types/{device}/description.tex"
        if self.bare:
            return self.run("show", f"HEAD:{name}")
        return (self.path / name).read_text()


def without_legacy(text):
    """The text without the sections on the legacy interface."""
    kept, at, skipping = [], 0, None
    for match in SECTION.finditer(text):
        level = LEVELS[match[1]]
        if skipping is None:
            kept.append(text[at:match.start()])
        if skipping is None or level <= skipping:
            skipping = level if "Legacy Interface" in match[2] else None
        at = match.start()
    if skipping is None:
        kept.append(text[at:])
    return "".join(kept)


def section(text, title):
    """The text of the section of that title, up to the next one."""
    found = list(SECTION.finditer(text))
    for match, after in zip(found, found[1:] + [None]):
        if match[2] == title:
            return text[match.end():after.start() if after else None]
    return ""


def without_comments(text):
    return re.sub(r"(?<!\\)%.*", "", text)


class Chapter:
    def __init__(self, text):
        text = without_legacy(text)
        listings = Listings()
        for match in LISTING.finditer(text):
            listings.add(match[1])
        prose = without_comments(LISTING.sub("", text))
        for name, value in ITEM.findall(prose):
            listings.constant(name, number_of(value, {}))
        for value, name in ROW.findall(prose):
            listings.constant(name, number_of(value, {}))
        listings.settle()
        self.queues = {int(index): re.match(r"[a-z_\- ]*", name.lower())[0].split(" - ")[0]
                       for index, name in QUEUE.findall(section(text, "Virtqueues"))}
        self.requires = {
            feature.lower(): set(re.findall(r"VIRTIO_[A-Z0-9]+_F_(\w+)", needed.lower(),
                                            re.I))
            for feature, needed in REQUIRES.findall(text)}
        self.structures = listings.structures
        self.constants = listings.constants
        self.unread = listings.waiting  # (name, expression) that is no number here
        self.known = listings.known
