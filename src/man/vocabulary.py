"""The keys of declarations, read from the tables of fields in src/declare and src/check."""

import re
from dataclasses import dataclass

from tables import SRC

TABLE = re.compile(r"^static const struct field (\w+)\[\] = \{\n(.*?)^\};", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r'\{ \.name = "(\w+)",\s*\.type = FIELD_(\w+)(.*?)\.summary = "((?:[^"\\]|\\.)*)"', re.DOTALL)
PLACED = re.compile(r'^\t\{ "(\w+)",\s*FIELD_(\w+),(.*?),\s*"((?:[^"\\]|\\.)*)",', re.MULTILINE)
KINDS = {
    "STR": "text", "STR_LIST": "text or a list", "NAME": "a domain name", "NAME_LIST": "domain names", "TYPE": "an RR type",
    "RCODE": "a response code", "U32": "a number", "BOOL": "true or false", "DURATION": "a duration", "CHOICE": "a word",
    "CHOICES": "a word or a list", "GROUP": "a mapping", "NODE": "",
}  # fmt: skip


@dataclass(frozen=True)
class Key:
    name: str
    kind: str
    is_required: bool
    summary: str


def body(path: str, table: str) -> str:
    return dict(TABLE.findall((SRC / path).read_text())).get(table, "")


def count(path: str, table: str) -> int:
    """Rows of the table, read or not."""
    return len(re.findall(r'^\t\{ (?:\.name = )?"', body(path, table), re.MULTILINE))


def keys(path: str, table: str) -> list[Key]:
    return [
        Key(name, KINDS.get(kind, ""), "FIELD_REQUIRED" in rest, summary)
        for pattern in (NAMED, PLACED)
        for name, kind, rest, summary in pattern.findall(body(path, table))
    ]


# Where a mapping stands, and the table that reads it.
SECTIONS = (
    ("THE FILE", "at the top", "declare/load_file.c", "fields"),
    ("DEFAULTS", "below *defaults*", "declare/load_defaults.c", "fields"),
    ("DEFAULTS, RTT", "below *defaults*, *rtt*", "declare/load_defaults.c", "rtt_fields"),
    ("DEFAULTS, RATE", "below *defaults*, *rate*", "declare/load_defaults.c", "rate_fields"),
    ("ZONES", "below *zones* and the name of a zone", "declare/load_zone.c", "own_fields"),
    ("RECORDS FROM A FILE", "below *records\\_from*", "declare/load_zone.c", "from_fields"),
    ("RECORDS", "below *records* and an owner: a mapping or a list of them", "declare/record_yaml.c", "fields"),
    ("CHECKS", "in the list *checks*, for a question", "check/query_spec.c", "entry_fields"),
    ("QUESTIONS", "below *query*", "check/query_spec.c", "question_fields"),
    ("ANSWERS", "below *expect*", "check/query_spec.c", "wanted_fields"),
    ("ANSWERS, RTT", "below *expect*, *rtt*", "check/query_spec.c", "limit_fields"),
    ("REVERSE", "below *reverse*, in the list *checks*", "check/kinds/kind_reverse.c", "reverse_fields"),
)
