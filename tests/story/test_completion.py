#!/usr/bin/python3
"""Completion: what the shells offer is what the tables hold, and what they offer the program takes."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from story import PROGRAM, ROOT, Failed, expect, expect_in, main

sys.path.insert(0, str(ROOT / "src" / "man"))

import tables  # noqa: E402

FOLDER = Path(os.environ["COMPLETIONS"])
FILES = {"bash": "digdrift.bash", "zsh": "_digdrift", "fish": "digdrift.fish"}
SETTINGS = re.compile(r'^\t\{ "([a-z0-9-]+)",\s+(?:\'(\w)\'|0),', re.MULTILINE)
PLUS = re.compile(r'^\t\{ "([a-z0-9-]+)",[^\n]*\.summary', re.MULTILINE)
FLAG = re.compile(r"^\t\{ '(\w)',[^\n]*\"[^\n]* \},$", re.MULTILINE)

ASK = """
source %(file)s
COMP_WORDS=(%(words)s)
COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
_digdrift
printf '%%s\\n' "${COMPREPLY[@]}"
"""


def offered(*words: str) -> list[str]:
    """What bash offers for the last word."""
    line = " ".join("'" + word + "'" for word in ("digdrift", *words))
    script = ASK % {"file": FOLDER / FILES["bash"], "words": line}
    done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    expect(f"{line}: errors", "", done.stderr)
    return [word for word in done.stdout.splitlines() if word]


def source(path: str) -> str:
    return (ROOT / "src" / path).read_text()


def in_the_sources() -> dict[str, set[str]]:
    """Every option, as the tables of the program are written."""
    found = {}
    for command in ("check", "bulk"):
        rows = SETTINGS.findall(source(f"cli/{command}_settings.c"))
        found[command] = {f"--{name}" for name, _ in rows} | {f"-{letter}" for _, letter in rows if letter}
    found["query"] = {f"-{letter}" for letter in FLAG.findall(source("cli/dig_flag.c"))}
    found["plus"] = {f"+{name}" for name in PLUS.findall(source("cli/dig_option_rows.c"))}
    return found


def bash_offers_every_option() -> None:
    """bash: every option of every table"""
    found = in_the_sources()
    for command, least in (("check", 10), ("bulk", 15), ("query", 15), ("plus", 60)):
        if len(found[command]) < least:
            raise Failed(f"{command}: only {len(found[command])} options were found in the sources")
    for command in ("check", "bulk", "query"):
        words = [command, "-"] if command != "query" else ["-"]
        missing = found[command] - set(offered(*words))
        expect(f"{command}: options that are not offered", set(), missing)
    plus = {word.removesuffix("=") for word in offered("+")}
    expect("+options that are not offered", set(), found["plus"] - plus)


def every_shell_has_every_option() -> None:
    """zsh and fish: every option stands in their completions, too"""
    for shell in ("zsh", "fish"):
        text = (FOLDER / FILES[shell]).read_text()
        for name in sorted(in_the_sources()["plus"]):
            expect_in(shell, name, text)
        for command in ("check", "bulk"):
            for option in tables.command_options(PROGRAM, command):
                for word in option.words:
                    expect_in(shell, word if shell == "zsh" else f" {'-s' if len(word) == 2 else '-l'} {word.lstrip('-')} ", text)


def bash_offers_what_fits() -> None:
    """bash: commands, types, values of closed lists, files and nothing, each in its place"""
    rows = (
        (["che"], ["check"]),
        (["bulk", "-f", ""], ["text", "csv", "jsonl"]),
        (["bulk", "--format", "=", "j"], ["jsonl"]),
        (["bulk", "--format", "="], ["text", "csv", "jsonl"]),
        (["check", "--colour", "a"], ["auto", "always"]),
        (["check", "-f", "ju"], ["junit"]),
        (["bulk", "--rate", ""], []),
        (["bulk", "README"], ["README.md"]),
        (["bulk", "-o", "README"], ["README.md"]),
        (["-t", "NAPT"], ["NAPTR"]),
        (["example.com", "SS"], ["SSHFP"]),
        (["-c", "H"], ["HS", "HESIOD"]),
        (["-f", "README"], ["README.md"]),
        (["example.com", "+shor"], ["+short"]),
        (["+noshor"], ["+noshort"]),
        (["+bufs"], ["+bufsize", "+bufsize="]),
        (["explain", "rrset-d"], ["rrset-differs"]),
        (["example.com", "ch"], []),
    )
    for words, wanted in rows:
        actual = offered(*words)
        expect(" ".join(words), wanted, actual)


def other_shells_read_it() -> None:
    """zsh and fish take their completions without an error, where they are installed"""
    for shell in ("zsh", "fish"):
        if shutil.which(shell) is None:
            print(f"skipped: {shell} is not installed")
            continue
        done = subprocess.run([shell, "-n", str(FOLDER / FILES[shell])], capture_output=True, text=True, check=False)
        expect(shell, (0, ""), (done.returncode, done.stderr))


if __name__ == "__main__":
    main([bash_offers_every_option, every_shell_has_every_option, bash_offers_what_fits, other_shells_read_it])
