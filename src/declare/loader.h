#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "declare/draft.h"
#include "declare/schema.h"
#include "declare/source.h"

struct map;
struct yaml_entry;
struct yaml_node;
struct yaml_path;

enum { LOADER_DEFAULTS_MAX = 16, LOADER_KINDS_MAX = 32 };

/** The reading of all files of one declaration: shared by the load*.c files. */
struct loader {
	struct draft draft;
	struct arena *scratch; /* of one check, reset for the next */
	struct map *seen;      /* files that were read, by device and inode */
	/* Where what all files say alike was said; line 0: not yet. */
	struct place default_places[LOADER_DEFAULTS_MAX]; /* by row of the table */
	const char *default_texts[LOADER_DEFAULTS_MAX];   /* NULL for no plain text */
	struct place root_hints_place, trust_anchors_place;
	const struct field *zone_fields; /* own keys, kinds, and what is not built */
	const char *zone_key; /* the text of the zone of the last entry, as it stands in
				  * its file; NULL at the start of each */
	struct draft_zone *zone; /* and the zone */
};

/* load_file.c */
/** Reads one file and what it includes; a file that was read before is left out. */
void load_file(struct loader *loader, const struct source *up, const char *path,
	       struct place place);

/* load_defaults.c */
void load_defaults(struct loader *loader, const struct yaml_node *node,
		   const struct yaml_path *path);

/* load_servers.c */
void load_servers(struct loader *loader, const struct yaml_node *node,
		  const struct yaml_path *path);

/* load_zone.c */
/** Makes the table of the keys of a zone. */
void load_zone_init(struct loader *loader);
/** Reads `zones:` but for its records, which came by load_zone_entry. */
void load_zones(struct loader *loader, const struct source *source,
		const struct yaml_node *node, const struct yaml_path *path);
/** Reads the records of one owner. */
void load_zone_entry(struct loader *loader, const struct yaml_entry *entry);

/* load_check.c */
/** Reads an entry of `checks:`. */
void load_check_entry(struct loader *loader, const struct yaml_entry *entry);
/** Reads the value of a kind's key in a zone. */
void load_check_of_zone(struct loader *loader, struct draft_zone *zone,
			const struct declared_kind *kind, const struct yaml_node *node,
			const struct yaml_path *path);
