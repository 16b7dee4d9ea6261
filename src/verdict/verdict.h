#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/str.h"
#include "verdict/reason.h"
#include "verdict/state.h"

struct arena;

/** What an expectation came to at one server.  Borrowed text: it lives until the sink returns. */
struct verdict {
	enum state state;
	enum reason reason;    /* REASON_NONE only when the state is ok */
	const char *kind;      /* kind of check: "record", "query", "reverse" */
	const char *check;     /* the name a user gave the check, or NULL */
	struct str zone;       /* lower case, final dot; empty when none */
	struct str name;       /* owner, absolute, lower case, final dot */
	struct str type;       /* "A" */
	struct str server;     /* the server's name; empty when none */
	struct str address;    /* "192.0.2.53#53"; empty when nobody could be asked */
	const char *transport; /* "udp", "tcp"; NULL when nobody was asked */
	const struct str *
		expected; /* rdata in presentation form, or words ("NXDOMAIN", "ttl 300") */
	size_t expected_count;
	const bool *expected_is_words; /* for each of expected; NULL: all are rdata */
	const struct str *actual;
	size_t actual_count;
	const bool *actual_is_words;
	bool has_difference; /* both lists begin with what differs; the rest is equal */
	size_t expected_differing; /* so many of expected, when has_difference */
	size_t actual_differing;
	bool has_ttl;
	uint32_t ttl; /* served */
	bool has_rtt;
	uint32_t rtt_us;
	uint16_t rcode; /* of the answer; 0 when there was none */
	struct str
		detail; /* words beside the code: "after 3 tries, 6.0 s"; may be empty */
	struct place place; /* of the expectation in its file */
	struct str again;   /* the command that shows it again; may be empty */
};

/** Totals: expectations = ok + warning + critical + unknown + skipped, always. */
struct verdict_summary {
	uint64_t counts[STATE_COUNT];
	uint64_t expectations; /* verdicts: expectations times servers asked */
	uint64_t servers;
	uint64_t queries;
	uint64_t elapsed_us;
	uint64_t start_wall_us;
	enum state worst;
};

/** Counts a verdict. */
void verdict_count(struct verdict_summary *summary, const struct verdict *verdict);

/** A copy with its text in @arena; kind, check and the file's name are the declaration's. */
struct verdict *verdict_copy(struct arena *arena, const struct verdict *verdict);

/** How many of the first expected (or actual) a reader of differences wants to see. */
size_t verdict_expected_shown(const struct verdict *verdict);
size_t verdict_actual_shown(const struct verdict *verdict);

/** Takes each verdict as it falls and the summary at the end. */
typedef void verdict_sink(void *user, const struct verdict *verdict);
