"""Zone files that readers get wrong in silence: what digdrift must say of each, or how many records it must find."""

SOA = "$TTL 300\n@ IN SOA ns admin 1 2 3 4 5\n"

# label, the file's text, the sentence with line and column
FAULTS = (
    ("quote open", SOA + 't TXT "open\nwww A 192.0.2.1\n', ":3:7: the quote is not closed"),
    ("quote stray", SOA + 't TXT a"b\nx TXT "c"\n', ":3:8: the quote is not closed"),
    ("parenthesis open", SOA + "www A (192.0.2.1\nx A 192.0.2.2\n", ":3:7: the parenthesis is not closed"),
    ("parenthesis stray", SOA + "www A 192.0.2.1)\n", ":3:16: this parenthesis closes nothing"),
    ("second SOA", SOA + "@ IN SOA ns admin 2 2 3 4 5\n", ":3:1: another SOA, CNAME or DNAME"),
    ("second SOA far", SOA + "www A 192.0.2.1\n@ IN SOA ns admin 2 2 3 4 5\n", ": another SOA, CNAME or DNAME"),
    ("second CNAME", SOA + "www CNAME a\nwww CNAME b\n", ":4:1: another SOA, CNAME or DNAME"),
    ("TTL 2^32", SOA + "www 4294967296 A 192.0.2.1\n", ":3:5: "),
    ("TTL 2^31", SOA + "www 2147483648 A 192.0.2.1\n", ":3:5: "),
    ("$TTL 2^32", "$TTL 4294967296\n" + SOA, ":1:6: "),
    ("serial 2^32", "$TTL 300\n@ IN SOA ns admin 4294967296 2 3 4 5\n", ":2:10: "),
    ("out of zone", SOA + "www.other.test. A 192.0.2.1\n", ":3:1: "),
    ("bitmap FOOBAR", SOA + "n NSEC a A FOOBAR\n", ':3:8: rdata of type NSEC: "a A FOOBAR"'),
    ("bitmap TYPE99999", SOA + "n NSEC a A TYPE99999\n", ":3:8: "),
    ("include missing", SOA + "$INCLUDE nowhere.zone\n", ":3:10: there is no file"),
    ("include itself", SOA + "$INCLUDE hostile.zone\n", "includes itself"),
    ("generate bomb", SOA + "$GENERATE 1-4294967295 h$ A 192.0.2.1\n", ":3:"),
    ("generate backwards", SOA + "$GENERATE 3-1 h$ A 192.0.2.1\n", ":3:11: "),
    ("generate width", SOA + "$GENERATE 1-2 h${0,4000000000,d} A 192.0.2.1\n", ":3:"),
    ("address", SOA + "www A 192.0.2.1.5\n", ":3:7: "),
    ("type", SOA + "www FOO 192.0.2.1\n", ":3:5: "),
    ("class", SOA + "www CH A 192.0.2.1\n", ":3:5: "),
    ("generic A of 5", SOA + "www A \\# 5 0102030405\n", ":3:7: "),
    ("generic length", SOA + "www TYPE65280 \\# 5 0102\n", ":3:15: "),
    ("rdata missing", SOA + "www A\n", ":3:1: "),
    ("rdata junk", SOA + "www A 192.0.2.1 junk\n", ":3:7: "),
    ("label of 64", SOA + "x" * 64 + " A 192.0.2.1\n", ":3:1: "),
    ("name of 256", SOA + "x.".join(["y" * 60] * 5) + " A 192.0.2.1\n", ":3:1: "),
    ("escape", SOA + "a\\999 A 192.0.2.1\n", ":3:1: "),
    ("beside CNAME", SOA + "www A 192.0.2.1\nwww CNAME x\n", ":3:1: "),
    ("directive", SOA + "$BOGUS 1\n", ':3:1: unknown directive "$BOGUS"'),
    ("NUL", SOA + "www A 192.0.2.1\0\n", ":3:16: "),
    ("text of 256", SOA + 't TXT "' + "y" * 256 + '"\n', ":3:7: "),
    ("preference", SOA + "m MX 65536 x\n", ":3:6: "),
    ("parentheses", SOA + "www A " + "(" * 100000 + "\n", ":3:"),
    ("quotes", SOA + 't TXT "" ' * 40000 + "\n", ":3:"),
)

# label, the file's text, how many expectations
READ = (
    ("relative $ORIGIN", SOA + "$ORIGIN sub\nwww A 192.0.2.1\n", 2),
    ("class before TTL", SOA + "www IN 300 A 192.0.2.1\n", 2),
    ("TTL before class", SOA + "www 300 IN A 192.0.2.1\n", 2),
    ("byte order mark", "\ufeff" + SOA + "www A 192.0.2.1\n", 2),
    ("no $TTL", "@ IN SOA ns admin 1 2 3 4 5\nwww A 192.0.2.1\n", 2),
    ("generate", SOA + "$GENERATE 1-3 h$ A 192.0.2.$\n", 4),
    ("the same SOA again", SOA + "www A 192.0.2.1\n@ IN SOA ns admin 1 2 3 4 5\n", 2),
    ("several lines", SOA + "www A ( ; comment (\n 192.0.2.1 )\n", 2),
    ("generic A", SOA + "www A \\# 4 c0000201\n", 2),
    ("CRLF", SOA.replace("\n", "\r\n") + "www A 192.0.2.1\r\n", 2),
    ("no newline at the end", SOA + "www A 192.0.2.1", 2),
    ("quoted semicolon", SOA + 't TXT "a;b" c\\;d\n', 2),
)
