#include "cli/dig_refusal.h"

#include <stddef.h>

#include "base/attr.h"
#include "cli/dig_line.h"
#include "dns/type.h"

/* NULL, or why the lookup must not be asked as it is written. */
static const char *refusal_of(const struct dig_lookup *lookup)
{
	const struct tls_profile *profile = &lookup->tls.profile;
	const bool is_https = lookup->https.is_on;
	const bool is_secured = lookup->tls.is_on || is_https;
	const bool is_transfer = lookup->type == TYPE_AXFR || lookup->type == TYPE_IXFR;
	const bool is_walk = lookup->is_trace || lookup->is_nssearch || lookup->is_all_ns;
	const struct {
		bool is_refused;
		const char *why;
	} rows[] = {
		{ is_secured &&
			  (profile->cert_file == NULL) != (profile->key_file == NULL),
		  "both TLS client certificate and key file must be specified at the same "
		  "time" },
		{ is_https && is_transfer,
		  "zones are not transferred over HTTPS: +tls does that" },
		{ is_secured && is_walk,
		  "+tls and +https do not go with +trace, +nssearch or +all-ns: name "
		  "servers are asked without TLS" },
		{ lookup->proxy != NULL && is_https, "+proxy does not go with +https" },
		{ lookup->proxy != NULL && is_walk,
		  "+proxy does not go with +trace, +nssearch or +all-ns" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (rows[i].is_refused)
			return rows[i].why;
	}
	return NULL;
}

bool dig_refusal_check(struct dig_line *line)
{
	for (const struct dig_lookup *at = line->first; at != NULL; at = at->next) {
		const char *why = refusal_of(at);

		if (why != NULL)
			return dig_line_fatal(line, DIG_EXIT_USAGE, "%s", why);
	}
	return true;
}
