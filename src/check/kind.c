#include "check/kind.h"

#include "base/arena.h"
#include "base/attr.h"

static const struct entry *const entries[] = {
#define KIND(name) &kind_##name.entry,
#include "check/kinds.def"
#undef KIND
};

static const struct check_kind *const kinds[] = {
#define KIND(name) &kind_##name,
#include "check/kinds.def"
#undef KIND
};

const struct registry kind_registry = { "kind of check", entries, ARRAY_LEN(entries) };

size_t kind_tables(struct arena *arena, const struct declared_kind *const **out_kinds)
{
	const struct declared_kind **tables = arena_array(
		arena, ARRAY_LEN(kinds), sizeof(const struct declared_kind *));
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (kinds[i]->declared != NULL)
			tables[count++] = kinds[i]->declared;
	}
	*out_kinds = tables;
	return count;
}
