#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "dns/name.h"
#include "packet.h"

static void test_names_are_read_through_pointers(void **state)
{
	static const struct {
		const char *hex;
		size_t offset;
		const char *text;
		size_t end;
		const char *why;
	} rows[] = {
		{ "00", 0, ".", 1, "the root" },
		{ "0161016200", 0, "a.b.", 5, "no pointer" },
		{ "016100c000", 3, "a.", 5, "a pointer alone" },
		{ "0161000162c000", 3, "b.a.", 7, "a label and a pointer" },
		{ "016100c0000162c003", 5, "b.a.", 9, "a pointer to a pointer" },
		{ "0161016200c002", 5, "b.", 7, "a pointer into a name" },
		{ "00016100", 1, "a.", 4, "bytes before it do not matter" },
		{ "016100ffff", 0, "a.", 3, "bytes behind it do not matter" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct packet packet = { .size = 0 };
		struct name_buffer name;
		char buffer[NAME_TEXT_MAX];
		struct text text;
		size_t end = 0;

		packet_hex(&packet, rows[i].hex);
		text_init(&text, buffer, sizeof(buffer));
		if (name_read(packet.wire, packet.size, rows[i].offset, &name, &end) !=
		    ERR_OK)
			fail_msg("%s", rows[i].why);
		name_print(&text, name_of(&name));
		assert_string_equal(buffer, rows[i].text);
		assert_int_equal(end, rows[i].end);
		assert_null(
			name_read_fault(packet.wire, packet.size, rows[i].offset, &end));
		assert_int_equal(end, rows[i].end);
	}
}

static void test_bad_names_have_a_fault(void **state)
{
	static const struct {
		const char *hex;
		size_t offset;
		const char *fault;
		const char *why;
	} rows[] = {
		{ "", 0, "unexpected end of input", "nothing there" },
		{ "00", 1, "unexpected end of input", "it starts behind the end" },
		{ "00", 70000, "unexpected end of input",
		  "it starts far behind the end" },
		{ "0161", 0, "unexpected end of input", "no root label" },
		{ "0261", 0, "unexpected end of input", "half a label" },
		{ "3f", 0, "unexpected end of input", "a label without its bytes" },
		{ "00c0", 1, "unexpected end of input", "half a pointer" },
		{ "c000", 0, "bad compression pointer", "a pointer to itself" },
		{ "c00200", 0, "bad compression pointer", "a pointer forward" },
		{ "0161c000", 0, "bad compression pointer", "a loop through a label" },
		{ "c002c000", 2, "bad compression pointer",
		  "two pointers at each other" },
		{ "0161c000", 2, "bad compression pointer", "back, then a loop" },
		{ "ffff", 0, "bad compression pointer", "a pointer beyond the message" },
		{ "4100", 0, "bad label type", "an extended label type" },
		{ "8000", 0, "bad label type", "a reserved label type" },
		{ "01614000", 0, "bad label type", "an extended label type later" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct packet packet = { .size = 0 };
		struct name_buffer name = { .size = 77 };
		size_t end = 99;
		uint8_t *exact;
		const char *fault;

		packet_hex(&packet, rows[i].hex);
		exact = packet_copy(&packet, packet.size);
		fault = name_read_fault(exact, packet.size, rows[i].offset, &end);
		if (fault == NULL || strcmp(fault, rows[i].fault) != 0)
			fail_msg("%s: %s", rows[i].why, fault != NULL ? fault : "taken");
		if (name_read(exact, packet.size, rows[i].offset, &name, &end) !=
		    ERR_SYNTAX)
			fail_msg("%s", rows[i].why);
		assert_int_equal(name.size, 77);
		assert_int_equal(end, 99);
		free(exact);
	}
}

static void test_a_name_has_at_most_255_bytes(void **state)
{
	struct packet packet = { .size = 0 };
	struct name_buffer name;
	size_t end;

	(void)state;
	/* 252 bytes of labels and a root label, then labels of 1 and 2 bytes that point to it */
	for (int i = 0; i < 4; i++) {
		packet_hex(&packet, "3e");
		for (int k = 0; k < 62; k++)
			packet_hex(&packet, "61");
	}
	packet_hex(&packet, "00");
	packet_hex(&packet, "0162c000");
	packet_hex(&packet, "026262c000");
	assert_int_equal(name_read(packet.wire, packet.size, 253, &name, &end), ERR_OK);
	assert_int_equal(name.size, NAME_SIZE_MAX);
	assert_int_equal(name_read(packet.wire, packet.size, 257, &name, &end),
			 ERR_SYNTAX);
	assert_string_equal(name_read_fault(packet.wire, packet.size, 257, &end),
			    "name too long");
}

/* A chain of pointers, each to the one before, with a root label at its start. */
static void test_a_name_costs_at_most_128_jumps(void **state)
{
	struct packet packet = { .size = 0 };
	struct name_buffer name;
	size_t end;

	(void)state;
	packet_hex(&packet, "0000");
	for (size_t i = 0; i < 8000; i++)
		packet_pointer(&packet, 2 * i);
	assert_int_equal(name_read(packet.wire, packet.size, 2 * (size_t)NAME_JUMPS_MAX,
				   &name, &end),
			 ERR_OK);
	assert_int_equal(name.size, 1);
	assert_int_equal(end, 2 * NAME_JUMPS_MAX + 2);
	assert_string_equal(name_read_fault(packet.wire, packet.size,
					    2 * (size_t)NAME_JUMPS_MAX + 2, &end),
			    "bad compression pointer");
	assert_string_equal(
		name_read_fault(packet.wire, packet.size, packet.size - 2, &end),
		"bad compression pointer");
}

static void test_every_cut_of_a_name_is_refused(void **state)
{
	struct packet packet = { .size = 0 };
	struct name_buffer name;
	size_t end;

	(void)state;
	packet_name(&packet, "example.");
	packet_hex(&packet, "03777777c000");
	for (size_t size = 0; size < packet.size; size++) {
		uint8_t *exact = packet_copy(&packet, size);

		if (name_read(exact, size, 9, &name, &end) != ERR_SYNTAX)
			fail_msg("%zu bytes are taken", size);
		free(exact);
	}
	assert_int_equal(name_read(packet.wire, packet.size, 9, &name, &end), ERR_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_are_read_through_pointers),
		cmocka_unit_test(test_bad_names_have_a_fault),
		cmocka_unit_test(test_a_name_has_at_most_255_bytes),
		cmocka_unit_test(test_a_name_costs_at_most_128_jumps),
		cmocka_unit_test(test_every_cut_of_a_name_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
