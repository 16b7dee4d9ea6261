#!/usr/bin/env python3
"""The tree speaks of itself and of DNS alone: topics.py ROOT

No path of one machine, no word of the workplace, no note to self.  tests/style/topics.allow lists
the lines that may: a glob of paths, blanks, a regular expression that the line matches.
"""

import re
import sys
from fnmatch import fnmatch
from pathlib import Path

import tree

TOPS = ["src", "tests", "contrib", "checks", "README.md", "meson.build", "meson_options.txt"]
ALLOW = "tests/style/topics.allow"
TOPICS = re.compile(
    r"(?<![\w.~])/(?:work|home|root|Users)/\w+"  # a path of one machine
    r"|\b(?:TODO|FIXME|XXX|HACK)\b"
    r"|(?i:\b(?:agents?|sessions?|chatbots?|language models?)\b)"
)


def allowed(root: Path) -> list[tuple[str, re.Pattern[str]]]:
    rows = []
    for line in tree.text(root / ALLOW).splitlines() if (root / ALLOW).exists() else []:
        if line and not line.startswith("#"):
            glob, pattern = line.split(None, 1)
            rows.append((glob, re.compile(pattern)))
    return rows


def main(root: Path) -> int:
    rows, seen, faults = allowed(root), 0, []
    for file in tree.files(root, TOPS):
        path = str(file.relative_to(root))
        if path == ALLOW:
            continue
        for number, line in enumerate(tree.text(file).splitlines(), 1):
            seen += 1
            match = TOPICS.search(line)
            if match and not any(fnmatch(path, glob) and pattern.search(line) for glob, pattern in rows):
                faults.append(f"{file}:{number}: speaks of {match[0]!r}")
    return tree.end(seen, faults)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
