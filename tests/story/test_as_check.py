#!/usr/bin/python3
"""+as-check prints what was seen as a declaration: `digdrift check` finds all of it as declared, and a change as drift."""

from pathlib import Path

from story import Run, expect, expect_code, expect_in, main, run
from test_lookup import EVERYWHERE

from lab.demo import Demo, demo

# Beside every type and shape of the lab's zone: flags, transports, errors, IPv6 and many servers.
LINES = (
    "@{nsd} +tcp example.test MX",
    "@{nsd} +norec +noad example.test",
    "@{nsd} +cd example.test TXT",
    "@{nsd} +dnssec www.signed.test",
    "@{nsd} www.signed.test RRSIG",
    "@{nsd} signed.test DNSKEY",
    "@{knot} www.refused.test",
    "@{knot} www.broken.test",
    "@{resolver} www.nowhere",
    "@{nsd} long.example.test TXT",
    "@{nsd} *.wild.example.test TXT",
    "@{nsd} +compare @{knot} example.test",
    "+all-ns example.test",
    "+trace far.example.test",
)
NOTHING = (
    ("@{nsd} example.test ANY", 0, "this type is none of records"),
    ("@{nsd} version.bind TXT CH", 0, "only class IN can be declared"),
    ("@{silent} +time=1 +tries=1 example.test", 9, "no reply: nothing to declare"),
    ("@{nsd} example.test AXFR", 0, "a transfer is not declared this way"),
    ("@{nsd} +ignore +bufsize=512 big.example.test TXT", 0, "the reply is truncated"),
)


def declare(world: Demo, *words: str) -> Run:
    return run("-r", "-p", str(world.port), f"+root-hints={world.hints}", "+as-check", *words)


def hold(world: Demo, text: str) -> Run:
    """Let check judge a declaration; every line of it is told."""
    file = Path(world.lab.directory) / "seen.yaml"
    file.write_text(text)
    return run("check", "-v", "-f", "jsonl", str(file))


def all_ok(world: Demo, done: Run, entries: int) -> None:
    held = hold(world, done.stdout)
    expect(f"{done}: entries", entries, done.stdout.count("  - query:"))
    rows = held.rows()
    bad = [row for row in rows[:-1] if row["state"] != "ok"]
    expect(f"{done}\n{done.stdout}\nnot ok", [], bad)
    expect("verdicts", entries, rows[-1]["summary"]["ok"])
    expect_code(held, 0)


def every_record_comes_back_as_it_was(world: Demo) -> None:
    """each type and shape of the zone, at each kind of server: all ok"""
    lines = [line for line in EVERYWHERE.split("\n") if line]
    for host in ("nsd", "knot", "bind", "resolver"):
        words = [word for line in lines for word in [*line.split(), f"@{world.at[host]}"]]
        all_ok(world, declare(world, *words), len(lines))


def flags_transports_and_errors_come_back(world: Demo) -> None:
    """tcp, flags, REFUSED, SERVFAIL, many servers: all ok"""
    for line in LINES:
        entries = {"+compare": 2, "+all-ns": 3}.get(next((word for word in line.split() if word in ("+compare", "+all-ns")), ""), 1)
        all_ok(world, declare(world, *line.format(**world.at).split()), entries)
    if world.at6:
        all_ok(world, declare(world, f"@{world.at6}", "example.test"), 1)


def another_answer_is_drift(world: Demo) -> None:
    """the declaration of one server does not fit a stale one"""
    seen = declare(world, f"@{world.at['nsd']}", "www.stale.test").stdout
    all_ok(world, declare(world, f"@{world.at['knot']}", "www.stale.test"), 1)
    held = hold(world, seen.replace(world.at["nsd"], world.at["knot"]))
    expect_code(held, 2)
    expect("reason", "rrset-differs", held.rows()[0]["reason"])


def what_cannot_be_declared_is_a_comment(world: Demo) -> None:
    """no entry, and why"""
    for line, code, part in NOTHING:
        done = declare(world, *line.format(**world.at).split())
        expect_code(done, code)
        expect_in(done, part, done.stdout)
        expect(f"{done}: comments only", [], [line for line in done.stdout.splitlines() if line[:1] != "#"])


if __name__ == "__main__":
    main(
        [
            every_record_comes_back_as_it_was,
            flags_transports_and_errors_come_back,
            another_answer_is_drift,
            what_cannot_be_declared_is_a_comment,
        ],
        demo,
    )
