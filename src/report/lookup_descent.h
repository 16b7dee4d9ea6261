#pragma once

struct descent;
struct lookup;
struct lookup_context;

/** For people: each zone with its servers and its cut, what is wrong, the answer, a verdict in a line. */
void lookup_descent_print(void *self, const struct lookup_context *context,
			  const struct lookup *lookup, const struct descent *descent);
