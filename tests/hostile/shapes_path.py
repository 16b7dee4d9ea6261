"""Ways of a reply: truncation and TCP, who sends it, how often, when, and none at all."""

import struct

from server import Forged, Later, Stream
from shape import Shape
from wire import TC, Query, a, framed, reply

SLOW_SECONDS = 1.2
LATE_SECONDS = 2.0
FALSE = a("192.0.2.66")


def truncated(query: Query) -> bytes:
    return reply(query, a("192.0.2.9"), flags=TC)


def whole(query: Query) -> bytes:
    return reply(query, a())


def closes_at_once(_: Query, stream: Stream) -> None:
    raise EOFError


def closes_after_length(query: Query, stream: Stream) -> None:
    stream.send(framed(whole(query))[:2])
    raise EOFError


def closes_midway(query: Query, stream: Stream) -> None:
    stream.send(framed(whole(query))[:20])
    raise EOFError


def byte_by_byte(query: Query, stream: Stream) -> None:
    for byte in framed(whole(query)):
        stream.send(bytes([byte]))


def two_in_one(query: Query, stream: Stream) -> None:
    stream.send(framed(reply(query, FALSE, number=query.id ^ 1)) + framed(whole(query)))


def twice_in_one(query: Query, stream: Stream) -> None:
    stream.send(framed(whole(query)) * 2)


def length_too_long(query: Query, stream: Stream) -> None:
    wire = whole(query)
    stream.send(struct.pack("!H", len(wire) + 100) + wire)
    raise EOFError


def length_too_short(query: Query, stream: Stream) -> None:
    wire = reply(query, a(), has_opt=False)
    stream.send(struct.pack("!H", len(wire) - 3) + wire)
    raise EOFError


def length_of(size: int):
    def send(_: Query, stream: Stream) -> None:
        stream.send(struct.pack("!H", size) + bytes(size))
        stream.wait_for_end()

    return send


def http(_: Query, stream: Stream) -> None:
    stream.send(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n" + b"<p>" * 9000)
    raise EOFError


def wrong_id(query: Query, stream: Stream) -> None:
    stream.answer(reply(query, FALSE, number=query.id ^ 1))


def says_nothing(_: Query, stream: Stream) -> None:
    stream.wait_for_end()


def still_truncated(query: Query, stream: Stream) -> None:
    stream.answer(truncated(query))


# The truncated reply is shown, and is never a proof.
KEPT = {"check": "truncated", "text": ("192.0.2.9", "Truncated, retrying in TCP mode")}
NO_REPLY = {"code": 9, "check": "timeout", "is_silent": True, "absent": ("192.0.2.66",)}
TRUNCATION = (
    Shape("tc", truncated, tcp=lambda q, s: s.answer(whole(q)), text=("192.0.2.1", "(TCP)"), absent=("192.0.2.9",)),
    Shape("tc-tcp-closed", truncated, at="udp_only", **KEPT),
    Shape("tc-closes-at-once", truncated, tcp=closes_at_once, **KEPT),
    Shape("tc-closes-after-length", truncated, tcp=closes_after_length, **KEPT),
    Shape("tc-closes-midway", truncated, tcp=closes_midway, **KEPT),
    Shape("tc-byte-by-byte", truncated, tcp=byte_by_byte, text=("192.0.2.1", "(TCP)")),
    Shape("tc-two-in-one", truncated, tcp=two_in_one, text=("192.0.2.1", "(TCP)"), absent=("192.0.2.66",)),
    Shape("tc-twice-in-one", truncated, tcp=twice_in_one, text=("192.0.2.1", "(TCP)")),
    Shape("tc-length-too-long", truncated, tcp=length_too_long, **KEPT),
    Shape("tc-length-too-short", truncated, tcp=length_too_short, code=14, check="unparseable"),
    Shape("tc-length-0", truncated, tcp=length_of(0), **KEPT),
    Shape("tc-length-5", truncated, tcp=length_of(5), **KEPT),
    Shape("tc-zeros", truncated, tcp=length_of(65535), is_silent=True, **KEPT),
    Shape("tc-http", truncated, tcp=http, **KEPT),
    Shape("tc-wrong-id", truncated, tcp=wrong_id, is_silent=True, **KEPT, absent=("192.0.2.66",)),
    Shape("tc-silent", truncated, tcp=says_nothing, is_silent=True, **KEPT),
    Shape("tc-again", truncated, tcp=still_truncated, check="truncated", text=("192.0.2.9",)),
    Shape("tc-empty", lambda q: reply(q, flags=TC), tcp=closes_at_once, check="truncated"),
    Shape("tc-cut", lambda q: reply(q, a(), flags=TC)[:-20], tcp=closes_at_once, check="unparseable"),
    Shape("tc-right-data", lambda q: reply(q, a(), flags=TC), tcp=closes_at_once, check="truncated", text=("192.0.2.1",)),
)
SENDERS = (
    Shape("other-port", lambda q: [Forged(reply(q, FALSE), is_other_port=True)], **NO_REPLY),
    Shape("other-address", lambda q: [Forged(reply(q, FALSE))], **NO_REPLY),
    Shape("forged-then-good", lambda q: [Forged(reply(q, FALSE)), Forged(reply(q, FALSE), is_other_port=True), whole(q)],
          text=("192.0.2.1",), absent=("192.0.2.66",)),
    Shape("short-0", lambda q: [b"", whole(q)], text=("192.0.2.1",)),
    Shape("short-3", lambda q: [b"abc", whole(q)], text=("192.0.2.1",)),
    Shape("short-11", lambda q: [whole(q)[:11], whole(q)], text=("192.0.2.1",)),
    Shape("short-only", lambda q: [b"", b"a", whole(q)[:11]], **NO_REPLY, text=("short (< header size) message received",)),
    Shape("twice", lambda q: [whole(q), whole(q)], text=("192.0.2.1",)),
    Shape("flood", lambda q: [bytes(n) for n in range(0, 600, 3)] + [whole(q)], text=("192.0.2.1",)),
    Shape("good-then-false", lambda q: [whole(q), reply(q, FALSE)], text=("192.0.2.1",), absent=("192.0.2.66",)),
    Shape("slow", lambda q: [Later(SLOW_SECONDS, whole(q))], options=("+time=2",), text=("192.0.2.1",)),
    Shape("late", lambda q: [Later(LATE_SECONDS, whole(q))], **NO_REPLY, text=("timed out",)),
    Shape("silent", lambda q: [], **NO_REPLY, text=("timed out", "no servers could be reached")),
    Shape("end", whole, text=("192.0.2.1",)),
    Shape("nobody", lambda q: [], code=9, check="connection-refused", at="nobody", text=("connection refused",)),
)
SHAPES = (*TRUNCATION, *SENDERS)
