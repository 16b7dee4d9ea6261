"""Signed zones under a private root: good ones of several kinds, and one for each way to be broken.

Every zone is signed by dnssec-signzone with one key; what breaks it is done to the signed file or to the DS that its
parent has.
"""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import dns.dnssec
import dns.name
import dns.rdatatype
import dns.rdataset
import dns.zone

from . import process

HOUR, DAY = 3600, 86400
KEYGEN, SIGNZONE = "dnssec-keygen", "dnssec-signzone"
PACKAGE = "bind9-utils"
TOP = "test."

RECORDS = """\
{zone} 300 SOA ns.{zone} root.{zone} 1 3600 600 86400 300
{zone} 300 NS ns.{zone}
{zone} 300 MX 10 mail.{zone}
ns.{zone} 300 A {address}
www.{zone} 300 A 192.0.2.1
www.{zone} 300 A 192.0.2.2
mail.{zone} 300 AAAA 2001:db8::25
txt.{zone} 300 TXT "Some Text" "in two"
alias.{zone} 300 CNAME WWW.{zone}
*.wild.{zone} 300 A 192.0.2.7
deep.under.empty.{zone} 300 TXT "below an empty non-terminal"
old.{zone} 300 DNAME new.{zone}
host.new.{zone} 300 A 192.0.2.8
away.{zone} 300 CNAME www.good.test.
toinsecure.{zone} 300 CNAME www.insecure.test.
tobogus.{zone} 300 CNAME www.badsig.test.
unsigned.{zone} 300 NS ns.unsigned.{zone}
ns.unsigned.{zone} 300 A {address}
"""

Break = Callable[[dns.zone.Zone], None]


@dataclass
class Kind:
    """How a zone is signed, and what is done to it afterwards."""

    algorithm: str = "ECDSAP256SHA256"
    nsec3: str = ""  # flags of dnssec-signzone
    start: int = -HOUR
    end: int = 12 * DAY + HOUR
    signed: bool = True
    has_ds: bool = True
    spoil: Break | None = None
    spoil_ds: Callable[[str], str] | None = None
    more: str = ""
    iterations: int = 0  # of NSEC3, more than dnssec-signzone makes: ldns-signzone does


def _remove(zone: dns.zone.Zone, name: str, covers: str) -> None:
    zone.delete_rdataset(name, "RRSIG", covers)


def _rewrite_rrsig(zone: dns.zone.Zone, name: str, covers: str, **changes: object) -> None:
    rdataset = zone.get_rdataset(name, "RRSIG", covers)
    changed = [rdata.replace(**changes) for rdata in rdataset]
    rdataset.clear()
    for rdata in changed:
        rdataset.add(rdata)


def _spoil_signature(zone: dns.zone.Zone, name: str, covers: str) -> None:
    rdata = zone.get_rdataset(name, "RRSIG", covers)[0]
    signature = bytearray(rdata.signature)
    signature[7] ^= 1
    _rewrite_rrsig(zone, name, covers, signature=bytes(signature))


def _remove_all(zone: dns.zone.Zone, *types: str) -> None:
    wanted = [dns.rdatatype.from_text(text) for text in types]
    for name, node in list(zone.nodes.items()):
        for rdataset in list(node.rdatasets):
            if rdataset.rdtype in wanted or rdataset.covers in wanted:
                node.delete_rdataset(rdataset.rdclass, rdataset.rdtype, rdataset.covers)


def _change_www(zone: dns.zone.Zone) -> None:
    zone.replace_rdataset("www", dns.rdataset.from_text("IN", "A", 300, "192.0.2.66"))


def _flip(ds: str) -> str:
    return ds[:-1] + ("0" if ds[-1] != "0" else "1")


def _field(number: int, value: str) -> Callable[[str], str]:
    def change(ds: str) -> str:
        words = ds.split()
        words[number] = value
        return " ".join(words)

    return change


TAG, ALGORITHM, DIGEST = 4, 5, 6
KINDS: dict[str, Kind] = {
    "good": Kind(),
    "rsa": Kind("RSASHA256", "-3 -"),
    "rsa1": Kind("NSEC3RSASHA1", "-3 aabb"),
    "rsa512": Kind("RSASHA512"),
    "p384": Kind("ECDSAP384SHA384", "-3 0a0b0c0d -H 10"),
    "ed": Kind("ED25519", "-3 - -A"),
    "ed448": Kind("ED448"),
    "slow": Kind("ED25519", iterations=200),
    "insecure": Kind(signed=False, has_ds=False),
    "island": Kind(has_ds=False),
    "expired": Kind(start=-10 * DAY, end=-3 * HOUR - 60),
    "future": Kind(start=2 * DAY + HOUR, end=30 * DAY),
    "badsig": Kind(spoil=lambda zone: _spoil_signature(zone, "www", "A")),
    "badkeysig": Kind(spoil=lambda zone: _spoil_signature(zone, "@", "DNSKEY")),
    "changed": Kind(spoil=_change_www),
    "nosig": Kind(spoil=lambda zone: _remove(zone, "www", "A")),
    "nokeysig": Kind(spoil=lambda zone: _remove(zone, "@", "DNSKEY")),
    "wrongsigner": Kind(spoil=lambda zone: _rewrite_rrsig(zone, "www", "A", signer=dns.name.from_text("good.test."))),
    "wrongtag": Kind(spoil=lambda zone: _rewrite_rrsig(zone, "www", "A", key_tag=1)),
    "manylabels": Kind(spoil=lambda zone: _rewrite_rrsig(zone, "www", "A", labels=5)),
    "nonsec": Kind(spoil=lambda zone: _remove_all(zone, "NSEC")),
    "unsigned-nsec": Kind(spoil=lambda zone: [_remove(zone, name, "NSEC") for name in zone.nodes]),
    "stripped": Kind(signed=False),
    "wrongds": Kind(spoil_ds=_flip),
    "strangeds": Kind(spoil_ds=_field(TAG, "1")),
    "newalgorithm": Kind(spoil_ds=_field(ALGORITHM, "200")),
    "newdigest": Kind(spoil_ds=_field(DIGEST, "200")),
}


def run(words: list[str], directory: Path) -> str:
    done = subprocess.run(words, cwd=directory, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr or done.stdout}")
    return (done.stdout.split() or [""])[-1]


class Signer:
    """Signs zones in a directory; `ds` maps each signed zone to its DS record, as text."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.keygen = process.find(KEYGEN, PACKAGE)
        self.signzone = process.find(SIGNZONE, PACKAGE)
        self.ldns_signzone = process.find("ldns-signzone", "ldnsutils")
        self.ds: dict[str, str] = {}

    def sign(self, zone: str, text: str, kind: Kind) -> Path:
        """Write the zone's file, signed and spoilt as its kind says."""
        plain = self.directory / f"{zone}zone"
        plain.write_text(text)
        if not kind.signed and not kind.has_ds:
            return plain
        signed = self.directory / f"{zone}signed"
        bits = ["-b", "2048"] if "RSA" in kind.algorithm else []
        key = run([self.keygen, "-q", "-a", kind.algorithm, *bits, "-f", "KSK", zone], self.directory)
        keyed = self.directory / f"{zone}keyed"
        keyed.write_text(text + (self.directory / f"{key}.key").read_text())
        now = int(time.time())
        span = [time.strftime("%Y%m%d%H%M%S", time.gmtime(now + seconds)) for seconds in (kind.start, kind.end)]
        if kind.iterations:
            words = [self.ldns_signzone, "-n", "-t", str(kind.iterations), "-i", span[0], "-e", span[1], "-o", zone, "-f", str(signed)]
        else:
            words = [self.signzone, "-z", "-P", "-q", "-s", span[0], "-e", span[1], *kind.nsec3.split(), "-O", "full"]
            words += ["-o", zone, "-f", str(signed), "-d", str(self.directory)]
        run([*words, keyed.name, key], self.directory)
        content = dns.zone.from_file(str(signed), zone, relativize=False, check_origin=False)
        keys = content.get_rdataset(zone, "DNSKEY")
        ds = f"{zone} 300 IN DS {dns.dnssec.make_ds(dns.name.from_text(zone), keys[0], 'SHA256')}"
        self.ds[zone] = kind.spoil_ds(ds) if kind.spoil_ds else ds
        if not kind.signed:
            return plain
        if kind.spoil:
            content = dns.zone.from_file(str(signed), zone, check_origin=False)
            kind.spoil(content)
            content.to_file(str(signed), relativize=False)
        return signed


def build(directory: Path, addresses: dict[str, str]) -> tuple[dict[str, Path], dict[str, Path], dict[str, Path], str]:
    """All zones: those of the root's server, of the top's and of the others', each zone with its file; and the root's DS.

    addresses: of "root", "top" and "zones".
    """
    signer = Signer(directory)
    zones, delegations = {}, ""
    for label, kind in KINDS.items():
        zone = f"{label}.{TOP}"
        text = RECORDS.format(zone=zone, address=addresses["zones"]) + kind.more
        zones[zone] = signer.sign(zone, text, kind)
        inner = f"unsigned.{zone}"
        zones[inner] = directory / f"{inner}zone"
        zones[inner].write_text(
            f"{inner} 300 SOA ns.{inner} root.{inner} 1 3600 600 86400 300\n{inner} 300 NS ns.{inner}\n"
            f"ns.{inner} 300 A {addresses['zones']}\nwww.{inner} 300 A 192.0.2.9\n"
        )
        delegations += f"{zone} 300 NS ns.{zone}\nns.{zone} 300 A {addresses['zones']}\n"
        if kind.has_ds:
            delegations += signer.ds[zone] + "\n"
    head = "{zone} 300 SOA ns.{at} root.{at} 1 3600 600 86400 300\n{zone} 300 NS ns.{at}\nns.{at} 300 A {address}\n"
    top_text = head.format(zone=TOP, at=TOP, address=addresses["top"]) + delegations
    top = {TOP: signer.sign(TOP, top_text, Kind("ECDSAP256SHA256", "-3 - -A"))}
    root_text = head.format(zone=".", at="root.", address=addresses["root"])
    root_text += f"{TOP} 300 NS ns.{TOP}\nns.{TOP} 300 A {addresses['top']}\n{signer.ds[TOP]}\n"
    root = {".": signer.sign(".", root_text, Kind("RSASHA256"))}
    return root, top, zones, signer.ds["."]
