#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "dns/name.h"

enum { BULK_LINE_WHY = 128 };

struct arena;
struct map;
struct server;

/** What lines leave open, and the servers that lines have named so far. */
struct bulk_defaults {
	struct arena *arena; /* owns the servers */
	struct map *servers; /* text to server: one object for each text */
	uint16_t qtype;
	uint16_t port;
};

/** A line of a bulk run: "name [type] [@server]", in any order behind the name. */
struct bulk_line {
	struct str name_text; /* as written, borrowed from the line */
	struct name_buffer qname;
	uint16_t qtype;
	const struct server *server; /* NULL when none is named */
	const char *fault; /* NULL, or why it cannot be asked; of the line itself */
	char why[BULK_LINE_WHY];
};

/** False for lines that say nothing: empty ones, and those that start with "#" or ";". */
bool bulk_line_parse(const struct bulk_defaults *defaults, struct str written,
		     bool is_cut, struct bulk_line *out_line);
