"""What the style tests share: the files of the tree, and how a test ends."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

SKIPPED = {"__pycache__", "data", "corpus"}  # foreign or made by machines


def files(root: Path, tops: list[str], suffixes: tuple[str, ...] = ("",)) -> Iterator[Path]:
    """The files at or below root/tops whose names end in one of the suffixes, sorted."""
    for top in (root / name for name in tops):
        found = [top] if top.is_file() else sorted(top.rglob("*"))
        for file in found:
            if file.is_file() and file.name.endswith(suffixes) and not SKIPPED & set(file.relative_to(root).parts):
                yield file


def text(file: Path) -> str:
    """Its text, or nothing when it is not UTF-8 and so no work of ours."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


C_TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def c_code(source: str) -> str:
    """C without comments and literals; the lines keep their numbers."""
    return C_TOKEN.sub(lambda match: '""' + "\n" * match[0].count("\n"), source)


def c_comments(source: str) -> Iterator[tuple[int, str]]:
    """The comments of C, each with the number of its first line."""
    for match in C_TOKEN.finditer(source):
        if match[0].startswith("/"):
            yield source.count("\n", 0, match.start()) + 1, match[0]


def python_comments(source: str) -> Iterator[tuple[int, str]]:
    """The comments and doc strings of Python, each with the number of its first line."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(words))):
                yield node.lineno, words


def end(seen: int, faults: list[str]) -> int:
    """Print the faults and the sum; the exit status."""
    if faults:
        print(*faults, sep="\n")
    print(f"{seen - len(faults)} passed, {len(faults)} failed")
    return bool(faults)
