#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "dns/name.h"
#include "dns/rdata.h"
#include "dns/rrset.h"
#include "dns/type.h"
#include "query/descent_ds.h"

/* RFC 4034 section 5.4 and RFC 4509 section 2.3: the key of dskey.example.com. and its two DS. */
static const char key_text[] = "256 3 5 AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/"
			       "2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/"
			       "M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9"
			       "DMBmADjFDc2w/rljwvFw==";

/* clang-format off */
static const struct {
	const char *why;
	const char *owner;
	const char *ds;
	bool fits;
} rows[] = {
	{ "SHA-1", "dskey.example.com.", "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118", true },
	{ "SHA-256", "dskey.example.com.", "60485 5 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A", true },
	{ "the owner in capitals", "DSKEY.example.COM.", "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118", true },
	{ "another owner", "dskey2.example.com.", "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118", false },
	{ "another tag", "dskey.example.com.", "60486 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118", false },
	{ "another algorithm", "dskey.example.com.", "60485 8 1 2BB183AF5F22588179A53B0A98631FAD1A292118", false },
	{ "another digest", "dskey.example.com.", "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292119", false },
	{ "a short digest of no known type", "dskey.example.com.", "60485 5 250 2BB183AF", false },
	{ "a type of digest that nobody knows", "dskey.example.com.", "60485 5 99 2BB183AF5F22588179A53B0A98631FAD1A292118", false },
};
/* clang-format on */

static struct rrset_rdata parse(struct arena *arena, uint16_t type, const char *text)
{
	struct str wire = { NULL, 0 };
	const char *why = "";

	if (rdata_parse(arena, type, str_of(text), NULL, &wire, &why) != ERR_OK)
		fail_msg("%s", why);
	return (struct rrset_rdata){ .wire = (const uint8_t *)wire.data,
				     .wire_size = (uint16_t)wire.len };
}

static void test_a_ds_fits_the_key_that_it_was_made_of(void **state)
{
	struct arena *arena = arena_new();
	const struct rrset_rdata key = parse(arena, TYPE_DNSKEY, key_text);
	const struct rrset keys = { .count = 1, .rdata = &key };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct rrset_rdata ds = parse(arena, TYPE_DS, rows[i].ds);
		struct name owner;

		assert_int_equal(
			name_parse_new(arena, str_of(rows[i].owner), NULL, &owner, NULL),
			ERR_OK);
		if (descent_ds_fits(owner, &ds, &keys) != rows[i].fits)
			fail_msg("%s", rows[i].why);
	}
	arena_free(arena);
}

static void test_broken_rdata_fits_nothing(void **state)
{
	static const uint8_t bytes[] = { 0, 0, 0, 1 };
	const struct rrset_rdata broken = { bytes, bytes, sizeof(bytes), sizeof(bytes) };
	const struct rrset keys = { .count = 1, .rdata = &broken };

	(void)state;
	assert_false(descent_ds_fits(name_root, &broken, &keys));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_ds_fits_the_key_that_it_was_made_of),
		cmocka_unit_test(test_broken_rdata_fits_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
