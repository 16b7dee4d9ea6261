#!/usr/bin/python3
"""TSIG: lookups and transfers that BIND and Knot hold to a key, and what is told when the key is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

from story import expect, expect_code, expect_in, main, run

from lab.bind import Bind
from lab.knot import Knot
from lab.lab import Lab
from lab.nsd import Nsd

ZONE = "signed.test."
SECRET = "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3I="
ALGORITHMS = ("hmac-md5", "hmac-sha1", "hmac-sha224", "hmac-sha256", "hmac-sha384", "hmac-sha512")
NAMES = 5000
DATA, USAGE, TRANSFER, TSIG = 0, 1, 11, 12


class KeyedBind(Bind):
    """BIND that transfers to those who sign, with a key for each algorithm."""

    def configure(self) -> list[str]:
        argv = super().configure()
        path = self.directory / "named.conf"
        keys = "".join(f'key "{name}" {{ algorithm {name}; secret "{SECRET}"; }};\n' for name in ALGORITHMS)
        allowed = "".join(f'key "{name}"; ' for name in ALGORITHMS)
        path.write_text(keys + path.read_text().replace("allow-transfer { any; };", f"allow-transfer {{ {allowed}}};"))
        return argv


class KeyedKnot(Knot):
    """Knot likewise, with one key."""

    def configure(self) -> list[str]:
        argv = super().configure()
        path = self.directory / "knot.conf"
        key = f"key:\n  - id: hmac-sha256\n    algorithm: hmac-sha256\n    secret: {SECRET}\n"
        path.write_text(path.read_text().replace("acl:\n", key + "acl:\n", 1).replace("action: transfer", "action: transfer\n    key: hmac-sha256", 1))
        return argv


class World:
    def __init__(self, lab: Lab):
        self.at = {"knot": lab.address(0, 1), "nsd": lab.address(0, 2), "bind": lab.interface("127.0.0.1")}
        self.port = lab.find_port()
        self.file = lab.directory / "signed.zone"
        self.keyfile = lab.directory / "transfer.key"
        self.keyfile.write_text(f'key "hmac-sha512" {{\n\talgorithm hmac-sha512;\n\tsecret "{SECRET}";\n}};\n')
        lines = [f"{ZONE} 300 SOA ns.{ZONE} root.{ZONE} 1 3600 600 86400 300", f"{ZONE} 300 NS ns.{ZONE}", f"ns.{ZONE} 300 A 192.0.2.1"]
        lines += [f"h{number}.{ZONE} 300 TXT {'x' * 60}" for number in range(NAMES)]
        self.file.write_text("\n".join(lines) + "\n")
        for name, kind in (("knot", KeyedKnot), ("nsd", Nsd), ("bind", KeyedBind)):
            lab.add(kind, name, [self.at[name]], {ZONE: self.file})
        lab.start()

    def ask(self, server: str, *words: str):
        return run(f"@{self.at[server]}", "-p", self.port, *words)


@contextmanager
def world() -> Iterator[World]:
    with Lab() as lab:
        yield World(lab)


def every_algorithm(world: World) -> None:
    """a lookup signed with each HMAC is answered, signed"""
    for name in ALGORITHMS:
        done = world.ask("bind", "-y", f"{name}:{name}:{SECRET}", f"ns.{ZONE}", "A")
        expect_code(done, DATA)
        expect_in(name, "TSIG PSEUDOSECTION", done.stdout)
        expect(f"{name}: nothing to say", "", done.stderr)


def key_file(world: World) -> None:
    """a key from a file of tsig-keygen"""
    done = world.ask("bind", "-k", str(world.keyfile), f"ns.{ZONE}", "A", "+tcp")
    expect_code(done, DATA)
    expect_in("the signature", "hmac-sha512.", done.stdout)


def wrong_secret(world: World) -> None:
    """a key that the server does not share is said to be, exit 12"""
    other = SECRET.replace("c2", "d2")
    done = world.ask("bind", "-y", f"hmac-sha256:hmac-sha256:{other}", f"ns.{ZONE}", "A")
    expect_code(done, TSIG)
    expect_in("why", "the server refuses our signature", done.stderr)
    done = world.ask("bind", "-y", f"hmac-sha256:hmac-sha256:{other}", ZONE, "AXFR")
    expect_code(done, TSIG)


def unknown_key(world: World) -> None:
    """a key that the server does not know is said to be at once, exit 12, also by NSD, which leaves out the question"""
    for server in world.at:
        done = world.ask(server, "-y", f"hmac-sha256:nobodys:{SECRET}", "+tries=1", f"ns.{ZONE}", "A")
        expect_code(done, TSIG)
        expect(f"{server}: no try was lost", False, "timed out" in done.stderr)


def bad_keys(world: World) -> None:
    """a key that is no key: nothing is asked, exit 1"""
    for words in (("-y", "hmac-sha3:k:c2VjcmV0"), ("-y", "k:not base64"), ("-k", "/nonexistent.key")):
        done = world.ask("bind", *words, f"ns.{ZONE}", "A")
        expect_code(done, USAGE)
        expect_in(" ".join(words), "no TSIG key", done.stderr)
        expect("nothing on stdout", "", done.stdout)


def transfers(world: World) -> None:
    """a zone of many messages comes whole, every message held to the key"""
    for server in ("knot", "bind"):
        done = world.ask(server, "-y", f"hmac-sha256:hmac-sha256:{SECRET}", ZONE, "AXFR")
        expect_code(done, DATA)
        expect_in(server, f"XFR size: {NAMES + 4} records", done.stdout)


def transfer_without_key(world: World) -> None:
    """the same without a key is refused, exit 11"""
    for server in ("knot", "bind"):
        expect_code(world.ask(server, ZONE, "AXFR"), TRANSFER)


if __name__ == "__main__":
    main([every_algorithm, key_file, wrong_secret, unknown_key, bad_keys, transfers, transfer_without_key], world)
