#pragma once

#include "base/fault.h"

struct draft;
struct draft_zone;
struct source;

/**
 * Reads the records of a zone from a zone file of octoDNS, as it is, or from a directory: that
 * of one zone, all of whose *.yaml make it, or one that holds the zone's file (example.com.yaml) or
 * directory (example.com.).
 *
 * @up     the file that names it
 * @path   resolved
 * @place  of the words that name it, for what cannot be read
 * What is wrong becomes faults of the draft; what octoDNS would read otherwise becomes notes.
 */
void octodns_read(struct draft *draft, struct draft_zone *zone, const struct source *up,
		  const char *path, struct place place);
