#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/text.h"
#include "query/heap.h"
#include "query/tls_profile.h"

static const char good_pin[] = "Yy5BSO2dPwm6WCMhr0lUwkBT/WhUDZM3Idr9LNRnEhI=";

static void test_a_pin_is_printed_as_it_was_read(void **state)
{
	char buffer[64];
	struct tls_pin pin;
	struct text text;

	(void)state;
	assert_int_equal(tls_profile_parse_pin(str_of(good_pin), &pin), ERR_OK);
	assert_int_equal(pin.digest[0], 0x63);
	assert_int_equal(pin.digest[TLS_PIN_SIZE - 1], 0x12);
	text_init(&text, buffer, sizeof(buffer));
	tls_profile_print_pin(&text, &pin);
	assert_string_equal(text.data, good_pin);
}

static void test_what_is_no_pin_is_refused(void **state)
{
	static const struct {
		const char *text;
		const char *why;
	} rows[] = {
		{ "", "nothing" },
		{ "Yy5BSO2dPwm6WCMhr0lUwkBT/WhUDZM3Idr9LNRnEhI", "no padding" },
		{ "Yy5BSO2dPwm6WCMhr0lUwkBT/WhUDZM3Idr9LNRnEh==", "31 bytes" },
		{ "Yy5BSO2dPwm6WCMhr0lUwkBT/WhUDZM3Idr9LNRnEhIA", "33 bytes" },
		{ "Yy5BSO2dPwm6=CMhr0lUwkBT/WhUDZM3Idr9LNRnEhI=", "padding inside" },
		{ "Yy5BSO2dPwm6*CMhr0lUwkBT/WhUDZM3Idr9LNRnEhI=", "no base64" },
		{ "63 2e 41 48 ed 9d 3f 09 ba 58 23 21 af 49 54", "hex" },
	};
	struct tls_pin pin;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (tls_profile_parse_pin(str_of(rows[i].text), &pin) != ERR_SYNTAX)
			fail_msg("%s: %s", rows[i].why, rows[i].text);
	}
}

static void test_profiles_are_equal_in_all_or_not_at_all(void **state)
{
	static const struct tls_pin pins[] = { { { 1 } }, { { 2 } } };
	static const struct tls_profile rows[] = {
		{ .is_verified = false },
		{ .is_verified = true },
		{ .is_verified = true, .ca_file = "a" },
		{ .is_verified = true, .ca_file = "b" },
		{ .is_verified = true, .name = "a" },
		{ .is_verified = true, .cert_file = "a", .key_file = "b" },
		{ .is_verified = true, .cert_file = "a", .key_file = "a" },
		{ .is_verified = true, .pins = pins, .pin_count = 1 },
		{ .is_verified = true, .pins = pins, .pin_count = 2 },
		{ .is_verified = true, .pins = pins + 1, .pin_count = 1 },
	};
	const size_t count = sizeof(rows) / sizeof(rows[0]);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct tls_profile *copy = tls_profile_copy(&rows[i]);

		for (size_t k = 0; k < count; k++) {
			if (tls_profile_equal(copy, &rows[k]) != (i == k))
				fail_msg("rows %zu and %zu", i, k);
		}
		heap_free(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_pin_is_printed_as_it_was_read),
		cmocka_unit_test(test_what_is_no_pin_is_refused),
		cmocka_unit_test(test_profiles_are_equal_in_all_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
