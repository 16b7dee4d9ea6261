#include "declare/owner.h"

#include "base/text.h"
#include "declare/draft.h"
#include "declare/schema.h"
#include "declare/yaml.h"

enum { WANTED_SIZE = 1400 };

static enum err fault(struct draft *draft, const struct yaml_node *key,
		      const struct yaml_path *path, const char *format,
		      const char *detail)
{
	const struct schema schema = { draft->arena, draft->faults };
	char wanted[WANTED_SIZE];
	struct text text;

	text_init(&text, wanted, sizeof(wanted));
	text_add_format(&text, "an owner relative to the zone (");
	text_add_cstr(&text, format);
	text_add_cstr(&text, detail);
	text_add_char(&text, ')');
	schema_fault_wanted(&schema, key, path, wanted);
	return ERR_FAULTS;
}

enum err owner_read(struct draft *draft, const struct draft_zone *zone,
		    const struct yaml_node *key, const struct yaml_path *path,
		    struct name *out_owner)
{
	struct name apex = zone->zone.name;
	struct name_buffer name;
	const char *why = NULL;

	if (key->text.len == 0) {
		*out_owner = apex;
		return ERR_OK;
	}
	if (str_equal(key->text, (struct str)STR("@")))
		return fault(draft, key, path, "the apex is ''", "");
	if (name_parse(key->text, &apex, &name, &why) != ERR_OK)
		return fault(draft, key, path, "", why);
	if (!name_is_below(name_of(&name), apex)) {
		return fault(draft, key, path, "this one is outside of ",
			     zone->text.data);
	}
	*out_owner = name_copy_lower(draft->arena, name_of(&name));
	return ERR_OK;
}
