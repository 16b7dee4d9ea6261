#!/usr/bin/python3
"""Record what Debian's dig makes of replies: record.py < lines.txt > golden.txt

Starts BIND with example.test.zone and, between it and dig, a server on 127.0.0.1 port 5300 that keeps every reply.
Names below crooked.test are answered by crooked.py.  What changes from run to run is blanked.
"""

import re
import shlex
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import crooked

HERE = Path(__file__).resolve().parent
PORT, UPSTREAM = 5300, 5301
COOKIE = b"\xcc" * 8  # stands for the client's cookie in a recorded reply

BLANKS = (
    (r"; <<>> DiG \S+ <<>>", "; <<>> DiG V <<>>"),
    (r"id: \d+", "id: N"),
    (r"COOKIE: [0-9a-f]{16,}", "COOKIE: X"),
    (r"Query time: \d+", "Query time: N"),
    (r"WHEN: .*", "WHEN: W"),
    (r" in \d+ (ms|us)", r" in N \1"),
    (r"(expected ID|got) \d+", r"\1 N"),
)

kept: list[str] = []
queries = 0
lock = threading.Lock()


def keep(query: bytes, reply: bytes, kind: str, number: int) -> None:
    cookie = crooked.cookie_of(query)
    if cookie:
        reply = reply.replace(cookie, COOKIE)
    kept.append(f"reply {number} {kind} {reply.hex()}")


def count() -> int:
    global queries
    with lock:
        queries += 1
        return queries - 1


def is_crooked(query: bytes) -> bool:
    return b"\7crooked\4test\0" in query


def ask_udp(query: bytes) -> list[bytes]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(2)
        client.sendto(query, ("127.0.0.1", UPSTREAM))
        return [client.recv(65535)]


def read(client: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = client.recv(size - len(data))
        if not more:
            break
        data += more
    return data


def read_message(client: socket.socket) -> bytes:
    head = read(client, 2)
    return read(client, struct.unpack(">H", head)[0]) if len(head) == 2 else b""


def ask_tcp(query: bytes) -> list[bytes]:
    with socket.create_connection(("127.0.0.1", UPSTREAM)) as client:
        client.sendall(struct.pack(">H", len(query)) + query)
        return [read_message(client)]


def serve_udp(server: socket.socket) -> None:
    while True:
        query, client = server.recvfrom(65535)
        number = count()
        for reply in crooked.replies(query, False) if is_crooked(query) else ask_udp(query):
            keep(query, reply, "udp", number)
            server.sendto(reply, client)


def serve_stream(client: socket.socket) -> None:
    while query := read_message(client):
        number = count()
        for reply in crooked.replies(query, True) if is_crooked(query) else ask_tcp(query):
            keep(query, reply, "tcp", number)
            client.sendall(struct.pack(">H", len(reply)) + reply)


def serve_tcp(server: socket.socket) -> None:
    while True:
        threading.Thread(target=serve_stream, args=(server.accept()[0],), daemon=True).start()


def blank(text: str) -> str:
    for pattern, put in BLANKS:
        text = re.sub(pattern, put, text)
    return text


def record(line: str) -> None:
    global queries
    kept.clear()
    queries = 0
    ran = subprocess.run(["dig", *shlex.split(line)], capture_output=True, timeout=60, stdin=subprocess.DEVNULL)
    print(f"line {line}\n" + "".join(reply + "\n" for reply in kept) + f"exit {ran.returncode}")
    for name, data in (("stdout", ran.stdout), ("stderr", ran.stderr)):
        text = blank(data.decode("latin1"))
        print(f"{name} {text.count(chr(10))}\n{text}", end="")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "named.conf").write_text(
            f"""options {{ directory "{folder}"; listen-on port {UPSTREAM} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }};
            pid-file none; session-keyfile none; recursion no; minimal-responses no; server-id "ns3"; version "lab";
            rrset-order {{ order none; }}; allow-transfer {{ any; }}; }};
            controls {{ }};
            zone "example.test" {{ type primary; file "{HERE}/example.test.zone"; }};
            """
        )
        named = subprocess.Popen(["named", "-g", "-c", f"{folder}/named.conf"], stderr=subprocess.DEVNULL)
        time.sleep(1.5)
        for kind, serve in ((socket.SOCK_DGRAM, serve_udp), (socket.SOCK_STREAM, serve_tcp)):
            server = socket.socket(socket.AF_INET, kind)
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(("127.0.0.1", PORT))
            if kind == socket.SOCK_STREAM:
                server.listen()
            threading.Thread(target=serve, args=(server,), daemon=True).start()
        for line in sys.stdin:
            if line.strip() and not line.startswith("#"):
                record(line.strip())
        named.terminate()
        named.wait()


if __name__ == "__main__":
    main()
