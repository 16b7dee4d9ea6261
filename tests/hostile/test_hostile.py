#!/usr/bin/python3
"""Replies that no server should give: each is shown or judged honestly, fast, in little memory, and never as ok.

Every shape is asked by a lookup as text, with +short and with +json, by one bulk run and by one check.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1] / "story")]

import shapes_path  # noqa: E402
import shapes_record  # noqa: E402
import shapes_reply  # noqa: E402
import zones  # noqa: E402
from server import Server  # noqa: E402
from shape import Shape  # noqa: E402
from story import PROGRAM, Failed, Run, expect, expect_code, expect_in, main, run  # noqa: E402

JOINED = (*shapes_reply.SHAPES, *shapes_path.SHAPES, *shapes_record.SHAPES)
UNJUDGED = (*shapes_record.EMPTY, *shapes_record.EIGHT, *shapes_record.HEAVY)
BY_LABEL = {shape.label.encode(): shape for shape in (*JOINED, *UNJUDGED)}
WORKERS = 6
SHORT_SECONDS, LONG_SECONDS = 1, 5
CRASH_CODES = range(70, 256)  # memory, sanitizers, signals
HEAVY = ("pointer-chain", "pointer-names", "tsig-two", "opt-many", "big-60000", "cname-chain")
HEAVY_BYTES, HEAVY_SECONDS, CPU_TRIES = 24 << 20, 0.05, 4
BULK_SECONDS, POLL_SECONDS = 60, 0.005
FLAT_ROUNDS, FLAT_KIB = 10, 2 << 10
SANITIZER_FACTOR = 10
csv.field_size_limit(1 << 24)
# A finding of a sanitizer must end the program, with a code of no other meaning.
os.environ.setdefault("ASAN_OPTIONS", "exitcode=99")
os.environ.setdefault("UBSAN_OPTIONS", "halt_on_error=1:exitcode=99")


@contextmanager
def world():
    labels = [shape.label for shape in (*JOINED, *UNJUDGED)]
    expect("labels that two shapes have", [], sorted({label for label in labels if labels.count(label) > 1}))
    with Server(lambda label: BY_LABEL[label].behaviour if label in BY_LABEL else None) as server:
        with tempfile.TemporaryDirectory(prefix="hostile.") as directory:
            server.directory = Path(directory)
            yield server
    if server.errors:
        print("the server stumbled:", *server.errors, sep="\n")
        sys.exit(1)


def for_each(items: Iterable, try_one: Callable[[object], None]) -> None:
    """Try all, some at a time; all failures are told."""
    failures = []

    def attempt(item: object) -> None:
        try:
            try_one(item)
        except Failed as failure:
            failures.append(str(failure))

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(attempt, items))
    if failures:
        raise Failed(f"{len(failures)} failures\n" + "\n\n".join(failures))


def lookup(server: Server, shape: Shape, *options: str) -> Run:
    seconds = SHORT_SECONDS if shape.is_silent else LONG_SECONDS
    done = run(
        "-r", f"@{getattr(server, shape.at)}", "-p", str(server.port), f"+time={seconds}", "+tries=1", *shape.options, *options,
        shape.qname, shape.qtype,
    )
    if done.code < 0 or done.code in CRASH_CODES:
        raise Failed(f"{done}\nexit {done.code}\n{done.stderr[-4000:]}")
    return done


def lookup_is_honest(server: Server, shape: Shape) -> None:
    done = lookup(server, shape)
    shown = done.stdout + done.stderr
    faults = []
    if done.code != shape.code:
        faults.append(f"exit {done.code}, wanted {shape.code}")
    faults += [f"wanted somewhere: {part!r}" for part in shape.text if part not in shown]
    faults += [f"not wanted anywhere: {part!r}" for part in shape.absent if part in shown]
    if faults:
        raise Failed("\n".join([str(done), *faults, shown[:3000]]))


def lookups_are_honest(server: Server) -> None:
    """a lookup shows what there is, says what is wrong, and ends with the right code"""
    for_each(JOINED, lambda shape: lookup_is_honest(server, shape))


def short_is_as_honest(server: Server) -> None:
    """+short ends with the same code and prints data or an error"""
    def try_one(shape: Shape) -> None:
        done = lookup(server, shape, "+short")
        expect_code(done, shape.code)
        for part in shape.absent:
            expect(f"{done}: {part!r} is printed", False, part in done.stdout)

    for_each(JOINED, try_one)


def json_is_json(server: Server) -> None:
    """+json is JSON whatever came, with the same code"""
    def try_one(shape: Shape) -> None:
        done = lookup(server, shape, "+json")
        expect_code(done, shape.code)
        try:
            json.loads(done.stdout)
        except ValueError as error:
            raise Failed(f"{done}: {error}\n{done.stdout[:2000]}") from error

    for_each(JOINED, try_one)


# dig takes these for replies, and forgets a truncated one when nothing comes over TCP.
DIG_TAKES = ("bare-nxdomain", "bare-noerror", "no-question", "qr0", "cookie-wrong")
DIG_FORGETS = ("tc-cut", "tc-length-", "tc-closes-", "tc-tcp-closed", "tc-http", "tc-empty", "tc-right-data", "tc-zeros", "tc-wrong-id", "tc-silent")


def dig_code(shape: Shape) -> int:
    if shape.label in DIG_TAKES:
        return 0
    is_whole = shape.label == "tc-length-too-short"
    return 9 if shape.code == 9 or (shape.label.startswith(DIG_FORGETS) and not is_whole) else 0


def called_as_dig_is_dig(server: Server) -> None:
    """called as dig the exit code is 0 with any reply and 9 without, as dig sees it"""
    def try_one(shape: Shape) -> None:
        seconds = SHORT_SECONDS if shape.is_silent else LONG_SECONDS
        done = run(
            "-r", f"@{getattr(server, shape.at)}", "-p", str(server.port), f"+time={seconds}", "+tries=1", *shape.options, shape.qname,
            "-t", shape.qtype, name="dig",
        )
        expect_code(done, dig_code(shape))

    for_each(JOINED, try_one)


def every_type_is_shown(server: Server) -> None:
    """no rdata, or eight bytes, of any type: shown as a record"""
    def try_one(shape: Shape) -> None:
        done = lookup(server, shape)
        expect_code(done, shape.code)
        for part in shape.text:
            expect_in(done, part, done.stdout)
        expect_in(done, f"{shape.qname}", done.stdout.split("ANSWER SECTION:")[-1])

    for_each((*shapes_record.EMPTY, *shapes_record.EIGHT), try_one)


def bulk_has_a_row_for_each(server: Server) -> None:
    """bulk: one row for each question, whatever comes back"""
    shapes = [shape for shape in (*JOINED, *UNJUDGED) if shape.at == "host"]
    lines = "".join(f"{shape.qname} {shape.qtype}\n" for shape in shapes)
    for form in ("text", "csv", "jsonl"):
        done = run(
            "bulk", "-f", form, "--timeout", "3s", "--tries", "1", "--ordered", "-p", str(server.port), f"@{server.host}", stdin=lines
        )
        if done.code < 0 or done.code in CRASH_CODES:
            raise Failed(f"{done}\nexit {done.code}\n{done.stderr[-4000:]}")
        rows = list(csv.reader(done.stdout.splitlines(keepends=True)))[1:] if form == "csv" else done.stdout.splitlines()
        expect(f"{done}: rows", len(shapes), len(rows))
        if form == "jsonl":
            expect(f"{done}: names", [shape.qname for shape in shapes], [row["name"] for row in done.rows()])


def declare(server: Server, shapes: Iterable[Shape], timeout: str, name: str, expected: Callable[[Shape], dict]) -> Path:
    checks = [
        {
            "name": shape.label,
            "query": {"name": shape.qname, "type": shape.qtype, "ask": [f"{getattr(server, shape.at)}:{server.port}"]},
            "expect": expected(shape),
        }
        for shape in shapes
    ]
    path = server.directory / f"{name}.yaml"
    path.write_text(json.dumps({"defaults": {"timeout": timeout, "tries": 1}, "checks": checks}), encoding="utf-8")
    return path


def expect_verdicts(shapes: Iterable[Shape], done: Run, wanted: Callable[[Shape], str]) -> None:
    """The verdicts of a check are what each shape must have; the totals agree."""
    *rows, last = done.rows()
    found = {row["check"]: row for row in rows}
    faults = []
    for shape in shapes:
        row = found.pop(shape.label, None)
        verdict = "no verdict" if row is None else row["reason"] or row["state"]
        if verdict != wanted(shape) or (row["state"] == "ok") != (wanted(shape) == "ok"):
            faults.append(f"{shape.label}: {verdict}, wanted {wanted(shape)}: {row}")
    if faults or found:
        raise Failed("\n".join([str(done), *faults, *found]))
    expect(f"{done}: expectations", len(rows), last["summary"]["expectations"])
    states = [row["state"] for row in rows]
    expect(f"{done}: exit code", 2 if "critical" in states else 3 if "unknown" in states else 0, done.code)


def judge(server: Server, shapes: list[Shape], timeout: str, name: str) -> None:
    path = declare(server, shapes, timeout, name, lambda shape: {"values": list(shape.declared)})
    expect_verdicts(shapes, run("check", "-f", "jsonl", path), lambda shape: shape.check)


def verdicts_are_honest(server: Server) -> None:
    """check: the reason is the right one, and nothing hostile is ok"""
    shapes = [shape for shape in JOINED if shape not in shapes_path.TRUNCATION]
    judge(server, [shape for shape in shapes if not shape.is_silent], "5s", "spoken")
    judge(server, [shape for shape in shapes if shape.is_silent], "800ms", "silent")


def truncated_is_no_proof(server: Server) -> None:
    """check: a truncated reply is ok only when the whole one came over TCP"""
    # One run each: the questions of a run share a connection, and these servers break it.
    for_each(shapes_path.TRUNCATION, lambda shape: judge(server, [shape], "800ms" if shape.is_silent else "5s", shape.label))


def no_data_is_not_claimed(server: Server) -> None:
    """check: a record of any type that cannot be read is still a record"""
    shapes = (*shapes_record.EMPTY, *shapes_record.EIGHT)
    done = run("check", "-f", "jsonl", declare(server, shapes, "5s", "empty", lambda _: {"count": 0}))
    expect_verdicts(shapes, done, lambda _: "rrset-unexpected")


def text_report_is_whole(server: Server) -> None:
    """check: the text report names every verdict that is not ok, in printable text"""
    shapes = [shape for shape in JOINED if shape not in shapes_path.TRUNCATION and not shape.is_silent]
    done = run("check", declare(server, shapes, "5s", "text", lambda shape: {"values": list(shape.declared)}))
    expect_code(done, 2)
    words = set(done.stdout.split())
    expect("names in the report", [s.qname for s in shapes if s.check != "ok"], [s.qname for s in shapes if words & {s.qname, s.qname[:-1]}])
    expect("control bytes", [], sorted({char for char in done.stdout if ord(char) < 32 and char != "\n"}))


ODD_LABELS = (
    r"a\032b", r"back\\slash", r"nul\000", r"\@", r"quo\"te", r"semi\;colon", r"\$dollar", r"high\255\128", r"bell\007\027[2J", r"dot\.dot",
    r"\(paren\)", "*", "_dmarc", "-x-", "x" * 63, r"tab\009", "a'b", "#hash", "per%cent",
)


def odd_labels_are_asked_and_shown(server: Server) -> None:
    """names with spaces, NUL, quotes, control and high bytes: asked, shown and judged"""
    names = [f"{label}.odd.good.hostile.test." for label in ODD_LABELS] + [".".join(["n" * 49] * 4) + ".d.good.hostile.test."]

    def try_one(name: str) -> None:
        for options in ((), ("+json",), ("+short",)):
            done = run("-r", f"@{server.host}", "-p", str(server.port), *options, "-q", name)
            expect_code(done, 0)
            expect_in(done, "192.0.2.1", done.stdout)
            if not options:
                expect_in(done, f"\n{name}", done.stdout)

    for_each(names, try_one)
    done = run("bulk", "-f", "jsonl", "--ordered", "-p", str(server.port), f"@{server.host}", stdin="".join(f"{name}\n" for name in names))
    wanted = [name for name in names if not name.startswith("#")]
    expect("names of bulk", wanted, [row["name"] for row in done.rows()])
    expect("responses of bulk", {"NOERROR"}, {row["status"] for row in done.rows()})


def equal_questions_are_asked_each(server: Server) -> None:
    """three equal lookups are three datagrams: no cache stands between"""
    before = server.counts["udp", "good"]
    question = ["good.hostile.test.", "A"]
    done = run("-r", f"@{server.host}", "-p", str(server.port), *question, *question, *question)
    expect_code(done, 0)
    expect("datagrams", 3, server.counts["udp", "good"] - before)


def tries_are_datagrams(server: Server) -> None:
    """a silent server gets as many datagrams as there are tries, and no connection"""
    before = server.counts["udp", "silent"], server.counts["tcp", "silent"]
    done = run("-r", f"@{server.host}", "-p", str(server.port), "+time=1", "+tries=3", "silent.hostile.test.")
    expect_code(done, 9)
    expect("datagrams, streams", (3, 0), (server.counts["udp", "silent"] - before[0], server.counts["tcp", "silent"] - before[1]))


def zone_files_are_read_or_refused(server: Server) -> None:
    """a zone file: a fault with its line and column, or all of its records; never half of them"""
    path = server.directory / "hostile.zone"
    declaration = server.directory / "zone.yaml"
    declaration.write_text("zones: {example.test: {records_from: {zonefile: hostile.zone}, records: {always: {type: A, value: 192.0.2.1}}}}")
    failures = []
    for label, text, wanted, code in (
        *((label, text, wanted, 3) for label, text, wanted in zones.FAULTS),
        *((label, text, f"\n{count + 1} expectations in 1 zone", 0) for label, text, count in zones.READ),
    ):
        path.write_text(text, encoding="utf-8", newline="")
        done = run("check", "--dry-run", declaration)
        shown = "\n" + done.stdout + done.stderr
        if done.code != code or wanted not in shown or done.seconds > LONG_SECONDS:
            failures.append(f"{label}: exit {done.code}, {done.seconds:.1f} s, wanted {code} and {wanted!r}:\n{shown[:600]}")
    if failures:
        raise Failed("\n".join(failures))


def cpu_seconds(*argv: object) -> float:
    """CPU of a run of the program, the best of some; it must end by itself with little memory."""
    best = 1e9
    for _ in range(CPU_TRIES):
        child = subprocess.Popen([PROGRAM, *map(str, argv)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=limit_memory)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode < 0 or child.returncode in CRASH_CODES:
            raise Failed(f"{argv}: exit {child.returncode}")
        best = min(best, usage.ru_utime + usage.ru_stime)
    return best


def limit_memory() -> None:
    if not is_sanitized():
        resource.setrlimit(resource.RLIMIT_DATA, (HEAVY_BYTES, HEAVY_BYTES))


def heavy_replies_are_light(server: Server) -> None:
    """64 KB of compression pointers, and 60 KB of TSIG, cost no time and no memory to speak of"""
    asked = ("-r", f"@{server.host}", "-p", server.port)
    idle = cpu_seconds(*asked, "good.hostile.test.")
    wanted = HEAVY_SECONDS * (SANITIZER_FACTOR if is_sanitized() else 1)
    failures = []
    for label in HEAVY:
        shape = BY_LABEL[label.encode()]
        runs = [(*asked, *options, shape.qname, shape.qtype) for options in ((), ("+short",), ("+json",))]
        runs.append(("check", declare(server, [shape], "5s", label, lambda _: {"count": 0})))
        for argv in runs:
            taken = cpu_seconds(*argv) - idle
            if taken > wanted:
                failures.append(f"{argv}: {taken * 1e3:.0f} ms of CPU more than a small reply, wanted at most {wanted * 1e3:.0f}")
    if failures:
        raise Failed("\n".join(failures))


def bulk_peak(server: Server, lines: list[str]) -> int:
    """KiB at the peak of a bulk run over the lines, taken when all were asked and before it may end."""
    # Freed memory goes back at once also where a sanitizer would hold it.
    settings = {**os.environ, "ASAN_OPTIONS": "exitcode=99:quarantine_size_mb=1:thread_local_quarantine_size_kb=64"}
    options = ["bulk", "--timeout", "2s", "--tries", "1", "--in-flight", "20", "-p", str(server.port), f"@{server.host}"]
    end = server.counts["udp", "end"]
    with subprocess.Popen(
        [PROGRAM, *options], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=settings
    ) as child:
        child.stdin.write("".join(f"{line}\n" for line in [*lines, "end.hostile.test."]).encode())
        child.stdin.flush()
        deadline = time.monotonic() + BULK_SECONDS
        while server.counts["udp", "end"] == end and child.poll() is None and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        status = Path(f"/proc/{child.pid}/status").read_text()
        child.stdin.close()
        child.wait(BULK_SECONDS)
    if child.returncode < 0 or child.returncode in CRASH_CODES or "VmHWM" not in status:
        raise Failed(f"bulk: exit {child.returncode}")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def memory_is_flat(server: Server) -> None:
    """bulk: ten times as many hostile replies take no more memory"""
    shapes = [shape for shape in JOINED if shape.qtype == "A" and shape.at == "host" and not shape.is_silent and shape.tcp is None]
    lines = [shape.qname for shape in shapes if shape.label not in ("slow", "flood", "id-then-good")]
    replies = FLAT_ROUNDS * len(lines)
    few, many = bulk_peak(server, lines * FLAT_ROUNDS), bulk_peak(server, lines * FLAT_ROUNDS * 10)
    if many - few > FLAT_KIB * (SANITIZER_FACTOR if is_sanitized() else 1):
        raise Failed(f"{few} KiB for {replies} replies, {many} KiB for ten times as many")
    print(f"       {few} KiB for {replies} replies, {many} KiB for ten times as many")


@cache
def is_sanitized() -> bool:
    return b"__asan_init" in Path(PROGRAM).read_bytes()


if __name__ == "__main__":
    main([
        lookups_are_honest, short_is_as_honest, json_is_json, called_as_dig_is_dig, every_type_is_shown, bulk_has_a_row_for_each,
        verdicts_are_honest, truncated_is_no_proof, no_data_is_not_claimed, text_report_is_whole, odd_labels_are_asked_and_shown,
        equal_questions_are_asked_each, tries_are_datagrams, zone_files_are_read_or_refused, heavy_replies_are_light, memory_is_flat,
    ], world)
