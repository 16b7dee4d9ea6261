#!/usr/bin/python3
"""dig and the program under the name of dig, side by side: the same lines, the same servers, the same text.

    dig.py [--dig PATH] [--private] TABLE ...

Standard output, standard error and the exit code must be equal, once ids, cookies and times are blanked.  Records
are sorted where a server turns them round.  A line with a reason (see dig_table.py) must differ: a reason that no
longer holds fails the test too.  With --private all runs in a network of its own, where the servers have port 53
and /etc/resolv.conf names the lab's resolver.
"""

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), *(str(HERE.parent / room) for room in ("story", "hostile", "."))]

import dig_private  # noqa: E402
import dig_shapes  # noqa: E402
import dig_table  # noqa: E402
from lab import lab as lab_module  # noqa: E402
from lab.demo import demo  # noqa: E402
from lab.process import Missing  # noqa: E402
from server import Server  # noqa: E402
from story import PROGRAM, SKIPPED  # noqa: E402

SECONDS = 60
WORKERS = 4
FILES = HERE / "dig" / "files"
# What differs between two runs of one program.
CHANGING = tuple(
    (re.compile(pattern, re.M), by)
    for pattern, by in (
        (r"^(; <<>> DiG ).*?( <<>>)", r"\1V\2"),
        (r"^(DiG )\S+$", r"\1V"),
        (r"(, id: )\d+", r"\1N"),
        (r"^(\s+id: )\d+$", r"\1N"),
        (r"^( {12}(?:CLIENT|SERVER): )[0-9a-f]+$", r"\1X"),
        (r"(COOKIE: )[0-9a-f]{16,}( \((?:good|echoed|bad)\))?", r"\1X\2"),
        (r"^(;; Query time: )\d+ (msec|usec)$", r"\1N \2"),
        (r"^(;; WHEN: ).*$", r"\1T"),
        (r"( in )\d+( ms| us)", r"\1N\2"),
        (r"(!!timestamp )\S+", r"\1T"),
        (r"(expected ID )\d+(, got )\d+", r"\1N\2N"),
        (r"(^\d+ bytes\n)[0-9a-f]{2} [0-9a-f]{2}(.*) {9}..", r"\1II II\2         II"),
        (r"(TSIG\s+\S+ )\d+ (\d+) (0|[1-9]\d* \S+) \d+ ", r"\1T \2 MAC N "),
    )
)
# What dig has changed since: the text of the older one to that of the newer one, or what it did not say yet.
RENEWED = {
    "9.18": (
        (re.compile(r"^; TCP KEEPALIVE:", re.M), "; TCP-KEEPALIVE:"),
        (re.compile(r"^; PAD:", re.M), "; PADDING:"),
        (re.compile(r"^; OPT=5:", re.M), "; DAU:"),
        (re.compile(r"^; OPT=6:", re.M), "; DHU:"),
        (re.compile(r"^; OPT=7:", re.M), "; N3U:"),
        (re.compile(r"^          TCP KEEPALIVE:", re.M), "          TCP-KEEPALIVE:"),
        (re.compile(r"^( {10})COOKIE: ([0-9a-f]{16})$", re.M), r"\1COOKIE:\n\1  CLIENT: \2"),
        (
            re.compile(r"^( {10})COOKIE: ([0-9a-f]{16})([0-9a-f]*) \((\w+)\)$", re.M),
            r"\1COOKIE:\n\1  CLIENT: \2\n\1  SERVER: \3\n\1  STATUS: \4",
        ),
        (re.compile(r"^( {10}EXPIRE: \d+) \((.*)\)$", re.M), r"\1 # \2"),
    ),
}
UNSAID = {"9.18": re.compile(r"^;; missing question section\n", re.M)}
RECORD = re.compile(r"^(?:[^;\s]\S*\s.*\b(?:IN|CH|CLASS\d+)\s|        - ')")
ROTATING = ("resolver", "bind", "-f ")
# A trace asks one server of several at each step.
STEP = re.compile(r"^(;; Received )\d+( bytes from )\S+( in N ms)$", re.M)
TTL = re.compile(r"\t\d+\t(?=IN\t)")


def version_of(path: str) -> str:
    text = subprocess.run([path, "-v"], capture_output=True, text=True, timeout=SECONDS)
    match = re.search(r"DiG (\d+\.\d+)", text.stderr + text.stdout)
    if match is None:
        raise Missing(f"{path} is no dig")
    return match[1]


def blank(text: str) -> str:
    for pattern, by in CHANGING:
        text = pattern.sub(by, text)
    return text


def settle(text: str, line: str, is_turning: bool) -> list[str]:
    """The lines of a text, with each run of records sorted where the order is the server's whim."""
    text = blank(text)
    is_turning = is_turning or any(word in line for word in ROTATING)
    if "{resolver}" in line:
        text = TTL.sub("\tT\t", text)
    if "+trace" in line:
        text = STEP.sub(r"\1N\2A\3", text)
    lines = text.split("\n")
    if "+nssearch" in line or ("+short" in line and is_turning):
        return sorted(lines)
    if not is_turning:
        return lines
    out, records = [], []
    for each in lines:
        if RECORD.match(each):
            records.append(each)
            continue
        out += [*sorted(records), each]
        records = []
    return out + sorted(records)


class Pair:
    """The two programs, and the words that lines may use."""

    def __init__(self, dig: str, words: dict[str, object], is_private: bool):
        self.dig, self.words, self.is_private = dig, words, is_private
        self.version = version_of(dig)

    def _run(self, path: str, line: dig_table.Line) -> list[str]:
        argv, settings, stdin = line.parse(self.words)
        env = {"PATH": os.environ["PATH"], "TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"} | settings
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                env[name] = os.environ[name]
        given = Path(self.words["files"], stdin).read_bytes() if stdin else b""
        done = subprocess.run(
            ["dig", *argv], executable=path, input=given, capture_output=True, timeout=SECONDS, env=env, cwd=self.words["files"]
        )
        parts = [f"exit {done.returncode}"]
        for name, data in (("stdout", done.stdout), ("stderr", done.stderr)):
            text = data.decode("utf-8", "backslashreplace")
            if path == self.dig:
                for pattern, by in RENEWED.get(self.version, ()):
                    text = pattern.sub(by, text)
            elif self.version in UNSAID:
                text = UNSAID[self.version].sub("", text)
            parts += [f"--- {name}", *settle(text, line.text, self.is_private)]
        return parts

    def difference(self, line: dig_table.Line) -> str:
        """What differs, as text; nothing where nothing does."""
        try:
            theirs, ours = self._run(self.dig, line), self._run(PROGRAM, line)
        except subprocess.TimeoutExpired as late:
            return f"{late.cmd[0]}: no end in {SECONDS} s"
        return "\n".join(difflib.unified_diff(theirs, ours, "dig", "digdrift", lineterm="", n=3))

    def fault(self, line: dig_table.Line) -> str:
        """What is wrong with a line: a difference without a reason, or a reason without a difference."""
        reason, difference = line.reason(self.version), self.difference(line)
        shown = f"{line.place}: dig {line.text}"
        if reason and not difference:
            return f"{shown}\nno longer differs from dig {self.version}: drop the reason ({reason})"
        return "" if reason or not difference else f"{shown}\n{difference}"


def fill(directory: str, words: dict[str, object]) -> None:
    """The files that lines name, with addresses and ports filled in."""
    for file in FILES.iterdir():
        text = file.read_text(encoding="utf-8")
        for word, value in words.items():
            text = text.replace("{" + word + "}", str(value))
        Path(directory, file.name).write_text(text, encoding="utf-8")
    home = Path(directory, "home")
    home.mkdir()
    for file in Path(directory).glob("rc-*"):
        (home / file.name).mkdir()
        file.rename(home / file.name / ".digrc")


@contextmanager
def world(dig: str, is_private: bool):
    if is_private:
        lab_module.PORTS = range(53, 54)
    with demo() as lab, Server(dig_shapes.find) as hostile, tempfile.TemporaryDirectory(prefix="dig.") as directory:
        words = lab.at | {"port": lab.port, "at6": lab.at6 or "::1", "files": directory, "home": f"{directory}/home"}
        words |= {"hostile": hostile.host, "udp_only": hostile.udp_only, "nobody": hostile.nobody, "hport": hostile.port}
        fill(directory, words)
        if is_private:
            dig_private.use_resolver(Path(directory), lab.at["resolver"])
        yield Pair(dig, words, is_private)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--dig", default=os.environ.get("DIG") or shutil.which("dig"), help="the reference (dig in PATH)")
    parser.add_argument("--private", action="store_true", help="in a network of its own")
    parser.add_argument("--only", default="", help="lines that hold this text")
    parser.add_argument("tables", nargs="+", type=Path)
    return parser.parse_args()


def main() -> int:
    arguments = read_arguments()
    if arguments.dig is None:
        raise Missing("dig is missing: install the package bind9-dnsutils")
    if arguments.private:
        dig_private.enter()
    lines = [line for table in arguments.tables for line in dig_table.read(table) if arguments.only in line.text]
    with world(arguments.dig, arguments.private) as pair, ThreadPoolExecutor(WORKERS) as pool:
        faults = [fault for fault in pool.map(pair.fault, lines) if fault]
        version = pair.version
    print(*faults, sep="\n\n")
    excused = sum(line.reason(version) is not None for line in lines)
    print(f"{len(lines)} lines against dig {version}: {len(faults)} fail, {excused} differ for a reason")
    return 1 if faults else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Missing as missing:
        print(missing)
        sys.exit(SKIPPED)
