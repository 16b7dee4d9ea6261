/* digdrift explain: what a reason code means and what to do. */
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "cli/command.h"
#include "cli/option.h"
#include "verdict/reason.h"

enum { EXIT_TROUBLE = 3 };

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

static int explain_run(int argc, char **argv)
{
	struct option_operands operands;
	int code =
		option_read(&command_explain, argc, argv, EXIT_TROUBLE, NULL, &operands);

	if (code >= 0)
		return code;
	if (operands.count == 0)
		print_list();
	code = EXIT_SUCCESS;
	for (int i = 0; i < operands.count && code == EXIT_SUCCESS; i++)
		code = explain_code(operands.list[i]);
	return code;
}

const struct command command_explain = {
	.entry = { "explain",
		   "what a reason code means and what to do; without one: all of them" },
	.usage = "[CODE ...]",
	.options = rows,
	.run = explain_run,
};
