#include "base/registry.h"

#include "base/nearest.h"
#include "base/text.h"

enum { NAMES_MAX = 256 }; /* rows among which a nearest name is looked for */

const struct entry *registry_find(const struct registry *registry, struct str name)
{
	for (size_t i = 0; i < registry->len; i++) {
		if (str_equal(str_of(registry->entries[i]->name), name))
			return registry->entries[i];
	}
	return NULL;
}

const char *registry_nearest(const struct registry *registry, struct str name)
{
	const char *names[NAMES_MAX];
	size_t len = 0;

	for (; len < registry->len && len < NAMES_MAX; len++)
		names[len] = registry->entries[len]->name;
	return nearest_find(name, names, len);
}

void registry_print_names(const struct registry *registry, struct text *text)
{
	for (size_t i = 0; i < registry->len; i++) {
		if (i > 0)
			text_add_cstr(text, i + 1 < registry->len ? ", " : " and ");
		text_add_cstr(text, registry->entries[i]->name);
	}
}
