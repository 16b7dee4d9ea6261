#include "declare/rdvalue.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/text.h"
#include "declare/rdfast.h"
#include "declare/rdvalue_map.h"
#include "declare/schema.h"
#include "declare/txttext.h"
#include "declare/yaml.h"
#include "dns/rdata.h"
#include "dns/type.h"

enum {
	PRESENTATION_MAX = 1 << 20, /* bytes of rdata as text */
	NORMAL_ON_STACK =
		2048, /* bytes of rdata whose normal form is made on the stack */
	SENTENCE_SIZE = 512,
	SHOWN_MAX = 100, /* bytes of a value that a sentence shows */
	ADDRESS_TEXT_MAX = 46,
};

/* No name that a person writes ends so: it shows which names were relative. */
static const uint8_t relative_wire[] = "\012\0relative\0";
static const struct name relative = { relative_wire, sizeof(relative_wire) };

/* A value that is being read. */
struct reading {
	const struct schema *schema;
	uint16_t type;
	const struct yaml_node *node;
	const struct yaml_path *path;
	const struct rdvalue_options *options;
};

void rdvalue_keep(struct arena *arena, uint16_t type, const uint8_t *wire, size_t size,
		  struct rrset_rdata *out_rdata)
{
	uint8_t stack[2 * NORMAL_ON_STACK + 512];
	size_t room = 2 * size + 512;
	uint8_t *normal = room <= sizeof(stack) ? stack : arena_bytes(arena, room);
	size_t normal_size = 0;

	*out_rdata = (struct rrset_rdata){
		.normal = wire,
		.wire = wire,
		.normal_size = (uint16_t)size,
		.wire_size = (uint16_t)size,
	};
	if (rdata_normal(type, wire, size, 0, (uint16_t)size, normal, room,
			 &normal_size) != ERR_OK)
		return;
	if (normal_size == size && memcmp(normal, wire, size) == 0)
		return;
	out_rdata->normal =
		normal == stack ? arena_copy(arena, normal, normal_size) : normal;
	out_rdata->normal_size = (uint16_t)normal_size;
}

static void fault(const struct reading *reading, struct str value, const char *why)
{
	char buffer[SENTENCE_SIZE];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	yaml_path_print(&text, reading->path);
	text_add_cstr(&text, " wants rdata of type ");
	type_print(&text, reading->type);
	text_add_cstr(&text, ", not \"");
	text_add(&text, str_upto(value, SHOWN_MAX));
	text_add_format(&text, "\": %s", why);
	faults_add(reading->schema->faults, yaml_place(reading->node), "%s", buffer);
}

static void keep_fast(const struct reading *reading, const struct rdfast *rdata,
		      struct rrset_rdata *out_rdata)
{
	struct arena *arena = reading->schema->arena;
	const uint8_t *wire = arena_copy(arena, rdata->wire, rdata->size);

	if (rdata->is_normal) {
		*out_rdata = (struct rrset_rdata){ wire, wire, rdata->size, rdata->size };
	} else {
		rdvalue_keep(arena, reading->type, wire, rdata->size, out_rdata);
	}
}

/* True when a name in the text lacked its final dot, so that it was put under the mark. */
static bool has_relative(struct str wire)
{
	return memmem(wire.data, wire.len, relative_wire, sizeof(relative_wire) - 1) !=
	       NULL;
}

static enum err parse_relative(const struct reading *reading, struct str text,
			       struct str *out_wire)
{
	const char *why = "a name without a final dot; write it whole, with the dot";

	if (!reading->options->is_lenient) {
		fault(reading, text, why);
		return ERR_FAULTS;
	}
	if (rdata_parse(reading->schema->arena, reading->type, text, NULL, out_wire,
			&why) == ERR_OK)
		return ERR_OK;
	fault(reading, text, why);
	return ERR_FAULTS;
}

static enum err read_presentation(const struct reading *reading, struct str text,
				  struct rrset_rdata *out_rdata)
{
	struct arena *arena = reading->schema->arena;
	const char *why = "it does not follow the format";
	struct rdfast fast;
	struct str wire;
	enum err err = ERR_OK;

	if (rdfast_parse(reading->type, text, NULL, &fast)) {
		keep_fast(reading, &fast, out_rdata);
		return ERR_OK;
	}
	err = rdata_parse(arena, reading->type, text, &relative, &wire, &why);
	if (err != ERR_OK) {
		fault(reading, text, why);
		return ERR_FAULTS;
	}
	if (has_relative(wire)) {
		err = parse_relative(reading, text, &wire);
		if (err != ERR_OK)
			return err;
	}
	rdvalue_keep(arena, reading->type, (const uint8_t *)wire.data, wire.len,
		     out_rdata);
	return ERR_OK;
}

static enum err read_txt(const struct reading *reading, struct rrset_rdata *out_rdata)
{
	struct arena *arena = reading->schema->arena;
	const char *why = "";
	struct str wire;

	if (txttext_parse(arena, reading->node->text, &wire, &why) != ERR_OK) {
		fault(reading, reading->node->text, why);
		return ERR_FAULTS;
	}
	rdvalue_keep(arena, reading->type, (const uint8_t *)wire.data, wire.len,
		     out_rdata);
	return ERR_OK;
}

static enum err read_map(const struct reading *reading, struct rrset_rdata *out_rdata)
{
	CLEANUP(text_free) struct text text;
	enum err err = ERR_OK;

	text_init_growing(&text, PRESENTATION_MAX);
	err = rdvalue_map_print(reading->schema, reading->type, reading->node,
				reading->path, &text);
	if (err != ERR_OK)
		return err;
	if (text.err != ERR_OK) {
		fault(reading, text_str(&text), "it is too long");
		return ERR_FAULTS;
	}
	return read_presentation(reading, text_str(&text), out_rdata);
}

enum err rdvalue_read(const struct schema *schema, uint16_t type,
		      const struct yaml_node *node, const struct yaml_path *path,
		      const struct rdvalue_options *options,
		      struct rrset_rdata *out_rdata)
{
	const struct reading reading = { schema, type, node, path, options };

	if (node->kind == YAML_KIND_MAPPING)
		return read_map(&reading, out_rdata);
	if (node->kind != YAML_KIND_SCALAR || node->is_null) {
		schema_fault_wanted(schema, node, path, "rdata as text");
		return ERR_FAULTS;
	}
	if (type == TYPE_TXT || type == TYPE_SPF)
		return read_txt(&reading, out_rdata);
	return read_presentation(&reading, node->text, out_rdata);
}

enum err rdvalue_parse_range(uint16_t type, struct str text,
			     struct expected_range *out_range)
{
	struct str prefix = text;
	struct str address = str_cut(&prefix, '/');
	int family = type == TYPE_A ? AF_INET : AF_INET6;
	char cstr[ADDRESS_TEXT_MAX];
	struct expected_range range = { 0 };
	uint32_t bits = 0;

	if (address.len >= sizeof(cstr) || prefix.data == NULL)
		return ERR_SYNTAX;
	memcpy(cstr, address.data, address.len);
	cstr[address.len] = '\0';
	if (strlen(cstr) != address.len || inet_pton(family, cstr, range.address) != 1)
		return ERR_SYNTAX;
	if (num_parse_u32(prefix, 0, type == TYPE_A ? 32 : 128, &bits) != ERR_OK)
		return ERR_SYNTAX;
	range.prefix = (uint8_t)bits;
	*out_range = range;
	return ERR_OK;
}
