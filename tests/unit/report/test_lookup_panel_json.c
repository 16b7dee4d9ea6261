#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "panelled.h"

#define PANEL                                                                           \
	"{\"name\":\"www.test.\",\"type\":\"A\",\"class\":\"IN\",\"zone\":\"test.\","   \
	"\"agreed\":false,\"groups\":[{\"kind\":\"data\",\"rcode\":\"NOERROR\","        \
	"\"authoritative\":true,\"servers\":[{\"server\":\"ns.test.\","                 \
	"\"address\":\"192.0.2.1#53\",\"transport\":\"udp\",\"serial\":5,"              \
	"\"rtt_us\":1500,\"size\":50}],\"records\":[{\"name\":\"www.test.\","           \
	"\"type\":\"A\",\"ttl\":3600,\"data\":\"192.0.2.1\"}],\"missing\":[],"          \
	"\"unexpected\":[]},{\"kind\":\"nxdomain\",\"rcode\":\"NXDOMAIN\","             \
	"\"authoritative\":true,\"servers\":[{\"server\":\"ns.test.\","                 \
	"\"address\":\"192.0.2.2#53\",\"transport\":\"udp\",\"serial\":null,"           \
	"\"rtt_us\":1500,\"size\":26}],\"records\":[],\"missing\":[{\"name\":"          \
	"\"www.test.\",\"type\":\"A\",\"ttl\":3600,\"data\":\"192.0.2.1\"}],"           \
	"\"unexpected\":[]}],\"noReply\":[{\"server\":\"ns.test.\","                    \
	"\"address\":\"192.0.2.3#53\",\"transport\":\"udp\",\"outcome\":\"timed out\"," \
	"\"attempts\":2}],\"newestSerial\":5,\"serialsDiffer\":false,"                  \
	"\"unresolved\":[\"gone.test.\"],\"leftOut\":0,\"why\":null}\n"

static void test_a_panel_is_one_object(void **state)
{
	(void)state;
	panelled_expect("json", "a:5 N !", PANEL);
}

static void test_in_yaml_it_is_an_item(void **state)
{
	(void)state;
	panelled_expect("yaml", "a:5 N !", "- " PANEL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_panel_is_one_object),
		cmocka_unit_test(test_in_yaml_it_is_an_item),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
