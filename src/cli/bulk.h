#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/attr.h"
#include "base/err.h"
#include "query/engine.h"

struct arena;
struct bulk_resume;
struct lines;
struct row_format;

enum { BULK_SERVERS_MAX = 64 };

/** What a bulk run is told. */
struct bulk_options {
	const struct row_format *format;
	const struct server *const *servers; /* of lines that name none */
	size_t server_count;
	uint16_t port;  /* of servers that a line names */
	uint16_t qtype; /* of lines that name none */
	bool has_dnssec;
	bool has_edns;
	bool is_recursive;
	bool is_ordered;  /* rows in the order of the lines */
	bool is_numbered; /* rows of every format name their line */
	/* Which lines have a row already; NULL: none. */
	struct bulk_resume *resume;
	struct ask_policy policy;
};

/** Totals of a run: lines = rows = replies + failures + invalid + kept, always. */
struct bulk_totals {
	uint64_t lines; /* read, without those that say nothing */
	uint64_t rows;
	uint64_t replies;
	uint64_t failures; /* asked, and no reply that can be read */
	uint64_t invalid;  /* could not be asked */
	uint64_t kept;     /* had their row before the run */
	bool is_stopped;   /* before the last line was read or answered */
};

/** A run over the lines of a file. */
struct bulk;

/** All that is passed is borrowed until the run is over. */
struct bulk *bulk_new(struct arena *arena, struct engine *engine, struct lines *lines,
		      FILE *output, const struct bulk_options *options);

/**
 * Asks every line and writes one row for each; when engine_stop ended the run, a row for each line
 * that was read but not answered, too.
 * Errors: ERR_SYSTEM; ERR_IO with errno when the rows cannot be written; ERR_SYNTAX when what was to
 * be resumed are rows of other lines.
 */
NODISCARD enum err bulk_run(struct bulk *bulk, struct bulk_totals *out_totals);

/** Writes out the rows that wait in the buffer. */
void bulk_flush(struct bulk *bulk);

/** Totals so far: for progress. */
const struct bulk_totals *bulk_so_far(const struct bulk *bulk);
