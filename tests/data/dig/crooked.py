#!/usr/bin/python3
"""Replies that break a rule, chosen by the first label of the name: for record.py."""

import re
import struct

POINTER = b"\xc0\x0c"  # to the question's name
OK = 0x8580  # QR AA RD RA


def parse(query):
    at, labels = 12, []
    while at < len(query) and query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]])
        at += query[at] + 1
    return labels, query[12 : at + 5], at + 5


def rr(name, rr_type, rr_class, ttl, rdata):
    return name + struct.pack(">HHIH", rr_type, rr_class, ttl, len(rdata)) + rdata


A = rr(POINTER, 1, 1, 60, bytes([192, 0, 2, 7]))


def opt(options=b"", flags=0, version=0, high=0, size=1232):
    return b"\0" + struct.pack(">HHBBHH", 41, size, high, version, flags, len(options)) + options


def option(code, data):
    return struct.pack(">HH", code, len(data)) + data


def message(query, flags, records=b"", counts=(1, 0, 0), question=None, questions=1):
    own = parse(query)[1]
    return query[:2] + struct.pack(">HHHHH", flags, questions, *counts) + (own if question is None else question) + records


def cookie_of(query):
    """The client's part of the cookie, alone or with the server's behind it."""
    places = [match.start() for match in re.finditer(rb"(?=\x00\x0a\x00[\x08-\x28])", query[12:])]
    return query[12 + places[-1] + 4 :][:8] if places else b""


OPTIONS = b"".join(
    option(code, data)
    for code, data in [
        (3, b"ns3"), (3, b"\0\1"), (3, b""), (8, b"\0\1\x18\0\xc0\0\2"),
        (8, b"\0\2\x38\0\x20\1\r\xb8\0\0\0"), (9, struct.pack(">I", 1209600)), (15, b"\0\x12"),
        (15, b"\0\x12text"), (15, b"\0\x63"), (100, b"foo\0\xff"), (20292, b"abc"),
    ]
)  # fmt: skip


def replies(query, is_tcp):
    """The datagrams, or messages, that answer a query; none for a name that is not known."""
    label = parse(query)[0][0].decode("latin1") if parse(query)[0] else ""
    end = parse(query)[2]
    good = message(query, OK, A)
    cookie = cookie_of(query)
    many = (2, 0, 0)
    simple = {
        "ok": [good],
        "wrongid": [bytes([query[0] ^ 1]) + good[1:], good],
        "short": [b"abc", good],
        "refusedbare": [message(query, 0x8585, b"", (0, 0, 0), b"", 0)],
        "pointer": [message(query, OK, rr(b"\xff\xff", 1, 1, 60, b"\1\2\3\4"))],
        "loop": [message(query, OK, rr(struct.pack(">H", 0xC000 + end), 1, 1, 60, b"\1\2\3\4"))],
        "labeltype": [message(query, OK, rr(b"\x81a\0", 1, 1, 60, b"\1\2\3\4"))],
        "cut": [message(query, OK, A + A[:9], many)],
        "cutname": [message(query, OK, A + b"\x05ab", many)],
        "missing": [message(query, OK, A, (3, 0, 0))],
        "shorta": [message(query, OK, rr(POINTER, 1, 1, 60, b"\1\2\3"))],
        "longa": [message(query, OK, rr(POINTER, 1, 1, 60, b"\1\2\3\4\5"))],
        "shortmx": [message(query, OK, A + rr(POINTER, 15, 1, 60, b"\1") + A, (3, 0, 0))],
        "badtxt": [message(query, OK, rr(POINTER, 16, 1, 60, b"\7abc"))],
        "extra": [good + b"xyz"],
        "formerr": [message(query, 0x8181, b"", (0, 0, 0))],
        "notimp": [message(query, 0x8184, b"", (0, 0, 0))],
        "servfail": [message(query, 0x8182, b"", (0, 0, 0))],
        "rcode11": [message(query, 0x818B, b"", (0, 0, 0))],
        "rcode99": [message(query, 0x8183, opt(high=6), (0, 0, 1))],
        "echo": [message(query, OK, A + opt(option(10, cookie)), (1, 0, 1))],
        "shortcookie": [message(query, OK, A + opt(option(10, b"xyz")), (1, 0, 1))],
        "version5": [message(query, OK, A + opt(version=5), (1, 0, 1))],
        "options": [message(query, OK, A + opt(OPTIONS), (1, 0, 1))],
        "optcut": [message(query, OK, A + opt(b"\0\3\0\x10abc"), (1, 0, 1))],
        "chaos": [message(query, OK, rr(POINTER, 16, 3, 0, b"\3lab"))],
        "mixed": [message(query, OK, A + rr(b"\3foo" + POINTER, 1, 1, 60, b"\1\2\3\4") + A, (3, 0, 0))],
        "bigttl": [message(query, OK, rr(POINTER, 1, 1, 0xFFFFFFFF, b"\1\2\3\4"))],
        "z": [message(query, OK | 0x70, A)],
        "unknown": [message(query, OK, rr(POINTER, 65280, 1, 60, b""))],
        "silent": [],
        "nosoa": [message(query, OK, A)],
        "empty": [message(query, OK, b"", (0, 0, 0))],
    }
    if label == "truncated" and not is_tcp:
        return [message(query, OK | 0x200, b"", (0, 0, 0))]
    if label == "badcookie" and b"SERVERCK" not in query:
        return [message(query, 0x8187, opt(option(10, cookie + b"SERVERCK"), high=1), (0, 0, 1))]
    if label == "badcookie":
        return [message(query, OK, A + opt(option(10, query[query.find(b"SERVERCK") - 8 :][:16])), (1, 0, 1))]
    return simple.get(label, [good] if label == "truncated" else [message(query, 0x8183, b"", (0, 0, 0))])
