#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/fault.h"
#include "base/str.h"

struct arena;
struct source;
struct text;

enum {
	YAML_DEPTH_MAX = 64,
	YAML_ALIAS_NODES_MAX = 100000, /* nodes that aliases may add by repetition, with
					* YAML_ALIAS_RATIO more for each node of the text */
	YAML_ALIAS_RATIO = 16,
	YAML_NODES_MAX = 8 * 1000 * 1000, /* nodes of one file kept at once */
	YAML_STREAMS_MAX = 8,             /* in one reading */
};

enum yaml_kind { YAML_KIND_SCALAR, YAML_KIND_SEQUENCE, YAML_KIND_MAPPING };

/** A node of a document, aliases and merge keys resolved.  All scalars are text, as written. */
struct yaml_node {
	enum yaml_kind kind;
	bool is_plain;   /* a scalar without quotes and tag */
	bool is_null;    /* a plain "", "~", "null", "Null" or "NULL" */
	uint32_t line;   /* from 1 */
	uint32_t column; /* from 1 */
	struct str text; /* of a scalar; NUL-terminated */
	const char *file;
	const struct yaml_node
		*first; /* items of a sequence; keys and values in turn of a mapping */
	const struct yaml_node *next;
};

/** One step of the way from the top of a document to a node, for sentences. */
struct yaml_path {
	const struct yaml_path *up; /* NULL at the top */
	struct str key;             /* of a mapping */
	size_t index;               /* of an item of a sequence */
	bool is_item;
};

/**
 * A container whose entries are handed over one by one and then forgotten, so that a file with
 * millions of them needs no memory for its tree.  In the tree the container is empty.
 */
struct yaml_stream {
	const char *const *keys; /* from the top to the container, "*": any; then NULL */
	enum yaml_kind kind;     /* a container of the other kind stays in the tree */
};

struct yaml_entry {
	const struct yaml_path *path; /* of the container */
	const struct yaml_node *key;  /* NULL for an item of a sequence */
	const struct yaml_node *value;
	size_t index;   /* of an item */
	size_t stream;  /* index into the streams of the reading */
	bool is_merged; /* came by "<<": entries of its own container with this key win,
			 * and among merged ones the first */
};

/** Runs for each entry of a stream; the nodes are borrowed until it returns. */
typedef void yaml_on_entry(void *user, const struct yaml_entry *entry);

struct yaml_options {
	const struct yaml_stream *streams;
	size_t stream_count;
	yaml_on_entry *on_entry;
	void *user;
	bool has_includes; /* "!include file" is a node: the content of that file */
};

/**
 * Reads the one document of a file.  Repeated keys (but those of streamed mappings), unknown
 * tags, aliases that are undefined, circular or explosive, and all that is no YAML are faults;
 * where the quoting of DNS data is the cause, the sentence says so.
 *
 * @source    borrowed as long as the nodes
 * @out_root  in @arena; NULL for an empty document
 * Errors: ERR_FAULTS when the reading broke off; entries may have been handed over by then.
 *         Faults that leave a whole tree are only recorded.
 */
NODISCARD enum err yaml_read(struct arena *arena, const struct source *source,
			     const struct yaml_options *options, struct faults *faults,
			     const struct yaml_node **out_root);

/** The value of @key in a mapping, or NULL. */
const struct yaml_node *yaml_find(const struct yaml_node *mapping, struct str key);

/** Where a node stands. */
struct place yaml_place(const struct yaml_node *node);

/** Adds "zones.example.com.records.'*'[2]", or "the file" for NULL. */
void yaml_path_print(struct text *text, const struct yaml_path *path);

/** Version of the libyaml that is loaded: "0.2.5". */
const char *yaml_version(void);
