#!/usr/bin/python3
"""The main job at real size: 405 octoDNS zones on NSD and Knot, as they are and with planted drifts."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import dns.name
from story import Failed, Run, expect, expect_code, main, run

from lab import drifts, octodns_zones, oracle, unknowable
from lab.drifts import UNKNOWN, Finding
from lab.moj import DATA, Moj, moj
from lab.octodns_zones import owner_name, served_type

STATES = ("ok", "warning", "critical", "unknown", "skipped")
DRIFTS_MIN = 40


def declaration(world: Moj) -> Path:
    """A declaration of all zones in the world's directory."""
    zones = {zone: {"records_from": {"octodns": str(DATA / f"{zone}yaml")}} for zone in world.zones}
    document = {
        "defaults": {"port": world.port, "timeout": "2s", "tries": 2},
        "root_hints": str(world.hints),
        "zones": zones,
    }
    path = world.lab.directory / "moj.yaml"
    path.write_text(json.dumps(document, indent=1))  # JSON is YAML
    return path


def check(world: Moj) -> Run:
    return run("check", "-f", "jsonl", declaration(world))


def key(row: dict) -> tuple[str, str, str, str]:
    """(zone, name, type, address) of a verdict, in one spelling."""
    address = (row["address"] or "").split("#")[0]
    zone = row["zone"].rstrip(".") + "."
    return zone, spelt(row["name"]), served_type(row["type"]), address


def spelt(name: str) -> str:
    """A name in the one spelling of dnspython."""
    return dns.name.from_text(name).to_text()


def wanted_findings(world: Moj) -> set[Finding]:
    return {replace(finding, name=spelt(finding.name)) for finding in drifts.findings(world)}


def place(zone: str, entry: octodns_zones.Entry) -> tuple[str, str, str]:
    """(zone, name, type) of an entry."""
    return zone, spelt(owner_name(entry.owner, zone)), served_type(entry.type)


def unknowable_places(world: Moj) -> set[tuple[str, str, str]]:
    """What no server can show as declared."""
    return {place(zone, entry) for zone, entries in world.zones.items() for entry, _ in octodns_zones.unknowable(entries)}


def wanted_keys(world: Moj) -> set[tuple[str, str, str, str]]:
    """Everything that must be asked: each knowable record set at each name server of its zone."""
    skipped = unknowable_places(world)
    return {
        (*place(zone, entry), server.address)
        for zone, entries in world.zones.items()
        for entry in entries
        for server in world.servers[zone]
        if place(zone, entry) not in skipped
    }


def expect_totals(done: Run) -> None:
    """Every verdict has a known state, and the summary adds up to the rows."""
    *rows, last = done.rows()
    states = Counter(row["state"] for row in rows)
    expect("states", set(), set(states) - set(STATES))
    summary = last["summary"]
    expect("summary", {state: states[state] for state in STATES}, {state: summary[state] for state in STATES})
    expect("expectations in the summary", len(rows), summary["expectations"])


def expect_all_asked(world: Moj, rows: list[dict]) -> None:
    """Each knowable record set has one verdict for each server, each unknowable one is skipped, and there is no other."""
    skipped = [row for row in rows if row["state"] == "skipped"]
    expect("reasons of what is skipped", {"unknowable"}, {row["reason"] for row in skipped})
    expect("skipped", sorted(unknowable_places(world)), sorted(key(row)[:3] for row in skipped))
    asked = Counter(key(row) for row in rows if row["state"] != "skipped")
    expect("verdicts", wanted_keys(world), set(asked))
    expect("verdicts given twice", [], [each for each, count in asked.items() if count > 1])


def files_say_what_servers_serve() -> None:
    """dnspython finds no drift in the untouched world, and the unknowable records are listed"""
    with moj() as world:
        expect("zones", 405, len(world.zones))
        expect("record sets", 4222, sum(map(len, world.zones.values())))
        expect("by dnspython", set(), oracle.judge(world, list(world.zones), slice(0, 4, 3)))
    listed = (DATA.parent / "UNKNOWABLE.tsv").read_text().splitlines()
    expect("UNKNOWABLE.tsv", unknowable.rows(), listed)


def planted_drifts_are_there() -> None:
    """dnspython finds the planted drifts, those and no more"""
    edits = drifts.edits()
    with moj(edits) as world:
        dead = {zone for zone, servers in world.servers.items() for server in servers if server.name in edits.silent | edits.closed}
        zones = {*edits.content, *dead, *(zone for zone, _ in edits.refused | edits.broken)}
        wanted = drifts.findings(world)
        if sum(drift.reason is not None for drift in drifts.DRIFTS) < DRIFTS_MIN:
            raise Failed("too few drifts are planted")
        expect("by dnspython", wanted, oracle.judge(world, sorted(zones), slice(None)))


def untouched_files_are_all_ok() -> None:
    """the untouched files: everything ok or skipped, exit 0"""
    with moj() as world:
        done = check(world)
        rows = [row for row in done.rows() if "summary" not in row]
        bad = {(*key(row), row["state"], row["reason"]) for row in rows if row["state"] not in ("ok", "skipped")}
        expect("not ok", set(), bad)
        expect_code(done, 0)
        expect_all_asked(world, rows)
        expect_totals(done)
        print(f"       {len(rows)} verdicts in {done.seconds:.2f} s: {done.rows()[-1]}")


def planted_drifts_are_found() -> None:
    """the planted drifts: exactly those, with their reasons, exit 2"""
    with moj(drifts.edits()) as world:
        done = check(world)
        rows = [row for row in done.rows() if "summary" not in row]
        bad = [row for row in rows if row["state"] not in ("ok", "skipped")]
        expect("findings", wanted_findings(world), {Finding(*key(row), row["reason"]) for row in bad})
        for row in bad:
            state = "unknown" if row["reason"] in UNKNOWN else "critical"
            expect(f"the state of {key(row)} {row['reason']}", state, row["state"])
        expect_code(done, 2)
        expect_all_asked(world, rows)
        expect_totals(done)
        print(f"       {len(bad)} findings among {len(rows)} verdicts in {done.seconds:.2f} s")


if __name__ == "__main__":
    main([files_say_what_servers_serve, planted_drifts_are_there, untouched_files_are_all_ok, planted_drifts_are_found])
