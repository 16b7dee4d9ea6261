#!/usr/bin/env python3
"""Holds our validation against Unbound's scripted replays: replays.py JUDGE FOLDER

Each replay says which authoritative server gives which reply, at which date, and what a validating resolver must then
answer: AD is secure, SERVFAIL is bogus, all else is insecure.
"""

import calendar
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdatatype
import dns.rrset

ALIASES_MAX = 8
FLAGS = {"QR", "AA", "TC", "RD", "RA", "AD", "CD"}
RCODES = {"NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED", "FORMERR", "NOTIMP", "YXDOMAIN"}
CACHED = "the replay leaves out the reply for DS, which Unbound makes from records seen before"
# What we say otherwise, and why.
DIFFERENT = {
    ("val_negcache_nta", "ant.testzone.nlnetlabs.nl. TXT"): ("indeterminate", CACHED),
    ("val_nsec3_b3_optout_negcache", "mc.c.example. MX"): ("indeterminate", CACHED),
    ("val_negcache_ttl_prefetch", "redir.zone2.nlnetlabs.nl. TXT"): ("indeterminate", "no anchor is above: RFC 4035 calls that indeterminate"),
    ("val_nodata_entnx", "0.example.com. A"): ("bogus", "NXDOMAIN for an empty non-terminal: Unbound makes it NOERROR, we judge the reply as it is"),
    ("val_twocname", "k.root-servers.org. A"): ("indeterminate", CACHED),
}
SECTIONS = ("QUESTION", "ANSWER", "AUTHORITY", "ADDITIONAL")


@dataclass
class Entry:
    words: set[str] = field(default_factory=set)
    lines: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in SECTIONS})
    match: set[str] = field(default_factory=set)

    def question(self) -> tuple[dns.name.Name, str]:
        words = self.lines["QUESTION"][0].split()
        return dns.name.from_text(words[0]), words[-1]

    def section(self, name: str) -> list[dns.rrset.RRset]:
        sets: list[dns.rrset.RRset] = []
        for line in self.lines[name]:
            owner, *words = line.split(";")[0].split()
            words = [word for word in words if word not in "()"]
            ttl = int(words.pop(0)) if words[0].isdigit() else 3600
            if words[0] == "IN":
                words.pop(0)
            rdata = dns.rdata.from_text("IN", words[0], " ".join(words[1:]), dns.name.root, relativize=False)
            made = dns.rrset.from_rdata(dns.name.from_text(owner), ttl, rdata)
            same = [old for old in sets if old.match(made.name, made.rdclass, made.rdtype, made.covers)]
            if same:
                same[0].update(made)
            else:
                sets.append(made)
        return sets

    def rcode(self) -> str:
        return next(iter(self.words & RCODES), "NOERROR")


@dataclass
class Replay:
    anchors: list[str] = field(default_factory=list)
    now: int = 0
    entries: list[Entry] = field(default_factory=list)
    checks: list[tuple[Entry, Entry]] = field(default_factory=list)


def read(path: Path) -> Replay:
    replay, entry, section, step, query = Replay(), None, "", "", None
    for raw in path.read_text(errors="replace").splitlines():
        line = raw.split(";")[0].strip() if not raw.strip().startswith("trust-anchor") else raw.strip()
        words = line.split()
        if not words:
            continue
        if words[0] == "trust-anchor:":
            replay.anchors.append(line.split('"')[1])
        elif words[0] == "val-override-date:":
            date = words[1].strip('"')
            replay.now = int(date) if len(date) < 14 else calendar.timegm(time.strptime(date, "%Y%m%d%H%M%S"))
        elif words[0] == "STEP":
            step = words[2]
        elif words[0] == "RANGE_BEGIN":
            step = ""
        elif words[0] == "ENTRY_BEGIN":
            entry, section = Entry(), ""
        elif words[0] == "ENTRY_END" and entry:
            if step == "QUERY":
                query = entry
            elif step == "CHECK_ANSWER" and query:
                replay.checks.append((query, entry))
            elif step == "":
                replay.entries.append(entry)
            entry = None
        elif entry is None:
            continue
        elif words[0] == "REPLY":
            entry.words = set(words[1:])
        elif words[0] == "MATCH":
            entry.match = set(words[1:])
        elif words[0] == "SECTION":
            section = words[1]
        elif section and words[0] != "ADJUST":
            entry.lines[section].append(line)
    if replay.now < 0:  # dates do not count: one at which the signatures are valid
        replay.now = max(
            (rdata.inception for entry in replay.entries for rrset in entry.section("ANSWER") for rdata in rrset if rrset.covers), default=0
        )
    return replay


def build(name: dns.name.Name, kind: str, rcode: str, answer: list, authority: list) -> str:
    message = dns.message.make_response(dns.message.make_query(name, kind), recursion_available=True)
    message.set_rcode(dns.rcode.from_text(rcode))
    message.answer, message.authority = answer, authority
    return message.to_wire(max_size=65535).hex()


def is_referral(entry: Entry) -> bool:
    if "AA" in entry.words or entry.lines["ANSWER"]:
        return False
    return any(rrset.rdtype == dns.rdatatype.NS for rrset in entry.section("AUTHORITY"))


def find(replay: Replay, name: dns.name.Name, kind: str) -> Entry | None:
    """What the deepest server says of a question."""
    exact = [entry for entry in replay.entries if entry.lines["QUESTION"] and entry.question() == (name, kind) and "subdomain" not in entry.match]
    final = [entry for entry in exact if not is_referral(entry)]
    return final[-1] if final else None


def resolve(replay: Replay, name: dns.name.Name, kind: str) -> str | None:
    """The reply that a resolver would give without validation: aliases followed."""
    answer, rcode, authority = [], "NOERROR", []
    at = name
    for _ in range(ALIASES_MAX):
        entry = find(replay, at, kind)
        if entry is None:
            return build(name, kind, rcode, answer, authority) if answer else None
        sets = entry.section("ANSWER")
        answer += [rrset for rrset in sets if not any(rrset.match(old.name, old.rdclass, old.rdtype, old.covers) for old in answer)]
        rcode = entry.rcode()
        authority += entry.section("AUTHORITY")
        before = at
        while True:
            alias = [rrset for rrset in answer if rrset.name == at and rrset.rdtype == dns.rdatatype.CNAME]
            if not alias or kind == "CNAME":
                break
            at = alias[0][0].target
            if any(rrset.name == at and rrset.rdtype == dns.rdatatype.from_text(kind) for rrset in answer) or at == before:
                break
        if at == before or any(rrset.name == at for rrset in answer):
            break
    return build(name, kind, rcode, answer, authority)


def delegations(replay: Replay) -> list[str]:
    """Replies to questions for DS, from what referrals say of them."""
    lines = []
    for entry in replay.entries:
        if not is_referral(entry):
            continue
        sets = entry.section("AUTHORITY")
        for cut in {rrset.name for rrset in sets if rrset.rdtype == dns.rdatatype.NS}:
            ds = [rrset for rrset in sets if rrset.name == cut and dns.rdatatype.DS in (rrset.rdtype, rrset.covers)]
            rest = [rrset for rrset in sets if dns.rdatatype.NS not in (rrset.rdtype, rrset.covers) and rrset not in ds]
            lines.append(f"reply {cut} DS {build(cut, 'DS', 'NOERROR', ds, rest)}")
    return lines


def replies(replay: Replay) -> list[str]:
    lines = delegations(replay)
    for entry in replay.entries:
        if not entry.lines["QUESTION"] or is_referral(entry):
            continue
        name, kind = entry.question()
        lines.append(f"reply {name} {kind} {build(name, kind, entry.rcode(), entry.section('ANSWER'), entry.section('AUTHORITY'))}")
    return lines


def wanted(check: Entry) -> str:
    if "SERVFAIL" in check.words:
        return "bogus"
    return "secure" if "AD" in check.words else "insecure"


def judge(program: str, replay: Replay) -> list[tuple[str, str, str]]:
    """(question, verdict wanted, verdict and reason found) of each check."""
    checks = []
    lines = [f"now {replay.now}", *replies(replay)]
    for query, check in replay.checks:
        name, kind = query.question()
        message = resolve(replay, name, kind)
        if message:
            lines.append(f"judge {name} {kind} {message}")
            checks.append((f"{name} {kind}", wanted(check)))
    with tempfile.NamedTemporaryFile("w", suffix=".key") as file:
        file.write("\n".join(replay.anchors) + "\n")
        file.flush()
        done = subprocess.run([program, file.name], input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=60)
    found = done.stdout.splitlines()
    if done.returncode != 0 or len(found) != len(checks):
        raise RuntimeError(done.stderr or "too few verdicts")
    return [(question, want, line) for (question, want), line in zip(checks, found, strict=True)]


def main(program: str, folder: Path) -> int:
    passed, faults = 0, []
    for path in sorted(folder.glob("*.rpl")):
        for question, want, line in judge(program, read(path)):
            found = line.split("\t")[0]
            if found == DIFFERENT.get((path.stem, question), (want, ""))[0]:
                passed += 1
            else:
                faults.append(f"{path.stem}: {question}: wanted {want}, found {line}")
    print(*faults, sep="\n")
    print(f"{passed} passed, {len(faults)} failed")
    return 1 if faults or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
