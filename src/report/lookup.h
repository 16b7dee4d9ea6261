#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/registry.h"
#include "dns/message.h"
#include "dns/rrtext.h"
#include "query/answer.h"
#include "query/transfer.h"

struct arena;
struct descent;
struct lookup_measure;
struct lookup_panel;
struct text;
struct validate_result;

/** What of a lookup is shown, and how: dig's display options. */
struct lookup_style {
	struct rrtext_style rr;
	bool has_comments; /* header, OPT and the titles of sections */
	bool has_section[SECTION_COUNT];
	bool has_stats;
	bool is_identified;  /* who answered: +identify */
	bool is_query_shown; /* +qr */
	bool is_padded;      /* queries end with padding of ours */
	bool has_one_soa;    /* +onesoa */
	bool is_typed;       /* short lines begin with the type: +nssearch */
	bool is_dns64_prefix; /* only the prefixes that an answer for ipv4only.arpa shows */
	bool is_strict;       /* +nobesteffort: a malformed reply is not shown */
	bool is_in_us;        /* times in microseconds: -u */
	bool has_idn_out;     /* names in Unicode */
};

/** A lookup as a format sees it; borrowed until the call returns. */
struct lookup {
	uint64_t number; /* in the run, from 1: each shows its banner once */
	const struct lookup_style *style;
	const char *banner;          /* above the first message, lines with LF; or NULL */
	const char *failure_banner;  /* the same where no server replies */
	const char *name;            /* the name as asked, for messages */
	const char *signature_fault; /* of the reply's TSIG, in dig's words; NULL: none */
	bool is_servfail_passed_on;  /* to the next server */
	bool is_recorded;            /* of a capture: queries are shown like replies */
	const struct server *server; /* of a transfer under way; else NULL */
	uint16_t type;
	uint16_t rr_class;
	const struct validate_result *validation; /* NULL: not asked for */
};

/** Where and how lookups are written; constant for the run. */
struct lookup_context {
	struct arena *arena; /* for what the format keeps until its end */
	FILE *out;
	FILE *err;   /* where failures go: dig has them on stdout */
	bool is_dig; /* text, streams and omissions exactly as dig's */
	bool is_coloured;
	/** Rewrites a line, for names in Unicode; NULL: none. */
	void (*filter)(struct text *line);
};

/**
 * A format of lookups: one constant, report/lookup_<name>.c, one row in lookup_formats.def.
 * Each of them is called with the state that begin gave.
 */
struct lookup_format {
	struct entry entry;
	/** Returns the format's own state, in the context's arena; may be NULL. */
	void *(*begin)(const struct lookup_context *context);
	/** Attempts that failed, datagrams that were dropped and fallbacks, before what follows. */
	void (*attempts)(void *self, const struct lookup_context *context,
			 const struct lookup *lookup, const struct answer *answer);
	/** A reply: answer->wire is not NULL. */
	void (*message)(void *self, const struct lookup_context *context,
			const struct lookup *lookup, const struct answer *answer);
	/** No server replied. */
	void (*failure)(void *self, const struct lookup_context *context,
			const struct lookup *lookup, const struct answer *answer);
	/** Each message of a zone transfer, as it comes. */
	void (*transfer)(void *self, const struct lookup_context *context,
			 const struct lookup *lookup, const uint8_t *wire, size_t size);
	void (*transfer_end)(void *self, const struct lookup_context *context,
			     const struct lookup *lookup,
			     const struct transfer_result *result);
	/** What many servers said to the same question. */
	void (*panel)(void *self, const struct lookup_context *context,
		      const struct lookup *lookup, const struct lookup_panel *panel);
	/** A way from the root to an answer, judged. */
	void (*descent)(void *self, const struct lookup_context *context,
			const struct lookup *lookup, const struct descent *descent);
	/** One question asked again and again; its times are sorted. */
	void (*measure)(void *self, const struct lookup_context *context,
			const struct lookup *lookup, struct lookup_measure *measure);
	/** The lookup could not be asked; @why is a sentence. */
	void (*fault)(void *self, const struct lookup_context *context,
		      const struct lookup *lookup, const char *why);
};

#define LOOKUP_FORMAT(name) extern const struct lookup_format lookup_##name;
#include "report/lookup_formats.def"
#undef LOOKUP_FORMAT

extern const struct registry lookup_formats;

/** NULL when there is none of that name. */
const struct lookup_format *lookup_format_find(const char *name);
