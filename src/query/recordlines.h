#pragma once

#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"
#include "dns/name.h"

struct arena;
struct recordlines;

/** Takes one record; @rdata is what is left of its line.  An error, told by recordlines_fail, ends the reading. */
typedef enum err recordlines_take(struct recordlines *lines, uint16_t type,
				  struct str rdata);

/** A small file of records, one a line in zone file format: root hints, trust anchors. */
struct recordlines {
	struct arena *arena;
	const char *path;
	const char *what;   /* it holds: "root hints" */
	const char *wanted; /* types, for who wrote another word: "NS, A or AAAA" */
	recordlines_take *take;
	void *user;
	const char **out_why; /* a sentence in @arena on failure: "root.hints:3: ..." */
	unsigned line;        /* being read; 0: none */
	struct name owner;    /* of it, in lower case */
};

/**
 * Hands every record of class IN to take.  An owner may be left out, behind the first; $TTL is passed over.
 * Errors: ERR_NOT_FOUND, ERR_IO, ERR_LIMIT over 1 MiB, ERR_SYNTAX, or what take gives.
 */
NODISCARD enum err recordlines_read(struct recordlines *lines);

/** Writes "FILE:LINE: " and the sentence to out_why; gives @err back. */
PRINTF(3, 4)
enum err recordlines_fail(struct recordlines *lines, enum err err, const char *format,
			  ...);

/** A name in lower case.  Errors: ERR_SYNTAX, told. */
NODISCARD enum err recordlines_name(struct recordlines *lines, struct str word,
				    struct name *out_name);
