#!/usr/bin/python3
"""Measure digdrift beside its peers and the floors, side by side in one run.

usage: bench.py [--digdrift PATH] [--rounds N] [--names N] [WORKLOAD ...]

Workloads: bulk, loss, memory, servers, check, lookup; all of them when none is named.  Client on core 0, server on core 1,
rounds interleaved, medians of CPU time.  Each workload prints its figures and a line for each ratio:
    ratio WORKLOAD AGAINST VALUE (wanted at most VALUE)
"""

import argparse
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
KIT = ("dnsreply", "gendata", "udpfloor", "oneshot", "yamlbench")
ADDRESS = "127.0.0.77"
WINDOW = "500"  # questions in flight, for each program of a bulk run
SERVERS = 64  # as many as the answering machine takes


def build(folder: Path) -> None:
    for name in KIT:
        libs = ["-lyaml"] if name == "yamlbench" else []
        libs += ["-static"] if name == "oneshot" else []
        subprocess.run(["cc", "-O2", "-w", "-D_GNU_SOURCE", "-o", folder / name, HERE / "kit" / f"{name}.c", *libs], check=True)


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((ADDRESS, 0))
        return probe.getsockname()[1]


def run(argv: list, core: int = 0, stdout=subprocess.DEVNULL) -> dict:
    """CPU seconds, wall seconds and peak KiB of one command on one core."""
    start = time.perf_counter()
    child = subprocess.Popen(
        [str(word) for word in argv],
        stdout=stdout,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    errors = child.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    return {
        "cpu": usage.ru_utime + usage.ru_stime,
        "user": usage.ru_utime,
        "wall": wall,
        "rss": usage.ru_maxrss,
        "code": child.returncode,
        "errors": errors,
    }


def interleave(commands: dict, rounds: int, **options) -> dict:
    results = {label: [] for label in commands}
    for _ in range(rounds):
        for label, argv in commands.items():
            results[label].append(run(argv, **options))
    return results


def median(results: list, key: str) -> float:
    return statistics.median(result[key] for result in results)


def table(results: dict, count: int) -> None:
    print(f"  {'program':<28}{'CPU us each':>12}{'user us':>10}{'wall s':>9}{'RSS MB':>8}{'codes':>8}")
    for label, runs in results.items():
        codes = ",".join(sorted({str(one["code"]) for one in runs}))
        print(
            f"  {label:<28}{median(runs, 'cpu') / count * 1e6:>12.2f}{median(runs, 'user') / count * 1e6:>10.2f}"
            f"{median(runs, 'wall'):>9.2f}{median(runs, 'rss') / 1024:>8.1f}{codes:>8}"
        )


def ratio(workload: str, against: str, value: float, wanted: float) -> None:
    word = "ok" if value <= wanted else "MISSED"
    print(f"ratio {workload} {against} {value:.2f} (wanted at most {wanted:.2f}) {word}")


class Reply:
    """The answering machine of the kit on core 1."""

    def __init__(self, folder: Path, *options: str):
        self.port = free_port()
        argv = [folder / "dnsreply", "-a", ADDRESS, "-p", str(self.port), "-t", "600", "-C", "1", *options]
        self.child = subprocess.Popen([str(word) for word in argv], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            if self.answers():
                return
        raise SystemExit("dnsreply does not answer")

    def answers(self) -> bool:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.settimeout(0.05)
            probe.connect((ADDRESS, self.port))
            try:
                probe.send(bytes.fromhex("000101000001000000000000") + b"\x03w-1\x05bench\x04test\x00\x00\x01\x00\x01")
                return len(probe.recv(512)) > 12
            except OSError:
                time.sleep(0.01)
                return False

    def stop(self) -> None:
        self.child.send_signal(signal.SIGTERM)
        self.child.wait()


def write_names(folder: Path, count: int) -> Path:
    path = folder / "names"
    with path.open("w") as file:
        subprocess.run([folder / "gendata", "names", str(count)], stdout=file, check=True)
    return path


def bench_bulk(args, folder: Path) -> None:
    names = write_names(folder, args.names)
    queries = folder / "queries"
    queries.write_text("".join(f"{line} A\n" for line in names.read_text().split()))
    server = Reply(folder)
    rows = folder / "rows"
    commands = {
        "udpfloor": [folder / "udpfloor", "-f", names, "-m", "mmsg", "-a", ADDRESS, "-p", server.port, "-w", WINDOW, "-c", args.names],
        "digdrift bulk, text": [args.digdrift, "bulk", "-q", "--in-flight", WINDOW, f"@{ADDRESS}", "-p", server.port, "-o", rows, names],
        "digdrift bulk, jsonl": [args.digdrift, "bulk", "-q", "--in-flight", WINDOW, "-f", "jsonl", f"@{ADDRESS}", "-p", server.port, "-o", folder / "json", names],
    }
    if shutil.which("dnsperf"):
        commands["dnsperf -q 500"] = ["dnsperf", "-s", ADDRESS, "-p", server.port, "-d", queries, "-q", WINDOW, "-n", "1"]
    try:
        results = interleave(commands, args.rounds)
    finally:
        server.stop()
    print(f"bulk look-ups of {args.names} names")
    table(results, args.names)
    lines = rows.read_text().splitlines()
    good = sum(1 for line in lines if "\tNOERROR\t10." in line)
    print(f"  rows {len(lines)}, with the right kind of answer {good}, lost {args.names - good}")
    own = median(results["digdrift bulk, text"], "cpu")
    ratio("bulk", "udpfloor", own / median(results["udpfloor"], "cpu"), 1.45)
    ratio("bulk-jsonl", "udpfloor", median(results["digdrift bulk, jsonl"], "cpu") / median(results["udpfloor"], "cpu"), 1.35)
    if "dnsperf -q 500" in results:
        ratio("bulk", "dnsperf", own / median(results["dnsperf -q 500"], "cpu"), 0.95)


def statuses(path: Path) -> Counter:
    """How often each status stands in rows of text."""
    with path.open() as file:
        return Counter(line.split("\t")[2].rstrip("\n") for line in file)


def bench_loss(args, folder: Path) -> None:
    names = write_names(folder, args.names)
    whole, lossy = Reply(folder), Reply(folder, "-l", "50")
    base = [args.digdrift, "bulk", "-q", "--tries", "8", "--timeout", "500ms", f"@{ADDRESS}"]
    commands = {
        "nothing dropped": [*base, "-p", whole.port, "-o", folder / "whole", names],
        "5 % of answers dropped": [*base, "-p", lossy.port, "-o", folder / "lossy", names],
    }
    try:
        results = interleave(commands, args.rounds)
    finally:
        whole.stop()
        lossy.stop()
    print(f"bulk look-ups of {args.names} names, tries 8")
    table(results, args.names)
    found = statuses(folder / "lossy")
    print(f"  rows with 5 % dropped {found.total()}, lost {args.names - found['NOERROR']}")
    ratio("loss-rows-lost", "none", args.names - found["NOERROR"], 0)
    ratio("loss", "lossless", median(results["5 % of answers dropped"], "cpu") / median(results["nothing dropped"], "cpu"), 1.15)


def bench_memory(args, folder: Path) -> None:
    server = Reply(folder)
    few, many = folder / "few", write_names(folder, args.names)
    with many.open() as file, few.open("w") as out:
        out.writelines(line for number, line in enumerate(file) if number < args.names // 10)
    base = [args.digdrift, "bulk", "-q", f"@{ADDRESS}", "-p", server.port, "-o", "/dev/null"]
    commands = {
        "a tenth": [*base, few],
        "all": [*base, many],
        "all, --ordered": [*base, "--ordered", many],
    }
    try:
        results = interleave(commands, args.rounds)
    finally:
        server.stop()
    print(f"memory of bulk look-ups of {args.names} names")
    table(results, args.names)
    peak = max(median(results[label], "rss") for label in ("all", "all, --ordered")) / 1024
    ratio("memory-mb", "40", peak / 40, 1.0)
    ratio("memory", "a-tenth", median(results["all"], "rss") / median(results["a tenth"], "rss"), 1.1)


def bench_servers(args, folder: Path) -> None:
    """Each line names its server: 64 addresses in turn, against one."""
    names = write_names(folder, args.names)
    server = Reply(folder, "-n", str(SERVERS))
    first, last = ADDRESS.rsplit(".", 1)
    spread, same = folder / "spread", folder / "same"
    with names.open() as file, spread.open("w") as to_many, same.open("w") as to_one:
        for number, name in enumerate(file):
            to_many.write(f"{name.strip()} @{first}.{int(last) + number % SERVERS}\n")
            to_one.write(f"{name.strip()} @{ADDRESS}\n")
    base = [args.digdrift, "bulk", "-q", "-p", server.port]
    commands = {
        "one server": [*base, "-o", folder / "one", same],
        f"{SERVERS} servers": [*base, "-o", folder / "many", spread],
    }
    try:
        results = interleave(commands, args.rounds)
    finally:
        server.stop()
    print(f"bulk look-ups of {args.names} names at {SERVERS} servers")
    table(results, args.names)
    print(f"  lost {args.names - statuses(folder / 'many')['NOERROR']}")
    ratio("servers", "one", median(results[f"{SERVERS} servers"], "cpu") / median(results["one server"], "cpu"), 1.25)


def address_of(name: str) -> str:
    number = int(name.split(".")[0].rsplit("-", 1)[1])
    return f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"


def write_declaration(path: Path, names: Path, port: int, drifted: int) -> None:
    with path.open("w") as file:
        file.write(f"servers:\n  bench: ['{ADDRESS}:{port}']\nzones:\n  bench.test:\n    ask: [bench]\n    records:\n")
        for number, name in enumerate(names.read_text().split()):
            owner = name.removesuffix(".bench.test")
            value = "192.0.2.1" if drifted and number % drifted == 0 else address_of(name)
            file.write(f"      {owner}: {{type: A, ttl: 3600, value: {value}}}\n")


def bench_check(args, folder: Path) -> None:
    names = write_names(folder, args.names)
    server = Reply(folder)
    true, drifted = folder / "true.yaml", folder / "drifted.yaml"
    write_declaration(true, names, server.port, 0)
    write_declaration(drifted, names, server.port, 100)
    commands = {
        "udpfloor": [folder / "udpfloor", "-f", names, "-m", "mmsg", "-a", ADDRESS, "-p", server.port, "-w", "500", "-c", args.names],
        "yamlbench events": [folder / "yamlbench", "events", true],
        "digdrift check, all true": [args.digdrift, "check", true],
        "digdrift check, 1 % drifted": [args.digdrift, "check", "-f", f"text:{folder}/report", drifted],
    }
    try:
        results = interleave(commands, args.rounds)
    finally:
        server.stop()
    print(f"check of {args.names} expectations")
    table(results, args.names)
    report = (folder / "report").read_text()
    print("  " + report.splitlines()[-1])
    floor = median(results["udpfloor"], "cpu") + median(results["yamlbench events"], "cpu")
    ratio("check", "events+udpfloor", median(results["digdrift check, all true"], "cpu") / floor, 2.0)
    ratio("check-rss-mb", "400", median(results["digdrift check, all true"], "rss") / 1024 / 400, 1.0)
    ratio("check-drifted", "all-true", median(results["digdrift check, 1 % drifted"], "cpu") / median(results["digdrift check, all true"], "cpu"), 1.3)


def bench_lookup(args, folder: Path) -> None:
    server = Reply(folder)
    name = "w-1.bench.test"
    commands = {
        "oneshot, static": [folder / "oneshot", ADDRESS, server.port, name],
        "digdrift +short": [args.digdrift, f"@{ADDRESS}", "-p", server.port, "+short", name],
    }
    for peer in ("kdig", "dig"):
        if shutil.which(peer):
            commands[f"{peer} +short"] = [peer, f"@{ADDRESS}", "-p", server.port, "+short", name]
    try:
        interleave(commands, 3)
        results = interleave(commands, 150)
    finally:
        server.stop()
    print("one look-up, wall time of the whole process, medians of 150")
    for label, runs in results.items():
        codes = ",".join(sorted({str(one["code"]) for one in runs}))
        print(f"  {label:<28}{median(runs, 'wall') * 1e3:>8.2f} ms  cpu {median(runs, 'cpu') * 1e3:.2f} ms  codes {codes}")
    if "kdig +short" in results:
        ratio("lookup", "kdig", median(results["digdrift +short"], "wall") / median(results["kdig +short"], "wall"), 1.3)


WORKLOADS = {
    "bulk": bench_bulk,
    "loss": bench_loss,
    "memory": bench_memory,
    "servers": bench_servers,
    "check": bench_check,
    "lookup": bench_lookup,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workloads", nargs="*", metavar="WORKLOAD")
    parser.add_argument("--digdrift", default=HERE.parent.parent / "build/src/cli/digdrift")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--names", type=int, default=1000000)
    args = parser.parse_args()
    unknown = set(args.workloads) - WORKLOADS.keys()
    if unknown:
        parser.error(f"no workload {', '.join(sorted(unknown))}; there are {', '.join(WORKLOADS)}")
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        for name in args.workloads or WORKLOADS:
            WORKLOADS[name](args, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
