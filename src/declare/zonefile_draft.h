#pragma once

#include "base/fault.h"

struct draft;
struct draft_zone;
struct source;

/**
 * Reads the records of a zone from a zone file.
 *
 * @up, @path, @place  as for octodns_read
 */
void zonefile_draft_read(struct draft *draft, struct draft_zone *zone,
			 const struct source *up, const char *path, struct place place);
