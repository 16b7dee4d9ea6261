#include "check/values.h"

#include <string.h>

#include "base/arena.h"
#include "base/fault.h"
#include "declare/declaration.h"
#include "declare/rdvalue.h"
#include "declare/schema.h"
#include "declare/yaml.h"
#include "dns/type.h"

enum { VALUES_MAX = 4096 };

struct reading {
	const struct schema *schema;
	const struct values_options *options;
	struct rrset_rdata *list;
	uint16_t count;
	struct expected_range *ranges;
	size_t range_count;
};

static bool is_repeated(const struct reading *reading, const struct rrset_rdata *value)
{
	for (uint16_t i = 0; i < reading->count; i++) {
		const struct rrset_rdata *other = &reading->list[i];

		if (other->normal_size == value->normal_size &&
		    memcmp(other->normal, value->normal, value->normal_size) == 0)
			return true;
	}
	return false;
}

static bool is_range(const struct reading *reading, const struct yaml_node *node)
{
	uint16_t type = reading->options->type;

	return (type == TYPE_A || type == TYPE_AAAA) && node->kind == YAML_KIND_SCALAR &&
	       str_find(node->text, '/') >= 0;
}

static void read_range(struct reading *reading, const struct yaml_node *node,
		       const struct yaml_path *path)
{
	if (!reading->options->has_ranges) {
		faults_add(reading->schema->faults, yaml_place(node),
			   "the range \"%.50s\" wants \"match: subset\"",
			   node->text.data);
	} else if (rdvalue_parse_range(reading->options->type, node->text,
				       &reading->ranges[reading->range_count]) !=
		   ERR_OK) {
		schema_fault_wanted(reading->schema, node, path,
				    "a range of addresses such as 192.0.2.0/24");
	} else {
		reading->range_count++;
	}
}

static void read_one(struct reading *reading, const struct yaml_node *node,
		     const struct yaml_path *path)
{
	static const struct rdvalue_options options = { 0 };
	struct rrset_rdata value;

	if (is_range(reading, node)) {
		read_range(reading, node, path);
		return;
	}
	if (rdvalue_read(reading->schema, reading->options->type, node, path, &options,
			 &value) != ERR_OK)
		return;
	if (reading->count == VALUES_MAX) {
		schema_fault_wanted(reading->schema, node, path,
				    "a list of at most 4096 values");
	} else if (!is_repeated(reading, &value)) {
		reading->list[reading->count++] = value;
	}
}

static size_t count_items(const struct yaml_node *node)
{
	size_t count = 0;

	if (node->kind != YAML_KIND_SEQUENCE)
		return 1;
	for (const struct yaml_node *item = node->first; item != NULL; item = item->next)
		count++;
	return count;
}

void values_read(const struct schema *schema, const struct yaml_node *node,
		 const struct yaml_path *path, const struct values_options *options,
		 struct values *out_values)
{
	size_t room = count_items(node);
	struct reading reading = {
		.schema = schema,
		.options = options,
		.list = arena_array(schema->arena, room, sizeof(*reading.list)),
		.ranges = arena_array(schema->arena, room, sizeof(*reading.ranges)),
	};
	struct yaml_path item_path = { .up = path, .is_item = true };

	if (node->kind != YAML_KIND_SEQUENCE) {
		read_one(&reading, node, path);
	} else if (node->first == NULL) {
		schema_fault_wanted(schema, node, path, "at least one value");
	}
	for (const struct yaml_node *item = node->kind == YAML_KIND_SEQUENCE ? node->first
									     : NULL;
	     item != NULL; item = item->next, item_path.index++)
		read_one(&reading, item, &item_path);
	*out_values = (struct values){ reading.list, reading.count, reading.ranges,
				       reading.range_count };
}
