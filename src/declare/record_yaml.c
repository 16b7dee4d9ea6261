#include "declare/record_yaml.h"

#include <stddef.h>

#include "base/arena.h"
#include "declare/draft.h"
#include "declare/expect.h"
#include "declare/owner.h"
#include "declare/rdvalue.h"
#include "declare/schema.h"
#include "declare/yaml.h"
#include "dns/type.h"

/* The keys of one record. */
struct record_keys {
	uint16_t type;
	bool has_type, has_match, has_count, has_rcode;
	uint16_t rcode;
	unsigned match; /* enum match */
	uint32_t count;
	const struct yaml_node *ttl, *value, *values;
	struct str pattern;
	struct schema_list ask;
};

static const char *const matches[] = { "exact", "superset", "subset", NULL };

/* clang-format off */
#define AT(member) offsetof(struct record_keys, member)
static const struct field fields[] = {
	{ .name = "type", .type = FIELD_TYPE, .offset = AT(type), .flags = FIELD_REQUIRED, .offset_has = AT(has_type),
	  .summary = "the RR type" },
	{ .name = "value", .type = FIELD_NODE, .offset = AT(value),
	  .summary = "the rdata, as text or as a mapping" },
	{ .name = "values", .type = FIELD_NODE, .offset = AT(values),
	  .summary = "a list of rdata" },
	{ .name = "ttl", .type = FIELD_NODE, .offset = AT(ttl),
	  .summary = "seconds, a duration, or {min, max}" },
	{ .name = "match", .type = FIELD_CHOICE, .offset = AT(match), .offset_has = AT(has_match), .choices = matches,
	  .summary = "how the served records relate to the declared ones" },
	{ .name = "match_regexp", .type = FIELD_STR, .offset = AT(pattern),
	  .summary = "a regular expression that every record matches" },
	{ .name = "count", .type = FIELD_U32, .offset = AT(count), .offset_has = AT(has_count), .max = UINT16_MAX,
	  .summary = "how many records there are" },
	{ .name = "rcode", .type = FIELD_RCODE, .offset = AT(rcode), .offset_has = AT(has_rcode),
	  .summary = "the response code" },
	{ .name = "ask", .type = FIELD_STR_LIST, .offset = AT(ask),
	  .summary = "who is asked, in place of the zone's servers" },
	{ 0 },
};
#undef AT
/* clang-format on */

/* One record that is being read. */
struct reading {
	struct draft *draft;
	const struct schema *schema;
	const struct yaml_node *node;
	const struct yaml_path *path;
	struct record_keys keys;
	struct expect_ttl ttl;
};

static void fault(const struct reading *reading, const char *sentence)
{
	faults_add(reading->schema->faults, yaml_place(reading->node), "%s", sentence);
}

static bool is_answer(const struct record_keys *keys)
{
	return !keys->has_rcode || keys->rcode == RCODE_NOERROR;
}

/* What the table cannot see. */
static void check_keys(const struct reading *reading)
{
	const struct record_keys *keys = &reading->keys;
	bool has_values = keys->value || keys->values;
	bool is_empty = keys->has_count && keys->count == 0;

	if (keys->value && keys->values)
		fault(reading, "\"value\" and \"values\" exclude each other");
	if (has_values && !is_answer(keys))
		fault(reading, "an rcode other than NOERROR comes without values");
	if (has_values && is_empty)
		fault(reading, "\"count: 0\" contradicts the values");
	if (!has_values && keys->has_match)
		fault(reading, "\"match\" wants values to match");
	if (is_empty && !keys->has_rcode) {
		fault(reading,
		      "\"count: 0\" wants \"rcode: NOERROR\" (no such record) or "
		      "\"rcode: NXDOMAIN\" (no such name) beside it");
	}
	if (!has_values && !keys->has_count && !keys->has_rcode &&
	    keys->pattern.len == 0) {
		fault(reading,
		      "wants \"value\", \"values\", \"match_regexp\", \"count\" or "
		      "\"rcode\": what is to be served");
	}
	if (keys->has_type && type_is_meta(keys->type))
		fault(reading, "a record cannot be of a type that only questions have");
}

static bool needs_extra(const struct reading *reading, const struct expect_values *values)
{
	const struct record_keys *keys = &reading->keys;

	return reading->ttl.has_min || reading->ttl.has_max || keys->has_count ||
	       keys->has_rcode || keys->pattern.len > 0 || values->range_count > 0 ||
	       keys->ask.count > 0;
}

static const struct expectation_extra *extra_of(const struct reading *reading,
						const struct expect_values *values)
{
	const struct record_keys *keys = &reading->keys;
	struct expectation_extra *extra = NULL;

	if (!needs_extra(reading, values))
		return NULL;
	extra = arena_alloc(reading->draft->arena, sizeof(*extra));
	*extra = (struct expectation_extra){
		.has_ttl_min = reading->ttl.has_min,
		.has_ttl_max = reading->ttl.has_max,
		.ttl_min = reading->ttl.min,
		.ttl_max = reading->ttl.max,
		.has_count = keys->has_count,
		.count = keys->count,
		.has_rcode = keys->has_rcode,
		.rcode = keys->rcode,
		.pattern = keys->pattern,
		.ranges = values->ranges,
		.range_count = values->range_count,
		.ask = keys->ask,
	};
	return extra;
}

static enum err read_values(const struct reading *reading,
			    struct expect_values *out_values)
{
	const struct record_keys *keys = &reading->keys;
	const struct rdvalue_options options = {
		.has_ranges = keys->match == MATCH_SUBSET,
	};
	const struct yaml_path path = {
		.up = reading->path,
		.key = keys->values ? (struct str)STR("values")
				    : (struct str)STR("value"),
	};
	const struct yaml_node *node = keys->values ? keys->values : keys->value;

	if (node && node->kind == YAML_KIND_SEQUENCE && !node->first) {
		schema_fault_wanted(reading->schema, node, &path,
				    "at least one value; that there is none is said by "
				    "\"rcode: NOERROR\" and \"count: 0\"");
		return ERR_FAULTS;
	}
	return expect_read_values(reading->draft, keys->type, node, &path, &options,
				  out_values);
}

static void read_ttl(struct reading *reading)
{
	const struct yaml_path path = { .up = reading->path, .key = STR("ttl") };

	/* What is wrong is recorded; the record is not kept then. */
	if (reading->keys.ttl && expect_read_ttl(reading->schema, reading->keys.ttl,
						 &path, &reading->ttl) != ERR_OK)
		return;
}

/* False when the type's own fault is recorded: of what type the values are is not known then. */
static bool has_known_type(const struct reading *reading)
{
	const struct yaml_node *type = NULL;
	uint16_t number = 0;

	if (!reading->keys.has_type || reading->keys.type != 0)
		return reading->keys.has_type;
	type = yaml_find(reading->node, (struct str)STR("type"));
	return type && type->kind == YAML_KIND_SCALAR &&
	       type_parse(type->text, &number) == ERR_OK;
}

/* Reads one record.  Returns it, or NULL with faults. */
static struct expectation *read_record(struct reading *reading)
{
	struct expect_values values = { 0 };
	size_t count = reading->schema->faults->count;
	struct expectation *expectation = NULL;

	schema_read(reading->schema, reading->node, reading->path, fields,
		    &reading->keys);
	if (reading->node->kind != YAML_KIND_MAPPING)
		return NULL;
	check_keys(reading);
	read_ttl(reading);
	if (!has_known_type(reading) || type_is_meta(reading->keys.type) ||
	    read_values(reading, &values) != ERR_OK ||
	    reading->schema->faults->count != count)
		return NULL;
	expectation = values.expectation;
	expectation->extra = extra_of(reading, &values);
	expectation->match = (uint8_t)reading->keys.match;
	expectation->has_ttl = reading->ttl.has_exact;
	expectation->ttl = reading->ttl.exact;
	return expectation;
}

void record_yaml_read(struct draft *draft, struct draft_zone *zone,
		      const struct yaml_entry *entry)
{
	const struct schema schema = { draft->arena, draft->faults };
	const struct yaml_path path = { .up = entry->path, .key = entry->key->text };
	bool is_list = entry->value->kind == YAML_KIND_SEQUENCE;
	struct yaml_path item = { .up = &path, .is_item = true };
	const struct yaml_node *at = is_list ? entry->value->first : entry->value;
	struct draft_group group = { .is_merged = entry->is_merged };

	if (owner_read(draft, zone, entry->key, &path, &group.owner) != ERR_OK)
		return;
	for (; at; at = is_list ? at->next : NULL, item.index++) {
		struct reading reading = {
			.draft = draft,
			.schema = &schema,
			.node = at,
			.path = is_list ? &item : &path,
		};
		struct expectation *expectation = read_record(&reading);

		if (expectation)
			draft_add(draft, zone, &group, expectation, yaml_place(at));
	}
}
