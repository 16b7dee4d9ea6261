#!/usr/bin/python3
"""DNS over TLS: BIND and Unbound asked over it, zones moved over it, and every way in which it can go wrong."""

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from story import Run, expect, expect_code, expect_in, main, run

from lab import process
from lab.bind import Bind
from lab.certs import Authority, Certificate
from lab.lab import Lab
from lab.unbound import Unbound

ZONE = "secret.test."
NAME = f"www.{ZONE}"
HOST = "dns.secret.test"
SECRET = "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3I="
KEY = f"hmac-sha256:transfer:{SECRET}"
NAMES = 4000
DATA, USAGE, NO_REPLY, TRANSFER, TLS = 0, 1, 9, 11, 13
SOON = ["+time=1", "+tries=1"]


class SecureBind(Bind):
    """BIND with a port for TLS beside its plain one, and one more that wants a certificate of its clients."""

    certificate: Certificate
    ca: str
    ports: tuple[int, int]

    def configure(self) -> list[str]:
        argv = super().configure()
        path = self.directory / "named.conf"
        tls = f'cert-file "{self.certificate.cert}"; key-file "{self.certificate.key}";'
        head = f'tls open {{ {tls} }};\ntls mutual {{ {tls} ca-file "{self.ca}"; }};\nkey transfer {{ algorithm hmac-sha256; secret "{SECRET}"; }};\n'
        listen = "".join(f"\tlisten-on port {port} tls {name} {{ 127.0.0.1; }};\n" for port, name in zip(self.ports, ("open", "mutual")))
        path.write_text(head + path.read_text().replace("\tserver-id", listen + "\tserver-id"))
        return argv


class SecureUnbound(Unbound):
    """Unbound with a port for TLS."""

    certificate: Certificate
    tls_port: int

    def configure(self) -> list[str]:
        argv = super().configure()
        path = self.directory / "unbound.conf"
        more = f'\ttls-port: {self.tls_port}\n\ttls-service-key: "{self.certificate.key}"\n\ttls-service-pem: "{self.certificate.cert}"\n'
        more += "".join(f"\tinterface: {address}@{self.tls_port}\n" for address in self.addresses)
        path.write_text(path.read_text().replace("remote-control:", more + "remote-control:", 1))
        return argv


class World:
    def __init__(self, lab: Lab):
        self.lab = lab
        self.at = {"bind": lab.interface("127.0.0.1"), "unbound": lab.address(0, 1)}
        self.hostile = lab.address(0, 2)
        self.ports = {"bind": lab.find_port(), "mutual": lab.find_port(), "unbound": lab.find_port()}
        self.plain = lab.find_port()
        self.authority = Authority(lab.directory / "certs")
        self.good = self.authority.issue("good", f"DNS:{HOST}", *(f"IP:{address}" for address in self.at.values()))
        self.ca = f"+tls-ca={self.authority.ca}"
        file = lab.directory / "secret.zone"
        lines = [f"{ZONE} 300 SOA ns.{ZONE} root.{ZONE} 7 3600 600 86400 300", f"{ZONE} 300 NS ns.{ZONE}", f"ns.{ZONE} 300 A 192.0.2.1", f"{NAME} 300 A 192.0.2.80"]
        lines += [f"h{number}.{ZONE} 300 TXT {'x' * 60}" for number in range(NAMES)]
        file.write_text("\n".join(lines) + "\n")
        bind = lab.add(SecureBind, "bind", [self.at["bind"]], {ZONE: file})
        bind.certificate, bind.ca, bind.ports = self.good, str(self.authority.ca), (self.ports["bind"], self.ports["mutual"])
        unbound = lab.add(SecureUnbound, "unbound", [self.at["unbound"]], {ZONE: [self.at["bind"]]})
        unbound.certificate, unbound.tls_port = self.good, self.ports["unbound"]
        lab.start()

    def ask(self, server: str, *words: str, port: int | None = None, name: str = "digdrift"):
        return run(f"@{self.at[server]}", "-p", str(port or self.ports[server]), "+nocookie", *words, name=name)


@contextmanager
def world() -> Iterator[World]:
    with Lab() as lab:
        yield World(lab)


@contextmanager
def listener(world: World, serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that does as it is told with each connection; the value is its port."""
    sock = socket.create_server((world.hostile, 0))
    sock.settimeout(20)

    def accept() -> None:
        while True:
            try:
                client, _ = sock.accept()
            except OSError:
                return
            threading.Thread(target=quietly, args=(client,), daemon=True).start()

    def quietly(client: socket.socket) -> None:
        client.settimeout(10)
        with client:
            try:
                serve(client)
            except OSError:
                pass

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield sock.getsockname()[1]
    finally:
        sock.close()


def secured(certificate: Certificate, talk: Callable[[ssl.SSLSocket], None]) -> Callable[[socket.socket], None]:
    """A server that shakes hands with the certificate and then talks."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.cert, certificate.key)
    context.set_alpn_protocols(["dot"])

    def serve(client: socket.socket) -> None:
        with context.wrap_socket(client, server_side=True) as stream:
            talk(stream)

    return serve


def fail_by(world: World, serve: Callable[[socket.socket], None], code: int, says: str, *words: str, seconds: float = 5) -> None:
    """The lookup must fail with this code and these words, in time, with nothing on stdout but the banner."""
    with listener(world, serve) as port:
        began = time.monotonic()
        done = run(f"@{world.hostile}", "-p", str(port), *SOON, NAME, "A", "+nocmd", *words)
        took = time.monotonic() - began
    expect_code(done, code)
    expect_in(done, says, done.stderr)
    expect(f"{done}: nothing but failure", "", done.stdout)
    if took > seconds:
        raise AssertionError(f"{done} took {took:.1f} s")


def lookups(world: World) -> None:
    """a lookup over TLS, with any certificate, with a CA, with a name and with a pin"""
    for server in world.at:
        for words in (["+tls"], ["+tls", world.ca], [world.ca, f"+tls-hostname={HOST}"], [f"+tls-pin={world.good.pin()}"]):
            done = world.ask(server, NAME, "A", *words)
            expect_code(done, DATA)
            expect_in(done, "192.0.2.80", done.stdout)
            expect_in(done, "(TLS)", done.stdout)
            expect(f"{done}: nothing to say", "", done.stderr)


def one_connection(world: World) -> None:
    """many questions of one line and one file go over one connection, signed ones too"""
    batch = "".join(f"h{number}.{ZONE} TXT\n" for number in range(50))
    done = run(f"@{world.at['bind']}", "-p", str(world.ports["bind"]), "+tls", "+short", "-y", KEY, "-f", "-", stdin=batch)
    expect_code(done, DATA)
    expect("every name is answered", 50, done.stdout.count("xxxx\""))


def default_port(world: World) -> None:
    """without -p it is port 853 that is asked"""
    done = run(f"@{world.hostile}", "+tls", *SOON, NAME)
    expect_code(done, NO_REPLY)
    expect_in(done, f"{world.hostile}#853", done.stderr)


def wrong_certificates(world: World) -> None:
    """a certificate that is not what was wanted: exit 13, the reason in words, nothing asked"""
    other = Authority(world.lab.directory / "other", "Other CA")
    rows = [
        ([f"+tls-ca={other.ca}"], 'issued by "/CN=Lab CA", is not trusted'),
        (["+tls-ca"], "is not trusted"),
        ([world.ca, "+tls-hostname=other.test"], f'the certificate is for "{HOST}"'),
        ([f"+tls-pin={'A' * 43}="], f"its pin is {world.good.pin()}"),
        ([f"+tls-pin={'A' * 43}=", world.ca], "is not pinned"),
    ]
    for words, says in rows:
        for question in ([NAME, "A"], [ZONE, "AXFR"]):
            done = world.ask("bind", *question, "+nocmd", *words)
            expect_code(done, TLS)
            expect_in(done, says, done.stderr)
            expect(f"{done}: no answer is shown", "", done.stdout)
    expired = world.authority.issue("expired", f"IP:{world.hostile}", days=-1)
    fail_by(world, secured(expired, lambda stream: None), TLS, 'the certificate of "/CN=expired" expired at', world.ca)


def own_certificate(world: World) -> None:
    """a server that wants our certificate gets it, and its refusal is told"""
    port = world.ports["mutual"]
    done = world.ask("bind", NAME, "A", f"+tls-certfile={world.good.cert}", f"+tls-keyfile={world.good.key}", world.ca, port=port)
    expect_code(done, DATA)
    done = world.ask("bind", NAME, "A", world.ca, *SOON, port=port)
    if done.code not in (TLS, NO_REPLY):  # the alert may be lost with the connection
        raise AssertionError(f"{done}: exit {done.code}")


def our_own_files(world: World) -> None:
    """files of ours that cannot be used: exit 1, named, nothing asked"""
    rows = [
        (["+tls-ca=/nonexistent/ca"], '"/nonexistent/ca": No such file'),
        (["+tls-certfile=/nonexistent/cert", f"+tls-keyfile={world.good.key}"], '"/nonexistent/cert"'),
        ([f"+tls-certfile={world.good.cert}", f"+tls-keyfile={world.authority.key}"], "key values mismatch"),
        ([f"+tls-certfile={world.good.cert}"], "must be specified"),
        (["+tls-pin=abc"], "is no pin"),
        (["+tls", "+trace"], "do not go with"),
    ]
    for words, says in rows:
        done = world.ask("bind", NAME, "A", *words)
        expect_code(done, USAGE)
        expect_in(done, says, done.stderr)


def hostile_servers(world: World) -> None:
    """servers that stall, speak clear text, cut or garble: an honest end in time"""
    good = world.authority.issue("hostile", f"IP:{world.hostile}")

    def drip(stream: ssl.SSLSocket) -> None:
        for _ in range(40):
            stream.send(b"\x00")
            time.sleep(0.2)

    def cut(stream: ssl.SSLSocket) -> None:
        stream.recv(512)
        stream.send(b"\x02\x00" + bytes(100))

    def half_record(client: socket.socket) -> None:
        client.recv(4096)
        client.send(b"\x16\x03\x03\x40\x00" + bytes(50))

    def half_answer(stream: ssl.SSLSocket) -> None:
        stream.recv(512)
        raw = socket.socket(fileno=stream.detach())
        raw.send(b"\x17\x03\x03\x01\x00" + bytes(20))
        raw.close()

    def garble(stream: ssl.SSLSocket) -> None:
        stream.recv(512)
        raw = socket.socket(fileno=stream.detach())
        raw.send(b"\x17\x03\x03\x00\x40" + bytes(64))
        time.sleep(2)
        raw.close()

    fail_by(world, lambda client: time.sleep(4), TLS, "was not over in time", "+tls")
    fail_by(world, lambda client: client.recv(4096), TLS, "closed the connection during the TLS handshake", "+tls")
    fail_by(world, lambda client: client.send(b"220 mail.test ESMTP\r\n" * 20), TLS, "does not speak TLS", "+tls")
    fail_by(world, half_record, TLS, "during the TLS handshake", "+tls")
    fail_by(world, secured(good, cut), NO_REPLY, "end of file", "+tls")
    fail_by(world, secured(good, half_answer), NO_REPLY, "end of file", "+tls")
    fail_by(world, secured(good, garble), TLS, "cannot be decrypted", "+tls")
    fail_by(world, secured(good, drip), NO_REPLY, "", "+tls")
    fail_by(world, secured(good, lambda stream: time.sleep(4)), NO_REPLY, "timed out", "+tls")


def never_in_clear(world: World) -> None:
    """a server without TLS hears nothing of the question"""
    heard: list[bytes] = []

    def listen(client: socket.socket) -> None:
        client.settimeout(2)
        while data := client.recv(4096):
            heard.append(data)

    with listener(world, listen) as port:
        done = run(f"@{world.hostile}", "-p", str(port), "+time=1", "+tries=2", NAME, "+tls")
    expect_code(done, TLS)
    if any(b"secret" in data for data in heard):
        raise AssertionError(f"the name was sent in clear text: {heard}")


def transfers(world: World) -> None:
    """a zone of many messages moves over TLS, with a key too, and the way is shown"""
    for words in (["+tls"], [world.ca], [world.ca, "-y", KEY]):
        done = world.ask("bind", ZONE, "AXFR", *words)
        expect_code(done, DATA)
        expect_in(done, f"XFR size: {NAMES + 5} records", done.stdout)
        expect_in(done, "(TLS)", done.stdout)
    done = world.ask("bind", ZONE, "IXFR=7", "+tls")
    expect_code(done, DATA)
    expect_in(done, "XFR size: 1 records", done.stdout)


def transfer_needs_dot(world: World) -> None:
    """a server that does not agree to "dot" is asked for no zone (RFC 9103)"""
    done = world.ask("unbound", ZONE, "AXFR", "+tls", *SOON)
    if done.code not in (TLS, TRANSFER):
        raise AssertionError(f"{done}: exit {done.code}")

    def talk(stream: ssl.SSLSocket) -> None:
        if stream.recv(512):
            raise AssertionError("the question was sent")

    good = world.authority.issue("nodot", f"IP:{world.hostile}")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(good.cert, good.key)

    def serve(client: socket.socket) -> None:
        with context.wrap_socket(client, server_side=True) as stream:
            talk(stream)

    with listener(world, serve) as port:
        done = run(f"@{world.hostile}", "-p", str(port), *SOON, ZONE, "AXFR", "+tls")
    expect_code(done, TLS)
    expect_in(done, "did not agree", done.stderr)


def reasons(done: Run) -> list[str | None]:
    """The reason of each check, in the order of their names."""
    return [row["reason"] for row in sorted(done.rows()[:-1], key=lambda row: row["check"])]


def checks(world: World) -> None:
    """declared servers over TLS: strict, and each fault with its reason"""
    bind = f"{world.at['bind']}:{world.ports['bind']}"
    expired = world.authority.issue("old", f"IP:{world.hostile}", days=-1)
    with listener(world, secured(expired, lambda stream: None)) as old, listener(world, lambda client: client.send(b"220\r\n" * 99)) as plain:
        rows = {
            f"tls://{bind}#{HOST}": None,
            f"tls://{bind}": None,
            f"tls://{bind}#other.test": "tls-name-differs",
            f"tls://{world.hostile}:{old}": "tls-expired",
            f"tls://{world.hostile}:{plain}": "tls-failed",
        }
        file = world.lab.directory / "checks.yaml"
        checks = "".join(
            f'  - name: over {number}\n    query: {{name: {NAME}, type: A, ask: ["{server}"]}}\n    expect: {{values: [192.0.2.80]}}\n'
            for number, server in enumerate(rows)
        )
        file.write_text(f"defaults: {{timeout: 1s, tries: 1}}\nchecks:\n{checks}")
        done = run("check", "-f", "jsonl", str(file), env={"SSL_CERT_FILE": str(world.authority.ca)})
        expect("reasons", list(rows.values()), reasons(done))
        expect("transports", {"tls"}, {row["transport"] for row in done.rows()[:-1]})
        expect_code(done, 3)
        done = run("check", "-f", "jsonl", str(file))
        expect("without the CA", ["tls-untrusted"] * 4 + ["tls-failed"], reasons(done))


def like_dig(world: World) -> None:
    """called as dig, the same lines and exit codes as Debian's dig"""
    dig = process.find("dig", "bind9-dnsutils")
    rows = [
        ["+tls"],
        [world.ca],
        [world.ca, "+tls-hostname=other.test"],
        ["+tls-ca"],
        ["+tls-ca=/nonexistent/ca"],
        ["+tls", "+short"],
        [world.ca, "+tls-hostname=other.test", "+short"],
    ]
    for words in rows:
        for question in ([NAME, "A"], [f"h1.{ZONE}", "TXT"], [ZONE, "AXFR"]):
            argv = [f"@{world.at['bind']}", "-p", str(world.ports["bind"]), "+nocookie", "+noedns", "+nostats", "+nocmd", "+qid=1", *question, *words]
            theirs = subprocess.run([dig, *argv], capture_output=True, text=True, timeout=30, check=False)
            ours = run(*argv, name="dig")
            expect(f"dig {' '.join(argv)}", theirs.stdout, ours.stdout)
            expect(f"exit of dig {' '.join(argv)}", theirs.returncode, ours.code)


if __name__ == "__main__":
    main(
        [
            lookups, one_connection, default_port, wrong_certificates, own_certificate, our_own_files, hostile_servers, never_in_clear,
            transfers, transfer_needs_dot, checks, like_dig,
        ],
        world,
    )
