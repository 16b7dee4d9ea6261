#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "dns/type.h"

static void test_every_type_is_printed_and_read(void **state)
{
	(void)state;
	for (unsigned number = 0; number <= UINT16_MAX; number++) {
		char buffer[32];
		struct text text;
		uint16_t type = 1;

		text_init(&text, buffer, sizeof(buffer));
		type_print(&text, (uint16_t)number);
		assert_int_equal(type_parse(text_str(&text), &type), ERR_OK);
		assert_int_equal(type, number);
	}
}

static void test_types_are_read_in_any_case(void **state)
{
	static const struct {
		const char *text;
		int type; /* -1: refused */
	} rows[] = {
		{ "A", 1 },
		{ "aaaa", 28 },
		{ "Nsap-Ptr", 23 },
		{ "HTTPS", 65 },
		{ "DSYNC", 66 },
		{ "wallet", 262 },
		{ "DLV", 32769 },
		{ "any", 255 },
		{ "TYPE0", 0 },
		{ "type65535", 65535 },
		{ "TYPE1", 1 },
		{ "TYPE65536", -1 },
		{ "TYPE", -1 },
		{ "TYPE-1", -1 },
		{ "TYPE1x", -1 },
		{ "1", -1 },
		{ "", -1 },
		{ "AA", -1 },
		{ "IN", -1 },
		{ "TYPE 1", -1 },
		{ "TYPE99999999999999999999", -1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint16_t type = 77;
		enum err err = type_parse(str_of(rows[i].text), &type);

		if (err != ERR_OK && err != ERR_SYNTAX)
			fail();
		if ((err == ERR_OK) != (rows[i].type >= 0))
			fail_msg("%s", rows[i].text);
		assert_int_equal(type, rows[i].type < 0 ? 77 : rows[i].type);
	}
}

/* The numbers of IANA's registry for which BIND has no other text than TYPEn. */
static void test_numbers_without_a_mnemonic_are_printed(void **state)
{
	static const uint16_t numbers[] = { 0,   54,  69,    98,    110,
					    248, 265, 32770, 65280, 65535 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		char buffer[32];
		char expected[32];
		struct text text;

		text_init(&text, buffer, sizeof(buffer));
		type_print(&text, numbers[i]);
		text_init(&text, expected, sizeof(expected));
		text_add_format(&text, "TYPE%u", numbers[i]);
		assert_string_equal(buffer, expected);
	}
}

typedef void print_number(struct text *text, uint16_t number);

static void print_opcode(struct text *text, uint16_t number)
{
	type_print_opcode(text, (uint8_t)number);
}

static void test_numbers_are_printed_as_dig_does(void **state)
{
	static const struct {
		print_number *print;
		uint16_t number;
		const char *text;
	} rows[] = {
		{ type_print_class, 1, "IN" },
		{ type_print_class, 3, "CH" },
		{ type_print_class, 4, "HS" },
		{ type_print_class, 254, "NONE" },
		{ type_print_class, 255, "ANY" },
		{ type_print_class, 0, "RESERVED0" },
		{ type_print_class, 2, "CLASS2" },
		{ type_print_class, 65535, "CLASS65535" },
		{ type_print_rcode, 0, "NOERROR" },
		{ type_print_rcode, 3, "NXDOMAIN" },
		{ type_print_rcode, 10, "NOTZONE" },
		{ type_print_rcode, 11, "RESERVED11" },
		{ type_print_rcode, 16, "BADVERS" },
		{ type_print_rcode, 17, "?17" },
		{ type_print_rcode, 23, "BADCOOKIE" },
		{ type_print_rcode, 4095, "?4095" },
		{ print_opcode, 0, "QUERY" },
		{ print_opcode, 1, "IQUERY" },
		{ print_opcode, 3, "RESERVED3" },
		{ print_opcode, 5, "UPDATE" },
		{ print_opcode, 6, "RESERVED6" },
		{ print_opcode, 15, "RESERVED15" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char buffer[32];
		struct text text;

		text_init(&text, buffer, sizeof(buffer));
		rows[i].print(&text, rows[i].number);
		assert_string_equal(buffer, rows[i].text);
	}
}

static void test_classes_are_read(void **state)
{
	static const struct {
		const char *text;
		int rr_class;
	} rows[] = {
		{ "in", 1 },
		{ "CHAOS", 3 },
		{ "hesiod", 4 },
		{ "NONE", 254 },
		{ "any", 255 },
		{ "CLASS7", 7 },
		{ "CLASS65535", 65535 },
		{ "CLASS65536", -1 },
		{ "CLASS", -1 },
		{ "7", -1 },
		{ "", -1 },
		{ "A", -1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint16_t rr_class = 77;
		enum err err = type_parse_class(str_of(rows[i].text), &rr_class);

		if ((err == ERR_OK) != (rows[i].rr_class >= 0))
			fail_msg("%s", rows[i].text);
		assert_int_equal(rr_class, rows[i].rr_class < 0 ? 77 : rows[i].rr_class);
	}
}

static void test_rcodes_and_opcodes_are_read(void **state)
{
	static const struct {
		const char *text;
		int rcode;
		int opcode;
	} rows[] = {
		{ "nxdomain", 3, -1 }, { "BADVERS", 16, -1 },    { "reserved11", 11, 11 },
		{ "17", 17, -1 },      { "4095", 4095, -1 },     { "4096", -1, -1 },
		{ "?17", 17, -1 },     { "QUERY", -1, 0 },       { "notify", -1, 4 },
		{ "DSO", -1, 6 },      { "RESERVED6", -1, 6 },   { "15", 15, 15 },
		{ "16", 16, -1 },      { "RESERVED16", -1, -1 }, { "", -1, -1 },
		{ "-1", -1, -1 },      { "RESERVED", -1, -1 },   { "?", -1, -1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint16_t rcode = 77;
		uint8_t opcode = 77;
		enum err err = type_parse_rcode(str_of(rows[i].text), &rcode);

		if ((err == ERR_OK) != (rows[i].rcode >= 0) ||
		    rcode != (rows[i].rcode >= 0 ? rows[i].rcode : 77))
			fail_msg("rcode %s", rows[i].text);
		err = type_parse_opcode(str_of(rows[i].text), &opcode);
		if ((err == ERR_OK) != (rows[i].opcode >= 0) ||
		    opcode != (rows[i].opcode >= 0 ? rows[i].opcode : 77))
			fail_msg("opcode %s", rows[i].text);
	}
}

static void test_meta_types_stand_in_questions_alone(void **state)
{
	static const uint16_t metas[] = { 41, 249, 250, 251, 252, 253, 254, 255 };
	size_t seen = 0;

	(void)state;
	for (unsigned type = 0; type <= UINT16_MAX; type++) {
		if (!type_is_meta((uint16_t)type))
			continue;
		assert_true(seen < ARRAY_LEN(metas));
		assert_int_equal(type, metas[seen++]);
	}
	assert_int_equal(seen, ARRAY_LEN(metas));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_type_is_printed_and_read),
		cmocka_unit_test(test_types_are_read_in_any_case),
		cmocka_unit_test(test_numbers_without_a_mnemonic_are_printed),
		cmocka_unit_test(test_numbers_are_printed_as_dig_does),
		cmocka_unit_test(test_classes_are_read),
		cmocka_unit_test(test_rcodes_and_opcodes_are_read),
		cmocka_unit_test(test_meta_types_stand_in_questions_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
