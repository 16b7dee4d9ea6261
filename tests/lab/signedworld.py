"""The signed zones served: a private root, its authoritative servers, and a validating resolver."""

from .knot import Knot
from .lab import Lab
from .server import Server
from .signed import build
from .unbound import Unbound

ROOT, TOP, ZONES, RESOLVER = "root", "top", "zones", "resolver"


class SignedWorld:
    """Adds the servers to a lab and starts them."""

    def __init__(self, lab: Lab, kind: type[Server] = Knot):
        self.lab = lab
        self.at = {name: lab.address(0, number) for number, name in enumerate((ROOT, TOP, ZONES, RESOLVER), 1)}
        self.port = lab.find_port()
        lab.directory.joinpath("keys").mkdir()
        root, top, zones, self.anchor = build(lab.directory / "keys", self.at)
        for name, files in ((ROOT, root), (TOP, top), (ZONES, zones)):
            lab.add(kind, name, [self.at[name]], files)
        places = {**{zone: ROOT for zone in root}, **{zone: TOP for zone in top}, **{zone: ZONES for zone in zones}}
        resolver = lab.add(Unbound, RESOLVER, [self.at[RESOLVER]], {zone: [self.at[name]] for zone, name in places.items()})
        resolver.anchors = [self.anchor]
        self.anchor_file = lab.directory / "root.key"
        self.anchor_file.write_text(f"{self.anchor}\n")
        self.hints_file = lab.directory / "root.hints"
        self.hints_file.write_text(f". 3600 NS ns.root.\nns.root. 3600 A {self.at[ROOT]}\n")
        lab.start()
