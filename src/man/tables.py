"""What the program says of itself, for manual pages and completions: commands, options, mnemonics."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SRC = Path(__file__).resolve().parents[1]
COLUMN = 28  # where --help begins the sentences


@dataclass(frozen=True)
class Option:
    """An entry of --help: "-f, --format FORMAT[:FILE]" has two words and an argument."""

    words: list[str]
    argument: str
    summary: str


def output(program: str, *argv: str) -> str:
    return subprocess.run([program, *argv], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL).stdout


def entries(text: str) -> Iterator[tuple[str, str]]:
    """Terms and their sentences, joined over lines."""
    term, words = "", []
    for line in text.splitlines():
        is_sentence = line.startswith(" " * COLUMN)
        if not is_sentence and term:
            yield term, " ".join(words)
            term, words = "", []
        if line.startswith("  ") and not is_sentence and line.strip():
            is_short = len(line) > COLUMN and line[COLUMN - 2 : COLUMN] == "  "
            term, words = (line[:COLUMN].strip(), [line[COLUMN:].strip()]) if is_short else (line.strip(), [])
        elif is_sentence and term:
            words.append(line.strip())
    if term:
        yield term, " ".join(words)


def option_of(term: str, summary: str) -> Option:
    """ "-p PORT", "+[no]cookie[=HEX]", "    --rate COUNT" """
    if term.startswith("+"):
        name, equals, argument = term.partition("=")
        is_optional = name.endswith("[")
        name = name.removesuffix("[")
        plain = name.replace("[no]", "")
        words = [plain] if not equals or is_optional else []
        words += [plain + "="] if equals else []
        words += [name.replace("[no]", "no")] if "[no]" in name else []
        return Option(words, argument.removesuffix("]") if is_optional else argument, summary)
    *first, last = term.split(", ")
    word, _, argument = last.partition(" ")
    return Option([*first, word], argument, summary)


def options(text: str) -> list[Option]:
    return [option_of(term, summary) for term, summary in entries(text) if term[0] in "+-"]


def commands(program: str) -> dict[str, str]:
    """Name and sentence of each."""
    text = output(program, "--help").partition("Commands:\n")[2]
    return dict(entries(text))


def command_options(program: str, command: str) -> list[Option]:
    return options(output(program, "-h") if command == "query" else output(program, command, "--help"))


def rows(table: str) -> list[str]:
    """The names of a .def table."""
    return re.findall(r'^[A-Z_]+\("?([\w-]+)"?', (SRC / table).read_text(), re.MULTILINE)


def types() -> list[str]:
    return rows("dns/types.def")


def classes() -> list[str]:
    table = (SRC / "dns/type.c").read_text().partition("classes[] = {")[2].partition("};")[0]
    return [name for name in re.findall(r'"(\w+)"', table) if not name.startswith("RESERVED")]


def reasons(program: str) -> list[str]:
    return re.findall(r"^([a-z0-9-]+) ", output(program, "explain"), re.MULTILINE)


def values(command: str, option: Option) -> list[str]:
    """What an option takes, where that is a closed list."""
    lists = {
        ("check", "--format"): lambda: rows("report/formats.def"),
        ("bulk", "--format"): lambda: rows("report/rows.def"),
        ("check", "--colour"): lambda: ["auto", "always", "never"],
        ("bulk", "--type"): types,
        ("query", "-t"): types,
        ("query", "-c"): classes,
    }
    found = lists.get((command, option.words[-1]))
    return found() if found else []


def takes_file(option: Option) -> bool:
    return "FILE" in option.argument and not option.words[0].startswith("+")
