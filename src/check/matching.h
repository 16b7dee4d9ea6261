#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "check/served.h"

struct evidence_item;
struct expectation;
struct judgement;

/* All that the steps of one judgement share. */
struct matching {
	struct judgement *judgement;
	const struct expectation *expectation;
	const struct evidence_item *item;
	const uint8_t *wire;
	size_t size;
	uint16_t flags; /* of the answer's header */
	uint16_t rcode;
	struct served served;
	bool *is_missing; /* for each declared value, once they were compared */
	size_t missing;
	size_t unexpected;
};
