#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "descent_shown.h"

#define WAY                                                                               \
	"{\"name\":\"www.test.\",\"type\":\"A\",\"steps\":[{\"zone\":\"test.\","          \
	"\"name\":\"www.test.\",\"cut\":{\"parent\":\".\",\"sameServers\":false,"         \
	"\"parentNS\":[],\"zoneNS\":[],\"glue\":0,\"glueChecked\":0,\"ds\":0,"            \
	"\"dsFitting\":0},\"servers\":[{\"server\":\"ns.test.\",\"address\":"             \
	"\"192.0.2.1#53\",\"transport\":\"udp\",\"kind\":\"data\",\"rcode\":\"NOERROR\"," \
	"\"authoritative\":true,\"rtt_us\":1500,\"size\":50},{\"server\":\"ns.test.\","   \
	"\"address\":\"192.0.2.2#53\",\"transport\":\"udp\",\"outcome\":\"timed out\","   \
	"\"attempts\":2}],\"findings\":[{\"reason\":\"no-reply\",\"state\":\"unknown\","  \
	"\"text\":\"ns.test. (192.0.2.2#53): timed out\"}],\"records\":[{\"name\":"       \
	"\"www.test.\",\"type\":\"A\",\"ttl\":3600,\"data\":\"192.0.2.1\"}]}],"           \
	"\"aliases\":0,\"faults\":0,\"unknown\":1,\"why\":null}\n"

static void test_a_way_is_one_object(void **state)
{
	(void)state;
	descent_shown_expect("json", "a !", WAY);
}

static void test_in_yaml_it_is_an_item(void **state)
{
	(void)state;
	descent_shown_expect("yaml", "a !", "- " WAY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_way_is_one_object),
		cmocka_unit_test(test_in_yaml_it_is_an_item),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
