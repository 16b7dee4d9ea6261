#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/proxy.h"
#include "query/tls_profile.h"
#include "report/lookup.h"

enum {
	DIG_EDNS_OPTIONS_MAX = 100, /* of +ednsopt, as dig bounds them */
	DIG_SERVERS_MAX = 20,       /* addresses of one server name, as dig bounds them */
	DIG_TRIES_MAX = 32,
	DIG_TIMEOUT_S_MAX = 600,
	DIG_TLS_PORT = 853,
	DIG_HTTPS_PORT = 443,
	DIG_HTTP_PORT = 80,
	DIG_UDP_SIZE = 1232, /* bytes: what +bufsize gives without a number */
};

/** A server as the user wrote it; lists run from the last one written to the first. */
struct dig_server {
	const char *text; /* without the "@" */
	const struct dig_server *before;
};

/** An EDNS option of +ednsopt; lists run from the last one written to the first. */
struct dig_edns_option {
	uint16_t code;
	const uint8_t *data;
	size_t size;
	const struct dig_edns_option *before;
};

/** Address and prefix of +subnet; the bits behind the prefix are 0. */
struct dig_subnet {
	bool is_on;
	uint16_t family; /* of RFC 7871: 0 none, 1 IPv4, 2 IPv6 */
	uint8_t prefix;
	uint8_t address[16];
};

/** What dig writes above the first message of a command line: kept as it was at its first name. */
struct dig_banner {
	int argc;
	char **argv;
	bool is_first; /* the first of the run: with a blank line, servers and options */
	bool has_short;
	const struct dig_server
		*counted; /* the last server before the name; NULL: none */
};

/** What +https and its kin ask for; they go before +tls. */
struct dig_https {
	bool is_on;
	bool is_get;
	bool is_plain;
	const char *path; /* NULL: "/dns-query" */
};

/** What +tls and its kin ask for. */
struct dig_tls {
	bool is_on;
	struct tls_profile
		profile; /* without a name, that of each server as typed is wanted */
};

/**
 * One lookup of a dig line, or the defaults that each of them begins with.  Its bool and unsigned
 * members are what the table of options sets.
 */
struct dig_lookup {
	struct dig_lookup *next;
	const char *name; /* as typed, or made by -x */
	const struct dig_banner *banner;
	const struct dig_server *servers;
	uint16_t type;
	uint16_t rr_class;
	bool has_type;
	bool has_class;
	uint32_t ixfr_serial;

	bool has_aa;
	bool has_tc;
	bool has_rd;
	bool has_ra;
	bool has_z;
	bool has_ad;
	bool has_cd;
	bool is_header_only;
	unsigned opcode;
	bool has_id;
	unsigned id;

	bool has_edns;
	unsigned edns_version;
	unsigned edns_flags; /* +ednsflags, without DO and CO */
	unsigned udp_size;
	unsigned padding; /* block size; 0: none */
	bool has_do;
	bool has_co;
	bool has_nsid;
	bool has_cookie;
	const char *cookie; /* hex of +cookie=; NULL: a random one */
	bool has_expire;
	bool has_keepalive;
	struct dig_subnet subnet;
	const struct dig_edns_option *edns_options;
	unsigned edns_option_count;

	bool is_tcp;
	bool is_tcp_set;
	bool is_tc_ignored;
	unsigned tries; /* 0: resolv.conf's */
	bool is_servfail_final;
	bool has_edns_negotiation;
	bool is_badcookie_retried;
	bool is_badcookie_shown;
	bool is_badvers_shown;

	bool is_trace;
	bool is_nssearch;
	bool is_all_ns;       /* every address of every name server is asked */
	bool is_compared;     /* every server that was named is asked */
	unsigned count;       /* times that each server is asked; 0: as ever */
	uint64_t interval_us; /* between them */
	bool is_validated;
	bool has_idn_in;
	int rr_comments; /* +rrcomments 1, +norrcomments -1, neither 0 */
	struct lookup_style style;
	struct dig_https https;
	struct dig_tls tls;
	const struct proxy *proxy; /* +proxy: NULL: none */
};

struct tsig_key;

/** What holds for all lookups, wherever on the line it is written. */
struct dig_globals {
	bool is_short;
	bool has_cmd;
	bool is_yaml;
	bool is_json;
	bool is_as_check;
	bool is_explained;
	bool is_hex;
	bool has_search;
	bool is_search_shown;
	const char *root_hints; /* +root-hints=; NULL: built in */
	int colour;             /* +colour 1, +nocolour -1, neither 0 */
	const char *domain;     /* +domain=; NULL: resolv.conf's list */
	unsigned ndots;         /* UINT_MAX: resolv.conf's */
	unsigned timeout_s;     /* 0: resolv.conf's */
	unsigned split;         /* characters; UINT_MAX: as the layout wants */
	bool is_kept_open;
	bool has_plus_comments; /* +comments was written: it holds for transfers too */
	bool has_plus_question;

	bool is_v4_only;
	bool is_v6_only;
	bool is_in_us;
	bool is_rc_unread; /* -r */
	uint16_t port;
	bool has_port;               /* -p was written */
	const char *source;          /* -b, checked */
	const char *save_path;       /* --save */
	const char *from_path;       /* --from */
	const char *batch;           /* -f */
	const char *trust_anchor;    /* +trust-anchor; NULL: built in */
	const char *keyfile;         /* -k */
	const char *key;             /* -y */
	const struct tsig_key *tsig; /* that -k or -y means; NULL: none */
};

extern const struct dig_lookup dig_lookup_default;
extern const struct dig_globals dig_lookup_globals;
