#!/usr/bin/env python3
"""Runs the rules over tests/tidy/bad, a small tree with every fault, and compares the findings with
bad/expected.txt line by line. `--update` rewrites that file; review its diff.
"""
import difflib
import pathlib
import sys

from tidy import Tree

BAD = pathlib.Path(__file__).resolve().parent / "bad"


def main():
    found = [f"{name}:{line}: {what}\n" for name, line, what in Tree(BAD).findings()]
    expected = BAD / "expected.txt"
    if "--update" in sys.argv:
        expected.write_text("".join(found), encoding="utf-8")
    wanted = expected.read_text(encoding="utf-8").splitlines(keepends=True)
    difference = list(difflib.unified_diff(wanted, found, "expected", "found", n=0))
    sys.stdout.writelines(difference)
    print(f"{len(found)} findings" + (", not those expected" if difference else ", as expected"))
    sys.exit(1 if difference else 0)


main()
