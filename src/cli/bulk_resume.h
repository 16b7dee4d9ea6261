#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

struct arena;
struct row_format;
struct text;

/**
 * What an earlier run has left in its output file: which lines have their row.  The last row may be
 * cut; it and the rows from the first interrupted one on do not count.  One bit a line of memory.
 */
struct bulk_resume;

/** How the rows were printed. */
struct bulk_resume_form {
	const struct row_format *format;
	bool is_numbered;
	bool is_ordered; /* the rows of the first lines; where rows do not tell theirs it must hold */
};

/**
 * Reads the rows of an open file.
 *
 * @fault  takes a sentence with ERR_SYNTAX
 * Errors: ERR_SYNTAX when they are not rows of that form; ERR_IO with errno.
 */
NODISCARD enum err bulk_resume_new(struct arena *arena, int file,
				   const struct bulk_resume_form *form,
				   struct bulk_resume **out_resume, struct text *fault);

/** Bytes of the file that stay; new rows go behind them. */
uint64_t bulk_resume_size(const struct bulk_resume *resume);

/** Rows that stay. */
uint64_t bulk_resume_rows(const struct bulk_resume *resume);

/**
 * True when that line has its row.  To be asked once for each line, in their order.
 *
 * @line  its number in the input, from 1
 * @name  as written there
 */
bool bulk_resume_take(struct bulk_resume *resume, uint64_t line, struct str name);

/** True once it shows that the rows are of other lines than those that were taken. */
bool bulk_resume_is_amiss(const struct bulk_resume *resume);

/** True when every row has met its line. */
bool bulk_resume_is_used(const struct bulk_resume *resume);
