#pragma once

struct draft;
struct draft_zone;
struct yaml_entry;

/**
 * Reads the records of one owner, an entry of `records:`, into its zone.  What is wrong becomes
 * faults of the draft.
 */
void record_yaml_read(struct draft *draft, struct draft_zone *zone,
		      const struct yaml_entry *entry);
