"""The lab: a block of loopback addresses, one port, servers, and their end."""

import errno
import os
import random
import shutil
import socket
import tempfile
from pathlib import Path

from . import process
from .server import Server

LOCK_PORT = 53535
BLOCKS = range(16, 255)
PORTS = range(10240, 32768)  # below what systems give to clients
TRIES = 50


def _bound(kind: int, address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, kind)
    try:
        sock.bind((address, port))
    except OSError:
        sock.close()
        raise
    return sock


class Lab:
    """Holds 127.B.0.0/16 alone among labs, a port that is free on all its addresses, and a directory.

    with Lab() as lab: add servers, lab.start(), ask.  All is gone at the end.
    """

    def __init__(self) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="dnslab."))
        self.lock, self.block = self._take_block()
        self.port = 0
        self.servers: dict[str, Server] = {}
        self.silent: list[socket.socket] = []
        self._addresses: list[str] = []

    def _take_block(self) -> tuple[socket.socket, int]:
        for _ in range(TRIES):
            block = random.choice(BLOCKS)
            try:
                return _bound(socket.SOCK_DGRAM, f"127.{block}.255.254", LOCK_PORT), block
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
        raise RuntimeError("no free block of loopback addresses: are other labs still running?")

    def address(self, net: int, host: int) -> str:
        """The address 127.B.net.host; the port found later is free there."""
        address = f"127.{self.block}.{net}.{host}"
        self._addresses.append(address)
        return address

    def interface(self, address: str) -> str | None:
        """An address of a loopback interface, shared with other labs; None where the machine lacks it."""
        try:
            _bound(socket.SOCK_DGRAM, address, 0).close()
        except OSError:
            return None
        self._addresses.append(address)
        return address

    def find_port(self) -> int:
        """Choose the port, once every address is known."""
        for _ in range(TRIES):
            port = random.choice(PORTS)
            try:
                for address in self._addresses:
                    _bound(socket.SOCK_DGRAM, address, port).close()
                    _bound(socket.SOCK_STREAM, address, port).close()
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
                continue
            self.port = port
            return port
        raise RuntimeError("no port is free on all addresses of the lab")

    def add(self, kind: type[Server], name: str, addresses: list[str], zones: dict, transfer: bool = True) -> Server:
        server = kind(self.directory / name, addresses, self.port, zones, transfer)
        self.servers[name] = server
        return server

    def be_silent(self, address: str) -> None:
        """Take packets and connections at the address and never answer."""
        udp = _bound(socket.SOCK_DGRAM, address, self.port)
        tcp = _bound(socket.SOCK_STREAM, address, self.port)
        tcp.listen(16)
        self.silent += [udp, tcp]

    def start(self) -> None:
        for server in self.servers.values():
            server.start()
        for server in self.servers.values():
            server.wait()

    def stop(self) -> None:
        for server in self.servers.values():
            server.stop()
        for sock in [*self.silent, self.lock]:
            sock.close()
        left = process.remaining(self.directory)
        if "DNSLAB_KEEP" not in os.environ:
            shutil.rmtree(self.directory, ignore_errors=True)
        if left:
            raise RuntimeError(f"processes of the lab outlive it: {left}")

    def __enter__(self) -> "Lab":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
