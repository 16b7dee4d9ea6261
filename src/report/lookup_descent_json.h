#pragma once

struct descent;
struct lookup;
struct lookup_context;

/** A way down as one JSON object, on a line. */
void lookup_descent_json_print(void *self, const struct lookup_context *context,
			       const struct lookup *lookup,
			       const struct descent *descent);

/** The same as an item of a YAML list. */
void lookup_descent_json_print_item(void *self, const struct lookup_context *context,
				    const struct lookup *lookup,
				    const struct descent *descent);
