#include "report/format.h"

#include "base/attr.h"

static const struct entry *const entries[] = {
#define FORMAT(name) &format_##name.entry,
#include "report/formats.def"
#undef FORMAT
};

const struct registry format_registry = { "format", entries, ARRAY_LEN(entries) };

const struct format *format_find(struct str name)
{
	return (const struct format *)registry_find(&format_registry, name);
}
