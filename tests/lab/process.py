"""Child processes that end when the test run ends, however it ends."""

import ctypes
import os
import shutil
import signal
import subprocess
from pathlib import Path

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 5
APPARMOR = Path("/sys/module/apparmor/parameters/enabled")

_libc = ctypes.CDLL(None)


class Missing(Exception):
    """A server program is not installed; the text names its package."""


def find(program: str, package: str) -> str:
    """The path of a server program, which Debian keeps out of a user's PATH."""
    path = shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/local/sbin:/usr/sbin:/sbin")
    if path is None:
        raise Missing(f"{program} is missing: install the package {package}")
    return path


def unconfined(path: str, directory: Path) -> str:
    """The program under a path that no AppArmor profile names: profiles keep servers out of /tmp."""
    if not APPARMOR.exists() or APPARMOR.read_text().strip() != "Y":
        return path
    return shutil.copy2(path, directory / Path(path).name)


def start(argv: list[str], directory: Path, log: Path) -> subprocess.Popen:
    """Start a program in a session of its own; it gets SIGTERM when this process dies."""
    parent = os.getpid()

    def tie() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    with log.open("ab") as out:
        return subprocess.Popen(
            argv, cwd=directory, stdin=subprocess.DEVNULL, stdout=out, stderr=out, preexec_fn=tie, start_new_session=True
        )


def stop(child: subprocess.Popen) -> None:
    """End a program and whatever it forked; returns when it is gone."""
    child.terminate()
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    child.wait()


def remaining(directory: Path) -> list[int]:
    """Process ids whose command line names the directory."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            words = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if str(directory).encode() in words:
            found.append(int(entry.name))
    return found
