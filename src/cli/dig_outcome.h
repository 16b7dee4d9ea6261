#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "query/tls_fault.h"

struct answer;
struct dig_lookup;
struct transfer_result;

/** Exit codes of digdrift's lookups beyond dig's. */
enum dig_outcome_exit {
	DIG_OUTCOME_NXDOMAIN = 3,
	DIG_OUTCOME_NODATA = 4,
	DIG_OUTCOME_SERVFAIL = 5,
	DIG_OUTCOME_REFUSED = 6, /* REFUSED or NOTAUTH */
	DIG_OUTCOME_RCODE = 7,   /* any other rcode */
	DIG_OUTCOME_TRANSFER = 11,
	DIG_OUTCOME_TSIG = 12,
	DIG_OUTCOME_TLS = 13,
	DIG_OUTCOME_MALFORMED = 14,
	DIG_OUTCOME_BOGUS = 15,
};

/** digdrift's exit code for what became of a lookup. */
int dig_outcome_of_answer(const struct dig_lookup *lookup, const struct answer *answer);

/** dig's exit code for the same: it fails where no server replied, but not where TLS failed. */
int dig_outcome_of_dig(const struct answer *answer);

/** digdrift's exit code for how a transfer ended. */
int dig_outcome_of_transfer(const struct transfer_result *result);

/** digdrift's exit code where TLS failed: our own files are a fault of usage. */
int dig_outcome_of_tls(enum tls_fault fault);

/** The exit code of a run so far and of one lookup more: dig takes the last, digdrift the largest. */
int dig_outcome_join(bool is_dig, int so_far, int more);
