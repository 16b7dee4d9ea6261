#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <yaml.h>

#include "base/attr.h"
#include "declare/yaml.h"

struct map;

/** What a file and all that it includes have cost so far. */
struct yaml_totals {
	size_t nodes_read;
	size_t nodes_kept;
	size_t nodes_aliased; /* what aliases added by repetition */
	size_t includes;
};

/** The reading of one file: shared by the yaml*.c files and by nobody else. */
struct yaml_reader {
	struct arena *arena;   /* of nodes that stay */
	struct arena *scratch; /* of the nodes of one streamed entry */
	struct arena *target;  /* the one of the two that takes new nodes */
	const struct source *source;
	const struct yaml_options *options;
	struct faults *faults;
	struct map *anchors; /* to struct yaml_anchor */
	yaml_parser_t parser;
	yaml_event_t event; /* the one being looked at */
	bool has_event;
	struct yaml_totals *totals;
	unsigned depth;   /* containers that are open */
	unsigned deepest; /* since the innermost anchor began, aliases resolved */
};

/** Where in the document a node stands, as far as streams care. */
struct yaml_spot {
	const struct yaml_path *path;
	uint32_t streams; /* bits of those that may still match below */
	unsigned depth;   /* steps from the top */
};

/* yaml.c */
/**
 * Reads a file with the arenas, options and bounds of @with, whose depth it gets deeper.
 * @out_root  NULL for an empty document
 * Errors: ERR_FAULTS, recorded.
 */
NODISCARD enum err yaml_read_source(struct yaml_reader *with, unsigned streams,
				    struct yaml_node **out_root);

/* yaml_include.c */
/** Reads what the current event, an "!include", names.  Errors: ERR_FAULTS, recorded. */
NODISCARD enum err yaml_include(struct yaml_reader *reader, struct yaml_node **out_node);

/* yaml_event.c */
/** Moves on to the next event.  Errors: ERR_FAULTS, recorded. */
NODISCARD enum err yaml_event_next(struct yaml_reader *reader);
/** Frees the current event. */
void yaml_event_drop(struct yaml_reader *reader);
/** The place of the current event. */
struct place yaml_event_place(const struct yaml_reader *reader);
/** Records a fault there and returns ERR_FAULTS. */
NODISCARD enum err yaml_event_refuse(const struct yaml_reader *reader,
				     const char *sentence);
/** The anchor or tag of a node's first event, or NULL. */
const char *yaml_event_anchor(const yaml_event_t *event);
const char *yaml_event_tag(const yaml_event_t *event);
/** True for the tags that change nothing for a reader of text. */
bool yaml_event_is_known_tag(const char *tag);

/* yaml_node.c */
/** A new node at the place of the current event. */
struct yaml_node *yaml_node_new(struct yaml_reader *reader, enum yaml_kind kind);
/**
 * Reads the node that begins with the current event, up to its last event.
 * Errors: ERR_FAULTS, recorded.
 */
NODISCARD enum err yaml_node_read(struct yaml_reader *reader,
				  const struct yaml_spot *spot,
				  struct yaml_node **out_node);

/* yaml_container.c */
/** Reads a list or mapping.  Errors: ERR_FAULTS, recorded. */
NODISCARD enum err yaml_container_read(struct yaml_reader *reader,
				       const struct yaml_spot *spot, enum yaml_kind kind,
				       struct yaml_node **out_node);

/* yaml_fault.c */
/** Records what libyaml's parser has to say, with a hint where DNS data is the likely cause. */
void yaml_fault_add(const struct yaml_reader *reader);

/* yaml_anchor.c */
/** Announces that the node of an anchor begins. */
struct yaml_anchor *yaml_anchor_begin(struct yaml_reader *reader, const char *name);
/** The node of an anchor is complete. */
void yaml_anchor_end(struct yaml_reader *reader, struct yaml_anchor *anchor,
		     const struct yaml_node *node);
/** Gives a node of its own for an alias, children shared.  Errors: ERR_FAULTS, recorded. */
NODISCARD enum err yaml_anchor_find(struct yaml_reader *reader, const char *name,
				    struct yaml_node **out_node);

/* yaml_merge.c */
/** True for the key "<<" without quotes. */
bool yaml_merge_is_key(const struct yaml_node *key);
typedef void yaml_merge_on_pair(void *user, const struct yaml_node *key,
				const struct yaml_node *value);
/** Calls out every pair that the "<<" of @mapping bring in, the winners first. */
void yaml_merge_walk(struct yaml_reader *reader, const struct yaml_node *mapping,
		     yaml_merge_on_pair *on_pair, void *user);
/**
 * Ends a mapping: keys that stand twice are faults, "<<" are replaced by what they bring in.
 * Returns the first key that was brought in, or NULL.
 */
const struct yaml_node *yaml_merge_finish(struct yaml_reader *reader,
					  struct yaml_node *mapping);

/* yaml_stream.c */
/** The spot of the value of @key, or of item @index when @key is NULL; @path is filled. */
struct yaml_spot yaml_stream_step(const struct yaml_options *options,
				  const struct yaml_spot *spot,
				  const struct yaml_node *key, size_t index,
				  struct yaml_path *path);
/** The stream whose container this is, or -1. */
int yaml_stream_find(const struct yaml_options *options, const struct yaml_spot *spot,
		     enum yaml_kind kind);
/** Hands over the entries of all streams in a node that is already whole. */
void yaml_stream_replay(const struct yaml_options *options, const struct yaml_spot *spot,
			const struct yaml_node *node);
