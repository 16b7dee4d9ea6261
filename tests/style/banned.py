#!/usr/bin/env python3
"""No function that overflows, guesses or is not ours to call; memory from the arena: banned.py ROOT

A file that must call malloc itself says so near its top: an "allocates:" comment with the reason.
"""

import re
import sys
from pathlib import Path

import tree

BANNED = (
    "strcpy strcat sprintf vsprintf strtok strtol strtoul strtoll strtoull atoi atol atoll gets alloca system "
    "localtime gmtime rand srand"
)
HEAP = "malloc calloc realloc reallocarray free strdup strndup asprintf vasprintf"
HEAP_HOMES = {"base/arena.c", "base/text.c"}
ALLOCATES = re.compile(r"/\* allocates: \w[^*]+\*/")
TOP_LINES = 40


def call(names: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w.])(?<!->)(" + "|".join(names.split()) + r")\s*\(")


def main(root: Path) -> int:
    src, seen, faults = root / "src", 0, []
    for file in tree.files(root, ["src"], (".c", ".h", ".def")):
        seen += 1
        source = tree.text(file)
        may_allocate = (
            str(file.relative_to(src)) in HEAP_HOMES
            or ALLOCATES.search("\n".join(source.splitlines()[:TOP_LINES]))
        )
        patterns = [call(BANNED)] if may_allocate else [call(BANNED), call(HEAP)]
        for number, line in enumerate(tree.c_code(source).splitlines(), 1):
            names = [name for pattern in patterns for name in pattern.findall(line)]
            if names:
                faults.append(f"{file}:{number}: calls {', '.join(names)}")
    return tree.end(max(seen, len(faults)), faults)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
