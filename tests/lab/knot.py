"""Knot DNS, authoritative, zone files only: no journal, no automatic signing."""

from .server import Server

SETTINGS = """\
server:
    rundir: "{directory}"
    identity: "{name}"
    nsid: "{name}"
    version: "lab knot"
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
    listen: [{addresses}]
control:
    listen: "{directory}/sock"
log:
  - target: stderr
    any: info
database:
    storage: "{directory}"
acl:
  - id: anyone
    address: [127.0.0.0/8, "::1"]
    action: transfer
template:
  - id: default
    storage: "{directory}"
    zonefile-load: whole
    zonefile-sync: -1
    journal-content: none
{acl}
zone:
"""


class Knot(Server):
    program = "knotd"
    package = "knot"

    def configure(self) -> list[str]:
        text = SETTINGS.format(
            directory=self.directory,
            name=self.name,
            addresses=", ".join(f'"{address}@{self.port}"' for address in self.addresses),
            acl="    acl: anyone" if self.transfer else "",
        )
        for name, file in self.zones.items():
            text += f'  - domain: "{name}"\n    file: "{file or self.directory / "no-such-file"}"\n'
        (self.directory / "knot.conf").write_text(text)
        return ["-c", f"{self.directory}/knot.conf"]
