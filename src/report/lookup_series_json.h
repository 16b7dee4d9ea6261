#pragma once

struct lookup;
struct lookup_context;
struct lookup_measure;

/** A measurement as one JSON object, on a line. */
void lookup_series_json_print(void *self, const struct lookup_context *context,
			      const struct lookup *lookup,
			      struct lookup_measure *measure);

/** The same as an item of a YAML list. */
void lookup_series_json_print_item(void *self, const struct lookup_context *context,
				   const struct lookup *lookup,
				   struct lookup_measure *measure);
