#include "report/findings.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { ROOM_FIRST = 16 };

struct findings *findings_new(struct arena *arena)
{
	struct findings *findings = arena_alloc(arena, sizeof(*findings));

	findings->arena = arena;
	return findings;
}

void findings_add(struct findings *findings, const struct verdict *verdict)
{
	if (findings->count == findings->room) {
		size_t room = findings->room == 0 ? ROOM_FIRST : 2 * findings->room;
		const struct verdict **list = arena_array(findings->arena, room,
							  sizeof(const struct verdict *));

		if (findings->count > 0) {
			memcpy(list, findings->list,
			       findings->count * sizeof(const struct verdict *));
		}
		findings->list = list;
		findings->room = room;
	}
	findings->list[findings->count++] = verdict_copy(findings->arena, verdict);
}

static int compare_numbers(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

static int compare_files(const struct verdict *a, const struct verdict *b)
{
	return strcmp(a->place.file != NULL ? a->place.file : "",
		      b->place.file != NULL ? b->place.file : "");
}

static int compare(const void *left, const void *right)
{
	const struct verdict *a = *(const struct verdict *const *)left;
	const struct verdict *b = *(const struct verdict *const *)right;
	const int steps[] = {
		str_compare(a->zone, b->zone),
		compare_files(a, b),
		compare_numbers(a->place.line, b->place.line),
		compare_numbers(a->place.column, b->place.column),
		str_compare(a->name, b->name),
		str_compare(a->type, b->type),
		str_compare(a->server, b->server),
		str_compare(a->address, b->address),
	};

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		if (steps[i] != 0)
			return steps[i];
	}
	return 0;
}

void findings_sort(struct findings *findings)
{
	if (findings->count > 1) {
		qsort(findings->list, findings->count, sizeof(const struct verdict *),
		      compare);
	}
}
