#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "query/tsig_key.h"

static void test_parse_reads_what_dig_reads(void **state)
{
	static const struct {
		const char *text, *algorithm;
		size_t mac_size, secret_size;
		const char *why;
	} rows[] = {
		{ "k.example:c2VjcmV0", "hmac-sha256", 32, 6, "no algorithm" },
		{ "hmac-sha1:k:c2VjcmV0", "hmac-sha1", 20, 6, "one of them" },
		{ "HMAC-MD5:k:c2U=", "hmac-md5", 16, 2, "any case, padding" },
		{ "hmac-sha512-256:k:cw==", "hmac-sha512", 32, 1, "a MAC cut to half" },
		{ "hmac-sha256-128:k:cw==", "hmac-sha256", 16, 1, "likewise" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct tsig_key *key = NULL;
		const char *why = NULL;

		print_message("# %s\n", rows[i].why);
		assert_int_equal(tsig_key_parse(arena, str_of(rows[i].text), &key, &why),
				 ERR_OK);
		assert_string_equal(key->algorithm->name, rows[i].algorithm);
		assert_int_equal(key->mac_size, rows[i].mac_size);
		assert_int_equal(key->secret_size, rows[i].secret_size);
		arena_free(arena);
	}
}

static void test_parse_refuses_what_would_sign_wrongly(void **state)
{
	static const struct {
		const char *text, *part, *why;
	} rows[] = {
		{ "justaname", "[hmac:]name:secret", "no secret" },
		{ "hmac-sha3:k:c2VjcmV0", "hmac-sha512", "no such HMAC" },
		{ "hmac-shac384:k:c2VjcmV0", "hmac-shac384", "a slip" },
		{ "hmac-sha256-8:k:c2VjcmV0", "hmac-sha256-8",
		  "a MAC that is too short" },
		{ "hmac-sha256-129:k:c2VjcmV0", "hmac-sha256-129", "no whole bytes" },
		{ "hmac-sha256-512:k:c2VjcmV0", "hmac-sha256-512",
		  "longer than the digest" },
		{ "k:no base64!", "no base64", "no base64" },
		{ "k:", "no base64", "an empty secret" },
		{ "a..b:c2VjcmV0", "empty label", "no name" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct tsig_key *key = NULL;
		const char *why = NULL;

		print_message("# %s\n", rows[i].why);
		assert_int_equal(tsig_key_parse(arena, str_of(rows[i].text), &key, &why),
				 ERR_SYNTAX);
		assert_non_null(strstr(why, rows[i].part));
		assert_null(key);
		arena_free(arena);
	}
}

static void test_read_takes_a_file_of_tsig_keygen(void **state)
{
	static const char content[] = "key \"Transfer.Key\" {\n\talgorithm hmac-sha384;\n"
				      "\tsecret \"c2VjcmV0\";\n};\n";
	char path[] = "/tmp/tsig.XXXXXX";
	struct arena *arena = arena_new();
	struct tsig_key *key = NULL;
	const char *why = NULL;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, content, sizeof(content) - 1), sizeof(content) - 1);
	assert_int_equal(close(fd), 0);
	assert_int_equal(tsig_key_read(arena, path, &key, &why), ERR_OK);
	assert_string_equal(key->algorithm->name, "hmac-sha384");
	assert_memory_equal(key->name.wire, "\x08transfer\x03key", 14);
	assert_int_equal(truncate(path, 20), 0);
	assert_int_equal(tsig_key_read(arena, path, &key, &why), ERR_SYNTAX);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(tsig_key_read(arena, path, &key, &why), ERR_NOT_FOUND);
	assert_non_null(strstr(why, "No such file"));
	arena_free(arena);
}

static void test_read_says_that_sig0_is_unsupported(void **state)
{
	static const char *const contents[] = {
		"Private-key-format: v1.3\nAlgorithm: 13 (ECDSAP256SHA256)\nPrivateKey: x\n",
		"; This is a key\nkey.test. IN KEY 512 3 13 AAAA\n",
		"key.test. 3600 IN DNSKEY 257 3 13 AAAA\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(contents) / sizeof(contents[0]); i++) {
		struct arena *arena = arena_new();
		char path[] = "/tmp/digdrift-sig0-XXXXXX";
		struct tsig_key *key = NULL;
		const char *why = "";
		int fd = mkstemp(path);

		assert_true(fd >= 0);
		assert_int_equal(write(fd, contents[i], strlen(contents[i])),
				 strlen(contents[i]));
		assert_int_equal(close(fd), 0);
		assert_int_equal(tsig_key_read(arena, path, &key, &why), ERR_SYNTAX);
		assert_non_null(strstr(why, "SIG(0), which is unsupported"));
		assert_int_equal(unlink(path), 0);
		arena_free(arena);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse_reads_what_dig_reads),
		cmocka_unit_test(test_parse_refuses_what_would_sign_wrongly),
		cmocka_unit_test(test_read_takes_a_file_of_tsig_keygen),
		cmocka_unit_test(test_read_says_that_sig0_is_unsupported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
