#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "measured.h"

#define MEASURE                                                                       \
	"{\"name\":\"test.\",\"type\":\"A\",\"rounds\":4,\"wanted\":5,"               \
	"\"interval_us\":100000,\"servers\":[{\"server\":\"192.0.2.53\",\"address\":" \
	"\"192.0.2.53#53\",\"transport\":\"udp\",\"asked\":4,\"lost\":1,\"loss\":"    \
	"0.25,\"failed\":1,\"min_us\":1000,\"median_us\":2000,\"p95_us\":4500,"       \
	"\"max_us\":4500},{\"server\":\"192.0.2.53\",\"address\":\"192.0.2.53#53\","  \
	"\"transport\":\"tcp\",\"asked\":2,\"lost\":2,\"loss\":1,\"failed\":0,"       \
	"\"min_us\":null,\"median_us\":null,\"p95_us\":null,\"max_us\":null}]}\n"

static void expect(const char *format, const char *wanted)
{
	struct measured measured;

	measured_init(&measured, format);
	measured_print(&measured);
	assert_string_equal(measured.shown.out, wanted);
	measured_free(&measured);
}

static void test_a_measurement_is_one_object(void **state)
{
	(void)state;
	expect("json", MEASURE);
}

static void test_in_yaml_it_is_an_item(void **state)
{
	(void)state;
	expect("yaml", "- " MEASURE);
}

static void test_it_cannot_be_declared(void **state)
{
	(void)state;
	expect("as-check", "# \"a\" A: times are not declared this way\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_measurement_is_one_object),
		cmocka_unit_test(test_in_yaml_it_is_an_item),
		cmocka_unit_test(test_it_cannot_be_declared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
