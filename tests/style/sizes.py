#!/usr/bin/env python3
"""No source file is longer than 300 lines: sizes.py ROOT"""

import sys
from pathlib import Path

import tree

LINES_MAX = 300


def main(root: Path) -> int:
    seen, faults = 0, []
    for file in tree.files(root, ["src"], (".c", ".h")):
        seen += 1
        lines = len(tree.text(file).splitlines())
        if lines > LINES_MAX:
            faults.append(f"{file}: {lines} lines, {LINES_MAX} are allowed")
    return tree.end(seen, faults)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
