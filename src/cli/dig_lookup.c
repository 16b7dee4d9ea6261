#include "cli/dig_lookup.h"

#include <limits.h>

#include "base/duration.h"
#include "dns/type.h"

const struct dig_lookup dig_lookup_default = {
	.type = TYPE_A,
	.rr_class = CLASS_IN,
	.has_rd = true,
	.has_ad = true,
	.has_edns = true,
	.udp_size = DIG_UDP_SIZE,
	.has_cookie = true,
	.is_servfail_final = true,
	.has_edns_negotiation = true,
	.is_badcookie_retried = true,
	.interval_us = UINT64_C(100) * DURATION_MS,
	.has_idn_in = true,
	.style = {
		.has_comments = true,
		.has_section = { true, true, true, true },
		.has_stats = true,
	},
};

const struct dig_globals dig_lookup_globals = {
	.has_cmd = true,
	.ndots = UINT_MAX,
	.split = UINT_MAX,
	.port = 53,
};
