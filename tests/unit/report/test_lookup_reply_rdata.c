#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "dns/type.h"
#include "report/lookup_reply_rdata.h"

static void test_each_type_has_its_word(void **state)
{
	static const struct {
		uint16_t type;
		const char *rdata;
		uint16_t size;
		const char *fault;
		const char *why;
	} rows[] = {
		{ TYPE_A, "abc", 3, "usual", "most types" },
		{ TYPE_NSEC3, "", 0, "FORMERR", "NSEC3 of any size" },
		{ TYPE_CAA, "a", 1, "usual", "CAA without a tag" },
		{ TYPE_CAA, "\0\0", 2, "FORMERR", "CAA with an empty tag" },
		{ TYPE_TXT, "\5a", 2, "unexpected end of input", "a cut string" },
		{ 42, "\0\1\x18\4ab", 6, "unexpected end of input", "a cut prefix" },
		{ 42, "\0\1\xFF\1a", 5, "out of range", "a prefix too long" },
		{ TYPE_SVCB, "\0\1\0\0\3\0\1a", 8, "FORMERR", "a port of one byte" },
		{ TYPE_HTTPS, "\0\1\0\0\3\0\2a", 8, "unexpected end of input",
		  "a cut parameter" },
		{ TYPE_SVCB, "\0", 1, "unexpected end of input", "no target" },
		{ TYPE_NSEC, "\0\1", 2, "FORMERR", "a cut bitmap" },
		{ TYPE_NSEC, "\5ab", 3, "usual", "a cut name" },
		{ TYPE_MX, "\0\1\xFF\xFF", 4, "bad compression pointer",
		  "a pointer forward" },
		{ TYPE_MX, "\0", 1, "usual", "half a preference" },
		{ TYPE_IPSECKEY, "\1\x09\2abc", 6, "not implemented", "gateway 9" },
		{ TYPE_IPSECKEY, "\1", 1, "usual", "a cut IPSECKEY" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct message_rr rr = { .section = SECTION_ANSWER,
					       .type = rows[i].type,
					       .rdata_size = rows[i].size };
		const char *fault = lookup_reply_rdata_fault(
			(const uint8_t *)rows[i].rdata, rows[i].size, &rr, "usual");

		if (strcmp(fault, rows[i].fault) != 0)
			fail_msg("%s: %s", rows[i].why, fault);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_type_has_its_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
