#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/str.h"
#include "dns/name.h"

struct arena;

/** What kind of value a key takes; the struct member at its offset has the type named here. */
enum field_type {
	FIELD_STR,       /* struct str */
	FIELD_STR_LIST,  /* struct schema_list; one scalar counts as a list of one */
	FIELD_NAME,      /* struct name, absolute, lower case */
	FIELD_NAME_LIST, /* struct schema_names */
	FIELD_TYPE,      /* uint16_t, an RR type */
	FIELD_RCODE,     /* uint16_t */
	FIELD_U32,       /* uint32_t */
	FIELD_BOOL,      /* bool: true or false, nothing else */
	FIELD_DURATION,  /* uint64_t, microseconds */
	FIELD_CHOICE,    /* unsigned: index into choices */
	FIELD_CHOICES,   /* uint32_t: bits by index into choices; a scalar or a list */
	FIELD_GROUP,     /* a struct in place: a mapping read by fields */
	FIELD_NODE,      /* const struct yaml_node *: read by hand */
	FIELD_TYPE_COUNT
};

enum field_flag { FIELD_REQUIRED = 1 };

/** One key that a mapping takes.  A table ends with a row whose name is NULL. */
struct field {
	const char *name;
	enum field_type type;
	size_t offset;        /* of the value in the spec */
	size_t flags;         /* enum field_flag */
	const char *summary;  /* for help, manual and schema */
	ptrdiff_t offset_has; /* of a bool that tells whether the key was there; 0, so not
			       * the first member, or -1: none */
	uint32_t min, max;    /* FIELD_U32; max 0: no bounds */
	const char *const *choices; /* FIELD_CHOICE(S): NULL-terminated */
	const struct field *fields; /* FIELD_GROUP */
};

/** A scalar with its place. */
struct schema_text {
	struct str text;
	struct place place;
};

struct schema_list {
	const struct schema_text *items;
	size_t count;
};

/** Names, absolute, lower case. */
struct schema_names {
	const struct name *items;
	size_t count;
};

struct yaml_node;
struct yaml_path;

/** What is read, and where faults go. */
struct schema {
	struct arena *arena;   /* of the texts, lists and names that a spec gets */
	struct faults *faults; /* with the arena of the declaration */
};

/**
 * Reads a mapping into @spec by a table; members whose keys are not there stay as they are.
 * Every fault is recorded: unknown keys with the nearest one suggested, missing keys, wrong
 * types, numbers out of range.  A row whose name is "" takes a value that is no mapping: the
 * short form of the whole ("transfer: refused").
 *
 * @path  of @node, for sentences; NULL at the top of a file
 */
void schema_read(const struct schema *schema, const struct yaml_node *node,
		 const struct yaml_path *path, const struct field *fields, void *spec);

/** Reads the value of one row, as schema_read does for each key. */
void schema_value_read(const struct schema *schema, const struct yaml_node *node,
		       const struct yaml_path *path, const struct field *field,
		       void *spec);

/** Records that a value at @path is not what was wanted: "@path wants @wanted, not ...". */
void schema_fault_wanted(const struct schema *schema, const struct yaml_node *node,
			 const struct yaml_path *path, const char *wanted);

/** Records that a mapping lacks a key. */
void schema_fault_missing(const struct schema *schema, const struct yaml_node *node,
			  const struct yaml_path *path, const char *name);

/** Records an unknown key, with the nearest of @fields. */
void schema_fault_unknown(const struct schema *schema, const struct yaml_node *key,
			  const struct yaml_path *path, const struct field *fields);
