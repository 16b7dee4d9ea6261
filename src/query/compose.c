#include "query/compose.h"

#include <string.h>

#include "base/random.h"
#include "dns/build.h"
#include "dns/message.h"
#include "query/cookie.h"
#include "query/slot.h"

enum { TYPE_CLASS_SIZE = 4 };

/* A cookie that the user wrote goes as it is. */
static bool has_own_cookie(const struct build_edns *asked)
{
	const struct edns edns = { .is_present = true,
				   .options = asked->options,
				   .options_size = (uint16_t)asked->options_size };
	struct edns_option option;

	return edns_find_option(&edns, EDNS_COOKIE, &option);
}

static void cookie_choose(struct cookie_table *cookies, const struct server *server,
			  struct slot *slot)
{
	if (slot->policy->has_cookie && slot->query.edns.is_on &&
	    !has_own_cookie(&slot->query.edns)) {
		cookie_for(cookies, &server->address, &slot->cookie);
	} else {
		slot->cookie.size = 0;
	}
}

/* Writes the options with the cookie among them into @options of BUILD_SIZE_MAX bytes. */
static enum err cookie_add(const struct slot *slot, struct build_edns *edns,
			   uint8_t *options)
{
	size_t place = edns->cookie_offset;
	size_t used = place;
	enum err err;

	if (edns->options_size > BUILD_SIZE_MAX / 2 || place > edns->options_size)
		return ERR_LIMIT;
	if (place > 0)
		memcpy(options, edns->options, place);
	err = build_option(options, BUILD_SIZE_MAX, &used, EDNS_COOKIE, slot->cookie.data,
			   slot->cookie.size);
	if (err != ERR_OK)
		return err;
	if (edns->options_size > place)
		memcpy(options + used, edns->options + place, edns->options_size - place);
	edns->options_size += used - place;
	edns->options = options;
	return ERR_OK;
}

static enum err message_build(struct slot *slot)
{
	uint8_t wire[BUILD_SIZE_MAX];
	uint8_t options[BUILD_SIZE_MAX];
	struct build_query query = slot->query;
	size_t size = 0;
	enum err err;

	if (slot->cookie.size > 0 && cookie_add(slot, &query.edns, options) != ERR_OK)
		return ERR_LIMIT;
	err = build_message(&query, wire, sizeof(wire), &size);
	if (err != ERR_OK)
		return err;
	slot_set_wire(slot, wire, size);
	slot->question_end = MESSAGE_HEADER_SIZE;
	if (!query.is_header_only)
		slot->question_end += query.qname.size + TYPE_CLASS_SIZE;
	return ERR_OK;
}

/* 0x20: a random bit for the case of each letter. */
static void case_mix(struct slot *slot)
{
	uint8_t *name = slot->wire + MESSAGE_HEADER_SIZE;
	uint8_t bits[NAME_SIZE_MAX];
	size_t at = 0;

	random_fill(bits, slot->query.qname.size);
	while (name[at] != 0) {
		size_t end = at + 1 + name[at];

		for (at++; at < end; at++) {
			uint8_t lower = name[at] | 0x20;

			if (lower >= 'a' && lower <= 'z' && (bits[at] & 1) != 0)
				name[at] ^= 0x20;
		}
	}
}

enum err compose_message(struct cookie_table *cookies, const struct server *server,
			 struct slot *slot)
{
	enum err err;

	cookie_choose(cookies, server, slot);
	err = message_build(slot);
	if (err != ERR_OK && slot->cookie.size > 0) {
		slot->cookie.size = 0;
		err = message_build(slot);
	}
	slot->is_case_mixed = err == ERR_OK && slot->policy->has_mixed_case &&
			      slot->transport == TRANSPORT_UDP &&
			      !slot->query.is_header_only;
	if (slot->is_case_mixed)
		case_mix(slot);
	return err;
}
