#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "query/cookie.h"

enum { SERVERS = 50000 };

static union address address_of(const char *ip, uint16_t port)
{
	union address address = { .v6 = { .sin6_family = 0 } };

	if (inet_pton(AF_INET, ip, &address.v4.sin_addr) == 1) {
		address.v4.sin_family = AF_INET;
		address.v4.sin_port = htons(port);
	} else {
		assert_int_equal(inet_pton(AF_INET6, ip, &address.v6.sin6_addr), 1);
		address.v6.sin6_family = AF_INET6;
		address.v6.sin6_port = htons(port);
	}
	return address;
}

static void test_each_address_has_its_own_client_cookie(void **state)
{
	struct cookie_table *table = cookie_table_new();
	union address a = address_of("192.0.2.1", 53);
	union address same = address_of("192.0.2.1", 5353);
	union address b = address_of("192.0.2.2", 53);
	union address c = address_of("2001:db8::1", 53);
	struct cookie cookies[4];

	(void)state;
	cookie_for(table, &a, &cookies[0]);
	cookie_for(table, &same, &cookies[1]);
	cookie_for(table, &b, &cookies[2]);
	cookie_for(table, &c, &cookies[3]);
	for (unsigned i = 0; i < 4; i++)
		assert_int_equal(cookies[i].size, COOKIE_CLIENT_SIZE);
	assert_memory_equal(cookies[0].data, cookies[1].data, COOKIE_CLIENT_SIZE);
	assert_memory_not_equal(cookies[0].data, cookies[2].data, COOKIE_CLIENT_SIZE);
	assert_memory_not_equal(cookies[0].data, cookies[3].data, COOKIE_CLIENT_SIZE);
	cookie_table_free(table);
}

static void test_a_learnt_cookie_is_sent_to_its_server_only(void **state)
{
	struct cookie_table *table = cookie_table_new();
	union address a = address_of("192.0.2.1", 53);
	union address b = address_of("192.0.2.2", 53);
	struct cookie cookie;
	uint8_t data[24];

	(void)state;
	cookie_for(table, &a, &cookie);
	memset(data, 0xCC, sizeof(data));
	memcpy(data, cookie.data, COOKIE_CLIENT_SIZE);
	cookie_learn(table, &a, data, sizeof(data));
	cookie_for(table, &a, &cookie);
	assert_int_equal(cookie.size, sizeof(data));
	assert_memory_equal(cookie.data, data, sizeof(data));
	cookie_for(table, &b, &cookie);
	assert_int_equal(cookie.size, COOKIE_CLIENT_SIZE);
	data[20] = 1;
	cookie_learn(table, &a, data, 16); /* a newer one takes its place */
	cookie_for(table, &a, &cookie);
	assert_int_equal(cookie.size, 16);
	cookie_learn(table, &b, data, 8);  /* no server cookie in it */
	cookie_learn(table, &b, data, 15); /* nor a whole one here */
	cookie_for(table, &b, &cookie);
	assert_int_equal(cookie.size, COOKIE_CLIENT_SIZE);
	cookie_table_free(table);
}

static void test_the_table_forgets_but_never_mixes_up(void **state)
{
	struct cookie_table *table = cookie_table_new();
	unsigned known = 0;

	(void)state;
	for (unsigned pass = 0; pass < 2; pass++) {
		for (uint32_t i = 0; i < SERVERS; i++) {
			union address address = { .v4 = { .sin_family = AF_INET } };
			struct cookie cookie;
			uint8_t data[16] = { 0 };

			address.v4.sin_addr.s_addr = htonl(0x0A000000 + i);
			cookie_for(table, &address, &cookie);
			memcpy(data, cookie.data, COOKIE_CLIENT_SIZE);
			memcpy(data + 8, &i, sizeof(i));
			if (pass == 0) {
				cookie_learn(table, &address, data, sizeof(data));
			} else if (cookie.size == sizeof(data)) {
				assert_memory_equal(cookie.data, data, sizeof(data));
				known++;
			}
		}
	}
	assert_in_range(known, 4000, 8192);
	cookie_table_free(table);
}

static void test_a_reply_is_judged_by_the_cookie_that_was_sent(void **state)
{
	static const uint8_t ours[40] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
	static const uint8_t other[40] = { 1, 2, 3, 4, 5, 6, 7, 9, 9 };
	static const struct {
		const uint8_t *data;
		size_t size;
		enum cookie_verdict verdict;
	} rows[] = {
		{ ours, 8, COOKIE_BARE },    { ours, 16, COOKIE_GOOD },
		{ ours, 40, COOKIE_GOOD },   { other, 8, COOKIE_WRONG },
		{ other, 24, COOKIE_WRONG }, { other, 0, COOKIE_ABSENT },
		{ other, 7, COOKIE_ABSENT }, { ours, 9, COOKIE_ABSENT },
		{ ours, 15, COOKIE_ABSENT }, { ours, 41, COOKIE_ABSENT },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_int_equal(cookie_judge(ours, rows[i].data, rows[i].size),
				 rows[i].verdict);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_address_has_its_own_client_cookie),
		cmocka_unit_test(test_a_learnt_cookie_is_sent_to_its_server_only),
		cmocka_unit_test(test_the_table_forgets_but_never_mixes_up),
		cmocka_unit_test(test_a_reply_is_judged_by_the_cookie_that_was_sent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
