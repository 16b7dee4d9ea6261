#include "report/paint.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"

static const char *const sequences[PAINT_COUNT] = {
	[PAINT_PLAIN] = "\033[0m", [PAINT_TITLE] = "\033[1m",
	[PAINT_GOOD] = "\033[32m", [PAINT_WARNING] = "\033[33m",
	[PAINT_BAD] = "\033[31m",  [PAINT_UNKNOWN] = "\033[35m",
	[PAINT_DIM] = "\033[2m",
};

void paint_add(struct text *text, bool is_on, enum paint paint)
{
	if (is_on)
		text_add_cstr(text, sequences[paint]);
}

bool paint_is_wanted(FILE *stream)
{
	const char *no_color = getenv("NO_COLOR");

	return (no_color == NULL || no_color[0] == '\0') && isatty(fileno(stream)) == 1;
}
