#pragma once

struct arena;
struct draft;
struct draft_zone;
struct yaml_entry;

/**
 * Reads what an octoDNS zone file says of one owner into its zone.
 *
 * @scratch  for what is needed only here
 */
void octodns_record_read(struct draft *draft, struct draft_zone *zone,
			 struct arena *scratch, const struct yaml_entry *entry);
