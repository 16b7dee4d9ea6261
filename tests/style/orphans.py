#!/usr/bin/env python3
"""Each row of a door's table has its file, and each file its row: orphans.py ROOT

A door is a table src/<room>/<things>.def with the folder <things> beside it: the row THING(some_name)
stands for <things>/thing_some_name.c.
"""

import re
import sys
from pathlib import Path

import tree

DOORS = ["cli/commands", "check/kinds", "lint/rules", "report/formats", "export/sinks"]
ROW = re.compile(r"^([A-Z]+)\(\s*(\w[\w-]*)", re.MULTILINE)


def main(root: Path) -> int:
    src, seen, faults = root / "src", 0, []
    folders = {src / door for door in DOORS} | {table.with_suffix("") for table in src.rglob("*.def")}
    for folder in sorted(folders):
        table = folder.with_suffix(".def")
        is_door = str(folder.relative_to(src)) in DOORS or folder.is_dir()
        if not is_door or not (table.exists() or folder.exists()):
            continue
        stem = folder.name.removesuffix("s")
        source = table.read_text() if table.exists() else ""
        rows = [f"{macro.lower()}_{name.replace('-', '_')}.c" for macro, name in ROW.findall(source)]
        found = {file.name for file in folder.glob(f"{stem}_*.c")}
        seen += len(set(rows) | found)
        faults += [f"{table}: no file {folder.name}/{name}" for name in sorted(set(rows) - found)]
        faults += [f"{folder / name}: no row in {table.name}" for name in sorted(found - set(rows))]
        faults += [f"{table}: two rows for {name}" for name in sorted(set(rows)) if rows.count(name) > 1]
    return tree.end(seen, faults)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
