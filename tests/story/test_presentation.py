#!/usr/bin/python3
"""Records print as dig prints them, in every style, and read back to what they were.

A responder of our own serves any rdata to dig, good or bad; rrlines prints the same message.
"""

import contextlib
import os
import random
import re
import socket
import struct
import subprocess
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import dns.exception
import dns.name
import dns.rdata
import dns.rdatatype
from story import Failed, expect, main

from lab.bind import Bind
from lab.lab import Lab
from lab.process import find

TESTS = Path(__file__).resolve().parents[1]
ZONES = TESTS / "data" / "zone-files"
SEEDS = TESTS / "fuzz" / "corpus" / "rdata"
MESSAGE_MAX = 60000
MUTANTS = 400
OWNER = b"\x01x\x00"
HASHED_OWNER = b"\x200P10G40S2C1O60RG0O50S381GOJJ8CAA\x00"  # dig refuses NSEC3 at any other
NSEC3, OPT, TSIG = 50, 41, 250

STYLES = [
    [],
    ["+multiline"],
    ["+multiline", "+norrcomments"],
    ["+rrcomments"],
    ["+nocrypto"],
    ["+multiline", "+nocrypto"],
    ["+nosplit"],
    ["+split=20"],
    ["+multiline", "+split=20"],
    ["+unknownformat"],
    ["+unknownformat", "+multiline"],
    ["+ttlunits"],
    ["+nottlid"],
    ["+noclass"],
    ["+nottlid", "+noclass"],
    ["+expandaaaa"],
]

# What dig 9.18 refuses and we print as a record, with the reason.  Nothing else may differ.
TOLERATED = {
    35: "a regular expression in NAPTR that does not compile hides no other record of the answer from us",
    45: "RFC 4025 section 2.4 lets an IPSECKEY of algorithm 0 go without a key",
}


# The dig whose text ours is, up to the first version that prints some types otherwise, and those types.
SAME_DIG, OTHER_DIG = (9, 18, 49), (9, 19, 0)
PRINTED_OTHERWISE = {34, 38, 48, 50, 66, 67, 68, 128, 260, 261, 262}
REFUSED_BY_OTHER_BIND = {24, 25, 43, 46}  # old, out of date, or not at a delegation


@dataclass(frozen=True)
class Record:
    rdtype: int
    rdata: bytes
    rdclass: int = 1
    owner: bytes = OWNER
    ttl: int = 3600

    def wire(self) -> bytes:
        return self.owner + struct.pack("!HHIH", self.rdtype, self.rdclass, self.ttl, len(self.rdata)) + self.rdata


def owner_of(rdtype: int) -> bytes:
    return HASHED_OWNER if rdtype == NSEC3 else OWNER


def message_of(records: list[Record], ident: bytes = b"\0\0", question: bytes = b"") -> bytes:
    head = struct.pack("!HHHHH", 0x8400, 1 if question else 0, len(records), 0, 0)
    return ident + head + question + b"".join(record.wire() for record in records)


class Responder:
    """Answers each query over TCP with the records that were set."""

    def __init__(self) -> None:
        self.dig = find("dig", "bind9-dnsutils")
        self.is_same = SAME_DIG <= self.version() < OTHER_DIG
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.records: list[Record] = []
        threading.Thread(target=self.serve, daemon=True).start()

    def version(self) -> tuple[int, ...]:
        said = subprocess.run([self.dig, "-v"], capture_output=True, text=True, check=True)
        return tuple(map(int, re.search(r"(\d+)\.(\d+)\.(\d+)", said.stdout + said.stderr).groups()))

    def prints_alike(self, records: list[Record]) -> list[Record]:
        """Without those of types that another version of dig prints otherwise."""
        return [record for record in records if self.is_same or record.rdtype not in PRINTED_OTHERWISE]

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                size = struct.unpack("!H", connection.recv(2, socket.MSG_WAITALL))[0]
                query = connection.recv(size, socket.MSG_WAITALL)
                answer = message_of(self.records, query[:2], query[12:query.index(b"\0", 12) + 5])
                connection.sendall(struct.pack("!H", len(answer)) + answer)
                connection.recv(1)

    def lines(self, records: list[Record], *options: str) -> str:
        """What dig prints of an answer with these records."""
        self.records = records
        argv = [self.dig, "-r", "@127.0.0.1", "-p", str(self.port), "+tcp", "+norec", "+nocookie", "+noall", "+answer"]
        text = decode(subprocess.run([*argv, "x.", *options], capture_output=True, timeout=60, env=environment()).stdout)
        # Printed when a record is unusual where it stands; it is the record lines that are compared.
        malformed = ";; Warning: Message parser reports malformed message packet.\n"
        return text.removeprefix(malformed) or malformed


def environment() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def decode(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")


def rrlines(messages: Iterable[bytes], *options: str) -> str:
    """What we print of the records of the messages."""
    framed = b"".join(struct.pack("!H", len(message)) + message for message in messages)
    done = subprocess.run([os.environ["RRLINES"], *options], input=framed, capture_output=True, timeout=300, env=environment())
    expect("the exit code of rrlines", 0, done.returncode)
    return decode(done.stdout)


def ours(records: list[Record], *options: str) -> str:
    return rrlines([message_of(records)], *options)


def seeds() -> list[Record]:
    """The seeds of the fuzz target: type, size of what stands before the rdata, that, rdata."""
    found = []
    for file in sorted(SEEDS.iterdir()):
        data = file.read_bytes()
        rdtype, rdata = struct.unpack("!H", data[:2])[0], data[3 + data[2]:]
        if "compressed" not in file.name and rdtype not in (OPT, TSIG):
            found.append(Record(rdtype, rdata, owner=owner_of(rdtype)))
    return found


def unbound_pairs() -> Iterator[tuple[Record, str]]:
    """Records that Unbound tests its own reader with, and the text that ldns prints of each."""
    for file in sorted((ZONES / "unbound").glob("test_ldnsrr.c*")):
        lines = file.read_text().splitlines()
        for number, line in enumerate(lines[:-1]):
            if not re.fullmatch(r"(?:[0-9A-F]{2})+", line):
                continue
            wire = bytes.fromhex(line)
            name, used = dns.name.from_wire(wire, 0)
            rdtype, rdclass, ttl, size = struct.unpack("!HHIH", wire[used:used + 10])
            rdata = wire[used + 10:]
            expect(f"{file}:{number + 1}: size", size, len(rdata))
            yield Record(rdtype, rdata, rdclass, name.to_wire(), ttl), lines[number + 1]


def dnspython_pairs() -> Iterator[tuple[Record, str]]:
    """The zone that dnspython tests its own reader with; what this dnspython cannot read is left out."""
    for line in (ZONES / "dnspython/example2.good").read_text().splitlines():
        owner, ttl, rdclass, rdtype, text = line.split(" ", 4)
        try:
            rdata = dns.rdata.from_text(rdclass, rdtype, text, relativize=False)
        except (dns.exception.DNSException, ValueError):
            continue
        yield Record(rdata.rdtype, rdata.to_wire(), rdata.rdclass, dns.name.from_text(owner).to_wire(), int(ttl)), text


def vectors(file: str) -> dict[str, str]:
    """The SVCB of RFC 9460 appendix D by name: text, or RFC 3597, on one line."""
    found: dict[str, str] = {}
    open_name = None
    for line in (ZONES / "nsd-tpkg" / file).read_text().splitlines():
        begun = re.match(r"(v\d\d)\s+SVCB\s+(.*)", line)
        if begun:
            open_name, line = begun[1], begun[2]
            found[open_name] = ""
        if open_name:
            found[open_name] += " " + re.sub(r"\s;.*", "", line)
            if found[open_name].count("(") == found[open_name].count(")"):
                open_name = None
    return found


def corpus() -> list[Record]:
    records = seeds() + [record for record, _ in unbound_pairs()] + [record for record, _ in dnspython_pairs()]
    for text in vectors("svcb.test-vectors-wf.zone").values():
        digits = re.sub(r"[^0-9a-f]", "", text.split("#", 1)[1].split("(", 1)[1])
        records.append(Record(dns.rdatatype.SVCB, bytes.fromhex(digits)))
    return [replace(record, owner=HASHED_OWNER) if record.rdtype == NSEC3 else record for record in records]


def batches(records: list[Record]) -> Iterator[list[Record]]:
    batch, size = [], 0
    for record in records:
        if size + len(record.wire()) > MESSAGE_MAX:
            yield batch
            batch, size = [], 0
        batch.append(record)
        size += len(record.wire())
    yield batch


def is_refused(text: str) -> bool:
    return text.startswith(";; ")


def split_refused(world: Responder, records: list[Record]) -> tuple[list[Record], list[Record]]:
    """The records that dig prints, and those for which it refuses a message."""
    text = world.lines(records)
    if not is_refused(text) and text.count("\n") == len(records):
        return records, []
    if len(records) == 1:
        return [], records
    middle = len(records) // 2
    halves = [split_refused(world, part) for part in (records[:middle], records[middle:])]
    return halves[0][0] + halves[1][0], halves[0][1] + halves[1][1]


def expect_shown(record: Record) -> None:
    """What dig refuses we show as RFC 3597 has it, unless it is tolerated."""
    line = ours([record])
    if "\t\\# " not in line and " \\# " not in line and record.rdtype not in TOLERATED:
        raise Failed(f"dig refuses, we print: {line}of {record.rdata.hex()}")


def every_type_prints_as_dig_prints_it(world: Responder) -> None:
    """records of every type print as dig prints them, in every style"""
    seen, refused = set(), []
    for batch in batches(world.prints_alike(corpus())):
        good, bad = split_refused(world, batch)
        refused += bad
        seen |= {record.rdtype for record in good}
        for style in STYLES:
            expect(f"style {style}", world.lines(good, *style), ours(good, *style))
    for record in refused:
        expect_shown(record)
    for rdtype in (*range(1, 54), *range(55, 69), 99, *range(104, 110), *range(256, 263), 32768, 32769):
        if rdtype not in seen | {OPT, 54} | (set() if world.is_same else PRINTED_OTHERWISE):
            raise Failed(f"no record of type {rdtype} was compared")


def what_is_printed_is_read_back(world: Responder) -> None:
    """the text of each record gives its rdata again, in every style that hides nothing"""
    records = corpus()
    for style in STYLES:
        if "+nocrypto" in style:
            continue
        for batch in batches(records):
            complaints = [line for line in ours(batch, "+reparse", *style).splitlines() if line.startswith(";;")]
            expect(f"style {style}", [], complaints)


def names_and_times_print_as_dig_prints_them(world: Responder) -> None:
    """owners of every size, odd bytes, TTLs and classes print as dig prints them"""
    odd = b"\x0fa b.c@$\"();\\\x00\xff\x7f" + b"\x01*\x00"
    records = [Record(1, b"\1\2\3\4", owner=bytes([size]) + b"a" * size + b"\0") for size in range(1, 64)]
    records += [Record(48, b"\1\0\3\x08abcd", owner=record.owner, ttl=7) for record in records]
    records += [Record(1, b"\1\2\3\4", ttl=ttl) for ttl in (0, 1, 59, 60, 3661, 604800, 2**31 - 1, 2**31, 2**32 - 1)]
    records += [Record(16, b"\3abc", rdclass) for rdclass in (2, 3, 4, 5, 256, 65535)]
    records += [Record(1, b"\1\2\3\4", 4), Record(1, b"\2ns\0\1\2", 3), Record(28, bytes(16), 3), Record(33, bytes(7), 3)]
    records += [Record(2, odd, owner=odd), Record(15, b"\0\1" + odd), Record(47, odd + b"\0\1\x40"), Record(6, odd + odd + bytes(20))]
    for style in STYLES:
        expect(f"style {style}", world.lines(records, *style), ours(records, *style))


def names_are_decompressed_as_dig_does(world: Responder) -> None:
    """names in rdata may point back, in every type where dig takes that"""
    example = b"\2ns\7Example\0"
    for record in world.prints_alike(seeds()):
        if example not in record.rdata or record.rdtype == 55:  # servers of a HIP are never compressed
            continue
        for pointer in (b"\xc0\x0c", b"\3www\xc0\x0c"):
            changed = Record(record.rdtype, record.rdata.replace(example, pointer))
            if is_refused(world.lines([changed])):
                expect_shown(changed)
                continue
            for style in ([], ["+unknownformat"]):
                expect(f"type {record.rdtype}", world.lines([changed], *style), ours([changed], *style))


def mutate(chance: random.Random, rdata: bytes) -> bytes:
    changed = bytearray(rdata)
    at = chance.randrange(len(changed) + 1)
    kind = chance.randrange(5)
    if kind == 0:
        del changed[at:]
    elif kind == 1:
        changed[at:at] = bytes([chance.choice([0, 1, 255, 65])])
    elif kind == 2:
        changed += bytes(chance.randrange(256) for _ in range(chance.randrange(1, 4)))
    elif changed:
        at = chance.randrange(len(changed) if kind == 3 else min(12, len(changed)))
        changed[at] = chance.choice([0, 1, 2, 3, 64, 128, 192, 255, changed[at] ^ 1 << chance.randrange(8)])
    return bytes(changed)


def broken_rdata_is_shown_in_hex(world: Responder) -> None:
    """of malformed rdata we print what dig prints, or RFC 3597 where dig refuses the message"""
    chance = random.Random(1)
    known = world.prints_alike(seeds())
    for _ in range(MUTANTS):
        record = chance.choice(known)
        rdata = mutate(chance, record.rdata)
        if chance.randrange(2):
            rdata = mutate(chance, rdata)
        record = Record(record.rdtype, rdata, owner=record.owner)
        wanted = world.lines([record])
        if is_refused(wanted):
            expect_shown(record)
        else:
            expect(f"type {record.rdtype} {rdata.hex()}", wanted, ours([record]))


def transfer(server: Bind, zone: str) -> list[bytes]:
    """The messages of an AXFR."""
    question = dns.name.from_text(zone).to_wire() + struct.pack("!HH", 252, 1)
    query = b"\0\7\0\0\0\1\0\0\0\0\0\0" + question
    messages, soas = [], 0
    with socket.create_connection((server.addresses[0], server.port), 10) as connection, connection.makefile("rb") as stream:
        connection.sendall(struct.pack("!H", len(query)) + query)
        while soas < 2:
            messages.append(stream.read(struct.unpack("!H", stream.read(2))[0]))
            soas += len(re.findall(r"^\S+\s+\d+\s+IN\s+SOA\s", rrlines(messages[-1:]), re.MULTILINE))
    return messages


def zone_file(records: list[Record]) -> str:
    """A zone with each record at an owner of its own, as RFC 3597 has it: BIND's reader takes no part."""
    lines = ["$TTL 300", "@ SOA . . 1 3600 600 86400 300", "@ NS ns", "ns A 127.0.0.1"]
    for number, record in enumerate(records):
        owner = "0P10G40S2C1O60RG0O50S381GOJJ8CAA" if record.rdtype == NSEC3 else f"r{number}"
        lines.append(f"{owner} TYPE{record.rdtype} \\# {len(record.rdata)} {record.rdata.hex()}")
    return "\n".join(lines) + "\n"


# The apex's own type, what BIND calls obsolete, meta types, and types that it serves at a zone's apex alone.
NOT_SERVED = {3, 4, 6, 10, 30, 51, 59, 60, 63, *range(100, 104), *range(128, 256), 32768}


def is_servable(record: Record, is_same: bool) -> bool:
    refused = NOT_SERVED if is_same else NOT_SERVED | REFUSED_BY_OTHER_BIND
    return record.rdclass == 1 and record.rdtype not in refused


def a_served_zone_prints_as_dig_prints_it(world: Responder) -> None:
    """a zone that named serves prints as dig prints it from a transfer"""
    records = [record for record in world.prints_alike(corpus()) if is_servable(record, world.is_same)]
    printed = [record for batch in batches(records) for record in split_refused(world, batch)[0]]
    nsec3 = [record for record in printed if record.rdtype == NSEC3][:1]
    with Lab() as lab:
        address = lab.interface("127.0.0.1")  # named binds to addresses of interfaces alone
        lab.find_port()
        file = lab.directory / "zone"
        file.write_text(zone_file([record for record in printed if record.rdtype != NSEC3] + nsec3))
        server = lab.add(Bind, "named", [address], {"presentation.test.": file})
        lab.start()
        messages = transfer(server, "presentation.test.")
        for style in STYLES:
            argv = [world.dig, "-r", f"@{address}", "-p", str(server.port), "AXFR", "presentation.test.", "+noall", "+answer"]
            wanted = decode(subprocess.run([*argv, *style], capture_output=True, timeout=60, env=environment()).stdout)
            expect(f"style {style}", wanted, rrlines(messages, *style))


def read(lines: list[str]) -> list[str]:
    """The hex of rdata in text, one line each, or "!" and a sentence."""
    done = subprocess.run(
        [os.environ["RRLINES"], "+read"], input="\n".join(lines).encode() + b"\n", capture_output=True, timeout=300
    )
    expect("the exit code of rrlines", 0, done.returncode)
    return decode(done.stdout).splitlines()


# Texts that we refuse or take otherwise than those who wrote them, with the reason.
OTHERWISE = {
    "TYPE15 10 \"foo.": "ldns does not escape a quote in a name",
    "TYPE19 \"x25 address in text format\"": "RFC 1183 section 3.1: the address of X25 is digits",
    "TYPE23 foo.bar.com.": "ldns has NSAP-PTR as text; RFC 1348 has it as a name",
    "TYPE23 host.school.de.": "the same",
    "TYPE63 2018031900 241 1 E1846540E33A9E4189792D18D5D131F605FC283E": "RFC 8976 section 2.2.4: SHA-384 has 48 bytes",
}


def text_of_others_gives_their_wire(world: Responder) -> None:
    """what dnspython and ldns print of a record is read to the same rdata"""
    rows = [(record, f"TYPE{record.rdtype} {text}") for record, text in dnspython_pairs()]
    for record, line in unbound_pairs():
        found = re.match(r"\S+\s+\d+\s+IN\s+\S+\s+(.*)", line.split(";{")[0])
        if found:
            rows.append((record, f"TYPE{record.rdtype} {found[1]}"))
    differ = []
    for (record, text), got in zip(rows, read([text for _, text in rows]), strict=True):
        if got != record.rdata.hex() and text.strip() not in OTHERWISE:
            differ.append(f"{text}: wanted {record.rdata.hex()}, got {got}")
    expect("read otherwise", [], differ)


def vectors_of_svcb_are_read(world: Responder) -> None:
    """the text of each SVCB vector of RFC 9460 gives the rdata beside it"""
    text, wire = vectors("svcb.test-vectors-pf.zone"), vectors("svcb.test-vectors-wf.zone")
    names = sorted(text.keys() & wire.keys())
    expect("vectors", True, len(names) >= 10)
    for name, got, wanted in zip(names, read([f"SVCB {text[name]}" for name in names]), read([f"SVCB {wire[name]}" for name in names]), strict=True):
        expect(f"{name}: {text[name]}", wanted, got)


@contextlib.contextmanager
def responder() -> Iterator[Responder]:
    world = Responder()
    try:
        yield world
    finally:
        world.listener.close()


if __name__ == "__main__":
    main(
        [
            every_type_prints_as_dig_prints_it,
            what_is_printed_is_read_back,
            names_and_times_print_as_dig_prints_them,
            names_are_decompressed_as_dig_does,
            broken_rdata_is_shown_in_hex,
            a_served_zone_prints_as_dig_prints_it,
            text_of_others_gives_their_wire,
            vectors_of_svcb_are_read,
        ],
        responder,
    )
