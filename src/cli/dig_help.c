#include "cli/dig_help.h"

#include <string.h>

#include "base/text.h"
#include "cli/dig_flag.h"
#include "cli/dig_line.h"
#include "cli/dig_long.h"
#include "cli/dig_option.h"
#include "cli/option.h"
#include "config.h"

enum { TERM_SIZE = 80, HELP_MAX = 64 * 1024 };

const char *dig_help_version(void)
{
	return "digdrift-" DIGDRIFT_VERSION;
}

static const char *name(const struct dig_line *line)
{
	return line->is_dig ? "dig" : "digdrift";
}

void dig_help_print_usage(const struct dig_line *line, FILE *stream)
{
	(void)fprintf(
		stream,
		"Usage:  %s [@global-server] [domain] [q-type] [q-class] {q-opt}\n"
		"            {global-d-opt} host [@local-server] {local-d-opt}\n"
		"            [ host [@local-server] {local-d-opt} [...]]\n\n"
		"Use \"%s -h\" (or \"%s -h | more\") for complete list of options\n",
		name(line), name(line), name(line));
}

/* "+[no]edns[=N]": brackets go round the equals sign when the value may be left out. */
static void name_option(struct text *text, const struct dig_option *row)
{
	bool is_optional = row->argument != NULL && row->argument[0] == '[';

	text_add_format(text, "+%s%s", row->is_positive ? "" : "[no]", row->name);
	if (row->argument != NULL) {
		text_add_format(text, "%s=%s", is_optional ? "[" : "",
				row->argument + (is_optional ? 1 : 0));
	}
}

static void name_flag(struct text *text, const struct dig_flag *row)
{
	text_add_format(text, "-%c", row->letter);
	if (row->argument != NULL)
		text_add_format(text, " %s", row->argument);
}

static void add_flags(struct text *text)
{
	char buffer[TERM_SIZE];
	struct text term;

	text_init(&term, buffer, sizeof(buffer));
	for (const struct dig_flag *row = dig_flag_rows; row->letter != 0; row++) {
		if (row->summary == NULL)
			continue;
		text_clear(&term);
		name_flag(&term, row);
		option_print_entry(text, term.data, row->summary);
	}
}

static void name_long(struct text *text, const struct dig_long *row)
{
	text_add_format(text, "--%s %s", row->name, row->argument);
}

static void add_long(struct text *text)
{
	char buffer[TERM_SIZE];
	struct text term;

	text_init(&term, buffer, sizeof(buffer));
	for (const struct dig_long *row = dig_long_rows; row->name != NULL; row++) {
		text_clear(&term);
		name_long(&term, row);
		option_print_entry(text, term.data, row->summary);
	}
}

static void add_options(struct text *text, bool is_dig)
{
	char buffer[TERM_SIZE];
	struct text term;

	text_init(&term, buffer, sizeof(buffer));
	for (const struct dig_option *row = dig_option_rows; row->name != NULL; row++) {
		if (row->summary == NULL || (row->is_ours && is_dig))
			continue;
		text_clear(&term);
		name_option(&term, row);
		option_print_entry(text, term.data, row->summary);
	}
}

void dig_help_print(const struct dig_line *line, FILE *stream)
{
	struct text text;

	text_init_growing(&text, HELP_MAX);
	text_add_format(
		&text,
		"Usage: %s [@server ...] [name] [type] [class] [-flag ...] "
		"[+option ...]\n       [name ...] ...\n\n"
		"What stands before the first name holds for every lookup, what "
		"stands behind a\nname for that lookup.  Without a name: the name "
		"servers of the root.\n\nFlags:\n",
		name(line));
	add_flags(&text);
	if (!line->is_dig)
		add_long(&text);
	text_add_cstr(&text, "\nOptions, with their defaults (any form that is long "
			     "enough to be clear):\n");
	add_options(&text, line->is_dig);
	(void)fputs(text.data, stream);
	text_free(&text);
}

/* scdoc takes these characters for itself. */
static void print_escaped(FILE *stream, const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("*_\\#~[]<>.", *text) != NULL)
			(void)fputc('\\', stream);
		(void)fputc(*text, stream);
	}
}

static void print_manual_entry(FILE *stream, const char *term, const char *summary)
{
	(void)fputs("*", stream);
	print_escaped(stream, term);
	(void)fputs("*\n\t", stream);
	print_escaped(stream, summary);
	(void)fputs("\n\n", stream);
}

void dig_help_print_manual(FILE *stream)
{
	char buffer[TERM_SIZE];
	struct text term;

	text_init(&term, buffer, sizeof(buffer));
	(void)fputs("# FLAGS\n\n", stream);
	for (const struct dig_flag *row = dig_flag_rows; row->letter != 0; row++) {
		if (row->summary == NULL)
			continue;
		text_clear(&term);
		name_flag(&term, row);
		print_manual_entry(stream, term.data, row->summary);
	}
	for (const struct dig_long *row = dig_long_rows; row->name != NULL; row++) {
		text_clear(&term);
		name_long(&term, row);
		print_manual_entry(stream, term.data, row->summary);
	}
	(void)fputs("# OPTIONS\n\n", stream);
	for (const struct dig_option *row = dig_option_rows; row->name != NULL; row++) {
		if (row->summary == NULL)
			continue;
		text_clear(&term);
		name_option(&term, row);
		print_manual_entry(stream, term.data, row->summary);
	}
}
