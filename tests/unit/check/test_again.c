#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "canned.h"
#include "check/again.h"

static const char *print(struct arena *arena, const struct wish *wish, const char *server)
{
	struct server *made = NULL;
	const char *why = NULL;

	assert_int_equal(server_parse(arena, str_of(server), 53, &made, &why), ERR_OK);
	return str_cstr(arena, again_print(arena, wish, made));
}

static const struct {
	const char *server, *qname, *qtype;
	struct wish wish;
	const char *wanted, *why;
} wishes[] = {
	{ "192.0.2.53",
	  "www.test.",
	  "A",
	  { .qclass = CLASS_IN },
	  "digdrift @192.0.2.53 www.test. A +norec",
	  "as servers of a zone are" },
	{ "192.0.2.53:5300",
	  "www.test.",
	  "A",
	  { .qclass = CLASS_IN, .flags = FLAG_RD | FLAG_AD },
	  "digdrift @192.0.2.53 -p 5300 www.test. A",
	  "another port" },
	{ "2001:db8::53",
	  "test.",
	  "TYPE65280",
	  { .qclass = CLASS_IN, .flags = FLAG_RD },
	  "digdrift @2001:db8::53 test. TYPE65280 +noad",
	  "lookups set AD" },
	{ "tcp://192.0.2.53",
	  ".",
	  "NS",
	  { .qclass = CLASS_IN },
	  "digdrift @192.0.2.53 . NS +tcp +norec",
	  "the server's transport" },
	{ "192.0.2.53",
	  "a.test.",
	  "A",
	  { .qclass = CLASS_IN, .has_transport = true, .transport = TRANSPORT_TCP },
	  "digdrift @192.0.2.53 a.test. A +tcp +norec",
	  "the question's" },
	{ "tls://192.0.2.53",
	  "a.test.",
	  "A",
	  { .qclass = CLASS_IN },
	  "digdrift @192.0.2.53 a.test. A +tls-ca +norec",
	  "TLS" },
	{ "tls://192.0.2.53:8853#dns.test",
	  "a.test.",
	  "A",
	  { .qclass = CLASS_IN, .has_transport = true, .transport = TRANSPORT_TCP },
	  "digdrift @192.0.2.53 -p 8853 a.test. A +tls-ca "
	  "+tls-hostname=dns.test +norec",
	  "TLS with a name, whatever the question wants" },
	{ "192.0.2.53",
	  "version.bind.",
	  "TXT",
	  { .qclass = CLASS_CH, .flags = FLAG_CD },
	  "digdrift @192.0.2.53 version.bind. TXT -c CH +norec +cd",
	  "class and CD" },
	{ "192.0.2.53",
	  "+x.test.",
	  "A",
	  { .qclass = CLASS_IN },
	  "digdrift @192.0.2.53 -q '+x.test.' A +norec",
	  "a name like an option" },
	{ "192.0.2.53",
	  "-4.test.",
	  "A",
	  { .qclass = CLASS_IN },
	  "digdrift @192.0.2.53 -q -4.test. A +norec",
	  "a name like a flag" },
	{ "192.0.2.53",
	  "a\\;b$(id)'.test.",
	  "A",
	  { .qclass = CLASS_IN },
	  "digdrift @192.0.2.53 'a\\;b\\$\\(id\\)'\\''.test.' A +norec",
	  "a shell must see nothing in it" },
	{ "192.0.2.53",
	  "*.test.",
	  "A",
	  { .qclass = CLASS_IN },
	  "digdrift @192.0.2.53 '*.test.' A +norec",
	  "nor a pattern" },
};

static void test_the_command_asks_the_same_question(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wishes); i++) {
		struct arena *arena = arena_new();
		struct wish wish = wishes[i].wish;

		print_message("# %s\n", wishes[i].why);
		wish.qname = canned_name(arena, str_of(wishes[i].qname));
		wish.qtype = canned_type(str_of(wishes[i].qtype));
		assert_string_equal(print(arena, &wish, wishes[i].server),
				    wishes[i].wanted);
		arena_free(arena);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_command_asks_the_same_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
