#!/usr/bin/python3
"""explain: a dig line in words, without a question asked; a reason code and what to do."""

from story import expect, expect_code, expect_in, main, run

LINES = (
    ("dig @192.0.2.1 www.example.com MX +tcp", ["www.example.com MX IN", "asks      192.0.2.1; port 53", "over      TCP", "+tcp"]),
    ("digdrift +norec -x 2001:db8::1", ["ip6.arpa. PTR IN", "+norecurse", "-x 2001:db8::1"]),
    ("www.example.com", ["www.example.com A IN"]),
    ("dig example.com A example.com MX", ["example.com A IN", "example.com MX IN"]),
    ("dig -y hmac-sha256:key:c2VjcmV0 example.com", ["signs     with the TSIG key key. (hmac-sha256)"]),
)


def a_line_is_told_in_words() -> None:
    """quoted as one word, or as it stands"""
    for line, parts in LINES:
        done = run("explain", line)
        expect_code(done, 0)
        for part in parts:
            expect_in(done, part, done.stdout)
        expect("no secret is shown", False, "c2VjcmV0" in done.stdout)
        expect("fits a terminal", [], [each for each in done.stdout.splitlines() if len(each) > 80 and "ip6.arpa" not in each])
    expect("as separate words", run("explain", LINES[0][0]).stdout, run("explain", *LINES[0][0].split()).stdout)


def flags_need_no_quotes() -> None:
    """what stands behind explain is a line as soon as it has a flag, or begins with dig"""
    for words in (["-x", "192.0.2.1"], ["dig", "-x", "192.0.2.1"], ["-t", "MX", "example"], ["dig", "example", "MX"]):
        done = run("explain", *words)
        expect_code(done, 0)
        expect("the same as in quotes", run("explain", " ".join(["dig", *words])).stdout, done.stdout)
    expect_in("--help", "usage: digdrift explain", run("explain", "--help").stdout)
    expect_in("-h", "usage: digdrift explain", run("explain", "-h").stdout)
    expect_code(run("explain", "nosuchcode"), 3)


def the_option_tells_the_same() -> None:
    """+explain on the line itself"""
    line = LINES[0][0].split()[1:]
    expect("+explain", run("explain", LINES[0][0]).stdout, run(*line, "+explain").stdout)
    expect_code(run("-r", *line, "+explain", name="dig"), 1)


def codes_are_explained_as_ever() -> None:
    """a code, a wrong one, all of them"""
    expect_in("timeout", "To do: ", run("explain", "timeout").stdout)
    wrong = run("explain", "timeot")
    expect_code(wrong, 3)
    expect_in(wrong, 'did you mean "timeout"', wrong.stderr)
    expect_in("all", "rrset-differs", run("explain").stdout)


if __name__ == "__main__":
    main([a_line_is_told_in_words, flags_need_no_quotes, the_option_tells_the_same, codes_are_explained_as_ever])
