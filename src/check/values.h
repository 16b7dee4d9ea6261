#pragma once

#include <stdint.h>

struct arena;
struct expectation;
struct faults;
struct schema_list;

/**
 * Reads rdata text of @type into the values (and, for addresses with a prefix, the ranges) of
 * @out_expectation, whose extra the caller owns.  Faults: text that is no rdata of the type.
 */
void values_read(struct arena *arena, uint16_t type, const struct schema_list *list,
		 struct faults *faults, struct expectation *out_expectation);
