#!/usr/bin/python3
"""PROXYv2 headers: Unbound believes them, over UDP and TCP, and the bytes are those of the protocol."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from story import expect, expect_code, expect_in, main, run

from lab.bind import Bind
from lab.lab import Lab
from lab.unbound import Unbound

ZONE = "proxied.test."
NAME = f"www.{ZONE}"
BANNED = "192.0.2.7"
DATA, USAGE, REFUSED, NO_REPLY = 0, 1, 6, 9
SOON = ["+time=1", "+tries=1"]
SIGNATURE = bytes.fromhex("0d0a0d0a000d0a515549540a")


class ProxiedUnbound(Unbound):
    """Unbound with a port on which a header must come first; one client of those behind it is refused."""

    proxy_port: int

    def configure(self) -> list[str]:
        argv = super().configure()
        path = self.directory / "unbound.conf"
        more = f"\tproxy-protocol-port: {self.proxy_port}\n\taccess-control: 192.0.2.0/24 allow_snoop\n\taccess-control: {BANNED}/32 refuse\n"
        more += "".join(f"\tinterface: {address}@{self.proxy_port}\n" for address in self.addresses)
        path.write_text(path.read_text().replace("remote-control:", more + "remote-control:", 1))
        return argv


class World:
    def __init__(self, lab: Lab):
        self.bind, self.unbound, self.trap = lab.interface("127.0.0.1"), lab.address(0, 1), lab.address(0, 2)
        self.port = lab.find_port()
        lab.find_port()
        file = lab.directory / "proxied.zone"
        file.write_text(f"{ZONE} 300 SOA ns.{ZONE} root.{ZONE} 1 3600 600 86400 300\n{ZONE} 300 NS ns.{ZONE}\nns.{ZONE} 300 A 192.0.2.1\n{NAME} 300 A 192.0.2.80\n")
        lab.add(Bind, "bind", [self.bind], {ZONE: file})
        unbound = lab.add(ProxiedUnbound, "unbound", [self.unbound], {ZONE: [self.bind]})
        unbound.proxy_port = self.port
        lab.start()

    def ask(self, *words: str):
        return run(f"@{self.unbound}", "-p", str(self.port), *SOON, "+nocookie", NAME, *words)


@contextmanager
def world() -> Iterator[World]:
    with Lab() as lab:
        yield World(lab)


def believed(world: World) -> None:
    """the server takes the client to be who the header says, over UDP and TCP"""
    for way in ([], ["+tcp"], ["+proxy-plain", "+tcp"]):
        expect_code(world.ask("+proxy", *way), DATA)
        expect_code(world.ask("+proxy=192.0.2.1#999-192.0.2.2#53", *way), DATA)
    for way in ([], ["+tcp"]):
        expect_code(world.ask(f"+proxy={BANNED}-192.0.2.2", *way), REFUSED)
        expect_code(world.ask(f"+proxy={BANNED}-192.0.2.2", "+noproxy", *way), NO_REPLY)


def bytes_on_the_wire(world: World) -> None:
    """what goes out, over UDP, TCP and before TLS"""
    got: list[bytes] = []
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind((world.trap, 0))
    port = udp.getsockname()[1]
    tcp = socket.create_server((world.trap, port))
    udp.settimeout(30)
    tcp.settimeout(30)

    def take_udp() -> None:
        got.append(udp.recv(4096))

    def take_tcp() -> None:
        client, _ = tcp.accept()
        client.settimeout(5)
        data = b""
        with client:
            while len(data) < 40 and (more := client.recv(4096)):
                data += more
        got.append(data)

    v4 = SIGNATURE + bytes.fromhex("21 11 000c c0000201 c0000202 03e7 0035")
    rows = [
        (take_udp, ["+proxy"], SIGNATURE + bytes.fromhex("20 00 0000")),
        (take_udp, ["+proxy=2001:db8::1-2001:db8::2#5353"], SIGNATURE + bytes.fromhex("21 22 0024 20010db8" + 23 * "0" + "1" + "20010db8" + 23 * "0" + "2" + "0000 14e9")),
        (take_tcp, ["+tcp", "+proxy=192.0.2.1#999-192.0.2.2"], v4),
        (take_tcp, ["AXFR", "+proxy=192.0.2.1#999-192.0.2.2"], v4),
        (take_tcp, ["+tls", "+proxy-plain=192.0.2.1#999-192.0.2.2"], v4 + b"\x16\x03\x01"),
        (take_tcp, ["+tls", "+proxy=192.0.2.1#999-192.0.2.2"], b"\x16\x03\x01"),
    ]
    for take, words, wanted in rows:
        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        run(f"@{world.trap}", "-p", str(port), *SOON, NAME, *words)
        thread.join(10)
        expect(" ".join(words), wanted.hex(), got.pop()[: len(wanted)].hex())
    udp.close()
    tcp.close()


def mistakes(world: World) -> None:
    """what cannot be meant is refused before anything is asked"""
    for words, says in (
        (["+proxy=foo"], "cannot be parsed"),
        (["+proxy=192.0.2.1-2001:db8::1"], "must be of the same type"),
        (["+proxy", "+https"], "does not go with"),
        (["+proxy", "+trace"], "does not go with"),
    ):
        done = world.ask(*words)
        expect_code(done, USAGE)
        expect_in(done, says, done.stderr)


if __name__ == "__main__":
    main([believed, bytes_on_the_wire, mistakes], world)
