#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "canned.h"
#include "check/joiner.h"
#include "dns/build.h"

/* A question by the parts that make it equal to another. */
struct question {
	const char *ip;
	uint16_t port;
	enum transport transport; /* of the server */
	enum transport first;     /* of the policy */
	const char *qname;
	uint16_t qtype, qclass, flags;
	unsigned timeout_ms, tries;
};

/* What the server of each question demands. */
static const char *tls_name, *path;

static const struct question plain = { .ip = "192.0.2.1",
				       .port = 53,
				       .qname = "www.test.",
				       .qtype = TYPE_A,
				       .qclass = CLASS_IN,
				       .timeout_ms = 2000,
				       .tries = 3 };

typedef struct joint *lookup(struct joiner *joiner, const struct server *server,
			     const struct build_query *query,
			     const struct ask_policy *policy);

static struct joint *with(struct joiner *joiner, const struct question *question,
			  lookup *call)
{
	struct arena *arena = arena_new();
	const struct ask_policy policy = { .timeout_ms = question->timeout_ms,
					   .tries = question->tries,
					   .transport = question->first };
	const struct build_query query = { .qname = canned_name(arena,
								str_of(question->qname)),
					   .qtype = question->qtype,
					   .qclass = question->qclass,
					   .flags = question->flags };
	const bool is_v6 = strchr(question->ip, ':') != NULL;
	uint8_t ip[16];
	struct server *server;
	struct joint *joint;

	assert_int_equal(inet_pton(is_v6 ? AF_INET6 : AF_INET, question->ip, ip), 1);
	server = server_new(arena, ip, is_v6 ? 16 : 4, question->port, NULL);
	server->transport = question->transport;
	server->tls_name = tls_name;
	server->path = path;
	joint = call(joiner, server, &query, &policy);
	arena_free(arena);
	/* cppcheck-suppress returnDanglingLifetime ; joiner copies the question */
	return joint;
}

static struct joiner *make(size_t count_max, size_t size_max)
{
	return joiner_new(&(struct joiner_options){ count_max, size_max });
}

static void test_demands_on_certificates_keep_questions_apart(void **state)
{
	static const struct {
		enum transport transport;
		const char *tls_name, *path;
	} rows[] = {
		{ TRANSPORT_TLS, NULL, NULL },  { TRANSPORT_TLS, "a", NULL },
		{ TRANSPORT_TLS, "b", NULL },   { TRANSPORT_HTTPS, "a", "/x" },
		{ TRANSPORT_HTTPS, "a", "/y" },
	};
	struct joiner *joiner = make(100, 100000);

	(void)state;
	for (size_t i = 0; i < 2 * ARRAY_LEN(rows); i++) {
		size_t row = i % ARRAY_LEN(rows);
		struct question question = plain;

		question.transport = rows[row].transport;
		tls_name = rows[row].tls_name;
		path = rows[row].path;
		if (i < ARRAY_LEN(rows)) {
			assert_null(with(joiner, &question, joiner_find));
			assert_non_null(with(joiner, &question, joiner_add));
		}
		assert_non_null(with(joiner, &question, joiner_find));
	}
	tls_name = NULL;
	path = NULL;
	joiner_free(joiner);
}

static void test_only_equal_questions_are_found(void **state)
{
	static const struct {
		const char *why;
		bool is_equal;
		struct question question;
	} rows[] = {
		{ "the same",
		  true,
		  { "192.0.2.1", 53, 0, 0, "www.test.", 1, 1, 0, 2000, 3 } },
		{ "the case of the name",
		  true,
		  { "192.0.2.1", 53, 0, 0, "WWW.Test.", 1, 1, 0, 2000, 3 } },
		{ "another address",
		  false,
		  { "192.0.2.2", 53, 0, 0, "www.test.", 1, 1, 0, 2000, 3 } },
		{ "an IPv6 address",
		  false,
		  { "2001:db8::1", 53, 0, 0, "www.test.", 1, 1, 0, 2000, 3 } },
		{ "another port",
		  false,
		  { "192.0.2.1", 54, 0, 0, "www.test.", 1, 1, 0, 2000, 3 } },
		{ "the server's transport",
		  false,
		  { "192.0.2.1", 53, TRANSPORT_TCP, 0, "www.test.", 1, 1, 0, 2000, 3 } },
		{ "the question's transport",
		  false,
		  { "192.0.2.1", 53, 0, TRANSPORT_TCP, "www.test.", 1, 1, 0, 2000, 3 } },
		{ "another name",
		  false,
		  { "192.0.2.1", 53, 0, 0, "ww.test.", 1, 1, 0, 2000, 3 } },
		{ "another type",
		  false,
		  { "192.0.2.1", 53, 0, 0, "www.test.", 28, 1, 0, 2000, 3 } },
		{ "another class",
		  false,
		  { "192.0.2.1", 53, 0, 0, "www.test.", 1, 3, 0, 2000, 3 } },
		{ "other flags",
		  false,
		  { "192.0.2.1", 53, 0, 0, "www.test.", 1, 1, FLAG_RD, 2000, 3 } },
		{ "another timeout",
		  false,
		  { "192.0.2.1", 53, 0, 0, "www.test.", 1, 1, 0, 2001, 3 } },
		{ "more tries",
		  false,
		  { "192.0.2.1", 53, 0, 0, "www.test.", 1, 1, 0, 2000, 4 } },
	};
	struct joiner *joiner = make(10, 10000);
	const struct joint *joint;

	(void)state;
	assert_true(joiner_is_empty(joiner));
	assert_null(with(joiner, &plain, joiner_find));
	joint = with(joiner, &plain, joiner_add);
	assert_false(joiner_is_empty(joiner));
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		print_message("# %s\n", rows[i].why);
		assert_ptr_equal(with(joiner, &rows[i].question, joiner_find),
				 rows[i].is_equal ? joint : NULL);
	}
	joiner_free(joiner);
}

static void test_a_kept_answer_outlives_the_one_it_was_made_from(void **state)
{
	struct joiner *joiner = make(10, 10000);
	struct joint *joint = with(joiner, &plain, joiner_add);
	struct arena *arena = arena_new();
	const struct answer *answer =
		canned_answer(arena, "www.test.", "A", "aa", "www.test. 1 A 192.0.2.1");
	uint8_t wire[512];
	const size_t size = answer->size;

	(void)state;
	memcpy(wire, answer->wire, size);
	assert_null(joint->answer);
	joiner_settle(joiner, joint, answer);
	arena_free(arena);
	joint = with(joiner, &plain, joiner_find);
	assert_int_equal(joint->answer->size, size);
	assert_memory_equal(joint->answer->wire, wire, size);
	joiner_free(joiner);
}

static void test_what_is_past_the_bounds_is_asked_again(void **state)
{
	static const struct answer answer = { .outcome = OUTCOME_TIMEOUT };
	struct joiner *joiner = make(2, sizeof(answer) + 200);
	struct question other = plain;
	struct joint *first = with(joiner, &plain, joiner_add);
	struct joint *second;

	(void)state;
	other.qtype = TYPE_AAAA;
	second = with(joiner, &other, joiner_add);
	other.qtype = TYPE_MX;
	assert_null(with(joiner, &other, joiner_add));
	joiner_settle(joiner, first, &answer);
	joiner_settle(joiner, second, &answer);
	assert_non_null(first->answer);
	assert_null(second->answer);
	other.qtype = TYPE_AAAA;
	assert_null(with(joiner, &other, joiner_find));
	assert_ptr_equal(with(joiner, &plain, joiner_find), first);
	joiner_free(joiner);
	joiner_free(NULL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_demands_on_certificates_keep_questions_apart),
		cmocka_unit_test(test_only_equal_questions_are_found),
		cmocka_unit_test(test_a_kept_answer_outlives_the_one_it_was_made_from),
		cmocka_unit_test(test_what_is_past_the_bounds_is_asked_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
