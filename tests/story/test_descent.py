#!/usr/bin/python3
"""+trace from a private root: each side of a cut is held against the other, aliases are followed, and a line judges."""

import json
from contextlib import contextmanager
from dataclasses import dataclass

from story import Run, expect, expect_code, expect_in, main, run

from lab.cuts import Cuts, cuts
from lab.demo import Demo, demo


@dataclass
class World:
    """The zones with one thing wrong, and the lab's zones with servers that fail."""

    cuts: Cuts
    demo: Demo


# the line, exit code, what the text must hold
FAULTS = (
    ("www.good", 0, ["below .: 2 NS, glue 2, checked 2, no DS", "by glue", "ok: www.good. A: NOERROR, 1 record; 2 steps, 0 faults"]),
    ("www.nsdiffers", 2, ["~ delegation-differs  NS at the parent and not at the zone: ns3.nsdiffers.", "~ delegation-differs  NS at the zone and not at the parent: ns2.nsdiffers."]),
    ("www.gluediffers", 2, ["~ glue-differs  glue of ns2.gluediffers. is {b}, the zone has 192.0.2.99", "1 fault"]),
    ("www.falseglue", 2, ["~ glue-differs  glue of ns2.falseglue. is {c}, the zone has {b}", "! no-reply  ns2.falseglue. ({c}#{port}): connection refused"]),
    ("www.dsdiffers", 2, ["0 of 1 DS fit", "~ ds-mismatch  no DNSKEY of the zone fits a DS of the parent"]),
    ("www.nokeys", 2, ["~ ds-mismatch  the parent has DS, the zone has no DNSKEY"]),
    ("www.nods", 0, [". no-ds  the zone is signed, the parent has no DS for it", "ok: "]),
    ("www.lame", 2, ["~ not-authoritative  ns2.lame. ({root}#{port}) does not serve the zone: it refers elsewhere"]),
    ("far.aliases", 0, ["= far.aliases. 300 CNAME www.good.", "asked for the alias' target www.good.", "1 alias followed"]),
    ("dead.aliases", 3, ["NXDOMAIN", "1 alias followed"]),
    ("round.aliases", 2, ["~ alias-loop  the aliases do not end", "8 aliases followed"]),
    ("far.aliases CNAME", 0, ["2 steps"]),
    ("www.nowhere", 3, ["ok: www.nowhere. A: NXDOMAIN; 1 step"]),
    ("www.good AAAA", 4, ["no such record"]),
    (". NS", 0, ["ok: . NS: NOERROR"]),
)

# of the demo world
FAILURES = (
    ("www.example.test", 0, ["test.  below .: 2 NS, glue 2, checked 2, 1 of 1 DS fit", "= www.example.test. 3600 CNAME example.test."]),
    ("far.example.test", 0, ["signed.test.  below test.", "= www.signed.test. 300 A 192.0.2.110"]),
    ("www.stale.test", 2, ["~ rrset-differs  1 of its servers says something else"]),
    ("www.refused.test", 2, ["REFUSED   --", "~ rcode  ns2.example.test. ({knot}#{port}) answers REFUSED"]),
    ("www.broken.test", 2, ["~ rcode  ns2.example.test. ({knot}#{port}) answers SERVFAIL"]),
    ("www.silent.test", 9, ["! no-reply  silent.ns.test. ({silent}#{port}): timed out", "1 without a reply"]),
    ("www.closed.test", 9, ["connection refused"]),
    ("www.dead.test", 9, ["no answer, none of its servers is of use"]),
    ("www.addressless.test", 2, ["~ no-address  gone.ns.test. has no address"]),
    ("signed.test DS", 0, ["= signed.test. 86400 DS"]),
)


def trace(world: Cuts | Demo, *words: str) -> Run:
    return run("-r", "-4", "-p", str(world.port), f"+root-hints={world.hints}", "+time=1", "+tries=1", "+trace", *words)


def _check(world: Cuts | Demo, rows: tuple) -> None:
    for line, code, parts in rows:
        done = trace(world, *line.split())
        expect_code(done, code)
        for part in parts:
            expect_in(done, part.format(port=world.port, **world.at), done.stdout)


def each_fault_of_a_cut_is_told(world: World) -> None:
    """NS, glue, DS, authority, aliases"""
    _check(world.cuts, FAULTS)


def servers_that_fail_are_told(world: World) -> None:
    """silence, refusal, stale data, missing addresses"""
    _check(world.demo, FAILURES)


def the_root_may_be_told_by_a_server(world: World) -> None:
    """with a server on the line, its servers of the root are the beginning"""
    for host in ("root_a", "resolver"):
        done = run("-r", "-4", "-p", str(world.demo.port), f"@{world.demo.at[host]}", "+trace", "www.example.test")
        expect_code(done, 0)
        expect_in(done, "    b.root.test (", done.stdout)


def a_way_down_is_json(world: World) -> None:
    """+json holds every step, server and finding"""
    way = json.loads(trace(world.cuts, "+json", "www.gluediffers").stdout)
    expect("zones", [".", "gluediffers."], [step["zone"] for step in way["steps"]])
    expect("findings", ["glue-differs"], [finding["reason"] for finding in way["steps"][1]["findings"]])
    expect("faults", 1, way["faults"])
    expect("authority", [True, True], [server["authoritative"] for server in way["steps"][1]["servers"]])
    expect("records", ["192.0.2.80"], [record["data"] for record in way["steps"][1]["records"]])
    expect("NS of both sides", way["steps"][1]["cut"]["parentNS"], way["steps"][1]["cut"]["zoneNS"])


def dig_traces_as_ever(world: World) -> None:
    """called as dig the text is plain: one server a step"""
    done = run("-r", "-4", "-p", str(world.demo.port), f"@{world.demo.at['root_a']}", "+trace", "www.example.test", name="dig")
    expect_code(done, 0)
    expect("steps", 4, done.stdout.count(";; Received "))


@contextmanager
def worlds():
    with cuts() as first, demo() as second:
        yield World(first, second)


if __name__ == "__main__":
    main(
        [
            each_fault_of_a_cut_is_told,
            servers_that_fail_are_told,
            the_root_may_be_told_by_a_server,
            a_way_down_is_json,
            dig_traces_as_ever,
        ],
        worlds,
    )
