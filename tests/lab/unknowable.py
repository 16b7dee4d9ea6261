"""Prints data/moj-dns/UNKNOWABLE.tsv: what no server can show as declared, and why."""

from . import moj, octodns_zones


def rows() -> list[str]:
    found = ["zone\towner\ttype\twhy"]
    for zone, entries in moj.declared().items():
        found += [f"{zone}\t{entry.owner}\t{entry.type}\t{why}" for entry, why in octodns_zones.unknowable(entries)]
    return found


if __name__ == "__main__":
    print(*rows(), sep="\n")
