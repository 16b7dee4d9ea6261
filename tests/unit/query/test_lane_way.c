#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/attr.h"
#include "query/core.h"
#include "query/lane.h"
#include "query/tls_profile.h"
#include "virtual/asker.h"

static const struct tls_pin pin = { { 1 } };
static const struct tls_profile pinned = { .pins = &pin, .pin_count = 1 };
static const struct proxy local = { .is_local = true };

/* What is written, and what is wanted of the way beside it. */
struct row {
	const char *written;
	const struct tls_profile *tls;
	const struct proxy *proxy;
	bool is_get, is_plain;
};

static struct lane *lane_of(struct asker *asker, const struct row *row)
{
	struct server *server = NULL;
	const char *why = "";

	assert_int_equal(
		server_parse(asker->arena, str_of(row->written), 53, &server, &why),
		ERR_OK);
	server->name = NULL;
	server->tls = row->tls;
	server->proxy = row->proxy;
	server->is_http_get = row->is_get;
	server->is_http_plain = row->is_plain;
	return lane_get(asker->engine, server, server->transport);
}

static void test_questions_share_a_way_only_when_all_of_it_is_equal(void **state)
{
	static const struct row rows[] = {
		{ "192.0.2.1", NULL, NULL, false, false },
		{ "192.0.2.1", NULL, &local, false, false },
		{ "tcp://192.0.2.1", NULL, NULL, false, false },
		{ "tls://192.0.2.1", NULL, NULL, false, false },
		{ "tls://192.0.2.1", &tls_profile_opportunistic, NULL, false, false },
		{ "tls://192.0.2.1", &pinned, NULL, false, false },
		{ "tls://192.0.2.1#a.test", NULL, NULL, false, false },
		{ "tls://192.0.2.1#b.test", NULL, NULL, false, false },
		{ "tls://192.0.2.1", NULL, &local, false, false },
		{ "https://192.0.2.1", NULL, NULL, false, false },
		{ "https://192.0.2.1/other", NULL, NULL, false, false },
		{ "https://192.0.2.1", NULL, NULL, true, false },
		{ "https://192.0.2.1", NULL, NULL, false, true },
		{ "https://192.0.2.1", &tls_profile_opportunistic, NULL, false, false },
	};
	struct lane *lanes[ARRAY_LEN(rows)];
	struct asker asker;

	(void)state;
	asker_init(&asker, NULL);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		lanes[i] = lane_of(&asker, &rows[i]);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_ptr_equal(lane_of(&asker, &rows[i]), lanes[i]);
		for (size_t k = 0; k < i; k++) {
			if (lanes[i] == lanes[k])
				fail_msg("rows %zu and %zu share a lane", i, k);
		}
	}
	asker_free(&asker);
}

static void test_https_on_a_net_without_sockets_is_refused(void **state)
{
	struct asker asker;
	struct virtual_host *host;

	(void)state;
	asker_init(&asker, NULL);
	host = virtual_add(asker.net, "192.0.2.1", 443, asker_serve_shape, NULL);
	asker.policy.transport = TRANSPORT_HTTPS;
	assert_int_equal(asker_answer(&asker, host)->outcome, OUTCOME_LOCAL);
	assert_non_null(asker.answers[0]->attempts[0].why);
	assert_int_equal(virtual_opened_count(asker.net), 0);
	asker_free(&asker);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_questions_share_a_way_only_when_all_of_it_is_equal),
		cmocka_unit_test(test_https_on_a_net_without_sockets_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
