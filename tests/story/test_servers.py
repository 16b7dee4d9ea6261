#!/usr/bin/python3
"""Many servers asked the same: who agrees, who differs and how, who does not answer."""

import json
import os
import signal
import subprocess
import time

from story import PROGRAM, Run, expect, expect_code, expect_in, main, run

from lab.demo import Demo, demo

QUICK = ("+time=1", "+tries=1")

# the line, exit code, what the text must hold
PANELS = (
    ("www.example.test", 0, ["the same answer from 3 addresses", "ns3.example.test ({bind}#{port}, udp)"]),
    ("far.example.test", 0, ["the same answer from 3 addresses"]),  # NSD holds what the alias leads to, too
    ("nope.example.test", 3, ["NXDOMAIN", "the same answer from 3 addresses"]),
    ("api.example.test AAAA", 4, ["no such record"]),
    ("www.child.example.test", 0, ["of the name servers of child.example.test."]),
    ("signed.test DS", 0, ["of the name servers of test."]),
    ("www.stale.test", 2, ["- www.stale.test. A 192.0.2.11", "+ www.stale.test. A 192.0.2.10", "serves serial 11, 1 behind 12"]),
    ("www.refused.test", 2, ["1 address differs: REFUSED"]),
    ("www.broken.test", 2, ["1 address differs: SERVFAIL"]),
    ("www.upward.test", 2, ["1 address differs: referral to the servers of"]),
    ("www.recursive.test", 2, ["1 address differs: referral to the servers of ."]),
    ("www.silent.test", 9, ["silent.ns.test ({silent}#{port}, udp)", "timed out after 1 try", "no reply from 1"]),
    ("www.closed.test", 9, ["closed.ns.test ({closed}#{port}, udp)", "connection refused"]),
    ("www.dead.test", 9, ["nobody answers", "no reply from any server of dead.test."]),
    ("www.addressless.test", 9, ["gone.ns.test. has no address"]),
    ("+tcp www.example.test", 0, ["ns1.example.test ({nsd}#{port}, tcp)"]),
    (". NS", 0, ["asked of 2 addresses of the name servers of ."]),
)


def ask(world: Demo, *words: str) -> Run:
    return run("-r", "-4", "-p", str(world.port), f"+root-hints={world.hints}", *QUICK, *words)


def every_server_of_a_zone_is_asked(world: Demo) -> None:
    """+all-ns: agreement, difference and silence, with their exit codes"""
    for line, code, parts in PANELS:
        done = ask(world, "+all-ns", *line.split())
        expect_code(done, code)
        for part in parts:
            expect_in(done, part.format(port=world.port, **world.at), done.stdout)


def a_list_of_servers_is_compared(world: Demo) -> None:
    """+compare asks those that are named, resolvers too"""
    servers = [f"@{world.at[host]}" for host in ("nsd", "knot", "resolver")]
    done = ask(world, "+compare", *servers, "www.stale.test")
    expect_code(done, 2)
    expect_in(done, "2 different answers from 3 addresses, serials differ", done.stdout)
    expect_code(ask(world, "+compare", *servers, "www.example.test", "+norec"), 2)
    expect_code(ask(world, "+compare", *servers, "www.example.test"), 0)


def a_panel_is_json(world: Demo) -> None:
    """+json tells groups, what is missing and unexpected, and serials"""
    panel = json.loads(ask(world, "+all-ns", "+json", "www.stale.test").stdout)
    expect("agreed", False, panel["agreed"])
    expect("zone", "stale.test.", panel["zone"])
    expect("serials", [12, 11], [group["servers"][0]["serial"] for group in panel["groups"]])
    expect("missing", ["192.0.2.11"], [record["data"] for record in panel["groups"][1]["missing"]])
    expect("unexpected", ["192.0.2.10"], [record["data"] for record in panel["groups"][1]["unexpected"]])
    silent = json.loads(ask(world, "+all-ns", "+json", "www.silent.test").stdout)
    expect("silent", [f"{world.at['silent']}#{world.port}"], [server["address"] for server in silent["noReply"]])
    lines = ask(world, "+all-ns", "+json", "www.stale.test", "www.example.test").stdout.splitlines()
    expect("JSON Lines", ["www.stale.test.", "www.example.test."], [json.loads(line)["name"] for line in lines])


def times_are_measured(world: Demo) -> None:
    """+count: a line for each server and transport, with loss"""
    servers = [f"@{world.at[host]}" for host in ("nsd", "silent")]
    done = ask(world, "+count=4", "+interval=1ms", *servers, "www.example.test")
    expect_code(done, 9)
    expect_in(done, f"{world.at['nsd']}#{world.port} (udp) ", done.stdout)
    expect_in(done, "     4    0.0 %", done.stdout)
    expect_in(done, f"{world.at['silent']}#{world.port} (udp) ", done.stdout)
    expect_in(done, "     4  100.0 %", done.stdout)
    big = json.loads(ask(world, "+json", "+count=3", "+interval=0", "+bufsize=512", servers[0], "big.example.test", "TXT").stdout)
    expect("transport", ["tcp"], [server["transport"] for server in big["servers"]])
    all_of_them = json.loads(ask(world, "+json", "+count=5", "+interval=0", "+all-ns", "www.example.test").stdout)
    for server in all_of_them["servers"]:
        expect("asked and lost", (5, 0), (server["asked"], server["lost"]))
        times = [server[key] for key in ("min_us", "median_us", "p95_us", "max_us")]
        expect("times in order", sorted(times), times)
    expect("servers", 3, len(all_of_them["servers"]))


def an_interrupt_shows_what_was_measured(world: Demo) -> None:
    """Ctrl-C between questions, and while one is on its way"""
    for host, options in (("nsd", ["+interval=10s"]), ("silent", ["+time=20"])):
        line = [PROGRAM, "-r", "-p", str(world.port), "+json", "+count=9", *options, f"@{world.at[host]}", "www.example.test", "example.test"]
        running = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "HOME": "/nonexistent"})
        time.sleep(0.5)  # so that it asks before it is interrupted
        running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=10)
        lines = out.splitlines()
        expect(f"{line}: lookups", 1, len(lines))
        measure = json.loads(lines[0])
        expect("rounds", (1 if host == "nsd" else 0, 9), (measure["rounds"], measure["wanted"]))
        expect("servers", 1, len(measure["servers"]))


def dig_knows_nothing_of_it(world: Demo) -> None:
    """called as dig these options are invalid, as they are there"""
    for option in ("+all-ns", "+compare", f"+root-hints={world.hints}", "+nocolour", "+count=2", "+interval=1s", "+as-check"):
        done = run("-r", option, "www.example.test", name="dig")
        expect_code(done, 1)
        expect_in(done, f"Invalid option: {option.split('=')[0]}", done.stderr)


if __name__ == "__main__":
    main(
        [
            every_server_of_a_zone_is_asked,
            a_list_of_servers_is_compared,
            a_panel_is_json,
            times_are_measured,
            an_interrupt_shows_what_was_measured,
            dig_knows_nothing_of_it,
        ],
        demo,
    )
