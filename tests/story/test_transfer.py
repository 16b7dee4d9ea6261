#!/usr/bin/python3
"""Zone transfers: from NSD, Knot and BIND, from primaries that do one thing wrong, and a very large one."""

import os
import re
import signal
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dns.message
import dns.query
from story import PROGRAM, ROOT, Failed, expect, expect_code, expect_in, main, run

from lab import process
from lab.bind import Bind
from lab.knot import Knot
from lab.lab import Lab
from lab.nsd import Nsd

SCRIPTS = ROOT / "tests" / "data" / "testns"
ZONE = "big.test."
NAMES = 20_000
FLOOD_RECORDS = 1_000_000
FLOOD_MESSAGE = 1_000  # records
FLOOD_GROWTH = 8 << 10  # KiB more than a small transfer takes
FLOOD_MAX = 16 << 10  # KiB; not under sanitizers
DONE, FAILED = 0, 11


def records(text: str) -> list[str]:
    """The record lines of dig's text, without what separates their columns."""
    return [re.sub(r"\s+", " ", line) for line in text.splitlines() if line and not line.startswith(";")]


def owners(text: str) -> list[str]:
    return [line.split(" ")[0] for line in records(text)]


# --- real servers ---


class IxfrKnot(Knot):
    """Knot that keeps the differences between versions of a zone file."""

    def configure(self) -> list[str]:
        argv = super().configure()
        path = self.directory / "knot.conf"
        text = path.read_text()
        for old, new in (("zonefile-load: whole", "zonefile-load: difference"), ("journal-content: none", "journal-content: all")):
            text = text.replace(old, new)
        path.write_text(text)
        return argv


class IxfrBind(Bind):
    """BIND likewise."""

    def configure(self) -> list[str]:
        argv = super().configure()
        path = self.directory / "named.conf"
        path.write_text(path.read_text().replace("options {", "options {\n\tixfr-from-differences yes;", 1))
        return argv


class World:
    """A lab with a zone of many records on three servers, two of which also know its changes."""

    def __init__(self, lab: Lab):
        self.lab = lab
        self.at = {"nsd": lab.address(0, 1), "knot": lab.address(0, 2), "bind": lab.interface("127.0.0.1")}
        self.port = lab.find_port()
        self.files = {name: lab.directory / f"big.{name}" for name in self.at}
        self.write(1)
        for name, kind in (("nsd", Nsd), ("knot", IxfrKnot), ("bind", IxfrBind)):
            lab.add(kind, name, [self.at[name]], {ZONE: self.files[name]})
        lab.start()

    def write(self, serial: int) -> None:
        """Version n of the zone: host n-1 is gone, host n there, beside many that stay."""
        lines = [f"{ZONE} 300 SOA ns.{ZONE} root.{ZONE} {serial} 3600 600 86400 300", f"{ZONE} 300 NS ns.{ZONE}", f"ns.{ZONE} 300 A 192.0.2.1"]
        lines += [f"h{number}.{ZONE} 300 A 192.0.2.{number % 256}" for number in range(NAMES)]
        lines.append(f"version{serial}.{ZONE} 300 TXT \"{serial}\"")
        for file in self.files.values():
            file.write_text("\n".join(lines) + "\n")

    def ask(self, server: str, *words: str):
        return run(f"@{self.at[server]}", "-p", self.port, *words)

    def update(self, serial: int) -> None:
        """Have Knot and BIND load the next version."""
        self.write(serial)
        for name in ("knot", "bind"):
            self.lab.servers[name].child.send_signal(signal.SIGHUP)
        for name in ("knot", "bind"):
            self.wait(name, serial)

    def wait(self, name: str, serial: int) -> None:
        question = dns.message.make_query(ZONE, "SOA")
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            answer = dns.query.udp(question, self.at[name], timeout=5, port=self.port)
            if answer.answer and answer.answer[0][0].serial == serial:
                return
            time.sleep(0.02)
        raise RuntimeError(f"{name} does not load version {serial}\n{self.lab.servers[name].tail()}")


@contextmanager
def world() -> Iterator[World]:
    with Lab() as lab:
        yield World(lab)


def whole_zone(world: World) -> None:
    """every server gives the zone whole, the SOA at both ends"""
    wanted = sorted(re.sub(r"\s+", " ", line).replace(" 300 ", " 300 IN ", 1) for line in world.files["nsd"].read_text().splitlines())
    for server in world.at:
        done = world.ask(server, ZONE, "AXFR")
        expect_code(done, DONE)
        got = records(done.stdout)
        expect(f"{server}: the SOA again", got[0], got[-1])
        expect(f"{server}: all records", wanted, sorted(got[:-1]))
        expect_in(f"{server}: the totals", f"XFR size: {NAMES + 5} records (messages ", done.stdout)


def no_news(world: World) -> None:
    """IXFR from the version that is served, or a later one, is one SOA"""
    for server in ("knot", "bind"):
        for serial in (1, 5):
            done = world.ask(server, ZONE, f"IXFR={serial}")
            expect_code(done, DONE)
            expect(f"{server}: IXFR={serial}", [ZONE], owners(done.stdout))


def whole_for_news(world: World) -> None:
    """IXFR from a version that nobody remembers is the zone whole"""
    for server in world.at:
        done = world.ask(server, ZONE, "IXFR=4294967290")
        expect_code(done, DONE)
        expect(f"{server}: records", NAMES + 5, len(records(done.stdout)))


def differences(world: World) -> None:
    """IXFR over two versions gives both, in order"""
    world.update(2)
    world.update(3)
    for server in ("knot", "bind"):
        done = world.ask(server, ZONE, "IXFR=1")
        expect_code(done, DONE)
        serials = [line.split(" ")[6] for line in records(done.stdout) if " SOA " in line]
        expect(f"{server}: serials", ["3", "1", "2", "2", "3", "3"], serials)
        texts = [line.split(" ")[-1] for line in records(done.stdout) if " TXT " in line]
        expect(f"{server}: what went and came", ['"1"', '"2"', '"2"', '"3"'], texts)


# --- scripted ones ---


@contextmanager
def script(name: str, has_qr: bool = True) -> Iterator[int]:
    """A primary that plays a script, on the port that it is given."""
    program = process.find("ldns-testns", "ldnsutils")
    text = (SCRIPTS / name).read_text()
    if has_qr:
        text = re.sub(r"^REPLY (?!QR)", "REPLY QR ", text, flags=re.M)
    with Lab() as lab:
        file = lab.directory / name
        file.write_text(text)
        port = lab.find_port()
        child = process.start([program, "-p", str(port), str(file)], lab.directory, lab.directory / "log")
        try:
            connect(port).close()
            yield port
        finally:
            process.stop(child)


def connect(port: int) -> socket.socket:
    for _ in range(500):
        try:
            return socket.create_connection(("127.0.0.1", port))
        except ConnectionRefusedError:
            time.sleep(0.01)
    raise RuntimeError(f"nobody listens at port {port}")


# script, zone, question, exit code, number of records, a part of the text
SCRIPTED = (
    ("axfr_mid_soa.testns", "example.com", "AXFR", FAILED, 5, "a SOA of serial 99 among the records of serial 2"),
    ("print_apl.testns", "example.com", "AXFR", DONE, 3, "XFR size: 3 records (messages 1, "),
    ("nsec3_mid_zone.testns", "v", "AXFR", DONE, 7, "XFR size: 7 records (messages 1, "),
    ("outofzone_axfr.testns", "catalog.tld", "AXFR", DONE, 4, "XFR size: 4 records (messages 1, "),
    ("soa_short_info.testns", "example2.com", "AXFR", FAILED, 1, "message 1 has a broken SOA"),
    ("xfr_class.testns", "example.com", "IXFR=1", FAILED, 7, "message 1 has a record of class 3"),
    ("ixfrout_threeversions.testns", "example.com", "IXFR=1", DONE, 6, "XFR size: 6 records (messages 1, "),
    ("ixfrout_threeversions.testns", "example.com", "IXFR=3", DONE, 6, "XFR size: 6 records (messages 1, "),
    ("xfr_cross_fail.testns", "example1.com", "IXFR=1", DONE, 4, "XFR size: 4 records (messages 1, "),
    ("ixfr_duplicate_serial.testns", "example.com", "IXFR=1", FAILED, 8, "differences lead from serial 1 to 1, which is not newer"),
    ("ixfr_stale_oldest.testns", "example.com", "IXFR=1", FAILED, 18, "differences lead from serial 1 to 1, which is not newer"),
    ("ixfr_badformat.datafile", "example.net", "IXFR=2", FAILED, 22, "differences lead from serial 2 to 1, which is not newer"),
)


def scripted(_: World) -> None:
    """primaries of NSD's tests, each with what is wrong in it"""
    for name, zone, question, code, count, part in SCRIPTED:
        with script(name) as port:
            done = run("@127.0.0.1", "-p", port, zone, question)
        expect(f"{name}: {done}\n{done.stdout}{done.stderr}\nexit code", code, done.code)
        expect_in(f"{name}: {done}", part, done.stdout + done.stderr)
        expect(f"{name}: {done}\n{done.stdout}\nrecords", count, len(records(done.stdout)))


def without_qr(_: World) -> None:
    """a reply that is marked as a query is none"""
    with script("print_apl.testns") as port:
        expect_code(run("@127.0.0.1", "-p", port, "example.com", "AXFR"), DONE)
    with script("axfr_mid_soa.testns", has_qr=False) as port:
        done = run("@127.0.0.1", "-p", port, "example.com", "AXFR")
    expect_code(done, FAILED)
    expect_in(done, "message 1 is not a reply to our query", done.stdout + done.stderr)


def not_in_the_script(_: World) -> None:
    """a primary that hangs up without a word"""
    with script("axfr_mid_soa.testns") as port:
        done = run("@127.0.0.1", "-p", port, "other.example", "AXFR", "+tries=1")
    expect_code(done, FAILED)
    expect_in(done, "end of file", done.stderr)
    expect(done, [], records(done.stdout))


# --- a very large one ---


def message(query: bytes, answers: list[bytes]) -> bytes:
    end = query.index(b"\0", 12) + 5
    head = query[:2] + struct.pack(">HHHHH", 0x8400, 1, len(answers), 0, 0)
    body = head + query[12:end] + b"".join(answers)
    return struct.pack(">H", len(body)) + body


class Flood(threading.Thread):
    """Answers one AXFR with many A records between two SOA; the second only goes out once finish is called."""

    def __init__(self, count: int):
        super().__init__()
        self.count = count
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.nearly = threading.Event()
        self.end = threading.Event()

    def run(self) -> None:
        with self.listener, self.listener.accept()[0] as peer:
            query = peer.recv(65537)[2:]
            soa = b"\xc0\x0c" + struct.pack(">HHIH", 6, 1, 300, 22) + b"\0\0" + struct.pack(">IIIII", 7, 1, 2, 3, 4)
            host = b"\1h\xc0\x0c" + struct.pack(">HHIH", 1, 1, 300, 4) + b"\xc0\0\2\1"
            peer.sendall(message(query, [soa]))
            some = message(query, [host] * FLOOD_MESSAGE)
            for _ in range(self.count // FLOOD_MESSAGE):
                peer.sendall(some)
            self.nearly.set()
            self.end.wait(60)
            peer.sendall(message(query, [soa]))
            peer.recv(1)


def peak(pid: int) -> int:
    """The most memory in KiB that a living process has taken since its program was started."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1])


def transfer_flood(count: int) -> int:
    """KiB that the program took at its peak for such a zone."""
    server = Flood(count)
    server.start()
    # Freed memory goes back at once also where a sanitizer would hold it.
    settings = {**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=1:thread_local_quarantine_size_kb=64"}
    argv = [PROGRAM, "@127.0.0.1", "-p", str(server.port), "flood.test", "AXFR"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, env=settings) as child:
        lines: list[int] = []
        reader = threading.Thread(target=lambda: lines.append(sum(1 for line in child.stdout if line.startswith((b"h.", b"flood.")))))
        reader.start()
        server.nearly.wait(60)
        time.sleep(0.2)  # for what is on its way in the kernel
        taken = peak(child.pid)
        server.end.set()
        reader.join()
    server.join()
    expect("exit code of a flood", DONE, child.returncode)
    expect("records of a flood", count + 2, lines[0])
    return taken


def is_sanitized() -> bool:
    return b"__asan_init" in Path(PROGRAM).read_bytes()


def flood(_: World) -> None:
    """a million records pass in flat memory"""
    small = transfer_flood(FLOOD_MESSAGE)
    large = transfer_flood(FLOOD_RECORDS)
    print(f"       {FLOOD_RECORDS} records: {large} KiB at the peak, {small} KiB for {FLOOD_MESSAGE}")
    if large - small > FLOOD_GROWTH:
        raise Failed(f"{small} KiB for {FLOOD_MESSAGE} records, {large} KiB for {FLOOD_RECORDS}")
    if not is_sanitized() and large > FLOOD_MAX:
        raise Failed(f"{large} KiB for {FLOOD_RECORDS} records, wanted at most {FLOOD_MAX}")


if __name__ == "__main__":
    main([whole_zone, no_news, whole_for_news, differences, scripted, without_qr, not_in_the_script, flood], world)
