#!/usr/bin/env python3
"""The house's rules that a compiler does not hold. Each finding says what would be right.

usage: tests/tidy/tidy.py [FOLDER]      prints findings, exits 1 if there is one
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2])
COLUMNS, LINES, FUNCTION = 100, 500, 60
BANNED = {"manager", "helper", "util", "utils", "common", "misc", "base", "impl", "info", "processor"}
CJK_LITERAL = re.compile(r'"[^"\n]*[\u4e00-\u9fff][^"\n]*"')


def findings(path: pathlib.Path):
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    is_test = path.stem.endswith("_test") or path.name in ("small_pack.h", "good_pack.h")
    if path.suffix == ".h" and not text.startswith("//"):
        yield 1, "a header opens with what it does: add a head comment"
    if len(lines) > LINES and not is_test:
        yield len(lines), f"{len(lines)} lines; split the file along its data flow (at most {LINES})"
    for word in re.split(r"[_.]", path.name):
        if word in BANNED:
            yield 1, f'"{word}" says nothing; name the file after its notion in GLOSSARY.md'
    for number, line in enumerate(lines, 1):
        code = line.split("//")[0]
        width = sum(2 if ord(c) > 0x2E7F else 1 for c in line) if not is_test else 0
        if width > COLUMNS + 20 or (len(line) > COLUMNS and not is_test):
            yield number, f"longer than {COLUMNS} columns; break the line"
        if re.search(r"\b(TODO|FIXME|XXX)\b", line):
            yield number, "write a decision file or do it; no TODO in the tree"
        if "#include \"../" in line:
            yield number, "include by the path below src/; add the room to EXPOSES or USES"
        if not is_test and "src/cli" not in str(path) and CJK_LITERAL.search(code):
            yield number, "Chinese text lives in the pack or in web/src/locales, not in C++"
        if re.search(r"\bnew [A-Z]|\bdelete [a-z]", code):
            yield number, "no naked new or delete; use values or std::unique_ptr"
    if not is_test:
        yield from long_functions(lines)


def long_functions(lines):
    """clang-format puts a function's closing brace in column one."""
    start = None
    for number, line in enumerate(lines, 1):
        opens = line.endswith("{") and line[:1] not in (" ", "}", "#", "/")
        if opens and not line.startswith(("namespace", "class", "struct", "enum", "union")):
            start = number
        elif line.startswith("}") and start is not None:
            if number - start > FUNCTION:
                yield start, f"a function of {number - start} lines; at most {FUNCTION}"
            start = None


def main():
    count = 0
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix not in (".h", ".cc"):
            continue
        for line, what in findings(path):
            print(f"{path.relative_to(ROOT)}:{line}: {what}")
            count += 1
    print(f"{count} findings")
    sys.exit(1 if count else 0)


main()
