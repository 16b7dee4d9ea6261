#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "declare/rdvalue_layout.h"
#include "dns/type.h"

static const uint16_t known[] = { TYPE_MX,    TYPE_SRV,   TYPE_CAA, TYPE_NAPTR,
				  TYPE_SSHFP, TYPE_TLSA,  TYPE_DS,  TYPE_URI,
				  TYPE_SVCB,  TYPE_HTTPS, TYPE_LOC };

/* Each part must be filled by some key, and no key may fill another's place. */
static void test_every_part_has_a_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		const struct rdvalue_layout *layout = rdvalue_layout_find(known[i], NULL);
		unsigned parts = 0;

		assert_non_null(layout);
		for (const struct field *field = layout->fields; field->name; field++) {
			size_t part = field->offset / sizeof(struct yaml_node *);

			assert_true(part < layout->count);
			assert_int_equal(field->type, FIELD_NODE);
			parts |= 1U << part;
		}
		assert_int_equal(parts, (1U << layout->count) - 1);
	}
}

static void test_other_types_have_no_layout(void **state)
{
	(void)state;
	assert_null(rdvalue_layout_find(TYPE_A, NULL));
	assert_null(rdvalue_layout_find(TYPE_TXT, NULL));
	assert_null(rdvalue_layout_find(65280, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_part_has_a_key),
		cmocka_unit_test(test_other_types_have_no_layout),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
