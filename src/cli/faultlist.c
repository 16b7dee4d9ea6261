#include "cli/faultlist.h"

#include <stdio.h>

#include "base/fault.h"

static void say_each(const struct faults *faults)
{
	for (size_t i = 0; i < faults->len; i++) {
		const struct fault *fault = &faults->list[i];

		if (fault->place.file == NULL) {
			(void)fprintf(stderr, "%s\n", fault->sentence);
		} else if (fault->place.line == 0) {
			(void)fprintf(stderr, "%s: %s\n", fault->place.file,
				      fault->sentence);
		} else {
			(void)fprintf(stderr, "%s:%u:%u: %s\n", fault->place.file,
				      fault->place.line, fault->place.column,
				      fault->sentence);
		}
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
