/*
 * Forward-confirmed reverse DNS of an address.
 *
 * 1. Ask for the PTR RRset of the address; it must hold the declared name.
 * 2. Ask for the address RRset of that name; it must hold the address.
 *
 * Aliases are followed: delegations of less than a whole octet are made of them (RFC 2317).
 */
#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"
#include "check/casework.h"
#include "check/judgement.h"
#include "check/keep.h"
#include "check/kind.h"
#include "check/match.h"
#include "declare/declaration.h"
#include "declare/schema.h"
#include "dns/message.h"
#include "dns/type.h"

struct reverse_read {
	struct schema_list address;
	struct name name;
	struct schema_list ask;
};

struct reverse_entry {
	struct reverse_read reverse;
};

struct reverse_spec {
	struct expectation pointer; /* the name, among the PTR records of the address */
	struct expectation forward; /* the address, among the records of the name */
	struct schema_list ask;
};

/* clang-format off */
#define AT(member) offsetof(struct reverse_read, member)
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

		if (size == 4) {
			text_add_format(text, "%u.", byte);
		} else {
			text_add_format(text, "%x.%x.", byte & 15, byte >> 4);
		}
	}
	text_add_cstr(text, size == 4 ? "in-addr.arpa." : "ip6.arpa.");
}

static struct name reverse_name(struct arena *arena, const uint8_t *address, size_t size)
{
	struct name name = name_root;
	char buffer[128];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	print_reverse(&text, address, size);
	if (name_parse_new(arena, text_str(&text), NULL, &name, NULL) != ERR_OK)
		return name_root;
	return name;
}

/* Among other records there must be this one. */
static struct expectation expect_one(struct arena *arena, struct name owner,
				     uint16_t type, const void *rdata, size_t size)
{
	struct rrset_rdata *value = arena_alloc(arena, sizeof(*value));
	const uint8_t *wire = arena_copy(arena, rdata, size);

	*value = (struct rrset_rdata){ .normal = wire,
				       .wire = wire,
				       .normal_size = (uint16_t)size,
				       .wire_size = (uint16_t)size };
	return (struct expectation){ .owner = owner.wire,
				     .owner_size = (uint8_t)owner.size,
				     .type = type,
				     .values = value,
				     .value_count = 1,
				     .match = MATCH_SUPERSET };
}

static void expect_both(struct arena *arena, struct reverse_spec *spec, struct name name,
			const uint8_t *address, size_t size)
{
	spec->pointer = expect_one(arena, reverse_name(arena, address, size), TYPE_PTR,
				   name.wire, name.size);
	spec->forward =
		expect_one(arena, name, size == 4 ? TYPE_A : TYPE_AAAA, address, size);
}

static bool parse_address(struct arena *arena, const struct schema_list *list,
			  uint8_t *address, size_t *out_size)
{
	const char *text;

	if (list->count != 1)
		return false;
	text = str_cstr(arena, list->items[0].text);
	*out_size = strchr(text, ':') == NULL ? 4 : 16;
	return inet_pton(*out_size == 4 ? AF_INET : AF_INET6, text, address) == 1;
}

/* The servers of the reverse zone do not serve the name's. */
static void refuse_authoritative(const struct schema_list *ask, struct faults *faults)
{
	for (size_t i = 0; i < ask->count; i++) {
		if (str_equal(ask->items[i].text, str_of("authoritative"))) {
			faults_add(faults, ask->items[i].place,
				   "\"reverse\" asks resolvers, not \"authoritative\"");
		}
	}
}

static const void *reverse_finish(struct arena *arena, const void *read,
				  struct place place, struct faults *faults)
{
	static const struct schema_text system = { .text = STR("system") };
	const struct reverse_read *entry = &((const struct reverse_entry *)read)->reverse;
	struct reverse_spec *spec = arena_alloc(arena, sizeof(*spec));
	uint8_t address[16];
	size_t size = 0;

	refuse_authoritative(&entry->ask, faults);
	spec->ask = keep_list(arena, &entry->ask);
	if (spec->ask.count == 0)
		spec->ask = (struct schema_list){ &system, 1 };
	if (parse_address(arena, &entry->address, address, &size)) {
		expect_both(arena, spec, name_copy(arena, entry->name), address, size);
	} else {
		faults_add(faults,
			   entry->address.count > 0 ? entry->address.items[0].place
						    : place,
			   "\"address\" wants one IPv4 or IPv6 address");
	}
	return spec;
}

static struct name owner_of(const struct expectation *expectation)
{
	return (struct name){ expectation->owner, expectation->owner_size };
}

static const struct schema_list *reverse_asked(const void *spec, struct name *out_name)
{
	const struct reverse_spec *reverse = spec;

	*out_name = owner_of(&reverse->pointer);
	return &reverse->ask;
}

static void wish(struct asks *asks, const struct target *target,
		 const struct expectation *expectation)
{
	const struct wish wish = { .qname = owner_of(expectation),
				   .qtype = expectation->type,
				   .qclass = CLASS_IN,
				   .flags = FLAG_RD };

	casework_wish(asks, target, &wish);
}

static void reverse_ask(const struct subject *subject, const struct evidence *evidence,
			struct asks *asks)
{
	const struct reverse_spec *spec = subject->spec;

	if (evidence->count > 0)
		return;
	wish(asks, &evidence->targets[0], &spec->pointer);
	wish(asks, &evidence->targets[0], &spec->forward);
}

/* What the server could not tell stays unknown; all that is drift has the one reason. */
static void judge_one(struct judgement *judgement, const struct expectation *expectation,
		      const struct evidence_item *item)
{
	struct verdict *verdict = &judgement->verdict;

	match_judge(judgement, expectation, item, MATCH_ALIAS_FOLLOWS);
	if (verdict->expected_differing + verdict->actual_differing > 0)
		verdict->has_difference = false;
	if (verdict->state == STATE_CRITICAL)
		verdict->reason = REASON_REVERSE_DIFFERS;
}

static void reverse_judge(const struct subject *subject, const struct evidence *evidence,
			  struct judgement *judgement)
{
	const struct reverse_spec *spec = subject->spec;
	const struct evidence_item *pointer = &evidence->items[0];
	const struct evidence_item *forward = &evidence->items[1];

	judge_one(judgement, &spec->pointer, pointer);
	if (judgement->verdict.state != STATE_OK) {
		judgement_give(judgement, pointer);
		return;
	}
	judge_one(judgement, &spec->forward, forward);
	judgement_give(judgement,
		       judgement->verdict.state != STATE_OK ? forward : pointer);
}

static const struct declared_kind reverse_declared = {
	.key = "reverse",
	.fields = entry_fields,
	.spec_size = sizeof(struct reverse_entry),
	.owner = &kind_reverse,
	.finish = reverse_finish,
};

const struct check_kind kind_reverse = {
	.entry = { "reverse", "an address and its name confirm each other" },
	.declared = &reverse_declared,
	.is_shared = true,
	.asked = reverse_asked,
	.ask = reverse_ask,
	.judge = reverse_judge,
};
