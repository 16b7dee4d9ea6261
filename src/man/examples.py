"""Examples of the manual pages: values for options that take one, and lines from the program's tables."""

import re

import tables
from tables import SRC, Option

# Behind "=" or after the flag.
VALUES = {
    "+bufsize": "4096",
    "+cookie": "0123456789abcdef",
    "+count": "20",
    "+domain": "example.com",
    "+edns": "0",
    "+ednsflags": "0x4000",
    "+ednsopt": "NSID",
    "+interval": "200ms",
    "+ndots": "2",
    "+opcode": "NOTIFY",
    "+padding": "128",
    "+proxy": "192.0.2.1-192.0.2.53",
    "+proxy-plain": "192.0.2.1-192.0.2.53",
    "+qid": "4711",
    "+retry": "4",
    "+root-hints": "root.hints",
    "+split": "8",
    "+subnet": "203.0.113.0/24",
    "+timeout": "2",
    "+tls-ca": "ca.pem",
    "+tls-certfile": "client.pem",
    "+tls-hostname": "dns.example",
    "+tls-keyfile": "client.key",
    "+tls-pin": "Yy5BSO2dPwm6WCMhr0lUwkBT/WhUDZM3Idr9LNRnEhI=",
    "+tries": "3",
    "+trust-anchor": "root.key",
    "-b": "192.0.2.10",
    "-c": "CH",
    "-f": "names.txt",
    "-k": "transfer.key",
    "-p": "5353",
    "-q": "mx",
    "-t": "MX",
    "-x": "192.0.2.1",
    "-y": "hmac-sha256:name:c2VjcmV0",
    "--from": "seen.pcap",
    "--save": "seen.pcap",
}
PATHS = ("+https", "+http-plain")  # and their methods
OPERANDS = {"check": "zone.yaml", "bulk": "names.txt", "explain": "rrset-differs"}
NAMED = {"-q", "-x", "-h", "-v", "--from"}  # need no name beside them
ROW = re.compile(r'\{ "([a-z0-9-]+)",[^"\n]*(?:"[^"\n]*",|NULL,)\s*"(?:[^"\\\n]|\\.)*",\s*(?:"((?:[^"\\\n]|\\.)*)"|NULL), \w+ \}')


def plausible(option: Option) -> str:
    """For rows that are new: a number, or the word that help shows."""
    return {"N": "1", "COUNT": "100", "T": "1s", "DURATION": "1s"}.get(option.argument, option.argument)


def of_lookup(option: Option) -> str:
    word = option.words[0].removesuffix("=")
    value = VALUES.get(word) or ("/dns-query" if word.startswith(PATHS) else plausible(option))
    is_plus = word.startswith("+")
    shown = word + (f"={value}" if value and is_plus else "") + (f" {value}" if value and not is_plus else "")
    return f"digdrift {shown}" + ("" if word in NAMED or word == "-f" else " example.com")


def of_command(command: str, option: Option) -> str:
    """The table's own, else the option with what the command works on."""
    table = SRC / "cli" / f"{command}_settings.c"
    own = dict(ROW.findall(table.read_text())) if table.exists() else {}
    example = own.get(option.words[-1].removeprefix("--"), "")
    if example.startswith("digdrift "):
        return example
    if not example and option.argument:
        example = f"{option.words[-1]} {value_of(command, option)}"
    return f"digdrift {command} {example or option.words[-1]} {OPERANDS.get(command, '')}".rstrip()


def value_of(command: str, option: Option) -> str:
    found = tables.values(command, option)
    return found[0] if found else plausible(option)
