#include "declare/expect.h"

#include <limits.h>
#include <string.h>

#include "base/arena.h"
#include "base/duration.h"
#include "base/map.h"
#include "declare/draft.h"
#include "declare/rdvalue.h"
#include "declare/schema.h"
#include "declare/yaml.h"
#include "dns/type.h"

enum {
	VALUES_FEW = 12, /* up to here comparing each with each is the fastest */
	VALUES_MAX = 4096,
};

static enum err read_seconds(const struct schema *schema, const struct yaml_node *node,
			     const struct yaml_path *path, uint32_t *out_seconds)
{
	uint64_t us = 0;

	if (node->kind != YAML_KIND_SCALAR || node->is_null ||
	    duration_parse(node->text, &us) != ERR_OK || us % DURATION_S != 0 ||
	    us / DURATION_S > INT32_MAX) {
		schema_fault_wanted(schema, node, path,
				    "a TTL: whole seconds to 2147483647, or 5m, 1h, 1d");
		return ERR_FAULTS;
	}
	*out_seconds = (uint32_t)(us / DURATION_S);
	return ERR_OK;
}

static enum err read_bounds(const struct schema *schema, const struct yaml_node *node,
			    const struct yaml_path *path, struct expect_ttl *ttl)
{
	static const struct field fields[] = {
		{ .name = "min", .type = FIELD_NODE, .offset = 0 },
		{ .name = "max",
		  .type = FIELD_NODE,
		  .offset = sizeof(struct yaml_node *) },
		{ 0 },
	};
	const struct yaml_node *bounds[2] = { 0 };
	const struct yaml_path min_path = { .up = path, .key = STR("min") };
	const struct yaml_path max_path = { .up = path, .key = STR("max") };
	size_t count = schema->faults->count;

	schema_read(schema, node, path, fields, bounds);
	if (bounds[0]) {
		ttl->has_min =
			read_seconds(schema, bounds[0], &min_path, &ttl->min) == ERR_OK;
	}
	if (bounds[1]) {
		ttl->has_max =
			read_seconds(schema, bounds[1], &max_path, &ttl->max) == ERR_OK;
	}
	if (!bounds[0] && !bounds[1])
		schema_fault_wanted(schema, node, path, "min, max or both");
	if (ttl->has_min && ttl->has_max && ttl->min > ttl->max) {
		faults_add(schema->faults, yaml_place(node),
			   "the min of a TTL is above its max");
	}
	return schema->faults->count == count ? ERR_OK : ERR_FAULTS;
}

enum err expect_read_ttl(const struct schema *schema, const struct yaml_node *node,
			 const struct yaml_path *path, struct expect_ttl *out_ttl)
{
	struct expect_ttl ttl = { 0 };
	enum err err = ERR_OK;

	if (node->kind == YAML_KIND_MAPPING) {
		err = read_bounds(schema, node, path, &ttl);
	} else {
		err = read_seconds(schema, node, path, &ttl.exact);
		ttl.has_exact = err == ERR_OK;
	}
	if (err == ERR_OK)
		*out_ttl = ttl;
	return err;
}

/* The values of one record, as they come in. */
struct reading {
	struct draft *draft;
	const struct schema *schema;
	const struct rdvalue_options *options;
	struct rrset_rdata *values;
	size_t count;
	struct expected_range *ranges; /* NULL where none are allowed */
	size_t range_count;
	struct arena *scratch; /* of seen; NULL while the values are few */
	struct map *seen;      /* by normal form */
	uint16_t type;
	bool is_faulty;
};

static void reading_free(struct reading *reading)
{
	arena_free(reading->scratch);
}

static struct str normal_of(const struct rrset_rdata *rdata)
{
	return str_make((const char *)rdata->normal, rdata->normal_size);
}

static bool is_repeated(struct reading *reading, const struct rrset_rdata *rdata)
{
	if (reading->seen) {
		void **slot = map_slot(reading->seen, normal_of(rdata));
		bool is_known = *slot != NULL;

		*slot = reading;
		return is_known;
	}
	for (size_t i = 0; i < reading->count; i++) {
		if (str_equal(normal_of(&reading->values[i]), normal_of(rdata)))
			return true;
	}
	return false;
}

static void read_range(struct reading *reading, const struct yaml_node *node,
		       const struct yaml_path *path)
{
	if (!reading->ranges) {
		faults_add(reading->schema->faults, yaml_place(node),
			   "the range \"%.50s\" wants \"match: subset\"",
			   node->text.data);
		reading->is_faulty = true;
	} else if (rdvalue_parse_range(reading->type, node->text,
				       &reading->ranges[reading->range_count]) !=
		   ERR_OK) {
		schema_fault_wanted(reading->schema, node, path,
				    "a range of addresses such as 192.0.2.0/24");
		reading->is_faulty = true;
	} else {
		reading->range_count++;
	}
}

static bool is_range(const struct reading *reading, const struct yaml_node *node)
{
	return (reading->type == TYPE_A || reading->type == TYPE_AAAA) &&
	       node->kind == YAML_KIND_SCALAR && str_find(node->text, '/') >= 0;
}

static void read_value(struct reading *reading, const struct yaml_node *node,
		       const struct yaml_path *path)
{
	struct rrset_rdata *rdata = &reading->values[reading->count];

	if (is_range(reading, node)) {
		read_range(reading, node, path);
	} else if (rdvalue_read(reading->schema, reading->type, node, path,
				reading->options, rdata) != ERR_OK) {
		reading->is_faulty = true;
	} else if (!is_repeated(reading, rdata)) {
		reading->count++;
	} else if (!reading->options->has_repeats) {
		faults_add(&reading->draft->declaration.notes, yaml_place(node),
			   "the same value stands in this record twice");
	}
}

static void read_list(struct reading *reading, const struct yaml_node *node,
		      const struct yaml_path *path)
{
	struct yaml_path item = { .up = path, .is_item = true };

	for (const struct yaml_node *at = node->first; at; at = at->next, item.index++)
		read_value(reading, at, &item);
}

static size_t count_values(const struct yaml_node *node)
{
	size_t count = 0;

	if (!node)
		return 0;
	if (node->kind != YAML_KIND_SEQUENCE)
		return 1;
	for (const struct yaml_node *at = node->first; at; at = at->next)
		count++;
	return count;
}

enum err expect_read_values(struct draft *draft, uint16_t type,
			    const struct yaml_node *node, const struct yaml_path *path,
			    const struct rdvalue_options *options,
			    struct expect_values *out_values)
{
	const struct schema schema = { draft->arena, draft->faults };
	CLEANUP(reading_free)
	struct reading reading = {
		.draft = draft,
		.schema = &schema,
		.options = options,
		.type = type,
	};
	size_t count = count_values(node);
	struct expectation *expectation = NULL;

	if (count > VALUES_MAX) {
		schema_fault_wanted(&schema, node, path, "at most 4096 values");
		return ERR_FAULTS;
	}
	expectation = draft_expectation(draft, count, &reading.values);
	if (options->has_ranges) {
		reading.ranges =
			arena_array(draft->arena, count, sizeof(*reading.ranges));
	}
	if (count > VALUES_FEW) {
		reading.scratch = arena_new();
		reading.seen = map_new(reading.scratch);
	}
	if (node && node->kind == YAML_KIND_SEQUENCE) {
		read_list(&reading, node, path);
	} else if (node) {
		read_value(&reading, node, path);
	}
	if (reading.is_faulty)
		return ERR_FAULTS;
	expectation->value_count = (uint16_t)reading.count;
	expectation->type = type;
	*out_values = (struct expect_values){ expectation, reading.ranges,
					      reading.range_count };
	return ERR_OK;
}
