#include "declare/schema.h"

#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "base/text.h"
#include "declare/yaml.h"

enum {
	FIELDS_MAX = 64, /* rows of a table */
	SENTENCE_SIZE = 1024,
	SHOWN_MAX = 100, /* bytes of a user's text that a sentence shows */
};

static const char *const kind_names[] = {
	[YAML_KIND_SCALAR] = "text",
	[YAML_KIND_SEQUENCE] = "a list",
	[YAML_KIND_MAPPING] = "a mapping",
};

static void add_shown(struct text *text, const struct yaml_node *node)
{
	if (node->kind != YAML_KIND_SCALAR) {
		text_add_cstr(text, kind_names[node->kind]);
	} else if (node->is_null) {
		text_add_cstr(text, "nothing");
	} else {
		text_add_char(text, '"');
		text_add(text, str_upto(node->text, SHOWN_MAX));
		text_add_cstr(text, node->text.len > SHOWN_MAX ? "...\"" : "\"");
	}
}

void schema_fault_wanted(const struct schema *schema, const struct yaml_node *node,
			 const struct yaml_path *path, const char *wanted)
{
	char buffer[SENTENCE_SIZE];
	struct text sentence;

	text_init(&sentence, buffer, sizeof(buffer));
	yaml_path_print(&sentence, path);
	text_add_format(&sentence, " wants %s, not ", wanted);
	add_shown(&sentence, node);
	faults_add(schema->faults, yaml_place(node), "%s", sentence.data);
}

void schema_fault_unknown(const struct schema *schema, const struct yaml_node *key,
			  const struct yaml_path *path, const struct field *fields)
{
	const char *names[FIELDS_MAX];
	size_t count = 0;
	char buffer[SENTENCE_SIZE];
	struct text sentence;

	for (; count < FIELDS_MAX && fields[count].name; count++)
		names[count] = fields[count].name;
	text_init(&sentence, buffer, sizeof(buffer));
	text_add_cstr(&sentence, "unknown key ");
	add_shown(&sentence, key);
	text_add_cstr(&sentence, " in ");
	yaml_path_print(&sentence, path);

	const char *nearest = nearest_find(key->text, names, count);

	if (nearest && *nearest) {
		text_add_format(&sentence, ", did you mean \"%s\"?", nearest);
	} else {
		for (size_t i = 0; i < count; i++) {
			if (*names[i]) {
				text_add_format(&sentence, "%s%s",
						i == 0 ? "; it takes " : ", ", names[i]);
			}
		}
	}
	faults_add(schema->faults, yaml_place(key), "%s", sentence.data);
}

/* The row of @name, or -1. */
static int find_field(const struct field *fields, struct str name)
{
	for (int i = 0; fields[i].name; i++) {
		const char *candidate = fields[i].name;

		if (strncmp(candidate, name.data, name.len) == 0 &&
		    candidate[name.len] == '\0')
			return i;
	}
	return -1;
}

void schema_fault_missing(const struct schema *schema, const struct yaml_node *node,
			  const struct yaml_path *path, const char *name)
{
	char buffer[SENTENCE_SIZE];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	yaml_path_print(&text, path);
	text_add_format(&text, " wants the key \"%s\"", name);
	faults_add(schema->faults, yaml_place(node), "%s", buffer);
}

static void read_pairs(const struct schema *schema, const struct yaml_node *node,
		       const struct yaml_path *path, const struct field *fields,
		       void *spec)
{
	uint64_t seen = 0;

	for (const struct yaml_node *key = node->first; key; key = key->next->next) {
		const struct yaml_path step = { .up = path, .key = key->text };
		int row = find_field(fields, key->text);

		if (row < 0 || key->text.len == 0) {
			schema_fault_unknown(schema, key, path, fields);
			continue;
		}
		seen |= UINT64_C(1) << row;
		schema_value_read(schema, key->next, &step, &fields[row], spec);
	}
	for (size_t i = 0; fields[i].name; i++) {
		if (fields[i].flags & FIELD_REQUIRED && !(seen >> i & 1))
			schema_fault_missing(schema, node, path, fields[i].name);
	}
}

void schema_read(const struct schema *schema, const struct yaml_node *node,
		 const struct yaml_path *path, const struct field *fields, void *spec)
{
	if (node->kind == YAML_KIND_MAPPING) {
		read_pairs(schema, node, path, fields, spec);
		return;
	}

	int whole = find_field(fields, (struct str)STR(""));

	if (whole >= 0) {
		schema_value_read(schema, node, path, &fields[whole], spec);
	} else {
		schema_fault_wanted(schema, node, path, "a mapping");
	}
}
