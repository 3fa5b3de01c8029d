#!/usr/bin/env python3
"""The house's rules that a compiler does not hold. Each finding says what would be right.

usage: tests/tidy/tidy.py [FOLDER]      prints findings, exits 1 if there is one

Reads src/, tests/, packs/ and the picture of the rooms below FOLDER (this repository). Tested by tests/tidy/tidy_test.py:
a folder of bad files and the findings they must give.
"""
import pathlib
import re
import sys

COLUMNS, LINES, FUNCTION, STORY = 100, 500, 60, 300
PACK_COLUMNS = 120
BANNED = {"manager", "helper", "util", "utils", "common", "misc", "base", "impl", "info", "processor"}

# A library is the private matter of one file, or of the few named (a folder's where it ends in "/"). Tests may
# read reference figures with nlohmann.
LIBRARIES = {
    "nlohmann/": ("src/files/json_tree.cc", "read JSON with files/json_tree.h"),
    "CLI/": ("src/cli/command_line.cc", "describe the command by the values of cli/command_line.h"),
    "curl/": ("src/server/client.cc", "ask others with server/client.h"),
    "boost/asio": ("src/server/network.cc", "speak HTTP through server/http.h"),
    "boost/beast": ("src/server/request_reader.cc", "speak HTTP through server/http.h"),
    "sqlite3.h": ("src/store/", "only store knows SQL: give it a value to keep"),
    "libpq-fe.h": ("src/store/", "only store knows SQL: give it a value to keep"),
    "openssl/": ("src/ledger/sm2.cc src/services/identity/issuer_key.cc src/services/identity/small_issuer.h",
                 "sign and check with ledger/key.h, an issuer's tokens with services/identity/issuer_key.h"),
    "fido": ("src/services/identity/passkey.cc", "check passkeys with services/identity/passkey.h"),
    "yaml-cpp/": ("src/files/yaml_tree.cc", "read YAML with files/yaml_tree.h"),
    "xlsxwriter": ("src/cli/workbook.cc", "write workbooks with cli/workbook.h"),
}

# Files whose literals hold Chinese characters by right, each with its reason.
CHINESE_BY_RIGHT = {
    "src/assistant/text/normalise.cc": "Unicode mechanics: forms of one character become one",
}

# C++ as tokens: a comment, a number with its separators, a raw string, a string, a character.
TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/
      |\b\d(?:[\w.]|'(?=\w))*
      |(?:u8|[uUL])?R"(?P<mark>[^(\s]*)\((?P<raw>.*?)\)(?P=mark)"
      |(?:u8|[uUL])?"(?P<text>(?:\\.|[^"\\\n])*)"
      |(?:u8|[uUL])?'(?P<char>(?:\\.|[^'\\\n])+)'""", re.S | re.X)
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|((?:\\x[0-9a-fA-F]{2})+)")
CHINESE = re.compile("[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60\U00020000-\U0003ffff]")
HEAD = re.compile(r"(?://[^\n]*\n)*")
NAMED_TEST = re.compile(r"[\w./-]+\.(?:cc|h|py|sh|mjs|case)\b|tests/[\w/-]+")


def unescaped(text: str) -> str:
    """What the escapes of a literal stand for."""
    def character(match):
        short, long, octets = match.groups()
        if octets:
            return bytes.fromhex(octets.replace("\\x", "")).decode("utf-8", "ignore")
        return chr(int(short or long, 16))
    return ESCAPE.sub(character, text)


def literals(text: str):
    """Each string and character of a C++ file with the line it begins on."""
    for match in TOKEN.finditer(text):
        content = match["raw"]
        if content is None:
            escaped = match["text"] if match["text"] is not None else match["char"]
            content = None if escaped is None else unescaped(escaped)
        if content is not None:
            yield text.count("\n", 0, match.start()) + 1, content


def width(line: str) -> int:
    return sum(2 if ord(c) > 0x2E7F else 1 for c in line)


class Tree:
    """The files below a root, and every finding in them."""

    def __init__(self, root: pathlib.Path):
        self.root = root
        below = [path for folder in ("src", "tests", "packs") for path in (root / folder).rglob("*") if path.is_file()]
        names = {path.relative_to(root).as_posix() for path in below}
        self.files = {name for name in names if not name.startswith("tests/tidy/bad/")}
        self.names = {name.rsplit("/", 1)[-1] for name in self.files if not name.startswith("packs/")}

    def findings(self):
        for name in sorted(self.files):
            cpp = name.startswith("src/") and name.endswith((".h", ".cc"))
            pack = name.startswith("packs/") and name.endswith(".yaml")
            rules = (self.cpp_rules if cpp else self.pack_rules if pack else None)
            if rules:
                text = (self.root / name).read_text(encoding="utf-8")
                for line, what in sorted(rules(name, text)):
                    yield name, line, what
            if re.fullmatch(r"src/.+/CMakeLists\.txt", name):
                yield from self.shown_rooms(name)

    def shown_rooms(self, name: str):
        """A room stands in the table of rooms and in the picture of the house."""
        room = name.removesuffix("/CMakeLists.txt")
        for document, words in (("ARCHITECTURE.md", f"`{room}`"), ("docs/pictures/house.svg", room.rsplit("/", 1)[-1])):
            text = (self.root / document).read_text(encoding="utf-8")
            if not re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text):
                yield name, 1, f"{document} does not name this room; add it"

    def cpp_rules(self, name: str, text: str):
        lines = text.removesuffix("\n").split("\n")
        stem = name.rsplit("/", 1)[-1].split(".")[0]
        is_test = stem.endswith("_test") or stem.startswith(("small_", "good_"))
        yield from named(name)
        yield from forbidden_code(lines)
        yield from self.named_tests(text)
        yield from libraries(name, lines, is_test)
        if stem.endswith("_test"):
            yield from self.runs(name)
        if is_test:
            return
        yield from self.head(name, text, len(lines))
        yield from too_large(lines)
        if not name.startswith("src/cli/") and name not in CHINESE_BY_RIGHT:
            yield from chinese_text(text)

    @staticmethod
    def pack_rules(name: str, text: str):
        for number, line in enumerate(text.split("\n"), 1):
            if width(line) > PACK_COLUMNS:
                yield number, f"longer than {PACK_COLUMNS} columns (a Chinese character takes two); break the line"

    def head(self, name: str, text: str, count: int):
        if text.startswith("//"):
            return
        if name.endswith(".h"):
            yield 1, "a header opens with what it does: add a head comment"
        elif name[:-3] + ".h" not in self.files:
            yield 1, "no header tells what this file does: open it with a head comment"
        elif count > STORY:
            yield 1, f"more than {STORY} lines: open it with a head comment on how it works"

    def named_tests(self, text: str):
        """Every file after "Tested by" in the head, up to the end of its paragraph."""
        head = HEAD.match(text).group(0).split("\n")
        begins = next((i for i, line in enumerate(head) if "Tested by" in line), len(head))
        for number, line in enumerate(head[begins:], begins + 1):
            if line in ("//", ""):
                break
            for named_file in NAMED_TEST.findall(line.split("Tested by")[-1]):
                if not self.exists(named_file):
                    yield number, f'"{named_file}" does not exist; write it, or name the test that does test this'

    def exists(self, named_file: str) -> bool:
        if "/" not in named_file:
            return named_file in self.names
        inside = named_file.rstrip("/") + "/"
        return any(name.startswith(inside) or f"/{name}".endswith("/" + named_file) for name in self.files)

    def runs(self, name: str):
        folder, file = name.rsplit("/", 1)
        build = self.root / folder / "CMakeLists.txt"
        if not build.exists() or file not in re.split(r"[\s()]+", build.read_text(encoding="utf-8")):
            yield 1, f"never runs: add it to TESTS in {folder}/CMakeLists.txt"


def named(name: str):
    for word in re.split(r"[_.]", name.rsplit("/", 1)[-1]):
        if word in BANNED:
            yield 1, f'"{word}" says nothing; name the file after its notion in GLOSSARY.md'


def forbidden_code(lines):
    for number, line in enumerate(lines, 1):
        if re.search(r"\b(TODO|FIXME|XXX)\b", line):
            yield number, "write a decision file or do it; no TODO in the tree"
        if '#include "../' in line:
            yield number, "include by the path below src/; add the room to EXPOSES or USES"
        if re.search(r"\bnew [A-Z]|\bdelete [a-z]", line.split("//")[0]):
            yield number, "no naked new or delete; use values or std::unique_ptr"


def libraries(name: str, lines, is_test: bool):
    for number, line in enumerate(lines, 1):
        include = re.match(r'#include [<"]([^>"]+)', line)
        if not include:
            continue
        for library, (owner, remedy) in LIBRARIES.items():
            owned = any(name.startswith(one) if one.endswith("/") else name == one for one in owner.split())
            read_in_test = is_test and library == "nlohmann/"
            if include[1].startswith(library) and not owned and not read_in_test:
                yield number, f"only {owner} includes {library.rstrip('/')}; {remedy}"


def chinese_text(text: str):
    for number, content in literals(text):
        if CHINESE.search(content):
            yield number, "Chinese text lives in the pack or in web/src/locales, not in C++"


def too_large(lines):
    if len(lines) > LINES:
        yield len(lines), f"{len(lines)} lines; split the file along its data flow (at most {LINES})"
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS or width(line) > COLUMNS + 20:
            yield number, f"longer than {COLUMNS} columns; break the line"
    start = None
    for number, line in enumerate(lines, 1):  # clang-format puts a function's closing brace in column one
        opens = line.endswith("{") and line[:1] not in (" ", "}", "#", "/")
        if opens and not line.startswith(("namespace", "class", "struct", "enum", "union")):
            start = number
        elif line.startswith("}") and start is not None:
            if number - start > FUNCTION:
                yield start, f"a function of {number - start} lines; at most {FUNCTION}"
            start = None


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2])
    found = list(Tree(root.resolve()).findings())
    for name, line, what in found:
        print(f"{name}:{line}: {what}")
    print(f"{len(found)} findings")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
