#!/usr/bin/env python3
"""Holds our validation against Unbound's scripted replays: replays.py JUDGE FOLDER

Each replay says which authoritative server gives which reply, at which date, and what a validating resolver must then
answer: AD is secure, SERVFAIL is bogus, all else is insecure.
"""

import calendar
import hashlib
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import dns.dnssec
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdatatype
import dns.rrset
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ALIASES_MAX = 8
FLAGS = {"QR", "AA", "TC", "RD", "RA", "AD", "CD"}
RCODES = {"NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED", "FORMERR", "NOTIMP", "YXDOMAIN"}
CACHED = "the replay leaves out a reply that Unbound makes from records seen before"
ISLAND = "no anchor is above: RFC 4035 section 4.3 calls that indeterminate"
UNREACHED = "what could not be fetched proves nothing: indeterminate, where a resolver has only SERVFAIL to say"
ELSEWHERE = "the signature stands among other records, from where Unbound fetches it"
MEANS = "the query sets CD, and Unbound then leaves AD out"
# What we say otherwise, and why.
DIFFERENT = {
    "val_adbit": ("indeterminate", ELSEWHERE),
    "val_anchor_nx_nosig": ("secure", "the parent denies the zone, and Unbound asks no further; here the zone's own reply is judged"),
    "val_cnameinsectopos": ("indeterminate", ISLAND),
    "val_dnametoolong": ("indeterminate", "the reply is YXDOMAIN, for which there is no proof"),
    "val_ds_afterprime": ("indeterminate", ELSEWHERE),
    "val_entds": ("indeterminate", CACHED),
    "val_faildnskey": ("indeterminate", UNREACHED),
    "val_faildnskey_ok": ("indeterminate", UNREACHED),
    "val_failure_dnskey": ("indeterminate", UNREACHED),
    "val_negcache_nta": ("indeterminate", "the replay turns validation off for the name"),
    "val_negcache_ttl_prefetch redir.zone2.nlnetlabs.nl. TXT": ("indeterminate", ISLAND),
    "val_noadwhennodo": ("indeterminate", ELSEWHERE),
    "val_nodata_entnx": ("bogus", "NXDOMAIN for an empty non-terminal: Unbound makes it NOERROR, we judge the reply as it is"),
    "val_nsec3_b3_optout_negcache": ("indeterminate", CACHED),
    "val_nsec3_cname_ds": ("bogus", CACHED),
    "val_positive": ("indeterminate", ELSEWHERE),
    "val_qds_badanc": ("indeterminate", ISLAND),
    "val_referd": ("secure", MEANS),
    "val_referglue": ("secure", MEANS),
    "val_rrsig": ("indeterminate", "signatures are not signed themselves"),
    "val_spurious_ns": ("indeterminate", ELSEWHERE),
    "val_ta_algo_missing": ("secure", "one good signature is enough: RFC 6840 section 5.11; Unbound hardens against fewer algorithms than the DS has"),
    "val_twocname": ("indeterminate", CACHED),
}
DSA, ED25519, DIGESTS = (3, 6), 15, {1: "SHA1", 2: "SHA256"}
POLICY = dns.dnssec.allow_all_policy
SECTIONS = ("QUESTION", "ANSWER", "AUTHORITY", "ADDITIONAL")


@dataclass
class Entry:
    words: set[str] = field(default_factory=set)
    lines: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in SECTIONS})
    match: set[str] = field(default_factory=set)
    signer: "Signer | None" = None

    def question(self) -> tuple[dns.name.Name, str]:
        words = self.lines["QUESTION"][0].split()
        return dns.name.from_text(words[0]), words[-1]

    def section(self, name: str) -> list[dns.rrset.RRset]:
        """The records of a section by sets; once the replay has a signer, signed anew."""
        sets = self.read_section(name)
        return self.signer.section(sets) if self.signer else sets

    def read_section(self, name: str) -> list[dns.rrset.RRset]:
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


def dsa_is_good(rrset: dns.rrset.RRset, rrsig: dns.rdata.Rdata, key: dns.rdata.Rdata) -> bool:
    """Source: RFC 2536, FIPS 186; signatures in DER, as the replays have most of them, count too."""
    size = 64 + 8 * key.key[0]
    q = int.from_bytes(key.key[1:21], "big")
    p, g, y = (int.from_bytes(key.key[21 + i * size : 21 + (i + 1) * size], "big") for i in range(3))
    try:
        r, s = decode_dss_signature(rrsig.signature)
    except ValueError:
        r, s = (int.from_bytes(rrsig.signature[at : at + 20], "big") for at in (1, 21))
    if not 0 < r < q or not 0 < s < q:
        return False
    data = hashlib.sha1(dns.dnssec._make_rrsig_signature_data(rrset, rrsig)).digest()
    w = pow(s, -1, q)
    return pow(g, int.from_bytes(data, "big") * w % q, p) * pow(y, r * w % q, p) % p % q == r


class Signer:
    """Signs anew what DSA, which we do not check, signed well; what it did not sign well is badly signed again."""

    def __init__(self) -> None:
        self.keys: dict[str, Ed25519PrivateKey] = {}
        self.old: list[tuple[dns.name.Name, dns.rdata.Rdata]] = []

    def learn(self, sets: list[dns.rrset.RRset]) -> None:
        for rrset in sets:
            self.old += [(rrset.name, rdata) for rdata in rrset if rrset.rdtype == dns.rdatatype.DNSKEY and rdata.algorithm in DSA]

    def key(self, old: dns.rdata.Rdata) -> dns.rdata.Rdata:
        secret = self.keys.setdefault(old.to_text(), Ed25519PrivateKey.generate())
        public = secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return old.replace(algorithm=ED25519, key=public)

    def ds(self, owner: dns.name.Name, old: dns.rdata.Rdata) -> dns.rdata.Rdata:
        for name, key in self.old:
            if name == owner and dns.dnssec.key_id(key) == old.key_tag and dns.dnssec.make_ds(name, key, DIGESTS[old.digest_type], policy=POLICY) == old:
                return dns.dnssec.make_ds(name, self.key(key), DIGESTS[old.digest_type], policy=POLICY)
        return old.replace(algorithm=ED25519)

    def rrsig(self, rrset: dns.rrset.RRset, old: dns.rdata.Rdata) -> dns.rdata.Rdata:
        """rrset: the records as they were."""
        for name, key in self.old:
            if name != old.signer or dns.dnssec.key_id(key) != old.key_tag:
                continue
            new = old.replace(algorithm=ED25519, key_tag=dns.dnssec.key_id(self.key(key)), signature=b"")
            if not dsa_is_good(rrset, old, key):
                return new.replace(signature=bytes(64))
            return new.replace(signature=self.keys[key.to_text()].sign(dns.dnssec._make_rrsig_signature_data(self.renew(rrset), new)))
        return old.replace(algorithm=ED25519, signature=bytes(64))

    def renew(self, rrset: dns.rrset.RRset) -> dns.rrset.RRset:
        """The records with new keys and DS in place of the old ones."""
        made = [self._renew(rrset.name, rdata) for rdata in rrset]
        return dns.rrset.from_rdata_list(rrset.name, rrset.ttl, made)

    def _renew(self, owner: dns.name.Name, rdata: dns.rdata.Rdata) -> dns.rdata.Rdata:
        if rdata.rdtype == dns.rdatatype.DNSKEY and rdata.algorithm in DSA:
            return self.key(rdata)
        if rdata.rdtype == dns.rdatatype.DS and rdata.algorithm in DSA:
            return self.ds(owner, rdata)
        return rdata

    def section(self, sets: list[dns.rrset.RRset]) -> list[dns.rrset.RRset]:
        made = []
        for rrset in sets:
            if rrset.rdtype != dns.rdatatype.RRSIG:
                made.append(self.renew(rrset))
                continue
            of = [other for other in sets if other.match(rrset.name, rrset.rdclass, rrset.covers, dns.rdatatype.NONE)]
            rdatas = [self.rrsig(of[0], rdata) if of and rdata.algorithm in DSA else rdata for rdata in rrset]
            new = dns.rrset.from_rdata_list(rrset.name, rrset.ttl, rdatas)
            made.append(new)
        return made


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
    resign(replay)
    if replay.now < 0:  # dates do not count: one at which the signatures are valid
        replay.now = max(
            (rdata.inception for entry in replay.entries for rrset in entry.section("ANSWER") for rdata in rrset if rrset.covers), default=0
        )
    return replay


def resign(replay: Replay) -> None:
    signer = Signer()
    anchor_entry = Entry()
    anchor_entry.lines["ANSWER"] = replay.anchors
    for entry in [anchor_entry, *replay.entries]:
        for name in ("ANSWER", "AUTHORITY"):
            signer.learn(entry.read_section(name))
    for entry in [anchor_entry, *replay.entries]:
        entry.signer = signer
    replay.anchors = [line for rrset in anchor_entry.section("ANSWER") for line in rrset.to_text().splitlines()]


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
    if not final:
        return None
    return final[0] if kind == "DS" else final[-1]


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
    """What each question gets: of the deepest server, for DS of the first; the last line counts."""
    lines = delegations(replay)
    entries = [entry for entry in replay.entries if entry.lines["QUESTION"] and not is_referral(entry)]
    of_ds = [entry for entry in entries if entry.question()[1] == "DS"]
    for entry in [*entries, *reversed(of_ds)]:
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
    passed, faults, needed = 0, [], set()
    for path in sorted(folder.glob("*.rpl")):
        for question, want, line in judge(program, read(path)):
            found = line.split("\t")[0]
            row = path.stem if path.stem in DIFFERENT else f"{path.stem} {question}"
            if found == want:
                passed += 1
            elif row in DIFFERENT and DIFFERENT[row][0] == found:
                passed += 1
                needed.add(row)
            else:
                faults.append(f"{path.stem}: {question}: wanted {want}, found {line}")
    faults += [f"{row}: we say the same as Unbound: the row is not needed" for row in sorted(DIFFERENT.keys() - needed)]
    for row in sorted(needed):
        print(f"{row}: we say {DIFFERENT[row][0]}: {DIFFERENT[row][1]}")
    for fault in faults:
        print(fault)
    print(f"{passed} passed, {len(faults)} failed")
    return 1 if faults or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
