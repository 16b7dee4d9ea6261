#!/usr/bin/python3
"""Replies that no server should give, to lookups that ask many servers, judge a way down, measure or declare."""

import json

from shape import Shape
from test_hostile import (
    JOINED, SHORT_SECONDS, UNJUDGED, Failed, Run, Server, expect, for_each, lookup, main, run, world,
)

SHAPES = (*JOINED, *UNJUDGED)
ROOT_HINTS = ". 1 NS ns.\nns. 1 A {host}\n"
NOBODY = "@127.255.255.253"  # nothing listens there
# What each of them may end with: data, usage, or what became of a reply; never a crash, never "internal".
CODES = (0, 2, 3, 4, 5, 6, 7, 9, 14)


def ask(server: Server, shape: Shape, *options: str) -> Run:
    done = lookup(server, shape, *options)
    if done.code not in CODES:
        raise Failed(f"{done}\nexit {done.code}\n{done.stdout[:2000]}\n{done.stderr[:2000]}")
    return done


def read_json(done: Run) -> dict:
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        raise Failed(f"{done}: {error}\n{done.stdout[:2000]}\n{done.stderr[:2000]}") from error


def servers_are_compared(server: Server) -> None:
    """+compare: every shape is in a group or without a reply, in text and in JSON"""
    def try_one(shape: Shape) -> None:
        ask(server, shape, "+compare", NOBODY)
        panel = read_json(ask(server, shape, "+compare", NOBODY, "+json"))
        expect(f"{shape.label}: servers", 2, sum(len(group["servers"]) for group in panel["groups"]) + len(panel["noReply"]))

    for_each(SHAPES, try_one)


def times_are_measured(server: Server) -> None:
    """+count: what was asked is lost or has a time"""
    def try_one(shape: Shape) -> None:
        measure = read_json(ask(server, shape, "+count=2", "+interval=0", "+json"))
        expect(f"{shape.label}: asked", 2, sum(each["asked"] for each in measure["servers"]))

    for_each(SHAPES, try_one)


def a_root_that_lies_ends_the_way(server: Server) -> None:
    """+trace from a hostile root: a verdict, whatever it says"""
    hints = server.directory / "root.hints"
    hints.write_text(ROOT_HINTS.format(host=server.host))

    def try_one(shape: Shape) -> None:
        words = ("-r", "-p", str(server.port), f"+root-hints={hints}", f"+time={SHORT_SECONDS}", "+tries=1", shape.qname, shape.qtype)
        done = run("+trace", "+json", *words)
        if done.code not in CODES:
            raise Failed(f"{done}\nexit {done.code}\n{done.stdout[:2000]}\n{done.stderr[:2000]}")
        read_json(done)

    for_each((shape for shape in JOINED if shape.at == "host"), try_one)


def what_is_declared_is_a_declaration(server: Server) -> None:
    """+as-check: comments, or a declaration that check can read; what comes again as it was is ok"""
    def try_one(shape: Shape) -> None:
        done = ask(server, shape, "+as-check")
        path = server.directory / f"{shape.label[:40]}.{shape.qtype}.seen.yaml"
        path.write_text(done.stdout, encoding="utf-8")
        if "checks:" not in done.stdout:
            expect(f"{done}: comments only", [], [line for line in done.stdout.splitlines() if line[:1] != "#"])
            return
        held = run("check", "-n", str(path))
        if held.code != 0:
            raise Failed(f"{done}\n{done.stdout[:2000]}\n{held.stderr[:2000]}")
        held = run("check", "-f", "jsonl", str(path))
        if held.code in (1, 2) and shape.check == "ok":
            raise Failed(f"{done}\n{done.stdout[:2000]}\n{held.stdout[:2000]}")

    for_each(SHAPES, try_one)


if __name__ == "__main__":
    main(
        [
            servers_are_compared,
            times_are_measured,
            a_root_that_lies_ends_the_way,
            what_is_declared_is_a_declaration,
        ],
        world,
    )
