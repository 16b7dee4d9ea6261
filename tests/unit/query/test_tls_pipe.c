#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "query/tls_pipe.h"
#include "tls_server.h"

enum { HOUR = 3600, TURNS_MAX = 20 };

static const struct tls_server_wish good = { "DNS:dns.test,IP:192.0.2.1", -HOUR, HOUR,
					     "\3dot" };

/* A client and a server, and what is carried between them. */
struct pair {
	struct tls_server server;
	struct list contexts;
	struct tls_pipe *pipe;
	size_t part; /* bytes carried at once; 0: all */
};

static void pair_open(struct pair *pair, const struct tls_server_wish *wish,
		      const struct tls_profile *profile)
{
	union address remote = { .v4 = { .sin_family = AF_INET } };

	inet_pton(AF_INET, "192.0.2.1", &remote.v4.sin_addr);
	tls_server_init(&pair->server, wish);
	list_init(&pair->contexts);
	pair->part = 0;
	pair->pipe = tls_pipe_new(tls_context_get(&pair->contexts, profile), &remote);
}

static void pair_close(struct pair *pair)
{
	tls_pipe_free(pair->pipe);
	tls_context_free_all(&pair->contexts);
	tls_server_end(&pair->server);
}

static void carry(struct pair *pair)
{
	const uint8_t *data;
	uint8_t buffer[4096];
	size_t size = tls_pipe_peek(pair->pipe, &data);
	int got;

	BIO_write(pair->server.in, data, (int)size);
	tls_pipe_drop(pair->pipe, size);
	size = pair->part == 0 ? sizeof(buffer) : pair->part;
	got = BIO_read(pair->server.out, buffer, (int)size);
	if (got > 0)
		tls_pipe_put(pair->pipe, buffer, (size_t)got);
}

static enum tls_step shake(struct pair *pair)
{
	enum tls_step step = TLS_STEP_WAIT;
	unsigned turns = pair->part == 0 ? TURNS_MAX : 10000;

	while (step == TLS_STEP_WAIT && turns-- > 0) {
		step = tls_pipe_shake(pair->pipe);
		carry(pair);
		SSL_do_handshake(pair->server.ssl);
		ERR_clear_error();
	}
	return step;
}

static void test_bytes_pass_both_ways_in_any_pieces(void **state)
{
	struct pair pair;
	char text[16] = "";
	size_t got = 0;

	(void)state;
	pair_open(&pair, &good, &tls_profile_opportunistic);
	pair.part = 1;
	assert_int_equal(shake(&pair), TLS_STEP_DONE);
	assert_true(tls_pipe_is_ready(pair.pipe));
	assert_int_equal(tls_pipe_write(pair.pipe, "question", 8), TLS_STEP_DONE);
	carry(&pair);
	assert_int_equal(SSL_read(pair.server.ssl, text, sizeof(text)), 8);
	assert_memory_equal(text, "question", 8);
	SSL_write(pair.server.ssl, "answer", 6);
	for (int i = 0; i < 4096 && got == 0; i++) {
		carry(&pair);
		(void)tls_pipe_read(pair.pipe, text, sizeof(text), &got);
	}
	assert_int_equal(got, 6);
	assert_memory_equal(text, "answer", 6);
	pair_close(&pair);
}

static void test_what_is_left_of_a_record_is_known(void **state)
{
	struct pair pair;
	char text[4];
	size_t got = 0;

	(void)state;
	pair_open(&pair, &good, &tls_profile_opportunistic);
	assert_int_equal(shake(&pair), TLS_STEP_DONE);
	SSL_write(pair.server.ssl, "eightbye", 8);
	carry(&pair);
	assert_int_equal(tls_pipe_read(pair.pipe, text, 4, &got), TLS_STEP_DONE);
	assert_true(tls_pipe_has_rest(pair.pipe));
	assert_int_equal(tls_pipe_read(pair.pipe, text, 4, &got), TLS_STEP_DONE);
	assert_false(tls_pipe_has_rest(pair.pipe));
	assert_int_equal(tls_pipe_read(pair.pipe, text, 4, &got), TLS_STEP_WAIT);
	SSL_shutdown(pair.server.ssl);
	carry(&pair);
	assert_int_equal(tls_pipe_read(pair.pipe, text, 4, &got), TLS_STEP_CLOSED);
	pair_close(&pair);
}

/* The certificate, its own CA, under a name of this process. */
static void save(const struct pair *pair, char *path, size_t size)
{
	snprintf(path, size, "/tmp/digdrift-test-%ld.pem", (long)getpid());
	assert_true(tls_server_save(&pair->server, path));
}

static const struct {
	struct tls_server_wish server;
	const char *name;
	bool is_trusted;
	enum tls_fault fault;
	const char *says;
	const char *why;
} profiles[] = {
	{ { "DNS:dns.test", -HOUR, HOUR, NULL },
	  "dns.test",
	  true,
	  TLS_FAULT_NONE,
	  "",
	  "all is well" },
	{ { "DNS:dns.test", -HOUR, HOUR, NULL },
	  "DNS.test.",
	  true,
	  TLS_FAULT_NONE,
	  "",
	  "case and the last dot do not matter" },
	{ { "DNS:*.lab.test", -HOUR, HOUR, NULL },
	  "dns.lab.test",
	  true,
	  TLS_FAULT_NONE,
	  "",
	  "a wildcard" },
	{ { "IP:192.0.2.1", -HOUR, HOUR, NULL },
	  NULL,
	  true,
	  TLS_FAULT_NONE,
	  "",
	  "the address" },
	{ { "DNS:other.test,IP:192.0.2.7", -HOUR, HOUR, NULL },
	  "dns.test",
	  true,
	  TLS_FAULT_NAME,
	  "\"other.test\", \"192.0.2.7\" and not for \"dns.test\"",
	  "another's name" },
	{ { "DNS:dns.test", -HOUR, HOUR, NULL },
	  NULL,
	  true,
	  TLS_FAULT_NAME,
	  "\"dns.test\" and not for \"192.0.2.1\"",
	  "no address" },
	{ { "DNS:test", -HOUR, HOUR, NULL },
	  "test.test",
	  true,
	  TLS_FAULT_NAME,
	  "not for",
	  "the common name does not count" },
	{ { "DNS:dns.test", -2L * HOUR, -HOUR, NULL },
	  "dns.test",
	  true,
	  TLS_FAULT_EXPIRED,
	  "expired at",
	  "too old" },
	{ { "DNS:dns.test", HOUR, 2L * HOUR, NULL },
	  "dns.test",
	  true,
	  TLS_FAULT_EXPIRED,
	  "not valid before",
	  "too young" },
	{ { "DNS:dns.test", -HOUR, HOUR, NULL },
	  "dns.test",
	  false,
	  TLS_FAULT_ISSUER,
	  "is not trusted",
	  "signed by nobody" },
	{ { "DNS:a\033[31m.test", -HOUR, HOUR, NULL },
	  "dns.test",
	  true,
	  TLS_FAULT_NAME,
	  "\"a?[31m.test\"",
	  "control bytes are not shown" },
};

static void test_certificates_are_held_to_the_profile(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(profiles) / sizeof(profiles[0]); i++) {
		struct tls_profile profile = { .is_verified = true,
					       .name = profiles[i].name };
		struct tls_server other;
		const struct tls_trouble *trouble;
		struct pair pair;
		char path[64];

		tls_server_init(&pair.server, &profiles[i].server);
		tls_server_init(&other, &good);
		save(&pair, path, sizeof(path));
		if (!profiles[i].is_trusted)
			assert_true(tls_server_save(&other, path));
		profile.ca_file = path;
		tls_server_end(&other);

		struct tls_server server = pair.server;

		pair_open(&pair, &good, &profile);
		tls_server_end(&pair.server);
		pair.server = server;
		(void)shake(&pair);
		trouble = tls_pipe_trouble(pair.pipe);
		if (trouble->fault != profiles[i].fault ||
		    strstr(trouble->why, profiles[i].says) == NULL) {
			fail_msg("%s: fault %d: %s", profiles[i].why, trouble->fault,
				 trouble->why);
		}
		assert_int_equal(tls_pipe_is_ready(pair.pipe),
				 profiles[i].fault == TLS_FAULT_NONE);
		pair_close(&pair);
		(void)unlink(path);
	}
}

static void test_only_a_pinned_key_is_talked_to(void **state)
{
	struct tls_pin pins[2] = { { { 0 } } };
	struct tls_profile profile = { .pins = pins, .pin_count = 2 };
	const struct tls_trouble *trouble;
	struct pair pair;
	unsigned char *key = NULL;
	int size;

	(void)state;
	pair_open(&pair, &good, &profile);
	assert_int_equal(shake(&pair), TLS_STEP_FAILED);
	trouble = tls_pipe_trouble(pair.pipe);
	assert_int_equal(trouble->fault, TLS_FAULT_PIN);
	assert_non_null(strstr(trouble->why, "its pin is "));
	assert_int_equal(tls_pipe_write(pair.pipe, "secret", 6), TLS_STEP_FAILED);
	tls_pipe_free(pair.pipe);

	union address remote = { .v4 = { .sin_family = AF_INET } };

	size = i2d_PUBKEY(pair.server.key, &key);
	EVP_Digest(key, (size_t)size, pins[1].digest, NULL, EVP_sha256(), NULL);
	OPENSSL_free(key);
	tls_server_accept(&pair.server);
	pair.pipe = tls_pipe_new(tls_context_get(&pair.contexts, &profile), &remote);
	assert_int_equal(shake(&pair), TLS_STEP_DONE);
	pair_close(&pair);
}

static void test_a_server_may_have_to_agree_to_dot(void **state)
{
	static const struct tls_server_wish silent = { "DNS:dns.test", -HOUR, HOUR,
						       NULL };
	struct pair pair;

	(void)state;
	pair_open(&pair, &good, &tls_profile_opportunistic);
	tls_pipe_require_alpn(pair.pipe);
	assert_int_equal(shake(&pair), TLS_STEP_DONE);
	pair_close(&pair);
	pair_open(&pair, &silent, &tls_profile_opportunistic);
	tls_pipe_require_alpn(pair.pipe);
	assert_int_equal(shake(&pair), TLS_STEP_FAILED);
	assert_int_equal(tls_pipe_trouble(pair.pipe)->fault, TLS_FAULT_ALPN);
	pair_close(&pair);
}

static void test_what_is_no_tls_is_said_to_be_none(void **state)
{
	static const struct {
		const char *data;
		const char *says;
	} rows[] = {
		{ "HTTP/1.1 400 Bad Request\r\n\r\n", "does not speak TLS" },
		{ "\0\014\0\0\200\5\0\0\0\0\0\0\0\0\0\0", "does not speak TLS" },
		{ "\025\003\001\0\2\2\050", "refused the TLS connection" },
	};
	static const size_t sizes[] = { 28, 14, 7 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct tls_trouble *trouble;
		struct pair pair;

		pair_open(&pair, &good, &tls_profile_opportunistic);
		assert_int_equal(tls_pipe_shake(pair.pipe), TLS_STEP_WAIT);
		tls_pipe_put(pair.pipe, rows[i].data, sizes[i]);
		assert_int_equal(tls_pipe_shake(pair.pipe), TLS_STEP_FAILED);
		trouble = tls_pipe_trouble(pair.pipe);
		assert_int_equal(trouble->fault, TLS_FAULT_HANDSHAKE);
		if (strstr(trouble->why, rows[i].says) == NULL)
			fail_msg("row %zu: %s", i, trouble->why);
		pair_close(&pair);
	}
}

static void test_a_record_that_was_changed_ends_the_connection(void **state)
{
	struct pair pair;
	char text[16];
	size_t got = 0;

	(void)state;
	pair_open(&pair, &good, &tls_profile_opportunistic);
	assert_int_equal(shake(&pair), TLS_STEP_DONE);
	tls_pipe_put(pair.pipe, "\027\003\003\0\042", 5);
	for (int i = 0; i < 34; i++)
		tls_pipe_put(pair.pipe, "x", 1);
	assert_int_equal(tls_pipe_read(pair.pipe, text, sizeof(text), &got),
			 TLS_STEP_FAILED);
	assert_int_equal(tls_pipe_trouble(pair.pipe)->fault, TLS_FAULT_RECORD);
	pair_close(&pair);
}

static void test_files_that_cannot_be_read_are_named(void **state)
{
	static const struct tls_profile rows[] = {
		{ .is_verified = true, .ca_file = "/nonexistent/ca" },
		{ .cert_file = "/nonexistent/cert", .key_file = "/nonexistent/key" },
		{ .is_verified = true, .ca_file = "/dev/null" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct tls_trouble *trouble;
		struct pair pair;

		pair_open(&pair, &good, &rows[i]);
		assert_int_equal(tls_pipe_shake(pair.pipe), TLS_STEP_FAILED);
		trouble = tls_pipe_trouble(pair.pipe);
		assert_int_equal(trouble->fault, TLS_FAULT_LOCAL);
		assert_non_null(strstr(trouble->why, rows[i].ca_file != NULL
							     ? rows[i].ca_file
							     : rows[i].cert_file));
		pair_close(&pair);
	}
}

static void test_equal_profiles_share_a_context(void **state)
{
	struct tls_profile profile = { .is_verified = true, .name = "a.test" };
	struct tls_context *first;
	struct list contexts;
	char name[] = "a.test";

	(void)state;
	list_init(&contexts);
	first = tls_context_get(&contexts, &profile);
	profile.name = name;
	assert_ptr_equal(tls_context_get(&contexts, &profile), first);
	memset(name, 'b', 1);
	assert_ptr_not_equal(tls_context_get(&contexts, &profile), first);
	tls_context_free_all(&contexts);
	assert_true(list_is_empty(&contexts));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes_pass_both_ways_in_any_pieces),
		cmocka_unit_test(test_what_is_left_of_a_record_is_known),
		cmocka_unit_test(test_certificates_are_held_to_the_profile),
		cmocka_unit_test(test_only_a_pinned_key_is_talked_to),
		cmocka_unit_test(test_a_server_may_have_to_agree_to_dot),
		cmocka_unit_test(test_what_is_no_tls_is_said_to_be_none),
		cmocka_unit_test(test_a_record_that_was_changed_ends_the_connection),
		cmocka_unit_test(test_files_that_cannot_be_read_are_named),
		cmocka_unit_test(test_equal_profiles_share_a_context),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
