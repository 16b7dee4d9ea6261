#pragma once

#include <stdbool.h>

#include "dns/name.h"

struct rrset;
struct rrset_rdata;

/** True when a DNSKEY of @zone has the DS' tag, algorithm and digest.  Source: RFC 4034 section 5.1.4. */
bool descent_ds_fits(struct name zone, const struct rrset_rdata *ds,
		     const struct rrset *keys);
