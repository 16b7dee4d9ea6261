"""Zones below a root whose delegations are wrong, each in one way that parent and zone show together."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import process
from .knot import Knot
from .lab import Lab
from .nsd import Nsd

SOA = "@ 300 SOA ns1 hostmaster 7 7200 3600 1209600 60\n"
FALSE_DS = "12345 13 2 " + "AB" * 32

# zone: what the root says of it, what the zone says; {a} and {b} are addresses of one NSD, {c} of nobody's
ZONES = {
    "good": ("@ NS ns1\n@ NS ns2\nns1 A {a}\nns2 A {b}\n", "@ NS ns1\n@ NS ns2\nns1 A {a}\nns2 A {b}\n"),
    "nsdiffers": ("@ NS ns1\n@ NS ns3\nns1 A {a}\nns3 A {b}\n", "@ NS ns1\n@ NS ns2\nns1 A {a}\nns2 A {b}\nns3 A {b}\n"),
    "gluediffers": ("@ NS ns1\n@ NS ns2\nns1 A {a}\nns2 A {b}\n", "@ NS ns1\n@ NS ns2\nns1 A {a}\nns2 A 192.0.2.99\n"),
    "falseglue": ("@ NS ns1\n@ NS ns2\nns1 A {a}\nns2 A {c}\n", "@ NS ns1\n@ NS ns2\nns1 A {a}\nns2 A {b}\n"),
    "dsdiffers": ("@ NS ns1\nns1 A {a}\n@ DS " + FALSE_DS + "\n", "@ NS ns1\nns1 A {a}\n"),
    "nokeys": ("@ NS ns1\nns1 A {a}\n@ DS " + FALSE_DS + "\n", "@ NS ns1\nns1 A {a}\n"),
    "nods": ("@ NS ns1\nns1 A {a}\n", "@ NS ns1\nns1 A {a}\n"),
    "aliases": ("@ NS ns1\nns1 A {a}\n", "@ NS ns1\nns1 A {a}\nfar CNAME www.good.\nround CNAME ring.good.\ndead CNAME gone.good.\n"),
    "lame": ("@ NS ns1\n@ NS ns2\nns1 A {a}\nns2 A {root}\n", "@ NS ns1\n@ NS ns2\nns1 A {a}\nns2 A {root}\n"),
}
SIGNED = ("dsdiffers", "nods")
RING = "ring CNAME round.aliases.\n"


class Cuts:
    """A started lab with these zones; at[host] is an address, hints the root hints' file."""

    def __init__(self, lab: Lab):
        self.at = {host: lab.address(0, number) for number, host in enumerate(("root", "a", "b", "c"), 1)}
        self.port = lab.find_port()
        self.hints = lab.directory / "root.hints"
        self.hints.write_text(f". 1 NS ns.\nns. 1 A {self.at['root']}\n")
        zones = {f"{zone}.": self._write(lab.directory, zone, body) for zone, (_, body) in ZONES.items()}
        lab.add(Knot, "root", [self.at["root"]], {".": self._write_root(lab.directory)})
        lab.add(Nsd, "zones", [self.at["a"], self.at["b"]], zones)
        lab.start()

    def _write_root(self, directory: Path) -> Path:
        path = directory / "root.zone"
        text = "$ORIGIN .\n$TTL 300\n@ SOA ns hostmaster 1 1800 900 604800 60\n@ NS ns\nns A {root}\n"
        for zone, (parent, _) in ZONES.items():
            text += f"$ORIGIN {zone}.\n{parent}"
        path.write_text(text.format(**self.at))
        return self._sign(directory, ".", path)  # only a signed parent shows its DS in referrals

    def _write(self, directory: Path, zone: str, body: str) -> Path:
        path = directory / f"{zone}.zone"
        extra = RING if zone == "good" else ""
        text = f"$ORIGIN {zone}.\n$TTL 300\n{SOA}{body}www A 192.0.2.80\n{extra}"
        path.write_text(text.format(**self.at))
        return self._sign(directory, f"{zone}.", path) if zone in SIGNED else path

    def _sign(self, directory: Path, zone: str, path: Path) -> Path:
        self._tool(directory, "dnssec-keygen", "-q", "-a", "ECDSAP256SHA256", "-f", "KSK", zone)
        self._tool(directory, "dnssec-signzone", "-q", "-S", "-z", "-o", zone, "-f", f"{path}.signed", str(path))
        return Path(f"{path}.signed")

    def _tool(self, directory: Path, *argv: str) -> None:
        path = process.find(argv[0], "bind9-utils")
        done = subprocess.run([path, *argv[1:]], cwd=directory, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(argv)}: {done.stderr}")


@contextmanager
def cuts() -> Iterator[Cuts]:
    """These zones, up while the block runs."""
    with Lab() as lab:
        yield Cuts(lab)
