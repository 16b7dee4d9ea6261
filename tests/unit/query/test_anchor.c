#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "query/anchor.h"
#include "scratch.h"

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

static enum err read_text(const char *content, struct anchors *anchors, const char **why)
{
	char *path = scratch_file(str_of(content));
	enum err err = anchor_read(arena, path, anchors, why);

	scratch_drop(path);
	return err;
}

#define DIGEST "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"
#define KSK_2017                                                                   \
	"257 3 8 AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3+/4RgWOq" \
	"7HrxRixHlFlExOLAJr5emLvN7SWXgnLh4+B5xQlNVz8Og8kvArMtNROxVQuCaSnI"         \
	"DdD5LKyWbRd2n9WGe2R8PzgCmr3EgVLrjyBxWezF0jLHwVN8efS3rCj/EWgvIWgb"         \
	"9tarpVUDK/b58Da+sqqls3eNbuv7pr+eoZG+SrDK6nWeL3c6H5Apxz7LjVc1uTId"         \
	"sIXxuOLYA4/ilBmSVIzuDWfdRUfhHdY6+cn8HFRm+2hM8AnXGXws9555KrUB5qih"         \
	"ylGa8subX2Nn6UwNR1AkUTV74bU="

static void test_the_built_in_anchors_are_those_of_iana(void **state)
{
	struct anchors builtin;
	struct anchors read_ones;
	const char *why = NULL;

	(void)state;
	anchor_builtin(arena, &builtin);
	assert_int_equal(builtin.count, 2);
	assert_int_equal(builtin.list[0].ds.key_tag, 20326);
	assert_int_equal(builtin.list[1].ds.key_tag, 38696);
	assert_true(name_is_root(builtin.list[0].zone));
	/* The key itself gives the same digest. */
	assert_int_equal(read_text(". 172800 IN DNSKEY " KSK_2017 "\n", &read_ones, &why),
			 ERR_OK);
	assert_int_equal(read_ones.count, 1);
	assert_int_equal(read_ones.list[0].ds.digest.size,
			 builtin.list[0].ds.digest.size);
	assert_memory_equal(read_ones.list[0].ds.digest.data,
			    builtin.list[0].ds.digest.data,
			    builtin.list[0].ds.digest.size);
}

static void test_files_are_read_line_by_line(void **state)
{
	struct anchors anchors;
	const char *why = NULL;

	(void)state;
	assert_int_equal(
		read_text("; a comment\n$TTL 60\n\nExample. IN DS 1 13 2 " DIGEST
			  " ; behind\n"
			  "\t300 DS 2 13 2 " DIGEST "\nexample. A 192.0.2.1\n"
			  ". DNSKEY 385 3 8 AAAA ; revoked\n. DNSKEY 1 3 8 AAAA\n",
			  &anchors, &why),
		ERR_OK);
	assert_int_equal(anchors.count, 2);
	assert_int_equal(anchors.list[0].zone.wire[1], 'e');
	assert_int_equal(anchors.list[1].ds.key_tag, 2);
	assert_true(name_equal(anchors.list[0].zone, anchors.list[1].zone));
}

static void test_faults_name_the_line(void **state)
{
	static const struct {
		const char *content;
		enum err err;
		const char *part;
	} rows[] = {
		{ "", ERR_SYNTAX, ": a DS or DNSKEY record is wanted" },
		{ ". DNSKEY 385 3 8 AAAA\n", ERR_SYNTAX, "DNSKEY record is wanted" },
		{ " DS 1 13 2 " DIGEST "\n", ERR_SYNTAX,
		  ":1: the first record has no owner" },
		{ "\n. DS nonsense\n", ERR_SYNTAX, ":2: " },
		{ ". CH DS 1 13 2 " DIGEST "\n", ERR_SYNTAX, ":1: class IN is wanted" },
		{ ". WHAT 1\n", ERR_SYNTAX, ":1: a type (DS or DNSKEY) is wanted" },
		{ "a..b DS 1 13 2 00\n", ERR_SYNTAX, ":1: \"a..b\" is no domain name" },
		{ "$INCLUDE x\n", ERR_SYNTAX, ":1: of the directives only $TTL" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct anchors anchors;
		const char *why = "";

		assert_int_equal(read_text(rows[i].content, &anchors, &why), rows[i].err);
		if (strstr(why, rows[i].part) == NULL)
			fail_msg("%s: wanted %s", why, rows[i].part);
	}
}

static void test_the_number_of_anchors_is_bounded(void **state)
{
	char content[ANCHOR_MAX * 96];
	struct text text;
	struct anchors anchors;
	const char *why = "";

	(void)state;
	text_init(&text, content, sizeof(content));
	for (int i = 0; i < ANCHOR_MAX; i++)
		text_add_cstr(&text, ". DS 1 13 2 " DIGEST "\n");
	assert_int_equal(read_text(content, &anchors, &why), ERR_OK);
	text_add_cstr(&text, ". DS 1 13 2 " DIGEST "\n");
	assert_int_equal(text.err, ERR_OK);
	assert_int_equal(read_text(content, &anchors, &why), ERR_LIMIT);
	assert_non_null(strstr(why, "more than 64 anchors"));
	assert_int_equal(anchor_read(arena, "/nonexistent/x", &anchors, &why),
			 ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_built_in_anchors_are_those_of_iana),
		cmocka_unit_test(test_files_are_read_line_by_line),
		cmocka_unit_test(test_faults_name_the_line),
		cmocka_unit_test(test_the_number_of_anchors_is_bounded),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
