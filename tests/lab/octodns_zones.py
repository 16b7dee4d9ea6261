"""Makes zone files of octoDNS YAML: a reading of the format of its own, for the lab to serve what the files say.

octodns_zones.py FILE.yaml prints the zone.  What the format leaves to the provider is decided here so:
- a target without its final dot is absolute all the same, as providers take it (a fault that lenient lets pass);
- a record without ttl has the default of octoDNS, 3600;
- an ALIAS is flattened: the address that the target's name is given (flat_address), at TTL 60;
- TXT text is presentation text: a backslash escapes the next character, a bare quote is a quote, '" "' joins.
"""

import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import dns.rdata
import yaml

DEFAULT_TTL = 3600
FLAT_TTL = 60
CHUNK = 255
PLAIN = re.compile(r"[a-z0-9._*-]")
ALIAS = "Route53Provider/ALIAS"
SOA = "{mname} hostmaster.{zone} 2026010100 7200 900 1209600 300"


@dataclass(frozen=True)
class Entry:
    """A record set as declared: owner relative ('' apex), values as rdata text; an ALIAS holds its target."""

    owner: str
    type: str
    ttl: int
    values: tuple[str, ...]


def absolute(name: str) -> str:
    return name if name.endswith(".") else name + "."


def owner_name(owner: str, zone: str) -> str:
    """The absolute name, lower case, what is not usual in a name as \\DDD (Knot wants that of #)."""
    name = absolute(f"{owner}.{zone}" if owner else zone).lower()
    return "".join(chr(byte) if PLAIN.match(chr(byte)) else f"\\{byte:03}" for byte in name.encode("utf-8"))


def flat_address(target: str) -> str:
    """The address that the lab gives the target of an ALIAS, from 198.18.0.0/15."""
    digest = hashlib.sha256(absolute(target).lower().encode()).digest()
    return f"198.{18 + digest[0] % 2}.{digest[1]}.{digest[2]}"


def quoted(text: bytes) -> str:
    inner = "".join(chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03}" for byte in text)
    return f'"{inner}"'


def txt_bytes(value: str) -> bytes:
    """The text that a TXT value stands for."""
    if value.startswith('"'):
        value = value[1:-1]
    value = value.replace('" "', "")
    escape = re.compile(r"\\(\d{3}|.)", re.DOTALL)
    value = escape.sub(lambda match: chr(int(match[1])) if match[1].isdigit() and len(match[1]) == 3 else match[1], value)
    return value.encode("latin-1")


def chunks(text: bytes, size: int = CHUNK) -> str:
    """TXT rdata: the text in character-strings of a size."""
    return " ".join(quoted(text[at : at + size]) for at in range(0, max(len(text), 1), size))


def joined(rdata: str) -> bytes:
    """The text of TXT rdata without its chunks."""
    return b"".join(dns.rdata.from_text("IN", "TXT", rdata).strings)


def txt(value: str) -> str:
    return chunks(txt_bytes(value))


def mx(value: dict) -> str:
    return f"{value.get('preference', value.get('priority'))} {absolute(value.get('exchange', value.get('value')))}"


def srv(value: dict) -> str:
    return f"{value['priority']} {value['weight']} {value['port']} {absolute(value['target'])}"


def caa(value: dict) -> str:
    return f"{value.get('flags', 0)} {value['tag']} {quoted(value['value'].encode())}"


def alias(value: dict) -> str:
    if value["type"] != "A":
        raise ValueError(f"an ALIAS of type {value['type']}")
    return absolute(value["name"])


RDATA = {
    "A": str,
    "AAAA": str,
    "CAA": caa,
    "CNAME": absolute,
    "MX": mx,
    "NS": absolute,
    "PTR": absolute,
    "SRV": srv,
    "TXT": txt,
    ALIAS: alias,
}


def _listed(value: object) -> list:
    return value if isinstance(value, list) else [value]


def read(file: Path) -> list[Entry]:
    """All entries of a file.  Scalars are taken as written: a key 129688 is a label."""
    entries = []
    for owner, records in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader).items():
        for record in _listed(records):
            values = record["values"] if "values" in record else record["value"]
            rdata = tuple(RDATA[record["type"]](value) for value in _listed(values))
            entries.append(Entry(owner, record["type"], int(record.get("ttl", DEFAULT_TTL)), rdata))
    return entries


def served_type(rdtype: str) -> str:
    return "A" if rdtype == ALIAS else rdtype


def cut_above(owner: str, cuts: set[str]) -> str | None:
    """The delegation at or above a relative owner, if any: the highest, which hides what is below."""
    labels = owner.split(".")
    names = [".".join(labels[at:]) for at in range(len(labels))]
    return next((name for name in reversed(names) if name in cuts), None)


def cuts_of(entries: list[Entry]) -> set[str]:
    return {entry.owner for entry in entries if entry.type == "NS" and entry.owner}


def unknowable(entries: list[Entry]) -> list[tuple[Entry, str]]:
    """Entries whose data the zone's servers cannot show as declared, and why."""
    cuts, found = cuts_of(entries), []
    for entry in entries:
        cut = cut_above(entry.owner, cuts)
        if cut is not None and not (entry.owner == cut and entry.type in ("NS", "DS")):
            found.append((entry, f"below the delegation of {cut}"))
        elif entry.type == ALIAS:
            found.append((entry, f"flattened from {entry.values[0]}"))
    return found


Content = dict[tuple[str, str], tuple[int, tuple[str, ...]]]
"""What a zone serves: (absolute owner, type) to (TTL, rdata texts)."""


def content(zone: str, entries: list[Entry]) -> Content:
    """What servers serve when all is as declared."""
    apex = next(entry for entry in entries if entry.type == "NS" and not entry.owner)
    soa = SOA.format(mname=apex.values[0], zone=absolute(zone))
    served: Content = {(owner_name("", zone), "SOA"): (900, (soa,))}
    for entry in entries:
        key, value = (owner_name(entry.owner, zone), served_type(entry.type)), (entry.ttl, entry.values)
        if entry.type == ALIAS:
            value = (FLAT_TTL, (flat_address(entry.values[0]),))
        if key in served:
            raise ValueError(f"{key} is declared twice")
        served[key] = value
    return served


def zone_text(served: Content) -> str:
    """The zone file; every rdata has been read by dnspython."""
    lines = []
    for (owner, rdtype), (ttl, values) in served.items():
        for value in values:
            dns.rdata.from_text("IN", rdtype, value)
            lines.append(f"{owner} {ttl} IN {rdtype} {value}\n")
    return "".join(lines)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    print(zone_text(content(path.name.removesuffix(".yaml"), read(path))), end="")
