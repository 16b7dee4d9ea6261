#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "dns/dnssec_canonical.h"
#include "dns/dnssec_verify.h"
#include "packet.h"
#include "signed_case.h"

enum { RECORDS_MAX = 64, FILE_MAX = 1024 * 1024, PATH_SIZE = 512 };

/* One ENTRY of a file: a question and the answer, as a message. */
struct entry {
	struct str qname;
	struct packet packet;
	struct signed_sets sets;
	struct dnssec_key keys[RECORDS_MAX];
	size_t key_count;
	struct name key_owner;
	struct dnssec_ds ds;
};

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct str read_data(const char *name)
{
	char path[PATH_SIZE];
	struct str data = { 0 };

	(void)snprintf(path, sizeof(path), "%s/dnssec/%s", getenv("DIGDRIFT_DATA"), name);
	assert_int_equal(file_read(arena, path, FILE_MAX, &data), ERR_OK);
	return data;
}

/* The rest of a line without brackets, which only spread it. */
static const char *plain(struct str rest)
{
	char *text = str_cstr(arena, str_trim(str_cut(&rest, ';')));

	for (char *at = text; *at != '\0'; at++) {
		if (*at == '(' || *at == ')')
			*at = ' ';
	}
	return text;
}

static void add_record(struct entry *entry, struct str line)
{
	struct name owner = signed_case_name(arena, str_cstr(arena, str_word(&line)));
	struct dnssec_bytes rdata;
	uint16_t type = 0;

	/* TTL and class, which some leave out, are no types. */
	while (line.len > 0 && type_parse(str_word(&line), &type) != ERR_OK)
		;
	rdata = signed_case_rdata(arena, type, plain(line));
	packet_bytes(&entry->packet, owner.wire, owner.size);
	packet_fixed(&entry->packet, type, 0, rdata.size);
	packet_bytes(&entry->packet, rdata.data, rdata.size);
	wire_put_u16(entry->packet.wire + 6,
		     (uint16_t)(wire_u16(entry->packet.wire + 6) + 1));
	if (type == TYPE_DS)
		assert_int_equal(dnssec_read_ds(rdata, &entry->ds), ERR_OK);
	if (type != TYPE_DNSKEY)
		return;
	entry->key_owner = owner;
	assert_int_equal(dnssec_read_key(rdata, &entry->keys[entry->key_count++]),
			 ERR_OK);
}

/* Cuts the next entry off; false at the end. */
static bool next_entry(struct str *data, struct entry *entry)
{
	struct str section = { 0 };

	*entry = (struct entry){ .key_count = 0 };
	packet_init(&entry->packet, FLAG_QR, (uint16_t[4]){ 0 });
	while (data->data != NULL) {
		struct str line = str_trim(str_cut(data, '\n'));

		if (line.len == 0 || line.data[0] == ';')
			continue;
		if (str_has_prefix(line, str_of("ENTRY_END"))) {
			signed_collect(arena, entry->packet.wire, entry->packet.size,
				       CLASS_IN, &entry->sets);
			return true;
		}
		if (str_has_prefix(line, str_of("SECTION"))) {
			section = line;
		} else if (str_has_suffix(section, str_of("QUESTION"))) {
			entry->qname = str_word(&line);
		} else if (str_has_suffix(section, str_of("ANSWER"))) {
			add_record(entry, line);
		}
	}
	return false;
}

static bool is_signed_by(const struct signed_set *set, const struct dnssec_rrsig *rrsig,
			 const struct entry *keys)
{
	struct dnssec_bytes data;

	assert_int_equal(dnssec_canonical_data(arena, set, rrsig, &data), ERR_OK);
	for (size_t i = 0; i < keys->key_count; i++) {
		if (keys->keys[i].tag == rrsig->key_tag &&
		    keys->keys[i].algorithm == rrsig->algorithm &&
		    dnssec_verify_signature(data, rrsig, &keys->keys[i]) ==
			    DNSSEC_VERIFY_GOOD)
			return true;
	}
	return false;
}

static void check_signature(const char *file, const struct entry *entry,
			    const struct signed_set *set, size_t index,
			    const struct entry *keys)
{
	if (!is_signed_by(set, &set->rrsigs[index], keys)) {
		fail_msg("%s: %.*s: signature %zu of type %u is not good", file,
			 (int)entry->qname.len, entry->qname.data, index, set->type);
	}
}

static size_t verify_entry(const char *file, const struct entry *entry,
			   const struct entry *keys)
{
	size_t count = 0;

	if (str_has_prefix(entry->qname, str_of("bogus")))
		return 0;
	for (size_t i = 0; i < entry->sets.count; i++) {
		const struct signed_set *set = &entry->sets.list[i];

		for (size_t k = 0; k < set->rrsig_count; k++)
			check_signature(file, entry, set, k, keys);
		count += set->rrsig_count;
	}
	return count;
}

static void test_signatures_of_other_signers_are_good(void **state)
{
	static const struct {
		const char *file;
		size_t least; /* signatures in it */
	} files[] = {
		{ "test_signatures.1", 50 },     { "test_sigs.rsasha256", 1 },
		{ "test_sigs.sha1_and_256", 1 }, { "test_sigs.ecdsa_p256", 1 },
		{ "test_sigs.ecdsa_p384", 1 },   { "test_sigs.ed25519", 1 },
		{ "test_sigs.ed448", 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		struct str data = read_data(files[i].file);
		static struct entry keys;
		static struct entry entry;
		size_t count = 0;

		assert_true(next_entry(&data, &keys));
		while (next_entry(&data, &entry))
			count += verify_entry(files[i].file, &entry, &keys);
		if (count < files[i].least)
			fail_msg("%s: only %zu signatures", files[i].file, count);
	}
}

static void test_a_changed_byte_makes_a_signature_bad(void **state)
{
	static const char *const files[] = { "test_sigs.rsasha256",
					     "test_sigs.ecdsa_p256",
					     "test_sigs.ed25519" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		struct str data = read_data(files[i]);
		static struct entry keys;
		static struct entry entry;
		struct signed_set *set;
		uint8_t *copy;

		assert_true(next_entry(&data, &keys) && next_entry(&data, &entry));
		set = &entry.sets.list[0];
		copy = arena_copy(arena, set->rdata[0].data, set->rdata[0].size);
		copy[0] ^= 1;
		set->rdata[0].data = copy;
		if (is_signed_by(set, &set->rrsigs[0], &keys))
			fail_msg("%s: good all the same", files[i]);
	}
}

static void test_signatures_of_a_wrong_size_are_malformed(void **state)
{
	static const char *const files[] = { "test_sigs.ecdsa_p256",
					     "test_sigs.ecdsa_p384" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		struct str data = read_data(files[i]);
		struct dnssec_rrsig rrsig;
		static struct entry keys;
		static struct entry entry;

		assert_true(next_entry(&data, &keys) && next_entry(&data, &entry));
		rrsig = entry.sets.list[0].rrsigs[0];
		for (size_t size = 0; size < rrsig.signature.size; size++) {
			struct dnssec_rrsig cut = rrsig;

			cut.signature.size = size;
			assert_int_not_equal(
				dnssec_verify_signature(
					(struct dnssec_bytes){ (const uint8_t *)"x", 1 },
					&cut, &keys.keys[0]),
				DNSSEC_VERIFY_GOOD);
		}
	}
}

static void test_rsa_keys_that_cost_too_much_are_refused(void **state)
{
	static uint8_t bits[3 + 16 + 4096];
	const struct dnssec_rrsig rrsig = { .signature = { bits, 512 } };
	const struct {
		uint8_t head[3];
		size_t size;
		const char *why;
	} cases[] = {
		{ { 3, 1, 0 }, 1 + 3 + 513, "a modulus of over 4096 bits" },
		{ { 9, 1, 0 }, 1 + 9 + 128, "an exponent of 9 bytes" },
		{ { 0, 1, 0 }, 3 + 256 + 256, "an exponent of 256 bytes" },
		{ { 3, 1, 0 }, 4, "no modulus" },
		{ { 0, 0, 0 }, 3, "nothing" },
		{ { 3, 1, 0 }, 2, "too short" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct dnssec_key key = { .algorithm = 8,
						.key = { bits, cases[i].size } };

		memset(bits, 0xFF, sizeof(bits));
		memcpy(bits, cases[i].head, sizeof(cases[i].head));
		if (dnssec_verify_signature(
			    (struct dnssec_bytes){ (const uint8_t *)"x", 1 }, &rrsig,
			    &key) != DNSSEC_VERIFY_MALFORMED)
			fail_msg("%s", cases[i].why);
	}
}

static void check_ds(const char *file, const struct entry *entry)
{
	const bool is_wanted = str_has_prefix(entry->qname, str_of("yes"));

	assert_int_equal(entry->key_count, 1);
	if (dnssec_verify_digest(&entry->ds, entry->key_owner, &entry->keys[0]) !=
	    is_wanted) {
		fail_msg("%s: %.*s", file, (int)entry->qname.len, entry->qname.data);
	}
}

static void test_ds_fit_their_keys_and_no_others(void **state)
{
	static const char *const files[] = { "test_ds.sha1", "test_ds.sha384" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		struct str data = read_data(files[i]);
		static struct entry entry;
		size_t count = 0;

		for (; next_entry(&data, &entry); count++)
			check_ds(files[i], &entry);
		assert_true(count >= 2);
	}
}

static void test_unknown_algorithms_are_unsupported(void **state)
{
	const struct dnssec_bytes some = { (const uint8_t *)"some", 4 };
	const struct dnssec_rrsig rrsig = { .signature = some };
	const struct dnssec_key key = { .algorithm = 200, .key = some };
	uint8_t digest[DNSSEC_VERIFY_DIGEST_MAX];

	(void)state;
	assert_int_equal(dnssec_verify_signature(some, &rrsig, &key),
			 DNSSEC_VERIFY_UNSUPPORTED);
	assert_int_equal(dnssec_verify_make_digest(3, name_root, &key, digest), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_signatures_of_other_signers_are_good),
		cmocka_unit_test(test_a_changed_byte_makes_a_signature_bad),
		cmocka_unit_test(test_signatures_of_a_wrong_size_are_malformed),
		cmocka_unit_test(test_rsa_keys_that_cost_too_much_are_refused),
		cmocka_unit_test(test_ds_fit_their_keys_and_no_others),
		cmocka_unit_test(test_unknown_algorithms_are_unsupported),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
