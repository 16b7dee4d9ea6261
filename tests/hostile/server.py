"""A DNS server on loopback that answers as it is told to, by the label of the name that stands before the zone.

It has a main address with UDP and TCP, one with UDP alone (its TCP port is closed), one from which it forges
replies, and one where nothing listens; all at one port.
"""

import random
import socket
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from wire import Query, framed, read_query

ZONE = (b"hostile", b"test")
TRIES = 100
BACKLOG = 128
STREAM_SECONDS = 20


@dataclass(frozen=True)
class Later:
    """A datagram that is sent after some time."""

    seconds: float
    wire: bytes


@dataclass(frozen=True)
class Forged:
    """A datagram from elsewhere: from another address, or another port of ours."""

    wire: bytes
    is_other_port: bool = False


@dataclass(frozen=True)
class Behaviour:
    """What the server does with a question: over UDP the datagrams to send, over TCP what to do with the stream."""

    udp: Callable[[Query, "Server"], list]
    tcp: Callable[[Query, "Stream"], None]


class Stream:
    """The server's end of a connection."""

    def __init__(self, sock: socket.socket):
        self.sock = sock

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def answer(self, wire: bytes) -> None:
        self.send(framed(wire))

    def read_message(self) -> bytes:
        """The next query, or nothing at the end."""
        size = self._read(2)
        return self._read(int.from_bytes(size, "big")) if size else b""

    def wait_for_end(self) -> None:
        """Return when the other side has hung up."""
        while self.sock.recv(65536):
            pass

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self.sock.recv(size - len(data))
            if not more:
                return b""
            data += more
        return data


class Server:
    """with Server(behaviours) as server: ask at server.host and server.port."""

    def __init__(self, find: Callable[[bytes], Behaviour | None]):
        self.find = find
        self.counts: Counter = Counter()  # datagrams and stream messages by (transport, label)
        self.timers: list[threading.Timer] = []
        self.errors: list[str] = []
        self._open()

    def _open(self) -> None:
        for _ in range(TRIES):
            base = f"127.{random.randrange(16, 255)}.{random.randrange(1, 255)}."
            self.host, self.udp_only, self.forger, self.nobody = (base + str(last) for last in (1, 2, 3, 4))
            try:
                self._bind()
            except OSError:
                continue
            return
        raise RuntimeError("no free loopback address and port")

    def _bind(self) -> None:
        self.tcp = socket.create_server((self.host, 0), backlog=BACKLOG)
        self.port = self.tcp.getsockname()[1]
        self.sockets = {host: socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for host in (self.host, self.udp_only, self.forger)}
        for host, sock in self.sockets.items():
            sock.bind((host, self.port))
        self.other_port = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.other_port.bind((self.host, 0))

    def __enter__(self) -> "Server":
        for host in (self.host, self.udp_only):
            threading.Thread(target=self._serve_udp, args=(self.sockets[host],), daemon=True).start()
        threading.Thread(target=self._serve_tcp, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for timer in self.timers:
            timer.cancel()
        self.tcp.close()
        for sock in (*self.sockets.values(), self.other_port):
            sock.close()

    def _behaviour(self, query: Query, transport: str) -> Behaviour | None:
        if query.labels[-2:] != ZONE:
            label = b"."
        else:
            label = query.labels[-3].lower() if len(query.labels) > 2 else b""
        self.counts[transport, label.decode("latin-1")] += 1
        return self.find(label)

    def _serve_udp(self, sock: socket.socket) -> None:
        while True:
            try:
                wire, peer = sock.recvfrom(65536)
            except OSError:
                return
            try:
                query = read_query(wire)
                behaviour = self._behaviour(query, "udp")
                for item in behaviour.udp(query, self) if behaviour else []:
                    self._send(sock, peer, item)
            except Exception as error:  # the server must go on; the run fails at its end
                self.errors.append(f"{wire[:60]!r}: {error!r}")

    def _send(self, sock: socket.socket, peer: tuple, item: object) -> None:
        match item:
            case bytes():
                sock.sendto(item, peer)
            case Forged(wire, is_other_port):
                (self.other_port if is_other_port else self.sockets[self.forger]).sendto(wire, peer)
            case Later(seconds, wire):
                timer = threading.Timer(seconds, lambda: _quietly(sock.sendto, wire, peer))
                timer.daemon = True
                self.timers.append(timer)
                timer.start()

    def _serve_tcp(self) -> None:
        while True:
            try:
                sock, _ = self.tcp.accept()
            except OSError:
                return
            threading.Thread(target=self._serve_stream, args=(sock,), daemon=True).start()

    def _serve_stream(self, sock: socket.socket) -> None:
        with sock:
            sock.settimeout(STREAM_SECONDS)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            stream = Stream(sock)
            try:
                while wire := stream.read_message():
                    query = read_query(wire)
                    behaviour = self._behaviour(query, "tcp")
                    if behaviour is None:
                        return
                    behaviour.tcp(query, stream)
            except (OSError, EOFError):
                return  # hung up, by either side
            except Exception as error:
                self.errors.append(f"tcp: {error!r}")


def _quietly(call: Callable, *arguments: object) -> None:
    try:
        call(*arguments)
    except OSError:
        pass
