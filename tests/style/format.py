#!/usr/bin/env python3
"""Every C file is as clang-format leaves it: format.py ROOT

Needs clang-format 14, since each version lays out some lines in its own way; says skipped without it.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import tree

VERSION = 14
SKIPPED = 77  # exit status that meson shows as a skipped test


def formatter() -> str | None:
    for name in (f"clang-format-{VERSION}", "clang-format"):
        if shutil.which(name):
            out = subprocess.run([name, "--version"], capture_output=True, text=True, check=True).stdout
            if re.search(rf"version {VERSION}\.", out):
                return name
    return None


def main(root: Path) -> int:
    program = formatter()
    if not program:
        print(f"skipped: no clang-format {VERSION} here")
        return SKIPPED
    files = [str(file) for file in tree.files(root, ["src", "tests"], (".c", ".h"))]
    if not files:
        return tree.end(0, [])
    run = subprocess.run([program, "--dry-run", "-Werror", *files], capture_output=True, text=True, check=False)
    first: dict[str, str] = {}
    for line in run.stderr.splitlines():
        if match := re.match(r"(.*?):\d+:\d+: error: ", line):
            first.setdefault(match[1], line)
    faults = list(first.values())
    if run.returncode != 0 and not faults:
        faults = [run.stderr.strip()]
    return tree.end(len(files), faults)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
