"""A private authority for tests: keys and certificates made by the openssl command."""

import base64
import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import process

CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


def _openssl(*argv: str, stdin: bytes | None = None) -> bytes:
    path = process.find("openssl", "openssl")
    done = subprocess.run([path, *argv], input=stdin, capture_output=True, timeout=60, check=False)
    if done.returncode:
        raise RuntimeError(f"openssl {' '.join(argv)}: {done.stderr.decode(errors='replace')}")
    return done.stdout


@dataclass(frozen=True)
class Certificate:
    """Files in PEM: the certificate and its key."""

    cert: Path
    key: Path

    def pin(self) -> str:
        """The SHA-256 of the public key, in base64."""
        public = _openssl("pkey", "-in", str(self.key), "-pubout", "-outform", "DER")
        return base64.b64encode(hashlib.sha256(public).digest()).decode()


class Authority:
    """Signs certificates; its own is in the file ca."""

    def __init__(self, directory: Path, name: str = "Lab CA"):
        self.directory = directory
        self.directory.mkdir(parents=True, exist_ok=True)
        self.ca, self.key = directory / "ca.pem", directory / "ca.key"
        _openssl("req", "-x509", *CURVE, "-keyout", str(self.key), "-out", str(self.ca), "-days", "2", "-subj", f"/CN={name}")

    def issue(self, stem: str, *names: str, days: int = 2) -> Certificate:
        """A certificate for names such as "DNS:dns.test" and "IP:127.0.0.1"; less than 0 days have passed."""
        cert, key, request, extra = (self.directory / f"{stem}.{kind}" for kind in ("pem", "key", "csr", "ext"))
        extra.write_text(f"subjectAltName={','.join(names)}\n")
        _openssl("req", *CURVE, "-keyout", str(key), "-out", str(request), "-subj", f"/CN={stem}")
        _openssl(
            "x509", "-req", "-in", str(request), "-CA", str(self.ca), "-CAkey", str(self.key), "-CAcreateserial",
            "-days", str(days), "-extfile", str(extra), "-out", str(cert),
        )
        return Certificate(cert, key)
