#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "canned.h"
#include "check/served.h"

static struct served collect(struct arena *arena, const char *records,
			     const struct served_want *want)
{
	const struct str message =
		canned_message(arena, want->owner, want->type, "aa", records);
	struct served served;

	served_collect(arena, (const uint8_t *)message.data, message.len, want, &served);
	return served;
}

static struct served_want want_of(struct arena *arena, const char *owner, uint16_t type)
{
	return (struct served_want){ .owner = canned_name(arena, str_of(owner)),
				     .type = type };
}

static void test_collect_takes_owner_type_and_answer_section_alone(void **state)
{
	static const struct {
		const char *records;
		size_t count;
		const char *why;
	} rows[] = {
		{ "", 0, "an empty answer" },
		{ "www.test. 1 A 192.0.2.1", 1, "one" },
		{ "www.test. 1 A 192.0.2.1\nwww.test. 1 A 192.0.2.2", 2, "two" },
		{ "www.test. 1 A 192.0.2.1\nWWW.test. 9 A 192.0.2.1", 1, "one twice" },
		{ "www.test. 1 AAAA 2001:db8::1", 0, "another type" },
		{ "www2.test. 1 A 192.0.2.1", 0, "another owner" },
		{ "additional\nwww.test. 1 A 192.0.2.1", 0, "another section" },
		{ "authority\nwww.test. 1 A 192.0.2.1", 0, "and another" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		const struct served_want want = want_of(arena, "www.test.", TYPE_A);

		print_message("# %s\n", rows[i].why);
		assert_int_equal(collect(arena, rows[i].records, &want).count,
				 rows[i].count);
		arena_free(arena);
	}
}

static void test_many_records_are_all_kept(void **state)
{
	struct arena *arena = arena_new();
	const struct served_want want = want_of(arena, "www.test.", TYPE_A);
	struct text text;
	struct served served;

	(void)state;
	text_init_growing(&text, 1 << 20);
	for (unsigned i = 0; i < 1000; i++)
		text_add_format(&text, "www.test. 60 A 10.0.%u.%u\n", i / 256, i % 256);
	served = collect(arena, text.data, &want);
	text_free(&text);
	assert_int_equal(served.count, 1000);
	assert_memory_equal(served.rrs[999].normal, "\x0a\x00\x03\xe7", 4);
	arena_free(arena);
}

static void test_other_classes_are_not_looked_at(void **state)
{
	struct arena *arena = arena_new();
	const struct served_want want = want_of(arena, "www.test.", TYPE_A);
	const struct str message = canned_message(arena, want.owner, TYPE_A, "aa",
						  "www.test. 1 A 192.0.2.1");
	uint8_t *wire = arena_bytes(arena, message.len);
	struct served served;

	(void)state;
	memcpy(wire, message.data, message.len);
	wire_put_u16(wire + message.len - 12, CLASS_CH);
	served_collect(arena, wire, message.len, &want, &served);
	assert_int_equal(served.count, 0);
	arena_free(arena);
}

static void test_ttls_are_told_from_the_smallest_to_the_largest(void **state)
{
	struct arena *arena = arena_new();
	const struct served_want want = want_of(arena, "www.test.", TYPE_A);
	const struct served served =
		collect(arena,
			"www.test. 300 A 192.0.2.1\nwww.test. 5 A 192.0.2.2\n"
			"www.test. 900 A 192.0.2.2\n",
			&want);

	(void)state;
	assert_int_equal(served.ttl, 5);
	assert_int_equal(served.ttl_max, 900);
	arena_free(arena);
}

static void test_referrals_count_where_they_are_wanted(void **state)
{
	static const struct {
		const char *records;
		bool is_wanted;
		size_t count;
		bool has_referral, is_from_referral;
		const char *why;
	} rows[] = {
		{ "authority\na.test. 1 NS ns.a.test.", true, 1, true, true,
		  "a delegation" },
		{ "authority\na.test. 1 NS ns.a.test.", false, 0, true, false,
		  "not wanted" },
		{ "authority\ntest. 1 NS ns.test.", true, 0, true, false,
		  "another owner's" },
		{ "a.test. 1 NS b.\nauthority\na.test. 1 NS c.", true, 1, false, false,
		  "an answer comes before" },
		{ "a.test. 1 CNAME b.\nauthority\na.test. 1 NS c.", true, 0, false, false,
		  "an alias is an answer" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct served_want want = want_of(arena, "a.test.", TYPE_NS);
		struct served served;

		print_message("# %s\n", rows[i].why);
		want.has_referral = rows[i].is_wanted;
		served = collect(arena, rows[i].records, &want);
		assert_int_equal(served.count, rows[i].count);
		assert_int_equal(served.has_referral, rows[i].has_referral);
		assert_int_equal(served.is_from_referral, rows[i].is_from_referral);
		arena_free(arena);
	}
}

static void test_aliases_are_followed_in_any_order_and_not_for_ever(void **state)
{
	static const struct {
		const char *records;
		bool is_followed;
		size_t count;
		unsigned aliases;
		uint16_t other;
		const char *why;
	} rows[] = {
		{ "a.test. 1 CNAME b.test.\nb.test. 1 A 192.0.2.1", false, 0, 0,
		  TYPE_CNAME, "not when nobody wants it" },
		{ "a.test. 1 CNAME b.test.\nb.test. 1 A 192.0.2.1", true, 1, 1, 0,
		  "one step" },
		{ "c.test. 1 A 192.0.2.1\nb.test. 1 CNAME c.test.\n"
		  "a.test. 1 CNAME b.test.",
		  true, 1, 2, 0, "two steps, backwards" },
		{ "a.test. 1 CNAME b.test.", true, 0, 1, 0, "to nothing" },
		{ "a.test. 1 CNAME b.test.\nb.test. 1 CNAME a.test.", true, 0,
		  SERVED_ALIASES_MAX, TYPE_CNAME, "in a circle" },
		{ "a.test. 1 CNAME a.test.", true, 0, SERVED_ALIASES_MAX, TYPE_CNAME,
		  "to itself" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct served_want want = want_of(arena, "a.test.", TYPE_A);
		struct served served;

		print_message("# %s\n", rows[i].why);
		want.is_through_aliases = rows[i].is_followed;
		served = collect(arena, rows[i].records, &want);
		assert_int_equal(served.count, rows[i].count);
		assert_int_equal(served.alias_count, rows[i].aliases);
		assert_int_equal(served.other_type, rows[i].other);
		arena_free(arena);
	}
}

static void test_compressed_names_are_read_where_they_point(void **state)
{
	static const uint8_t wire[] = {
		0,    0,   0x84, 0,   0,   1,   0,   1,    0,   0,
		0,    0,                                           /* header */
		3,    'w', 'w',  'w', 4,   't', 'e', 's',  't', 0, /* at 12 */
		0,    15,  0,    1,                                /* MX IN */
		0xc0, 12,  0,    15,  0,   1,   0,   0,    0,   60,
		0,    9,                                       /* www.test. 60 MX */
		0,    10,  4,    'M', 'A', 'I', 'L', 0xc0, 16, /* 10 MAIL.test. */
	};
	static const uint8_t normal[] = "\0\x0a\4mail\4test";
	struct arena *arena = arena_new();
	const struct served_want want = want_of(arena, "www.test.", TYPE_MX);
	struct served served;

	(void)state;
	served_collect(arena, wire, sizeof(wire), &want, &served);
	assert_int_equal(served.count, 1);
	assert_int_equal(served.rrs[0].normal_size, sizeof(normal));
	assert_memory_equal(served.rrs[0].normal, normal, sizeof(normal));
	arena_free(arena);
}

static void test_parameters_out_of_order_are_not_put_right(void **state)
{
	static const uint8_t ordered[] = { 0,   1,   0, 0, 1, 0, 3, 2,
					   'h', '2', 0, 3, 0, 2, 1, 187 };
	static const uint8_t disordered[] = { 0,   1, 0, 0, 3, 0, 2,   1,
					      187, 0, 1, 0, 3, 2, 'h', '2' };
	struct arena *arena = arena_new();
	const struct served_want want = want_of(arena, "www.test.", TYPE_HTTPS);
	const struct str message =
		canned_message(arena, want.owner, TYPE_HTTPS, "aa",
			       "www.test. 1 HTTPS 1 . alpn=h2 port=443");
	uint8_t *wire = arena_bytes(arena, message.len);
	struct served served;

	(void)state;
	memcpy(wire, message.data, message.len);
	memcpy(wire + message.len - sizeof(ordered), ordered, sizeof(ordered));
	served_collect(arena, wire, message.len, &want, &served);
	assert_int_equal(served.rrs[0].normal_size, sizeof(ordered));
	assert_memory_equal(served.rrs[0].normal, ordered, sizeof(ordered));
	memcpy(wire + message.len - sizeof(ordered), disordered, sizeof(disordered));
	served_collect(arena, wire, message.len, &want, &served);
	assert_memory_equal(served.rrs[0].normal, disordered, sizeof(disordered));
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_collect_takes_owner_type_and_answer_section_alone),
		cmocka_unit_test(test_many_records_are_all_kept),
		cmocka_unit_test(test_other_classes_are_not_looked_at),
		cmocka_unit_test(test_ttls_are_told_from_the_smallest_to_the_largest),
		cmocka_unit_test(test_referrals_count_where_they_are_wanted),
		cmocka_unit_test(test_aliases_are_followed_in_any_order_and_not_for_ever),
		cmocka_unit_test(test_compressed_names_are_read_where_they_point),
		cmocka_unit_test(test_parameters_out_of_order_are_not_put_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
