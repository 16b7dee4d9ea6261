#pragma once

#include <stdbool.h>

#include "base/attr.h"

enum log_level {
	LOG_LEVEL_ERROR,
	LOG_LEVEL_WARNING,
	LOG_LEVEL_INFO,
	LOG_LEVEL_DEBUG,
	LOG_LEVEL_COUNT
};

/** Lines above @level are dropped; the default is LOG_LEVEL_WARNING. */
void log_set_level(enum log_level level);
bool log_is_on(enum log_level level);

/** One line to stderr, "digdrift: " before it.  Only `cli` logs above debug. */
void log_error(const char *format, ...) PRINTF(1, 2);
void log_warning(const char *format, ...) PRINTF(1, 2);
void log_info(const char *format, ...) PRINTF(1, 2);
void log_debug(const char *format, ...) PRINTF(1, 2);
