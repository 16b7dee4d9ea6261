#!/usr/bin/python3
"""The lab itself: every server answers what it should, and nothing is left when it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import dns.edns
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdatatype
import dns.xfr
import dns.zone
from story import Failed, expect, expect_in, main

from lab.demo import TROUBLED, Demo, demo
from lab.lab import Lab
from lab.process import remaining

KILLED = """
import sys
sys.path.insert(0, sys.argv[1])
from lab.lab import Lab
from lab.demo import Demo
lab = Lab()
Demo(lab)
print(lab.directory, flush=True)
sys.stdin.read()
"""
END_SECONDS = 20
BURST = 1000
CHILD = "www.child.example.test."


def ask(world: Demo, host: str, name: str, rdtype: str, rdclass: str = "IN", tcp: bool = False, **options):
    message = dns.message.make_query(name, rdtype, rdclass, **options)
    transport = dns.query.tcp if tcp else dns.query.udp
    return transport(message, world.at[host], timeout=5, port=world.port)


def rdatas(answer: dns.message.Message, name: str, rdtype: str) -> list[str]:
    kind = dns.rdatatype.from_text(rdtype)
    return sorted(
        rdata.to_text() for rrset in answer.answer if rrset.rdtype == kind and rrset.name.to_text() == name for rdata in rrset
    )


def every_zone_is_served(world: Demo) -> None:
    """every authoritative server answers the SOA of its zones, with AA, by UDP and TCP"""
    for server in world.lab.servers.values():
        if server.name == "resolver":
            continue
        for zone, file in server.zones.items():
            for address in server.addresses:
                for transport in (dns.query.udp, dns.query.tcp):
                    answer = transport(dns.message.make_query(zone, "SOA"), address, timeout=5, port=world.port)
                    what = f"{zone} SOA at {server.name} ({address})"
                    expect(what, "NOERROR" if file else "SERVFAIL", dns.rcode.to_text(answer.rcode()))
                    expect(what, bool(file), bool(answer.flags & dns.flags.AA))


def example_is_the_same_on_all(world: Demo) -> None:
    """example.test is the same on NSD, Knot and BIND"""
    zone = dns.zone.from_file(str(world.zones["example.test."]), "example.test.", relativize=False)
    seen = 0
    for name, rdataset in zone.iterate_rdatasets():
        if name.is_subdomain(dns.name.from_text("child.example.test.")):
            continue
        wanted = sorted(rdata.to_text() for rdata in rdataset)
        for host in ("nsd", "knot", "bind"):
            answer = ask(world, host, name.to_text(), dns.rdatatype.to_text(rdataset.rdtype))
            if answer.flags & dns.flags.TC:
                answer = ask(world, host, name.to_text(), dns.rdatatype.to_text(rdataset.rdtype), tcp=True)
            found = [rrset for rrset in answer.answer if rrset.rdtype == rdataset.rdtype]
            what = f"{name} {dns.rdatatype.to_text(rdataset.rdtype)} at {host}"
            expect(what, 1, len(found))
            expect(what, wanted, sorted(rdata.to_text() for rdata in found[0]))
            expect(what + ": TTL", rdataset.ttl, found[0].ttl)
            seen += 1
    if seen < 100:
        raise Failed(f"only {seen} RRsets were compared")


def delegations_are_referrals(world: Demo) -> None:
    """root, test. and example.test refer downwards, with glue"""
    steps = (
        ("root_a", "test.", ("tld_a", "tld_b")),
        ("root_b", "test.", ("tld_a", "tld_b")),
        ("tld_a", "example.test.", ("nsd", "knot", "bind")),
        ("nsd", "child.example.test.", ("child_a", "child_b")),
        ("knot", "child.example.test.", ("child_a", "child_b")),
        ("bind", "child.example.test.", ("child_a", "child_b")),
    )
    for host, cut, below in steps:
        answer = ask(world, host, "www.child.example.test.", "A")
        expect(f"{cut} at {host}", ([], 0), (answer.answer, answer.flags & dns.flags.AA))
        expect(f"{cut} at {host}", cut, answer.authority[0].name.to_text())
        glue = sorted(rrset[0].to_text() for rrset in answer.additional if rrset.rdtype == dns.rdatatype.A)
        expect(f"glue of {cut} at {host}", sorted(world.at[name] for name in below), glue)


def resolver_resolves_and_validates(world: Demo) -> None:
    """the resolver follows the private root and says AD for what is signed"""
    answer = ask(world, "resolver", "www.signed.test.", "A", want_dnssec=True)
    expect("www.signed.test", ["192.0.2.110"], rdatas(answer, "www.signed.test.", "A"))
    expect("AD for www.signed.test", True, bool(answer.flags & dns.flags.AD))
    answer = ask(world, "resolver", "www.child.example.test.", "A")
    expect("www.child.example.test", ["192.0.2.100"], rdatas(answer, "www.child.example.test.", "A"))
    expect("AD for www.child.example.test", False, bool(answer.flags & dns.flags.AD))
    answer = ask(world, "resolver", "no-such-name.signed.test.", "A", want_dnssec=True)
    expect("a name that is not there", "NXDOMAIN", dns.rcode.to_text(answer.rcode()))


def transfers_are_allowed_or_refused(world: Demo) -> None:
    """NSD and BIND give example.test by AXFR, Knot refuses"""
    for host in ("nsd", "bind"):
        zone = dns.zone.Zone("example.test.", relativize=False)
        dns.query.inbound_xfr(world.at[host], zone, port=world.port, timeout=5)
        expect(f"mail in the transfer from {host}", True, dns.name.from_text("mail.example.test.") in zone.nodes)
    zone = dns.zone.Zone("example.test.", relativize=False)
    try:
        dns.query.inbound_xfr(world.at["knot"], zone, port=world.port, timeout=5)
    except dns.xfr.TransferError as error:
        expect("the transfer from knot", "NOTAUTH", dns.rcode.to_text(error.rcode))
    else:
        raise Failed("knot gave the zone away")


def troubled_zones_have_their_trouble(world: Demo) -> None:
    """each troubled zone answers well at its first server and ill at the second"""
    for zone, (first, _) in TROUBLED.items():
        answer = ask(world, "nsd", f"www.{zone}", "A")
        expect(f"www.{zone}", ["192.0.2.120"], rdatas(answer, f"www.{zone}", "A"))
        expect(f"NS of {zone}", True, first in rdatas(ask(world, "nsd", zone, "NS"), zone, "NS"))
    for host, zone, rcode in (("knot", "refused", "REFUSED"), ("knot", "broken", "SERVFAIL"), ("tld_a", "upward", "NOERROR")):
        answer = ask(world, host, f"www.{zone}.test.", "A")
        expect(f"{zone} at {host}", (rcode, []), (dns.rcode.to_text(answer.rcode()), answer.answer))
    ask(world, "resolver", "www.recursive.test.", "A")
    answer = ask(world, "resolver", "www.recursive.test.", "A", flags=0)
    expect("recursive.test at the resolver", 1, len(answer.answer))
    expect("AA there", 0, answer.flags & dns.flags.AA)


def silent_and_closed_addresses(world: Demo) -> None:
    """the silent address answers nothing and the closed one refuses"""
    question = dns.message.make_query("example.test", "SOA")
    for host, error in (("silent", dns.exception.Timeout), ("closed", ConnectionRefusedError)):
        for transport in (dns.query.udp, dns.query.tcp):
            try:
                # A connected socket is told of ICMP errors; dnspython connects only for TCP.
                transport(question, world.at[host], timeout=0.2, port=world.port)
            except (error, dns.exception.Timeout) as seen:
                if transport is dns.query.tcp:
                    expect(f"{host} by TCP", error, type(seen))
            else:
                raise Failed(f"{host} answered")


def one_server_is_stale(world: Demo) -> None:
    """Knot serves an older stale.test than NSD"""
    serials = [rdatas(ask(world, host, "stale.test.", "SOA"), "stale.test.", "SOA")[0].split()[2] for host in ("nsd", "knot")]
    expect("serials", ["12", "11"], serials)


def servers_say_who_they_are(world: Demo) -> None:
    """id.server in class CH and NSID name the server"""
    for host in ("nsd", "knot", "bind", "resolver"):
        answer = ask(world, host, "id.server.", "TXT", "CH")
        expect(f"id.server at {host}", f'"{host}"', answer.answer[0][0].to_text())
        answer = ask(world, host, "example.test.", "SOA", use_edns=0, options=[dns.edns.GenericOption(3, b"")])
        expect(f"NSID at {host}", [host.encode()], [option.to_wire() for option in answer.options if option.otype == 3])


def nobody_limits_the_rate(world: Demo) -> None:
    """a burst of equal questions is answered whole by each server"""
    question = dns.message.make_query("www.example.test", "A")
    for host in ("nsd", "knot", "bind"):
        for _ in range(BURST):
            answer = dns.query.udp(question, world.at[host], timeout=5, port=world.port)
            expect(f"the burst at {host}", (2, 0), (len(answer.answer), answer.flags & dns.flags.TC))


def two_labs_stand_side_by_side(world: Demo) -> None:
    """a second lab starts while the first runs, and leaves nothing"""
    with Lab() as lab:
        other = Demo(lab)
        expect("blocks differ", True, other.at["nsd"] != world.at["nsd"])
        for one in (world, other):
            expect("www.child", ["192.0.2.100"], rdatas(ask(one, "child_a", CHILD, "A"), CHILD, "A"))
        directory = lab.directory
    expect("processes left", [], remaining(directory))
    expect("directory left", False, directory.exists())


def a_killed_run_leaves_no_process(_: Demo) -> None:
    """the servers of a run that is killed end by themselves"""
    argv = [sys.executable, "-c", KILLED, str(Path(__file__).resolve().parents[1])]
    child = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    directory = Path(child.stdout.readline().strip())
    expect_in("the directory of the lab", "dnslab.", str(directory))
    expect("servers run", True, len(remaining(directory)) >= 7)
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    deadline = time.monotonic() + END_SECONDS
    while remaining(directory) and time.monotonic() < deadline:
        time.sleep(0.02)
    expect("processes left", [], remaining(directory))
    subprocess.run(["rm", "-rf", "--", directory], check=True)


if __name__ == "__main__":
    main(
        [
            every_zone_is_served,
            example_is_the_same_on_all,
            delegations_are_referrals,
            resolver_resolves_and_validates,
            transfers_are_allowed_or_refused,
            troubled_zones_have_their_trouble,
            silent_and_closed_addresses,
            one_server_is_stale,
            servers_say_who_they_are,
            nobody_limits_the_rate,
            two_labs_stand_side_by_side,
            a_killed_run_leaves_no_process,
        ],
        demo,
    )
