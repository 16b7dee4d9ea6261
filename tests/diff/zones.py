#!/usr/bin/env python3
"""Zone files as we read them and as dnspython does: zones.py DUMP_ZONE tests/data/zone-files

ORACLE.tsv lists the files, the name of each zone, and which of named-compilezone, ldns-read-zone,
nsd-checkzone and kzonecheck refused the file (exit status not 0).

1. Every file is read to its end without a crash.  What we refuse has a fault with line and column.
2. What all four read we read too; where we alone refuse, the reason stands in REFUSED.
3. Of the files that both we and dnspython read, the records are the same, TTLs included.
"""

import csv
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import dns.name
import dns.rdatatype
import dns.zone

# Files that BIND reads and we do not, and why that is right.
REFUSED = {
    "bad-eui48-no-leading-zero.db": "an EUI48 has two digits a byte (RFC 7043)",
    "bad-eui64-no-leading-zero.db": "an EUI64 has two digits a byte (RFC 7043)",
    "bad-nsec3-padded.db": "base32hex has no padding there (RFC 5155)",
    "rr-wks.zone": "services of WKS by number only",
}
# Where dnspython reads other records than all the others, and why.
DIFFERENT = {
    "bug144_loc_defaults.zone": "dnspython rounds the altitude of a LOC down",
    "bug144_loc_defaults.known_good": "dnspython rounds the altitude of a LOC down",
    "db.0.0.0.0.1.0.8.8.0.4.1.f.7.0.6.2.ip6.arpa": "dnspython takes a relative $ORIGIN as absolute; BIND does not",
    "mydomain.biz.db": "dnspython forgets a $TTL of an included file; BIND and NSD do not",
}


def ours(dump: str, path: Path, zone: str) -> tuple[int, list[str], list[str]]:
    done = subprocess.run([dump, path.name, zone], cwd=path.parent, capture_output=True, timeout=60)
    lines = done.stdout.decode("latin-1").splitlines()
    return done.returncode, lines, done.stderr.decode("latin-1").splitlines()


def without_soa(records: set[tuple]) -> set[tuple]:
    return {record for record in records if record[2] != "SOA"}


def our_records(lines: list[str]) -> set[tuple]:
    records = set()
    for line in lines:
        owner, ttl, rdtype, rdata = line.rsplit(" ", 3)
        name = dns.name.from_text(owner).to_text().lower()
        records.add((name, ttl, rdtype, rdata))
    return records


def their_records(path: Path, zone: str) -> set[tuple]:
    os.chdir(path.parent)  # of what it includes
    read = dns.zone.from_file(path.name, origin=zone, relativize=False, check_origin=False, allow_include=True)
    return {
        (name.to_text().lower(), str(ttl), dns.rdatatype.to_text(rdata.rdtype), rdata.to_wire().hex())
        for name, ttl, rdata in read.iterate_rdatas()
    }


def has_place(fault: str) -> bool:
    words = fault.split(":", 3)
    return len(words) == 4 and words[1].isdigit() and words[2].isdigit() and int(words[1]) > 0


def check(dump: str, path: Path, row: dict[str, str]) -> str:
    """Returns what is wrong, or nothing."""
    status, lines, faults = ours(dump, path, row["origin"])
    if status not in (0, 1):
        return f"ended with {status}: {' '.join(faults[:3])}"
    if status == 1:
        if not faults or not all(has_place(fault) for fault in faults):
            return f"a fault without a place: {faults[:3]}"
        refused = [row[who] for who in ("bind_9.18", "ldns_1.8.3", "nsd", "knot_3.2")]
        if all(one in ("0", "") for one in refused) and path.name not in REFUSED:
            return f"refused: {faults[0]}"
        return ""
    try:
        theirs = their_records(path, row["origin"])
    except Exception:  # what dnspython does not read says nothing about us
        return ""
    mine = our_records(lines)
    if len(mine) - len(without_soa(mine)) > 1:  # dnspython keeps the last
        mine, theirs = without_soa(mine), without_soa(theirs)
    if mine != theirs and path.name not in DIFFERENT:
        return f"only ours {sorted(mine - theirs)[:2]}, only theirs {sorted(theirs - mine)[:2]}"
    return ""


def main(dump: str, folder: Path) -> int:
    seen, failed = Counter(), 0
    with open(folder / "ORACLE.tsv", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            path = (folder.parent / row["file"]).resolve()
            wrong = check(dump, path, row)
            seen["wrong" if wrong else "right"] += 1
            if wrong:
                failed += 1
                print(f"{row['file']}: {wrong}")
    print(dict(seen))
    return 1 if failed or seen["right"] < 600 else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve()))
