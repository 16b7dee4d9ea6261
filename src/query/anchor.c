#include "query/anchor.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/num.h"
#include "base/str.h"
#include "base/text.h"
#include "dns/dnssec_verify.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "dns/wire.h"

enum {
	FILE_MAX = 1024 * 1024,
	WHY_MAX = 512,
	SHOWN_MAX = 64, /* characters of a word that a sentence repeats */
	DIGEST_SHA256 = 2,
	DS_HEAD_SIZE = 4,
};

/* Source: https://data.iana.org/root-anchors/root-anchors.xml */
static const char *const builtin[] = {
	"20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
	"38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
};

struct reading {
	struct arena *arena;
	const char *path;
	unsigned line;
	struct name owner; /* of the line before; wire NULL at first */
	struct anchor *list;
	size_t count;
	const char **out_why;
};

static PRINTF(3, 4) enum err
	fail(struct reading *reading, enum err err, const char *format, ...)
{
	char buffer[WHY_MAX];
	struct text text;
	va_list args;

	text_init(&text, buffer, sizeof(buffer));
	text_add_cstr(&text, reading->path);
	if (reading->line > 0)
		text_add_format(&text, ":%u", reading->line);
	text_add_cstr(&text, ": ");
	va_start(args, format);
	text_add_format_list(&text, format, args);
	va_end(args);
	*reading->out_why = str_cstr(reading->arena, text_str(&text));
	return err;
}

void anchor_builtin(struct arena *arena, struct anchors *out_anchors)
{
	struct anchor *list = arena_array(arena, ARRAY_LEN(builtin), sizeof(*list));

	for (size_t i = 0; i < ARRAY_LEN(builtin); i++) {
		struct str wire = { 0 };
		const char *why = NULL;
		enum err err = rdata_parse(arena, TYPE_DS, str_of(builtin[i]), NULL,
					   &wire, &why);

		list[i].zone = name_root;
		if (err == ERR_OK) {
			err = dnssec_read_ds(
				(struct dnssec_bytes){ (const uint8_t *)wire.data,
						       wire.len },
				&list[i].ds);
		}
		if (err != ERR_OK)
			list[i].ds = (struct dnssec_ds){ .key_tag = 0 };
	}
	*out_anchors = (struct anchors){ list, ARRAY_LEN(builtin) };
}

/* A key becomes the DS that it would have. */
static void digest_key(struct arena *arena, struct name zone,
		       const struct dnssec_key *key, struct dnssec_ds *out_ds)
{
	uint8_t *digest = arena_bytes(arena, DNSSEC_VERIFY_DIGEST_MAX);
	const size_t size = dnssec_verify_make_digest(DIGEST_SHA256, zone, key, digest);

	*out_ds = (struct dnssec_ds){
		.key_tag = key->tag,
		.algorithm = key->algorithm,
		.digest_type = DIGEST_SHA256,
		.digest = { digest, size },
	};
}

/* Passes over the TTL and the class, in either order, and gives the type. */
static enum err read_type(struct reading *reading, struct str *rest, uint16_t *out_type)
{
	struct str word = str_word(rest);
	uint16_t rr_class = CLASS_IN;
	uint32_t ttl = 0;

	for (int i = 0; i < 2; i++) {
		if (num_parse_u32(word, 0, UINT32_MAX, &ttl) == ERR_OK ||
		    type_parse_class(word, &rr_class) == ERR_OK)
			word = str_word(rest);
	}
	if (rr_class != CLASS_IN)
		return fail(reading, ERR_SYNTAX, "class IN is wanted");
	if (type_parse(word, out_type) != ERR_OK) {
		return fail(reading, ERR_SYNTAX,
			    "a type (DS or DNSKEY) is wanted, not \"%.*s\"",
			    (int)str_upto(word, SHOWN_MAX).len,
			    word.data == NULL ? "" : word.data);
	}
	return ERR_OK;
}

/* Adds what the rdata gives; a key that may sign no zone gives nothing. */
static enum err add(struct reading *reading, uint16_t type, struct str wire)
{
	const struct dnssec_bytes rdata = { (const uint8_t *)wire.data, wire.len };
	struct anchor anchor = { .zone = reading->owner };
	struct dnssec_key key;
	enum err err;

	if (type == TYPE_DS) {
		err = dnssec_read_ds(rdata, &anchor.ds);
	} else {
		err = dnssec_read_key(rdata, &key);
		if (err == ERR_OK && !dnssec_key_is_usable(&key))
			return ERR_OK;
		if (err == ERR_OK)
			digest_key(reading->arena, anchor.zone, &key, &anchor.ds);
	}
	if (err != ERR_OK)
		return fail(reading, err, "the record is too short");
	if (reading->count == ANCHOR_MAX)
		return fail(reading, ERR_LIMIT, "more than %d anchors", ANCHOR_MAX);
	reading->list[reading->count++] = anchor;
	return ERR_OK;
}

static enum err read_record(struct reading *reading, struct str rest)
{
	struct str wire = { 0 };
	const char *why = "";
	uint16_t type = 0;
	enum err err = read_type(reading, &rest, &type);

	if (err != ERR_OK || (type != TYPE_DS && type != TYPE_DNSKEY))
		return err;
	err = rdata_parse(reading->arena, type, str_trim(rest), NULL, &wire, &why);
	if (err != ERR_OK)
		return fail(reading, ERR_SYNTAX, "%s", why);
	return add(reading, type, wire);
}

static enum err read_owner(struct reading *reading, struct str word)
{
	struct name name = name_root;
	const char *why = "";

	if (name_parse_new(reading->arena, word, NULL, &name, &why) != ERR_OK) {
		return fail(reading, ERR_SYNTAX, "\"%.*s\" is no domain name: %s",
			    (int)str_upto(word, SHOWN_MAX).len, word.data, why);
	}
	reading->owner = name_copy_lower(reading->arena, name);
	return ERR_OK;
}

static enum err read_line(struct reading *reading, struct str line)
{
	struct str rest = str_cut(&line, ';');
	const bool has_owner =
		rest.len > 0 && rest.data[0] != ' ' && rest.data[0] != '\t';
	enum err err = ERR_OK;

	rest = str_trim(rest);
	if (rest.len == 0 || str_has_prefix_case(rest, str_of("$TTL")))
		return ERR_OK;
	if (rest.data[0] == '$') {
		return fail(reading, ERR_SYNTAX,
			    "of the directives only $TTL is known here");
	}
	if (has_owner)
		err = read_owner(reading, str_word(&rest));
	if (err != ERR_OK)
		return err;
	if (reading->owner.wire == NULL)
		return fail(reading, ERR_SYNTAX, "the first record has no owner");
	return read_record(reading, rest);
}

enum err anchor_read(struct arena *arena, const char *path, struct anchors *out_anchors,
		     const char **out_why)
{
	struct reading reading = { .arena = arena, .path = path, .out_why = out_why };
	struct str data;
	enum err err = file_read(arena, path, FILE_MAX, &data);

	if (err != ERR_OK)
		return fail(&reading, err, "the trust anchors: %s", err_text(err));
	reading.list = arena_array(arena, ANCHOR_MAX, sizeof(*reading.list));
	while (data.data != NULL) {
		reading.line++;
		err = read_line(&reading, str_cut(&data, '\n'));
		if (err != ERR_OK)
			return err;
	}
	reading.line = 0;
	if (reading.count == 0)
		return fail(&reading, ERR_SYNTAX, "a DS or DNSKEY record is wanted");
	*out_anchors = (struct anchors){ reading.list, reading.count };
	return ERR_OK;
}
