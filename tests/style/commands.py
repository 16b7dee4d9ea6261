#!/usr/bin/env python3
"""Each `digdrift WORD` that a message, a reason or a document shows is a command: commands.py ROOT

Looked at is what is shown as a line to type: behind a back quote, a quotation mark or a prompt, or
at the start of an indented line.  A word with a dot, a sign or a capital is a name to look up.
"""

import re
import sys
from pathlib import Path

import tree

SHOWN = re.compile(r"(?:[`\"|]|\$ |^[ \t]+)digdrift\s+([a-z]+)(?![\w.@=:/-])", re.MULTILINE)
ROW = re.compile(r"^COMMAND\((\w+)\)", re.MULTILINE)


def main(root: Path) -> int:
    table = root / "src/cli/commands.def"
    known = set(ROW.findall(tree.text(table))) if table.is_file() else set()
    seen, faults = 0, []
    for file in tree.files(root, ["src", "checks", "contrib", "README.md"]):
        source = tree.text(file)
        for match in SHOWN.finditer(source):
            seen += 1
            if match[1] not in known:
                line = source.count("\n", 0, match.start()) + 1
                faults.append(f"{file}:{line}: there is no command {match[1]}")
    return tree.end(seen, faults)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
