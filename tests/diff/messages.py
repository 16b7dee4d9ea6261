#!/usr/bin/env python3
"""Our reading of messages against two others: messages.py DUMP FILE

A scanner of 30 lines says which records stand before the first fault of each message, and
dnspython, where it can parse a message, what the records are.
"""

import subprocess
import sys
from pathlib import Path

import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.rdataclass
import dns.rdatatype

JUMPS_MAX = 128


class Fault(Exception):
    pass


def skip_name(wire: bytes, at: int) -> int:
    end, size, floor, jumps = None, 0, at, 0
    while True:
        if at >= len(wire):
            raise Fault
        head = wire[at]
        if head < 0x40:
            at, size = at + 1 + head, size + 1 + head
            if at > len(wire) or size > 255:
                raise Fault
            if head == 0:
                return at if end is None else end
        else:
            target = int.from_bytes(wire[at : at + 2], "big") & 0x3FFF
            jumps += 1
            if head < 0xC0 or at + 2 > len(wire) or target >= floor or jumps > JUMPS_MAX:
                raise Fault
            end = at + 2 if end is None else end
            at = floor = target


def scan(wire: bytes) -> tuple[list[tuple[int, int, int]], int, bool]:
    """Section, offset and type of each record before the first fault; where it ended, and whether well."""
    records, at = [], 12
    if len(wire) < at:
        return records, 0, False
    for section in range(4):
        for _ in range(int.from_bytes(wire[4 + 2 * section : 6 + 2 * section], "big")):
            try:
                end = skip_name(wire, at)
            except Fault:
                return records, at, False
            size = 4 if section == 0 else 10 + int.from_bytes(wire[end + 8 : end + 10], "big")
            if end + (4 if section == 0 else 10) > len(wire) or end + size > len(wire):
                return records, at, False
            records.append((section, at, int.from_bytes(wire[end : end + 2], "big")))
            at = end + size
    return records, at, True


def check_scan(wire: bytes, rows: list[list[str]]) -> None:
    records, end, is_good = scan(wire)
    ours = [(int(row[1]), int(row[2]), int(row[4])) for row in rows if row[0] == "rr"]
    assert ours == records, f"records {ours}, not {records}"
    assert all(row[8] != "" for row in rows if row[0] == "rr" and row[1] != "0" and row[7] != ""), "no text"
    last = rows[-1]
    assert int(last[1]) == end, f"ends at {last[1]}, not at {end}"
    assert (last[3] == "") == is_good, f"fault {last[3]!r}, but the other scanner says {is_good}"
    assert int(last[2]) == (len(wire) - end if is_good else 0), f"{last[2]} bytes behind the records"


def parse(wire: bytes) -> dns.message.Message | None:
    try:
        return dns.message.from_wire(wire, keyring=lambda message, name: None, one_rr_per_rrset=True, ignore_trailing=True)
    except Exception:  # it raises whatever comes; what it cannot read is not compared
        return None


# In an UPDATE, dnspython changes the class of some records and drops the TTL of those without rdata.
def record(section: int, rrset: dns.rrset.RRset, is_update: bool) -> tuple:
    data = rrset[0].to_wire() if len(rrset) > 0 else b""
    rdclass = None if is_update else int(rrset.rdclass)
    return section, rrset.name, int(rrset.rdtype), rdclass, 0 if is_update and not data else rrset.ttl, data


def ours(row: list[str], is_update: bool) -> tuple:
    data = bytes.fromhex(row[7])
    is_zero = int(row[6]) >= 2**31 or (is_update and not data)  # RFC 2181 section 8
    ttl = 0 if is_zero else int(row[6])
    rdclass = None if is_update else int(row[5])
    return int(row[1]), dns.name.from_text(row[3]), int(row[4]), rdclass, ttl, data


def check_dnspython(wire: bytes, rows: list[list[str]]) -> bool:
    message = parse(wire)
    if message is None:
        return False
    header = rows[1]
    assert message.id == int(header[1])
    is_update = message.opcode() == dns.opcode.UPDATE
    theirs = [record(section, rrset, is_update) for section, rrsets in enumerate(message.sections) for rrset in rrsets]
    mine = [ours(row, is_update) for row in rows if row[0] == "rr" and int(row[4]) not in (41, 250)]
    assert len(mine) == len(theirs), f"{len(mine)} records, not {len(theirs)}"
    for a, b in zip(mine, theirs):
        assert a == b, f"{a}\n  is not\n  {b}"
    opts = [row for row in rows if row[0] == "opt"]
    assert bool(opts) == (message.edns >= 0), "EDNS"
    if opts:
        assert [int(field) for field in opts[0][1:5]] == [
            message.payload,
            message.edns,
            message.rcode(),
            message.ednsflags & 0xFFFF,
        ]
        options = [(int(row[1]), bytes.fromhex(row[2])) for row in rows if row[0] == "option"]
        assert options == [(int(option.otype), option.to_wire()) for option in message.options]
    return True


def main(dump: str, file: Path) -> int:
    out = subprocess.run([dump, file], stdout=subprocess.PIPE, check=True).stdout.decode("latin-1")
    blocks = [block.split("\n")[:-1] for block in out.split("message\t")[1:]]
    lines = file.read_text().splitlines()
    assert len(blocks) == len(lines), f"{len(blocks)} messages, not {len(lines)}"
    faults, parsed = 0, 0
    for line, block in zip(lines, blocks):
        name, wire = line.split()[0], bytes.fromhex(line.split()[1])
        rows = [row.split("\t") for row in block]
        try:
            check_scan(wire, rows)
            parsed += check_dnspython(wire, rows)
        except AssertionError as wrong:
            faults += 1
            print(f"{file}: {name}: {wrong}")
    print(f"{len(lines)} messages, {parsed} also by dnspython, {faults} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
