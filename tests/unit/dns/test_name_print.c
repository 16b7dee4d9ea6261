#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "dns/name.h"

static struct name_buffer parse(const char *text)
{
	struct name_buffer name;

	if (name_parse(str_of(text), NULL, &name, NULL) != ERR_OK)
		fail_msg("'%s' is no name", text);
	return name;
}

static void test_names_are_printed_as_dig_does(void **state)
{
	static const struct {
		const char *written;
		const char *printed;
	} rows[] = {
		{ ".", "." },
		{ "WwW.example", "WwW.example." },
		{ "a\\032b\\009.", "a\\032b\\009." },
		{ "a\\.b.", "a\\.b." },
		{ "@$\"();.", "\\@\\$\\\"\\(\\)\\;." },
		{ "a\\\\b", "a\\\\b." },
		{ "\\000\\127\\128\\255", "\\000\\127\\128\\255." },
		{ "*._x-y!#%&'+,/:<=>?[]^`{|}~", "*._x-y!#%&'+,/:<=>?[]^`{|}~." },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct name_buffer name = parse(rows[i].written);
		char buffer[NAME_TEXT_MAX];
		struct text text;

		text_init(&text, buffer, sizeof(buffer));
		name_print(&text, name_of(&name));
		assert_string_equal(buffer, rows[i].printed);
	}
}

static void test_every_byte_comes_back(void **state)
{
	(void)state;
	for (unsigned byte = 0; byte < 256; byte++) {
		const uint8_t wire[] = { 3, 'x', (uint8_t)byte, '1', 0 };
		struct name name = { wire, sizeof(wire) };
		struct name_buffer back;
		char buffer[NAME_TEXT_MAX];
		struct text text;

		text_init(&text, buffer, sizeof(buffer));
		name_print(&text, name);
		assert_int_equal(name_parse(text_str(&text), NULL, &back, NULL), ERR_OK);
		assert_int_equal(back.size, sizeof(wire));
		assert_memory_equal(back.wire, wire, sizeof(wire));
	}
}

static void test_the_longest_text_fits_the_bound(void **state)
{
	uint8_t wire[NAME_SIZE_MAX];
	char buffer[NAME_TEXT_MAX];
	struct text text;

	(void)state;
	memset(wire, 0xFF, sizeof(wire));
	wire[0] = wire[64] = wire[128] = 63;
	wire[192] = 61;
	wire[254] = 0;
	assert_true(name_is_valid(wire, sizeof(wire)));
	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, (struct name){ wire, sizeof(wire) });
	assert_int_equal(text.err, ERR_OK);
	assert_int_equal(text.len, 4 * (3 * 63 + 61) + 4);
}

static void test_relative_names_lack_their_origin(void **state)
{
	static const struct {
		const char *name;
		const char *origin;
		const char *printed;
	} rows[] = {
		{ "www.example.", "EXAMPLE.", "www" },
		{ "a.b.example.", "example.", "a.b" },
		{ "example.", "example.", "" },
		{ "www.example.", ".", "www.example" },
		{ ".", ".", "" },
		{ "www.example.", "other.", "www.example." },
		{ "notexample.", "example.", "notexample." },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct name_buffer name = parse(rows[i].name);
		struct name_buffer origin = parse(rows[i].origin);
		char buffer[NAME_TEXT_MAX];
		struct text text;

		text_init(&text, buffer, sizeof(buffer));
		name_print_relative(&text, name_of(&name), name_of(&origin));
		assert_string_equal(buffer, rows[i].printed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_are_printed_as_dig_does),
		cmocka_unit_test(test_every_byte_comes_back),
		cmocka_unit_test(test_the_longest_text_fits_the_bound),
		cmocka_unit_test(test_relative_names_lack_their_origin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
