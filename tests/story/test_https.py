#!/usr/bin/python3
"""DNS over HTTPS: BIND and Unbound asked by POST and GET, and servers that answer with anything but DNS."""

import gzip
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from story import expect, expect_code, expect_in, main, run
from test_tls import DATA, HOST, NAME, NO_REPLY, SOON, TLS, USAGE, ZONE, listener, reasons

from lab import process
from lab.bind import Bind
from lab.certs import Authority, Certificate
from lab.lab import Lab
from lab.unbound import Unbound

MESSAGE = "application/dns-message"


class WebBind(Bind):
    """BIND with ports for HTTPS and for HTTP in clear text."""

    certificate: Certificate
    ports: tuple[int, int]

    def configure(self) -> list[str]:
        argv = super().configure()
        path = self.directory / "named.conf"
        head = f'tls open {{ cert-file "{self.certificate.cert}"; key-file "{self.certificate.key}"; }};\nhttp web {{ endpoints {{ "/dns-query"; "/other"; }}; }};\n'
        listen = f"\tlisten-on port {self.ports[0]} tls open http web {{ 127.0.0.1; }};\n\tlisten-on port {self.ports[1]} tls none http web {{ 127.0.0.1; }};\n"
        path.write_text(head + path.read_text().replace("\tserver-id", listen + "\tserver-id"))
        return argv


class WebUnbound(Unbound):
    """Unbound with a port for HTTPS."""

    certificate: Certificate
    https_port: int

    def configure(self) -> list[str]:
        argv = super().configure()
        path = self.directory / "unbound.conf"
        more = f'\thttps-port: {self.https_port}\n\ttls-service-key: "{self.certificate.key}"\n\ttls-service-pem: "{self.certificate.cert}"\n'
        more += "".join(f"\tinterface: {address}@{self.https_port}\n" for address in self.addresses)
        path.write_text(path.read_text().replace("remote-control:", more + "remote-control:", 1))
        return argv


class World:
    def __init__(self, lab: Lab):
        self.lab = lab
        self.at = {"bind": lab.interface("127.0.0.1"), "unbound": lab.address(0, 1)}
        self.hostile = lab.address(0, 2)
        self.ports = {"bind": lab.find_port(), "http": lab.find_port(), "unbound": lab.find_port()}
        lab.find_port()
        self.authority = Authority(lab.directory / "certs")
        addresses = [f"IP:{address}" for address in (*self.at.values(), self.hostile)]
        self.good = self.authority.issue("good", f"DNS:{HOST}", "DNS:localhost", *addresses)
        self.ca = f"+tls-ca={self.authority.ca}"
        file = lab.directory / "secret.zone"
        lines = [f"{ZONE} 300 SOA ns.{ZONE} root.{ZONE} 7 3600 600 86400 300", f"{ZONE} 300 NS ns.{ZONE}", f"ns.{ZONE} 300 A 192.0.2.1", f"{NAME} 300 A 192.0.2.80"]
        lines += [f"large.{ZONE} 300 TXT {number} {'x' * 200}" for number in range(100)]
        lines += [f"h{number}.{ZONE} 300 A 192.0.2.{number}" for number in range(50)]
        file.write_text("\n".join(lines) + "\n")
        bind = lab.add(WebBind, "bind", [self.at["bind"]], {ZONE: file})
        bind.certificate, bind.ports = self.good, (self.ports["bind"], self.ports["http"])
        unbound = lab.add(WebUnbound, "unbound", [self.at["unbound"]], {ZONE: [self.at["bind"]]})
        unbound.certificate, unbound.https_port = self.good, self.ports["unbound"]
        lab.start()

    def ask(self, server: str, *words: str, port: int | None = None, name: str = "digdrift"):
        return run(f"@{self.at[server]}", "-p", str(port or self.ports[server]), "+nocookie", *words, name=name)


@contextmanager
def world() -> Iterator[World]:
    with Lab() as lab:
        lab_world = World(lab)
        yield lab_world


def lookups(world: World) -> None:
    """a lookup by POST and GET, with any certificate and with a CA"""
    ways = {"+https": "(HTTPS)", "+https-post": "(HTTPS)", "+https-get": "(HTTPS-GET)"}
    for server in world.at:
        for way, shown in ways.items():
            for words in ([], [world.ca], [world.ca, f"+tls-hostname={HOST}"], [f"+tls-pin={world.good.pin()}"]):
                done = world.ask(server, NAME, "A", way, *words)
                expect_code(done, DATA)
                expect_in(done, "192.0.2.80", done.stdout)
                expect_in(done, shown, done.stdout)
                expect(f"{done}: nothing to say", "", done.stderr)


def in_clear_text(world: World) -> None:
    """HTTP without TLS, when that is what was asked for"""
    for way, shown in {"+http-plain": "(HTTP)", "+http-plain-get": "(HTTP-GET)"}.items():
        done = world.ask("bind", NAME, "A", way, port=world.ports["http"])
        expect_code(done, DATA)
        expect_in(done, shown, done.stdout)


def paths(world: World) -> None:
    """another path is asked, and one that is not there is an error of HTTP"""
    done = world.ask("bind", NAME, "A", "+https=/other", "+short")
    expect("the other path", "192.0.2.80\n", done.stdout)
    done = world.ask("bind", NAME, "A", "+https=/nowhere", "+short")
    expect_code(done, NO_REPLY)
    expect_in(done, "HTTP status 404", done.stderr)


def large_answers(world: World) -> None:
    """an answer that no datagram holds comes whole"""
    done = world.ask("bind", f"large.{ZONE}", "TXT", "+https", "+short")
    expect_code(done, DATA)
    expect("records", 100, len(done.stdout.splitlines()))


def many(world: World) -> None:
    """many questions, one after the other, each with its own answer"""
    batch = "".join(f"h{number}.{ZONE}\n" for number in range(50))
    done = run(f"@{world.at['bind']}", "-p", str(world.ports["bind"]), "+https", "+short", "-f", "-", stdin=batch)
    expect("answers in order", [f"192.0.2.{number}" for number in range(50)], done.stdout.splitlines())


def urls(world: World) -> None:
    """a server may be written as a URL, with a host name in it; its certificate is held to that"""
    env = {"SSL_CERT_FILE": str(world.authority.ca)}
    port = world.ports["bind"]
    for server in (f"https://127.0.0.1:{port}", f"https://localhost:{port}/other", f"https://127.0.0.1:{port}/dns-query#{HOST}"):
        done = run(f"@{server}", NAME, "+short", "-4", env=env)
        expect(f"{done}\n{done.stderr}", "192.0.2.80\n", done.stdout)
    done = run(f"@https://127.0.0.1:{port}#other.test", NAME, env=env)
    expect_code(done, TLS)
    expect_in(done, "not for \"other.test\"", done.stderr)
    done = run(f"@https://127.0.0.1:{port}", NAME)
    expect_code(done, TLS)
    done = run("@https://nowhere.invalid/", NAME)
    expect_code(done, USAGE)


def wrong_certificates(world: World) -> None:
    """a certificate that is not what was wanted: exit 13 with the reason"""
    for words, says in (
        (["+tls-ca"], "is not trusted"),
        ([world.ca, "+tls-hostname=other.test"], f'the certificate is for "{HOST}"'),
        ([f"+tls-pin={'A' * 43}="], f"its pin is {world.good.pin()}"),
    ):
        done = world.ask("bind", NAME, "A", "+https", "+nocmd", *words)
        expect_code(done, TLS)
        expect_in(done, says, done.stderr)
        expect(f"{done}: no answer", "", done.stdout)
    done = world.ask("bind", NAME, "A", "+https", "+tls-ca=/nonexistent")
    expect_code(done, USAGE)
    done = world.ask("bind", ZONE, "AXFR", "+https")
    expect_code(done, USAGE)
    expect_in(done, "not transferred over HTTPS", done.stderr)


def web(world: World, body: bytes, kind: str = MESSAGE, status: str = "200 OK", more: str = "", drip: float = 0, size: int | None = None):
    """A server that answers every request so; the body may be less than it says, or come slowly."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(world.good.cert, world.good.key)

    def serve(client: socket.socket) -> None:
        with context.wrap_socket(client, server_side=True) as stream:
            stream.recv(8192)
            head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body) if size is None else size}\r\n{more}\r\n"
            stream.send(head.encode())
            for at in range(0, len(body), 1 if drip else 65536):
                stream.send(body[at : at + (1 if drip else 65536)])
                time.sleep(drip)

    return serve


def hostile_servers(world: World) -> None:
    """HTTP errors, wrong types, bodies too large, too slow, cut, or no DNS: an honest end in time"""
    answer = bytes(64)
    rows = [
        (web(world, b"no", status="500 Internal Server Error"), "HTTP status 500"),
        (web(world, answer, kind="text/html"), 'content type "text/html"'),
        (web(world, b"", status="302 Found", more="Location: https://elsewhere.test/\r\n"), 'points to "https://elsewhere.test/"'),
        (web(world, bytes(70000)), "larger than 65535 bytes"),
        (web(world, bytes(70000), size=1 << 40), "larger than 65535 bytes"),
        (web(world, b"short"), "no DNS message: 5 bytes"),
        (web(world, answer), "answers another question"),
        (web(world, gzip.compress(bytes(3000)), more="Content-Encoding: gzip\r\n"), "answers another question"),
        (web(world, answer, size=100), "the HTTP exchange failed"),
        (web(world, bytes(4000), drip=0.05), "timed out"),
        (lambda client: time.sleep(4), "TLS"),
        (lambda client: client.recv(4096), "TLS"),
        (lambda client: client.send(b"220 mail.test ESMTP\r\n" * 20), "TLS"),
    ]
    for serve, says in rows:
        with listener(world, serve) as port:
            began = time.monotonic()
            done = run(f"@{world.hostile}", "-p", str(port), *SOON, NAME, "A", "+nocmd", "+https", world.ca)
            took = time.monotonic() - began
        expect_in(done, says, done.stderr)
        expect_code(done, TLS if says == "TLS" else NO_REPLY)
        expect(f"{done}: nothing but failure", "", done.stdout)
        if took > 3:
            raise AssertionError(f"{says}: took {took:.1f} s")


def refused(world: World) -> None:
    """nothing listens: said as for TCP"""
    done = run(f"@{world.hostile}", "+https", *SOON, NAME)
    expect_code(done, NO_REPLY)
    expect_in(done, f"{world.hostile}#443({world.hostile}) for {NAME} failed: connection refused", done.stderr)


def checks(world: World) -> None:
    """declared servers over HTTPS: strict, with host names, and each fault with its reason"""
    base = f"127.0.0.1:{world.ports['bind']}"
    rows = {
        f"https://{base}/dns-query#{HOST}": None,
        f"https://localhost:{world.ports['bind']}/other": None,
        f"https://{base}/nowhere": "http-failed",
        f"https://{base}#other.test": "tls-name-differs",
        "https://nowhere.invalid/dns-query": "local-failure",
    }
    file = world.lab.directory / "checks.yaml"
    checks = "".join(
        f'  - name: over {number}\n    query: {{name: {NAME}, type: A, ask: ["{server}"]}}\n    expect: {{values: [192.0.2.80]}}\n'
        for number, server in enumerate(rows)
    )
    file.write_text(f"defaults: {{timeout: 1s, tries: 1}}\nchecks:\n{checks}")
    done = run("check", "-f", "jsonl", str(file), env={"SSL_CERT_FILE": str(world.authority.ca)})
    expect("reasons", list(rows.values()), reasons(done))
    expect("transports", {"https"}, {row["transport"] for row in done.rows()[:-1]})


def plain_lookups_do_not_pay(world: World) -> None:
    """a plain lookup does not load libcurl"""
    done = run(f"@{world.at['bind']}", "-p", str(world.lab.port), NAME, "+short", env={"LD_DEBUG": "libs"})
    expect("the answer", "192.0.2.80\n", done.stdout)
    expect_in("the libraries are told", "libldns", done.stderr)
    expect("no libcurl", False, "libcurl" in done.stderr)


def like_dig(world: World) -> None:
    """called as dig, the same lines and exit codes as Debian's dig"""
    dig = process.find("dig", "bind9-dnsutils")
    rows = [["+https"], ["+https-get"], [world.ca, "+https"], [world.ca, "+https", "+tls-hostname=other.test"], ["+https", "+short"]]
    for words in rows:
        argv = [f"@{world.at['bind']}", "-p", str(world.ports["bind"]), "+nocookie", "+noedns", "+nostats", "+nocmd", "+qid=1", NAME, *words]
        theirs = subprocess.run([dig, *argv], capture_output=True, text=True, timeout=30, check=False)
        ours = run(*argv, name="dig")
        expect(f"dig {' '.join(argv)}", theirs.stdout, ours.stdout)
        expect(f"exit of dig {' '.join(argv)}", theirs.returncode, ours.code)


if __name__ == "__main__":
    main(
        [
            lookups, in_clear_text, paths, large_answers, many, urls, wrong_certificates, hostile_servers, refused, checks,
            plain_lookups_do_not_pay, like_dig,
        ],
        world,
    )
