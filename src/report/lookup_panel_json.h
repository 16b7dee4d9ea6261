#pragma once

struct lookup;
struct lookup_context;
struct lookup_panel;

/** One JSON object, on a line. */
void lookup_panel_json_print(void *self, const struct lookup_context *context,
			     const struct lookup *lookup,
			     const struct lookup_panel *panel);

/** The same as an item of a YAML list. */
void lookup_panel_json_print_item(void *self, const struct lookup_context *context,
				  const struct lookup *lookup,
				  const struct lookup_panel *panel);
