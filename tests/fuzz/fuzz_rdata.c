/*
 * Rdata from the network: the type in two bytes, a size in one, so many bytes of message before
 * the rdata (for names to point to), then the rdata.  It is cut, judged, printed in each style,
 * brought to normal form, and, when it is well formed, read back from its text.
 */
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "fuzz.h"

enum { TEXT_MAX = 1 << 22, HEAD_SIZE = 3 };

struct sample {
	uint16_t type;
	const uint8_t *wire;
	size_t size;
	size_t offset;
	uint16_t rdata_size;
};

static const struct rdata_style styles[] = {
	{ .split = 0 },
	{ .split = RDATA_SPLIT },
	{ .split = 4, .has_comments = true },
	{ .split = RDATA_SPLIT_MULTILINE,
	  .is_multiline = true,
	  .has_comments = true,
	  .indent_column = RDATA_INDENT },
	{ .is_multiline = true, .indent_column = 3, .is_aaaa_expanded = true },
	{ .is_unknown_format = true },
};

static void check_cut(const struct sample *sample)
{
	struct rdata_field fields[RDATA_FIELDS_MAX];
	size_t at = sample->offset;
	size_t count = 0;
	enum err err = rdata_cut(sample->type, sample->wire, sample->size, sample->offset,
				 sample->rdata_size, fields, &count);

	FUZZ_CHECK(err == ERR_OK || err == ERR_SYNTAX || err == ERR_UNSUPPORTED);
	FUZZ_CHECK(count <= RDATA_FIELDS_MAX);
	for (size_t i = 0; i < count; i++) {
		FUZZ_CHECK(fields[i].offset == at);
		at += fields[i].size;
	}
	FUZZ_CHECK(err != ERR_OK || at == sample->offset + sample->rdata_size);
}

static struct str normalise(struct arena *arena, uint16_t type, struct str rdata)
{
	size_t room = 2 * rdata.len + 512;
	uint8_t *normal = arena_bytes(arena, room);
	size_t size = 0;
	enum err err = rdata_normal(type, (const uint8_t *)rdata.data, rdata.len, 0,
				    (uint16_t)rdata.len, normal, room, &size);

	FUZZ_CHECK(err == ERR_OK);
	return str_make((const char *)normal, size);
}

/* The rdata by itself; the same normal form comes of it as of what stands in the message. */
static struct str check_normal(struct arena *arena, const struct sample *sample,
			       bool is_valid)
{
	size_t room = 2 * (size_t)sample->rdata_size + 512;
	uint8_t *expanded = arena_bytes(arena, room);
	uint8_t *normal = arena_bytes(arena, room);
	size_t expanded_size = 0;
	size_t normal_size = 0;

	FUZZ_CHECK(rdata_expand(sample->type, sample->wire, sample->size, sample->offset,
				sample->rdata_size, expanded, room,
				&expanded_size) == ERR_OK);
	FUZZ_CHECK(rdata_normal(sample->type, sample->wire, sample->size, sample->offset,
				sample->rdata_size, normal, room,
				&normal_size) == ERR_OK);

	struct str alone = str_make((const char *)expanded, expanded_size);

	if (is_valid && expanded_size <= UINT16_MAX) {
		FUZZ_CHECK(str_equal(normalise(arena, sample->type, alone),
				     str_make((const char *)normal, normal_size)));
	}
	return alone;
}

static bool is_readable(uint16_t type)
{
	return type != TYPE_TSIG && type != TYPE_TKEY;
}

static void check_print(struct arena *arena, const struct sample *sample,
			struct str alone, bool is_valid)
{
	struct str parsed = { NULL, 0 };
	const char *why = NULL;
	struct text text;

	text_init_growing(&text, TEXT_MAX);
	for (size_t i = 0; i < ARRAY_LEN(styles); i++) {
		bool is_flat = !styles[i].is_multiline;

		text_clear(&text);
		rdata_print(&text, sample->type, sample->wire, sample->size,
			    sample->offset, sample->rdata_size, &styles[i]);
		FUZZ_CHECK(text.err == ERR_OK);
		FUZZ_CHECK(!is_flat || memchr(text.data, '\n', text.len) == NULL);
		if (!is_valid || !is_readable(sample->type))
			continue;
		if (rdata_parse(arena, sample->type, text_str(&text), NULL, &parsed,
				&why) != ERR_OK) {
			fprintf(stderr, "type %u: %s: %s\n", sample->type, text.data,
				why);
			FUZZ_CHECK(why == NULL);
		}
		if (!str_equal(parsed, alone))
			fprintf(stderr, "type %u: %s\n", sample->type, text.data);
		FUZZ_CHECK(str_equal(parsed, alone));
	}
	text_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;

	if (size < HEAD_SIZE || size > UINT16_MAX || data[2] > size - HEAD_SIZE)
		return 0;
	if (arena == NULL)
		arena = arena_new();
	arena_reset(arena);

	struct sample sample = {
		.type = wire_u16(data),
		.wire = data + HEAD_SIZE,
		.size = size - HEAD_SIZE,
		.offset = data[2],
		.rdata_size = (uint16_t)(size - HEAD_SIZE - data[2]),
	};
	bool is_valid = rdata_is_valid(sample.type, sample.wire, sample.size,
				       sample.offset, sample.rdata_size);

	check_cut(&sample);

	struct str alone = check_normal(arena, &sample, is_valid);

	check_print(arena, &sample, alone, is_valid && alone.len <= UINT16_MAX);
	return 0;
}
