#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "dns/name.h"

struct source;

enum {
	ZONEFILE_INCLUDES_MAX = 1000,         /* $INCLUDE in one reading */
	ZONEFILE_GENERATED_MAX = 1000 * 1000, /* records of $GENERATE in one reading */
};

/** A record of a zone file; all of it borrowed until the callback returns. */
struct zonefile_record {
	struct name owner; /* in the zone, case kept */
	uint16_t type;
	bool has_ttl;   /* none was said, nor could one be had from before */
	bool is_normal; /* wire is known to be its own normal form */
	uint32_t ttl;
	const uint8_t *wire; /* uncompressed, case kept */
	uint16_t size;
	struct place place;
};

typedef void zonefile_on_record(void *user, const struct zonefile_record *record);

/**
 * Reads a zone file record by record: RFC 1035 section 5 with $TTL (RFC 2308), $GENERATE (BIND), unknown
 * types (RFC 3597), TTLs with units, class and TTL in either order.
 *
 * @zone  the name of the zone, and the origin to begin with
 * Every fault is recorded and the reading goes on behind it: bad syntax and rdata, names outside of
 * the zone, a class other than IN, files that include themselves.
 */
void zonefile_read(const struct source *source, struct name zone,
		   zonefile_on_record *on_record, void *user, struct faults *faults);
