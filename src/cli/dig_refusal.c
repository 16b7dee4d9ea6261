#include "cli/dig_refusal.h"

#include <stddef.h>

#include "base/attr.h"
#include "cli/dig_line.h"
#include "dns/type.h"

static const char *find(const struct dig_lookup *lookup)
{
	const struct {
		bool is_on;
		const char *name;
	} features[] = {
		{ lookup->refused.has_proxy, "PROXYv2 (+proxy)" },
	};

	for (size_t i = 0; i < ARRAY_LEN(features); i++) {
		if (features[i].is_on)
			return features[i].name;
	}
	return NULL;
}

/* Half of what TLS needs, or a secured question whose parts would go out in clear text. */
static bool check_tls(struct dig_line *line, const struct dig_lookup *lookup)
{
	const struct tls_profile *profile = &lookup->tls.profile;

	if (!lookup->tls.is_on && !lookup->https.is_on)
		return true;
	if ((profile->cert_file == NULL) != (profile->key_file == NULL)) {
		return dig_line_fatal(line, DIG_EXIT_USAGE,
				      "both TLS client certificate and key file must be "
				      "specified at the same time");
	}
	if (lookup->https.is_on &&
	    (lookup->type == TYPE_AXFR || lookup->type == TYPE_IXFR)) {
		return dig_line_fatal(line, DIG_EXIT_USAGE,
				      "zones are not transferred over HTTPS: +tls does "
				      "that");
	}
	if (lookup->is_trace || lookup->is_nssearch || lookup->is_all_ns) {
		return dig_line_fatal(
			line, DIG_EXIT_USAGE,
			"+tls and +https do not go with +trace, +nssearch or +all-ns: name "
			"servers are asked without TLS");
	}
	return true;
}

bool dig_refusal_check(struct dig_line *line)
{
	for (const struct dig_lookup *at = line->first; at != NULL; at = at->next) {
		const char *name = find(at);

		if (!check_tls(line, at))
			return false;

		if (name != NULL) {
			return dig_line_fatal(line, DIG_EXIT_USAGE, "%s is not available",
					      name);
		}
	}
	return true;
}
