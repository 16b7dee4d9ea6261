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

static char capital(char c)
{
	if (c >= 'a' && c <= 'z')
		return (char)(c - 'a' + 'A');
	return c;
}

/* Backslashes stay: in octoDNS too they are escapes of the presentation form. */
static void add_quoted(struct text *text, struct str str, bool has_capitals)
{
	bool is_escaped = false;

	text_add_char(text, '"');
	for (size_t i = 0; i < str.len; i++) {
		char c = str.data[i];

		if (c == '"' && !is_escaped)
			text_add_char(text, '\\');
		if (has_capitals)
			c = capital(c);
		text_add_char(text, c);
		is_escaped = str.data[i] == '\\' && !is_escaped;
	}
	text_add_char(text, '"');
}

/* The value of a SVCB parameter, or an item of it. */
static void add_param_text(const struct writing *writing, const struct yaml_node *node,
			   const struct yaml_path *path)
{
	if (node->kind != YAML_KIND_SCALAR) {
		schema_fault_wanted(writing->schema, node, path, "text");
		return;
	}
	for (size_t i = 0; i < node->text.len; i++) {
		if (node->text.data[i] == '"')
			text_add_char(writing->text, '\\');
		text_add_char(writing->text, node->text.data[i]);
	}
}

static void add_param_list(const struct writing *writing, const struct yaml_node *list,
			   const struct yaml_path *path)
{
	struct yaml_path item = { .up = path, .is_item = true };

	for (const struct yaml_node *at = list->first; at; at = at->next, item.index++) {
		if (item.index > 0)
			text_add_char(writing->text, ',');
		add_param_text(writing, at, &item);
	}
}

static void add_param(const struct writing *writing, const struct yaml_node *key)
{
	const struct yaml_path path = { .up = writing->path, .key = key->text };
	const struct yaml_node *value = key->next;

	text_add_char(writing->text, ' ');
	text_add(writing->text, key->text);
	if (value->is_null || str_equal(key->text, (struct str)STR("no-default-alpn")))
		return;
	text_add_cstr(writing->text, "=\"");
	if (value->kind == YAML_KIND_SEQUENCE) {
		add_param_list(writing, value, &path);
	} else {
		add_param_text(writing, value, &path);
	}
	text_add_char(writing->text, '"');
}

static void add_params(const struct writing *writing, const struct yaml_node *node)
{
	if (node->is_null)
		return;
	if (node->kind != YAML_KIND_MAPPING) {
		schema_fault_wanted(writing->schema, node, writing->path, "a mapping");
		return;
	}
	for (const struct yaml_node *key = node->first; key; key = key->next->next)
		add_param(writing, key);
}

static void add_part(const struct writing *writing, enum rdvalue_form form,
		     const struct yaml_node *node)
{
	bool is_text = node->kind == YAML_KIND_SCALAR && !node->is_null;

	if (!is_text && form != RDVALUE_PARAMS) {
		schema_fault_wanted(writing->schema, node, writing->path, "text");
		return;
	}
	switch (form) {
	case RDVALUE_PLAIN:
		text_add(writing->text, node->text);
		break;
	case RDVALUE_QUOTED:
	case RDVALUE_CAPITALS:
		add_quoted(writing->text, node->text, form == RDVALUE_CAPITALS);
		break;
	case RDVALUE_METRES:
		text_add(writing->text, node->text);
		text_add_char(writing->text, 'm');
		break;
	case RDVALUE_PARAMS:
		add_params(writing, node);
		break;
	}
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
	schema_fault_missing(writing->schema, mapping, writing->path->up, field->name);
}

/* The key of a value in its mapping; the empty text when there is none. */
static struct str key_of(const struct yaml_node *mapping, const struct yaml_node *value)
{
	for (const struct yaml_node *key = mapping->first; key; key = key->next->next) {
		if (key->next == value)
			return key->text;
	}
	return (struct str){ 0 };
}

enum err rdvalue_map_print(const struct schema *schema, uint16_t type,
			   const struct yaml_node *node, const struct yaml_path *path,
			   struct text *text)
{
	const struct rdvalue_layout *layout = rdvalue_layout_find(type, node);
	struct rdvalue_parts parts = { 0 };
	size_t count = schema->faults->count;

	if (!layout) {
		schema_fault_wanted(schema, node, path, "rdata as text");
		return ERR_FAULTS;
	}
	schema_read(schema, node, path, layout->fields, &parts);
	for (size_t i = 0; i < layout->count; i++) {
		const struct yaml_path step = {
			.up = path,
			.key = key_of(node, parts.nodes[i]),
		};
		const struct writing writing = { schema, &step, text };

		if (i > 0 && layout->parts[i].form != RDVALUE_PARAMS)
			text_add_char(text, ' ');
		if (parts.nodes[i]) {
			add_part(&writing, layout->parts[i].form, parts.nodes[i]);
		} else {
			add_missing(&writing, layout, i, node);
		}
	}
	return schema->faults->count == count ? ERR_OK : ERR_FAULTS;
}
