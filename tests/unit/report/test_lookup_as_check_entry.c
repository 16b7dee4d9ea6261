#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../query/said.h"
#include "base/attr.h"
#include "base/text.h"
#include "report/lookup.h"
#include "report/lookup_as_check_entry.h"
#include "report/lookup_reply.h"

#define ASKED                                           \
	"  - query:\n      name: \"www.test.\"\n      " \
	"type: A\n      ask: [\"192.0.2.1\"]\n      flags: [rd]\n    expect:\n"

struct row {
	const char *why;
	const char *said;
	const char *entry;
};

/* clang-format off */
static const struct row rows[] = {
	{ "records with authority have a TTL", "ab", ASKED "      rcode: NOERROR\n      flags: [aa]\n      ttl: 3600\n      values:\n        - \"192.0.2.1\"\n        - \"192.0.2.2\"\n" },
	{ "others have none", "~a", ASKED "      rcode: NOERROR\n      values:\n        - \"192.0.2.1\"\n" },
	{ "no record", "-", ASKED "      rcode: NOERROR\n      flags: [aa]\n      count: 0\n" },
	{ "no name", "N", ASKED "      rcode: NXDOMAIN\n      flags: [aa]\n" },
	{ "an alias to an end", "cz", "  # behind 1 alias\n" ASKED "      rcode: NOERROR\n      flags: [aa]\n      ttl: 3600\n      values:\n        - \"192.0.2.1\"\n" },
	{ "an alias to elsewhere", "c", "  - query:\n      name: \"www.test.\"\n      type: CNAME\n      ask: [\"192.0.2.1\"]\n      flags: [rd]\n    expect:\n      rcode: NOERROR\n      flags: [aa]\n      ttl: 3600\n      values:\n        - \"other.\"\n" },
	{ "an alias to nothing", "Nc", "  # behind 1 alias\n" ASKED "      rcode: NXDOMAIN\n      flags: [aa]\n" },
	{ "refused", "R", ASKED "      rcode: REFUSED\n      flags: [aa]\n" },
};
/* clang-format on */

/* As it would have been asked: RD, one question. */
static void ask(struct arena *arena, struct answer *answer)
{
	struct reply *query = arena_alloc(arena, sizeof(*query));

	reply_begin(query, 1);
	wire_put_u16(query->wire + 2, FLAG_RD);
	reply_put(query, SECTION_QUESTION, said_qname, TYPE_A, NULL, 0);
	answer->query = query->wire;
	answer->query_size = query->size;
}

static void print(struct text *text, struct arena *arena, const char *said,
		  const struct server *server, enum transport transport)
{
	const struct lookup lookup = { .name = "www.test",
				       .type = TYPE_A,
				       .rr_class = 1 };
	struct lookup_reply reply;
	struct answer answer;
	struct said made;

	said_read(&made, arena, said);
	if (made.questions[0].answer == NULL)
		abort();
	answer = *made.questions[0].answer;
	answer.server = server == NULL ? made.questions[0].server : server;
	answer.transport = transport;
	ask(arena, &answer);
	lookup_reply_read(answer.wire, answer.size, false, &reply);
	lookup_as_check_entry_print(text, &(struct lookup_as_check_seen){
						  &lookup, &answer, &reply, said_qname });
}

static void test_an_entry_asks_and_expects_what_was_seen(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		char buffer[2048];
		struct text text;

		text_init(&text, buffer, sizeof(buffer));
		print(&text, arena, rows[i].said, NULL, TRANSPORT_UDP);
		if (strcmp(buffer, rows[i].entry) != 0) {
			print_error("%s:\n%s", rows[i].why, buffer);
			fail();
		}
		arena_free(arena);
	}
}

static void test_a_server_is_asked_as_it_was(void **state)
{
	static const struct {
		const char *server;
		enum transport transport;
		const char *part;
	} cases[] = {
		{ "192.0.2.7:5353", TRANSPORT_UDP, "ask: [\"192.0.2.7:5353\"]\n" },
		{ "192.0.2.7", TRANSPORT_TCP, "transport: tcp\n" },
		{ "[2001:db8::1]:5353", TRANSPORT_UDP,
		  "ask: [\"[2001:db8::1]:5353\"]\n" },
		{ "tls://192.0.2.7#dns.test", TRANSPORT_TLS,
		  "ask: [\"tls://192.0.2.7:853#dns.test\"]\n" },
		{ "https://192.0.2.7/q", TRANSPORT_HTTPS,
		  "ask: [\"https://192.0.2.7:443/q#192.0.2.7\"]\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct arena *arena = arena_new();
		struct server *server = NULL;
		const char *why = "";
		char buffer[2048];
		struct text text;

		assert_int_equal(
			server_parse(arena, str_of(cases[i].server), 53, &server, &why),
			ERR_OK);
		text_init(&text, buffer, sizeof(buffer));
		print(&text, arena, "a", server, cases[i].transport);
		if (strstr(buffer, cases[i].part) == NULL)
			fail_msg("%s:\n%s", cases[i].server, buffer);
		arena_free(arena);
	}
}

static void test_what_yaml_or_a_ttl_cannot_hold_is_avoided(void **state)
{
	static const uint8_t a[] = { 192, 0, 2, 1 };
	struct arena *arena = arena_new();
	struct reply *made = arena_alloc(arena, sizeof(*made));
	const struct lookup lookup = { .name = "www.test",
				       .type = TYPE_NULL,
				       .rr_class = 1 };
	struct answer answer = { .server = server_new(arena, a, sizeof(a), 53, NULL) };
	struct lookup_reply reply;
	char buffer[2048];
	struct text text;

	(void)state;
	reply_begin(made, 1);
	reply_flag(made, FLAG_AA);
	reply_put(made, SECTION_ANSWER, said_qname, TYPE_NULL, a, sizeof(a));
	wire_put_u32(made->wire + made->size - sizeof(a) - 6, UINT32_MAX);
	answer.wire = made->wire;
	answer.size = made->size;
	ask(arena, &answer);
	lookup_reply_read(answer.wire, answer.size, false, &reply);
	text_init(&text, buffer, sizeof(buffer));
	lookup_as_check_entry_print(
		&text,
		&(struct lookup_as_check_seen){ &lookup, &answer, &reply, said_qname });
	assert_non_null(strstr(buffer, "type: \"NULL\"\n"));
	assert_null(strstr(buffer, "ttl:"));
	arena_free(arena);
}

static void test_quoting_keeps_what_yaml_would_read(void **state)
{
	char buffer[64];
	struct text text;

	(void)state;
	text_init(&text, buffer, sizeof(buffer));
	lookup_as_check_entry_quote(&text, "a\\032\"\n: #");
	assert_string_equal(buffer, "\"a\\\\032\\\"\\n: #\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_entry_asks_and_expects_what_was_seen),
		cmocka_unit_test(test_a_server_is_asked_as_it_was),
		cmocka_unit_test(test_what_yaml_or_a_ttl_cannot_hold_is_avoided),
		cmocka_unit_test(test_quoting_keeps_what_yaml_would_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
