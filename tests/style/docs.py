#!/usr/bin/env python3
"""Each path of the tree that the README, a manual or a comment names exists: docs.py ROOT

A path begins with a top folder (src/...), or names a source file from src/ or from the folder of
the file that speaks (base/str.h, formats/format_text.c).  Names with <...> stand for many.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import tree

TOPS = ["src", "tests", "contrib", "checks"]
PATH = re.compile(r"(?<![\w/.$<>{}~:-])(?:\./)?([\w.+-]+(?:/[\w.+*-]+)+/?)(?![\w<>{}$])")
SOURCE = (".c", ".h", ".def", ".py")


def spoken(file: Path) -> Iterator[tuple[int, str]]:
    """What a file says to a reader, with line numbers."""
    source = tree.text(file)
    if file.suffix in (".c", ".h", ".def"):
        yield from tree.c_comments(source)
    elif file.suffix == ".py":
        yield from tree.python_comments(source)
    elif file.suffix in (".sh", ".build", ".yaml"):
        yield from ((number, line.partition("#")[2]) for number, line in enumerate(source.splitlines(), 1))
    elif file.suffix in (".md", ".scd") or file.parent.name == "man":
        yield from enumerate(source.splitlines(), 1)


def is_missing(root: Path, file: Path, path: str) -> bool:
    """True for a path that is meant to be in the tree and is not."""
    first = path.split("/")[0]
    homes = [home for home in (root / "src", file.parent) if (home / first).is_dir() and path.endswith(SOURCE)]
    if first in TOPS:
        homes.append(root)
    return bool(homes) and not any(list(home.glob(path)) for home in homes)


def main(root: Path) -> int:
    seen, faults = 0, []
    for file in tree.files(root, [*TOPS, "README.md", "meson.build"]):
        for number, words in spoken(file):
            for match in PATH.finditer(words):
                path = match[1].rstrip("./")
                seen += 1
                if is_missing(root, file, path):
                    line = number + words.count("\n", 0, match.start())
                    faults.append(f"{file}:{line}: there is no {path}")
    return tree.end(seen, faults)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
