#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/option.h"
#include "report/report.h"

enum { CHECK_FORMATS_MAX = 16 };

/** What the line of `digdrift check` says. */
struct check_settings {
	struct report_options report;
	const char *formats[CHECK_FORMATS_MAX];
	size_t format_count;
	uint32_t in_flight; /* 0: what the socket buffers hold */
	bool is_v4_only, is_v6_only;
	bool is_dry;
	char **paths;
	int path_count;
};

/** The options of the command; they fill a struct check_settings, zeroed before. */
extern const struct option_row check_settings_rows[];
