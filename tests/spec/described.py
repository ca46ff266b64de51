# SPDX-License-Identifier: BSD-3-Clause
"""What a description states, by the names that C has for it."""
import json
import pathlib
import subprocess
import sys
import tempfile

from layout import OfDescription

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "uapi"))
from c_header import Header  # noqa: E402  (stands in another folder)
from known import Table  # noqa: E402, F401


def run(program, *words):
    return subprocess.run([program, *words], check=True, stdout=subprocess.PIPE,
                          timeout=60).stdout.decode()


class Described:
    def __init__(self, program, description):
        self.model = json.loads(run(program, "show", "--format", "json", description))
        self.prefix = self.model.get("prefix", self.model["name"])
        self.of = OfDescription(self.model)
        self.structures = {}  # name: [leaves], of each thing that has the name
        self.named = set()    # structures that the description names
        # What of a message a listing may show: family.message, both halves in a row;
        # family.message:readable; family.message:readable:body, :header or :trailer.
        self.messages = {}
        self.read_structs()
        self.read_families()
        self.read_facilities()
        self.read_constants(program, description)

    def local(self, name):
        """As tool/generate/names.c has it."""
        for start in (self.prefix + "_", self.model["name"] + "_"):
            if name.startswith(start) and name != start:
                return name[len(start):]
        return name

    def add(self, name, fields, named=True):
        if not fields:
            return
        name = f"virtio_{self.prefix}_{name}"
        self.structures.setdefault(name, []).append(self.of.leaves(fields))
        if named:
            self.named.add(name)

    def read_structs(self):
        for struct in self.model["structs"]:
            self.add(self.local(struct["name"]), struct["fields"])
        self.add("config", (self.model.get("config") or {}).get("fields"))

    def read_families(self):
        for family in self.model["families"]:
            for message in family["messages"]:
                self.read_message(family, message)

    def read_message(self, family, message):
        halves = [message.get(half, {}) for half in ("readable", "writable")]
        both = [half.get("fields", []) for half in halves]
        name = family["name"] if message["name"] == family["name"] else \
            f"{family['name']}.{message['name']}"
        self.messages[name] = self.of.leaves(*both)
        for half, fields in zip(("readable", "writable"), both):
            self.read_parts(f"{name}:{half}", fields)
        for half, fields in zip(halves, both):
            if "struct" in half:
                self.add(half["struct"], fields)
                if fields[0]["extent"] == "rest":
                    self.add(half["struct"], fields[1:])
                if half is halves[0] and both[1]:
                    self.add(half["struct"], both[0] + both[1])
            elif family["name"] == message["name"] and not all(both):
                self.add(self.local(family["name"]), fields, named=False)
        for place, name in family.get("structs", {}).items():
            half, part = place.split("_")
            self.add(name, [field for field in message.get(half, {}).get("fields", [])
                            if field.get("from") == part])

    def read_facilities(self):
        """What administration commands carry."""
        for kind in ("capabilities", "resource_objects", "device_parts"):
            for facility in self.model.get(kind, []):
                self.add(facility["struct"], facility["data"]["fields"])
                if "selector" in facility:
                    self.add(facility["selector_struct"], facility["selector"]["fields"])

    def read_parts(self, label, fields):
        self.messages[label] = self.of.leaves(fields)
        for part in ("header", "trailer", "body"):
            own = None if part == "body" else part
            self.messages[f"{label}:{part}"] = self.of.leaves(
                [field for field in fields if field.get("from") == own])

    def read_constants(self, program, description):
        # The character device of the generated driver is no matter of the specification.
        cut = f"#define VIRTIO_{self.prefix.upper()}_IOC_MAGIC"
        with tempfile.TemporaryDirectory() as folder:
            run(program, "generate", "header", description, "-o", folder)
            path, = pathlib.Path(folder).glob("virtio_*.h")
            self.header = Header(path, cut=cut)
        self.constants = {name: value for name, value in self.header.constants.items()
                          if not name.startswith("VIRTIO_ID_")}
