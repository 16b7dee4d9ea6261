#pragma once

struct arena;
struct faults;
struct yaml_node;

/** Where an octoDNS record may keep values; NULL where it does not. */
struct octodns_values {
	const struct yaml_node *value, *values, *geo, *dynamic;
};

/** Notes that PyYAML reads a plain scalar otherwise than it is written. */
void octodns_values_note(struct faults *notes, const struct yaml_node *node);

/** One list of all values, those of geo and of the pools included, nulls left out. */
const struct yaml_node *octodns_values_collect(struct arena *arena,
					       const struct octodns_values *values,
					       struct faults *notes);
