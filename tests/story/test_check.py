#!/usr/bin/python3
"""Small declarations against the demo world: what is ok, each kind of drift, exit codes, formats, faults."""

import json
import signal
import subprocess
import textwrap
from pathlib import Path

import dns.message
import dns.query
from story import PROGRAM, ROOT, Failed, Run, expect, expect_code, expect_in, main, run

from lab.demo import Demo, demo

HEAD = """\
defaults: {port: {port}, timeout: 500ms, tries: 2}
root_hints: {hints}
servers:
  resolver: ["{resolver}:{port}"]
  knot: ["{knot}:{port}"]
"""
NSD, KNOT, BIND = "ns1.example.test.", "ns2.example.test.", "ns3.example.test."
ALL = (NSD, KNOT, BIND)


def write(world: Demo, text: str, name: str = "declaration.yaml", head: bool = True) -> Path:
    """A declaration in the lab's directory; {words} of the world are filled in."""
    words = {"port": world.port, "hints": world.hints, **world.at}
    whole = (HEAD if head else "") + textwrap.dedent(text)
    for word, value in words.items():
        whole = whole.replace("{" + word + "}", str(value))
    path = world.lab.directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(whole, encoding="utf-8")
    return path


def check(world: Demo, text: str, *options: str) -> Run:
    return run("check", *(options or ("-f", "jsonl")), write(world, text))


def host_of(world: Demo, address: str) -> str:
    return next((host for host, each in world.at.items() if each == address), address)


def bad(world: Demo, done: Run) -> list[str]:
    """What is not ok, as "zone name type host state reason", sorted."""
    found = []
    for row in done.rows():
        if row.get("state", "ok") != "ok":
            host = host_of(world, (row["address"] or "-").split("#")[0])
            found.append(f"{row['name']} {row['type']} {host} {row['state']} {row['reason']}")
    return sorted(found)


def expect_bad(world: Demo, text: str, wanted: list[str], code: int) -> Run:
    """The check must find exactly these and end with the code; every row is counted."""
    done = check(world, text)
    expect(textwrap.dedent(text), sorted(wanted), bad(world, done))
    expect_code(done, code)
    *rows, last = done.rows()
    total = sum(last["summary"][state] for state in ("ok", "warning", "critical", "unknown", "skipped"))
    expect("summary", (len(rows), len(rows)), (total, last["summary"]["expectations"]))
    return done


def on(hosts: str, finding: str) -> list[str]:
    """The finding "name type state reason" at each host."""
    name, rdtype, state, reason = finding.split()
    return [f"{name} {rdtype} {host} {state} {reason}" for host in hosts.split()]


GOOD = """
zones:
  example.test:
    records:
      '':
        - {type: A, ttl: 300, values: [192.0.2.2, 192.0.2.1]}
        - {type: AAAA, value: "2001:DB8:0::1"}
        - {type: MX, values: [{preference: 10, exchange: MAIL.example.test.}, "20 mail2.example.test."]}
        - {type: TXT, values: ["v=spf1 mx -all", "first chunk, second chunk, third"]}
        - {type: CAA, values: [{flags: 0, tag: issue, value: letsencrypt.org}, {tag: issuewild, value: ";"}]}
        - {type: NS, values: [ns1.example.test., ns2.example.test., ns3.example.test.]}
      www: {type: CNAME, value: example.test.}
      _sip._tcp:
        type: SRV
        values:
          - {priority: 10, weight: 60, port: 5060, target: sip.example.test.}
          - {priority: 20, weight: 10, port: 5061, target: sip.example.test.}
      '*.wild': {type: A, value: 192.0.2.50}
      any.wild: {type: A, value: 192.0.2.50}
      mixed.case: {type: A, value: 192.0.2.60}
      quotes: {type: TXT, value: 'say "hello"\\; back\\\\slashtab\\009and\\255byte'}
      empty: {type: TXT, value: ''}
      naptr: {type: NAPTR, value: {order: 100, preference: 10, flags: U, service: E2U+sip, regexp: "!^.*$!sip:info@example.test!", replacement: .}}
      sshfp: {type: SSHFP, value: {algorithm: 4, fingerprint_type: 2, fingerprint: 123456789ABCDEF67890123456789ABCDEF67890123456789abcdef123456789}}
      '_443._tcp.www2': {type: TLSA, value: 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef}
      svc: {type: HTTPS, value: '1 . alpn="h2,h3" ipv4hint=192.0.2.80 ipv6hint=2001:db8::80'}
      1.2.0.192: {type: PTR, value: example.test.}
      old-vpn: {type: A, rcode: NXDOMAIN}
      api: {type: AAAA, rcode: NOERROR, count: 0}
      old: {type: A, ttl: {max: 3600}, value: 192.0.2.90}
      child: {type: NS, values: [ns1.child.example.test., ns2.child.example.test.]}
  child.example.test.:
    records:
      www: {type: A, ttl: 600, value: 192.0.2.100}
"""


def good_declaration_is_ok(world: Demo) -> None:
    """a declaration of all that is served: ok at each of three servers, exit 0"""
    done = expect_bad(world, GOOD, [], 0)
    *rows, _ = done.rows()
    hosts = {host_of(world, row["address"].split("#")[0]) for row in rows if row["zone"].rstrip(".") == "example.test"}
    expect("servers asked", {"nsd", "knot", "bind"}, hosts)
    expect("servers of the child", {"child_a", "child_b"}, {
        host_of(world, row["address"].split("#")[0]) for row in rows if row["zone"].rstrip(".") == "child.example.test"
    })
    expect("rows of example.test", 22 * 3 + 2, len(rows))
    expect("names of servers", set(ALL), {row["server"] for row in rows if row["zone"].rstrip(".") == "example.test"})


def spelling_of_values_is_free(world: Demo) -> None:
    """values in another spelling than the served: case, zeros, chunks, shortened addresses"""
    expect_bad(
        world,
        """
        zones:
          example.test:
            records:
              naptr: {type: NAPTR, value: {order: 0100, preference: 10, flags: u, service: E2U+sip, regexp: "!^.*$!sip:info@example.test!", replacement: .}}
              www: {type: CNAME, value: EXAMPLE.test.}
              '': {type: AAAA, value: "2001:0db8:0:0:0:0:0:1"}
              SIP: {type: A, value: 192.0.2.40}
              _443._tcp.www2: {type: TLSA, value: 3 1 1 0123456789ABCDEF0123456789ABCDEF 0123456789ABCDEF0123456789ABCDEF}
              unknown: {type: TYPE65400, value: '\\# 4 0A000001'}
              uri: {type: URI, value: '10 1 "https://example.test/"'}
              loc: {type: LOC, value: 52 22 23 N 4 53 32 E -2m 0m 10000m 10m}
        """,
        [],
        0,
    )


def each_kind_of_drift_has_its_reason(world: Demo) -> None:
    """wrong declarations: each reason code of records, exit 2"""
    hosts = "nsd knot bind"
    cases = (
        ("mail: {type: A, value: 192.0.2.99}", "mail.example.test. A critical rrset-differs"),
        ("'': {type: A, values: [192.0.2.1, 192.0.2.2, 192.0.2.3]}", "example.test. A critical rrset-missing"),
        ("'': {type: A, values: [192.0.2.1]}", "example.test. A critical rrset-unexpected"),
        ("'': {type: A, ttl: 301, values: [192.0.2.1, 192.0.2.2]}", "example.test. A critical ttl-differs"),
        ("old: {type: A, ttl: {max: 59}, value: 192.0.2.90}", "old.example.test. A critical ttl-differs"),
        ("www: {type: A, value: 192.0.2.1}", "www.example.test. A critical type-differs"),
        ("mail: {type: MX, value: 10 mail.example.test.}", "mail.example.test. MX critical nodata"),
        ("wild: {type: A, value: 192.0.2.50}", "wild.example.test. A critical nodata"),
        ("nope: {type: A, value: 192.0.2.50}", "nope.example.test. A critical nxdomain"),
        ("mail: {type: A, rcode: NXDOMAIN}", "mail.example.test. A critical rcode-differs"),
        ("mail: {type: AAAA, rcode: NOERROR, count: 0}", "mail.example.test. AAAA critical rrset-unexpected"),
        ("'': {type: A, count: 3}", "example.test. A critical count-differs"),
        ("'': {type: TXT, match: superset, values: [v=spf1 ~all]}", "example.test. TXT critical rrset-missing"),
        ("'': {type: A, match: subset, values: [192.0.2.1/32]}", "example.test. A critical rrset-unexpected"),
        ("quotes: {type: TXT, match_regexp: '^commit='}", "quotes.example.test. TXT critical pattern-differs"),
        ("'': {type: TXT, values: [v=spf1 mx -all, 'first chunk,second chunk, third']}", "example.test. TXT critical rrset-differs"),
        ("child: {type: NS, values: [ns1.child.example.test., ns3.child.example.test.]}", "child.example.test. NS critical rrset-differs"),
    )
    for line, finding in cases:
        expect_bad(world, f"zones:\n  example.test:\n    records:\n      {line}\n", on(hosts, finding), 2)


def matches_other_than_exact(world: Demo) -> None:
    """superset, subset, ranges of addresses, patterns and counts that hold"""
    expect_bad(
        world,
        """
        zones:
          example.test:
            records:
              '':
                - {type: TXT, match: superset, values: ["v=spf1 mx -all"]}
                - {type: A, match: subset, values: [192.0.2.0/24]}
                - {type: MX, match: subset, values: ["10 mail.example.test.", "20 mail2.example.test.", "30 x.example.test."]}
              mail: {type: A, match_regexp: '^192\\.0\\.2\\.[0-9]+$', count: 1}
        """,
        [],
        0,
    )


def stale_server_is_named(world: Demo) -> None:
    """one server of two serves an older zone: only it is named"""
    text = """
    zones:
      stale.test:
        records:
          www: {type: A, ttl: 300, value: 192.0.2.11}
          same: {type: A, ttl: 300, value: 192.0.2.12}
          added: {type: A, ttl: 300, value: 192.0.2.13}
          removed: {type: A, rcode: NXDOMAIN}
    """
    done = expect_bad(
        world,
        text,
        on("knot", "www.stale.test. A critical rrset-differs")
        + on("knot", "added.stale.test. A critical nxdomain")
        + on("knot", "removed.stale.test. A critical rcode-differs"),
        2,
    )
    row = next(row for row in done.rows() if row.get("reason") == "rrset-differs")
    expect("expected and actual", (["192.0.2.11"], ["192.0.2.10"]), (row["expected"], row["actual"]))
    expect("who", (KNOT, f"{world.at['knot']}#{world.port}"), (row["server"], row["address"]))
    expect_in("the command", "digdrift", row["again"])
    again = run(*row["again"].split()[1:])
    expect_in("running the command again", "192.0.2.10", again.stdout)


def servers_that_do_not_answer_are_unknown(world: Demo) -> None:
    """timeouts, refused packets, REFUSED and SERVFAIL are unknown, and no drift: exit 3"""
    cases = (
        ("silent", "silent", "timeout"),
        ("closed", "closed", "connection-refused"),
        ("refused", "knot", "refused"),
        ("broken", "knot", "servfail"),
    )
    for zone, host, reason in cases:
        text = f"zones:\n  {zone}.test:\n    records:\n      www: {{type: A, value: 192.0.2.120}}\n"
        expect_bad(world, text, on(host, f"www.{zone}.test. A unknown {reason}"), 3)


def servers_without_authority_are_named(world: Demo) -> None:
    """a referral upwards and a resolver's answer are not authoritative: exit 2"""
    question = dns.message.make_query("www.recursive.test", "A")
    dns.query.udp(question, world.at["resolver"], port=world.port, timeout=5)  # the resolver knows it now
    for zone, host in (("upward", "tld_a"), ("recursive", "resolver")):
        text = f"zones:\n  {zone}.test:\n    records:\n      www: {{type: A, value: 192.0.2.120}}\n"
        expect_bad(world, text, on(host, f"www.{zone}.test. A critical not-authoritative"), 2)


def one_name_with_two_addresses(world: Demo) -> None:
    """every address of every name server is asked, and each once"""
    done = expect_bad(world, "zones:\n  shared.test:\n    records:\n      www: {type: A, value: 192.0.2.120}\n", [], 0)
    rows = [row for row in done.rows() if "state" in row]
    expect("hosts", ["knot", "nsd"], sorted({host_of(world, row["address"].split("#")[0]) for row in rows}))


def zones_that_cannot_be_found(world: Demo) -> None:
    """a zone nobody delegates, and one whose servers are all dead"""
    done = check(world, "zones:\n  nowhere.test:\n    records:\n      www: {type: A, value: 192.0.2.1}\n")
    rows = [row for row in done.rows() if "state" in row]
    expect("nowhere.test", [("critical", "zone-not-found")], [(row["state"], row["reason"]) for row in rows])
    expect_code(done, 2)
    text = "zones:\n  dead.test:\n    records:\n      www: {type: A, value: 192.0.2.1}\n"
    expect_bad(world, text, on("silent", "www.dead.test. A unknown timeout"), 3)


def name_server_without_address(world: Demo) -> None:
    """a name server without an address is told, and the other is asked"""
    done = check(world, "zones:\n  addressless.test:\n    records:\n      www: {type: A, value: 192.0.2.120}\n")
    ok, unknown = sorted((row for row in done.rows() if "state" in row), key=lambda row: row["state"])
    expect("the one that has an address", ("ok", NSD), (ok["state"], ok["server"]))
    expect("the other", ("unknown", "servers-unknown"), (unknown["state"], unknown["reason"]))
    expect("its name", "gone.ns.test.", unknown["server"])
    expect_code(done, 3)


def drift_beats_unknown(world: Demo) -> None:
    """exit 2 when there is drift beside what is unknown"""
    text = "zones:\n  silent.test:\n    records:\n      www: {type: A, value: 192.0.2.121}\n"
    wanted = on("nsd", "www.silent.test. A critical rrset-differs") + on("silent", "www.silent.test. A unknown timeout")
    expect_bad(world, text, wanted, 2)


def groups_and_resolvers_are_asked(world: Demo) -> None:
    """ask: a group, an address; at a resolver a TTL is a maximum"""
    expect_bad(
        world,
        """
        zones:
          signed.test:
            records:
              www: {type: A, ttl: 300, value: 192.0.2.110, ask: [resolver]}
          example.test:
            records:
              mail: {type: A, ttl: 3600, value: 192.0.2.25, ask: ["{nsd}:{port}", "tcp://{bind}:{port}"]}
        checks:
          - name: the resolver answers
            query: {name: www.signed.test, type: A, ask: [resolver], flags: [rd]}
            expect: {rcode: NOERROR, values: [192.0.2.110], flags: [ra]}
        """,
        [],
        0,
    )
    done = check(
        world,
        """
        checks:
          - name: a flag that is not there
            query: {name: example.test, type: A, ask: [knot]}
            expect: {rcode: NOERROR, flags: [ra]}
        """,
    )
    expect("flags", ["example.test. A knot critical flags-differ"], bad(world, done))
    expect_code(done, 2)


def answers_through_an_alias(world: Demo) -> None:
    """a query's values are those at the end of its CNAME chain"""
    expect_bad(
        world,
        """
        checks:
          - name: www
            query: {name: www.example.test, type: A, ask: [resolver], flags: [rd]}
            expect: {rcode: NOERROR, values: [192.0.2.1, 192.0.2.2]}
          - name: far
            query: {name: far.example.test, type: A, ask: [resolver], flags: [rd]}
            expect: {rcode: NOERROR, flags: [ra]}
        """,
        [],
        0,
    )


def zone_files_are_sources(world: Demo) -> None:
    """records_from: a zone file, relative to the declaration"""
    write(world, world.zones["child.example.test."].read_text(), "sources/child.zone", head=False)
    soa = on("-", "child.example.test. SOA skipped ignored")  # every change of a zone changes it
    expect_bad(world, "zones:\n  child.example.test:\n    records_from: {zonefile: sources/child.zone}\n", soa, 0)
    text = world.zones["child.example.test."].read_text().replace("192.0.2.100", "192.0.2.101")
    write(world, text, "sources/child.zone", head=False)
    wanted = soa + on("child_a child_b", "www.child.example.test. A critical rrset-differs")
    expect_bad(world, "zones:\n  child.example.test:\n    records_from: {zonefile: sources/child.zone}\n", wanted, 2)


def includes_anchors_and_merges(world: Demo) -> None:
    """include, anchors, aliases and merge keys"""
    part = "zones:\n  child.example.test:\n    records:\n      www: {type: A, value: 192.0.2.100}\n"
    write(world, part, "part/child.yaml", head=False)
    expect_bad(
        world,
        """
        include: [part/*.yaml]
        zones:
          example.test:
            records:
              mail: &mail {type: A, ttl: 3600, value: 192.0.2.25}
              mail2: {<<: *mail, value: 192.0.2.26}
        """,
        [],
        0,
    )


def faults_are_told_all_at_once(world: Demo) -> None:
    """every fault of a declaration, with file, line, column and the nearest key; nothing is asked; exit 3"""
    path = write(
        world,
        """\
        zones:
          example.test:
            recods: {}
            records:
              www: {type: A, valeu: 192.0.2.1}
              mail: {type: A, value: 192.0.2.256}
              mx: {type: MX, type: A, value: 192.0.2.1}
              x: {type: A, ttl: -1, value: 192.0.2.1}
              y: {type: A, value: 192.0.2.1}
              y: {type: A, value: 192.0.2.2}
        """,
        "faults.yaml",
        head=False,
    )
    done = run("check", "-f", "jsonl", path)
    expect_code(done, 3)
    expect("stdout", "", done.stdout)
    for part in (f"{path}:3:5: ", "records", f"{path}:5:", "value", f"{path}:6:", "192.0.2.256", f"{path}:7:", f"{path}:8:", f"{path}:10:"):
        expect_in("faults", part, done.stderr)


def a_plugin_says_on_stdout_why_nothing_was_judged(world: Demo) -> None:
    """-f nagios: faults, a missing file and wrong usage give a line on stdout, too, and exit 3"""
    path = write(world, "zones: {}\nfoo: 1\nbar: 2\n", "two-faults.yaml", head=False)
    missing = world.lab.directory / "no-such-file.yaml"
    for words, start, end in (
        ((path,), f"DIGDRIFT UNKNOWN: {path}:2:1: ", " (2 faults)\n"),
        ((missing,), f"DIGDRIFT UNKNOWN: {missing}: there is no file", " (1 fault)\n"),
        ((), "DIGDRIFT UNKNOWN: no declaration was named", "\n"),
        (("--no-such-option", path), "DIGDRIFT UNKNOWN: the command line cannot be read", "\n"),
    ):
        done = run("check", "-f", "nagios", *words)
        expect_code(done, 3)
        expect(f"{words}", (start, end, 1), (done.stdout[: len(start)], done.stdout[-len(end) :], done.stdout.count("\n")))
    expect("a file is no plugin", "", run("check", "-f", "nagios:/nonexistent/x", path).stdout)


def the_samples_are_sound(world: Demo) -> None:
    """each file of checks/ can be planned, and all of them as one directory"""
    samples = ROOT / "checks"
    for path in (samples, *sorted(samples.glob("*.yaml"))):
        done = run("check", "--dry-run", path)
        expect(f"{path}: faults", "", done.stderr)
        expect_code(done, 0)


def a_dry_run_says_who_would_be_asked(world: Demo) -> None:
    """-n: a line for each record, with zone, name, type and servers; the totals last"""
    text = """
    zones:
      stale.test:
        records:
          www: {type: A, value: 192.0.2.11}
          mail: {type: MX, value: 10 www.stale.test., ask: [192.0.2.7]}
    """
    lines = check(world, text, "-n").stdout.splitlines()
    expect_in("by the zone", "stale.test.  www.stale.test.  A  the name servers of stale.test.", lines)
    expect_in("by address", "stale.test.  mail.stale.test.  MX  192.0.2.7#53", lines)
    expect_in("totals", "2 expectations in 1 zone", lines[-1])
    with open("/dev/full", "w") as full:
        done = subprocess.run([PROGRAM, "check", "-n", world.lab.directory / "declaration.yaml"], stdout=full, stderr=subprocess.PIPE, text=True)
    expect("a full disk: the exit code", 3, done.returncode)
    expect_in("a full disk", "standard output cannot be written", done.stderr)


def usage_is_exit_3(world: Demo) -> None:
    """wrong usage and missing files: exit 3, one sentence on stderr"""
    for argv in (["check"], ["check", "--no-such-option", "x"], ["check", str(world.lab.directory / "no-such-file.yaml")]):
        done = run(*argv)
        expect_code(done, 3)
        expect(f"{done}: something on stderr", True, bool(done.stderr.strip()))
    done = run("check", "-f", "no-such-format", write(world, "zones: {}"))
    expect_code(done, 3)


DRIFTED = """
zones:
  stale.test:
    records:
      www: {type: A, ttl: 300, value: 192.0.2.11}
      same: {type: A, ttl: 300, value: 192.0.2.12}
"""


def text_reads_like_a_plan(world: Demo) -> None:
    """the text report names zone, record, server, reason and both values"""
    done = check(world, DRIFTED, "--")
    expect_code(done, 2)
    lines = done.stdout.splitlines()
    expect("the zone", "stale.test", lines[0].rstrip("."))
    expect_in("the finding", "~ www A", lines[1])
    for part in (KNOT.rstrip("."), world.at["knot"], "rrset-differs"):
        expect_in("the finding", part, lines[1])
    expect("values", ["- 192.0.2.11", "+ 192.0.2.10"], [line.strip() for line in lines[2:4]])
    expect_in("the last line", "4 expectations on 2 servers: 3 ok, 1 drift, 0 unknown, 0 skipped in ", lines[-1])
    expect("colour", False, "\x1b" in done.stdout)


def quiet_says_nothing_when_all_is_well(world: Demo) -> None:
    """--quiet: nothing when all is well, the drift when not"""
    done = check(world, GOOD, "--quiet")
    expect("output", ("", ""), (done.stdout, done.stderr))
    expect_code(done, 0)
    done = check(world, DRIFTED, "--quiet")
    expect_in("output", "192.0.2.10", done.stdout)
    expect_code(done, 2)


def formats_agree(world: Demo) -> None:
    """json, jsonl, junit, nagios and prometheus tell the same of one run"""
    names = ("json", "jsonl", "junit", "nagios", "prometheus")
    files = {name: world.lab.directory / f"report.{name}" for name in names}
    options = [word for name, path in files.items() for word in ("-f", f"{name}:{path}")]
    done = check(world, DRIFTED, *options)
    expect_code(done, 2)
    expect("stdout", "", done.stdout)
    text = {name: path.read_text() for name, path in files.items()}
    document = json.loads(text["json"])
    lines = [json.loads(line) for line in text["jsonl"].splitlines()]
    expect("json and jsonl", lines[:-1], document["verdicts"])
    expect("critical", 1, document["summary"]["critical"])
    expect_in("junit", 'failures="1"', text["junit"])
    expect("nagios", True, text["nagios"].split("\n")[0].upper().find("CRITICAL") >= 0)
    expect_in("prometheus", "# TYPE dns_check_state gauge", text["prometheus"])
    expect("prometheus ends with a newline", "\n", text["prometheus"][-1])


def an_interrupted_run_counts_everything(world: Demo) -> None:
    """SIGINT: every expectation still has its one verdict, what was not judged says so, exit 3"""
    records = "".join(f"      n{number}: {{type: A, value: 192.0.2.1}}\n" for number in range(50))
    text = (
        "defaults: {port: {port}}\nroot_hints: {hints}\nzones:\n"
        "  child.example.test:\n    records: {www: {type: A, value: 192.0.2.100}}\n"
        f"  dead.test:\n    records:\n{records}"
    )
    path = write(world, text, head=False)
    for signum in (signal.SIGINT, signal.SIGTERM):
        child = subprocess.Popen([PROGRAM, "check", "-f", "jsonl", path], stdout=subprocess.PIPE, text=True)
        first = child.stdout.readline()  # streamed, while the other zone's servers are waited for
        child.send_signal(signum)
        rest = child.stdout.read()
        child.wait()
        *rows, last = [json.loads(line) for line in (first + rest).splitlines()]
        expect(f"{signum.name}: exit code", 3, child.returncode)
        expect(f"{signum.name}: rows", 52, len(rows))
        expect(f"{signum.name}: summary", 52, last["summary"]["expectations"])
        reasons = {row["reason"] for row in rows if row["zone"].startswith("dead")}
        expect(f"{signum.name}: nobody was waited for", {"interrupted"}, reasons)


def a_report_is_whole_or_not_there(world: Demo) -> None:
    """a report that cannot be written: exit 3, said on stderr, no file; an old one stays"""
    path = write(world, GOOD)
    for target in ("/dev/full", "/no-such-directory/report.json"):
        done = run("check", "-f", f"json:{target}", path)
        expect_code(done, 3)
        expect_in(f"stderr of {done}", target, done.stderr)
    folder = world.lab.directory / "reports"
    folder.mkdir()
    (folder / "report.json").write_text("old")
    done = run("check", "-f", "json:report.json", path, cwd=folder)
    expect_code(done, 0)
    expect("files", ["report.json"], [each.name for each in folder.iterdir()])
    expect("the report", 0, json.loads((folder / "report.json").read_text())["summary"]["critical"])


def explain_tells_what_to_do(_: Demo) -> None:
    """explain: every code, one code, and the nearest to a slip"""
    done = run("explain")
    expect_code(done, 0)
    codes = [line.split()[0] for line in done.stdout.splitlines()]
    if len(codes) < 25 or "rrset-differs" not in codes:
        raise Failed(f"explain lists {codes}")
    for code in codes:
        one = run("explain", code)
        expect_code(one, 0)
        expect_in(code, "To do: ", one.stdout)
    slip = run("explain", "nxdomian")
    expect_code(slip, 3)
    expect_in("the nearest", 'did you mean "nxdomain"', slip.stderr)


if __name__ == "__main__":
    main(
        [
            good_declaration_is_ok,
            spelling_of_values_is_free,
            each_kind_of_drift_has_its_reason,
            matches_other_than_exact,
            stale_server_is_named,
            servers_that_do_not_answer_are_unknown,
            servers_without_authority_are_named,
            one_name_with_two_addresses,
            zones_that_cannot_be_found,
            name_server_without_address,
            drift_beats_unknown,
            groups_and_resolvers_are_asked,
            answers_through_an_alias,
            zone_files_are_sources,
            includes_anchors_and_merges,
            faults_are_told_all_at_once,
            the_samples_are_sound,
            a_plugin_says_on_stdout_why_nothing_was_judged,
            a_dry_run_says_who_would_be_asked,
            usage_is_exit_3,
            text_reads_like_a_plan,
            quiet_says_nothing_when_all_is_well,
            formats_agree,
            an_interrupted_run_counts_everything,
            a_report_is_whole_or_not_there,
            explain_tells_what_to_do,
        ],
        demo,
    )
