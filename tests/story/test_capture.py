#!/usr/bin/python3
"""--save writes what went over the wire as a capture that others read; --from shows it again."""

import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dns.message

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hostile"))
from story import PROGRAM, Failed, expect, expect_code, expect_in, main, run  # noqa: E402

import shapes_path  # noqa: E402
import shapes_record  # noqa: E402
import shapes_reply  # noqa: E402
from server import Server  # noqa: E402

BY_LABEL = {shape.label.encode(): shape for module in (shapes_reply, shapes_path, shapes_record) for shape in module.SHAPES}
MALFORMED, USAGE, NXDOMAIN = 14, 1, 3


class World:
    def __init__(self, server: Server, directory: Path):
        self.server, self.directory = server, directory

    def ask(self, *words: str):
        return run("-r", f"@{self.server.host}", "-p", self.server.port, "+time=1", "+tries=1", *words)

    def save(self, *words: str) -> tuple[object, Path]:
        path = self.directory / "messages.pcap"
        path.unlink(missing_ok=True)
        return self.ask("--save", str(path), *words), path


@contextmanager
def world() -> Iterator[World]:
    with Server(lambda label: BY_LABEL[label].behaviour if label in BY_LABEL else None) as server:
        with tempfile.TemporaryDirectory(prefix="capture.") as directory:
            yield World(server, Path(directory))


def packets(path: Path) -> Iterator[tuple[int, int, int, bytes]]:
    """Protocol, ports and payload of each packet: a reader that shares nothing with ours."""
    data = path.read_bytes()
    magic, major, minor, _, _, _, link = struct.unpack_from("<IHHiIII", data)
    expect("the head of the file", (0xA1B2C3D4, 2, 4, 101), (magic, major, minor, link))
    at = 24
    while at < len(data):
        size, whole = struct.unpack_from("<II", data, at + 8)
        expect("the whole packet is there", whole, size)
        ip = data[at + 16 : at + 16 + size]
        expect("version and length of IP", (0x45, size), (ip[0], struct.unpack_from("!H", ip, 2)[0]))
        payload = ip[20:]
        head = 8 if ip[9] == 17 else (payload[12] >> 4) * 4
        yield (ip[9], *struct.unpack_from("!HH", payload), payload[head:])
        at += 16 + size


def others_read_it(world: World) -> None:
    """dnspython reads each message of a lookup that was truncated and went on over TCP"""
    done, path = world.save("tc.hostile.test", "+short")
    expect("the answer", "192.0.2.1\n", done.stdout)
    found = list(packets(path))
    expect("protocols", [17, 17, 6, 6], [protocol for protocol, *_ in found])
    expect("ports", [world.server.port, world.server.port], [found[0][2], found[1][1]])
    messages = [dns.message.from_wire(payload[2:] if protocol == 6 else payload) for protocol, _, _, payload in found]
    expect("one question and its replies", [False, True, False, True], [bool(m.flags & dns.flags.QR) for m in messages])
    expect("the whole answer", "192.0.2.1", messages[3].answer[0][0].address)


def tcpdump_reads_it(world: World) -> None:
    """tcpdump finds every checksum right"""
    if shutil.which("tcpdump") is None:
        return
    _, path = world.save("tc.hostile.test")
    text = subprocess.run(["tcpdump", "-nn", "-vv", "-r", str(path)], capture_output=True, text=True, timeout=60).stdout
    expect("four packets", 4, text.count("length 6") + text.count("length 5"))
    for word in ("bad", "incorrect", "truncated"):
        expect(f"{word} in what tcpdump says", False, word in text)


def what_was_saved_is_shown_again(world: World) -> None:
    """the text of --from is that of the lookup, in each format"""
    done, path = world.save("good.hostile.test", "+nocmd", "+nostats")
    shown = run("--from", str(path), "+nostats")
    expect_code(shown, 0)
    expect_in("the reply", done.stdout, shown.stdout)
    expect_in("the query", ";; Sending:", shown.stdout)
    expect("+short", "192.0.2.1\n", run("--from", str(path), "+short").stdout)
    expect("+json", [False, True], [row["QR"] for row in run("--from", str(path), "+json").rows()])
    dump = run(f"--from={path}", "+hex").stdout
    expect_in("+hex", "address 192.0.2.1", dump)
    heads = [line.split(" over ")[0].rsplit(" ", 1)[0] for line in dump.splitlines() if " over " in line]
    expect("the direction of each message", ["; query to", "; message from"], heads)
    expect_in("+yaml", "RECURSIVE_QUERY", run("--from", str(path), "+yaml").stdout)


def replies_that_cannot_be_read_are_kept(world: World) -> None:
    """a malformed reply is in the file, and --from ends with its code and names the byte"""
    done, path = world.save("pointer-loop.hostile.test")
    expect_code(done, MALFORMED)
    shown = run("--from", str(path), "+hex")
    expect_code(shown, MALFORMED)
    expect_in("the byte", "bad compression pointer at byte 002b", shown.stdout)


def dropped_messages_are_kept(world: World) -> None:
    """messages that were no replies are in the file too"""
    _, path = world.save("question-then-good.hostile.test")
    expect("query, stranger, reply", 3, len(list(packets(path))))


def the_code_is_that_of_the_replies(world: World) -> None:
    """--from ends as the lookups did"""
    _, path = world.save("good.hostile.test", "nxdomain.hostile.test")
    expect_code(run("--from", str(path)), NXDOMAIN)


def a_raw_message_is_shown(world: World) -> None:
    """a file that is one message, as it is or behind its length"""
    wire = dns.message.make_query("raw.test.", "MX").to_wire()
    for data in (wire, struct.pack("!H", len(wire)) + wire):
        path = world.directory / "raw"
        path.write_bytes(data)
        done = run("--from", str(path))
        expect_in("the question", "raw.test.\t\t\tIN\tMX", done.stdout)
        expect("how it is read", f';; "{path}" is no pcap file: it is read as one raw message\n', done.stderr)
    both = run("--from", str(path), "-f", str(path))
    expect_code(both, USAGE)
    expect_in("a list of lines besides", "--from and -f do not go together", both.stderr)


def what_has_no_effect_on_a_file_is_said(world: World) -> None:
    """a name or a server beside --from"""
    _, path = world.save("good.hostile.test")
    done = run("--from", str(path), "@192.0.2.1", "other.test")
    expect_code(done, 0)
    expect_in("the name", ";; --from shows every message of the file: the name other.test is passed over", done.stderr)
    expect_in("the server", ";; --from asks nobody: @192.0.2.1 is passed over", done.stderr)
    expect("nothing to say", "", run("--from", str(path)).stderr)


def what_is_wrong_is_said(world: World) -> None:
    """files that are not there, cut, or empty; nothing is left half-written"""
    _, path = world.save("good.hostile.test")
    whole = path.read_bytes()
    path.write_bytes(whole[:-3])
    for words, part in (
        (("--from", str(path)), "longer than the file at byte"),
        (("--from", "/nonexistent"), "No such file"),
        (("--from",), "wants a FILE"),
        (("--save", "/nonexistent/file", "x."), "couldn't write"),
    ):
        done = run(*words)
        expect_code(done, USAGE)
        expect_in(str(done), part, done.stderr)
    path.write_bytes(whole[:24])
    expect_in("an empty capture", "no DNS message", run("--from", str(path)).stderr)
    left = [file.name for file in world.directory.iterdir() if file.suffix == ".tmp" or ".tmp" in file.name]
    expect("half-written files", [], left)


def an_interrupt_keeps_what_was_asked(world: World) -> None:
    """a server that hangs, and Ctrl-C: the query is in the file"""
    path = world.directory / "interrupted.pcap"
    for number in (signal.SIGINT, signal.SIGTERM):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
            silent.bind(("127.0.0.1", 0))
            silent.settimeout(30)
            words = ["-r", "@127.0.0.1", "-p", str(silent.getsockname()[1]), "+time=60", "+tries=1", "--save", str(path), "hangs.test"]
            with subprocess.Popen([PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as asked:
                query = silent.recv(4096)
                asked.send_signal(number)
                _, err = asked.communicate(timeout=30)
        expect_in("what is said", "interrupted", err)
        expect("the exit code", 9, asked.returncode)
        expect("the query", [query], [payload for _, _, _, payload in packets(path)])
        path.unlink()


def dig_knows_neither(world: World) -> None:
    """called as dig, --save is no option"""
    done = run("--save", "/tmp/x", name="dig")
    expect_code(done, USAGE)
    if "Invalid option" not in done.stderr:
        raise Failed(done.stderr)


if __name__ == "__main__":
    main(
        [
            others_read_it,
            tcpdump_reads_it,
            what_was_saved_is_shown_again,
            replies_that_cannot_be_read_are_kept,
            dropped_messages_are_kept,
            an_interrupt_keeps_what_was_asked,
            what_has_no_effect_on_a_file_is_said,
            the_code_is_that_of_the_replies,
            a_raw_message_is_shown,
            what_is_wrong_is_said,
            dig_knows_neither,
        ],
        world,
    )
