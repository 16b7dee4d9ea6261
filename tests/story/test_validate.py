#!/usr/bin/python3
"""+validate: zones signed well and badly, through a resolver and from a private root down."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from yaml import SafeLoader, load

from story import Failed, expect, expect_code, expect_in, main, run

from lab.lab import Lab
from lab.signedworld import RESOLVER, TOP, ZONES, SignedWorld

DATA, USAGE, NXDOMAIN, NODATA, BOGUS = 0, 1, 3, 4, 15
SECURE, INSECURE, BAD, UNKNOWN = "secure", "insecure", "bogus", "indeterminate"

# Name below test., type, verdict, exit code, and a part of the reason.
CASES = [
    ("www.good", "A", SECURE, DATA, "(ECDSAP256SHA256) of good.test."),
    ("www.rsa", "A", SECURE, DATA, "(RSASHA256)"),
    ("www.rsa1", "A", SECURE, DATA, "(NSEC3RSASHA1)"),
    ("www.rsa512", "A", SECURE, DATA, "(RSASHA512)"),
    ("www.p384", "A", SECURE, DATA, "(ECDSAP384SHA384)"),
    ("www.ed", "A", SECURE, DATA, "(ED25519)"),
    ("www.ed448", "A", SECURE, DATA, "(ED448)"),
    ("WwW.GoOd", "A", SECURE, DATA, "(ECDSAP256SHA256)"),
    ("good", "MX", SECURE, DATA, ""),
    ("good", "SOA", SECURE, DATA, ""),
    ("good", "DNSKEY", SECURE, DATA, ""),
    ("good", "DS", SECURE, DATA, "of test."),
    ("txt.good", "TXT", SECURE, DATA, ""),
    ("good", "ANY", SECURE, DATA, ""),
    ("alias.good", "A", SECURE, DATA, ""),
    ("alias.good", "CNAME", SECURE, DATA, ""),
    ("host.old.good", "A", SECURE, DATA, ""),
    ("host.old.good", "CNAME", SECURE, DATA, ""),
    ("old.good", "DNAME", SECURE, DATA, ""),
    # what is not there: NSEC, NSEC3, NSEC3 with opt-out, too many iterations
    ("nothing.good", "A", SECURE, NXDOMAIN, "NSEC that cover the name and the wildcard"),
    ("www.good", "TXT", SECURE, NODATA, "NSEC of the name without the type"),
    ("under.empty.good", "A", SECURE, NODATA, "it is empty"),
    ("x.wild.good", "A", SECURE, DATA, ""),
    ("y.x.wild.good", "A", SECURE, DATA, ""),
    ("x.wild.good", "TXT", SECURE, NODATA, "of the wildcard without the type"),
    ("unsigned.good", "DS", SECURE, NODATA, "NSEC of the name without the type"),
    ("www.unsigned.good", "A", INSECURE, DATA, "good.test. delegates unsigned.good.test. without a DS"),
    ("nothing.rsa", "A", SECURE, NXDOMAIN, "NSEC3 of the encloser, over the next closer name and the wildcard"),
    ("www.rsa", "TXT", SECURE, NODATA, "NSEC3 of the name without the type"),
    ("under.empty.p384", "A", SECURE, NODATA, "NSEC3 of the name without the type"),
    ("x.wild.p384", "A", SECURE, DATA, ""),
    ("x.wild.rsa", "TXT", SECURE, NODATA, "of the wildcard without the type"),
    ("www.unsigned.rsa", "A", INSECURE, DATA, "without a DS"),
    ("nothing.ed", "A", INSECURE, NXDOMAIN, "opt-out"),
    ("x.wild.ed", "A", INSECURE, DATA, "opt-out"),
    ("unsigned.ed", "DS", INSECURE, NODATA, "opt-out"),
    ("www.unsigned.ed", "A", INSECURE, DATA, "opt-out"),
    ("www.slow", "A", SECURE, DATA, ""),
    ("nothing.slow", "A", INSECURE, NXDOMAIN, "more than 150 iterations"),
    # unsigned, or signed as cannot be checked
    ("www.insecure", "A", INSECURE, DATA, "opt-out"),
    ("www.island", "A", INSECURE, DATA, "opt-out"),
    ("www.newalgorithm", "A", INSECURE, DATA, "unsupported algorithms only: 200 with digest 2"),
    ("www.newdigest", "A", INSECURE, DATA, "unsupported algorithms only: ECDSAP256SHA256 with digest 200"),
    # broken
    ("www.expired", "A", BAD, BOGUS, "expired 3 h ago"),
    ("nothing.expired", "A", BAD, BOGUS, "expired 3 h ago"),
    ("www.unsigned.expired", "A", BAD, BOGUS, "expired 3 h ago"),
    ("www.future", "A", BAD, BOGUS, "is not valid for another 2 d"),
    ("www.badsig", "A", BAD, BOGUS, "does not fit the records"),
    ("mail.badsig", "AAAA", SECURE, DATA, ""),
    ("www.changed", "A", BAD, BOGUS, "does not fit the records"),
    ("www.badkeysig", "A", BAD, BOGUS, "RRSIG of DNSKEY by key"),
    ("www.nosig", "A", BAD, BOGUS, "no RRSIG of A, though nosig.test. is signed"),
    ("www.nokeysig", "A", BAD, BOGUS, "no RRSIG of DNSKEY, though nokeysig.test. is signed"),
    ("www.wrongsigner", "A", BAD, BOGUS, "is signed by good.test., not by wrongsigner.test."),
    ("www.wrongtag", "A", BAD, BOGUS, "by key 1 (ECDSAP256SHA256), which is not among the zone's keys"),
    ("www.manylabels", "A", BAD, BOGUS, "has more labels than its owner"),
    ("www.wrongds", "A", BAD, BOGUS, "no DNSKEY fits the DS"),
    ("www.strangeds", "A", BAD, BOGUS, "no DNSKEY fits the DS (DS of 1; DNSKEY"),
    ("www.stripped", "A", BAD, BOGUS, "stripped.test. has a DS but no DNSKEY"),
    ("nothing.nonsec", "A", BAD, BOGUS, "no proof that the name does not exist"),
    ("www.nonsec", "TXT", BAD, BOGUS, "no proof that there is no TXT"),
    ("x.wild.nonsec", "A", BAD, BOGUS, "no proof that nothing is closer than the wildcard"),
    ("nothing.unsigned-nsec", "A", BAD, BOGUS, "no RRSIG of NSEC, though unsigned-nsec.test. is signed"),
]

# Where a resolver follows an alias into another zone.
ALIASES = [
    ("away.rsa", SECURE, DATA, ""),
    ("toinsecure.good", INSECURE, DATA, "opt-out"),
    ("tobogus.good", BAD, BOGUS, "does not fit the records"),
]


@contextmanager
def world() -> Iterator[SignedWorld]:
    with Lab() as lab:
        yield SignedWorld(lab)


def ask(world: SignedWorld, server: str, *words: str):
    return run(
        f"@{world.at[server]}", "-p", world.port, *words, "+validate", f"+trust-anchor={world.anchor_file}", f"+roothints={world.hints_file}"
    )


def judged(world: SignedWorld, server: str, name: str, kind: str) -> tuple[dict, int]:
    done = ask(world, server, f"{name}.test.", kind, "+json")
    (row,) = done.rows()
    if "validation" not in row:
        raise Failed(f"{done}: no validation\n{done.stdout}{done.stderr}")
    return row["validation"], done.code


def hold(what: str, found: dict, code: int, wanted: tuple[str, int, str]) -> None:
    status, exit_code, why = wanted
    expect(f"{what}: {found['why']}", (status, exit_code), (found["status"], code))
    expect_in(f"{what}: why", why, found["why"])


def by_a_resolver(world: SignedWorld) -> None:
    """every zone is judged as it is when a resolver is asked"""
    for name, kind, *wanted in CASES:
        found, code = judged(world, RESOLVER, name, kind)
        hold(f"{name} {kind}", found, code, tuple(wanted))


def from_the_root(world: SignedWorld) -> None:
    """the same from authoritative servers, with the chain from a private root down"""
    for name, kind, *wanted in CASES:
        server = TOP if kind == "DS" and "." not in name else ZONES
        found, code = judged(world, server, name, kind)
        hold(f"{name} {kind}", found, code, tuple(wanted))


def aliases(world: SignedWorld) -> None:
    """an answer is as good as the worst of its aliases; a server that follows none is not blamed"""
    for name, *wanted in ALIASES:
        found, code = judged(world, RESOLVER, name, "A")
        hold(name, found, code, tuple(wanted))
        found, code = judged(world, ZONES, name, "A")
        hold(name, found, code, (SECURE, DATA, "the server does not follow the alias to www."))


def text(world: SignedWorld) -> None:
    """behind dig's text stand the verdict, the chain in columns, and what expires first"""
    done = ask(world, RESOLVER, "www.good.test.")
    expect_code(done, DATA)
    block = done.stdout[done.stdout.index(";; VALIDATION: ") :].splitlines()
    expect("the verdict", ";; VALIDATION: secure", block[0])
    steps = [line.split()[1:4] for line in block if line.startswith(";;   ")]
    chain = [(".", "DNSKEY"), ("test.", "DS"), ("test.", "DNSKEY"), ("good.test.", "DS"), ("good.test.", "DNSKEY"), ("www.good.test.", "A")]
    expect("the chain", [[owner, what, SECURE] for owner, what in chain], steps)
    columns = {line.index(SECURE) for line in block if line.startswith(";;   ")}
    expect("one column of verdicts", 1, len(columns))
    expect_in("the first to expire", ";; The first signature to expire: ", done.stdout)
    expect_in("days", "in 12 d", done.stdout)
    done = ask(world, RESOLVER, "www.expired.test.")
    expect_in("bogus", ";; VALIDATION: bogus\n;; RRSIG of DNSKEY by key", done.stdout)
    done = ask(world, RESOLVER, "www.newdigest.test.")
    expect_in("apart from bogus", ";; VALIDATION: insecure (unsupported)\n", done.stdout)


def short(world: SignedWorld) -> None:
    """with +short the data stays alone on stdout; what is not secure is said on stderr"""
    done = ask(world, RESOLVER, "www.good.test.", "+short")
    expect("secure", ({"192.0.2.1", "192.0.2.2"}, ""), (set(done.stdout.split()), done.stderr))
    done = ask(world, RESOLVER, "www.badsig.test.", "+short")
    expect_code(done, BOGUS)
    expect("the data all the same", {"192.0.2.1", "192.0.2.2"}, set(done.stdout.split()))
    expect_in("the verdict", ";; VALIDATION: bogus: RRSIG of A by key", done.stderr)


def steps(world: SignedWorld) -> None:
    """in JSON each step has its key and when it expires, and the cost is told"""
    found, _ = judged(world, RESOLVER, "www.good", "A")
    expect("signatures worked out", 6, found["verifications"])
    expect("questions on the way", 5, found["questions"])
    last = found["steps"][-1]
    expect("the answer", ("www.good.test.", "A", SECURE), (last["name"], last["what"], last["status"]))
    expect("its key", ("good.test.", 13, "ECDSAP256SHA256"), tuple(last["key"][name] for name in ("signer", "algorithm", "algorithmName")))
    days = last["expiresIn"] / 86400
    if not 11.9 < days < 12.1 or not last["expires"].endswith("Z"):
        raise Failed(f"expiry: {last}")


def yaml(world: SignedWorld) -> None:
    """in YAML the verdict is an item behind the message; what is more than one question is not judged, and says so"""
    items = load(ask(world, RESOLVER, "www.badsig.test.", "+yaml").stdout, Loader=SafeLoader)
    expect("items", ["MESSAGE", "VALIDATION"], [item["type"] for item in items])
    expect("the verdict", BAD, items[1]["message"]["status"])
    done = ask(world, ZONES, "good.test.", "+nssearch")
    expect_in("said", "+validate judges the reply to one question", done.stderr)


def no_anchor(world: SignedWorld) -> None:
    """without an anchor that fits nothing can be said; a bad file is a fault of usage"""
    file = world.lab.directory / "other.key"
    file.write_text(world.anchor.replace(". ", "example. ", 1) + "\n")
    done = run(f"@{world.at[RESOLVER]}", "-p", world.port, "www.good.test.", "+validate", "+json", f"+trust-anchor={file}")
    (row,) = done.rows()
    expect("another zone's anchor", (UNKNOWN, DATA), (row["validation"]["status"], done.code))
    expect_in("why", "no trust anchor is above good.test.", row["validation"]["why"])
    done = run(f"@{world.at[RESOLVER]}", "-p", world.port, "www.good.test.", "+validate", "+json")
    expect("IANA's keys do not fit a private root", BOGUS, done.code)
    expect_in("why", "(DS of 20326 38696; DNSKEY", json.loads(done.stdout)["validation"]["why"])
    file.write_text("example. 300 DS nonsense\n")
    done = run(f"@{world.at[RESOLVER]}", "-p", world.port, "www.good.test.", "+validate", f"+trust-anchor={file}")
    expect_code(done, USAGE)
    expect_in("where", f"{file}:1: ", done.stderr)


def as_dig(world: SignedWorld) -> None:
    """dig itself has none of these options"""
    for option in ("+validate", f"+trust-anchor={world.anchor_file}", f"+roothints={world.hints_file}"):
        done = run(f"@{world.at[RESOLVER]}", "-p", world.port, "www.good.test.", option, name="dig")
        expect_code(done, USAGE)
        expect_in("refused", f"Invalid option: {option.split('=')[0]}", done.stderr)


main([by_a_resolver, from_the_root, aliases, text, short, steps, yaml, no_anchor, as_dig], world)
