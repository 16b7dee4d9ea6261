#include "cli/option.h"

#include <getopt.h>
#include <stdio.h>

#include "base/log.h"
#include "base/nearest.h"
#include "base/text.h"
#include "cli/command.h"

enum {
	HELP_VALUE = 1,
	ROW_VALUE = 256,
	LETTERS_MAX = 3 * OPTION_ROWS_MAX + 8,
	COLUMN = 28,
	WIDTH = 80
};

void option_begin(struct option_reader *reader, const struct command *command, int argc,
		  char **argv)
{
	*reader =
		(struct option_reader){ .command = command, .argc = argc, .argv = argv };
	optind = 0; /* glibc: starts anew, state and all */
	opterr = 0;
}

static size_t row_count(const struct option_row *rows)
{
	size_t count = 0;

	while (rows[count].name != NULL && count < OPTION_ROWS_MAX)
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

	for (size_t i = 0; i < count; i++)
		longs[i] = (struct option){ rows[i].name,
					    rows[i].argument != NULL ? required_argument
								     : no_argument,
					    NULL, ROW_VALUE + (int)i };
	longs[count] = (struct option){ "help", no_argument, NULL, HELP_VALUE };
	longs[count + 1] = (struct option){ 0 };
}

static enum option_event say_unknown(const struct option_reader *reader)
{
	const struct option_row *rows = reader->command->options;
	const char *name = reader->command->entry.name;
	const char *written = reader->argv[optind - 1];
	const char *names[OPTION_ROWS_MAX];
	const char *nearest;

	if (optopt > 0 && optopt < ROW_VALUE && optopt != HELP_VALUE) {
		log_error("%s: no option \"-%c\"; see \"digdrift %s --help\"", name,
			  optopt, name);
		return OPTION_BAD;
	}
	for (size_t i = 0; i < row_count(rows); i++)
		names[i] = rows[i].name;
	while (*written == '-')
		written++;
	nearest = nearest_find(str_of(written), names, row_count(rows));
	if (nearest != NULL)
		log_error("%s: no option \"--%s\"; did you mean \"--%s\"", name, written,
			  nearest);
	else
		log_error("%s: no option \"--%s\"; see \"digdrift %s --help\"", name,
			  written, name);
	return OPTION_BAD;
}

static enum option_event say_missing(const struct option_reader *reader)
{
	log_error("%s: \"%s\" wants a value", reader->command->entry.name,
		  reader->argv[optind - 1]);
	return OPTION_BAD;
}

static enum option_event take_row(struct option_reader *reader, int found)
{
	const struct option_row *rows = reader->command->options;
	size_t count = row_count(rows);

	for (size_t i = 0; i < count; i++) {
		if (found != ROW_VALUE + (int)i && found != rows[i].letter)
			continue;
		reader->row = &rows[i];
		reader->value = rows[i].argument != NULL ? optarg : NULL;
		return OPTION_ROW;
	}
	return OPTION_BAD;
}

enum option_event option_next(struct option_reader *reader)
{
	struct option longs[OPTION_ROWS_MAX + 2];
	char letters[LETTERS_MAX];
	int found;

	make_letters(reader->command->options, letters);
	make_longs(reader->command->options, longs);
	found = getopt_long(reader->argc, reader->argv, letters, longs, NULL);
	switch (found) {
	case -1:
		reader->operands = reader->argv + optind;
		reader->operand_count = reader->argc - optind;
		return OPTION_END;
	case 'h':
	case HELP_VALUE:
		return OPTION_HELP;
	case '?':
		return say_unknown(reader);
	case ':':
		return say_missing(reader);
	default:
		return take_row(reader, found);
	}
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

static void add_row(struct text *text, const struct option_row *row)
{
	size_t start = text->len;

	if (row->letter != 0)
		text_add_format(text, "  -%c, --%s", row->letter, row->name);
	else
		text_add_format(text, "      --%s", row->name);
	if (row->argument != NULL)
		text_add_format(text, " %s", row->argument);
	if (text->len - start + 2 > COLUMN) {
		text_add_char(text, '\n');
		start = text->len;
	}
	text_add_repeat(text, ' ', COLUMN - (text->len - start));
	add_wrapped(text, row->summary);
}

void option_print_help(struct text *text, const struct command *command)
{
	static const struct option_row help = { "help", 'h', NULL, "this text", NULL };

	text_add_format(text, "usage: digdrift %s %s\n\n%s\n\n", command->entry.name,
			command->usage, command->entry.summary);
	for (const struct option_row *row = command->options; row->name != NULL; row++)
		add_row(text, row);
	add_row(text, &help);
}
