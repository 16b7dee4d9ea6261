/* A message from the network: the walk, each record and its text, EDNS, and RRsets of it. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "dns/annotate.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/rrset.h"
#include "dns/rrtext.h"
#include "fuzz.h"

enum { TEXT_MAX = 1 << 25, RRSETS_MAX = 8 };

static void check_rr(struct text *text, const uint8_t *wire, size_t size,
		     const struct message_rr *rr)
{
	static const struct rrtext_style styles[] = {
		{ .is_ttl_hidden = false },
		{ .rdata = { .is_multiline = true, .split = 56 } },
		{ .rdata = { .is_unknown_format = true } },
	};

	FUZZ_CHECK(rr->offset < rr->rdata && rr->rdata <= size);
	FUZZ_CHECK(rr->rdata_size <= size - rr->rdata);
	for (size_t i = 0; i < ARRAY_LEN(styles); i++) {
		text_clear(text);
		rrtext_print(text, wire, size, rr, &styles[i]);
		FUZZ_CHECK(text->err == ERR_OK && text->len > 0);
		FUZZ_CHECK(text->data[text->len - 1] == '\n');
	}
}

static void check_rrset(const uint8_t *wire, size_t size, const struct message_rr *rr)
{
	static struct arena *arena;
	struct name_buffer owner;
	struct rrset rrset;

	if (arena == NULL)
		arena = arena_new();
	message_owner(wire, size, rr, &owner);
	rrset_collect(arena, wire, size, rr->section, name_of(&owner), rr->type,
		      rr->rr_class, &rrset);
	FUZZ_CHECK(rrset.count > 0 && rrset.ttl <= rr->ttl);
	FUZZ_CHECK(rrset_equal(&rrset, &rrset));
	arena_reset(arena);
}

static void check_edns(struct text *text, const uint8_t *wire, size_t size)
{
	struct edns edns;
	struct edns_option option;
	size_t offset = 0;
	bool is_cut;

	edns_find(wire, size, &edns);
	while (edns_next(&edns, &offset, &option, &is_cut)) {
		text_clear(text);
		edns_print_option(text, &option);
		FUZZ_CHECK(text->err == ERR_OK && (text->len > 0) == (option.size > 0));
		FUZZ_CHECK(memchr(text->data, '\n', text->len) == NULL);
	}
	FUZZ_CHECK(is_cut == (offset != edns.options_size));
}

/* Each byte is shown once, in order, at its offset. */
static void check_annotation(struct text *text, const uint8_t *wire, size_t size)
{
	size_t at = 0;

	text_clear(text);
	annotate_print(text, wire, size);
	FUZZ_CHECK(text->err == ERR_OK);
	for (const char *line = text->data; text->len > 0 && *line != '\0';
	     line = strchr(line, '\n') + 1) {
		if (*line == ';')
			continue;
		FUZZ_CHECK(strtoul(line, NULL, 16) == at);
		for (const char *hex = line + 6; *hex != '\n' && *hex != ' '; hex += 3) {
			FUZZ_CHECK(at < size && strtoul(hex, NULL, 16) == wire[at]);
			at++;
			if (hex[2] != ' ')
				break;
		}
	}
	FUZZ_CHECK(at == size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct message_cursor cursor;
	struct message_rr rr;
	struct text text;
	size_t count = 0;

	if (size > MESSAGE_SIZE_MAX)
		return 0;
	text_init_growing(&text, TEXT_MAX);
	message_begin(&cursor, data, size);
	while (message_next(&cursor, &rr)) {
		check_rr(&text, data, size, &rr);
		if (rr.section != SECTION_QUESTION && count++ < RRSETS_MAX)
			check_rrset(data, size, &rr);
	}
	FUZZ_CHECK(cursor.fault != NULL || cursor.offset + cursor.extra == size);
	check_edns(&text, data, size);
	check_annotation(&text, data, size);
	text_free(&text);
	return 0;
}
