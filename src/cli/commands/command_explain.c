/* digdrift explain: what a reason code means and what to do; what a dig line asks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "cli/command.h"
#include "cli/dig_run.h"
#include "cli/option.h"
#include "verdict/reason.h"

enum { EXIT_TROUBLE = 3, WORDS_MAX = 256 };

static const struct option_row rows[] = { { 0 } };

static void print_list(void)
{
	for (unsigned reason = REASON_NONE + 1; reason < REASON_COUNT; reason++) {
		const struct reason_info *info = reason_get((enum reason)reason);

		(void)printf("%-20s %-9s %s\n", info->code, state_name(info->state),
			     info->meaning);
	}
}

static int explain_code(const char *code)
{
	enum reason reason = reason_find(str_of(code));
	const char *nearest = reason_nearest(str_of(code));
	const struct reason_info *info;

	if (reason == REASON_NONE) {
		if (nearest != NULL) {
			log_error(
				"explain: no reason is called \"%s\"; did you mean \"%s\"",
				code, nearest);
		} else {
			log_error(
				"explain: no reason is called \"%s\"; \"digdrift explain\" lists them",
				code);
		}
		return EXIT_TROUBLE;
	}
	info = reason_get(reason);
	(void)printf("%s (%s)\n  %s.\n  To do: %s.\n", info->code,
		     state_name(info->state), info->meaning, info->remedy);
	return EXIT_SUCCESS;
}

/* The word that calls the program is no part of what is asked. */
static bool is_program(struct str word)
{
	return str_equal(word, str_of("dig")) || str_equal(word, str_of("digdrift"));
}

/* Codes are single words of letters and hyphens: what has blanks, or is written as in dig, is a line. */
static bool is_line(const struct option_operands *operands)
{
	for (int i = 0; i < operands->count; i++) {
		const char *word = operands->list[i];

		if (strpbrk(word, " \t.") != NULL || word[0] == '@' || word[0] == '+' ||
		    is_program(str_of(word)))
			return true;
	}
	return false;
}

static int explain_line(const struct option_operands *operands)
{
	static char option[] = "+explain";
	static char program[] = "digdrift";
	char *argv[WORDS_MAX + 1] = { program, option };
	struct arena *arena = arena_new();
	int argc = 2;
	int code;

	for (int i = 0; i < operands->count; i++) {
		struct str rest = str_of(operands->list[i]);

		for (struct str word = str_word(&rest); word.len > 0 && argc < WORDS_MAX;
		     word = str_word(&rest)) {
			if (argc > 2 || !is_program(word))
				argv[argc++] = str_cstr(arena, word);
		}
	}
	code = dig_run_here(argc, argv, false);
	arena_free(arena);
	return code;
}

/* A dash, but for --help's, begins a flag of a dig line, which no table of ours knows. */
static bool has_flag(int argc, char **argv)
{
	if (argc == 2 && (strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "--") == 0))
		return false;
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--help") == 0)
			return false;
	}
	for (int i = 1; i < argc; i++) {
		if (argv[i][0] == '-')
			return true;
	}
	return false;
}

static int explain_run(int argc, char **argv)
{
	struct option_operands operands = { argv + 1, argc - 1 };
	int code;

	if (has_flag(argc, argv))
		return explain_line(&operands);
	code = option_read(&command_explain, argc, argv, EXIT_TROUBLE, NULL, &operands);
	if (code >= 0)
		return code;
	if (is_line(&operands))
		return explain_line(&operands);
	if (operands.count == 0)
		print_list();
	code = EXIT_SUCCESS;
	for (int i = 0; i < operands.count && code == EXIT_SUCCESS; i++)
		code = explain_code(operands.list[i]);
	return code;
}

const struct command command_explain = {
	.entry = { "explain",
		   "what a reason code means and what to do; what a dig line asks" },
	.usage = "[CODE ... | DIG-LINE]",
	.options = rows,
	.run = explain_run,
};
