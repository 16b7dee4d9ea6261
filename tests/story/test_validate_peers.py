#!/usr/bin/python3
"""+validate side by side with delv (BIND) and libunbound: every name and type of every signed zone.

Where one of them judges otherwise, the row of DISAGREEMENTS that explains it must fit, and each row must be needed.
"""

import ctypes
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from story import Failed, expect, main, run

from lab import process
from lab.lab import Lab
from lab.signed import KINDS
from lab.signedworld import RESOLVER, SignedWorld

WORKERS = 4
SECURE, INSECURE, BOGUS = "secure", "insecure", "bogus"
QUESTIONS = [
    ("www", "A"), ("nothing", "A"), ("www", "TXT"), ("x.wild", "A"), ("x.y.wild", "A"), ("x.wild", "TXT"), ("wild", "A"),
    ("under.empty", "A"), ("deep.under.empty", "TXT"), ("host.old", "A"), ("nothing.old", "A"), ("old", "DNAME"), ("alias", "A"),
    ("alias", "CNAME"), ("away", "A"), ("toinsecure", "A"), ("tobogus", "A"), ("www.unsigned", "A"), ("nothing.unsigned", "A"),
    ("unsigned", "DS"), ("unsigned", "NS"), ("nothing.at.all", "A"), ("", "DS"), ("", "DNSKEY"), ("", "SOA"), ("", "NS"), ("", "MX"),
    ("", "TXT"), ("", "NSEC3PARAM"), ("mail", "AAAA"), ("mail", "A"), ("txt", "TXT"),
]  # fmt: skip
RESULT_FIELDS = [
    ("qname", ctypes.c_char_p), ("qtype", ctypes.c_int), ("qclass", ctypes.c_int), ("data", ctypes.c_void_p), ("len", ctypes.c_void_p),
    ("canonname", ctypes.c_char_p), ("rcode", ctypes.c_int), ("answer_packet", ctypes.c_void_p), ("answer_len", ctypes.c_int),
    ("havedata", ctypes.c_int), ("nxdomain", ctypes.c_int), ("secure", ctypes.c_int), ("bogus", ctypes.c_int),
    ("why_bogus", ctypes.c_char_p),
]  # fmt: skip
NUMBERS = {"A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "MX": 15, "TXT": 16, "AAAA": 28, "DNAME": 39, "DS": 43, "DNSKEY": 48, "NSEC3PARAM": 51}


class Result(ctypes.Structure):
    _fields_ = RESULT_FIELDS


class Unbound:
    """libunbound, which asks the lab's resolver."""

    def __init__(self, world: SignedWorld):
        try:
            self.library = ctypes.CDLL("libunbound.so.8")
        except OSError as error:
            raise process.Missing("libunbound.so.8 is missing: install the package libunbound8") from error
        self.library.ub_ctx_create.restype = ctypes.c_void_p
        self.context = ctypes.c_void_p(self.library.ub_ctx_create())
        settings = world.lab.directory / "libunbound.conf"
        settings.write_text(
            f'server:\n\tlocal-zone: "test." nodefault\n\tdo-not-query-localhost: no\n\ttrust-anchor-signaling: no\n\ttrust-anchor: "{world.anchor}"\n'
            f'forward-zone:\n\tname: "."\n\tforward-addr: {world.at[RESOLVER]}@{world.port}\n'
        )
        self._check(self.library.ub_ctx_config(self.context, str(settings).encode()))

    def _check(self, code: int) -> None:
        if code != 0:
            raise RuntimeError(f"libunbound: error {code}")

    def judge(self, name: str, kind: str) -> str:
        result = ctypes.POINTER(Result)()
        self._check(self.library.ub_resolve(self.context, name.encode(), NUMBERS[kind], 1, ctypes.byref(result)))
        found = result.contents
        verdict = SECURE if found.secure else BOGUS if found.bogus or found.rcode == 2 else INSECURE
        self.library.ub_resolve_free(result)
        return verdict


class Delv:
    """BIND's delv, which asks the lab's resolver."""

    def __init__(self, world: SignedWorld):
        self.program = process.find("delv", "bind9-dnsutils")
        self.world = world
        words = world.anchor.split()
        self.anchor = world.lab.directory / "delv.conf"
        self.anchor.write_text(f'trust-anchors {{ . static-ds {words[4]} {words[5]} {words[6]} "{"".join(words[7:])}"; }};\n')

    def judge(self, name: str, kind: str) -> str:
        words = [self.program, f"@{self.world.at[RESOLVER]}", "-p", str(self.world.port), "-a", str(self.anchor), "+root=.", name, kind]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
        if "fully validated" in done.stdout and "unsigned answer" not in done.stdout:
            return SECURE
        return INSECURE if "unsigned answer" in done.stdout else BOGUS


@dataclass
class Disagreement:
    """A peer judges otherwise than we do, for a reason."""

    peer: str
    ours: str
    theirs: str
    fits: Callable[[str, str, str], bool]  # zone, name below it, type
    reason: str
    seen: int = 0


def _in(*zones: str) -> Callable[[str, str, str], bool]:
    return lambda zone, name, kind: zone in zones


LEEWAY = "Unbound lets a signature live on for a tenth of its life, a day at most (val-sig-skew-max); RFC 4035 section 5.3.1 does not"
DISAGREEMENTS = [
    Disagreement("libunbound", BOGUS, SECURE, _in("expired"), LEEWAY),
    Disagreement("libunbound", BOGUS, INSECURE, _in("expired"), LEEWAY),
    Disagreement("libunbound", SECURE, INSECURE, _in("ed448"), "Debian builds libunbound with Nettle, which leaves Ed448 out; the daemon has it"),
    Disagreement("delv", INSECURE, SECURE, _in("ed"), "an opt-out span proves no absence: RFC 5155 section 9.2 forbids AD there"),
    Disagreement(
        "delv", INSECURE, SECURE, lambda zone, name, kind: zone in ("insecure", "island") and (name, kind) == ("", "DS"),
        "the same for the DS of a delegation that an opt-out span of test. leaves out",
    ),
]  # fmt: skip


@contextmanager
def world() -> Iterator[SignedWorld]:
    with Lab() as lab:
        yield SignedWorld(lab)


def ours(world: SignedWorld, name: str, kind: str) -> str:
    done = run(f"@{world.at[RESOLVER]}", "-p", world.port, name, kind, "+validate", "+json", f"+trust-anchor={world.anchor_file}")
    return done.rows()[0]["validation"]["status"]


def explain(peer: str, mine: str, theirs: str, zone: str, name: str, kind: str) -> bool:
    for row in DISAGREEMENTS:
        if (row.peer, row.ours, row.theirs) == (peer, mine, theirs) and row.fits(zone, name, kind):
            row.seen += 1
            return True
    return False


def every_zone(world: SignedWorld) -> None:
    """every answer is judged as delv and libunbound judge it, or the difference is explained"""
    delv, unbound = Delv(world), Unbound(world)
    asked = [(zone, name, kind, f"{name}.{zone}.test.".lstrip(".")) for zone in KINDS for name, kind in QUESTIONS]
    with ThreadPoolExecutor(WORKERS) as pool:
        mine = list(pool.map(lambda row: ours(world, row[3], row[2]), asked))
        theirs = {
            "delv": list(pool.map(lambda row: delv.judge(row[3], row[2]), asked)),
            "libunbound": [unbound.judge(full, kind) for _, _, kind, full in asked],
        }
    unexplained, count = [], 0
    for peer, verdicts in theirs.items():
        for (zone, name, kind, full), our, their in zip(asked, mine, verdicts, strict=True):
            count += 1
            if our != their and not explain(peer, our, their, zone, name, kind):
                unexplained.append(f"{full} {kind}: {peer} says {their}, we say {our}")
    if unexplained:
        raise Failed(f"{len(unexplained)} of {count} differ\n" + "\n".join(unexplained))
    expect("every explanation is needed", [], [row.reason for row in DISAGREEMENTS if not row.seen])
    for row in DISAGREEMENTS:
        print(f"       {row.seen:3d} of {count}: {row.peer} {row.theirs}, we {row.ours}: {row.reason}")


main([every_zone], world)
