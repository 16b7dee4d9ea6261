"""Runs stories: each is a function that asks the program or a server and holds the answer against what it must be.

A story file calls main(...) with its stories at the end.  On failure the difference is printed; the last
line is "N passed, M failed" and the exit status is 1 when one failed, 77 (skipped) when a server program
is not installed.
"""

import difflib
import json
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lab.process import Missing  # noqa: E402

RUN_SECONDS = 300
SKIPPED = 77
ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("DIGDRIFT", str(ROOT / "build" / "src" / "cli" / "digdrift"))


class Failed(Exception):
    """What was asked and how the answer differs."""


@dataclass(frozen=True)
class Run:
    """A run of the program: its command line, both streams, exit code and wall time."""

    argv: list[str]
    stdout: str
    stderr: str
    code: int
    seconds: float

    def rows(self) -> list[dict]:
        """The objects of jsonl output; a line that is no JSON object fails the story."""
        try:
            return [json.loads(line) for line in self.stdout.splitlines()]
        except ValueError as error:
            raise Failed(f"{self}: no JSON: {error}\n{self.stdout[:2000]}") from error

    def __str__(self) -> str:
        return " ".join(self.argv)


def run(*argv: str, name: str = "digdrift", stdin: str | None = None, cwd: Path | None = None, env: dict | None = None) -> Run:
    """Run the program ($DIGDRIFT, else ./build's), called by another name if name says so."""
    words = [name, *map(str, argv)]
    began = time.monotonic()
    # A colour or a pager must not depend on who runs the tests; the user's own .digrc neither.
    settings = {**os.environ, "NO_COLOR": "1", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "TZ": "UTC", **(env or {})}
    done = subprocess.run(
        words, executable=PROGRAM, input=stdin, capture_output=True, cwd=cwd, env=settings, timeout=RUN_SECONDS, text=True,
        encoding="utf-8", errors="backslashreplace",
    )
    return Run(words, done.stdout, done.stderr, done.returncode, time.monotonic() - began)


def _lines(value: object) -> list[str]:
    if isinstance(value, str):
        return value.splitlines()
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, (list, tuple)):
        return [str(item) for item in value]
    return [str(value)]


def expect(what: object, wanted: object, actual: object) -> None:
    """Fail with a line by line difference unless the two are equal."""
    if wanted == actual:
        return
    lines = difflib.unified_diff(_lines(wanted), _lines(actual), "wanted", "actual", lineterm="", n=2)
    text = "\n".join(lines) or f"wanted {wanted!r}\nactual {actual!r}"
    raise Failed(f"{what}\n{text[:20000]}")


def expect_in(what: object, part: str, whole: str) -> None:
    """Fail unless the text holds the part."""
    if part not in whole:
        raise Failed(f"{what}\nwanted somewhere: {part!r}\nin:\n{whole[:4000]}")


def expect_code(done: Run, code: int) -> None:
    """Fail unless the run ended with the exit code; its output is shown."""
    if done.code != code:
        raise Failed(f"{done}\nexit {done.code}, wanted {code}\nstdout:\n{done.stdout[-4000:]}\nstderr:\n{done.stderr[-4000:]}")


def main(stories: list[Callable[..., None]], world: Callable[[], object] | None = None) -> None:
    """Run every story (with the world, a context manager's value, as its argument) and exit."""
    wanted = sys.argv[1:]
    stories = [story for story in stories if not wanted or story.__name__ in wanted]
    try:
        if world is None:
            failed = sum(not _passes(story) for story in stories)
        else:
            with world() as made:
                failed = sum(not _passes(story, made) for story in stories)
    except Missing as missing:
        print(missing)
        sys.exit(SKIPPED)
    print(f"{len(stories) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def _passes(story: Callable[..., None], *arguments: object) -> bool:
    title = (story.__doc__ or story.__name__).strip().splitlines()[0]
    began = time.monotonic()
    try:
        story(*arguments)
    except Missing:
        raise
    except Failed as failure:
        print(f"FAILED {story.__name__}: {title}\n{failure}\n", flush=True)
        return False
    except Exception:  # a story that stumbles has failed; the others still run
        print(f"FAILED {story.__name__}: {title}\n{traceback.format_exc()}", flush=True)
        return False
    print(f"ok     {story.__name__}: {title} ({time.monotonic() - began:.2f} s)", flush=True)
    return True
