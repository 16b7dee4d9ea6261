"""Records that are wrong in themselves, between good ones or alone: none costs its neighbours their place."""

import struct

from shape import Shape
from wire import ADDRESS, ANY, CH, NXDOMAIN, QNAME, TYPES, Query, a, name, option, pointer, reply, rr, txt

GENERIC = r"\# "
DIFFERS = "rrset-differs"
SIGNATURE = "A 13 2 300 20300101000000 20200101000000 1 . AAAA"
META = ("AXFR", "IXFR", "TKEY")
MNEMONIC_DATA = b"\x01\x02\x03\x04\x05\x06\x07\x08"


def record(rdtype: str, rdata: bytes, **more):
    return lambda q: reply(q, rr(rdtype, rdata, **more))


def typed(label: str, rdtype: str, rdata: bytes, declared: str, check: str = DIFFERS, code: int = 0, text: tuple = (GENERIC,)) -> Shape:
    return Shape(label, record(rdtype, rdata), code, check, text, qtype=rdtype, declared=(declared,))


def svcb(*params: bytes, priority: int = 1, target: bytes = b"\0") -> bytes:
    return struct.pack("!H", priority) + target + b"".join(params)


PORT, ALPN = option(3, b"\x01\xbb"), option(1, b"\x02h2")
RDATA = (
    typed("a-5", "A", ADDRESS + b"\x05", "192.0.2.1"),
    typed("a-3", "A", ADDRESS[:3], "192.0.2.1"),
    typed("a-0", "A", b"", "192.0.2.1"),
    typed("aaaa-17", "AAAA", bytes(15) + b"\x01\x02", "::1"),
    typed("aaaa-4", "AAAA", ADDRESS, "::ffff:192.0.2.1"),
    typed("mx-junk", "MX", b"\x00\x0a" + name(b"mail", b"test") + b"junk", "10 mail.test."),
    typed("mx-short", "MX", b"\x00", "10 mail.test."),
    typed("mx-pointer-forward", "MX", b"\x00\x0a\xff\xff", "10 mail.test."),
    typed("ns-junk", "NS", name(b"ns", b"test") + b"\0", "ns.test."),
    typed("cname-junk", "CNAME", name(b"to", b"test") + b"x", "to.test."),
    typed("soa-short", "SOA", name(b"ns") + name(b"admin") + bytes(19), "ns. admin. 0 0 0 0 0"),
    typed("soa-long", "SOA", name(b"ns") + name(b"admin") + bytes(21), "ns. admin. 0 0 0 0 0"),
    typed("txt-empty", "TXT", b"", '""'),
    typed("txt-cut", "TXT", b"\x05abc", '"abc"'),
    typed("srv-compressed", "SRV", bytes(6) + QNAME, "0 0 0 srv-compressed.hostile.test.", check="ok", text=("0 0 0 srv",)),
    typed("sig-short", "SIG", b"abc", SIGNATURE),
    typed("key-short", "KEY", b"abc", "256 3 13 AAAA"),
    typed("dlv-short", "DLV", b"abc", "1 13 2 " + "00" * 32),
    typed("ds-short", "DS", b"ab", "1 13 2 " + "00" * 32),
    typed("rrsig-short", "RRSIG", b"abc", SIGNATURE),
    typed("dnskey-short", "DNSKEY", b"abc", "256 3 13 AAAA"),
    typed("nsec-bitmap-order", "NSEC", b"\0" + b"\x01\x01\x40" + b"\x00\x01\x40", ". A"),
    typed("nsec-bitmap-33", "NSEC", b"\0" + b"\x00\x21" + bytes(33), ". A"),
    typed("nsec-bitmap-cut", "NSEC", b"\0" + b"\x00\x05\x40", ". A"),
    typed("nsec3-salt-cut", "NSEC3", b"\x01\x00\x00\x00\x20abc", "1 0 0 - 0p9mhaveqvm6t7vbl5lop2u3t2rp3tom A"),
    typed("nsec3param-junk", "NSEC3PARAM", b"\x01\x00\x00\x00\x00junk", "1 0 0 -"),
    typed("tlsa-short", "TLSA", b"\x03\x01", "3 1 1 " + "00" * 32),
    typed("sshfp-short", "SSHFP", b"\x04", "4 2 " + "00" * 32),
    typed("loc-odd", "LOC", b"\x00" + b"\xff" * 15, "52 22 23.000 N 4 53 32.000 E -2.00m 1m 10000m 10m"),
    typed("loc-version", "LOC", b"\x07" + bytes(15), "52 22 23.000 N 4 53 32.000 E -2.00m 1m 10000m 10m"),
    typed("apl-cut", "APL", b"\x00\x01\x18\x04\xc0\x00", "1:192.0.2.0/24"),
    typed("apl-prefix", "APL", b"\x00\x01\xff\x01\xc0", "1:192.0.2.0/24"),
    typed("hip-lies", "HIP", b"\xff\x02\xff\xff" + b"x" * 20, "2 200100107B1A74DF365639CC39F1D578 AwEAAbdxyhNuSutc5EMzxTs9LBPCIkOFH8cIvM4p"),
    typed("ipseckey-odd", "IPSECKEY", b"\x0a\x09\x02" + b"x" * 8, "10 0 2 . AAAA", text=()),
    typed("naptr-cut", "NAPTR", b"\x00\x01\x00\x01\x01u\xffx", r'1 1 "u" "" "" .'),
    typed("caa-tag-0", "CAA", b"\x00\x00value", '0 issue "value"'),
    typed("caa-tag-long", "CAA", b"\x00\xffissue", '0 issue "value"'),
    typed("caa-tag-odd", "CAA", b"\x80\x05is ;\"value", '0 issue "value"', text=()),
    typed("uri-empty", "URI", b"\x00\x01\x00\x01", '1 1 "https://example.test/"', text=()),
    typed("svcb-unsorted", "SVCB", svcb(PORT, ALPN), "1 . alpn=h2 port=443", text=()),
    typed("svcb-duplicate", "SVCB", svcb(PORT, PORT), "1 . port=443", text=()),
    typed("svcb-alias-params", "SVCB", svcb(PORT, priority=0), "0 .", text=()),
    typed("svcb-mandatory-self", "SVCB", svcb(option(0, b"\0\0")), "1 . port=443", text=()),
    typed("svcb-mandatory-odd", "SVCB", svcb(option(0, b"\0\3\0")), "1 . port=443", text=()),
    typed("svcb-param-cut", "SVCB", svcb(option(3, b"\x01\xbb", size=200)), "1 . port=443"),
    typed("svcb-port-1", "SVCB", svcb(option(3, b"\x01")), "1 . port=443", text=()),
    typed("svcb-hint-3", "SVCB", svcb(option(4, b"\x01\x02\x03")), "1 . ipv4hint=1.2.3.4", text=()),
    typed("svcb-alpn-cut", "SVCB", svcb(option(1, b"\x09h2")), "1 . alpn=h2", text=()),
    typed("svcb-alpn-odd", "HTTPS", svcb(option(1, b"\x05h\"2,\\")), "1 . alpn=h2", text=()),
    typed("svcb-no-target", "SVCB", b"\x00\x01", "1 ."),
    typed("sink", "SINK", b"\x00\x01\x02rest", r"\# 7 00010272657374", check="ok", text=()),
    typed("a6", "A6", b"\x00" + bytes(15) + b"\x01", r"\# 17 0000000000000000000000000000000001", check="ok", text=()),
    typed("unknown", "TYPE65280", b"\x01\x02\x03", r"\# 3 010203", check="ok"),
    typed("unknown-empty", "TYPE65281", b"", r"\# 0", check="ok"),
)


def neighbours(rdtype: str, rdata: bytes):
    """A bad record between two good ones, and one in each further section."""
    bad = rr(rdtype, rdata, owner=name(b"bad"))
    return lambda q: reply(q, a(), bad, a("192.0.2.2"), authority=(bad, rr("NS", name(b"ns"))), additional=(bad, a("192.0.2.3", owner=name(b"ns"))))


ROUND = ("192.0.2.1", "192.0.2.2", "192.0.2.3")
NEIGHBOURS = tuple(
    Shape(f"between-{rdtype.lower()}", neighbours(rdtype, rdata), text=ROUND, declared=ROUND[:2])
    for rdtype, rdata in (
        ("A", ADDRESS + b"\x05"), ("MX", b"\0"), ("SINK", b"\x01\x02\x03\x04"), ("SOA", b"\0\0"), ("NSEC", b"\0\xff"), ("SVCB", b"\0"),
        ("CAA", b"\0\0"), ("LOC", b"\0"), ("TXT", b"\xff"), ("NSEC3", b"\1\0\0\0\xff"), ("HIP", b"\xff\xff\xff\xff"), ("DSYNC", b"\0"),
        ("APL", b"\1"), ("RRSIG", b""), ("IPSECKEY", b"\0"),
    )
)


def other_owner(query: Query) -> bytes:
    return reply(query, a(owner=name(b"other", b"test")))


def long_chain(query: Query) -> bytes:
    """Two hundred aliases, the last back to the first."""
    names = [QNAME, *(name(b"c%d" % n) for n in range(200)), QNAME]
    return reply(query, *(rr("CNAME", to, owner=of) for of, to in zip(names, names[1:])))


OWNERS = (
    Shape("owner-other", other_owner, code=0, check="nodata"),
    Shape("owner-case", lambda q: reply(q, a(owner=name(b"OWNER-CASE", *q.labels[1:]))), text=("OWNER-CASE",)),
    Shape("class-ch", lambda q: reply(q, a(rdclass=CH)), check="nodata"),
    Shape("class-any", lambda q: reply(q, a(rdclass=ANY)), check="nodata"),
    Shape("class-5", lambda q: reply(q, a(rdclass=5)), check="nodata", text=("CLASS5",)),
    Shape("class-mixed", lambda q: reply(q, a(), a("192.0.2.66", rdclass=CH)), text=("192.0.2.1",)),
    Shape("type-other", record("AAAA", bytes(16)), code=4, check="nodata"),
    Shape("cname-loop", lambda q: reply(q, rr("CNAME", QNAME)), check="type-differs", text=("CNAME\tcname-loop",)),
    Shape("cname-chain", long_chain, check="type-differs", text=("c199.",)),
    Shape("cname-and-a", lambda q: reply(q, rr("CNAME", name(b"other")), a()), check="type-differs"),
    Shape("cname-nxdomain", lambda q: reply(q, rr("CNAME", name(b"other")), rcode=NXDOMAIN), code=3, check="nxdomain"),
    Shape("twice-served", lambda q: reply(q, a(), a()), text=("192.0.2.1",)),
    Shape("ttl-large", lambda q: reply(q, a(ttl=0xFFFFFFFF)), text=("4294967295",)),
    Shape("more", lambda q: reply(q, a(), a("192.0.2.66")), check="rrset-unexpected"),
    Shape("less", lambda q: reply(q, a()), check="rrset-missing", declared=("192.0.2.1", "192.0.2.2")),
)


def odd_type(label: str, rdtype: str) -> Shape:
    return Shape(label, lambda q: reply(q, rr(q.qtype, MNEMONIC_DATA)), qtype=rdtype, check="", text=("ANSWER: 1",))


# Types whose rdata may not be read, empty and with eight bytes: shown, and never a fault of ours.
TYPES_OF_ALL = tuple(rdtype for rdtype in TYPES if rdtype not in META)
EMPTY = tuple(
    Shape(f"empty-{rdtype.lower()}", lambda q: reply(q, rr(q.qtype, b"")), qtype=f"TYPE{TYPES[rdtype]}", check="", text=("ANSWER: 1",))
    for rdtype in TYPES_OF_ALL
)
EIGHT = tuple(odd_type(f"eight-{rdtype.lower()}", f"TYPE{TYPES[rdtype]}") for rdtype in TYPES_OF_ALL)


def pointer_chain(query: Query) -> bytes:
    """64 KB of records whose owners lead through as many pointers as fit in the first 16 KB."""
    start = 12 + len(query.question)
    chain = b"".join(pointer(12 if at == 0 else start + 11 + 2 * (at - 1)) for at in range(8000))
    first = rr("NULL", chain, owner=b"\0")
    last = pointer(min(start + 11 + 2 * 7999, 0x3FFF & ~1 | (start + 11) & 1))
    records = [rr("A", ADDRESS, owner=last) for _ in range((65535 - start - len(first)) // 16)]
    return reply(query, first, *records, has_opt=False)


def pointer_names(query: Query) -> bytes:
    """64 KB of NS records, each name of the full 255 bytes out of labels with pointers behind them."""
    start = 12 + len(query.question)
    parts, at = [], start + 11
    before = 12
    while at < 0x3F00:
        labels = b"\x01x" if len(parts) % 110 else b""
        parts.append(labels + pointer(before if len(parts) % 110 else 12))
        before = at
        at += len(parts[-1])
    first = rr("NULL", b"".join(parts), owner=b"\0")
    records = [rr("NS", pointer(before), owner=pointer(before)) for _ in range((65535 - start - len(first)) // 14)]
    return reply(query, first, *records, has_opt=False)


def truncated(query: Query) -> bytes:
    return reply(query, flags=0x0200)


def heavy(label: str, make, qtype: str = "A") -> Shape:
    return Shape(label, truncated, tcp=lambda q, s: s.answer(make(q)), qtype=qtype, check="")


HEAVY = (heavy("pointer-chain", pointer_chain), heavy("pointer-names", pointer_names, "NS"))
SHAPES = (*RDATA, *NEIGHBOURS, *OWNERS)
