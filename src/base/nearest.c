#include "base/nearest.h"

#include <stdint.h>

enum { WORD_MAX = 64 }; /* bytes; longer words are not compared */

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/*
 * Insertions, deletions, changes and swaps of neighbours that make @a of @b, no part edited
 * twice.  Three rows of the table are kept, by turns.
 */
static unsigned distance(struct str a, struct str b)
{
	unsigned rows[3][WORD_MAX + 1] = { 0 };

	for (unsigned j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (unsigned i = 1; i <= a.len; i++) {
		const unsigned *before = rows[(i + 1) % 3];
		const unsigned *above = rows[(i + 2) % 3];
		unsigned *row = rows[i % 3];
		char c = lower(a.data[i - 1]);

		row[0] = i;
		for (unsigned j = 1; j <= b.len; j++) {
			char d = lower(b.data[j - 1]);
			unsigned cost = least(above[j], row[j - 1]) + 1;

			cost = least(cost, above[j - 1] + (c != d));
			if (i > 1 && j > 1 && c == lower(b.data[j - 2]) &&
			    lower(a.data[i - 2]) == d)
				cost = least(cost, before[j - 2] + 1);
			row[j] = cost;
		}
	}
	return rows[a.len % 3][b.len];
}

const char *nearest_find(struct str typed, const char *const *candidates, size_t len)
{
	const char *nearest = NULL;
	size_t nearest_rank = SIZE_MAX; /* by edits, then by difference in length */

	if (typed.len > WORD_MAX)
		return NULL;
	for (size_t i = 0; i < len; i++) {
		struct str candidate = str_of(candidates[i]);
		size_t longer = candidate.len > typed.len ? candidate.len : typed.len;

		if (candidate.len > WORD_MAX)
			continue;

		unsigned edits = distance(typed, candidate);
		size_t difference = longer * 2 - candidate.len - typed.len;
		size_t rank = edits * (size_t)WORD_MAX + difference;

		if (edits <= longer / 3 && rank < nearest_rank) {
			nearest = candidates[i];
			nearest_rank = rank;
		}
	}
	return nearest;
}
