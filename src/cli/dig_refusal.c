#include "cli/dig_refusal.h"

#include <stddef.h>

#include "base/attr.h"
#include "cli/dig_line.h"

static const char *find(const struct dig_lookup *lookup)
{
	const struct {
		bool is_on;
		const char *name;
	} features[] = {
		{ lookup->refused.has_tls, "DNS over TLS (+tls)" },
		{ lookup->refused.has_https, "DNS over HTTPS (+https)" },
		{ lookup->refused.has_http, "DNS over HTTP (+http-plain)" },
		{ lookup->refused.has_proxy, "PROXYv2 (+proxy)" },
	};

	for (size_t i = 0; i < ARRAY_LEN(features); i++) {
		if (features[i].is_on)
			return features[i].name;
	}
	return NULL;
}

bool dig_refusal_check(struct dig_line *line)
{
	for (const struct dig_lookup *at = line->first; at != NULL; at = at->next) {
		const char *name = find(at);

		if (name != NULL) {
			return dig_line_fatal(line, DIG_EXIT_USAGE, "%s is not available",
					      name);
		}
	}
	return true;
}
