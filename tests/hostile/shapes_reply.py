"""Whole replies: response codes with and without OPT, sizes, headers that lie, EDNS, cookies."""

import struct

from shape import Shape
from wire import (
    BADCOOKIE, BADVERS, CH, FORMERR, NOTAUTH, NOTIMP, NXDOMAIN, OPT_CHAIN, OPT_COOKIE, OPT_ECS, OPT_EDE, OPT_EXPIRE, OPT_KEEPALIVE,
    OPT_NSID, QNAME, REFUSED, SERVFAIL, YXDOMAIN, Query, a, name, opt, option, pointer, reply, rr, soa, tsig, txt,
)

RCODES = (  # label, rcode, exit code of a lookup, reason of the verdict
    ("servfail", SERVFAIL, 5, "servfail"),
    ("refused", REFUSED, 6, "refused"),
    ("notimp", NOTIMP, 7, "rcode"),
    ("nxdomain", NXDOMAIN, 3, "nxdomain"),
    ("formerr", FORMERR, 7, "rcode"),
    ("notauth", NOTAUTH, 6, "refused"),
    ("yxdomain", YXDOMAIN, 7, "rcode"),
    ("rcode15", 15, 7, "rcode"),
)


def rcode_shapes() -> list[Shape]:
    shapes = []
    for label, rcode, code, reason in RCODES:
        for suffix, has_opt in (("", False), ("-opt", True)):
            shapes.append(Shape(label + suffix, lambda q, r=rcode, o=has_opt: reply(q, rcode=r, has_opt=o), code, reason))
        # The right data under a wrong code is no proof of anything.
        shapes.append(Shape(label + "-data", lambda q, r=rcode: reply(q, a(), rcode=r), code, reason))
    return shapes


def no_edns(rcode: int, with_opt: bool):
    """A server that answers questions without EDNS only."""
    return lambda q: reply(q, rcode=rcode, has_opt=with_opt) if q.has_opt else reply(q, a())


def bare(rcode: int):
    """A header and nothing else."""
    return lambda q: reply(q, rcode=rcode, question=b"", has_opt=False)


def with_options(*options: bytes):
    return lambda q: reply(q, a(), additional=(opt(*options),), has_opt=False)


def addresses(count: int) -> list[str]:
    return [f"10.9.{i // 250}.{i % 250}" for i in range(count)]


def many(count: int):
    return lambda q: reply(q, *(a(text) for text in addresses(count)))


def cookie_wrong(query: Query) -> list:
    return [reply(query, a(), additional=(opt(option(OPT_COOKIE, bytes(8) + b"server!!")),), has_opt=False)]


def cookie_echoed(query: Query) -> bytes:
    return reply(query, a(), additional=(opt(option(OPT_COOKIE, query.cookie)),), has_opt=False)


def cookie_bad(query: Query) -> bytes:
    """BADCOOKIE with a server cookie, until that comes back."""
    if len(query.cookie) > 8:
        return reply(query, a(), additional=(opt(option(OPT_COOKIE, query.cookie)),), has_opt=False)
    return cookie_always_bad(query)


def cookie_always_bad(query: Query) -> bytes:
    given = query.cookie[:8] + b"\x01\x02\x03\x04\x05\x06\x07\x08"
    return reply(query, rcode=BADCOOKIE, additional=(opt(option(OPT_COOKIE, given), rcode=BADCOOKIE),), has_opt=False)


def without_question(query: Query) -> bytes:
    return reply(query, a(owner=query.name), question=b"")


def question_of(labels: tuple, qtype: int = 1, qclass: int = 1) -> bytes:
    return name(*labels) + struct.pack("!HH", qtype, qclass)


FALSE = a("192.0.2.66")
NO_REPLY = {"code": 9, "check": "timeout", "is_silent": True, "absent": ("192.0.2.66",)}
EDNS = (
    Shape("opt-chain", with_options(option(OPT_CHAIN, b"\x04test\0")), text=("192.0.2.1",)),
    Shape("opt-chain-5", with_options(option(OPT_CHAIN, b"\xff")), text=("192.0.2.1",)),
    Shape("opt-nsid-empty", with_options(option(OPT_NSID)), text=("; NSID",)),
    Shape("opt-nsid-odd", with_options(option(OPT_NSID, b"\x00\xff\x1b[2J\"\\")), text=("; NSID: 00 ff 1b",), absent=("\x1b",)),
    Shape("opt-ede-short", with_options(option(OPT_EDE, b"\x01")), text=("192.0.2.1",)),
    Shape("opt-ede-odd", with_options(option(OPT_EDE, b"\x00\x12\x1b[31m\xff\xfe\x00")), text=("EDE: 18",), absent=("\x1b",)),
    Shape("opt-ecs-odd", with_options(option(OPT_ECS, b"\x00\x09\xff\xff\x01")), text=("192.0.2.1",)),
    Shape("opt-ecs-long", with_options(option(OPT_ECS, b"\x00\x01\x21\x00\xc0\x00\x02\x01\x01\x01")), text=("192.0.2.1",)),
    Shape("opt-keepalive-odd", with_options(option(OPT_KEEPALIVE, b"\x01\x02\x03")), text=("192.0.2.1",)),
    Shape("opt-expire-odd", with_options(option(OPT_EXPIRE, b"\x01\x02\x03")), text=("192.0.2.1",)),
    Shape("opt-unknown", with_options(option(65001, b"x" * 300)), text=("OPT=65001",)),
    Shape("opt-many", with_options(*[option(65002)] * 3000), text=("192.0.2.1",)),
    Shape("opt-bad-length", with_options(option(OPT_NSID, b"abc", size=300)), text=("malformed message packet", "192.0.2.1")),
    Shape("opt-half", with_options(b"\x00\x03"), text=("malformed message packet", "192.0.2.1")),
    Shape("opt-version", lambda q: reply(q, a(), additional=(opt(version=7),), has_opt=False), text=("EDNS: version: 7",)),
    Shape("opt-two", lambda q: reply(q, a(), additional=(opt(), opt()), has_opt=False), check="unparseable"),
    Shape("opt-two-rcodes", lambda q: reply(q, a(), additional=(opt(), opt(rcode=BADVERS)), has_opt=False), check="unparseable"),
    Shape("opt-in-answer", lambda q: reply(q, a(), opt(), has_opt=False), check="unparseable"),
    Shape("opt-named", lambda q: reply(q, a(), additional=(opt(owner=QNAME),), has_opt=False), check="unparseable"),
    Shape("badvers", lambda q: reply(q, rcode=BADVERS), 7, "rcode", text=("BADVERS",)),
    Shape("rcode-4095", lambda q: reply(q, a(), additional=(opt(rcode=4095),), rcode=15, has_opt=False), 7, "rcode"),
    Shape("formerr-noedns", no_edns(FORMERR, False), 7, "ok", text=("EDNS query returned status FORMERR",)),
    Shape("notimp-noedns", no_edns(NOTIMP, False), 7, "ok"),
    Shape("formerr-opt-noedns", no_edns(FORMERR, True), 7, "rcode"),
    Shape("cookie-wrong", cookie_wrong, **NO_REPLY, text=("Client COOKIE mismatch",)),
    Shape("cookie-wrong-then-good", lambda q: [*cookie_wrong(q), reply(q, a())], text=("192.0.2.1",)),
    Shape("cookie-echoed", cookie_echoed, text=("(echoed)",)),
    Shape("cookie-bad", cookie_bad, text=("BADCOOKIE, retrying", "192.0.2.1", "(good)")),
    Shape("cookie-always-bad", cookie_always_bad, 7, "rcode", text=("BADCOOKIE, retrying in TCP mode",)),
    Shape("tsig-two", lambda q: reply(q, a(), additional=(tsig(b"m" * 50000), tsig(b"n" * 9000)), has_opt=False), text=("192.0.2.1",)),
    Shape(
        "tsig-then-record",
        lambda q: reply(q, a(), additional=(tsig(b"m" * 32), a("192.0.2.77", owner=name(b"behind"))), has_opt=False),
        text=("192.0.2.1", "192.0.2.77"),
    ),
)
HEADERS = (
    Shape("good", lambda q: reply(q, a()), text=("192.0.2.1",)),
    Shape("bare-refused", bare(REFUSED), 6, "refused", text=("status: REFUSED",)),
    Shape("bare-formerr", bare(FORMERR), 7, "rcode", text=("status: FORMERR",)),
    Shape("bare-servfail", bare(SERVFAIL), 5, "servfail"),
    Shape("bare-notimp", bare(NOTIMP), 7, "rcode"),
    Shape("bare-noerror", bare(0), **NO_REPLY),
    Shape("bare-nxdomain", bare(NXDOMAIN), **NO_REPLY),
    Shape("bare-then-good", lambda q: [bare(NXDOMAIN)(q), reply(q, a())], text=("192.0.2.1",)),
    Shape("no-question", without_question, **NO_REPLY),
    Shape("two-questions", lambda q: reply(q, FALSE, question=q.question * 2, counts=(2, 1, 0, 0), has_opt=False), **NO_REPLY),
    Shape("qr0", lambda q: reply(q, FALSE, qr=0), **NO_REPLY, text=("query response not set",)),
    Shape("qr0-then-good", lambda q: [reply(q, FALSE, qr=0), reply(q, a())], text=("192.0.2.1",)),
    Shape("id", lambda q: reply(q, FALSE, number=q.id ^ 1), **NO_REPLY, text=("ID mismatch: expected ID",)),
    Shape("id-then-good", lambda q: [reply(q, FALSE, number=q.id ^ n) for n in range(1, 200)] + [reply(q, a())], text=("192.0.2.1",)),
    Shape("opcode", lambda q: reply(q, FALSE, flags=0x2800), **NO_REPLY),
    Shape("question-name", lambda q: reply(q, a("192.0.2.66", owner=QNAME), question=question_of((b"other",))), **NO_REPLY,
          text=("Question section mismatch",)),
    Shape("question-type", lambda q: reply(q, FALSE, question=question_of(q.labels, 28)), **NO_REPLY),
    Shape("question-class", lambda q: reply(q, FALSE, question=question_of(q.labels, 1, CH)), **NO_REPLY),
    Shape("question-then-good", lambda q: [reply(q, FALSE, question=question_of((b"other",))), reply(q, a())], text=("192.0.2.1",)),
    Shape("question-case", lambda q: reply(q, a(), question=question_of(tuple(part.upper() for part in q.labels))),
          text=("QUESTION-CASE.HOSTILE.TEST.",)),
    Shape("tail", lambda q: reply(q, a(), tail=b"behind the end"), check="unparseable", text=("192.0.2.1", "extra byte")),
    Shape("aa-clear", lambda q: reply(q, a(), flags=0), text=("192.0.2.1",)),
    Shape("all-flags", lambda q: reply(q, a(), flags=0x05F0), text=("MBZ: 0x4",)),
    Shape("nodata", lambda q: reply(q, authority=(soa(),)), 4, "nodata"),
    Shape("answer-in-authority", lambda q: reply(q, authority=(a(),)), 4, "nodata"),
    Shape("answer-in-additional", lambda q: reply(q, additional=(a(),), has_opt=False), 4, "nodata"),
    Shape("big-noedns", many(50), declared=tuple(addresses(50)), options=("+noedns",), text=("10.9.0.49",)),
    Shape("big-4500", many(280), declared=tuple(addresses(280)), text=("10.9.1.29", "MSG SIZE  rcvd: 45")),
    Shape("big-8000", many(500), declared=tuple(addresses(500)), text=("10.9.1.249", "MSG SIZE  rcvd: 80")),
    Shape("big-60000", many(3700), declared=tuple(addresses(3700)), text=("10.9.14.199",)),
)


def looping(query: Query) -> bytes:
    at = len(query.question) + 12
    return reply(query, rr("A", b"\xc0\0\2\1", owner=pointer(at)), has_opt=False)


def pointing_on(query: Query) -> bytes:
    at = len(query.question) + 12
    return reply(query, rr("A", b"\xc0\0\2\1", owner=pointer(at + 12)), a(owner=b"\x01b\0"), has_opt=False)


def cut_by(size: int):
    return lambda q: reply(q, a(), has_opt=False)[:-size]


BROKEN = {"code": 14, "check": "unparseable"}
MALFORMED = (
    Shape("pointer-loop", looping, **BROKEN, text=("bad compression pointer",)),
    Shape("pointer-forward", pointing_on, **BROKEN, text=("bad compression pointer",)),
    Shape("pointer-past-end", lambda q: reply(q, a(owner=pointer(0x3FFF))), **BROKEN),
    Shape("pointer-half", lambda q: reply(q, a(), b"\xc0", counts=(1, 2, 0, 0), has_opt=False), **BROKEN),
    # The first byte of QDCOUNT is 0 and so the root.
    Shape("pointer-to-header", lambda q: reply(q, a(), a("192.0.2.66", owner=pointer(4)), has_opt=False), text=("192.0.2.1",)),
    Shape("label-40", lambda q: reply(q, a(owner=b"\x40abc\0")), **BROKEN),
    Shape("label-80", lambda q: reply(q, a(owner=b"\x80abc\0")), **BROKEN),
    Shape("label-past-end", lambda q: reply(q, a(), b"\x3fabc", counts=(1, 2, 0, 0), has_opt=False), **BROKEN),
    Shape("name-too-long", lambda q: reply(q, a(owner=(b"\x3f" + b"x" * 63) * 4 + b"\0")), **BROKEN),
    Shape("cut-rdata", cut_by(1), **BROKEN, text=("unexpected end of input",)),
    Shape("cut-fixed", cut_by(9), **BROKEN),
    Shape("cut-all", cut_by(16), **BROKEN),
    Shape("count-answer", lambda q: reply(q, a(), counts=(1, 5, 0, 0), has_opt=False), **BROKEN, text=("192.0.2.1",)),
    Shape("count-65535", lambda q: reply(q, a(), counts=(1, 1, 65535, 65535), has_opt=False), **BROKEN),
    Shape("count-short", lambda q: reply(q, a(), a("192.0.2.2"), counts=(1, 1, 0, 0), has_opt=False), check="unparseable",
          text=("192.0.2.1",), absent=("192.0.2.2",)),
    Shape("count-none", lambda q: reply(q, a(), counts=(1, 0, 0, 0), has_opt=False), code=4, check="unparseable"),
    Shape("rdlength-past-end", lambda q: reply(q, rr("A", b"\xc0\0\2\1", size=65535), has_opt=False), **BROKEN),
    Shape("garbage", lambda q: reply(q, bytes(range(7, 255)), counts=(1, 1, 1, 1), has_opt=False), **BROKEN),
    Shape("junk-text", lambda q: reply(q, rr("TXT", txt(b"\x1b]0;x\x07", b"\x9b2J\x00\xff")), has_opt=False), qtype="TXT",
          declared=("harmless",), check="rrset-differs", text=(r'"\027]0;x\007" "\1552J\000\255"',), absent=("\x1b", "\x9b")),
)
SHAPES = (*HEADERS, *rcode_shapes(), *EDNS, *MALFORMED)
