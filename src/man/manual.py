#!/usr/bin/python3
"""Writes a manual page for scdoc; commands, options, keys and reasons come from the tables: manual.py PAGE PROGRAM"""

import re
import sys

import examples
import tables
import vocabulary
from tables import Option, output

HEAD = """digdrift(1)

# NAME

digdrift - look up DNS records, check declared ones against what is served, export the verdicts

# SYNOPSIS

*digdrift* [*query*] [@_server_ ...] [_name_] [_type_] [_class_] [-_flag_ ...] [+_option_ ...] ...++
*digdrift* *check* [_options_] _FILE_|_DIR_ ...++
*digdrift* *bulk* [_options_] [@_server_ ...] [_FILE_]++
*digdrift* *explain* [_CODE_|'_dig-line_']

# DESCRIPTION

The first word is a command only if it is exactly one of those below; anything else is a lookup in dig's grammar. Called
through a link named *dig* the program keeps dig's streams and dig's exit codes.

"""

TAIL = """# EXIT STATUS

*check*: 0 as declared, 1 warnings only, 2 drift, 3 something could not be evaluated, or usage. 2 beats 3 beats 1.

*lookups*: 0 data, 1 usage or local failure, 3 NXDOMAIN, 4 no data, 5 SERVFAIL, 6 REFUSED or NOTAUTH, 7 any other response code,
8 batch file unreadable, 9 no reply, 10 internal, 11 transfer failed or incomplete, 12 TSIG failed, 13 TLS failed, 14
unparseable reply, 15 bogus by DNSSEC (with *+validate*). Several lookups: the largest. *+all-ns*, *+compare* and *+trace*: 2 when servers differ or a fault was found, else 9
when one gave no reply, else as above. *+count*: 9 when a server never replied.

*bulk*: 0 a reply for each line, 1 lines that could not be asked, an output that cannot be opened, or usage, 8 file unreadable, 9 lines without a reply, 10 internal.

# VALIDATION

*+validate* judges the reply by DNSSEC, from a trust anchor down the chain of DS and DNSKEY to the records, or to the NSEC or NSEC3
that prove that they are not there: *secure*; *insecure*, proven to be unsigned, or signed only by what cannot be checked, which is then
called unsupported; *bogus*, which ought to be signed well and is not; *indeterminate*, without an anchor above, or with a part of the
chain that could not be fetched. The reason follows in words, then each link of the chain with its key and the days until its
signature expires. Where a resolver replied (RA), it is asked for the chain, with CD set; else the authoritative servers
from the root down (*+roothints*). The anchors are those of the root that IANA publishes, or those of *+trust-anchor*.

With *+json* the member *validation* holds _status_, _why_, _unsupported_, _expires_ and _expiresIn_ (seconds) of the signature that expires
first, the numbers of _questions_ asked and _verifications_ made, and _steps_: _name_, _what_, _status_, _why_, _key_ (_signer_, _tag_,
_algorithm_, _algorithmName_) or null, _expires_, _expiresIn_.

# FILES

_~/.digrc_
	options of every lookup, as for dig

_/etc/resolv.conf_
	servers of lookups without @_server_ and of *ask: [system]*

# ENVIRONMENT

*SSL_CERT_FILE*
	CAs in PEM in place of the system's, for *+tls-ca* without a file and for declared servers over TLS and HTTPS

*NO_COLOR*
	when set and not empty, no colour unless *--colour* always

# EXAMPLES

	digdrift +short example.com MX

	digdrift +all-ns www.example.com

	digdrift @192.0.2.53 @198.51.100.53 +compare example.com SOA

	digdrift +trace www.example.com

	digdrift +validate www.example.com

	digdrift @192.0.2.53 +validate +trust-anchor=root.key +roothints=root.hints www.example.com

	digdrift @192.0.2.53 +as-check example.com MX > mx.yaml && digdrift check mx.yaml

	digdrift @192.0.2.53 +count=20 +interval=200ms example.com

	digdrift explain 'dig @192.0.2.53 +norec +nsid example.com'

	digdrift +tls-ca +tls-hostname=dns.quad9.net @9.9.9.9 example.com

	digdrift +tls-pin=Yy5BSO2dPwm6WCMhr0lUwkBT/WhUDZM3Idr9LNRnEhI= @192.0.2.53 example.com

	digdrift @https://dns.example/dns-query example.com AAAA

	digdrift check --quiet /etc/digdrift

	digdrift check -f text -f prometheus:/var/lib/prometheus/node-exporter/digdrift.prom zone.yaml

	digdrift bulk -t AAAA @192.0.2.53 names.txt
"""


SEE = """# SEE ALSO

*digdrift*(1), *digdrift-query*(1), *digdrift-check*(1), *digdrift-bulk*(1), *digdrift-explain*(1), *digdrift-checks*(5)
"""

JSON = """# JSON

*+json* prints one object a lookup, a line each. The members of the message are those of RFC 8427, and these:

*RCODEname*, *EDNS*
	the whole response code in words; version, UDP size, flags and options of EDNS, each option an object

*server*, *transport*
	who answered, as name, address and port; udp, tcp, tls or https

*dateString*, *dateSeconds*
	when the answer came

*rtt_us*, *total_us*, *size*
	microseconds of the last attempt and of all; octets of the message

*attempts*
	every message that was sent: server, transport, cause, outcome, rtt_us, rcode, size, why

*dropped*
	messages that came and were not the answer, each with its reason

*error*
	null, or an object of code and text

"""

CHECKS_HEAD = """digdrift-checks(5)

# NAME

digdrift-checks - declarations for *digdrift check*

# DESCRIPTION

A declaration is YAML. Scalars are read as text: NO, 1:30 and 0x10 mean what they show; anchors and merge keys work.
Durations are numbers with a unit: 500ms, 2s, 5m, 7d. A fault is told as file:line:column with the nearest key, all
faults at once, and then nothing is asked. octoDNS zone files are declarations as they are.

```
zones:
  example.com:
    records:
      www: {type: A, ttl: 300, values: [192.0.2.1, 192.0.2.2]}
      old-vpn: {type: A, rcode: NXDOMAIN}
```

"""


def escaped(text: str) -> str:
    """scdoc takes these characters for itself."""
    return re.sub(r"([*_\\#~\[\]<>.+`-])", r"\\\1", text)


def literal(text: str) -> str:
    return "```\n" + text.rstrip().replace("\t", "        ") + "\n```\n\n"


def default_of(option: Option) -> str:
    """Told where the sentence does not: what "no" clears is off unless it says on."""
    is_switch = any(word.startswith("+no") for word in option.words[1:])
    is_told = "(" in option.summary or "default" in option.summary or option.words[0] in ("+all", "+idn")
    return "" if is_told or not is_switch else " (off)"


def entry(option: Option, example: str) -> str:
    words = "*, *".join(escaped(word.removesuffix("=")) for word in dict.fromkeys(w.removesuffix("=") for w in option.words))
    equals = "=" if option.words[0].startswith("+") else " "
    argument = f"{equals if not option.argument.startswith('[') else ''}_{escaped(option.argument)}_" if option.argument else ""
    return f"*{words}*{argument}\n\t{escaped(option.summary + default_of(option))}\n\n\tExample: {escaped(example)}\n\n"


def overview(program: str) -> str:
    text = HEAD + "# COMMANDS\n\n" + literal(output(program, "--help"))
    text += "# REASON CODES\n\n" + literal(output(program, "explain"))
    return text + TAIL + "\n" + SEE


def query(program: str) -> str:
    found = tables.command_options(program, "query")
    text = "digdrift-query(1)\n\n# NAME\n\ndigdrift-query - look names up, with dig's command line\n\n# SYNOPSIS\n\n"
    text += "*digdrift* [*query*] [@_server_ ...] [_name_] [_type_] [_class_] [-_flag_ ...] [+_option_ ...] ...\n\n"
    text += "# DESCRIPTION\n\nWhat stands before the first name holds for every lookup, what stands behind a name for that lookup. "
    text += "Defaults stand in brackets. Any form of an option that is long enough to be clear is taken.\n\n"
    for title, first in (("FLAGS", "-"), ("OPTIONS", "+")):
        text += f"# {title}\n\n" + "".join(entry(one, examples.of_lookup(one)) for one in found if one.words[0][0] == first)
    return text + JSON + SEE


def command(name: str, program: str) -> str:
    usage = output(program, name, "--help").splitlines()[0].removeprefix("usage: digdrift " + name)
    text = f"digdrift-{name}(1)\n\n# NAME\n\ndigdrift-{name} - {escaped(tables.commands(program)[name])}\n\n"
    text += f"# SYNOPSIS\n\n*digdrift {name}*{escaped(usage)}\n\n# OPTIONS\n\n"
    text += "".join(entry(one, examples.of_command(name, one)) for one in tables.command_options(program, name))
    return text + MORE.get(name, "") + SEE


MORE = {
    "check": """# JSON

*-f jsonl* prints one object for each expectation and server, a line each, and a summary as the last line; *-f json* has
the same objects as the list *verdicts* of one document, beside *summary*. Every object has all of these members.

*state*, *reason*, *kind*, *check*
	ok, warning, critical, unknown or skipped; the reason code or null; the kind of check; the name it was given

*zone*, *name*, *type*, *server*, *address*, *transport*
	what was asked and whom

*expected*, *actual*
	what was declared and what was served: lists of rdata in presentation form

*expected_other*, *actual_other*
	what either has beside rdata, such as NXDOMAIN, ttl 600, 2 records or a pattern: lists of words

*ttl*, *rtt_us*
	as served; microseconds of the last attempt

*detail*, *since*, *file*, *line*, *again*
	words beside the reason; null; where it was declared; the command that shows it again

""",
    "bulk": """# INPUT

A name a line, with a type and @_server_ behind it where they differ from the command line's; empty lines and those
that begin with # or ; are passed over. Every other line has exactly one row.

# RESUMING

*--resume* reads which lines have a row from the output file itself. A row that was cut, and the rows that an interrupt
left unanswered, are asked again. The input, the format and *--ids* must be those of the first run.

	digdrift bulk --resume --ids -o rows.tsv @192.0.2.53 names.txt

# TOTALS

Standard error ends with the totals, also after Ctrl-C: lines = rows = replies + failures + invalid + kept.

""",
}


def checks(program: str) -> str:
    text = CHECKS_HEAD
    for title, place, path, table in vocabulary.SECTIONS:
        text += f"# {title}\n\nKeys {place}.\n\n"
        for key in vocabulary.keys(path, table):
            about = "; ".join(word for word in (key.kind, "required" if key.is_required else "") if word)
            text += f"*{escaped(key.name)}*\n\t{escaped(key.summary)}" + (f" ({about})" if about else "") + "\n\n"
    return text + SEE


PAGES = {
    "digdrift.1": overview,
    "digdrift-query.1": query,
    "digdrift-check.1": lambda program: command("check", program),
    "digdrift-bulk.1": lambda program: command("bulk", program),
    "digdrift-explain.1": lambda program: command("explain", program),
    "digdrift-checks.5": checks,
}

if __name__ == "__main__":
    print(PAGES[sys.argv[1]](sys.argv[2]), end="")
