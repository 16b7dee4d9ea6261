#pragma once

struct agreement_reply;
struct json;
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

/** One server and its reply as an object: kind, rcode, authority, time, size; or why there was none. */
void lookup_panel_json_add_reply(struct json *json, const struct agreement_reply *reply);
