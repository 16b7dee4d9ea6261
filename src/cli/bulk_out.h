#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/text.h"

struct arena;
struct row;
struct row_format;

/** Where the rows of a bulk run go: a buffer, and rows that wait for earlier ones when ordered. */
struct bulk_out {
	FILE *file;
	const struct row_format *format;
	struct text text;
	/* A ring; NULL: rows go out as they come. */
	struct text *held;
	uint64_t next_turn;  /* to be given */
	uint64_t first_turn; /* to be written */
	bool has_failed;     /* to write; errno of then */
	int error;
};

/** @is_ordered  rows wait until those of lower turns were given */
void bulk_out_init(struct bulk_out *out, struct arena *arena, FILE *file,
		   const struct row_format *format, bool is_ordered);

/** Takes a turn: its place in the order of rows. */
uint64_t bulk_out_turn(struct bulk_out *out);

/** False while no turn may be taken, because too many rows wait. */
bool bulk_out_has_turn(const struct bulk_out *out);

/** Prints a row when its turn has come; it is written later. */
void bulk_out_add(struct bulk_out *out, const struct row *row, uint64_t turn);

/** Writes what was printed to the file's descriptor. */
void bulk_out_flush(struct bulk_out *out);

/** Frees the buffer; the file stays open. */
void bulk_out_free(struct bulk_out *out);
