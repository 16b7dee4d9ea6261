#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "cli/dig_line.h"

/** What an argument made of the run. */
enum dig_next {
	DIG_NEXT_GO,      /* it was taken */
	DIG_NEXT_INVALID, /* it is none of dig's: usage follows */
	DIG_NEXT_STOP,    /* the run is over, all was said: the line's exit_code */
};

/** How far the reading of one line has come. */
struct dig_parser {
	struct dig_line *line;
	int argc;
	char **argv;
	bool is_rc;    /* of ~/.digrc: names are passed over */
	bool is_batch; /* of a batch file */
	struct dig_lookup
		*lookup; /* what options change: the defaults, then the latest lookup */
	bool needs_clone; /* the next name begins a lookup; else it takes the one at hand */
	bool is_typed;    /* -t or -c was seen: words are names */
	bool has_name;    /* the banner is made */
};

/** Begins or fills a lookup for @name and puts it behind the others. */
void dig_parser_add_name(struct dig_parser *parser, const char *name);

/** The same without a name yet: the lookup that an option such as -x is about to fill. */
struct dig_lookup *dig_parser_new_lookup(struct dig_parser *parser);

/** Reads a number as dig does; says what is wrong on failure: `invalid @what 'x': out of range`. */
NODISCARD bool dig_parser_number(struct dig_parser *parser, const char *text,
				 uint32_t max, const char *what, unsigned *out_number);

/** Says "dig: ..." and ends the run; what is wrong with a line is a fault of usage to digdrift. */
NODISCARD enum dig_next dig_parser_fatal(struct dig_parser *parser, int exit_code,
					 const char *format, ...) PRINTF(3, 4);

/** Sets the type of the lookup at hand, with what dig ties to it. */
void dig_parser_set_type(struct dig_parser *parser, uint16_t type);

/** Sets the class of the lookup at hand. */
void dig_parser_set_class(struct dig_parser *parser, uint16_t rr_class);

/** Reads "ixfr=N" and sets type and serial. */
NODISCARD enum dig_next dig_parser_set_ixfr(struct dig_parser *parser, const char *text);

/** True for "ixfr=..." in any case. */
bool dig_parser_is_ixfr(const char *text);
