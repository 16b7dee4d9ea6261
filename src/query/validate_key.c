/*
 * The keys of a zone.
 *
 * 1. Of the DS, those of unknown algorithms and digests do not count; SHA-1 neither where a stronger digest is there.
 * 2. Where none is left, the zone is as if unsigned.
 * 3. A DNSKEY that a DS fits must have signed all DNSKEY of the zone; then all of them are trusted.
 *
 * Source: RFC 4035 section 5.2, RFC 4509 section 3, RFC 6840 section 5.2.
 */
#include "base/arena.h"
#include "base/text.h"
#include "dns/dnssec_verify.h"
#include "dns/type.h"
#include "query/validate_parts.h"

enum {
	KEYS_READ_MAX = 64,
	DIGESTS_MAX = 64, /* worked out for one zone */
	DIGEST_SHA1 = 1,
	LIST_MAX = 512,
	TAGS_SHOWN = 6,
};

struct validate_zone *validate_key_end(struct validate *validate, struct name name,
				       enum validate_status status, const char *why)
{
	struct validate_zone *zone = arena_alloc(validate->arena, sizeof(*zone));

	*zone = (struct validate_zone){
		.name = name, .status = status, .why = why, .next = validate->zones
	};
	validate->zones = zone;
	return zone;
}

static struct validate_zone *end(struct validate *validate, struct name name,
				 enum validate_status status, const char *why)
{
	const struct validate_outcome outcome = { .status = status, .why = why };

	validate_add_step(validate, name, "DNSKEY", &outcome);
	return validate_key_end(validate, name, status, why);
}

static bool is_known(const struct dnssec_ds *ds)
{
	return dnssec_algorithm_is_known(ds->algorithm) &&
	       dnssec_digest_is_known(ds->digest_type);
}

/* Those of the DS that count. */
static size_t choose(struct arena *arena, const struct dnssec_ds *ds, size_t count,
		     const struct dnssec_ds **out_chosen)
{
	struct dnssec_ds *chosen = arena_array(arena, count, sizeof(*chosen));
	bool is_strong = false;
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		is_strong |= is_known(&ds[i]) && ds[i].digest_type != DIGEST_SHA1;
	for (size_t i = 0; i < count; i++) {
		if (is_known(&ds[i]) && (ds[i].digest_type != DIGEST_SHA1 || !is_strong))
			chosen[kept++] = ds[i];
	}
	*out_chosen = chosen;
	return kept;
}

static const char *explain_unknown(struct validate *validate, const struct dnssec_ds *ds,
				   size_t count)
{
	char buffer[LIST_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	for (size_t i = 0; i < count && i < TAGS_SHOWN; i++) {
		text_add_cstr(&text, i == 0 ? "" : ", ");
		dnssec_print_algorithm(&text, ds[i].algorithm);
		text_add_format(&text, " with digest %u", ds[i].digest_type);
	}
	return validate_words_format(
		validate, "the DS are of unsupported algorithms only: %s", buffer);
}

static size_t read_keys(struct validate *validate, const struct signed_set *set,
			const struct dnssec_key **out_keys)
{
	struct dnssec_key *keys =
		arena_array(validate->arena, KEYS_READ_MAX, sizeof(*keys));
	size_t count = 0;

	for (size_t i = 0; i < set->count && count < KEYS_READ_MAX; i++) {
		if (dnssec_read_key(set->rdata[i], &keys[count]) == ERR_OK)
			count++;
	}
	*out_keys = keys;
	return count;
}

/* The keys that a DS fits, each once. */
static size_t find_entries(const struct validate_zone *zone, const struct dnssec_ds *ds,
			   size_t ds_count, struct dnssec_key *entries)
{
	unsigned digests = 0;
	size_t count = 0;

	for (size_t k = 0; k < zone->key_count; k++) {
		const struct dnssec_key *key = &zone->keys[k];

		for (size_t i = 0; i < ds_count && digests < DIGESTS_MAX; i++) {
			if (ds[i].key_tag != key->tag ||
			    ds[i].algorithm != key->algorithm)
				continue;
			digests++;
			if (dnssec_verify_digest(&ds[i], zone->name, key)) {
				entries[count++] = *key;
				break;
			}
		}
	}
	return count;
}

static const char *explain_mismatch(struct validate *validate,
				    const struct validate_zone *zone,
				    const struct dnssec_ds *ds, size_t ds_count)
{
	char buffer[LIST_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	text_add_cstr(&text, "no DNSKEY fits the DS (DS of");
	for (size_t i = 0; i < ds_count && i < TAGS_SHOWN; i++)
		text_add_format(&text, " %u", ds[i].key_tag);
	text_add_cstr(&text, "; DNSKEY");
	for (size_t i = 0; i < zone->key_count && i < TAGS_SHOWN; i++)
		text_add_format(&text, " %u", zone->keys[i].tag);
	text_add_cstr(&text, zone->key_count > TAGS_SHOWN ? " ...)" : ")");
	return validate_words_format(validate, "%s", buffer);
}

/* Fetches the DNSKEY; NULL with the zone's end when there are none to go by. */
static const struct signed_set *fetch(struct validate *validate, struct name name,
				      struct validate_zone **out_end)
{
	struct signed_sets sets;
	const struct signed_set *set;
	const char *why = NULL;

	if (!validate_ask(validate, name, name, TYPE_DNSKEY, &sets, &why)) {
		*out_end = end(validate, name, VALIDATE_INDETERMINATE, why);
		return NULL;
	}
	set = signed_find(&sets, SECTION_ANSWER, name, TYPE_DNSKEY);
	if (set == NULL) {
		*out_end =
			end(validate, name, VALIDATE_BOGUS,
			    validate_words_format(validate, "%s has a DS but no DNSKEY",
						  validate_words_name(validate, name)));
	}
	return set;
}

struct validate_zone *validate_key_establish(struct validate *validate, struct name name,
					     const struct dnssec_ds *ds, size_t count)
{
	const struct dnssec_ds *chosen;
	const size_t chosen_count = choose(validate->arena, ds, count, &chosen);
	struct dnssec_key entries[KEYS_READ_MAX];
	struct validate_outcome outcome;
	struct validate_zone *zone = NULL;
	const struct signed_set *set;
	size_t entry_count;

	if (chosen_count == 0) {
		validate->is_unsupported = true;
		return end(validate, name, VALIDATE_INSECURE,
			   explain_unknown(validate, ds, count));
	}
	set = fetch(validate, name, &zone);
	if (set == NULL)
		return zone;
	zone = validate_key_end(validate, name, VALIDATE_BOGUS, NULL);
	zone->key_count = read_keys(validate, set, &zone->keys);
	entry_count = find_entries(zone, chosen, chosen_count, entries);
	if (entry_count == 0) {
		outcome = (struct validate_outcome){
			.status = VALIDATE_BOGUS,
			.why = explain_mismatch(validate, zone, chosen, chosen_count),
		};
	} else {
		validate_set_verify(validate, set, name, entries, entry_count, &outcome);
	}
	zone->status = outcome.status;
	zone->why = outcome.why;
	validate_add_step(validate, name, "DNSKEY", &outcome);
	return zone;
}
