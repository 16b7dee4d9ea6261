#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/** Bytes by pointer and length, not NUL-terminated unless a function says so; passed by value. */
struct str {
	const char *data; /* may be NULL when len is 0 */
	size_t len;
};

/** A str of a string literal, also in static initialisers. */
#define STR(literal)                           \
	{                                      \
		(literal), sizeof(literal) - 1 \
	}

/** Borrows a C string; NULL gives the empty str. */
struct str str_of(const char *text);

/** Borrows @len bytes. */
struct str str_make(const char *data, size_t len);

/** Copies into @arena with a NUL behind it; .data is then also a C string. */
struct str str_copy(struct arena *arena, struct str str);

/** Copies into @arena as a C string. */
char *str_cstr(struct arena *arena, struct str str);

bool str_equal(struct str a, struct str b);
/** ASCII case is folded.  Never for domain names: names are compared by dns/name.h. */
bool str_equal_case(struct str a, struct str b);
/** Like strcmp, by unsigned bytes; a prefix comes first. */
int str_compare(struct str a, struct str b);
bool str_is_empty(struct str str);
bool str_has_prefix(struct str str, struct str prefix);
bool str_has_prefix_case(struct str str, struct str prefix);
bool str_has_suffix(struct str str, struct str suffix);
/** Index of the first @c, or -1. */
ptrdiff_t str_find(struct str str, char c);
/** From @start to the end; empty when @start is past the end. */
struct str str_from(struct str str, size_t start);
/** The first @len bytes, or fewer. */
struct str str_upto(struct str str, size_t len);
/** Without ASCII white space at both ends. */
struct str str_trim(struct str str);
/**
 * Cuts the text before the first @separator off @rest and returns it; @rest becomes what is
 * behind, or has data NULL when there was no separator.
 */
struct str str_cut(struct str *rest, char separator);
/** Cuts the next word (runs of blanks and tabs separate) off @rest; empty at the end. */
struct str str_word(struct str *rest);
/** FNV-1a, 64 bits; for tables of trusted size only (see base/map.h for hostile keys). */
uint64_t str_hash(struct str str);
