#include "query/anchor.h"

#include "base/arena.h"
#include "base/str.h"
#include "dns/dnssec_verify.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "query/recordlines.h"

enum { DIGEST_SHA256 = 2 };

/* Source: https://data.iana.org/root-anchors/root-anchors.xml */
static const char *const builtin[] = {
	"20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
	"38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
};

struct reading {
	struct anchor *list;
	size_t count;
};

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

/* Adds what the rdata gives; a key that may sign no zone gives nothing. */
static enum err add(struct recordlines *lines, uint16_t type, struct str wire)
{
	const struct dnssec_bytes rdata = { (const uint8_t *)wire.data, wire.len };
	struct anchor anchor = { .zone = lines->owner };
	struct reading *reading = lines->user;
	struct dnssec_key key;
	enum err err;

	if (type == TYPE_DS) {
		err = dnssec_read_ds(rdata, &anchor.ds);
	} else {
		err = dnssec_read_key(rdata, &key);
		if (err == ERR_OK && !dnssec_key_is_usable(&key))
			return ERR_OK;
		if (err == ERR_OK)
			digest_key(lines->arena, anchor.zone, &key, &anchor.ds);
	}
	if (err != ERR_OK)
		return recordlines_fail(lines, err, "the record is too short");
	if (reading->count == ANCHOR_MAX) {
		return recordlines_fail(lines, ERR_LIMIT, "more than %d anchors",
					ANCHOR_MAX);
	}
	reading->list[reading->count++] = anchor;
	return ERR_OK;
}

static enum err take_record(struct recordlines *lines, uint16_t type, struct str rdata)
{
	struct str wire = { 0 };
	const char *why = "";

	if (type != TYPE_DS && type != TYPE_DNSKEY)
		return ERR_OK;
	if (rdata_parse(lines->arena, type, rdata, NULL, &wire, &why) != ERR_OK)
		return recordlines_fail(lines, ERR_SYNTAX, "%s", why);
	return add(lines, type, wire);
}

enum err anchor_read(struct arena *arena, const char *path, struct anchors *out_anchors,
		     const char **out_why)
{
	struct reading reading = { .list = arena_array(arena, ANCHOR_MAX,
						       sizeof(*reading.list)) };
	struct recordlines lines = { .arena = arena,
				     .path = path,
				     .what = "trust anchors",
				     .wanted = "DS or DNSKEY",
				     .take = take_record,
				     .user = &reading,
				     .out_why = out_why };
	enum err err = recordlines_read(&lines);

	if (err != ERR_OK)
		return err;
	if (reading.count == 0) {
		return recordlines_fail(&lines, ERR_SYNTAX,
					"a DS or DNSKEY record is wanted");
	}
	*out_anchors = (struct anchors){ reading.list, reading.count };
	return ERR_OK;
}
