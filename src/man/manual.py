#!/usr/bin/python3
"""Writes digdrift(1) for scdoc; commands, options and reasons come from the program's own tables: manual.py PROGRAM"""

import subprocess
import sys

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
unparseable reply. Several lookups: the largest. *+all-ns*, *+compare* and *+trace*: 2 when servers differ or a fault was found, else 9
when one gave no reply, else as above. *+count*: 9 when a server never replied.

*bulk*: 0 a reply for each line, 1 lines that could not be asked, 8 file unreadable, 9 lines without a reply, 10 internal.

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


def output(*argv: str) -> str:
    return subprocess.run(argv, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL).stdout


def literal(text: str) -> str:
    return "```\n" + text.rstrip().replace("\t", "        ") + "\n```\n\n"


def main(program: str) -> None:
    text = HEAD + "# COMMANDS\n\n" + literal(output(program, "--help"))
    text += "# LOOKUPS\n\n" + literal(output(program, "-h"))
    for command in ("check", "bulk"):
        text += f"# {command.upper()}\n\n" + literal(output(program, command, "--help"))
    text += "# REASON CODES\n\n" + literal(output(program, "explain"))
    print(text + TAIL, end="")


if __name__ == "__main__":
    main(sys.argv[1])
