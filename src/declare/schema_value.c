#include "base/arena.h"
#include "base/duration.h"
#include "base/num.h"
#include "base/text.h"
#include "declare/schema.h"
#include "declare/yaml.h"
#include "dns/type.h"

enum { WANTED_SIZE = 400 }; /* bytes of the words for what was wanted */

/* One value that is being read. */
struct reading {
	const struct schema *schema;
	const struct yaml_node *node;
	const struct yaml_path *path;
	const struct field *field;
	void *member;
};

static void fault_wanted(const struct reading *reading, const char *wanted)
{
	schema_fault_wanted(reading->schema, reading->node, reading->path, wanted);
}

/* True for text; anything else is a fault. */
static bool is_text(const struct reading *reading, const char *wanted)
{
	if (reading->node->kind == YAML_KIND_SCALAR && !reading->node->is_null)
		return true;
	fault_wanted(reading, wanted);
	return false;
}

static void read_str(const struct reading *reading)
{
	if (is_text(reading, "text")) {
		*(struct str *)reading->member =
			str_copy(reading->schema->arena, reading->node->text);
	}
}

static size_t count_items(const struct yaml_node *node)
{
	size_t count = 0;

	if (node->kind != YAML_KIND_SEQUENCE)
		return 1;
	for (const struct yaml_node *at = node->first; at; at = at->next)
		count++;
	return count;
}

/* Runs for each item of a list, or for a value that stands alone. */
static void for_each(const struct reading *reading,
		     void (*on_item)(const struct reading *item, size_t index))
{
	const struct yaml_node *node = reading->node;
	size_t index = 0;

	if (node->kind != YAML_KIND_SEQUENCE) {
		on_item(reading, 0);
		return;
	}
	for (const struct yaml_node *at = node->first; at; at = at->next) {
		const struct yaml_path path = { .up = reading->path,
						.index = index,
						.is_item = true };
		struct reading item = *reading;

		item.node = at;
		item.path = &path;
		on_item(&item, index++);
	}
}

static void read_str_item(const struct reading *item, size_t index)
{
	struct schema_text *texts = item->member;

	if (is_text(item, "text")) {
		texts[index] = (struct schema_text){
			.text = str_copy(item->schema->arena, item->node->text),
			.place = yaml_place(item->node),
		};
	}
}

static void read_str_list(const struct reading *reading)
{
	struct schema_list *list = reading->member;
	struct reading items = *reading;
	size_t count = count_items(reading->node);
	struct schema_text *texts =
		arena_array(reading->schema->arena, count, sizeof(*texts));

	items.member = texts;
	for_each(&items, read_str_item);
	*list = (struct schema_list){ texts, count };
}

static void parse_name(const struct reading *reading, struct name *out_name)
{
	struct name_buffer buffer;
	const char *why = NULL;

	if (!is_text(reading, "a domain name"))
		return;
	if (name_parse(reading->node->text, NULL, &buffer, &why) != ERR_OK) {
		char wanted[WANTED_SIZE];
		struct text text;

		text_init(&text, wanted, sizeof(wanted));
		text_add_format(&text, "a domain name (%s)", why);
		fault_wanted(reading, wanted);
		return;
	}
	*out_name = name_copy_lower(reading->schema->arena, name_of(&buffer));
}

static void read_name(const struct reading *reading)
{
	parse_name(reading, reading->member);
}

static void read_name_item(const struct reading *item, size_t index)
{
	struct name *names = item->member;

	names[index] = name_root;
	parse_name(item, &names[index]);
}

static void read_name_list(const struct reading *reading)
{
	struct schema_names *list = reading->member;
	struct reading items = *reading;
	size_t count = count_items(reading->node);
	struct name *names = arena_array(reading->schema->arena, count, sizeof(*names));

	items.member = names;
	for_each(&items, read_name_item);
	*list = (struct schema_names){ names, count };
}

static void read_type(const struct reading *reading)
{
	if (is_text(reading, "an RR type") &&
	    type_parse(reading->node->text, reading->member) != ERR_OK)
		fault_wanted(reading, "an RR type such as A or TYPE65280");
}

static void read_rcode(const struct reading *reading)
{
	if (is_text(reading, "a response code") &&
	    type_parse_rcode(reading->node->text, reading->member) != ERR_OK)
		fault_wanted(reading, "a response code such as NOERROR or NXDOMAIN");
}

static void read_u32(const struct reading *reading)
{
	const struct field *field = reading->field;
	uint32_t max = field->max > 0 ? field->max : UINT32_MAX;
	char wanted[WANTED_SIZE];
	struct text text;

	if (reading->node->kind == YAML_KIND_SCALAR &&
	    num_parse_u32(reading->node->text, field->min, max, reading->member) ==
		    ERR_OK)
		return;
	text_init(&text, wanted, sizeof(wanted));
	text_add_format(&text, "a number from %u to %u", field->min, max);
	fault_wanted(reading, wanted);
}

static void read_bool(const struct reading *reading)
{
	const struct yaml_node *node = reading->node;
	bool is_true = str_equal(node->text, (struct str)STR("true"));

	if (node->kind == YAML_KIND_SCALAR &&
	    (is_true || str_equal(node->text, (struct str)STR("false")))) {
		*(bool *)reading->member = is_true;
	} else {
		fault_wanted(reading, "true or false");
	}
}

static void read_duration(const struct reading *reading)
{
	if (is_text(reading, "a duration such as 500ms or 1h30m") &&
	    duration_parse(reading->node->text, reading->member) != ERR_OK)
		fault_wanted(reading, "a duration such as 500ms or 1h30m");
}

static void fault_choice(const struct reading *reading)
{
	const char *const *choices = reading->field->choices;
	char wanted[WANTED_SIZE];
	struct text text;

	text_init(&text, wanted, sizeof(wanted));
	for (size_t i = 0; choices[i]; i++) {
		if (i > 0)
			text_add_cstr(&text, choices[i + 1] ? ", " : " or ");
		text_add_cstr(&text, choices[i]);
	}
	fault_wanted(reading, wanted);
}

/* The index of the choice, or -1 with a fault. */
static int find_choice(const struct reading *reading)
{
	const char *const *choices = reading->field->choices;

	for (int i = 0; choices[i] && reading->node->kind == YAML_KIND_SCALAR; i++) {
		if (str_equal(reading->node->text, str_of(choices[i])))
			return i;
	}
	fault_choice(reading);
	return -1;
}

static void read_choice(const struct reading *reading)
{
	int choice = find_choice(reading);

	if (choice >= 0)
		*(unsigned *)reading->member = (unsigned)choice;
}

static void read_choice_item(const struct reading *item, size_t index)
{
	int choice = find_choice(item);

	(void)index;
	if (choice >= 0)
		*(uint32_t *)item->member |= UINT32_C(1) << choice;
}

static void read_choices(const struct reading *reading)
{
	*(uint32_t *)reading->member = 0;
	for_each(reading, read_choice_item);
}

static void read_group(const struct reading *reading)
{
	schema_read(reading->schema, reading->node, reading->path, reading->field->fields,
		    reading->member);
}

static void read_node(const struct reading *reading)
{
	*(const struct yaml_node **)reading->member = reading->node;
}

static void (*const readers[FIELD_TYPE_COUNT])(const struct reading *reading) = {
	[FIELD_STR] = read_str,           [FIELD_STR_LIST] = read_str_list,
	[FIELD_NAME] = read_name,         [FIELD_NAME_LIST] = read_name_list,
	[FIELD_TYPE] = read_type,         [FIELD_RCODE] = read_rcode,
	[FIELD_U32] = read_u32,           [FIELD_BOOL] = read_bool,
	[FIELD_DURATION] = read_duration, [FIELD_CHOICE] = read_choice,
	[FIELD_CHOICES] = read_choices,   [FIELD_GROUP] = read_group,
	[FIELD_NODE] = read_node,
};

void schema_value_read(const struct schema *schema, const struct yaml_node *node,
		       const struct yaml_path *path, const struct field *field,
		       void *spec)
{
	const struct reading reading = {
		.schema = schema,
		.node = node,
		.path = path,
		.field = field,
		.member = (char *)spec + field->offset,
	};

	if (field->offset_has > 0)
		*((bool *)spec + field->offset_has) = true;
	readers[field->type](&reading);
}
