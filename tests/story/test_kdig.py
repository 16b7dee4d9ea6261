#!/usr/bin/python3
"""Records beside kdig: where its text differs from ours, both mean the same rdata, or the table says who is right."""

import re
import subprocess

from story import Failed, expect, main
from test_presentation import Record, Responder, corpus, environment, ours, read, responder

from lab.process import find

# Where kdig 3.2 writes otherwise than dig and we do, by type, and by which RFC.
OTHERWISE = {
    29: "LOC: RFC 1876 section 3 makes minutes, seconds and digits behind the point optional; kdig leaves out zeros",
    37: "CERT: RFC 4398 section 2.2 allows mnemonics and numbers for type and algorithm; kdig writes numbers",
    46: "RRSIG: the type covered is one that kdig has no mnemonic for; RFC 3597 section 5 allows both",
    47: "NSEC: likewise in the list of types",
    64: "SVCB: RFC 9460 section 2.1 makes the quotes of a value optional; kdig writes none",
    65: "HTTPS: likewise",
    104: "NID: RFC 6742 section 2.1.2 writes leading zeros of each group, and readers take both; dig leaves them out",
    106: "L64: likewise, section 2.3.2",
}
# What kdig refuses to print, or prints as RFC 3597 has it under the mnemonic: it is we who have a text.
NOT_PRINTED = {
    10: "NULL: RFC 1035 section 3.3.10 allows no rdata at all; kdig takes the message for malformed",
    24: "SIG: RFC 2535 section 4; obsolete for zones",
    25: "KEY: RFC 2535 section 3.1.2 allows no key when the flags say so; kdig cannot print it",
    63: "ZONEMD: RFC 8976 section 2.2.4 gives each scheme a size, which this digest breaks; kdig does not look",
    249: "TKEY: RFC 2930 section 2; for messages, never stored",
    250: "TSIG: RFC 8945 section 4.2; for messages, kdig looks for it only behind all other records",
}
# kdig's own text that no reader takes for the same rdata.
NOT_READ = {
    63: "the same ZONEMD: we refuse in text what breaks RFC 8976",
}


def version(kdig: str) -> tuple[int, ...]:
    said = subprocess.run([kdig, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(map(int, re.search(r"(\d+)\.(\d+)", said).groups()))


def shown_by(kdig: str, world: Responder, record: Record) -> str:
    """The line that kdig prints of one record, or nothing."""
    world.records = [record]
    argv = [kdig, "@127.0.0.1", "-p", str(world.port), "+tcp", "+norec", "+nocookie", "+noall", "+answer", "x."]
    done = subprocess.run(argv, capture_output=True, timeout=60, env=environment())
    lines = [line for line in done.stdout.decode("utf-8", "backslashreplace").splitlines() if not line.startswith(";;")]
    return lines[0] if len(lines) == 1 else ""


def is_alike(left: str, right: str) -> bool:
    """Blanks and the case of hex aside."""
    return "".join(left.split()).lower() == "".join(right.split()).lower()


def kdig_prints_the_same_or_means_it(world: Responder) -> None:
    """every type: kdig's text is ours, or is read to the same rdata and differs for a reason in the table"""
    kdig = find("kdig", "knot-dnsutils")
    texts, wanted, differing, missing, strange = [], [], set(), set(), []
    for record in corpus():
        line, mine = shown_by(kdig, world, record), ours([record]).rstrip("\n")
        if is_alike(line, mine):
            continue
        found = re.match(r"\S+\s+\d+\s+\S+\s+(\S+)\s*(.*)", line)
        if not found:
            missing.add(record.rdtype)
            continue
        if found[2].startswith("\\#"):
            expect(line, f"\\# {len(record.rdata)} {record.rdata.hex()}".strip(), found[2].strip().lower())
            if not found[1].startswith("TYPE"):
                missing.add(record.rdtype)
            continue
        differing.add(record.rdtype)
        if record.rdtype not in NOT_READ and record.rdclass == 1:
            texts.append(f"TYPE{record.rdtype} {found[2]}")
            wanted.append(record.rdata.hex())
        if record.rdtype not in OTHERWISE | NOT_PRINTED:
            strange.append(f"{line}\n{mine}")
    differ = [f"{text}: wanted {want}, got {got}" for text, want, got in zip(texts, wanted, read(texts), strict=True) if want != got]
    expect("kdig's text read otherwise", [], differ)
    if strange and version(kdig) == (3, 2):
        raise Failed("not in the table:\n" + "\n".join(strange))
    if version(kdig) == (3, 2):
        expect("rows of the table that no record differs by", set(), set(OTHERWISE) - differing - missing)
        expect("types that kdig does not print", set(), missing - set(NOT_PRINTED) - set(OTHERWISE))


if __name__ == "__main__":
    main([kdig_prints_the_same_or_means_it], responder)
