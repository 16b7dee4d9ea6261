"""A network of one's own: port 53 on loopback and an own /etc/resolv.conf, as any user."""

import ctypes
import fcntl
import os
import socket
import struct
import sys
from pathlib import Path

from lab.process import Missing

CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET = 0x00020000, 0x10000000, 0x40000000
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000
SIOCSIFFLAGS, IFF_UP = 0x8914, 1
_libc = ctypes.CDLL(None, use_errno=True)


def enter() -> None:
    """Move this process into a user, mount and network namespace; Missing where the system forbids it."""
    uid, gid = os.geteuid(), os.getegid()
    if _libc.unshare(CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWNET) != 0:
        raise Missing(f"no namespace of our own: {os.strerror(ctypes.get_errno())}")
    try:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {uid} 1")
        Path("/proc/self/gid_map").write_text(f"0 {gid} 1")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            fcntl.ioctl(sock, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))
    except OSError as error:
        raise Missing(f"no namespace of our own: {error}") from error
    if _libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None) != 0:
        raise Missing(f"no mounts of our own: {os.strerror(ctypes.get_errno())}")


def use_resolver(directory: Path, address: str) -> None:
    """Name the resolver in /etc/resolv.conf, for this process and its children."""
    for path, text in (("/etc/resolv.conf", f"nameserver {address}\nsearch example.test signed.test\n"), ("/etc/hosts", "127.0.0.1 localhost\n")):
        own = directory / Path(path).name
        own.write_text(text)
        real = os.path.realpath(path)
        if _libc.mount(str(own).encode(), real.encode(), None, MS_BIND, None) != 0:
            sys.exit(f"{path}: {os.strerror(ctypes.get_errno())}")
