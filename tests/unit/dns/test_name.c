#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "dns/name.h"
#include "packet.h"

static struct name_buffer parse(const char *text)
{
	struct name_buffer name;

	if (name_parse(str_of(text), NULL, &name, NULL) != ERR_OK)
		fail_msg("'%s' is no name", text);
	return name;
}

static void test_names_are_equal_whatever_their_case(void **state)
{
	static const struct {
		const char *a;
		const char *b;
		bool is_equal;
		const char *why;
	} rows[] = {
		{ "www.example.", "WWW.eXample.", true, "letters are folded" },
		{ "www.example.", "www.example.", true, "the same" },
		{ ".", ".", true, "the root" },
		{ ".", "a.", false, "the root against a label" },
		{ "a@.", "a`.", false, "only letters are folded, not 0x40 and 0x60" },
		{ "a[.", "a{.", false, "only letters are folded, not 0x5B and 0x7B" },
		{ "\\193.", "\\225.", false, "bytes above 127 are not letters" },
		{ "ab.c.", "a.bc.", false, "labels count" },
		{ "a\\.b.", "a.b.", false, "a dot in a label is not a separator" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct name_buffer a = parse(rows[i].a);
		struct name_buffer b = parse(rows[i].b);

		if (name_equal(name_of(&a), name_of(&b)) != rows[i].is_equal)
			fail_msg("%s", rows[i].why);
		if ((name_compare(name_of(&a), name_of(&b)) == 0) != rows[i].is_equal)
			fail_msg("compare: %s", rows[i].why);
		if ((name_hash(name_of(&a)) == name_hash(name_of(&b))) !=
		    rows[i].is_equal)
			fail_msg("hash: %s", rows[i].why);
	}
}

static void test_order_is_canonical(void **state)
{
	/* RFC 4034 section 6.1 */
	static const char *const ordered[] = {
		".",
		"example.",
		"a.example.",
		"yljkjljk.a.example.",
		"Z.a.example.",
		"zABC.a.EXAMPLE.",
		"z.example.",
		"\\001.z.example.",
		"*.z.example.",
		"\\200.z.example.",
		"fox.",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ordered); i++) {
		for (size_t k = 0; k < ARRAY_LEN(ordered); k++) {
			struct name_buffer a = parse(ordered[i]);
			struct name_buffer b = parse(ordered[k]);
			int order = name_compare(name_of(&a), name_of(&b));

			if ((order > 0) - (order < 0) != (i > k) - (i < k))
				fail_msg("%s against %s", ordered[i], ordered[k]);
		}
	}
}

static void test_below_counts_whole_labels(void **state)
{
	static const struct {
		const char *name;
		const char *ancestor;
		bool is_below;
	} rows[] = {
		{ "www.example.", "EXAMPLE.", true },
		{ "example.", "example.", true },
		{ "a.b.c.", ".", true },
		{ ".", ".", true },
		{ ".", "example.", false },
		{ "notexample.", "example.", false },
		{ "example.", "www.example.", false },
		/* its last bytes are those of "example." but no label begins there */
		{ "x\\007example.", "example.", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct name_buffer name = parse(rows[i].name);
		struct name_buffer ancestor = parse(rows[i].ancestor);

		if (name_is_below(name_of(&name), name_of(&ancestor)) != rows[i].is_below)
			fail_msg("%s below %s", rows[i].name, rows[i].ancestor);
	}
}

static void test_names_are_cut_at_labels(void **state)
{
	struct name_buffer name = parse("a.bb.ccc.");
	struct name_buffer parent = parse("bb.ccc.");
	struct name_buffer last = parse("ccc.");

	(void)state;
	assert_int_equal(name_label_count(name_of(&name)), 3);
	assert_int_equal(name_label_count(name_root), 0);
	assert_true(name_equal(name_parent(name_of(&name)), name_of(&parent)));
	assert_true(name_is_root(name_parent(name_of(&last))));
	assert_true(name_is_root(name_parent(name_root)));
	assert_true(name_equal(name_suffix(name_of(&name), 1), name_of(&last)));
	assert_true(name_equal(name_suffix(name_of(&name), 3), name_of(&name)));
	assert_true(name_is_root(name_suffix(name_of(&name), 0)));
	assert_false(name_is_root(name_of(&last)));
}

static void test_a_name_may_have_127_labels(void **state)
{
	char text[2 * 127 + 1] = "";
	struct name_buffer name;

	(void)state;
	for (size_t i = 0; i < 127; i++) {
		text[2 * i] = i == 0 ? 'b' : 'a';
		text[2 * i + 1] = '.';
	}
	name = parse(text);
	assert_int_equal(name.size, NAME_SIZE_MAX);
	assert_int_equal(name_label_count(name_of(&name)), 127);
	assert_int_equal(name_compare(name_of(&name), name_of(&name)), 0);
	assert_true(name_compare(name_of(&name), name_parent(name_of(&name))) > 0);
}

static void test_wildcard_is_a_star_alone(void **state)
{
	static const struct {
		const char *name;
		bool is_wildcard;
	} rows[] = { { "*.example.", true },   { "*.", true },
		     { "a.*.", false },        { "**.example.", false },
		     { "\\*.example.", true }, { ".", false } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct name_buffer name = parse(rows[i].name);

		if (name_is_wildcard(name_of(&name)) != rows[i].is_wildcard)
			fail_msg("%s", rows[i].name);
	}
}

static void test_copies_keep_or_fold_the_case(void **state)
{
	struct arena *arena = arena_new();
	struct name_buffer mixed = parse("WwW.Ex[]\\193.");
	struct name_buffer lower = parse("www.ex[]\\193.");
	struct name copy = name_copy(arena, name_of(&mixed));
	struct name folded = name_copy_lower(arena, name_of(&mixed));

	(void)state;
	assert_int_equal(copy.size, mixed.size);
	assert_memory_equal(copy.wire, mixed.wire, mixed.size);
	assert_ptr_not_equal(copy.wire, mixed.wire);
	assert_int_equal(folded.size, lower.size);
	assert_memory_equal(folded.wire, lower.wire, lower.size);
	arena_free(arena);
}

static void test_valid_is_one_whole_name_without_pointers(void **state)
{
	static const struct {
		const char *hex;
		bool is_valid;
		const char *why;
	} rows[] = {
		{ "00", true, "the root" },
		{ "016100", true, "a label" },
		{ "", false, "nothing" },
		{ "0161", false, "no root label" },
		{ "0261", false, "cut in a label" },
		{ "01610000", false, "a byte behind the name" },
		{ "0161c000", false, "a pointer" },
		{ "4000", false, "a label type that is not known" },
		{ "05", false, "a label that is not there" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct packet packet = { .size = 0 };
		uint8_t *exact;

		packet_hex(&packet, rows[i].hex);
		exact = packet_copy(&packet, packet.size);
		if (name_is_valid(exact, packet.size) != rows[i].is_valid)
			fail_msg("%s", rows[i].why);
		free(exact);
	}
}

static void test_valid_is_at_most_255_bytes(void **state)
{
	uint8_t wire[256] = { 0 };

	(void)state;
	for (size_t at = 0; at < 254; at += 2)
		wire[at] = 1;
	assert_true(name_is_valid(wire, 255));
	wire[252] = 2; /* its last label is a byte longer */
	assert_false(name_is_valid(wire, 256));
}

static void test_wire_is_compared_through_pointers(void **state)
{
	struct packet packet = { .size = 0 };
	struct name_buffer www = parse("www.example.");
	struct name_buffer example = parse("example.");
	size_t end = 0;

	(void)state;
	packet_name(&packet, "eXample.");
	packet_hex(&packet, "03575757");
	packet_pointer(&packet, 0);
	assert_true(name_equal_wire(packet.wire, packet.size, 9, name_of(&www)));
	assert_false(name_equal_wire(packet.wire, packet.size, 9, name_of(&example)));
	assert_false(name_equal_wire(packet.wire, packet.size, 9, name_root));
	assert_true(name_equal_wire(packet.wire, packet.size, 13, name_of(&example)));
	assert_false(name_equal_wire(packet.wire, packet.size - 1, 9, name_of(&www)));
	assert_int_equal(name_skip(packet.wire, packet.size, 9, &end), ERR_OK);
	assert_int_equal(end, packet.size);
	assert_int_equal(name_skip(packet.wire, packet.size - 1, 9, &end), ERR_SYNTAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_are_equal_whatever_their_case),
		cmocka_unit_test(test_order_is_canonical),
		cmocka_unit_test(test_below_counts_whole_labels),
		cmocka_unit_test(test_names_are_cut_at_labels),
		cmocka_unit_test(test_a_name_may_have_127_labels),
		cmocka_unit_test(test_wildcard_is_a_star_alone),
		cmocka_unit_test(test_copies_keep_or_fold_the_case),
		cmocka_unit_test(test_valid_is_one_whole_name_without_pointers),
		cmocka_unit_test(test_valid_is_at_most_255_bytes),
		cmocka_unit_test(test_wire_is_compared_through_pointers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
