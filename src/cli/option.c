#include "cli/option.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/nearest.h"
#include "base/text.h"
#include "cli/command.h"

enum {
	HELP_VALUE = 1,
	ROW_VALUE = 256,
	LETTERS_MAX = 3 * OPTION_ROWS_MAX + 8,
	COLUMN = 28,
	WIDTH = 80,
	HELP_MAX = 16384
};

static size_t row_count(const struct option_row *rows)
{
	size_t count = 0;

	while (count < OPTION_ROWS_MAX && rows[count].name != NULL)
		count++;
	return count;
}

/* A leading ":" makes getopt tell a missing value from an unknown option. */
static void make_letters(const struct option_row *rows, char *letters)
{
	*letters++ = ':';
	*letters++ = 'h';
	for (size_t i = 0; i < row_count(rows); i++) {
		if (rows[i].letter == 0)
			continue;
		*letters++ = rows[i].letter;
		if (rows[i].argument != NULL)
			*letters++ = ':';
	}
	*letters = '\0';
}

static void make_longs(const struct option_row *rows, struct option *longs)
{
	size_t count = row_count(rows);

	for (size_t i = 0; i < count; i++) {
		longs[i] = (struct option){ rows[i].name,
					    rows[i].argument != NULL ? required_argument
								     : no_argument,
					    NULL, ROW_VALUE + (int)i };
	}
	longs[count] = (struct option){ "help", no_argument, NULL, HELP_VALUE };
	longs[count + 1] = (struct option){ 0 };
}

static void say_unknown(const struct command *command, const char *written)
{
	const struct option_row *rows = command->options;
	const char *name = command->entry.name;
	const char *names[OPTION_ROWS_MAX];
	const char *nearest;

	if (optopt > 0 && optopt < ROW_VALUE && optopt != HELP_VALUE) {
		log_error("%s: no option \"-%c\"; see \"digdrift %s --help\"", name,
			  optopt, name);
		return;
	}
	for (size_t i = 0; i < row_count(rows); i++)
		names[i] = rows[i].name;
	while (*written == '-')
		written++;
	nearest = nearest_find(str_of(written), names, row_count(rows));
	if (nearest != NULL) {
		log_error("%s: no option \"--%s\"; did you mean \"--%s\"", name, written,
			  nearest);
	} else {
		log_error("%s: no option \"--%s\"; see \"digdrift %s --help\"", name,
			  written, name);
	}
}

static int print_help(const struct command *command)
{
	char buffer[HELP_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	option_print_help(&text, command);
	(void)fputs(text.data, stdout);
	return EXIT_SUCCESS;
}

static const struct option_row *row_of(const struct command *command, int found)
{
	const struct option_row *row = command->options;

	while (row->name != NULL && found != ROW_VALUE + (int)(row - command->options) &&
	       found != row->letter)
		row++;
	return row;
}

static bool take(const struct command *command, int found, void *settings)
{
	const struct option_row *row = row_of(command, found);

	if (row->name != NULL &&
	    row->set(settings, row->argument != NULL ? optarg : NULL))
		return true;
	log_error("%s: \"--%s\" cannot be \"%s\"; see \"digdrift %s --help\"",
		  command->entry.name, row->name, optarg, command->entry.name);
	return false;
}

int option_read(const struct command *command, int argc, char **argv, int usage_code,
		void *settings, struct option_operands *out_operands)
{
	struct option longs[OPTION_ROWS_MAX + 2];
	char letters[LETTERS_MAX];
	int found;

	make_letters(command->options, letters);
	make_longs(command->options, longs);
	optind = 0; /* glibc: starts anew, state and all */
	opterr = 0;
	while ((found = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		if (found == 'h' || found == HELP_VALUE)
			return print_help(command);
		if (found == ':') {
			log_error("%s: \"%s\" wants a value", command->entry.name,
				  argv[optind - 1]);
		} else if (found == '?') {
			say_unknown(command, argv[optind - 1]);
		} else if (take(command, found, settings)) {
			continue;
		}
		return usage_code;
	}
	*out_operands = (struct option_operands){ argv + optind, argc - optind };
	return -1;
}

/* Words go on a new line, under the column, where the line would pass the width. */
static void add_wrapped(struct text *text, const char *sentence)
{
	struct str rest = str_of(sentence);
	size_t column = COLUMN;

	for (struct str word = str_word(&rest); word.len > 0; word = str_word(&rest)) {
		if (column > COLUMN && column + 1 + word.len > WIDTH) {
			text_add_char(text, '\n');
			text_add_repeat(text, ' ', COLUMN);
			column = COLUMN;
		} else if (column > COLUMN) {
			text_add_char(text, ' ');
			column++;
		}
		text_add(text, word);
		column += word.len;
	}
	text_add_char(text, '\n');
}

void option_print_entry(struct text *text, const char *term, const char *summary)
{
	size_t start = text->len;

	text_add_format(text, "  %s", term);
	if (text->len - start + 2 > COLUMN) {
		text_add_char(text, '\n');
		start = text->len;
	}
	text_add_repeat(text, ' ', COLUMN - (text->len - start));
	add_wrapped(text, summary);
}

static void add_row(struct text *text, const struct option_row *row)
{
	char buffer[WIDTH];
	struct text term;

	text_init(&term, buffer, sizeof(buffer));
	if (row->letter != 0) {
		text_add_format(&term, "-%c, --%s", row->letter, row->name);
	} else {
		text_add_format(&term, "    --%s", row->name);
	}
	if (row->argument != NULL)
		text_add_format(&term, " %s", row->argument);
	option_print_entry(text, term.data, row->summary);
}

void option_print_help(struct text *text, const struct command *command)
{
	static const struct option_row help = {
		"help", 'h', NULL, "this text", NULL, NULL
	};

	text_add_format(text, "usage: digdrift %s %s\n\n%s\n\n", command->entry.name,
			command->usage, command->entry.summary);
	for (const struct option_row *row = command->options; row->name != NULL; row++)
		add_row(text, row);
	add_row(text, &help);
}
