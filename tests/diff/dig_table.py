"""Reads tables of command lines: which section asks whom, and where the reference itself is wrong or older.

    # a comment
    [title | @{nsd} -p {port}]         a section: words before each of its lines; {names} are filled in
    example.test MX                    a line, split as a shell does
    HOME={files}/rc example.test       settings of the environment, and < FILE for standard input
        9.18: why it differs           behind a line: an expected difference from that version ("any": from all)
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTION = re.compile(r"^\[([^|\]]*)(?:\|(.*))?\]$")
REASON = re.compile(r"^\s+(any|\d+\.\d+): (\S.*)$")
SETTING = re.compile(r"^([A-Z_]+)=(.*)$")


@dataclass
class Line:
    """A line of a table; reasons: version of the reference to why it differs."""

    place: str
    text: str
    reasons: dict[str, str] = field(default_factory=dict)

    def parse(self, words: dict[str, object]) -> tuple[list[str], dict[str, str], str | None]:
        """Arguments, environment, and the file of standard input."""
        argv, settings, stdin = [], {}, None
        parts = [part.format(**words) if "{" in part else part for part in shlex.split(self.text)]
        while parts and (match := SETTING.match(parts[0])):
            settings[match[1]] = match[2]
            del parts[0]
        if "<" in parts:
            at = parts.index("<")
            stdin = parts[at + 1]
            del parts[at : at + 2]
        argv += parts
        return argv, settings, stdin

    def reason(self, version: str) -> str | None:
        return self.reasons.get(version, self.reasons.get("any"))


def _with_prefix(prefix: str, text: str) -> str:
    """The section's words stand behind the settings of the line."""
    settings = []
    while match := re.match(r"[A-Z_]+=\S*\s+", text):
        settings.append(match[0])
        text = text[match.end() :]
    return "".join(settings) + (prefix + " " + text).strip()


def read(path: Path) -> Iterator[Line]:
    """Every line of a table; ValueError names the place of what is no line."""
    prefix, last = "", None
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        place = f"{path.name}:{number}"
        if not text.strip() or text.startswith("#"):
            continue
        if match := SECTION.match(text):
            prefix = (match[2] or "").strip()
        elif match := REASON.match(text):
            if last is None:
                raise ValueError(f"{place}: a reason without a line")
            last.reasons[match[1]] = match[2]
        elif text[0].isspace():
            raise ValueError(f"{place}: wanted VERSION: REASON")
        else:
            if last is not None:
                yield last
            last = Line(place, _with_prefix(prefix, text))
    if last is not None:
        yield last
