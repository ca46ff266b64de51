# SPDX-License-Identifier: BSD-3-Clause
"""Where each field of a structure lies: of a listing, and of a description.

A place is (part, offset): parts of variable length divide a structure, and offsets
count from its start or from the end of the last part of variable length.
"""
from listing import WIDTHS, number_of


# The bytes of structures that foreign standards define, for 64-bit Linux.
FOREIGN = {"struct fuse_in_header": 40, "struct fuse_out_header": 16,
           "struct fuse_read_in": 40, "struct v4l2_buffer": 88, "struct v4l2_plane": 64,
           "struct v4l2_event": 136}


class Leaf:
    """A field that is no structure itself."""

    def __init__(self, path, kind, place, width, *, reserved=False, parts=(),
                 anonymous=False):
        self.path = path
        self.anonymous = anonymous
        self.name = path.rsplit(".", 1)[-1]
        self.kind = kind          # "u8", "le32", or "struct NAME" of a foreign standard
        self.place = place
        self.width = width        # in bytes, all elements; None: of variable length
        self.reserved = reserved
        self.parts = parts        # names of the parts of a number

    def where(self):
        part, offset = self.place
        return f"{offset}{' after part ' + str(part) if part else ''}"

    def what(self):
        width = "any length" if self.width is None else f"{self.width} bytes"
        return f"{self.path} ({self.kind}, {width} at {self.where()})"


class Cursor:
    """Lays fields out, one after the other."""

    def __init__(self):
        self.part, self.offset, self.leaves = 0, 0, []

    def add(self, path, kind, width, **more):
        self.leaves.append(Leaf(path, kind, (self.part, self.offset), width, **more))
        if width is None:
            self.part, self.offset = self.part + 1, 0
        else:
            self.offset += width


# ---- Of listings -------------------------------------------------------------


def is_reserved(name):
    return name.strip("_").rstrip("0123456789").startswith(
        ("reserved", "padding", "unused", "pad_")) or name == "pad"


class OfListing:
    """Leaves of the structures of one chapter."""

    def __init__(self, chapter):
        self.chapter = chapter

    def leaves(self, members):
        cursor = Cursor()
        self.walk(cursor, members, "")
        return cursor.leaves

    def count(self, lengths):
        """How many elements; None: it varies."""
        count = 1
        for text in lengths:
            number = number_of(text, self.chapter.known) if text else None
            if number is None or not text.replace("_", "").isalnum():
                return None
            count *= number
        return count

    def walk(self, cursor, members, prefix):
        """A number that has parts is called as the structure that is nothing else."""
        if len(members) == 1 and members[0].bits and prefix:
            self.parts(cursor, members[0], prefix.rstrip("."))
            return
        for member in members:
            self.member(cursor, member, prefix)

    def inside(self, member):
        if member.inside is None and member.kind.startswith("struct "):
            return self.chapter.structures.get(member.kind.split()[1], [None])[0]
        return member.inside

    def member(self, cursor, member, prefix):
        path = prefix + (member.name or "")
        inside = self.inside(member)
        if member.kind.startswith("union"):
            self.union(cursor, inside, path, member.name)
        elif member.kind == "...":
            cursor.add(prefix + "...", "...", None)
        elif member.bits:
            self.parts(cursor, member, path if member.name else
                       prefix + member.bits[0][0])
        elif inside is None:
            self.number(cursor, member, path)
        else:
            self.structure(cursor, member, inside, path + "." if member.name else prefix)

    @staticmethod
    def parts(cursor, member, path):
        cursor.add(path, member.kind, WIDTHS[member.kind],
                   parts=[name for name, _ in member.bits])

    def number(self, cursor, member, path):
        count = self.count(member.lengths)
        width = WIDTHS.get(member.kind, FOREIGN.get(member.kind))
        kind = {"char": "u8", "le8": "u8"}.get(member.kind, member.kind)
        fixed = count is not None and width is not None
        cursor.add(path, kind, count * width if fixed else None,
                   reserved=is_reserved(member.name))

    def structure(self, cursor, member, inside, prefix):
        if not member.lengths:
            self.walk(cursor, inside, prefix)
            return
        count = self.count(member.lengths)
        element = self.leaves(inside)
        size = None if any(leaf.width is None for leaf in element) else \
            sum(leaf.width for leaf in element)
        fixed = count is not None and size is not None
        cursor.add(prefix.rstrip("."), "struct", count * size if fixed else None)

    def union(self, cursor, inside, path, name):
        """The slot as a whole; what it may hold is compared as structures."""
        sizes = []
        for member in inside:
            other = Cursor()
            self.member(other, member, "")
            sizes.append(None if any(leaf.width is None for leaf in other.leaves)
                         else other.offset)
        width = None if None in sizes else max(sizes)
        cursor.add(path.rstrip(".") or "union", "union", width, anonymous=not name)


# ---- Of descriptions ---------------------------------------------------------


def part_names(field):
    """Of a number that has bits or flags with names."""
    names = [part["name"] for part in field.get("bits", [])]
    if field.get("values", {}).get("flags"):
        names += [value["name"] for value in field["values"]["values"]]
    return names


class OfDescription:
    """Leaves of the structures of one model, as `show --format json` prints it."""

    def __init__(self, model):
        self.structs = {struct["name"]: struct for struct in model["structs"]}

    def leaves(self, *lists):
        cursor = Cursor()
        for fields in lists:
            self.walk(cursor, fields, "")
        return cursor.leaves

    def walk(self, cursor, fields, prefix):
        for field in fields:
            self.field(cursor, field, prefix)

    def field(self, cursor, field, prefix):
        path = prefix + field["name"]
        fixed = field["extent"] in ("one", "array")
        if field["kind"] == "struct" and field["extent"] == "one":
            self.walk(cursor, self.structs[field["struct"]]["fields"], path + ".")
            return
        cursor.add(path, field["kind"], field["size"] if fixed else None,
                   reserved=field.get("role") == "reserved", parts=part_names(field))
