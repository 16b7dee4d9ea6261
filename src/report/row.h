#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/registry.h"
#include "base/str.h"
#include "dns/message.h"

enum { ROW_KEPT = 8 };

struct answer;
struct text;

/** What one walk through a reply tells of it. */
struct row_reading {
	bool is_reply; /* there is one, and it was read to its end */
	bool is_truncated;
	uint16_t rcode;
	uint32_t answers;                 /* records of the answer section */
	struct message_rr kept[ROW_KEPT]; /* the first of them */
};

/** What became of one line of a bulk run: exactly one row. */
struct row {
	uint64_t line;   /* of the input, from 1 */
	struct str name; /* as it was written */
	uint16_t qtype;
	const struct answer *answer; /* NULL when nothing could be asked */
	struct str fault;            /* why not, in words */
	bool is_interrupted;         /* the run ended before the answer came */
	bool is_numbered;            /* every format names the line */
	struct row_reading reading;  /* by row_read */
};

/** What a printed row tells of itself. */
struct row_mark {
	size_t size;     /* with its end; 0: the text stops before that */
	uint64_t line;   /* 0: it does not say */
	struct str name; /* as it was printed, escapes and all */
	bool is_interrupted;
};

/** A format of rows: one constant and one file, report/rows/row_<name>.c. */
struct row_format {
	struct entry entry;
	const char *heading; /* first line of the output, or NULL */
	bool has_line;       /* names the line, numbered or not */
	void (*print)(struct text *text, const struct row *row);
	/** Reads the row at the start of @text back; false for what print never wrote. */
	bool (*read)(struct str text, bool is_numbered, struct row_mark *out_mark);
};

#define ROW(name) extern const struct row_format row_##name;
#include "report/rows.def"
#undef ROW

/** NULL when there is none of that name. */
const struct row_format *row_find(struct str name);
extern const struct registry row_registry;

/** Fills reading from the answer; once, before the row is printed. */
void row_read(struct row *row);

/**
 * One word for what became of a row: the response code's name (NODATA for NOERROR without an answer),
 * TIMEOUT, CONNECTION-REFUSED, UNREACHABLE, CLOSED, LOCAL, TLS, TRUNCATED, UNPARSEABLE, INTERRUPTED, or
 * INVALID for a line that could not be asked.
 */
void row_print_status(struct text *text, const struct row *row);

/** Takes one answer record; @rdata is in presentation form, borrowed until it returns. */
typedef void row_record(void *user, uint16_t type, uint32_t ttl, struct str rdata);

/** Hands every answer record to @add, in wire order; records before a fault are kept. */
void row_each(const struct row *row, row_record *add, void *user);
