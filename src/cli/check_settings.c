#include "cli/check_settings.h"

#include <string.h>

#include "base/attr.h"
#include "base/num.h"

enum { IN_FLIGHT_MAX = 100000 };

static bool set_format(void *user, const char *value)
{
	struct check_settings *settings = user;

	if (settings->format_count == CHECK_FORMATS_MAX)
		return false;
	settings->formats[settings->format_count++] = value;
	return true;
}

static bool set_quiet(void *user, const char *value)
{
	struct check_settings *settings = user;

	(void)value;
	return settings->report.is_quiet = true;
}

static bool set_verbose(void *user, const char *value)
{
	struct check_settings *settings = user;

	(void)value;
	return settings->report.is_verbose = true;
}

static bool set_colour(void *user, const char *value)
{
	struct check_settings *settings = user;

	static const char *const words[] = {
		[REPORT_COLOUR_AUTO] = "auto",
		[REPORT_COLOUR_ALWAYS] = "always",
		[REPORT_COLOUR_NEVER] = "never",
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (strcmp(words[i], value) == 0) {
			settings->report.colour = (enum report_colour)i;
			return true;
		}
	}
	return false;
}

static bool set_in_flight(void *user, const char *value)
{
	struct check_settings *settings = user;

	return num_parse_u32(str_of(value), 1, IN_FLIGHT_MAX, &settings->in_flight) ==
	       ERR_OK;
}

static bool set_v4(void *user, const char *value)
{
	struct check_settings *settings = user;

	(void)value;
	return settings->is_v4_only = true;
}

static bool set_v6(void *user, const char *value)
{
	struct check_settings *settings = user;

	(void)value;
	return settings->is_v6_only = true;
}

static bool set_dry(void *user, const char *value)
{
	struct check_settings *settings = user;

	(void)value;
	return settings->is_dry = true;
}

/* clang-format off */
const struct option_row check_settings_rows[] = {
	{ "format",    'f', "FORMAT[:FILE]", "how to report: text, json, jsonl, junit, nagios, prometheus; to FILE, which is replaced as a whole; may be repeated", "-f text -f prometheus:/var/lib/prometheus/node-exporter/dns.prom", set_format },
	{ "quiet",     'q', NULL,            "print nothing when all is as declared", NULL, set_quiet },
	{ "verbose",   'v', NULL,            "print what is as declared, and what was skipped, too", NULL, set_verbose },
	{ "colour",    0,   "WHEN",          "auto, always or never; auto heeds NO_COLOR", NULL, set_colour },
	{ "in-flight", 0,   "COUNT",         "questions on their way at once; default: what the socket buffers hold", NULL, set_in_flight },
	{ "ipv4",      '4', NULL,            "ask name servers by their IPv4 addresses only", NULL, set_v4 },
	{ "ipv6",      '6', NULL,            "ask name servers by their IPv6 addresses only", NULL, set_v6 },
	{ "dry-run",   'n', NULL,            "read the declarations, say what would be asked, ask nothing", NULL, set_dry },
	{ 0 },
};
/* clang-format on */
