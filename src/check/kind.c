#include "check/kind.h"

#include "base/attr.h"

static const struct entry *const entries[] = {
#define KIND(name) &kind_##name.entry,
#include "check/kinds.def"
#undef KIND
};

static const struct declared_kind *const tables[] = {
#define KIND(name) &kind_##name.declared,
#include "check/kinds.def"
#undef KIND
};

const struct registry kind_registry = { "kind of check", entries, ARRAY_LEN(entries) };

size_t kind_tables(const struct declared_kind *const **out_kinds)
{
	*out_kinds = tables;
	return ARRAY_LEN(tables);
}
