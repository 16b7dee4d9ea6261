#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/text.h"

enum { LINE_SIZE = 4096 }; /* bytes; what is longer is cut */

static enum log_level level_max = LOG_LEVEL_WARNING;

void log_set_level(enum log_level level)
{
	level_max = level;
}

bool log_is_on(enum log_level level)
{
	return level <= level_max;
}

/* Names and paths come from outside: none may add a line or move a cursor. */
static void add_visible(struct text *line, struct str sentence)
{
	for (size_t i = 0; i < sentence.len; i++) {
		unsigned char c = (unsigned char)sentence.data[i];

		if (c < ' ' || c == 0x7f) {
			text_add_format(line, "\\%03u", c);
		} else {
			text_add_char(line, (char)c);
		}
	}
}

static void PRINTF(2, 0)
	write_line(enum log_level level, const char *format, va_list args)
{
	char sentence_data[LINE_SIZE];
	char line_data[LINE_SIZE];
	struct text sentence;
	struct text line;

	if (!log_is_on(level))
		return;
	text_init(&sentence, sentence_data, sizeof(sentence_data));
	text_add_format_list(&sentence, format, args);
	text_init(&line, line_data, sizeof(line_data) - 1);
	text_add_cstr(&line, "digdrift: ");
	add_visible(&line, text_str(&sentence));
	line_data[line.len] = '\n';
	fwrite(line_data, 1, line.len + 1, stderr);
}

void log_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_line(LOG_LEVEL_ERROR, format, args);
	va_end(args);
}

void log_warning(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_line(LOG_LEVEL_WARNING, format, args);
	va_end(args);
}

void log_info(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_line(LOG_LEVEL_INFO, format, args);
	va_end(args);
}

void log_debug(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	write_line(LOG_LEVEL_DEBUG, format, args);
	va_end(args);
}
