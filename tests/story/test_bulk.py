#!/usr/bin/python3
"""Bulk runs against an answering machine: one row for each line, whatever happens to the run."""

import csv
import io
import json
import os
import random
import re
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from story import PROGRAM, ROOT, Failed, Run, expect, expect_code, expect_in, main, run

DNSREPLY = os.environ["DNSREPLY"]
HOST = "127.0.0.78"
LINES = 12000
KILLS = 12
SEED = 20
DATA, USAGE, UNANSWERED = 0, 1, 9
FORMS = {
    "text, ids": ["-f", "text", "--ids"],
    "text, ordered": ["-f", "text", "--ordered"],
    "text, both": ["-f", "text", "--ordered", "--ids"],
    "csv": ["-f", "csv"],
    "csv, ordered": ["-f", "csv", "--ordered"],
    "jsonl": ["-f", "jsonl"],
    "jsonl, ordered": ["-f", "jsonl", "--ordered"],
}


@dataclass(frozen=True)
class World:
    port: int
    folder: Path
    names: Path
    wanted: dict[int, str]  # the name of each line that says something


def line_of(number: int) -> str:
    """Mostly names; now and then what is none, what says nothing, and what other formats must escape."""
    odd = {7: "", 11: "# a comment", 13: 'a"b\\"c.bench.test', 17: "two..dots", 19: f"w-{number}.bench.test MX", 23: "é.bench.test TXT", 29: "w-1.bench.test NONSENSE"}
    return odd.get(number % 1000, f"w-{number}.bench.test")


@contextmanager
def machine(*options: str) -> Iterator[int]:
    """The answering machine at a port of its own."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    child = subprocess.Popen([DNSREPLY, "-a", HOST, "-p", str(port), "-t", "500", *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(500):
            if run("bulk", "-q", "--timeout", "100ms", "--tries", "1", "-p", port, f"@{HOST}", stdin="w-1.bench.test\n").code == DATA:
                break
        else:
            raise Failed("the answering machine does not answer")
        yield port
    finally:
        child.kill()
        child.wait()


@contextmanager
def world() -> Iterator[World]:
    lines = [line_of(number) for number in range(1, LINES + 1)]
    wanted = {number: line.split()[0] for number, line in enumerate(lines, 1) if line and line[0] != "#"}
    with tempfile.TemporaryDirectory() as folder, machine("-l", "10", "-D", "3000") as port:
        names = Path(folder) / "names"
        names.write_text("\n".join(lines) + "\n")
        yield World(port, Path(folder), names, wanted)


def options_of(world: World, form: list[str], output: Path) -> list[str]:
    return ["bulk", *form, "--timeout", "300ms", "-o", str(output), "-p", str(world.port), f"@{HOST}", str(world.names)]


def rows_of(form: list[str], output: Path) -> list[tuple[int, str, str]]:
    """Line (0: not told), name and status of every row."""
    written = output.read_bytes().decode("utf-8", "surrogateescape")
    if "jsonl" in form:
        return [(row["line"], row["name"], row["status"]) for row in map(json.loads, written.splitlines())]
    if "csv" in form:
        heading, *rows = csv.reader(io.StringIO(written, newline=""))
        expect("heading", "line", heading[0])
        return [(int(row[0]), row[1], row[3]) for row in rows]
    cells = [line.split("\t") for line in written.removesuffix("\n").split("\n")]
    if "--ids" in form:
        return [(int(row[0]), row[1], row[3]) for row in cells]
    return [(0, row[0], row[2]) for row in cells]


def expect_whole(world: World, what: str, form: list[str], output: Path) -> None:
    """Exactly one row for each line, and in their order when that was asked for."""
    rows = rows_of(form, output)
    if all(line == 0 for line, _, _ in rows):
        expect(f"{what}: names", list(world.wanted.values()), [name for _, name, _ in rows])
    elif "--ordered" in form:
        expect(f"{what}: rows", list(world.wanted.items()), [(line, name) for line, name, _ in rows])
    else:
        expect(f"{what}: rows", sorted(world.wanted.items()), sorted((line, name) for line, name, _ in rows))
    expect(f"{what}: interrupted", 0, sum(status == "INTERRUPTED" for _, _, status in rows))


def begin(argv: list[str]) -> subprocess.Popen:
    return subprocess.Popen([PROGRAM, *argv], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def killed(argv: list[str], delay: float, number: int) -> str:
    child = begin(argv)
    time.sleep(delay)
    child.send_signal(number)
    return child.communicate(timeout=60)[1]


def interrupted(argv: list[str], output: Path) -> str:
    """As killed, by Ctrl-C and when rows are there: it was listening by then."""
    child = begin(argv)
    while grown(output) == 0 and child.poll() is None:
        time.sleep(0.001)
    child.send_signal(signal.SIGINT)
    return child.communicate(timeout=60)[1]


def grown(output: Path) -> int:
    return output.stat().st_size if output.exists() else 0


def resumes_after_kills(world: World) -> None:
    """--resume: killed at random moments, and the file cut at random bytes, there is one row for each line"""
    chance = random.Random(SEED)
    for number, (what, form) in enumerate(FORMS.items()):
        output = world.folder / f"killed-{number}"
        argv = [*options_of(world, form, output), "--resume"]
        hits = 0
        for _ in range(KILLS):
            hits += killed(argv, chance.uniform(0.01, 0.08), signal.SIGKILL) == ""
            if chance.random() < 0.7 and grown(output) > 0:
                os.truncate(output, grown(output) - chance.randrange(min(400, grown(output))))
        if hits < KILLS / 3:
            raise Failed(f"{what}: only {hits} of {KILLS} runs were killed before their end")
        done = run(*argv)
        expect_whole(world, what, form, output)
        expect_totals(done, len(world.wanted))


def expect_totals(done: Run, lines: int) -> None:
    """The last line adds up, to that many lines."""
    words = done.stderr.splitlines()[-1].replace(",", "").replace(";", "").split()
    many = {"line": "lines", "row": "rows", "reply": "replies", "failure": "failures"}
    keys = [many.get(word.strip(":"), word.strip(":")) for word in words]
    figures = {keys[i + 1]: int(word) for i, word in enumerate(words[:-1]) if word.isdigit()}
    expect(f"{done}: lines", lines, figures["lines"])
    expect(f"{done}: rows", lines, figures["rows"])
    expect(f"{done}: sum", lines, sum(figures.get(key, 0) for key in ("replies", "failures", "invalid", "kept")))


def resumes_after_an_interrupt(world: World) -> None:
    """Ctrl-C: totals add up, each line that was read has a row, and --resume asks the unanswered again"""
    for number, (what, form) in enumerate(FORMS.items()):
        output = world.folder / f"stopped-{number}"
        argv = options_of(world, form, output)
        errors = interrupted(argv, output)
        rows = rows_of(form, output)
        stopped = Run(argv, "", errors, 0, 0)
        expect_totals(stopped, len(rows))
        expect_in(what, f"stopped before the end; the same line with --resume -o {output} goes on\n", errors)
        expect_code(run(*argv, "--resume"), UNANSWERED if "TIMEOUT" in output.read_text(errors="replace") else USAGE)
        expect_whole(world, what, form, output)


def resumes_what_is_complete(world: World) -> None:
    """--resume: a file that has all rows gets none more; without a file it is a run like any other"""
    form = FORMS["csv"]
    output = world.folder / "complete"
    run(*options_of(world, form, output), "--resume")
    before = output.read_bytes()
    done = run(*options_of(world, form, output), "--resume")
    expect_totals(done, len(world.wanted))
    expect_in("kept", f"{len(world.wanted)} kept", done.stderr)
    expect("rows", before, output.read_bytes())


def refuses_what_it_cannot_resume(world: World) -> None:
    """--resume: rows of another input, another format or another order are left alone"""
    output = world.folder / "foreign"
    few = world.folder / "few"
    few.write_text("w-1.bench.test\nw-2.bench.test\nw-3.bench.test\n")
    base = ["bulk", "-q", "-p", str(world.port), f"@{HOST}"]
    rows = (
        (["--resume", str(few)], "", 'wants "-o FILE"'),
        (["--resume", "-o", str(output), str(few)], "", "do not tell their lines"),
        (["--resume", "--ids", "-o", "/dev/null", str(few)], "", "no file that can be resumed"),
        (["--resume", "--ids", "-o", str(output), str(few)], "w-1.bench.test\tA\tNOERROR\t10.0.0.1\n", "row 1 is none of this format"),
        (["--resume", "-f", "csv", "-o", str(output), str(few)], "name,type\r\n", "not the heading"),
        (["--resume", "-f", "jsonl", "-o", str(output), str(few)], "[1]\n", "row 1 is none of this format"),
        (["--resume", "--ids", "-o", str(output), str(few)], "99999999999\tx\tA\tNODATA\n", "beyond"),
        (["--resume", "--ids", "--ordered", "-o", str(output), str(few)], "2\tx\tA\tNODATA\n1\tx\tA\tNODATA\n", "order"),
        (["--resume", "--ids", "-o", str(output), str(few)], "1\tother.test\tA\tNODATA\n", "are not of the lines"),
        (["--resume", "--ordered", "-o", str(output), str(few)], "w-2.bench.test\tA\tNODATA\n", "are not of the lines"),
        (["--resume", "--ids", "-o", str(output), str(few)], "9\tx\tA\tNODATA\n", "are not of the lines"),
    )
    for options, there, sentence in rows:
        output.write_bytes(there.encode())
        done = run(*base, *options)
        expect_code(done, USAGE)
        expect_in(done, sentence, done.stderr)
        if not output.read_bytes().startswith(there.encode()):
            raise Failed(f"{done}: the rows that stood there are gone")
    done = run(*base, "-o", str(world.folder / "nowhere" / "x"), str(few))
    expect_code(done, USAGE)
    expect_in(done, "cannot be written", done.stderr)


def tells_what_is_possible(_world: World) -> None:
    """-f and -t of nothing that is known: exit 1, with what could stand there"""
    rows = (
        (("-f", "yaml"), 'no format is called "yaml"; there are text, csv and jsonl'),
        (("-t", "FOO"), '"--type" wants a type such as A, MX or TYPE65, not "FOO"'),
    )
    for options, sentence in rows:
        done = run("bulk", *options, "/dev/null")
        expect_code(done, USAGE)
        expect_in(done, sentence, done.stderr)


def one_writer_at_a_time(world: World) -> None:
    """A second run to the same file is refused while the first one writes"""
    output = world.folder / "twice"
    child = begin(options_of(world, FORMS["jsonl"], output))
    while child.poll() is None and grown(output) == 0:
        time.sleep(0.005)
    second = run(*options_of(world, FORMS["jsonl"], output))
    child.communicate(timeout=60)
    expect_code(second, USAGE)
    expect_in(second, "another run writes", second.stderr)
    expect_whole(world, "the first", FORMS["jsonl"], output)


def shows_progress(world: World) -> None:
    """--progress: a line a second with the rate and the time left; rows come out while it runs"""
    output = world.folder / "progress"
    argv = ["bulk", "--ids", "--progress", "--rate", "4000", "-o", str(output), "-p", str(world.port), f"@{HOST}", str(world.names)]
    child = begin(argv)
    time.sleep(1)
    early = grown(output)
    errors = child.communicate(timeout=60)[1]
    if early == 0:
        raise Failed("no row after a second")
    for part in (" rows, ", " failures, ", " a second, ", " % read, ", " s left\n"):
        expect_in("progress", part, errors)
    silent = run(*[word for word in argv if word != "--progress"])
    expect("lines without --progress", 1, len(silent.stderr.splitlines()))


def recipes_of_the_readme_run(world: World) -> None:
    """Each line of the README that begins a bulk run gives a row for each line"""
    folder = world.folder / "readme"
    folder.mkdir()
    (folder / "digdrift").symlink_to(PROGRAM)
    (folder / "names.txt").write_text("w-1.bench.test\nw-2.bench.test\nw-3.bench.test\n")
    lines = [line.strip() for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("    ") and "digdrift bulk" in line]
    expect("recipes", True, len(lines) >= 4)
    for line in lines:
        here = re.sub(r"@192\.0\.2\.\d+", f"@{HOST}", line).replace("digdrift bulk", f"./digdrift bulk --tries 9 --timeout 300ms -p {world.port} @{HOST}")
        done = subprocess.run(["sh", "-ec", here], cwd=folder, capture_output=True, text=True, check=False, timeout=60)
        expect(f"{line}: exit", 0, done.returncode)
        expect_in(line, "3 lines, 3 rows: 3 replies, 0 failures, 0 invalid", done.stderr)


if __name__ == "__main__":
    main(
        [
            resumes_after_kills, resumes_after_an_interrupt, resumes_what_is_complete, refuses_what_it_cannot_resume,
            tells_what_is_possible,
            one_writer_at_a_time, shows_progress, recipes_of_the_readme_run,
        ],
        world,
    )
