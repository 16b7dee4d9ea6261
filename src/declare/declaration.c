#include "declare/declaration.h"

#include "base/text.h"
#include "declare/glob.h"

bool declaration_is_ignored(const struct declared_zone *zone, struct name owner)
{
	char buffer[NAME_TEXT_MAX];
	struct text text;

	if (zone->ignore.count == 0)
		return false;
	text_init(&text, buffer, sizeof(buffer));
	name_print_relative(&text, owner, zone->name);
	for (size_t i = 0; i < zone->ignore.count; i++) {
		if (glob_is_match(zone->ignore.items[i].text, text_str(&text)))
			return true;
	}
	return false;
}
