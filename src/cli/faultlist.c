#include "cli/faultlist.h"

#include <stdio.h>

#include "base/fault.h"
#include "base/text.h"

enum { FAULT_TEXT_MAX = 1024 * 1024 };

static void add_fault(struct text *text, const struct fault *fault)
{
	if (fault->place.file != NULL) {
		text_add_cstr(text, fault->place.file);
		if (fault->place.line != 0) {
			text_add_format(text, ":%u:%u", fault->place.line,
					fault->place.column);
		}
		text_add_cstr(text, ": ");
	}
	text_add_cstr(text, fault->sentence);
}

static void say_each(const struct faults *faults)
{
	for (size_t i = 0; i < faults->len; i++) {
		struct text text;

		text_init_growing(&text, FAULT_TEXT_MAX);
		add_fault(&text, &faults->list[i]);
		(void)fprintf(stderr, "%s\n", text.data);
		text_free(&text);
	}
	if (faults->count > faults->len)
		(void)fprintf(stderr, "and %zu more\n", faults->count - faults->len);
}

void faultlist_note(const struct faults *notes)
{
	say_each(notes);
}

void faultlist_say(struct faults *faults)
{
	faults_sort(faults);
	say_each(faults);
	(void)fprintf(stderr, "%zu fault%s; nothing was asked\n", faults->count,
		      faults->count == 1 ? "" : "s");
}

void faultlist_sum(const struct faults *faults, struct text *text)
{
	add_fault(text, &faults->list[0]);
	text_add_format(text, " (%zu fault%s)", faults->count,
			faults->count == 1 ? "" : "s");
}
