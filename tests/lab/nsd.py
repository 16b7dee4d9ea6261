"""NSD, authoritative, with its response rate limiting off."""

from .server import Server

SETTINGS = """\
server:
	server-count: 1
	username: ""
	chroot: ""
	database: ""
	zonesdir: "{directory}"
	pidfile: "{directory}/pid"
	xfrdfile: "{directory}/xfrd.state"
	xfrdir: "{directory}"
	zonelistfile: "{directory}/zone.list"
	port: {port}
	identity: "{name}"
	nsid: "ascii_{name}"
	version: "lab nsd"
	tcp-count: 200
	rrl-ratelimit: 0
	rrl-whitelist-ratelimit: 0
{addresses}
remote-control:
	control-enable: no
"""
ZONE = 'zone:\n\tname: "{name}"\n\tzonefile: "{file}"\n'
TRANSFER = "\tprovide-xfr: 127.0.0.0/8 NOKEY\n\tprovide-xfr: ::1 NOKEY\n"


class Nsd(Server):
    program = "nsd"
    package = "nsd"

    def configure(self) -> list[str]:
        text = SETTINGS.format(
            directory=self.directory,
            port=self.port,
            name=self.name,
            addresses="".join(f"\tip-address: {address}\n" for address in self.addresses),
        )
        for name, file in self.zones.items():
            text += ZONE.format(name=name, file=file or self.directory / "no-such-file")
            text += TRANSFER if self.transfer else ""
        (self.directory / "nsd.conf").write_text(text)
        return ["-d", "-c", f"{self.directory}/nsd.conf"]
