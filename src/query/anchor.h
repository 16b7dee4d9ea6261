#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "dns/dnssec.h"
#include "dns/name.h"

struct arena;

enum { ANCHOR_MAX = 64 };

/** A key that is trusted without proof, by its digest. */
struct anchor {
	struct name zone; /* lower case */
	struct dnssec_ds ds;
};

struct anchors {
	const struct anchor *list;
	size_t count;
};

/** The root's keys that IANA publishes: KSK-2017 (20326) and KSK-2024 (38696). */
void anchor_builtin(struct arena *arena, struct anchors *out_anchors);

/**
 * Reads a file of DS or DNSKEY records, one a line in zone file format; other types are passed over, and keys that may not
 * sign zones (revoked ones too) as well.
 *
 * @out_why  on failure a sentence in @arena ("root.key:3: ..."); else untouched
 * Errors: ERR_NOT_FOUND, ERR_IO, ERR_SYNTAX (also when no anchor is there), ERR_LIMIT over ANCHOR_MAX anchors or
 *         1 MiB.
 */
NODISCARD enum err anchor_read(struct arena *arena, const char *path,
			       struct anchors *out_anchors, const char **out_why);
