"""Unbound, the resolver: each zone of the lab is a stub, for a delegation cannot carry a port."""

from .server import Server

SETTINGS = """\
server:
	username: ""
	chroot: ""
	directory: "{directory}"
	pidfile: "{directory}/pid"
	logfile: ""
	use-syslog: no
	do-daemonize: no
	num-threads: 1
	port: {port}
	access-control: 127.0.0.0/8 allow_snoop
	do-not-query-localhost: no
	identity: "{name}"
	version: "lab unbound"
	nsid: "ascii_{name}"
	ede: yes
	module-config: "validator iterator"
	trust-anchor-signaling: no
	local-zone: "test." nodefault
{addresses}{anchors}
remote-control:
	control-enable: no
"""


class Unbound(Server):
    """zones maps a zone's name to the addresses that serve it; anchors are DS or DNSKEY lines."""

    program = "unbound"
    package = "unbound"
    anchors: list[str] = []

    def configure(self) -> list[str]:
        text = SETTINGS.format(
            directory=self.directory,
            port=self.port,
            name=self.name,
            addresses="".join(f"\tinterface: {address}\n" for address in self.addresses),
            anchors="".join(f'\ttrust-anchor: "{anchor}"\n' for anchor in self.anchors),
        )
        for name, addresses in self.zones.items():
            text += f'stub-zone:\n\tname: "{name}"\n'
            text += "".join(f"\tstub-addr: {address}@{self.port}\n" for address in addresses)
        (self.directory / "unbound.conf").write_text(text)
        return ["-d", "-c", f"{self.directory}/unbound.conf"]
