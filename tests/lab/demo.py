"""The demo world: example.test on NSD, Knot and BIND, its child, a signed zone, and zones with one thing wrong."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import process
from .bind import Bind
from .knot import Knot
from .lab import Lab
from .nsd import Nsd
from .unbound import Unbound

ZONES = Path(__file__).parent / "zones"
HOSTS = ("root_a", "root_b", "tld_a", "tld_b", "nsd", "knot", "child_a", "child_b", "resolver", "silent", "closed")
ALGORITHM = "ECDSAP256SHA256"
SIGNED = ("signed.test.", "test.", ".")  # children first: a parent takes their DS

# zone: its two name servers, and who serves it how
TROUBLED = {
    "silent.test.": ("ns1.example.test.", "silent.ns.test."),
    "closed.test.": ("ns1.example.test.", "closed.ns.test."),
    "refused.test.": ("ns1.example.test.", "ns2.example.test."),
    "broken.test.": ("ns1.example.test.", "ns2.example.test."),
    "upward.test.": ("ns1.example.test.", "a.tld.test."),
    "recursive.test.": ("ns1.example.test.", "resolver.ns.test."),
    "addressless.test.": ("ns1.example.test.", "gone.ns.test."),
    "shared.test.": ("twice.ns.test.", "ns1.example.test."),
}


class Demo:
    """A started lab with the demo world; at[host] is an address, hints the root hints' file, anchor the root's DS.

    Zones under test.: example (nsd, knot, bind; knot refuses AXFR), child.example, stale (knot is one
    serial behind), signed (and test. and the root with it), and
    silent, closed: one server never answers, one refuses packets; dead: no server answers
    refused: knot does not have it; broken: knot has it and cannot load it (SERVFAIL)
    upward: a server of test. itself, which answers with a referral; recursive: a resolver
    addressless: a server name without an address; shared: two names, one of them with two addresses
    """

    def __init__(self, lab: Lab):
        self.lab = lab
        self.at = {host: lab.address(0, number) for number, host in enumerate(HOSTS, 1)}
        self.at["bind"] = lab.interface("127.0.0.1")  # named serves no address that no interface has
        self.at6 = lab.interface("::1")
        self.port = lab.find_port()
        self.files = lab.directory / "zones"
        self.files.mkdir()
        self.hints = lab.directory / "root.hints"
        self.hints.write_text(self._fill("root.hints"))
        self.anchor = ""
        self._write_zones()
        self._add_servers()
        lab.be_silent(self.at["silent"])
        lab.start()

    def _fill(self, name: str, **words: str) -> str:
        text = (ZONES / name).read_text()
        return re.sub(r"{(\w+)}", lambda match: (words | self.at)[match[1]], text)

    def _write(self, file: str, template: str, **words: str) -> Path:
        path = self.files / file
        path.write_text(self._fill(template, **words))
        return path

    def _write_zones(self) -> None:
        self.zones = {
            ".": self._write("root", "root.zone"),
            "test.": self._write("test", "test.zone"),
            "example.test.": self._write("example.test", "example.test.zone"),
            "child.example.test.": self._write("child.example.test", "child.example.test.zone"),
            "signed.test.": self._write("signed.test", "signed.test.zone"),
        }
        self.stale = {age: self._write(f"stale.{age}", f"stale.test.{age}.zone") for age in ("new", "old")}
        for zone, (ns1, ns2) in TROUBLED.items():
            self.zones[zone] = self._write(zone, "two.zone", zone=zone, ns1=ns1, ns2=ns2)
        self._sign()

    def _sign(self) -> None:
        for zone in SIGNED:
            file = self.zones[zone]
            for flags in ([], ["-f", "KSK"]):
                self._tool("dnssec-keygen", "-q", "-a", ALGORITHM, *flags, zone)
            self._tool("dnssec-signzone", "-q", "-S", "-g", "-d", ".", "-o", zone, "-f", f"{file}.signed", str(file))
            self.zones[zone] = Path(f"{file}.signed")
        self.anchor = (self.files / "dsset-.").read_text().splitlines()[0]

    def _tool(self, *argv: str) -> None:
        path = process.find(argv[0], "bind9-utils")
        done = subprocess.run([path, *argv[1:]], cwd=self.files, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(argv)}: {done.stderr}")

    def _add_servers(self) -> None:
        at, lab = self.at, self.lab

        def some(*names: str) -> dict:
            return {name: self.zones[name] for name in names}

        lab.add(Knot, "root", [at["root_a"], at["root_b"]], some("."))
        lab.add(Nsd, "tld", [at["tld_a"], at["tld_b"]], some("test."))
        lab.add(Nsd, "child", [at["child_a"], at["child_b"]], some("child.example.test."))
        main = some("example.test.", "signed.test.", *TROUBLED) | {"stale.test.": self.stale["new"]}
        lab.add(Nsd, "nsd", [at["nsd"]], main)
        knot = some("example.test.", "shared.test.") | {"broken.test.": None, "stale.test.": self.stale["old"]}
        lab.add(Knot, "knot", [at["knot"]], knot, transfer=False)
        lab.add(Bind, "bind", [at["bind"], *([self.at6] if self.at6 else [])], some("example.test.", "signed.test."))
        self._add_resolver()

    def _add_resolver(self) -> None:
        at = self.at
        stubs = dict.fromkeys(["stale.test.", *TROUBLED], [at["nsd"]])
        stubs |= {".": [at["root_a"], at["root_b"]], "test.": [at["tld_a"]], "child.example.test.": [at["child_a"]]}
        stubs |= {"example.test.": [at["nsd"], at["knot"]], "signed.test.": [at["bind"]], "dead.test.": [at["silent"]]}
        self.lab.add(Unbound, "resolver", [at["resolver"]], stubs)
        self.lab.servers["resolver"].anchors = [self.anchor]


@contextmanager
def demo() -> Iterator[Demo]:
    """The demo world, up while the block runs."""
    with Lab() as lab:
        yield Demo(lab)
