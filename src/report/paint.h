#pragma once

#include <stdbool.h>
#include <stdio.h>

struct text;

/** What a piece of text is; a terminal shows each in its colour. */
enum paint {
	PAINT_PLAIN, /* ends what went before */
	PAINT_TITLE,
	PAINT_GOOD,
	PAINT_WARNING,
	PAINT_BAD,
	PAINT_UNKNOWN,
	PAINT_DIM,
	PAINT_COUNT
};

/** Adds the escape sequence for @paint; nothing when @is_on is false. */
void paint_add(struct text *text, bool is_on, enum paint paint);

/** True for a terminal, unless NO_COLOR is set (https://no-color.org). */
bool paint_is_wanted(FILE *stream);
