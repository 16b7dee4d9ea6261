#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "query/doh_reply.h"

static const char dns[] = "application/dns-message";

static void test_only_a_dns_message_is_taken(void **state)
{
	static const struct {
		struct doh_reply reply;
		const char *says; /* NULL: it is taken */
	} rows[] = {
		{ { 200, dns, 12, false, NULL }, NULL },
		{ { 299, dns, 500, false, NULL }, NULL },
		{ { 200, "Application/DNS-Message; charset=x", 500, false, NULL }, NULL },
		{ { 404, dns, 500, false, NULL }, "HTTP status 404" },
		{ { 0, NULL, 0, false, NULL }, "HTTP status 0" },
		{ { 302, NULL, 0, false, "https://elsewhere.test/\033[2J" },
		  "status 302 and points to \"https://elsewhere.test/?[2J\"" },
		{ { 200, NULL, 500, false, NULL }, "has no content type" },
		{ { 200, "text/html", 500, false, NULL },
		  "content type \"text/html\", not application/dns-message" },
		{ { 200, "application/dns-messages", 500, false, NULL }, "content type" },
		{ { 200, "application/dns-json", 500, false, NULL }, "content type" },
		{ { 200, dns, 65000, true, NULL }, "larger than 65535 bytes" },
		{ { 200, dns, 11, false, NULL }, "no DNS message: 11 bytes" },
		{ { 200, dns, 0, false, NULL }, "no DNS message: 0 bytes" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char why[DOH_REPLY_WHY_MAX] = "";
		bool is_good = doh_reply_judge(&rows[i].reply, why);

		assert_int_equal(is_good, rows[i].says == NULL);
		if (rows[i].says != NULL && strstr(why, rows[i].says) == NULL)
			fail_msg("row %zu: %s", i, why);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_a_dns_message_is_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
