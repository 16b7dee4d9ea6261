#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

struct arena;
struct text;

enum {
	NAME_SIZE_MAX = 255,
	NAME_LABEL_MAX = 63,
	NAME_TEXT_MAX = 1024,
	NAME_JUMPS_MAX = 128, /* compression pointers that one name may follow */
};

/** A domain name in uncompressed wire form, absolute; the case is kept.  Passed by value. */
struct name {
	const uint8_t *wire; /* ends with the root label; never NULL */
	size_t size;         /* bytes with the root label: 1 to 255 */
};

/** The root. */
extern const struct name name_root;

/** A name in a buffer of its own: for names that are built or decompressed on the stack. */
struct name_buffer {
	uint8_t wire[NAME_SIZE_MAX];
	size_t size;
};

/** Borrows the buffer. */
struct name name_of(const struct name_buffer *buffer);

/**
 * Reads presentation form; a name without a final dot is put under @origin (NULL: the root).
 * "\DDD" and "\c" escapes; "@" alone is @origin, empty text is a fault.
 *
 * @out_why  NULL, or receives on failure what dig says: "label too long", "bad escape",
 *           "empty label", "name too long", "unexpected end of input"
 * Errors: ERR_SYNTAX.  Source: RFC 1035 section 5.1.
 */
NODISCARD enum err name_parse(struct str text, const struct name *origin,
			      struct name_buffer *out_name, const char **out_why);

/** Like name_parse, with the result in @arena. */
NODISCARD enum err name_parse_new(struct arena *arena, struct str text,
				  const struct name *origin, struct name *out_name,
				  const char **out_why);

/** dig's presentation form, absolute, with the escapes of dig. */
void name_print(struct text *text, struct name name);

/** Presentation form relative to @origin: "" at the apex; absolute when not below it. */
void name_print_relative(struct text *text, struct name name, struct name origin);

/** Copies to @arena. */
struct name name_copy(struct arena *arena, struct name name);
/** Copies to @arena in lower case (ASCII letters only, RFC 4343). */
struct name name_copy_lower(struct arena *arena, struct name name);

/** True for the same name, ASCII case folded (RFC 4343). */
bool name_equal(struct name a, struct name b);
/** Canonical order of RFC 4034 section 6.1: negative, 0 or positive. */
int name_compare(struct name a, struct name b);
/** True when @name is @ancestor or stands below it. */
bool name_is_below(struct name name, struct name ancestor);
bool name_is_root(struct name name);
/** True when the leftmost label is "*". */
bool name_is_wildcard(struct name name);
/** Labels without the root's: 0 for the root. */
unsigned name_label_count(struct name name);
/** Without its leftmost label; the root stays the root.  Borrows. */
struct name name_parent(struct name name);
/** The suffix of @count labels (and the root); borrows.  @count at most name_label_count. */
struct name name_suffix(struct name name, unsigned count);
/** Keyed hash, ASCII case folded. */
uint64_t name_hash(struct name name);

/**
 * Reads a name at @offset of a message, following compression pointers (backwards only).
 *
 * @out_end   offset behind the name in its place
 * Errors: ERR_SYNTAX: truncated, a bad label type, a pointer that does not go backwards, over 255
 *         bytes.  Source: RFC 1035 section 4.1.4.
 */
NODISCARD enum err name_read(const uint8_t *wire, size_t size, size_t offset,
			     struct name_buffer *out_name, size_t *out_end);
/**
 * Returns NULL for a name that name_read can read, or what dig says of it: "bad compression
 * pointer", "bad label type", "unexpected end of input", "name too long".
 *
 * @out_end  as for name_read; untouched at a fault
 */
const char *name_read_fault(const uint8_t *wire, size_t size, size_t offset,
			    size_t *out_end);
/** Like name_read without building the name: only its end. */
NODISCARD enum err name_skip(const uint8_t *wire, size_t size, size_t offset,
			     size_t *out_end);
/** Compares the (maybe compressed) name at @offset with @name, case folded; false when unreadable. */
bool name_equal_wire(const uint8_t *wire, size_t size, size_t offset, struct name name);
/** True when @wire of exactly @size bytes is one uncompressed name. */
bool name_is_valid(const uint8_t *wire, size_t size);
