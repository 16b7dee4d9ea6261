#include <string.h>

#include "base/arena.h"
#include "declare/loader.h"
#include "declare/octodns.h"
#include "declare/record_yaml.h"
#include "declare/yaml.h"
#include "declare/zonefile_draft.h"

/* What the table of a zone fills. */
struct zone_keys {
	const struct yaml_node *records; /* empty: its entries came before */
	const struct yaml_node *records_from;
	unsigned ownership;
	bool has_ownership;
	struct schema_list ignore, ask;
	const struct yaml_node *kinds[LOADER_KINDS_MAX]; /* by index of the kinds */
	/* Any of the reserved keys; which, the zone itself tells. */
	const struct yaml_node *unbuilt; /* cppcheck-suppress unusedStructMember */
};

enum ownership { OWNERSHIP_DECLARED, OWNERSHIP_EXCLUSIVE };

static const char *const ownerships[] = { "declared", "exclusive", NULL };

/* clang-format off */
#define AT(member) offsetof(struct zone_keys, member)
static const struct field own_fields[] = {
	{ .name = "records", .type = FIELD_NODE, .offset = AT(records),
	  .summary = "what is to be served, by owner" },
	{ .name = "records_from", .type = FIELD_NODE, .offset = AT(records_from),
	  .summary = "the same from a file: {octodns: FILE} or {zonefile: FILE}" },
	{ .name = "ownership", .type = FIELD_CHOICE, .offset = AT(ownership), .offset_has = AT(has_ownership), .choices = ownerships,
	  .summary = "whether names that are not declared may be there" },
	{ .name = "ignore", .type = FIELD_STR_LIST, .offset = AT(ignore),
	  .summary = "globs of owners that are not judged" },
	{ .name = "ask", .type = FIELD_STR_LIST, .offset = AT(ask),
	  .summary = "who is asked" },
};
#undef AT

/* Keys of a zone whose kind is not built yet are refused by name, never passed over. */
static const char *const reserved[] = {
	"nameservers", "transfer", "dnssec", "mail", "dangling", "resolvers", "change", "maintenance",
};
/* clang-format on */

static bool is_kind(const struct draft *draft, const char *key)
{
	for (size_t i = 0; i < draft->kind_count; i++) {
		if (draft->kinds[i]->is_of_zone && strcmp(draft->kinds[i]->key, key) == 0)
			return true;
	}
	return false;
}

void load_zone_init(struct loader *loader)
{
	const struct draft *draft = &loader->draft;
	size_t max = ARRAY_LEN(own_fields) + draft->kind_count + ARRAY_LEN(reserved) + 1;
	struct field *fields = arena_array(draft->arena, max, sizeof(*fields));
	struct field *field = fields;

	memcpy(fields, own_fields, sizeof(own_fields));
	field += ARRAY_LEN(own_fields);
	for (size_t i = 0; i < draft->kind_count && i < LOADER_KINDS_MAX; i++) {
		if (draft->kinds[i]->is_of_zone) {
			*field++ = (struct field){
				.name = draft->kinds[i]->key,
				.type = FIELD_NODE,
				.offset = offsetof(struct zone_keys, kinds[i]),
			};
		}
	}
	for (size_t i = 0; i < ARRAY_LEN(reserved); i++) {
		if (!is_kind(draft, reserved[i])) {
			*field++ = (struct field){
				.name = reserved[i],
				.type = FIELD_NODE,
				.offset = offsetof(struct zone_keys, unbuilt),
			};
		}
	}
	loader->zone_fields = fields;
}

static struct draft_zone *find_zone(struct loader *loader, struct str text,
				    struct place place, const char **out_why)
{
	struct name_buffer name;

	if (name_parse(text, NULL, &name, out_why) != ERR_OK)
		return NULL;
	return draft_zone_find(&loader->draft, name_of(&name), text, place);
}

void load_zone_entry(struct loader *loader, const struct yaml_entry *entry)
{
	struct str key = entry->path->up->key;

	if (loader->zone_key != key.data) {
		const char *why = NULL;

		loader->zone_key = key.data;
		loader->zone = find_zone(loader, key, (struct place){ 0 }, &why);
	}
	if (loader->zone) /* a bad name is a fault of the zone's key */
		record_yaml_read(&loader->draft, loader->zone, entry);
}

/* What "records_from" names; axfr is known and not built. */
struct from_keys {
	const struct yaml_node *octodns, *zonefile, *axfr;
};

/* clang-format off */
static const struct field from_fields[] = {
	{ .name = "octodns",  .type = FIELD_NODE, .offset = offsetof(struct from_keys, octodns),
	  .summary = "a zone file or directory of octoDNS" },
	{ .name = "zonefile", .type = FIELD_NODE, .offset = offsetof(struct from_keys, zonefile),
	  .summary = "a zone file" },
	{ .name = "axfr",     .type = FIELD_NODE, .offset = offsetof(struct from_keys, axfr),
	  .summary = "a server to transfer from" },
	{ 0 },
};
/* clang-format on */

static void read_from(struct loader *loader, struct draft_zone *zone,
		      const struct source *source, const struct yaml_node *node,
		      const struct yaml_path *path)
{
	struct draft *draft = &loader->draft;
	const struct schema schema = { draft->arena, draft->faults };
	const struct yaml_path step = { .up = path, .key = STR("records_from") };
	struct from_keys keys = { 0 };
	const struct yaml_node *file = NULL;
	const char *resolved = NULL;

	schema_read(&schema, node, &step, from_fields, &keys);
	if (node->kind != YAML_KIND_MAPPING)
		return;
	if (keys.axfr) {
		faults_add(
			draft->faults, yaml_place(keys.axfr),
			"records from a transfer are not read by this version; save the "
			"zone with `digdrift @SERVER ZONE AXFR > FILE` and name the file as \"zonefile\"");
		return;
	}
	file = keys.octodns ? keys.octodns : keys.zonefile;
	if (!file || (keys.octodns && keys.zonefile) || file->kind != YAML_KIND_SCALAR ||
	    file->is_null) {
		schema_fault_wanted(&schema, node, &step,
				    "one of {octodns: FILE} and {zonefile: FILE}");
		return;
	}
	resolved = source_resolve(draft->arena, source->path, file->text);
	if (keys.octodns) {
		octodns_read(draft, zone, source, resolved, yaml_place(file));
	} else {
		zonefile_draft_read(draft, zone, source, resolved, yaml_place(file));
	}
}

static void refuse_unbuilt(const struct loader *loader, const struct yaml_node *zone)
{
	for (const struct yaml_node *key = zone->first; key; key = key->next->next) {
		for (size_t i = 0; i < ARRAY_LEN(reserved); i++) {
			if (str_equal(key->text, str_of(reserved[i])) &&
			    !is_kind(&loader->draft, reserved[i])) {
				faults_add(loader->draft.faults, yaml_place(key),
					   "\"%s\" is not judged by this version",
					   reserved[i]);
			}
		}
	}
}

/* False, with a fault, where another file said the same thing of the zone. */
static bool is_first(const struct loader *loader, struct place *place,
		     const struct yaml_node *zone, const char *key)
{
	const struct yaml_node *node = yaml_find(zone, str_of(key));

	if (place->line > 0) {
		faults_add(loader->draft.faults, yaml_place(node),
			   "\"%s\" of this zone is said already at %s:%u", key,
			   place->file, place->line);
		return false;
	}
	*place = yaml_place(node);
	return true;
}

static void read_own_keys(struct loader *loader, struct draft_zone *zone,
			  const struct yaml_node *node, const struct zone_keys *keys)
{
	if (keys->ask.count > 0 && is_first(loader, &zone->ask_place, node, "ask"))
		zone->zone.ask = keys->ask;
	if (keys->ignore.count > 0 &&
	    is_first(loader, &zone->ignore_place, node, "ignore"))
		zone->zone.ignore = keys->ignore;
	if (keys->has_ownership &&
	    is_first(loader, &zone->ownership_place, node, "ownership"))
		zone->zone.is_exclusive = keys->ownership == OWNERSHIP_EXCLUSIVE;
}

static void read_zone(struct loader *loader, const struct source *source,
		      const struct yaml_node *key, const struct yaml_path *path)
{
	struct draft *draft = &loader->draft;
	const struct schema schema = { draft->arena, draft->faults };
	const struct yaml_path records_path = { .up = path, .key = STR("records") };
	struct zone_keys keys = { 0 };
	const char *why = NULL;
	struct draft_zone *zone = find_zone(loader, key->text, yaml_place(key), &why);

	if (!zone) {
		faults_add(draft->faults, yaml_place(key),
			   "\"%.100s\" is no name of a zone: %s", key->text.data, why);
		return;
	}
	if (zone->zone.place.line == 0)
		zone->zone.place = yaml_place(key);
	schema_read(&schema, key->next, path, loader->zone_fields, &keys);
	if (key->next->kind != YAML_KIND_MAPPING)
		return;
	if (keys.records && keys.records->kind != YAML_KIND_MAPPING) {
		schema_fault_wanted(&schema, keys.records, &records_path,
				    "a mapping from owners to records");
	}
	refuse_unbuilt(loader, key->next);
	read_own_keys(loader, zone, key->next, &keys);
	if (keys.records_from)
		read_from(loader, zone, source, keys.records_from, path);
	for (size_t i = 0; i < draft->kind_count && i < LOADER_KINDS_MAX; i++) {
		const struct yaml_path step = { .up = path,
						.key = str_of(draft->kinds[i]->key) };

		if (keys.kinds[i]) {
			load_check_of_zone(loader, zone, draft->kinds[i], keys.kinds[i],
					   &step);
		}
	}
}

void load_zones(struct loader *loader, const struct source *source,
		const struct yaml_node *node, const struct yaml_path *path)
{
	struct draft *draft = &loader->draft;
	const struct schema schema = { draft->arena, draft->faults };

	if (node->kind != YAML_KIND_MAPPING) {
		schema_fault_wanted(&schema, node, path, "a mapping of zones");
		return;
	}
	for (const struct yaml_node *key = node->first; key; key = key->next->next) {
		const struct yaml_path step = { .up = path, .key = key->text };

		read_zone(loader, source, key, &step);
	}
}
