#include "declare/rdfast.h"
#include "declare_case.h"

static const struct row {
	uint16_t type;
	const char *text;
	bool is_read;
	bool is_normal;
	const char *why;
} rows[] = {
	{ TYPE_A, "192.0.2.1", true, true, "an address" },
	{ TYPE_A, "0.0.0.0", true, true, "zeros" },
	{ TYPE_A, "192.0.2.256", false, false, "too large" },
	{ TYPE_A, "192.0.2.01", false, false, "a leading zero" },
	{ TYPE_A, "192.0.2", false, false, "three numbers" },
	{ TYPE_A, "192.0.2.1.", false, false, "a dot at the end" },
	{ TYPE_A, "192.0.2.1 ", false, false, "a blank at the end" },
	{ TYPE_A, "", false, false, "nothing" },
	{ TYPE_AAAA, "2001:db8::1", true, true, "an address" },
	{ TYPE_AAAA, "2001:db8::1%eth0", false, false, "a scope" },
	{ TYPE_AAAA, "2001:DB8::FFFF", true, true, "capitals" },
	{ TYPE_CNAME, "www.example.com.", true, true, "a name" },
	{ TYPE_CNAME, "WWW.example.com.", true, false, "with capitals" },
	{ TYPE_CNAME, "www", false, false, "a relative one" },
	{ TYPE_CNAME, "a\\.b.", false, false, "an escape" },
	{ TYPE_CNAME, "a. b.", false, false, "two" },
	{ TYPE_CNAME, "\"a.\"", false, false, "in quotes" },
	{ TYPE_NS, ".", true, true, "the root" },
	{ TYPE_MX, "10 mail.example.com.", true, true, "a preference and a name" },
	{ TYPE_MX, "10  mail.example.com.", true, true, "two blanks" },
	{ TYPE_MX, "65536 mail.example.com.", false, false, "too large" },
	{ TYPE_MX, "10", false, false, "no name" },
	{ TYPE_TXT, "x", false, false, "another type" },
};

/* The general readers have the last word on what the bytes are. */
static void test_what_is_read_is_what_the_general_reader_reads(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct rdfast rdata;
		struct str wire;
		const char *why = NULL;

		if (rdfast_parse(rows[i].type, str_of(rows[i].text), NULL, &rdata) !=
		    rows[i].is_read)
			fail_msg("%s: %s", rows[i].text, rows[i].why);
		if (rows[i].is_read) {
			uint8_t normal[1024];
			size_t size = 0;

			assert_int_equal(rdata_parse(arena, rows[i].type,
						     str_of(rows[i].text), NULL, &wire,
						     &why),
					 ERR_OK);
			assert_int_equal(rdata.size, wire.len);
			assert_memory_equal(rdata.wire, wire.data, wire.len);
			assert_int_equal(rdata_normal(rows[i].type, rdata.wire,
						      rdata.size, 0, rdata.size, normal,
						      sizeof(normal), &size),
					 ERR_OK);
			assert_int_equal(rdata.is_normal, rows[i].is_normal);
			assert_int_equal(size == rdata.size &&
						 memcmp(normal, rdata.wire, size) == 0,
					 rows[i].is_normal);
		}
		arena_free(arena);
	}
}

static void test_an_origin_completes_names(void **state)
{
	struct name_buffer origin;
	struct rdfast rdata;

	(void)state;
	assert_int_equal(name_parse((struct str)STR("ex."), NULL, &origin, NULL), ERR_OK);

	const struct name zone = name_of(&origin);

	assert_true(rdfast_parse(TYPE_CNAME, (struct str)STR("a"), &zone, &rdata));
	assert_int_equal(rdata.size, 6);
	assert_memory_equal(rdata.wire, "\1a\2ex", 6);
	assert_true(rdfast_parse(TYPE_MX, (struct str)STR("1 @"), &zone, &rdata));
	assert_memory_equal(rdata.wire, "\0\1\2ex", 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_read_is_what_the_general_reader_reads),
		cmocka_unit_test(test_an_origin_completes_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
