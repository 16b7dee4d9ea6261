#pragma once

#include <stdbool.h>
#include <stdint.h>

struct matching;

/** The declared response code; NOERROR when none is declared. */
uint16_t match_data_wanted_rcode(const struct matching *matching);

/*
 * Steps of match_judge: each returns true when it has settled the verdict.
 */

/** Is there an RRset at all, of the declared type? */
bool match_data_presence(struct matching *matching);
/** Are the records those declared, by the declared way to match? */
bool match_data_values(struct matching *matching);
/** Is their number the declared one? */
bool match_data_count(struct matching *matching);
/** Does every record match the declared pattern? */
bool match_data_pattern(struct matching *matching);
