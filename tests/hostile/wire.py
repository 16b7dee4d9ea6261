"""DNS messages byte by byte: nothing here refuses to build what is wrong."""

import struct
from dataclasses import dataclass

NOERROR, FORMERR, SERVFAIL, NXDOMAIN, NOTIMP, REFUSED, YXDOMAIN, NOTAUTH = 0, 1, 2, 3, 4, 5, 6, 9
BADVERS, BADCOOKIE = 16, 23
QR, AA, TC = 0x8000, 0x0400, 0x0200
IN, CH, ANY = 1, 3, 255
OPT_NSID, OPT_ECS, OPT_EXPIRE, OPT_COOKIE, OPT_KEEPALIVE, OPT_CHAIN, OPT_EDE = 3, 8, 9, 10, 11, 13, 15
ADDRESS = b"\xc0\x00\x02\x01"  # 192.0.2.1
TYPES = {
    "A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "MB": 7, "MG": 8, "MR": 9, "NULL": 10, "WKS": 11, "PTR": 12, "HINFO": 13, "MINFO": 14,
    "MX": 15, "TXT": 16, "RP": 17, "AFSDB": 18, "X25": 19, "ISDN": 20, "RT": 21, "NSAP": 22, "NSAP-PTR": 23, "SIG": 24, "KEY": 25,
    "PX": 26, "GPOS": 27, "AAAA": 28, "LOC": 29, "NXT": 30, "EID": 31, "NIMLOC": 32, "SRV": 33, "ATMA": 34, "NAPTR": 35, "KX": 36,
    "CERT": 37, "A6": 38, "DNAME": 39, "SINK": 40, "APL": 42, "DS": 43, "SSHFP": 44, "IPSECKEY": 45, "RRSIG": 46, "NSEC": 47,
    "DNSKEY": 48, "DHCID": 49, "NSEC3": 50, "NSEC3PARAM": 51, "TLSA": 52, "SMIMEA": 53, "HIP": 55, "NINFO": 56, "RKEY": 57,
    "TALINK": 58, "CDS": 59, "CDNSKEY": 60, "OPENPGPKEY": 61, "CSYNC": 62, "ZONEMD": 63, "SVCB": 64, "HTTPS": 65, "DSYNC": 66,
    "HHIT": 67, "BRID": 68, "SPF": 99, "UINFO": 100, "UID": 101, "GID": 102, "UNSPEC": 103, "NID": 104, "L32": 105, "L64": 106,
    "LP": 107, "EUI48": 108, "EUI64": 109, "NXNAME": 128, "TKEY": 249, "IXFR": 251, "AXFR": 252, "URI": 256, "CAA": 257,
    "AVC": 258, "DOA": 259, "AMTRELAY": 260, "RESINFO": 261, "WALLET": 262, "CLA": 263, "IPN": 264, "TA": 32768, "DLV": 32769,
}


@dataclass(frozen=True)
class Query:
    """A question as it came: what a reply needs of it."""

    wire: bytes
    id: int
    flags: int
    labels: tuple[bytes, ...]
    question: bytes  # name, type and class
    qtype: int
    qclass: int
    has_opt: bool
    cookie: bytes

    @property
    def name(self) -> bytes:
        return self.question[:-4]


def read_query(wire: bytes) -> Query:
    """Takes what the program under test sends apart; raises on anything that is no plain query."""
    number, flags, questions, _, _, additional = struct.unpack_from("!6H", wire)
    at, labels = 12, []
    while questions and wire[at]:
        labels.append(wire[at + 1 : at + 1 + wire[at]])
        at += 1 + wire[at]
    end = at + 5 if questions else 12
    qtype, qclass = struct.unpack_from("!HH", wire, at + 1) if questions else (0, 0)
    options = _options(wire[end + 11 :]) if additional else {}
    return Query(wire, number, flags, tuple(labels), wire[12:end], qtype, qclass, additional > 0, options.get(OPT_COOKIE, b""))


def _options(data: bytes) -> dict[int, bytes]:
    found, at = {}, 0
    while at + 4 <= len(data):
        code, size = struct.unpack_from("!HH", data, at)
        found[code] = data[at + 4 : at + 4 + size]
        at += 4 + size
    return found


def name(*labels: bytes) -> bytes:
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def pointer(offset: int) -> bytes:
    return struct.pack("!H", 0xC000 | offset)


QNAME = pointer(12)


def rr(rdtype: int | str, rdata: bytes, owner: bytes = QNAME, ttl: int = 300, rdclass: int = IN, size: int | None = None) -> bytes:
    """A record; size lies about the length of the rdata."""
    code = TYPES.get(rdtype) or int(str(rdtype).removeprefix("TYPE"))
    return owner + struct.pack("!HHIH", code, rdclass, ttl, len(rdata) if size is None else size) + rdata


def option(code: int, data: bytes = b"", size: int | None = None) -> bytes:
    return struct.pack("!HH", code, len(data) if size is None else size) + data


def opt(*options: bytes, rcode: int = 0, version: int = 0, owner: bytes = b"\0", udp: int = 1232) -> bytes:
    """An OPT record; of rcode the high 8 of its 12 bits."""
    return owner + struct.pack("!HHBBHH", 41, udp, rcode >> 4, version, 0, sum(map(len, options))) + b"".join(options)


def tsig(mac: bytes, owner: bytes = b"\x03key\0") -> bytes:
    rdata = name(b"hmac-sha256") + struct.pack("!HIHH", 0, 0, 300, len(mac)) + mac + struct.pack("!HHH", 0, 0, 0)
    return rr(250, rdata, owner=owner, ttl=0, rdclass=ANY)


def soa(serial: int = 1, owner: bytes = QNAME, **more) -> bytes:
    rdata = name(b"ns") + name(b"admin") + struct.pack("!5I", serial, 3600, 900, 86400, 300)
    return rr("SOA", rdata, owner=owner, **more)


def a(text: str = "192.0.2.1", **more) -> bytes:
    return rr("A", bytes(map(int, text.split("."))), **more)


def txt(*strings: bytes) -> bytes:
    return b"".join(bytes([len(string)]) + string for string in strings)


def reply(
    query: Query, *answer: bytes, authority: tuple = (), additional: tuple = (), rcode: int = 0, flags: int = AA, number: int | None = None,
    question: bytes | None = None, counts: tuple | None = None, has_opt: bool | None = None, qr: int = QR, tail: bytes = b"",
) -> bytes:
    """A reply to the query.  Each part can be other than it should be: counts, question, id, QR, bytes behind the end.

    An OPT record is added when the query has one, unless has_opt tells.
    """
    if query.has_opt if has_opt is None else has_opt:
        additional = (*additional, opt(rcode=rcode))
    question = query.question if question is None else question
    counted = (1 if question else 0, len(answer), len(authority), len(additional))
    bits = qr | flags | (query.flags & 0x0110) | (rcode & 15)
    header = struct.pack("!6H", query.id if number is None else number, bits, *(counts or counted))
    return header + question + b"".join((*answer, *authority, *additional)) + tail


def framed(wire: bytes) -> bytes:
    return struct.pack("!H", len(wire)) + wire
