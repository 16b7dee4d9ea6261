"""BIND's named, authoritative: no recursion, no rate limiting, no control channel."""

from .server import Server

SETTINGS = """\
options {{
	directory "{directory}";
	pid-file "{directory}/pid";
	session-keyfile "{directory}/session.key";
	managed-keys-directory "{directory}";
	listen-on port {port} {{ {v4}}};
	listen-on-v6 port {port} {{ {v6}}};
	server-id "{name}";
	version "lab bind";
	recursion no;
	minimal-any no;
	dnssec-validation no;
	empty-zones-enable no;
	check-names primary ignore;
	notify no;
	allow-transfer {{ {transfer}; }};
}};
controls {{ }};
"""


class Bind(Server):
    program = "named"
    package = "bind9"

    def configure(self) -> list[str]:
        text = SETTINGS.format(
            directory=self.directory,
            port=self.port,
            name=self.name,
            v4="".join(f"{address}; " for address in self.addresses if ":" not in address) or "none; ",
            v6="".join(f"{address}; " for address in self.addresses if ":" in address) or "none; ",
            transfer="any" if self.transfer else "none",
        )
        for name, file in self.zones.items():
            text += f'zone "{name}" {{ type primary; file "{file or self.directory / "no-such-file"}"; }};\n'
        (self.directory / "named.conf").write_text(text)
        return ["-g", "-n", "1", "-c", f"{self.directory}/named.conf"]
