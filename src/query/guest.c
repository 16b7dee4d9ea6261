#include "query/guest.h"

#include <stddef.h>

#include "query/core.h"

void guest_add(struct engine *engine, struct guest *guest,
	       void (*drop)(struct guest *guest))
{
	list_init(&guest->node);
	guest->drop = drop;
	list_add(&engine->guests, &guest->node);
}

void guest_drop_all(struct engine *engine)
{
	struct list *node = list_take(&engine->guests);

	for (; node != NULL; node = list_take(&engine->guests)) {
		struct guest *guest = (struct guest *)(void *)node;

		guest->drop(guest);
	}
}
