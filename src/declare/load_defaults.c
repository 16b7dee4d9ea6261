#include "base/arena.h"
#include "base/duration.h"
#include "base/num.h"
#include "base/text.h"
#include "declare/loader.h"
#include "declare/yaml.h"

enum {
	TIMEOUT_MAX_S = 60,
	TRIES_MAX = 20,
	THRESHOLD_MAX = 1000,
	RATE_MAX = 1000 * 1000,
	LABEL_MAX = 1024, /* bytes of a key and its value */
};

/* What the table fills: the defaults so far, and what is read by hand. */
struct defaults_keys {
	struct declared_defaults defaults;
	uint32_t port;
	struct str rate;
	const struct yaml_node *labels;
};

/* clang-format off */
#define AT(member) offsetof(struct defaults_keys, member)
static const struct field rtt_fields[] = {
	{ .name = "warning",  .type = FIELD_DURATION, .offset = AT(defaults.rtt_warning_us),
	  .summary = "an answer that took longer is a warning" },
	{ .name = "critical", .type = FIELD_DURATION, .offset = AT(defaults.rtt_critical_us),
	  .summary = "an answer that took longer is critical" },
	{ 0 },
};
static const struct field rate_fields[] = {
	{ .name = "per_server", .type = FIELD_STR, .offset = AT(rate),
	  .summary = "questions a second to one server: 100/s" },
	{ 0 },
};
static const struct field fields[] = {
	{ .name = "ask", .type = FIELD_STR_LIST, .offset = AT(defaults.ask),
	  .summary = "who is asked" },
	{ .name = "timeout", .type = FIELD_DURATION, .offset = AT(defaults.timeout_us),
	  .summary = "of one attempt" },
	{ .name = "tries", .type = FIELD_U32, .offset = AT(defaults.tries), .min = 1, .max = TRIES_MAX,
	  .summary = "attempts at one server" },
	{ .name = "port", .type = FIELD_U32, .offset = AT(port), .min = 1, .max = UINT16_MAX,
	  .summary = "of servers that were found by delegation" },
	{ .name = "interval", .type = FIELD_DURATION, .offset = AT(defaults.interval_us),
	  .summary = "between two rounds" },
	{ .name = "failure_threshold", .type = FIELD_U32, .offset = AT(defaults.failure_threshold), .min = 1, .max = THRESHOLD_MAX,
	  .summary = "rounds in a row before a state is reported" },
	{ .name = "rtt", .type = FIELD_GROUP, .fields = rtt_fields,
	  .summary = "limits of the time to the answer" },
	{ .name = "labels", .type = FIELD_NODE, .offset = AT(labels),
	  .summary = "labels that metrics get" },
	{ .name = "rate", .type = FIELD_GROUP, .fields = rate_fields,
	  .summary = "pacing" },
	{ 0 },
};
#undef AT
/* clang-format on */

_Static_assert(ARRAY_LEN(fields) <= LOADER_DEFAULTS_MAX, "a place for each default");

/* Notes one key.  Returns false, with a fault, when a file before set it to something else. */
static bool note_key(struct loader *loader, const struct yaml_node *key, size_t row)
{
	struct place *place = &loader->default_places[row];
	const struct yaml_node *value = key->next;
	const char *text = loader->default_texts[row];

	if (place->line == 0) {
		*place = yaml_place(key);
		if (value->kind == YAML_KIND_SCALAR) {
			loader->default_texts[row] =
				str_cstr(loader->draft.arena, value->text);
		}
		return true;
	}
	if (text && value->kind == YAML_KIND_SCALAR &&
	    str_equal(value->text, str_of(text)))
		return true;
	faults_add(loader->draft.faults, yaml_place(key),
		   "the default \"%s\" is set already at %s:%u; move it to one file "
		   "and include that",
		   fields[row].name, place->file, place->line);
	return false;
}

/* True when no key of @node was set to something else by a file before. */
static bool note_keys(struct loader *loader, const struct yaml_node *node)
{
	bool is_new = true;

	if (node->kind != YAML_KIND_MAPPING)
		return true;
	for (const struct yaml_node *key = node->first; key; key = key->next->next) {
		for (size_t i = 0; fields[i].name; i++) {
			if (str_equal(key->text, str_of(fields[i].name)))
				is_new = note_key(loader, key, i) && is_new;
		}
	}
	return is_new;
}

static bool is_label_key(struct str key)
{
	for (size_t i = 0; i < key.len; i++) {
		char c = key.data[i];
		bool is_letter =
			(c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';

		if (!is_letter && !(i > 0 && c >= '0' && c <= '9'))
			return false;
	}
	return key.len > 0;
}

static void read_label(const struct schema *schema, const struct yaml_node *key,
		       const struct yaml_path *path, struct schema_text *out_label)
{
	const struct yaml_path step = { .up = path, .key = key->text };
	char buffer[LABEL_MAX];
	struct text text;

	if (!is_label_key(key->text)) {
		schema_fault_wanted(schema, key, path,
				    "letters, digits and \"_\" as the name of a label");
		return;
	}
	text_init(&text, buffer, sizeof(buffer));
	text_add(&text, key->text);
	text_add_char(&text, '=');
	text_add(&text, key->next->text);
	if (key->next->kind != YAML_KIND_SCALAR || text.err != ERR_OK) {
		schema_fault_wanted(schema, key->next, &step, "a short text");
		return;
	}
	*out_label = (struct schema_text){
		.text = str_copy(schema->arena, text_str(&text)),
		.place = yaml_place(key),
	};
}

static void read_labels(const struct schema *schema, const struct yaml_node *node,
			const struct yaml_path *path, struct schema_list *out_labels)
{
	const struct yaml_path step = { .up = path, .key = STR("labels") };
	struct schema_text *labels = NULL;
	size_t count = 0;

	if (node->kind != YAML_KIND_MAPPING) {
		schema_fault_wanted(schema, node, &step, "a mapping of labels");
		return;
	}
	for (const struct yaml_node *key = node->first; key; key = key->next->next)
		count++;
	labels = arena_array(schema->arena, count, sizeof(*labels));
	*out_labels = (struct schema_list){ labels, count };
	for (const struct yaml_node *key = node->first; key; key = key->next->next)
		read_label(schema, key, &step, labels++);
}

static void read_rate(const struct schema *schema, const struct yaml_node *node,
		      struct str rate, uint32_t *out_rate)
{
	static const struct str a_second = STR("/s");
	struct str number = rate;

	if (str_has_suffix(rate, a_second))
		number = str_upto(rate, rate.len - a_second.len);
	if (num_parse_u32(number, 1, RATE_MAX, out_rate) != ERR_OK) {
		faults_add(schema->faults, yaml_place(node),
			   "\"per_server\" wants questions a second, such as 100/s");
	}
}

void load_defaults(struct loader *loader, const struct yaml_node *node,
		   const struct yaml_path *path)
{
	struct draft *draft = &loader->draft;
	const struct schema schema = { draft->arena, draft->faults };
	struct defaults_keys keys = { .defaults = draft->declaration.defaults };
	struct declared_defaults *defaults = &keys.defaults;

	if (!note_keys(loader, node))
		return;
	schema_read(&schema, node, path, fields, &keys);
	if (keys.port > 0)
		defaults->port = (uint16_t)keys.port;
	if (keys.labels)
		read_labels(&schema, keys.labels, path, &defaults->labels);
	if (keys.rate.data)
		read_rate(&schema, node, keys.rate, &defaults->rate_per_server);
	if (defaults->timeout_us < DURATION_MS ||
	    defaults->timeout_us > TIMEOUT_MAX_S * (uint64_t)DURATION_S) {
		faults_add(draft->faults, yaml_place(node),
			   "\"timeout\" wants 1ms to %ds", TIMEOUT_MAX_S);
	}
	if (defaults->interval_us < DURATION_S) {
		faults_add(draft->faults, yaml_place(node),
			   "\"interval\" wants at least 1s");
	}
	draft->declaration.defaults = *defaults;
}
