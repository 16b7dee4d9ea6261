#!/usr/bin/python3
"""Lookups at each server of the lab: the text is that of Debian's dig, but for what changes from run to run."""

import json
import re
import shutil
import subprocess
from functools import cache

from story import Failed, Run, expect, expect_code, expect_in, main, run

from lab.demo import Demo, demo
from lab.process import Missing

# What differs between two runs of one program: each is blanked in both texts.
CHANGING = (
    (re.compile(r"(, id: )\d+"), r"\1N"),
    (re.compile(r"^(; COOKIE: )[0-9a-f]+( \((?:good|echoed)\))?$", re.M), r"\1X\2"),
    (re.compile(r"^(;; Query time: )\d+ (msec|usec)$", re.M), r"\1N \2"),
    (re.compile(r"^(;; WHEN: ).*$", re.M), r"\1T"),
    (re.compile(r"(from server \S+ in )\d+( ms)"), r"\1N\2"),
    (re.compile(r"^(; <<>> DiG ).*? (<<>>)", re.M), r"\1V \2"),
    (re.compile(r"(RRSIG\t.*? )\S+ \S+$", re.M), r"\1S"),
)
SAME_DIG = (9, 18, 49)  # from this one on the text is the same to the letter
RECORD = re.compile(r"^[^;\s]\S*\s.*\b(IN|CH|CLASS\d+)\s")

# Every server, each of these: the answers' layout, every type, every section.
EVERYWHERE = """
example.test
example.test A
example.test AAAA
example.test MX
example.test TXT
example.test NS
example.test SOA
example.test CAA
www.example.test
www.example.test CNAME
far.example.test
_sip._tcp.example.test SRV
any.wild.example.test
any.wild.example.test TXT
er.wild.example.test
no-such-name.example.test
api.example.test AAAA
Mixed.CaSe.example.test
mixed.case.EXAMPLE.test
empty.example.test TXT
quotes.example.test TXT
long.example.test TXT
host\\.with\\.dots.example.test
#hash.example.test
a\\032space.example.test
1.2.0.192.example.test PTR
naptr.example.test NAPTR
sshfp.example.test SSHFP
_443._tcp.www2.example.test TLSA
svc.example.test HTTPS
loc.example.test LOC
uri.example.test URI
unknown.example.test TYPE65400
x.dname.example.test
www.child.example.test
example.test TYPE1
example.test type257
nowhere.invalid
"""

# Once, at NSD unless the line names a server.
OPTIONS = """
+short example.test
+short example.test MX
+short www.example.test
+short example.test TXT
+short no-such-name.example.test
+short svc.example.test HTTPS
+short unknown.example.test TYPE65400
+short _443._tcp.www2.example.test TLSA
+noall +answer example.test MX
+noall +answer www.example.test
+noall +answer +nottlid example.test
+noall +answer +noclass example.test
+noall +authority www.child.example.test
+noall +additional www.child.example.test
+noall +comments example.test
+noall +question example.test
+noall +stats example.test
+nocmd example.test
+nocomments example.test
+nostats example.test
+noquestion example.test
+noanswer example.test
+noauthority example.test
+noadditional example.test
+norec example.test
+norecurse www.child.example.test
+tcp example.test
+vc example.test SOA
+tcp big.example.test TXT
big.example.test TXT
big.example.test TXT +ignore
big.example.test TXT +bufsize=512
big.example.test TXT +bufsize=4096
+bufsize=4096 +noall +answer big.example.test TXT
+noedns example.test
+noedns +norec www.child.example.test
+edns=0 example.test
+dnssec www.signed.test
+dnssec +norec www.signed.test
+dnssec signed.test DNSKEY
+dnssec no-such-name.signed.test
+dnssec x.any.signed.test
+short +dnssec www.signed.test
+cd +dnssec www.signed.test
+noadflag example.test
+adflag example.test
+nsid example.test
+subnet=203.0.113.0/24 example.test
+subnet=2001:db8::/32 example.test
+nsid +subnet=0 example.test
+cookie example.test
+nocookie example.test
-t MX example.test
-t mx -q example.test
-q example.test -t SOA
-c IN -t A example.test
-c CH -t TXT id.server
id.server CH TXT
version.bind TXT CH
+short version.bind txt ch
-4 example.test
-x 192.0.2.1
-x 2001:db8::1
+short -x 192.0.2.1
example.test A example.test MX
example.test www.example.test +short
+noall +answer example.test A www.example.test CNAME
MX example.test
ns
.
+time=3 +tries=1 example.test
+retry=1 example.test
example.test ANY
+notcp example.test ANY
example.test AXFR
+noall +answer example.test AXFR
+short example.test AXFR
+nostats example.test AXFR
+onesoa example.test AXFR
refused.example.org
+nocrypto +dnssec www.signed.test
+multiline example.test SOA
+ttlunits example.test
+unknownformat example.test MX
+identify +short example.test
+qr example.test
+noqr example.test
+opcode=0 example.test
"""

# Whole command lines: {host} is an address of the lab.
LINES = """
@{knot} example.test AXFR
@{resolver} far.example.test
@{resolver} +dnssec www.signed.test
@{resolver} +dnssec +cd www.signed.test
@{resolver} no-such-name.signed.test
@{resolver} -x 192.0.2.1
@{resolver} stale.test SOA
@{knot} broken.test SOA
@{knot} refused.test SOA
@{tld_a} www.upward.test
@{tld_a} +norec example.test DS
@{root_a} . DNSKEY +dnssec
@{root_a} . NS
@{nsd} @{knot} example.test
@{bind} example.test +nsid
@{silent} +time=1 +tries=1 example.test
@{silent} +time=1 +tries=2 +short example.test
@{silent} @{nsd} +time=1 +tries=1 example.test
@{closed} +time=1 +tries=1 example.test
@{closed} +tcp +time=1 +tries=1 example.test
@{silent} +tcp +time=1 +tries=1 example.test
"""

# digdrift's own exit codes: the answer decides.
CODES = (
    ("@{nsd} example.test", 0),
    ("@{nsd} no-such-name.example.test", 3),
    ("@{nsd} api.example.test AAAA", 4),
    ("@{knot} www.broken.test", 5),
    ("@{knot} www.refused.test", 6),
    ("@{nsd} no-such-name.example.test api.example.test AAAA", 4),
    ("@{silent} +time=1 +tries=1 example.test", 9),
    ("@{closed} +time=1 +tries=1 example.test", 9),
    ("@{knot} example.test AXFR", 11),
    ("@{nsd} example.test AXFR", 0),
    ("@{nsd} +no-such-option example.test", 1),
    ("@{nsd} -p 99999 example.test", 1),
)


def blank(text: str) -> str:
    for pattern, by in CHANGING:
        text = pattern.sub(by, text)
    if is_old_dig():
        text = re.sub(r"^(; <<>> DiG V <<>>).*", r"\1", text, flags=re.M)
        text = "\n".join(line for line in text.split("\n") if line)
    return text


def settle(text: str) -> list[str]:
    """Lines, with each run of records sorted: servers turn RRsets round from answer to answer."""
    lines, records = [], []
    for line in blank(text).split("\n"):
        if RECORD.match(line):
            records.append(line)
            continue
        lines += [*sorted(records), line]
        records = []
    return lines + sorted(records)


def settle_short(text: str) -> list[str]:
    return sorted(blank(text).split("\n"))


def dig_path() -> str:
    path = shutil.which("dig")
    if path is None:
        raise Missing("dig is missing: install the package bind9-dnsutils")
    return path


@cache
def is_old_dig() -> bool:
    """True for a dig that loses what follows "=" in its first line, and puts some blank lines elsewhere."""
    said = subprocess.run([dig_path(), "-v"], capture_output=True, text=True)
    version = re.search(r"(\d+)\.(\d+)\.(\d+)", said.stdout + said.stderr)
    return tuple(map(int, version.groups())) < SAME_DIG


def dig(*argv: str) -> Run:
    path = dig_path()
    words = ["dig", "-r", *argv]
    done = subprocess.run(words, executable=path, capture_output=True, text=True, timeout=60, env={"TZ": "UTC", "LC_ALL": "C.UTF-8"})
    return Run(["dig", *argv], done.stdout, done.stderr, done.returncode, 0)


def compare(world: Demo, line: str) -> str | None:
    """Run both programs on a line; the difference as text, or None."""
    argv = ["-p", str(world.port), *line.split()]
    theirs, ours = dig(*argv), run("-r", *argv, name="dig")
    order = settle_short if "+short" in argv else settle
    try:
        wanted = [re.sub(r"(<<>> )-r ", r"\1", each) for each in order(theirs.stdout)]
        actual = [re.sub(r"(<<>> )-r ", r"\1", each) for each in order(ours.stdout)]
        expect(f"dig {line}", wanted, actual)
        expect(f"dig {line}: exit code", theirs.code, ours.code)
    except Failed as failure:
        return f"{failure}\nstderr: {ours.stderr.strip()}"
    return None


def compare_all(world: Demo, lines: list[str]) -> None:
    """Every line is tried; all differences are told."""
    failures = [failure for failure in (compare(world, line) for line in lines) if failure]
    if failures:
        raise Failed(f"{len(failures)} of {len(lines)} lines differ\n" + "\n\n".join(failures))


def _at(world: Demo, host: str) -> None:
    compare_all(world, [f"@{world.at[host]} {line}" for line in EVERYWHERE.split("\n") if line])


def text_at_nsd(world: Demo) -> None:
    """each kind of answer of NSD reads as in dig"""
    _at(world, "nsd")


def text_at_knot(world: Demo) -> None:
    """each kind of answer of Knot reads as in dig"""
    _at(world, "knot")


def text_at_bind(world: Demo) -> None:
    """each kind of answer of BIND reads as in dig"""
    _at(world, "bind")


def text_at_the_resolver(world: Demo) -> None:
    """each kind of answer of Unbound reads as in dig"""
    lines = [line for line in EVERYWHERE.split("\n") if line]
    # TTLs count down in a resolver: records are compared without them.
    compare_all(world, [f"@{world.at['resolver']} +nottlid {line}" for line in lines])


def options_read_as_in_dig(world: Demo) -> None:
    """each option changes the text as it does in dig"""
    compare_all(world, [f"@{world.at['nsd']} {line}" for line in OPTIONS.split("\n") if line])


def servers_and_failures_read_as_in_dig(world: Demo) -> None:
    """resolvers, refusals, silent and closed servers read as in dig"""
    lines = [line if "resolver" not in line else f"{line} +nottlid" for line in LINES.split("\n") if line]
    compare_all(world, [line.format(**world.at) for line in lines])


def ipv6_reads_as_in_dig(world: Demo) -> None:
    """a server's IPv6 address"""
    if world.at6:
        compare_all(world, [f"@{world.at6} example.test", f"@{world.at6} +tcp example.test", f"-6 @{world.at6} +short example.test"])


def called_as_dig_reads_the_same(world: Demo) -> None:
    """digdrift's own text is dig's"""
    line = [f"@{world.at['nsd']}", "-p", str(world.port), "example.test", "MX"]
    banner = re.compile(r"^; <<>>.*$", re.M)
    ours, theirs = run(*line), run(*line, name="dig")
    expect("digdrift and dig", settle(banner.sub("", theirs.stdout)), settle(banner.sub("", ours.stdout)))
    query = run("query", *line)
    expect("digdrift query", settle(banner.sub("", ours.stdout)), settle(banner.sub("", query.stdout)))


def exit_codes_are_honest(world: Demo) -> None:
    """digdrift's exit code says what happened; dig's own is 0"""
    for line, code in CODES:
        done = run("-p", str(world.port), *line.format(**world.at).split())
        expect_code(done, code)
        if code in (9, 11):
            expect_in(f"stderr of {done}", "", done.stderr)
            expect(f"{done}: something on stderr", True, bool(done.stderr.strip()))


def a_command_word_can_be_looked_up(world: Demo) -> None:
    """digdrift query check, and digdrift check., look up the name"""
    for words in (["query", "check"], ["check."]):
        done = run(*words, f"@{world.at['root_a']}", "-p", str(world.port))
        expect_in(f"{done}", ";check.\t\t\t\tIN\tA", done.stdout)
        expect_code(done, 3)


def json_holds_the_answer(world: Demo) -> None:
    """+json gives the members of RFC 8427, the server and times"""
    done = run("+json", f"@{world.at['nsd']}", "-p", str(world.port), "example.test", "MX")
    expect_code(done, 0)
    answer = json.loads(done.stdout)
    expect("QNAME", "example.test.", answer["QNAME"].lower())
    expect("QTYPE", 15, answer["QTYPE"])
    expect("RCODE", 0, answer["RCODE"])
    expect("AA", True, bool(answer["AA"]))
    expect("answers", 2, len(answer["answerRRs"]))
    expect("type of the first", 15, answer["answerRRs"][0]["TYPE"])
    lines = run("+json", f"@{world.at['nsd']}", "-p", str(world.port), "example.test", "MX", "www.example.test").stdout.splitlines()
    expect("JSON Lines for two", ["example.test.", "www.example.test."], [json.loads(line)["QNAME"].lower() for line in lines])


if __name__ == "__main__":
    main(
        [
            text_at_nsd,
            text_at_knot,
            text_at_bind,
            text_at_the_resolver,
            options_read_as_in_dig,
            servers_and_failures_read_as_in_dig,
            ipv6_reads_as_in_dig,
            called_as_dig_reads_the_same,
            exit_codes_are_honest,
            a_command_word_can_be_looked_up,
            json_holds_the_answer,
        ],
        demo,
    )
