#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "measured.h"

static void test_percentiles_are_those_of_the_replies(void **state)
{
	static const struct {
		const char *why;
		uint32_t times[8];
		size_t count;
		struct lookup_series_stats stats;
	} rows[] = {
		{ "none", { 0 }, 0, { 0, 0, 0, 0 } },
		{ "one", { 7 }, 1, { 7, 7, 7, 7 } },
		{ "two", { 9, 3 }, 2, { 3, 6, 9, 9 } },
		{ "odd and unsorted", { 5, 1, 3 }, 3, { 1, 3, 5, 5 } },
		{ "no overflow",
		  { UINT32_MAX, UINT32_MAX },
		  2,
		  { UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint32_t times[8];
		struct lookup_series series = { .times_us = times,
						.count = rows[i].count };
		struct lookup_series_stats stats;

		memcpy(times, rows[i].times, sizeof(times));
		stats = lookup_series_sum_up(&series);
		if (stats.min_us != rows[i].stats.min_us ||
		    stats.median_us != rows[i].stats.median_us ||
		    stats.p95_us != rows[i].stats.p95_us ||
		    stats.max_us != rows[i].stats.max_us)
			fail_msg("%s", rows[i].why);
	}
}

static void test_p95_is_by_nearest_rank(void **state)
{
	uint32_t times[100];
	struct lookup_series series = { .times_us = times, .count = ARRAY_LEN(times) };

	(void)state;
	for (uint32_t i = 0; i < ARRAY_LEN(times); i++)
		times[i] = 100 - i;
	assert_int_equal(lookup_series_sum_up(&series).p95_us, 95);
	series.count = 20;
	assert_int_equal(lookup_series_sum_up(&series).p95_us, 19);
}

static void test_each_server_has_a_line(void **state)
{
	struct measured measured;

	(void)state;
	measured_init(&measured, "text");
	measured_print(&measured);
	assert_string_equal(
		measured.shown.out,
		"test. A, asked 4 times of 5, at least 100ms apart\n"
		"  server             asked     lost    min ms median ms    p95 ms    max ms\n"
		"  192.0.2.53 (udp)       4   25.0 %       1.0       2.0       4.5       4.5  1 failed: SERVFAIL  timed out\n"
		"  192.0.2.53 (tcp)       2  100.0 %  connection refused\n");
	measured_free(&measured);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_percentiles_are_those_of_the_replies),
		cmocka_unit_test(test_p95_is_by_nearest_rank),
		cmocka_unit_test(test_each_server_has_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
