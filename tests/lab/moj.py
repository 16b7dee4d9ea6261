"""The big world: 405 zones as octoDNS declares them, on three NSD and three Knot, every name server at its own address.

The NS names that the zones declare are given addresses in the private root.  Names under .com and .net are
NSD, all others Knot, which gives each zone two of each.  No server may hold a zone and a zone below it, or it would answer for the child instead of referring: names
that must be apart get different instances (a colouring of the names).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from . import octodns_zones as octodns
from .knot import Knot
from .lab import Lab
from .nsd import Nsd
from .octodns_zones import Content

DATA = Path(__file__).resolve().parents[1] / "data" / "moj-dns" / "hostedzones"
INSTANCES = 3
NSD_ENDINGS = (".com.", ".net.")
REGISTRIES = ("com.", "net.", "org.", "info.", "io.", "uk.", "gov.uk.", "co.uk.", "org.uk.", "arpa.", "in-addr.arpa.")
ROOT_NAMES = ("a.rootns.net.", "b.rootns.net.")
REGISTRY_NAMES = ("a.registry.net.", "b.registry.net.")
HOSTS_PER_NET = 250
TOP_SOA = ("SOA", 86400, "a.registry.net. hostmaster.registry.net. 1 1800 900 604800 900")


@dataclass(frozen=True)
class NameServer:
    """One name server of zones: its name, its address, and the server program that is there."""

    name: str
    address: str
    instance: str  # "nsd0" .. "knot2"

    @property
    def program(self) -> str:
        return self.instance.rstrip("0123456789")


@dataclass
class Edits:
    """What the world serves otherwise than declared.

    content  zone to what a program ("nsd", "knot") serves instead
    silent   NS names where a socket takes packets and never answers
    closed   NS names where nothing listens
    refused  (zone, program) that does not have the zone
    broken   (zone, program) that has the zone and cannot load it
    """

    content: dict[str, dict[str, Content]] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    refused: set[tuple[str, str]] = field(default_factory=set)
    broken: set[tuple[str, str]] = field(default_factory=set)


def declared() -> dict[str, list[octodns.Entry]]:
    """Zone (final dot) to its entries, all 405."""
    return {file.name.removesuffix("yaml"): octodns.read(file) for file in sorted(DATA.glob("*.yaml"))}


def apex_names(entries: list[octodns.Entry]) -> list[str]:
    apex = next(entry for entry in entries if entry.type == "NS" and not entry.owner)
    return [name.lower() for name in apex.values]


def ancestors(zone: str, zones: dict) -> list[str]:
    """Hosted zones above the zone, nearest first."""
    labels = zone.split(".")
    above = (".".join(labels[at:]) for at in range(1, len(labels)))
    return [name for name in above if name in zones]


def instances(zones: dict[str, list[octodns.Entry]]) -> dict[str, str]:
    """NS name to instance: no zone shares an instance with a zone below it; names are spread evenly."""
    names = {zone: apex_names(entries) for zone, entries in zones.items()}
    apart: dict[str, set[str]] = {name: set() for listed in names.values() for name in listed}
    for zone, listed in names.items():
        for above in ancestors(zone, zones):
            for name in listed:
                apart[name].update(names[above])
            for name in names[above]:
                apart[name].update(listed)
    chosen: dict[str, str] = {}
    load: dict[str, int] = {}
    for name in sorted(apart, key=lambda each: (-len(apart[each]), each)):
        program = "nsd" if name.endswith(NSD_ENDINGS) else "knot"
        taken = {chosen.get(other) for other in apart[name]}
        free = [f"{program}{number}" for number in range(INSTANCES) if f"{program}{number}" not in taken]
        chosen[name] = free[0] if apart[name] else min(free, key=lambda each: (load.get(each, 0), each))
        load[chosen[name]] = load.get(chosen[name], 0) + 1
    return chosen


class Moj:
    """A started lab with the 405 zones; servers[zone] are its name servers, hints the root hints' file."""

    def __init__(self, lab: Lab, edits: Edits | None = None):
        self.lab = lab
        self.edits = edits or Edits()
        self.zones = declared()
        self.top = {name: lab.address(0, host) for host, name in enumerate(ROOT_NAMES + REGISTRY_NAMES, 1)}
        self.by_name = self._name_servers()
        self.servers = {zone: [self.by_name[name] for name in apex_names(entries)] for zone, entries in self.zones.items()}
        self.port = lab.find_port()
        self.files = lab.directory / "zones"
        self.files.mkdir()
        self.hints = self._write_hints()
        self._add_top()
        self._add_hosts()
        for name in self.edits.silent:
            lab.be_silent(self.by_name[name].address)
        lab.start()

    def _name_servers(self) -> dict[str, NameServer]:
        made = {}
        for number, (name, instance) in enumerate(sorted(instances(self.zones).items())):
            net, host = divmod(number, HOSTS_PER_NET)
            made[name] = NameServer(name, self.lab.address(net + 1, host + 1), instance)
        return made

    def _write_hints(self) -> Path:
        path = self.lab.directory / "root.hints"
        path.write_text("".join(f". 3600000 NS {name}\n{name} 3600000 A {self.top[name]}\n" for name in ROOT_NAMES))
        return path

    def _write(self, name: str, text: str) -> Path:
        path = self.files / name
        path.write_text(text)
        return path

    def _add_top(self) -> None:
        top = {zone: [(zone, *TOP_SOA)] for zone in (".", *REGISTRIES)}

        def home(name: str) -> list:
            return top[max((zone for zone in REGISTRIES if name.endswith("." + zone)), key=len, default=".")]

        for zone in REGISTRIES:
            for name in REGISTRY_NAMES:
                for place in {id(rows): rows for rows in (home(zone), top[zone])}.values():
                    place.append((zone, "NS", 86400, name))
        for name, address in self.top.items():
            top["net."].append((name, "A", 86400, address))
            top["."].append((name, "A", 86400, address))
        top["."] += [(".", "NS", 86400, name) for name in ROOT_NAMES]
        for zone, entries in self.zones.items():
            if not ancestors(zone, self.zones):
                home(zone).extend((zone, "NS", 86400, name) for name in apex_names(entries))
            for entry in entries:
                if entry.type == octodns.ALIAS:
                    home(entry.values[0]).append((entry.values[0], "A", octodns.FLAT_TTL, octodns.flat_address(entry.values[0])))
        for server in self.by_name.values():
            home(server.name).append((server.name, "A", 86400, server.address))
        files = {}
        for zone, rows in top.items():
            lines = dict.fromkeys(f"{owner} {ttl} IN {rdtype} {value}\n" for owner, rdtype, ttl, value in rows)
            files[zone] = self._write(f"top.{zone}", "".join(lines))
        self.lab.add(Knot, "root", [self.top[name] for name in ROOT_NAMES], {".": files.pop(".")})
        self.lab.add(Nsd, "registry", [self.top[name] for name in REGISTRY_NAMES], files)

    def _zone_file(self, zone: str, program: str) -> Path | None:
        if (zone, program) in self.edits.broken:
            return None
        edited = self.edits.content.get(zone, {}).get(program)
        return self._write(f"{zone}{program}", octodns.zone_text(edited or octodns.content(zone, self.zones[zone])))

    def _add_hosts(self) -> None:
        held: dict[str, dict[str, Path | None]] = {}
        for zone, servers in self.servers.items():
            files = {program: self._zone_file(zone, program) for program in sorted({server.program for server in servers})}
            for server in servers:
                if (zone, server.program) not in self.edits.refused:
                    held.setdefault(server.instance, {})[zone] = files[server.program]
        dead = self.edits.silent | self.edits.closed
        for instance, zones in sorted(held.items()):
            here = [server for server in self.by_name.values() if server.instance == instance]
            addresses = [server.address for server in here if server.name not in dead]
            self.lab.add(Nsd if instance.startswith("nsd") else Knot, instance, addresses, zones)


@contextmanager
def moj(edits: Edits | None = None) -> Iterator[Moj]:
    """The big world, up while the block runs."""
    with Lab() as lab:
        yield Moj(lab, edits)
