#!/usr/bin/env python3
"""Each style test lets a sound tree pass and catches a planted fault: test_style.py"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
LINE = "int x;\n"

SOUND = {
    "README.md": "See src/report/formats.def, checks/*.yaml and src/<room>/meson.build; `make -C build/x`.\n",
    "checks/mail.yaml": "# see base/str.h\n",
    "src/LAYERS": "base:\nreport: base\n",
    "src/base/str.h": "int str_len(void);\n",
    "src/base/str.c": '#include "base/str.h"\n\nint str_len(void)\n{\n\treturn 0;\n}\n',
    "src/base/text.c": "void text_free(void)\n{\n\tfree(0);\n}\n",
    "src/report/own.c": "/* allocates: foreign objects */\nvoid own_free(void)\n{\n\tfree(0);\n}\n",
    "src/report/report.c": '/* see base/str.h */\n#include "base/str.h"\n\nconst char *report_x = "system(1)";\n',
    "src/report/formats.def": "/* clang-format off */\nFORMAT(json)\nFORMAT(two_words)\n",
    "src/report/formats/format_json.c": LINE,
    "src/report/formats/format_two_words.c": LINE,
    "src/dns/types.def": "TYPE(A, 1)\n",
    "src/long.c": LINE * 300,
    "tests/style/topics.allow": "src/* TLS session\n",
    "src/tls.c": "/* keeps the TLS session */\n",
}

# test, what is planted, and why it must be caught
PLANTED = [
    ("orphans", {"src/report/formats.def": "FORMAT(json)\nFORMAT(two_words)\nFORMAT(csv)\n"}, "a row without a file"),
    ("orphans", {"src/report/formats/format_csv.c": LINE}, "a file without a row"),
    ("orphans", {"src/cli/commands.def": "COMMAND(check)\n"}, "a row, and no folder at all"),
    ("orphans", {"src/lint/rules/rule_glue.c": LINE}, "a folder, and no table at all"),
    ("orphans", {"src/report/formats.def": "FORMAT(json)\nFORMAT(json)\nFORMAT(two_words)\n"}, "a row twice"),
    ("banned", {"src/a.c": "void f(char *s)\n{\n\tstrcpy(s, s);\n}\n"}, "strcpy"),
    ("banned", {"src/a.c": "int f(char *s)\n{\n\treturn atoi (s);\n}\n"}, "atoi with a blank"),
    ("banned", {"src/a.h": "static inline int f(void)\n{\n\treturn rand();\n}\n"}, "rand in a header"),
    ("banned", {"src/report/a.c": "void *f(void)\n{\n\treturn malloc(1);\n}\n"}, "malloc outside its homes"),
    ("banned", {"src/report/a.c": "/* allocates: */\nvoid f(void *x)\n{\n\tfree(x);\n}\n"}, "no reason is given"),
    ("banned", {"src/report/a.c": "\n" * 50 + "/* allocates: late */\nvoid f(void *x)\n{\n\tfree(x);\n}\n"}, "not at the top"),
    ("sizes", {"src/long.c": LINE * 301}, "a line too many"),
    ("sizes", {"src/base/long.h": LINE * 301}, "a long header"),
    ("docs", {"README.md": "Run `contrib/test.sh`.\n"}, "a dead path in the README"),
    ("docs", {"src/man/x.scd": "See *tests/lab/*.\n"}, "a dead path in a manual"),
    ("docs", {"src/base/a.c": "/* see base/gone.h */\n"}, "a dead header in a comment"),
    ("docs", {"src/report/a.c": "/*\n * see formats/format_gone.c\n */\n"}, "a dead file beside the speaker"),
    ("docs", {"tests/a.py": "# after tests/gone.py\n"}, "a dead path in Python"),
    ("docs", {"README.md": "See checks/*.conf.\n"}, "a glob that finds nothing"),
    ("commands", {"src/a.c": 'const char *a_x = "see `digdrift frobnicate`";\n'}, "a command that is not there"),
    ("commands", {"README.md": "    digdrift frobnicate x\n"}, "the same in a document"),
    ("topics", {"src/a.c": "/* TODO: all */\n"}, "a note to self"),
    ("topics", {"contrib/a.sh": "cd /home/me/digdrift\n"}, "a path of one machine"),
    ("topics", {"README.md": "see /work/x\n"}, "a path of the workplace"),
    ("topics", {"checks/a.yaml": "# by an Agent\n"}, "a word of the workplace"),
    ("topics", {"tests/a.c": "/* in this session */\n"}, "another, where the allow-list does not reach"),
    ("topics", {"src/a.c": "/* in this session */\n"}, "another, where the pattern does not match"),
    ("format", {"src/a.c": "int  x;\n"}, "two blanks"),
    ("format", {"tests/a.h": "int f( void );\n"}, "blanks in a test's header"),
    ("layers", {"src/base/a.c": '#include "report/a.h"\n'}, "a room that includes what stands above it"),
    ("layers", {"src/base/a.c": "#include <ares.h>\n"}, "a foreign header outside its home"),
    ("layers", {"src/LAYERS": "base: report\nreport: base\n"}, "a cycle in the table"),
    ("names", {"src/base/a.c": "int stray(void);\nint stray(void)\n{\n\treturn 0;\n}\n"}, "a symbol without its stem"),
]


def plant(root: Path, tree: dict[str, str]) -> None:
    for path, content in tree.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)


def compile_objects(root: Path) -> None:
    """Objects named as meson names them: room_file.c.o"""
    for file in [root / "src/base/str.c", root / "src/base/a.c"]:
        if file.exists():
            target = root / "src" / f"base_{file.name}.o"
            subprocess.run(["cc", "-c", f"-I{root / 'src'}", "-o", target, file], check=True)


def status(test: str, tree: dict[str, str]) -> int:
    """The exit status of a style test over a tree."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        plant(root, tree)
        shutil.copy(HERE.parent.parent / ".clang-format", root)
        if test == "names":
            compile_objects(root)
        place = root / "src" if test in ("layers", "names") else root
        run = subprocess.run([sys.executable, "-B", HERE / f"{test}.py", place], capture_output=True, text=True, check=False)
        if "Traceback" in run.stderr:
            sys.exit(run.stderr)
        return run.returncode


def main() -> int:
    tests = sorted(file.stem for file in HERE.glob("*.py") if file.stem not in ("tree", "test_style"))
    faults = [f"{test}: no fault is planted for it" for test in tests if test not in {row[0] for row in PLANTED}]
    skipped = set()
    for test in tests:
        code = status(test, SOUND)
        if code == 77:
            skipped.add(test)
        elif code != 0:
            faults.append(f"{test}: finds a fault in a sound tree")
    for test, tree, why in PLANTED:
        if test not in skipped and status(test, SOUND | tree) == 0:
            faults.append(f"{test}: misses {why}")
    if faults:
        print(*faults, sep="\n")
    print(f"{len(tests) + len(PLANTED) - len(faults)} passed, {len(faults)} failed")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
