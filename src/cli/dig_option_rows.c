/*
 * Every + option: parser, help and manual read this table.  "shortest" is the number of letters
 * of the shortest form; the first row that a form fits is meant.
 */
#include <stddef.h>

#include "cli/dig_apply.h"
#include "cli/dig_option.h"

enum {
	NDOTS_MAX = 65535,
	PADDING_MAX = 512,
};

#define L(member) .scope = DIG_SCOPE_LOOKUP, .offset = offsetof(struct dig_lookup, member)
#define G(member) \
	.scope = DIG_SCOPE_GLOBAL, .offset = offsetof(struct dig_globals, member)
#define SHOWS(name) L(style.has_section[SECTION_##name])
#define CALL        DIG_KIND_CALL, .offset = 0

/* clang-format off */
const struct dig_option dig_option_rows[] = {
	{ "aaflag",          2, DIG_KIND_ON,     L(has_aa), .summary = "set the AA bit in the query" },
	{ "aaonly",          2, DIG_KIND_ON,     L(has_aa), .argument = NULL },
	{ "adflag",          2, DIG_KIND_ON,     L(has_ad), .summary = "set the AD bit in the query (on)" },
	{ "additional",      3, DIG_KIND_ON,     SHOWS(ADDITIONAL), .summary = "show the additional section (on)" },
	{ "all",             2, CALL, .apply = dig_apply_all, .summary = "set or clear all display options" },
	{ "answer",          2, DIG_KIND_ON,     SHOWS(ANSWER), .summary = "show the answer section (on)" },
	{ "authority",       2, DIG_KIND_ON,     SHOWS(AUTHORITY), .summary = "show the authority section (on)" },
	{ "badcookie",       2, DIG_KIND_ON,     L(is_badcookie_retried), .summary = "ask again after BADCOOKIE (on)" },
	{ "besteffort",      2, DIG_KIND_OFF,    L(style.is_strict), .summary = "show malformed replies as far as they can be read (on)" },
	{ "bufsize",         2, CALL, "[N]", .is_positive = true, .apply = dig_apply_edns_bufsize, .summary = "UDP buffer size to announce, 0 to 65535 (1232)" },
	{ "cdflag",          2, DIG_KIND_ON,     L(has_cd), .summary = "set the CD bit in the query" },
	{ "class",           2, DIG_KIND_OFF,    L(style.rr.is_class_hidden), .summary = "show the class of records (on)" },
	{ "cmd",             2, DIG_KIND_ON,     G(has_cmd), .summary = "show the command line (on; for the whole run)" },
	{ "coflag",          2, DIG_KIND_ON,     L(has_co), .summary = "set the CO bit of EDNS" },
	{ "comments",        3, CALL, .apply = dig_apply_comments, .summary = "show the header and the titles of sections (on)" },
	{ "cookie",          3, CALL, "[HEX]", .apply = dig_apply_edns_cookie, .summary = "send a DNS cookie, random or this one (on)" },
	{ "crypto",          2, DIG_KIND_OFF,    L(style.rr.rdata.is_crypto_hidden), .summary = "show keys and signatures (on)" },
	{ "defname",         2, DIG_KIND_ON,     G(has_search), .argument = NULL },
	{ "dns64prefix",     4, CALL, .apply = dig_apply_query_dns64prefix, .summary = "find the prefixes of DNS64 by ipv4only.arpa" },
	{ "dnssec",          4, DIG_KIND_ON,     L(has_do), .has_edns = true, .summary = "ask for DNSSEC records: set the DO bit" },
	{ "do",              2, DIG_KIND_ON,     L(has_do), .has_edns = true },
	{ "domain",          3, CALL, "NAME", .is_positive = true, .apply = dig_apply_query_domain, .summary = "search this domain only (for the whole run)" },
	{ "edns",            4, CALL, "[N]", .apply = dig_apply_edns, .summary = "EDNS version, 0 to 255 (0)" },
	{ "ednsflags",       5, CALL, "[N]", .apply = dig_apply_edns_flags, .summary = "further EDNS flags, as 0x0000 to 0xffff" },
	{ "ednsnegotiation", 5, DIG_KIND_ON,     L(has_edns_negotiation), .summary = "ask again with the version of a BADVERS reply (on)" },
	{ "ednsopt",         5, CALL, "CODE[:HEX]", .apply = dig_apply_edns_option, .summary = "send an EDNS option, by number or name; \"no\" drops all" },
	{ "expandaaaa",      4, DIG_KIND_ON,     L(style.rr.rdata.is_aaaa_expanded), .summary = "show AAAA records in full" },
	{ "expire",          4, DIG_KIND_ON,     L(has_expire), .summary = "ask how long a secondary's zone lasts" },
	{ "fail",            2, DIG_KIND_ON,     L(is_servfail_final), .summary = "do not ask the next server after SERVFAIL (on)" },
	{ "fuzztime",        2, CALL, .apply = dig_apply_query_nothing },
	{ "header-only",     2, DIG_KIND_ON,     L(is_header_only), .summary = "send no question" },
	{ "ht",              2, CALL, "[PATH]", .apply = dig_apply_stream_https },
	{ "https",           5, CALL, "[PATH]", .apply = dig_apply_stream_https, .summary = "DNS over HTTPS (not available)" },
	{ "https-get",       5, CALL, "[PATH]", .apply = dig_apply_stream_https },
	{ "https-post",      5, CALL, "[PATH]", .apply = dig_apply_stream_https },
	{ "http-plain",     10, CALL, "[PATH]", .apply = dig_apply_stream_http, .summary = "DNS over HTTP without TLS (not available)" },
	{ "http-plain-get", 10, CALL, "[PATH]", .apply = dig_apply_stream_http },
	{ "http-plain-post", 10, CALL, "[PATH]", .apply = dig_apply_stream_http },
	{ "ignore",          1, DIG_KIND_ON,     L(is_tc_ignored), .summary = "take a truncated reply: do not ask again over TCP" },
	{ "identify",        3, DIG_KIND_ON,     L(style.is_identified), .summary = "say who answered, in short text and without statistics" },
	{ "idn",             3, CALL, .apply = dig_apply_query_idn, .summary = "names in Unicode, typed and shown" },
	{ "idnin",           4, DIG_KIND_ON,     L(has_idn_in), .summary = "take names in Unicode (on)" },
	{ "idnout",          4, DIG_KIND_ON,     L(style.has_idn_out), .summary = "show names in Unicode (on for a terminal)" },
	{ "json",            2, DIG_KIND_ON,     G(is_json), .is_ours = true, .summary = "one JSON object a lookup (for the whole run)" },
	{ "keepalive",       5, DIG_KIND_ON,     L(has_keepalive), .summary = "ask how long TCP connections may stay open" },
	{ "keepopen",        5, DIG_KIND_ON,     G(is_kept_open), .summary = "keep the TCP connection for the next lookup (for the whole run)" },
	{ "multiline",       2, DIG_KIND_ON,     L(style.rr.rdata.is_multiline), .summary = "spread long records over lines, with comments" },
	{ "ndots",           2, DIG_KIND_NUMBER, G(ndots), "N", .is_positive = true, .max = NDOTS_MAX, .what = "ndots", .summary = "dots that a name needs to be tried as it is first" },
	{ "nsid",            3, DIG_KIND_ON,     L(has_nsid), .has_edns = true, .summary = "ask for the server's identifier" },
	{ "nssearch",        3, CALL, .apply = dig_apply_query_nssearch, .summary = "the SOA of every name server of the zone" },
	{ "onesoa",          2, DIG_KIND_ON,     L(style.has_one_soa), .summary = "show only the first SOA of a transfer" },
	{ "opcode",          2, CALL, "OPCODE", .apply = dig_apply_query_opcode, .summary = "opcode by name or number (QUERY)" },
	{ "padding",         2, DIG_KIND_NUMBER, L(padding), "N", .has_edns = true, .max = PADDING_MAX, .what = "padding", .summary = "pad the query to a multiple of this, 0 to 512 (0: not)" },
	{ "proxy",           2, DIG_KIND_ON,     L(refused.has_proxy), "[FROM-TO]", .summary = "PROXYv2 header (not available)" },
	{ "proxy-plain",     2, DIG_KIND_ON,     L(refused.has_proxy), "[FROM-TO]", .summary = NULL },
	{ "qid",             2, CALL, "N", .apply = dig_apply_query_qid, .summary = "id of the query, 0 to 65535 (random)" },
	{ "qr",              2, DIG_KIND_ON,     L(style.is_query_shown), .summary = "show the query as it is sent" },
	{ "question",        2, CALL, .apply = dig_apply_question, .summary = "show the question section (on)" },
	{ "raflag",          2, DIG_KIND_ON,     L(has_ra), .summary = "set the RA bit in the query" },
	{ "rdflag",          2, DIG_KIND_ON,     L(has_rd), .summary = "set the RD bit in the query (on)" },
	{ "recurse",         3, DIG_KIND_ON,     L(has_rd), .summary = "the same as +rdflag" },
	{ "retry",           3, CALL, "N", .is_positive = true, .apply = dig_apply_query_retry, .summary = "tries behind the first one (2)" },
	{ "retries",         3, CALL, "N", .is_positive = true, .apply = dig_apply_query_retry },
	{ "rrcomments",      2, CALL, .apply = dig_apply_rrcomments, .summary = "comment keys (on with +multiline)" },
	{ "search",          2, DIG_KIND_ON,     G(has_search), .summary = "use the search list (for the whole run)" },
	{ "short",           4, CALL, .apply = dig_apply_short, .summary = "only the data of answers (for the whole run)" },
	{ "showbadcookie",   8, DIG_KIND_ON,     L(is_badcookie_shown), .summary = "show a BADCOOKIE reply before asking again" },
	{ "showbadvers",     8, DIG_KIND_ON,     L(is_badvers_shown), .summary = "show a BADVERS reply before asking again" },
	{ "showsearch",      5, CALL, .apply = dig_apply_query_showsearch, .summary = "search, and show every reply on the way (for the whole run)" },
	{ "split",           2, CALL, "[N]", .apply = dig_apply_split, .summary = "split hex and base64 in words, 0 to 1023 (56; for the whole run)" },
	{ "stats",           2, DIG_KIND_ON,     L(style.has_stats), .summary = "show time, server and size (on)" },
	{ "subnet",          2, CALL, "ADDRESS[/N]", .apply = dig_apply_edns_subnet, .summary = "send a client subnet (ECS)" },
	{ "tcflag",          3, DIG_KIND_ON,     L(has_tc), .summary = "set the TC bit in the query" },
	{ "tcp",             3, CALL, .apply = dig_apply_query_tcp, .summary = "ask over TCP (on for AXFR, IXFR and ANY)" },
	{ "timeout",         2, CALL, "S", .is_positive = true, .apply = dig_apply_query_timeout, .summary = "seconds to wait for a reply, 1 to 65535 (5; for the whole run)" },
	{ "tls",             3, CALL, .apply = dig_apply_stream_tls, .summary = "DNS over TLS (not available)" },
	{ "tls-ca",          6, CALL, "[FILE]", .apply = dig_apply_stream_tls },
	{ "tls-certfile",    6, CALL, "FILE", .apply = dig_apply_stream_tls_file },
	{ "tls-hostname",    5, CALL, "NAME", .apply = dig_apply_stream_tls_file },
	{ "tls-keyfile",     5, CALL, "FILE", .apply = dig_apply_stream_tls_file },
	{ "trace",           3, CALL, .apply = dig_apply_query_trace, .summary = "follow the delegations from the root" },
	{ "tries",           3, CALL, "N", .is_positive = true, .apply = dig_apply_query_tries, .summary = "tries over UDP (3)" },
	{ "ttlid",           3, DIG_KIND_OFF,    L(style.rr.is_ttl_hidden), .summary = "show the TTL of records (on)" },
	{ "ttlunits",        4, CALL, .apply = dig_apply_ttlunits, .summary = "show TTLs as 1h or 3w" },
	{ "unknownformat",   1, DIG_KIND_ON,     L(style.rr.rdata.is_unknown_format), .summary = "show every record as RFC 3597" },
	{ "vc",              1, CALL, .apply = dig_apply_query_tcp, .summary = "the same as +tcp" },
	{ "yaml",            1, CALL, .apply = dig_apply_yaml, .summary = "YAML (for the whole run)" },
	{ "zflag",           1, DIG_KIND_ON,     L(has_z), .summary = "set the Z bit in the query" },
	{ 0 },
};
/* clang-format on */
