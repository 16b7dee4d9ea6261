/*
 * Forward-confirmed reverse DNS of an address.
 *
 * 1. Ask for the PTR RRset of the address; it must hold the declared name.
 * 2. Ask for the address RRset of that name; it must hold the address.
 */
#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"
#include "check/casework.h"
#include "check/judgement.h"
#include "check/kind.h"
#include "dns/message.h"
#include "dns/rdata.h"
#include "dns/type.h"

struct reverse_spec {
	struct schema_list address;
	struct name name;
	struct schema_list ask;
};

struct reverse_entry {
	struct reverse_spec reverse;
};

struct reverse_case {
	struct name name;         /* lower case */
	struct name reverse_name; /* under in-addr.arpa or ip6.arpa */
	uint8_t address[16];
	size_t address_size;
	struct str address_text;
	struct schema_list ask;
};

/* clang-format off */
#define AT(member) offsetof(struct reverse_spec, member)
static const struct field reverse_fields[] = {
	{ "address", FIELD_STR_LIST, AT(address), FIELD_REQUIRED, "an IPv4 or IPv6 address",                 -1, 0, 0, NULL, NULL },
	{ "name",    FIELD_NAME,     AT(name),    FIELD_REQUIRED, "the name that its PTR record must hold",  -1, 0, 0, NULL, NULL },
	{ "ask",     FIELD_STR_LIST, AT(ask),     0, "groups, addresses or system; system when nothing is said", -1, 0, 0, NULL, NULL },
	{ 0 },
};
#undef AT

static const struct field entry_fields[] = {
	{ "reverse", FIELD_GROUP, offsetof(struct reverse_entry, reverse), FIELD_REQUIRED, "the address and its name", -1, 0, 0, NULL, reverse_fields },
	{ 0 },
};
/* clang-format on */

static void print_reverse(struct text *text, const uint8_t *address, size_t size)
{
	for (size_t i = size; i > 0; i--) {
		unsigned byte = address[i - 1];

		if (size == 4)
			text_add_format(text, "%u.", byte);
		else
			text_add_format(text, "%x.%x.", byte & 15, byte >> 4);
	}
	text_add_cstr(text, size == 4 ? "in-addr.arpa." : "ip6.arpa.");
}

static bool read_address(struct arena *arena, struct reverse_case *made,
			 struct str address)
{
	const char *cstr = str_cstr(arena, address);
	char buffer[128];
	struct text text;

	made->address_text = address;
	if (inet_pton(AF_INET, cstr, made->address) == 1)
		made->address_size = 4;
	else if (inet_pton(AF_INET6, cstr, made->address) == 1)
		made->address_size = 16;
	else
		return false;
	text_init(&text, buffer, sizeof(buffer));
	print_reverse(&text, made->address, made->address_size);
	return name_parse_new(arena, text_str(&text), NULL, &made->reverse_name, NULL) ==
	       ERR_OK;
}

static const void *reverse_prepare(struct arena *arena,
				   const struct declared_check *check,
				   struct faults *faults)
{
	static const struct schema_text system = { .text = STR("system") };
	const struct reverse_entry *entry = check->spec;
	const struct schema_list *address = &entry->reverse.address;
	struct reverse_case *made = arena_alloc(arena, sizeof(*made));

	made->name = entry->reverse.name;
	made->ask = entry->reverse.ask;
	if (made->ask.count == 0)
		made->ask = (struct schema_list){ &system, 1 };
	if (address->count != 1 || !read_address(arena, made, address->items[0].text)) {
		faults_add(faults,
			   address->count > 0 ? address->items[0].place : check->place,
			   "\"address\" wants one IPv4 or IPv6 address");
		return NULL;
	}
	return made;
}

static const struct schema_list *reverse_asked(const void *spec, struct name *out_name)
{
	const struct reverse_case *made = spec;

	*out_name = made->reverse_name;
	return &made->ask;
}

static void reverse_ask(const struct subject *subject, const struct evidence *evidence,
			struct asks *asks)
{
	const struct reverse_case *made = subject->spec;
	const struct target *target = &evidence->targets[0];
	struct wish wish = {
		.qname = made->reverse_name,
		.qtype = TYPE_PTR,
		.qclass = CLASS_IN,
		.flags = target->is_authoritative ? 0 : FLAG_RD,
	};

	if (evidence->count == 0)
		casework_wish(asks, target, &wish);
	wish.qname = made->name;
	wish.qtype = made->address_size == 4 ? TYPE_A : TYPE_AAAA;
	if (evidence->count == 0)
		casework_wish(asks, target, &wish);
}

/* Collects whatever owner: a resolver may answer through a CNAME (RFC 2317). */
static bool holds(struct judgement *judgement, const struct evidence_item *item,
		  const uint8_t *normal, size_t normal_size)
{
	const struct answer *answer = item->answer;
	struct message_cursor cursor;
	struct message_rr rr;
	bool is_found = false;

	message_begin(&cursor, answer->wire, answer->size);
	while (message_next(&cursor, &rr)) {
		uint8_t buffer[2 * NAME_SIZE_MAX + 512];
		size_t size = 0;

		if (rr.section != SECTION_ANSWER || rr.type != item->wish.qtype)
			continue;
		judgement_see_rdata(judgement, rr.type, answer->wire, answer->size,
				    rr.rdata, rr.rdata_size);
		is_found = is_found ||
			   (rdata_normal(rr.type, answer->wire, answer->size, rr.rdata,
					 rr.rdata_size, buffer, sizeof(buffer),
					 &size) == ERR_OK &&
			    size == normal_size && memcmp(buffer, normal, size) == 0);
	}
	return is_found;
}

static const struct evidence_item *judge_both(struct judgement *judgement,
					      const struct reverse_case *made,
					      const struct evidence *evidence)
{
	const struct evidence_item *pointer = &evidence->items[0];
	const struct evidence_item *forward = &evidence->items[1];
	char printed[NAME_TEXT_MAX];
	struct text text;

	text_init(&text, printed, sizeof(printed));
	name_print(&text, made->name);
	if (judgement_silence(judgement, pointer->answer))
		return pointer;
	if (!holds(judgement, pointer, made->name.wire, made->name.size)) {
		judgement_fail(judgement, REASON_REVERSE_DIFFERS);
		judgement_expect(judgement, "%s", printed);
		return pointer;
	}
	judgement->verdict.actual_count = 0;
	if (judgement_silence(judgement, forward->answer))
		return forward;
	if (!holds(judgement, forward, made->address, made->address_size)) {
		judgement_fail(judgement, REASON_REVERSE_DIFFERS);
		judgement_expect(judgement, "%.*s", (int)made->address_text.len,
				 made->address_text.data);
		return forward;
	}
	return pointer;
}

static void reverse_judge(const struct subject *subject, const struct evidence *evidence,
			  struct judgement *judgement)
{
	judgement_give(judgement, judge_both(judgement, subject->spec, evidence));
}

const struct check_kind kind_reverse = {
	.entry = { "reverse", "an address and its name confirm each other" },
	.declared = { .key = "reverse",
		      .fields = entry_fields,
		      .spec_size = sizeof(struct reverse_entry),
		      .owner = &kind_reverse },
	.prepare = reverse_prepare,
	.asked = reverse_asked,
	.ask = reverse_ask,
	.judge = reverse_judge,
};
