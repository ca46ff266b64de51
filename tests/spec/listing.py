# SPDX-License-Identifier: BSD-3-Clause
"""Reads the listings of the virtio specification, which are C in most places.

What they have beyond C: le32 and be16 as types; parts of a number, as members of a
structure or as `le16 { low: 12; high: 4; };`; names with hyphens; lengths that are a
sentence, `[<the actual size>]`; members of variable length before others; conditions
in parentheses in a semicolon's place; closing braces without a semicolon.
"""
import re

WIDTHS = {"char": 1, "u8": 1, "le8": 1, "u16": 2, "u32": 4, "u64": 8} | {
    f"{order}{bits}": bits // 8 for order in ("le", "be") for bits in (16, 32, 64)}
TOKEN = re.compile(r"""[A-Za-z_]\w*(?:-[A-Za-z_]\w*)*   # a name, maybe with hyphens
                     | 0[xX][0-9a-fA-F]+ | \d+ | <<|>> | \S""", re.X)
ELLIPSIS = re.compile(r"\$\\l?dots\$|\\l?dots\b|\.\.\.")


class Member:
    """A member of a structure: its type, name and lengths, or what is inside it."""

    def __init__(self, kind, name, lengths=(), inside=None, bits=None):
        self.kind = kind        # "le32", "struct NAME", "struct", "union", "bits", "..."
        self.name = name        # None: anonymous
        self.lengths = lengths  # texts, one for each pair of brackets
        self.inside = inside    # members of a structure or union that stands here
        self.bits = bits        # [(name, width)] of a number that has parts


# ---- Constants ---------------------------------------------------------------


def number_of(text, constants):
    """What the expression at the start of the text is worth, or None."""
    tokens = TOKEN.findall(text.replace("\\\n", " "))
    value, rest = or_of(tokens, constants)
    return value if rest is not tokens else None


def binary(operators, operand):
    def read(tokens, constants):
        left, tokens = operand(tokens, constants)
        while left is not None and tokens and tokens[0] in operators:
            right, rest = operand(tokens[1:], constants)
            if right is None:
                break
            left, tokens = operators[tokens[0]](left, right), rest
        return left, tokens
    return read


def primary(tokens, constants):
    if not tokens:
        return None, tokens
    first = tokens[0]
    if first == "(":
        value, rest = or_of(tokens[1:], constants)
        return (value, rest[1:]) if rest[:1] == [")"] else (None, tokens)
    if first[0].isdigit():
        return int(first, 0), tokens[1:]
    if callable(constants.get(first)) and tokens[1:2] == ["("]:
        return call(constants[first], tokens[2:], constants)
    value = constants.get(first)
    return (None, tokens) if value is None or callable(value) else (value, tokens[1:])


def call(macro, tokens, constants):
    """A macro with its arguments, from behind the parenthesis."""
    values = []
    while True:
        value, tokens = or_of(tokens, constants)
        values.append(value)
        if tokens[:1] != [","]:
            break
        tokens = tokens[1:]
    if tokens[:1] != [")"] or None in values:
        return None, tokens
    return macro(values), tokens[1:]


plus_of = binary({"+": lambda a, b: a + b, "-": lambda a, b: a - b}, primary)
shift_of = binary({"<<": lambda a, b: a << b, ">>": lambda a, b: a >> b}, plus_of)
or_of = binary({"|": lambda a, b: a | b, "&": lambda a, b: a & b}, shift_of)


def macro_of(parameters, body, constants):
    def macro(values):
        return number_of(body, constants | dict(zip(parameters, values)))
    return macro


# ---- Structures --------------------------------------------------------------


class Members:
    """Reads the members of structures from tokens."""

    def __init__(self, tokens):
        self.tokens = tokens

    def next(self):
        if not self.tokens:
            raise ValueError("the listing ends in the middle of a structure")
        return self.tokens.pop(0)

    def take(self, token):
        """Whether the next token is that one, which is then gone."""
        if self.tokens[:1] == [token]:
            self.tokens.pop(0)
            return True
        return False

    def to_close(self):
        members = []
        while not self.take("}"):
            if not self.take(";"):
                members += self.member()
        return join_bits(members)

    def member(self):
        kind = self.next()
        if kind == "...":
            return [Member("...", None)]
        if kind in ("struct", "union"):
            return self.structure(kind)
        if self.take("{"):
            return [self.number_of_parts(kind)]
        return self.declarator(kind)

    def structure(self, kind):
        tag = None
        if self.tokens[0] != "{":
            tag = self.next()
        if not self.take("{"):
            return self.declarator(f"{kind} {tag}")
        inside = self.to_close()
        name, lengths = None, ()
        if self.tokens and re.match(r"[A-Za-z_]", self.tokens[0]) and \
           self.tokens[0] not in ("struct", "union"):
            name, lengths = self.next(), self.lengths()
        self.take(";")
        return [Member(f"{kind} {tag}" if tag else kind, name, lengths, inside)]

    def number_of_parts(self, kind):
        """`le16 { low: 12; high: 4; };`, from behind the brace."""
        parts = []
        while not self.take("}"):
            name = self.next()
            if self.next() != ":":
                raise ValueError(f"a part without a width: {name}")
            parts.append((name, int(self.next())))
            self.take(";")
        name = None if self.tokens[:1] == [";"] else self.next()
        self.take(";")
        return Member(kind, name, bits=parts)

    def declarator(self, kind):
        name = self.next()
        if self.take(":"):
            width = int(self.next())
            self.take(";")
            return [Member("bits", kind, bits=[(name, width)])]
        lengths = self.lengths()
        self.take(";")
        return [Member(kind, name.replace("-", "_"), lengths)]

    def lengths(self):
        found = []
        while self.take("["):
            words = []
            while not self.take("]"):
                words.append(self.next())
            found.append(" ".join(words))
        return tuple(found)


def join_bits(members):
    """Parts of numbers that are members become the numbers that they fill."""
    joined, parts, filled = [], [], 0
    for member in members:
        if member.kind != "bits":
            joined.append(member)
            continue
        kind, (part,) = member.name, member.bits
        parts.append(part)
        filled += part[1]
        if filled == WIDTHS[kind] * 8:
            joined.append(Member(kind, None, bits=parts))
            parts, filled = [], 0
    if parts:
        raise ValueError("the parts do not fill a number: " + ", ".join(dict(parts)))
    return joined


# ---- Listings ----------------------------------------------------------------

DEFINE = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)(\([\w, ]*\))?[ \t]*"
                    r"((?:[^\n\\]|\\.|\\\n)*)$", re.M)


def plain(text):
    """The listing without comments and what LaTeX adds; conditions are comments."""
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    text = re.sub(r"//.*", " ", text)
    text = ELLIPSIS.sub(" ...; ", text)
    return re.sub(r"\(Only if[^)]*\)", ";", text, flags=re.I)


class Listings:
    """What the listings of a chapter declare, one listing after the other."""

    def __init__(self):
        self.structures = {}  # name: [members], as often as it is declared
        self.constants = {}   # name: [values]
        self.known = {}       # name: value or function, for expressions
        self.waiting = []     # (name, expression) that no number comes from, so far

    def add(self, text):
        text = plain(text)
        defines = list(DEFINE.finditer(text))
        for match in defines:
            self.define(*match.groups())
        self.settle()
        self.declarations(TOKEN.findall(DEFINE.sub("", text)
                                        .replace("...;", "\0").replace("\0", " \0 ")))

    def define(self, name, parameters, body):
        if parameters:
            words = [word.strip() for word in parameters[1:-1].split(",")]
            self.known[name] = macro_of(words, body, self.known)
        else:
            self.waiting.append((name, body.strip()))

    def settle(self):
        """Reads what waited for a constant that is known now: C does so as well."""
        while True:
            waiting, self.waiting = self.waiting, []
            for name, text in waiting:
                value = number_of(text, self.known)
                if value is None:
                    self.waiting.append((name, text))
                else:
                    self.constant(name, value)
            if len(self.waiting) == len(waiting):
                break

    def constant(self, name, value):
        values = self.constants.setdefault(name, [])
        if value not in values:
            values.append(value)
        self.known.setdefault(name, value)

    def declarations(self, tokens):
        tokens = ["..." if token == "\0" else token for token in tokens]
        while tokens:
            if tokens[0] == "struct" and tokens[2:3] == ["{"]:
                self.structure(tokens)
            elif tokens[0] == "enum":
                self.enumeration(tokens)
            else:
                tokens.pop(0)

    def structure(self, tokens):
        name = tokens[1]
        del tokens[:3]
        self.declare(name, Members(tokens).to_close())

    def declare(self, name, members):
        self.structures.setdefault(name, []).append(members)
        for member in members:
            if member.inside:
                self.inner(member)

    def inner(self, member):
        """A structure that is declared inside another one and has a name of its own."""
        if member.kind.startswith("struct "):
            self.declare(member.kind.split()[1], member.inside)
            return
        for each in member.inside:
            if each.inside:
                self.inner(each)

    def enumeration(self, tokens):
        while tokens and tokens.pop(0) != "{":
            pass
        value = -1
        while tokens and tokens[0] != "}":
            name = tokens.pop(0)
            words = []
            while tokens and tokens[0] not in (",", "}"):
                words.append(tokens.pop(0))
            if tokens[:1] == [","]:
                tokens.pop(0)
            given = number_of(" ".join(words[1:]), self.known) if words else None
            if words and given is None:
                self.waiting.append((name, " ".join(words[1:])))
                continue
            value = value + 1 if given is None else given
            self.constant(name, value)
