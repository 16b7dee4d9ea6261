"""What the four server programs have in common: a directory, addresses, zones, a life."""

import subprocess
import time
from pathlib import Path

import dns.exception
import dns.message
import dns.query

from . import process

READY_SECONDS = 30
POLL_SECONDS = 0.01


class Server:
    """One server program on some loopback addresses, all at one port.

    zones maps a zone's name (final dot) to its file; None is a zone that the server knows but cannot
    load, so that it answers SERVFAIL.  transfer says whether anyone may have the zones by AXFR.
    """

    program = ""
    package = ""

    def __init__(self, directory: Path, addresses: list[str], port: int, zones: dict, transfer: bool = True):
        self.name = directory.name
        self.directory = directory
        self.addresses = addresses
        self.port = port
        self.zones = zones
        self.transfer = transfer
        self.child: subprocess.Popen | None = None

    def configure(self) -> list[str]:
        """Write the settings; the answer is the arguments behind the program's path."""
        raise NotImplementedError

    def start(self) -> None:
        path = process.find(self.program, self.package)
        self.directory.mkdir(parents=True, exist_ok=True)
        argv = [process.unconfined(path, self.directory), *self.configure()]
        self.child = process.start(argv, self.directory, self.log)

    @property
    def log(self) -> Path:
        return self.directory / "log"

    def wait(self) -> None:
        """Return when every address answers a SOA question; raises with the log's end when it never does."""
        zone = next((name for name, file in self.zones.items() if file), ".")
        question = dns.message.make_query(zone, "SOA")
        deadline = time.monotonic() + READY_SECONDS
        for address in self.addresses:
            while not self._answers(question, address):
                if self.child.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"{self.name} does not answer {zone} SOA at {address}#{self.port}\n{self.tail()}")
                time.sleep(POLL_SECONDS)

    def _answers(self, question: dns.message.Message, address: str) -> bool:
        try:
            answer = dns.query.udp(question, address, timeout=0.5, port=self.port)
        except (OSError, dns.exception.DNSException):
            return False
        return bool(answer.answer)

    def stop(self) -> None:
        if self.child:
            process.stop(self.child)
            self.child = None

    def tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-40:]) if self.log.exists() else "no log"
