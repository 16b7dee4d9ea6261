/*
 * Rdata from a user: the type in two bytes, then text.  What is refused has a reason; what is read is
 * well formed, and the text that we print of it gives it back.
 */
#include "base/arena.h"
#include "base/text.h"
#include "dns/name.h"
#include "dns/rdata.h"
#include "dns/wire.h"
#include "fuzz.h"

enum { TEXT_MAX = 1 << 22 };

static void check_again(struct arena *arena, uint16_t type, struct str wire)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	const uint8_t *data = (const uint8_t *)wire.data;
	struct str again = { NULL, 0 };
	const char *why = NULL;
	struct text text;

	text_init_growing(&text, TEXT_MAX);
	FUZZ_CHECK(rdata_is_valid(type, data, wire.len, 0, (uint16_t)wire.len));
	rdata_print(&text, type, data, wire.len, 0, (uint16_t)wire.len, &style);
	FUZZ_CHECK(text.err == ERR_OK);
	FUZZ_CHECK(rdata_parse(arena, type, text_str(&text), NULL, &again, &why) ==
			   ERR_OK ||
		   type == 249 || type == 250);
	FUZZ_CHECK(why != NULL || str_equal(again, wire));
	text_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	struct str wire = { NULL, 0 };
	const char *why = NULL;

	if (size < 2)
		return 0;
	if (arena == NULL)
		arena = arena_new();
	arena_reset(arena);

	uint16_t type = wire_u16(data);
	struct str text = str_make((const char *)data + 2, size - 2);
	const struct name *origin = size % 2 == 0 ? NULL : &name_root;

	if (rdata_parse(arena, type, text, origin, &wire, &why) != ERR_OK) {
		FUZZ_CHECK(why != NULL && wire.data == NULL);
		return 0;
	}
	FUZZ_CHECK(why == NULL && wire.len <= UINT16_MAX);
	check_again(arena, type, wire);
	return 0;
}
