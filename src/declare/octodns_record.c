/*
 * Records of octoDNS' zone files, judged by what can be known of them.
 *
 * 1. "octodns: {ignored: true}" is not judged; a record included or excluded for some providers
 *    cannot be known, for it is not known whose servers are asked.
 * 2. ALIAS and types with a slash (Route53Provider/ALIAS) are computed by the provider; URLFWD is no
 *    record at all.
 * 3. Behind Cloudflare's proxy its own addresses are served: that there are some is judged.
 * 4. With "geo" or "dynamic" each answer is some of all the values: what is served must be among them.
 * 5. All others are judged as records are.  Without a TTL that of the provider is meant, which is not
 *    known here.
 */
#include "declare/octodns_record.h"

#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "declare/draft.h"
#include "declare/expect.h"
#include "declare/octodns_values.h"
#include "declare/owner.h"
#include "declare/pyyaml.h"
#include "declare/rdvalue.h"
#include "declare/schema.h"
#include "declare/yaml.h"
#include "dns/type.h"

enum { TYPE_NOTHING = 0 };

/* The keys of one record. */
struct record_keys {
	const struct yaml_node *type, *ttl, *value, *values, *octodns, *geo, *dynamic;
};

/* clang-format off */
static const struct key {
	struct str name;
	size_t offset;
} known[] = {
	{ STR("type"),    offsetof(struct record_keys, type) },
	{ STR("ttl"),     offsetof(struct record_keys, ttl) },
	{ STR("value"),   offsetof(struct record_keys, value) },
	{ STR("values"),  offsetof(struct record_keys, values) },
	{ STR("octodns"), offsetof(struct record_keys, octodns) },
	{ STR("geo"),     offsetof(struct record_keys, geo) },
	{ STR("dynamic"), offsetof(struct record_keys, dynamic) },
};
/* clang-format on */

/* One record that is being read. */
struct reading {
	struct draft *draft;
	struct arena *scratch;
	const struct yaml_node *node;
	const struct yaml_path *path;
	struct record_keys keys;
	struct str type_text;
	uint16_t type;
	enum judging judging;
	const char *why;
};

static const char why_alias[] = "the provider computes the answer of this record";
static const char why_some[] = "octoDNS gives this record to some providers only";
static const char why_forward[] = "a forwarding of the provider, no record";
static const char why_ignored[] = "\"octodns.ignored\" says so";
static const char why_proxied[] =
	"behind Cloudflare's proxy its own addresses are served";
static const char why_pool[] = "some of the values of its pools are served";
static const char why_empty[] = "octoDNS finds no value here";

static bool is_text(const struct yaml_node *node, const char *text)
{
	return node && node->kind == YAML_KIND_SCALAR &&
	       str_equal(node->text, str_of(text));
}

static const struct yaml_node *find(const struct yaml_node *node, const char *key)
{
	return node ? yaml_find(node, str_of(key)) : NULL;
}

/* PyYAML takes these for true; the data says "true". */
static bool is_true(const struct yaml_node *node)
{
	const char *reading = NULL;

	if (node && node->is_plain)
		reading = pyyaml_reads_as(node->text);
	return reading && str_equal(str_of(reading), (struct str)STR("True"));
}

static void note_key(const struct reading *reading, const struct yaml_node *key)
{
	faults_add(&reading->draft->declaration.notes, yaml_place(key),
		   "octoDNS takes no notice of the key \"%.50s\"", key->text.data);
}

static void read_keys(struct reading *reading)
{
	for (const struct yaml_node *key = reading->node->first; key;
	     key = key->next->next) {
		size_t i = 0;

		while (i < ARRAY_LEN(known) && !str_equal(known[i].name, key->text))
			i++;
		if (i < ARRAY_LEN(known)) {
			memcpy((char *)&reading->keys + known[i].offset, &key->next,
			       sizeof(const void *));
		} else {
			note_key(reading, key);
		}
	}
}

static const struct yaml_node *value_of(const struct reading *reading)
{
	const struct yaml_node *value =
		reading->keys.values ? reading->keys.values : reading->keys.value;

	if (value && value->kind == YAML_KIND_SEQUENCE)
		value = value->first;
	return value;
}

/* The provider's own types name the type of their answer among the values. */
static uint16_t type_of_alias(const struct reading *reading)
{
	const struct yaml_node *type = find(value_of(reading), "type");
	uint16_t number = TYPE_A;

	if (type && type->kind == YAML_KIND_SCALAR &&
	    type_parse(type->text, &number) != ERR_OK)
		return TYPE_A;
	return number;
}

static void judge(struct reading *reading, enum judging judging, uint16_t type,
		  const char *why)
{
	reading->judging = judging;
	reading->type = type;
	reading->why = why;
}

/* Finds out what the record is and what can be known of it.  False with a fault. */
static bool classify(struct reading *reading)
{
	const struct record_keys *keys = &reading->keys;
	const struct yaml_node *cloudflare = find(keys->octodns, "cloudflare");
	uint16_t type = TYPE_NOTHING;
	bool is_known = type_parse(keys->type->text, &type) == ERR_OK;

	if (is_true(find(keys->octodns, "ignored"))) {
		judge(reading, JUDGING_IGNORED, type, why_ignored);
	} else if (is_text(keys->type, "URLFWD")) {
		judge(reading, JUDGING_NO_RECORD, TYPE_NOTHING, why_forward);
	} else if (is_text(keys->type, "ALIAS") || str_find(keys->type->text, '/') >= 0) {
		judge(reading, JUDGING_UNKNOWABLE, type_of_alias(reading), why_alias);
	} else if (!is_known || type_is_meta(type)) {
		return false;
	} else if (find(keys->octodns, "included") || find(keys->octodns, "excluded")) {
		judge(reading, JUDGING_UNKNOWABLE, type, why_some);
	} else if (is_true(find(cloudflare, "proxied")) &&
		   (type == TYPE_A || type == TYPE_AAAA || type == TYPE_CNAME)) {
		judge(reading, JUDGING_EXISTS, type == TYPE_CNAME ? TYPE_A : type,
		      why_proxied);
	} else if (keys->geo || keys->dynamic) {
		judge(reading, JUDGING_MEMBER, type, why_pool);
	} else {
		judge(reading, JUDGING_MATCH, type, NULL);
	}
	return true;
}

/* True when the declared values are what the answer is compared with. */
static bool has_values(const struct reading *reading)
{
	return reading->judging == JUDGING_MATCH || reading->judging == JUDGING_MEMBER ||
	       reading->why == why_some;
}

static struct expectation *read_values(struct reading *reading)
{
	const struct rdvalue_options options = {
		.is_lenient = true,
		.has_repeats = reading->judging == JUDGING_MEMBER,
	};
	const struct yaml_path path = { .up = reading->path, .key = STR("values") };
	const struct yaml_node *list = NULL;
	const struct octodns_values sources = {
		.value = reading->keys.value,
		.values = reading->keys.values,
		.geo = reading->keys.geo,
		.dynamic = reading->keys.dynamic,
	};
	struct expect_values values = { 0 };

	if (has_values(reading)) {
		list = octodns_values_collect(reading->scratch, &sources,
					      &reading->draft->declaration.notes);
	}
	if (list && !list->first) {
		judge(reading, JUDGING_UNKNOWABLE, reading->type, why_empty);
		list = NULL;
	}
	if (expect_read_values(reading->draft, reading->type, list, &path, &options,
			       &values) != ERR_OK)
		return NULL;
	return values.expectation;
}

static enum err read_ttl(const struct reading *reading, struct expectation *expectation)
{
	const struct schema schema = { reading->draft->arena, reading->draft->faults };
	const struct yaml_path path = { .up = reading->path, .key = STR("ttl") };
	const struct yaml_node *ttl = reading->keys.ttl;
	const struct yaml_node *cloudflare = find(reading->keys.octodns, "cloudflare");

	if (!ttl || ttl->is_null || !has_values(reading) ||
	    is_true(find(cloudflare, "auto-ttl")))
		return ERR_OK;
	if (ttl->kind != YAML_KIND_SCALAR ||
	    num_parse_u32(ttl->text, 0, INT32_MAX, &expectation->ttl) != ERR_OK) {
		schema_fault_wanted(&schema, ttl, &path, "a TTL in seconds");
		return ERR_FAULTS;
	}
	expectation->has_ttl = true;
	return ERR_OK;
}

/* Reads one record.  Returns it, or NULL with faults. */
static struct expectation *read_record(struct reading *reading)
{
	const struct schema schema = { reading->draft->arena, reading->draft->faults };
	struct expectation *expectation = NULL;

	if (reading->node->kind != YAML_KIND_MAPPING) {
		schema_fault_wanted(&schema, reading->node, reading->path,
				    "a record: a mapping with \"type\" and \"value\"");
		return NULL;
	}
	read_keys(reading);
	if (!reading->keys.type || reading->keys.type->kind != YAML_KIND_SCALAR) {
		schema_fault_missing(&schema, reading->node, reading->path, "type");
		return NULL;
	}
	if (!classify(reading)) {
		schema_fault_wanted(&schema, reading->keys.type, reading->path,
				    "an RR type");
		return NULL;
	}
	expectation = read_values(reading);
	if (!expectation || read_ttl(reading, expectation) != ERR_OK)
		return NULL;
	if (reading->why)
		draft_judge(reading->draft, expectation, reading->judging, reading->why);
	return expectation;
}

void octodns_record_read(struct draft *draft, struct draft_zone *zone,
			 struct arena *scratch, const struct yaml_entry *entry)
{
	const struct yaml_path path = { .up = entry->path, .key = entry->key->text };
	struct yaml_path item = { .up = &path, .is_item = true };
	bool is_list = entry->value->kind == YAML_KIND_SEQUENCE;
	const struct yaml_node *at = is_list ? entry->value->first : entry->value;
	struct draft_group group = { .is_merged = entry->is_merged };

	if (owner_read(draft, zone, entry->key, &path, &group.owner) != ERR_OK)
		return;
	for (; at; at = is_list ? at->next : NULL, item.index++) {
		struct reading reading = {
			.draft = draft,
			.scratch = scratch,
			.node = at,
			.path = is_list ? &item : &path,
		};
		struct expectation *expectation = NULL;

		if (item.index == 0)
			octodns_values_note(&draft->declaration.notes, entry->key);
		expectation = read_record(&reading);
		if (expectation)
			draft_add(draft, zone, &group, expectation, yaml_place(at));
	}
}
