# SPDX-License-Identifier: BSD-3-Clause
"""What a C header of an interface says: the fields of its structures, its constants."""
import os
import pathlib
import re
import subprocess
import tempfile

OPTIONS = ["-std=gnu11", "-xc"]
ATTRIBUTE = re.compile(r"__attribute__\s*\(\((?:[^()]|\([^()]*\))*\)\)")


def compile_text(text, *options):
    done = subprocess.run(["gcc", *OPTIONS, *options, "-"], input=text.encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60,
                          check=False, env=os.environ | {"LC_ALL": "C"})
    return done.returncode, done.stdout.decode(errors="replace")


def own_lines(text, path):
    """The lines of preprocessed text that stand in the file itself."""
    inside = False
    for line in text.splitlines():
        marker = re.match(r'# \d+ "(.*?)"', line)
        if marker:
            inside = marker[1] == str(path)
        elif inside:
            yield line


class Members:
    """Reads the members of one structure from the tokens of C."""

    def __init__(self, tokens):
        self.tokens = tokens

    def until_close(self):
        members = []
        while self.tokens[0] != "}":
            members += self.member()
        self.tokens.pop(0)
        return members

    def member(self):
        inner, words = None, []
        if self.tokens[0] in ("struct", "union"):
            self.tokens.pop(0)
            name = self.tokens.pop(0) if self.tokens[0] != "{" else None
            if self.tokens[0] == "{":
                self.tokens.pop(0)
                inner = self.until_close()
            words = ["struct " + name if name else "struct"]
        declarator = []
        while self.tokens[0] != ";":
            declarator.append(self.tokens.pop(0))
        self.tokens.pop(0)
        return list(self.declared(words, declarator, inner))

    @staticmethod
    def declared(words, declarator, inner):
        """(name or None, type, whether of no known length, whether an array, inner)"""
        dimensions = declarator.index("[") if "[" in declarator else len(declarator)
        names = [word for word in declarator[:dimensions] if word not in (",", "*")]
        if not words:
            words = [names.pop(0)]
        open_end = declarator[dimensions:dimensions + 2] == ["[", "]"]
        array = dimensions < len(declarator)
        for name in names or [None]:
            yield name, words[0], open_end, array, inner


def structures_of(text):
    tokens = re.findall(r"\w+|[^\s\w]", ATTRIBUTE.sub("", text))
    found = {}
    while len(tokens) > 2:
        if tokens[0] == "struct" and tokens[2] == "{":
            name = tokens[1]
            del tokens[:3]
            found[name] = Members(tokens).until_close()
        else:
            tokens.pop(0)
    return found


def leaves(structures, members, prefix=""):
    """(path, type, whether of no known length) of each field that is no structure."""
    for name, kind, open_end, array, inner in members:
        place = prefix + (name or "")
        if inner is None and kind.startswith("struct ") and not array:
            inner = structures.get(kind.split()[1])
        if inner is None or array:
            yield place, kind, open_end
        else:
            yield from leaves(structures, inner, place + "." if name else prefix)


class Header:
    def __init__(self, path, cut=None):
        """`cut`: what of it starts with this line is left out."""
        self.path = pathlib.Path(path)
        with tempfile.TemporaryDirectory() as folder:
            if cut:
                text = self.path.read_text().split(cut)[0] + "\n#endif\n"
                self.path = pathlib.Path(folder) / self.path.name
                self.path.write_text(text)
            self.read()

    def read(self):
        include = f'#include "{self.path}"\n'
        text = "\n".join(own_lines(compile_text(include, "-E")[1], self.path))
        macros = compile_text(include, "-E", "-dD")[1]
        structures = structures_of(text)
        self.fields = {name: {path: (kind, open_end) for path, kind, open_end
                              in leaves(structures, members)}
                       for name, members in structures.items()}
        names = [match[1] for line in own_lines(macros, self.path)
                 if (match := re.match(r"#define (\w+) \S", line))]
        for body in re.findall(r"\benum\b\s*\w*\s*\{(.*?)\}", text, re.S):
            names += re.findall(r"(\w+)\s*(?:=[^,]*)?(?:,|$)", body.strip())
        self.constants = self.values(include, names)
        self.places = self.values("#include <stddef.h>\n" + include, self.expressions())

    def expressions(self):
        for structure, fields in self.fields.items():
            for path, (_, open_end) in fields.items():
                yield f"offsetof(struct {structure}, {path})"
                if not open_end:
                    yield f"sizeof(((struct {structure} *)0)->{path})"

    @staticmethod
    def values(include, expressions):
        """What each is worth; one that is no integer constant is left out."""
        expressions = list(expressions)
        first = include.count("\n") + 1
        lines = [f"static const long long v{i} = ({text});"
                 for i, text in enumerate(expressions)]
        _, errors = compile_text(include + "\n".join(lines) + "\n", "-w", "-fsyntax-only")
        bad = {int(number) - first for number in
               re.findall(r"^<stdin>:(\d+):.*error:", errors, re.M)}
        good = [text for i, text in enumerate(expressions) if i not in bad]
        prints = "".join(f'printf("%lld\\n", (long long)({text}));\n' for text in good)
        with tempfile.TemporaryDirectory() as folder:
            program = f"{folder}/values"
            code, output = compile_text("#include <stdio.h>\n" + include +
                                        "int main(void) {\n" + prints + "return 0; }\n",
                                        "-w", "-o", program)
            if code:
                raise SystemExit(output)
            done = subprocess.run([program], stdout=subprocess.PIPE, check=True)
        return dict(zip(good, map(int, done.stdout.split())))


def failing_asserts(path, asserts):
    """Of {text: expression}, the texts of those that a compiler does not find true."""
    text = f'#include <stddef.h>\n#include "{path}"\n'
    text += "".join(f'_Static_assert({expression}, "{name}");\n'
                    for name, expression in asserts.items())
    code, output = compile_text(text, "-fsyntax-only")
    lines = {int(number) - 3 for number in
             re.findall(r"^<stdin>:(\d+):.*error:", output, re.M)}
    if code and not lines:
        raise SystemExit(output)
    return [name for i, name in enumerate(asserts) if i in lines]
