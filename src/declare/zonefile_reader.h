#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/text.h"
#include "declare/rdfast.h"
#include "declare/zonefile.h"
#include "declare/zonetoken.h"
#include "dns/name.h"

struct arena;

/** The reading of a zone file with all it includes: shared by the zonefile*.c files. */
struct zonefile_reader {
	struct name zone;
	zonefile_on_record *on_record;
	void *user;
	struct faults *faults;
	struct arena *scratch; /* of one record */
	struct text text;      /* rdata put together from several lines */
	const struct source *source;
	struct zonetokens *tokens;
	struct name_buffer origin;
	struct name_buffer owner; /* of the record before; size 0: none */
	bool has_default_ttl;     /* by $TTL, or by the SOA when there was none */
	bool has_last_ttl;
	uint32_t default_ttl, last_ttl;
	size_t include_count, generated_count;
};

/* zonefile_rr.c */
/** Reads the record whose first word is @token. */
void zonefile_rr_read(struct zonefile_reader *reader, struct zonetoken token,
		      bool is_indented);

/* zonefile_rdata.c */
/**
 * Reads the words up to the end of the entry as one line of text: a piece of the file, or, where lines and
 * comments come between, put together in the reader's text.
 *
 * @out_last  the token that ended it, also on failure
 * @place     of the first word; stays when there is none
 * Returns false with a fault.
 */
bool zonefile_rdata_read(struct zonefile_reader *reader, struct zonetoken *out_last,
			 struct place *place, struct str *out_rdata);

/* zonefile_ttl.c */
/** Reads "3600", "1h30m", "1W2D".  Errors: ERR_SYNTAX, ERR_RANGE over 2147483647. */
NODISCARD enum err zonefile_ttl_parse(struct str text, uint32_t *out_ttl);

/* zonefile_generate.c */
/** Carries out a $GENERATE, from behind its word to the end of its line. */
void zonefile_generate(struct zonefile_reader *reader, struct zonetoken directive);
