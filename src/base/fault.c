#include "base/fault.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum {
	LIST_MIN = 16,        /* faults in the first list */
	SENTENCE_SIZE = 2048, /* bytes; what is longer is cut */
};

void faults_init(struct faults *faults, struct arena *arena)
{
	*faults = (struct faults){ .arena = arena };
}

static void grow(struct faults *faults)
{
	size_t size = faults->size > 0 ? faults->size * 2 : LIST_MIN;
	struct fault *list = arena_array(faults->arena, size, sizeof(*list));

	for (size_t i = 0; i < faults->len; i++)
		list[i] = faults->list[i];
	faults->list = list;
	faults->size = size;
}

/* What users wrote must not steer the terminal that shows it: control characters become "?". */
static void hide_controls(char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)text[0];
		unsigned char next = (unsigned char)text[1];

		if (c < ' ' || c == 0x7F) {
			*text = '?';
		} else if (c == 0xC2 && next >= 0x80 && next <= 0x9F) { /* C1 in UTF-8 */
			text[0] = text[1] = '?';
		}
	}
}

void faults_add(struct faults *faults, struct place place, const char *format, ...)
{
	char buffer[SENTENCE_SIZE];
	struct text sentence;
	va_list args;

	faults->count++;
	if (faults->len >= FAULTS_MAX)
		return;
	if (faults->len == faults->size)
		grow(faults);
	text_init(&sentence, buffer, sizeof(buffer));
	va_start(args, format);
	text_add_format_list(&sentence, format, args);
	va_end(args);
	hide_controls(buffer);
	faults->list[faults->len++] = (struct fault){
		.place = place,
		.sentence = str_cstr(faults->arena, text_str(&sentence)),
	};
}

bool faults_is_empty(const struct faults *faults)
{
	return faults->count == 0;
}

static int place_compare(const struct place *a, const struct place *b)
{
	int order = strcmp(a->file ? a->file : "", b->file ? b->file : "");

	if (order != 0)
		return order;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

/* By insertion: the list is short, mostly in order, and equal places keep the order found. */
void faults_sort(struct faults *faults)
{
	for (size_t i = 1; i < faults->len; i++) {
		struct fault fault = faults->list[i];
		size_t at = i;

		while (at > 0 &&
		       place_compare(&faults->list[at - 1].place, &fault.place) > 0) {
			faults->list[at] = faults->list[at - 1];
			at--;
		}
		faults->list[at] = fault;
	}
}
