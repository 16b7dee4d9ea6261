#!/usr/bin/python3
"""The manual: each option has its sentence, default and example, and the program takes the examples."""

import re
import subprocess
import sys

from story import PROGRAM, ROOT, Failed, expect, expect_in, main, run

MAN = ROOT / "src" / "man"
sys.path.insert(0, str(MAN))

import examples  # noqa: E402
import tables  # noqa: E402
import vocabulary  # noqa: E402

COMMANDS = ("check", "bulk", "explain")
WIDTH = 80
# Of RFC 8427, and what says the same in words.
MESSAGE = re.compile(r"^(ID|QR|AA|TC|RD|RA|AD|CD|CO|DO|Opcode|RCODE|[A-Z]{2}COUNT|Q(NAME|TYPE|CLASS|TYPEname|CLASSname)|\w+RRs|messageOctetsHEX)$")


def page(name: str) -> str:
    return subprocess.run(["/usr/bin/python3", "-B", MAN / "manual.py", name, PROGRAM], capture_output=True, text=True, check=True).stdout


def every_option_has_its_entry() -> None:
    """Each option of each command has an entry with a sentence and an example"""
    for command in ("query", *COMMANDS):
        text = page(f"digdrift-{command}.1").replace("\\", "")
        for option in tables.command_options(PROGRAM, command):
            if not option.summary:
                raise Failed(f"{command} {option.words[0]} has no sentence")
            found = re.search(rf"^\*{re.escape(option.words[0].removesuffix('='))}\*[^\n]*\n\t(.+)\n\n\tExample: (\S.*)$", text, re.MULTILINE)
            if found is None:
                raise Failed(f"digdrift-{command}(1) has no whole entry of {option.words[0]}")


def what_takes_a_value_says_more() -> None:
    """An option with a value says its default, has an example in its table, or lists what it takes"""
    for command in ("check", "bulk"):
        own = dict(examples.ROW.findall((ROOT / f"src/cli/{command}_settings.c").read_text()))
        for option in tables.command_options(PROGRAM, command):
            is_told = "default" in option.summary or bool(own.get(option.words[-1].removeprefix("--"))) or tables.values(command, option)
            if option.argument and not is_told:
                raise Failed(f"{command} {option.words[-1]}: neither default nor example")


def lookups_of_the_manual_are_understood() -> None:
    """`digdrift explain` reads each example of a lookup without a complaint"""
    silent = {"-h", "-v", "-f", "-k", "--from", "--save", "-x"}
    for option in tables.command_options(PROGRAM, "query"):
        if option.words[0] in silent:
            continue
        line = examples.of_lookup(option)
        done = run("explain", line)
        expect(f"{line}: exit", 0, done.code)
        for word in ("nvalid", "Couldn't", "ignoring", "no option"):
            if word in done.stderr:
                raise Failed(f"{line}: {done.stderr}")


def lookups_of_the_readme_are_understood() -> None:
    """`digdrift explain` reads each lookup of the README"""
    words = re.compile(r"^    (digdrift (?!check|bulk|explain).*?)(?:  .*|\||$)", re.MULTILINE)
    lines = [line.strip() for line in words.findall((ROOT / "README.md").read_text())]
    expect("lookups", True, len(lines) >= 5)
    for line in lines:
        if " -f " not in line:
            expect(f"{line}: exit", 0, run("explain", line).code)


def keys_of_declarations_are_there() -> None:
    """digdrift-checks(5): every key of the tables with its sentence"""
    text = page("digdrift-checks.5").replace("\\", "")
    for title, _, path, table in vocabulary.SECTIONS:
        expect_in("digdrift-checks(5)", f"# {title}\n", text)
        keys = vocabulary.keys(path, table)
        expect(f"{path}: rows of {table} that were read", max(vocabulary.count(path, table), 1), len(keys))
        for key in keys:
            expect_in("digdrift-checks(5)", f"*{key.name}*\n\t{key.summary}", text)


def members_of_json_are_there() -> None:
    """digdrift-query(1) names each member of +json that is not of RFC 8427"""
    done = run("+json", "+tries=1", "+timeout=1", "-p", "1", "@127.0.0.1", "example.com")
    text = page("digdrift-query.1")
    members = done.rows()[0]
    for name in members:
        if not MESSAGE.match(name):
            expect_in("digdrift-query(1)", f"*{name}*", text)
    for name in members["attempts"][0]:
        expect_in("digdrift-query(1)", name, text)


def help_fits_a_terminal() -> None:
    """No line of any help is wider than 80 columns"""
    for words in (["--help"], ["-h"], *([command, "--help"] for command in ("query", *COMMANDS))):
        lines = run(*words).stdout.splitlines()
        expect(f"{words}: lines", True, len(lines) > 3)
        expect(f"{words}: wide lines", [], [line for line in lines if len(line) > WIDTH])


if __name__ == "__main__":
    main(
        [
            every_option_has_its_entry, what_takes_a_value_says_more, lookups_of_the_manual_are_understood,
            lookups_of_the_readme_are_understood,
            keys_of_declarations_are_there, members_of_json_are_there, help_fits_a_terminal,
        ]
    )
