#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/attr.h"
#include "base/err.h"
#include "query/engine.h"

struct arena;
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
	bool is_ordered; /* rows in the order of the lines */
	struct ask_policy policy;
};

/** Totals: lines = rows, always; rows = replies + failures. */
struct bulk_totals {
	uint64_t rows;
	uint64_t replies;
	uint64_t failures; /* no reply that can be read */
	uint64_t invalid;  /* of the failures: lines that could not be asked */
};

/** A run over the lines of a file. */
struct bulk;

/** All that is passed is borrowed until the run is over. */
struct bulk *bulk_new(struct arena *arena, struct engine *engine, struct lines *lines,
		      FILE *output, const struct bulk_options *options);

/**
 * Asks every line and writes one row for each; when engine_stop ended the run, a row for each line
 * that was read but not answered, too.
 * Errors: ERR_SYSTEM, ERR_IO when the rows cannot be written.
 */
NODISCARD enum err bulk_run(struct bulk *bulk, struct bulk_totals *out_totals);

/** Totals so far: for progress. */
const struct bulk_totals *bulk_so_far(const struct bulk *bulk);
