#include "check/keep.h"

#include "base/arena.h"

struct schema_list keep_list(struct arena *arena, const struct schema_list *list)
{
	struct schema_text *items = arena_array(arena, list->count, sizeof(*items));

	for (size_t i = 0; i < list->count; i++) {
		items[i].text = str_copy(arena, list->items[i].text);
		items[i].place = list->items[i].place;
	}
	return (struct schema_list){ items, list->count };
}
