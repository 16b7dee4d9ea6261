#include "base/attr.h"
#include "report/lookup.h"

static const struct entry *const entries[] = {
#define LOOKUP_FORMAT(name) &lookup_##name.entry,
#include "report/lookup_formats.def"
#undef LOOKUP_FORMAT
};

const struct registry lookup_formats = { "lookup format", entries, ARRAY_LEN(entries) };

const struct lookup_format *lookup_format_find(const char *name)
{
	return (const struct lookup_format *)(const void *)registry_find(&lookup_formats,
									 str_of(name));
}
