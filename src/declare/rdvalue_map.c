#include "declare/rdvalue_map.h"

#include "base/text.h"
#include "declare/rdvalue_layout.h"
#include "declare/schema.h"
#include "declare/yaml.h"

/* One part that is being written. */
struct writing {
	const struct schema *schema;
	const struct yaml_path *path;
	struct text *text;
};

/* Backslashes stay: in octoDNS too they are escapes of the presentation form. */
static void add_quoted(struct text *text, struct str str)
{
	bool is_escaped = false;

	text_add_char(text, '"');
	for (size_t i = 0; i < str.len; i++) {
		if (str.data[i] == '"' && !is_escaped)
			text_add_char(text, '\\');
		text_add_char(text, str.data[i]);
		is_escaped = str.data[i] == '\\' && !is_escaped;
	}
	text_add_char(text, '"');
}

/* The value of a SVCB parameter, or an item of it: text, and no list. */
static bool add_param_text(const struct writing *writing, const struct yaml_node *node,
			   const struct yaml_path *path)
{
	if (node->kind != YAML_KIND_SCALAR) {
		schema_fault_wanted(writing->schema, node, path, "text");
		return false;
	}
	for (size_t i = 0; i < node->text.len; i++) {
		if (node->text.data[i] == '"')
			text_add_char(writing->text, '\\');
		text_add_char(writing->text, node->text.data[i]);
	}
	return true;
}

static bool add_param(const struct writing *writing, const struct yaml_node *key,
		      const struct yaml_node *value)
{
	const struct yaml_path path = { .up = writing->path, .key = key->text };

	text_add_char(writing->text, ' ');
	text_add(writing->text, key->text);
	if (value->kind == YAML_KIND_SCALAR &&
	    (value->is_null || str_equal(key->text, (struct str)STR("no-default-alpn"))))
		return true;
	text_add_cstr(writing->text, "=\"");
	if (value->kind != YAML_KIND_SEQUENCE) {
		if (!add_param_text(writing, value, &path))
			return false;
	} else {
		for (const struct yaml_node *at = value->first; at; at = at->next) {
			if (at != value->first)
				text_add_char(writing->text, ',');
			if (!add_param_text(writing, at, &path))
				return false;
		}
	}
	text_add_char(writing->text, '"');
	return true;
}

static bool add_params(const struct writing *writing, const struct yaml_node *node)
{
	if (node->is_null)
		return true;
	if (node->kind != YAML_KIND_MAPPING) {
		schema_fault_wanted(writing->schema, node, writing->path, "a mapping");
		return false;
	}
	for (const struct yaml_node *key = node->first; key; key = key->next->next) {
		if (!add_param(writing, key, key->next))
			return false;
	}
	return true;
}

static bool add_part(const struct writing *writing, enum rdvalue_form form,
		     const struct yaml_node *node)
{
	if (form == RDVALUE_PARAMS)
		return add_params(writing, node);
	if (node->kind != YAML_KIND_SCALAR || node->is_null) {
		schema_fault_wanted(writing->schema, node, writing->path, "text");
		return false;
	}
	if (form == RDVALUE_QUOTED) {
		add_quoted(writing->text, node->text);
	} else {
		text_add(writing->text, node->text);
	}
	if (form == RDVALUE_METRES)
		text_add_char(writing->text, 'm');
	return true;
}

static void add_missing(const struct writing *writing,
			const struct rdvalue_layout *layout, size_t part,
			const struct yaml_node *mapping)
{
	const char *fallback = layout->parts[part].fallback;
	const struct field *field = layout->fields;

	if (fallback) {
		text_add_cstr(writing->text, fallback);
		if (layout->parts[part].form == RDVALUE_METRES)
			text_add_char(writing->text, 'm');
		return;
	}
	while (field->offset != part * sizeof(struct yaml_node *))
		field++;
	schema_fault_missing(writing->schema, mapping, writing->path, field->name);
}

enum err rdvalue_map_print(const struct schema *schema, uint16_t type,
			   const struct yaml_node *node, const struct yaml_path *path,
			   struct text *text)
{
	const struct rdvalue_layout *layout = rdvalue_layout_find(type, node);
	const struct writing writing = { schema, path, text };
	struct rdvalue_parts parts = { 0 };
	size_t count = schema->faults->count;

	if (!layout) {
		schema_fault_wanted(schema, node, path, "rdata as text");
		return ERR_FAULTS;
	}
	schema_read(schema, node, path, layout->fields, &parts);
	for (size_t i = 0; i < layout->count; i++) {
		if (i > 0)
			text_add_char(text, ' ');
		if (!parts.nodes[i]) {
			add_missing(&writing, layout, i, node);
		} else {
			add_part(&writing, layout->parts[i].form, parts.nodes[i]);
		}
	}
	return schema->faults->count == count ? ERR_OK : ERR_FAULTS;
}
