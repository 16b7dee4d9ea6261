"""Zone transfers that go wrong, each in its own way: label before hostile.test. to what is sent."""

import struct

from server import Behaviour
from wire import QNAME, REFUSED, Query, a, framed, name, reply, soa

END = EOFError


def _message(query: Query, *records: bytes, **more) -> bytes:
    return reply(query, *records, has_opt=False, **more)


def _apex(serial: int = 1) -> bytes:
    return soa(serial)


def _host(number: int) -> bytes:
    return a(f"192.0.2.{number}", owner=bytes([2]) + b"h%d" % (number % 10) + QNAME)


# What each sends, as messages; None hangs up.
TRANSFERS = {
    "xfr-good": lambda q: [_message(q, _apex(), _host(1), _apex())],
    "xfr-many": lambda q: [_message(q, _apex()), _message(q, _host(1)), _message(q, _host(2), _apex())],
    "xfr-no-question": lambda q: [_message(q, _apex()), _message(q, _host(1), _apex(), question=b"")],
    "xfr-refused": lambda q: [_message(q, rcode=REFUSED)],
    "xfr-empty": lambda q: [_message(q)],
    "xfr-no-soa": lambda q: [_message(q, _host(1), _host(2))],
    "xfr-cut": lambda q: [_message(q, _apex(), _host(1)), None],
    "xfr-closed": lambda q: [None],
    "xfr-servfail-later": lambda q: [_message(q, _apex(), _host(1)), _message(q, rcode=2)],
    "xfr-malformed": lambda q: [_message(q, _apex(), a(owner=b"\xff\xff"))],
    "xfr-malformed-later": lambda q: [_message(q, _apex(), _host(1)), _message(q, a(owner=b"\xff\xff"))],
    "xfr-behind-end": lambda q: [_message(q, _apex(), _host(1), _apex(), _host(2))],
    "xfr-soa-only": lambda q: [_message(q, _apex())],
    "xfr-other-class": lambda q: [_message(q, _apex(), a(rdclass=3), _apex())],
    "xfr-wrong-id": lambda q: [_message(q, _apex(), _apex(), number=q.id ^ 1)],
    "xfr-other-question": lambda q: [_message(q, _apex(), _apex(), question=name(b"other") + struct.pack("!HH", 252, 1))],
}


def behaviour(label: bytes) -> Behaviour | None:
    """What the server does with a transfer of this label."""
    make = TRANSFERS.get(label.decode("latin-1"))
    if make is None:
        return None

    def over_tcp(query: Query, stream: object) -> None:
        for wire in make(query):
            if wire is None:
                raise END
            stream.send(framed(wire))

    return Behaviour(lambda query, _: [_message(query)], over_tcp)
