#!/usr/bin/env python3
"""Sums the last run of meson test: totals.py BUILD/meson-logs/testlog.json

A test that counts for itself (TAP, or a last line "N passed, M failed") counts with its numbers.
"""

import json
import re
import sys
from pathlib import Path

COUNT = re.compile(r"^(\d+) passed, (\d+) failed$")
TAP = re.compile(r"^(not )?ok \d+")


def counted(output: str) -> tuple[int, int]:
    lines = output.strip().splitlines()
    match = COUNT.match(lines[-1]) if lines else None
    if match:
        return int(match[1]), int(match[2])
    taps = [found[1] for found in map(TAP.match, lines) if found]
    if taps:
        return taps.count(None), len(taps) - taps.count(None)
    return 0, 0


def main(log: Path) -> int:
    passed = failed = 0
    for line in log.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]:
        try:
            test = json.loads(line)
        except ValueError as error:
            print(f"{log}: {error}")
            failed += 1
            continue
        good, bad = counted(test.get("stdout", ""))
        if test["result"] == "SKIP":
            print(f"skipped: {test['name']}")
        elif test["result"] in ("OK", "EXPECTEDFAIL"):
            passed += max(good, 1)
        else:
            print(f"failed: {test['name']} ({test['result']})")
            passed += good
            failed += max(bad, 1)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
