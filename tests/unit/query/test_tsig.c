#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/num.h"
#include "query/tsig.h"

/* Made with dnspython: key "test-key.", id 4242, signed at 1700000000, answered a second later. */
static const struct {
	const char *algorithm;
	const char *query;
	const char *reply;
} vectors[] = {
	{ "hmac-md5",
	  "109201000001000000000001076578616d706c65047465737400000100010874"
	  "6573742d6b65790000fa00ff00000000003a08686d61632d6d6435077369672d"
	  "616c670372656703696e740000006553f100012c0010b2dc998609df68f5a539"
	  "2b19787bff77109200000000",
	  "109285000001000100000001076578616d706c6504746573740000010001c00c"
	  "000100010000012c0004c000020108746573742d6b65790000fa00ff00000000"
	  "003a08686d61632d6d6435077369672d616c670372656703696e740000006553"
	  "f101012c0010c502d872f949ed5d76c3f37b3f4d3deb109200000000" },
	{ "hmac-sha1",
	  "109201000001000000000001076578616d706c65047465737400000100010874"
	  "6573742d6b65790000fa00ff00000000002f09686d61632d7368613100000065"
	  "53f100012c0014d513204d55e530725ef67e302646cddf1c209fd51092000000"
	  "00",
	  "109285000001000100000001076578616d706c6504746573740000010001c00c"
	  "000100010000012c0004c000020108746573742d6b65790000fa00ff00000000"
	  "002f09686d61632d736861310000006553f101012c00144dd7f2db2bf787091c"
	  "554b90c689f51710dd4524109200000000" },
	{ "hmac-sha224",
	  "109201000001000000000001076578616d706c65047465737400000100010874"
	  "6573742d6b65790000fa00ff0000000000390b686d61632d7368613232340000"
	  "006553f100012c001c4345bacb13ad7b098485341b529b1644800017b95a5558"
	  "17e5f8168b109200000000",
	  "109285000001000100000001076578616d706c6504746573740000010001c00c"
	  "000100010000012c0004c000020108746573742d6b65790000fa00ff00000000"
	  "00390b686d61632d7368613232340000006553f101012c001c7d9d90821ebd80"
	  "4a2c2bd0b8a2486b8b4f79818a0d9bf7d5e7e518e8109200000000" },
	{ "hmac-sha256",
	  "109201000001000000000001076578616d706c65047465737400000100010874"
	  "6573742d6b65790000fa00ff00000000003d0b686d61632d7368613235360000"
	  "006553f100012c0020870350d9adaf35b4aca7ffa841f98ce94a022d5cbc35ac"
	  "e4d0bd9917301abd8e109200000000",
	  "109285000001000100000001076578616d706c6504746573740000010001c00c"
	  "000100010000012c0004c000020108746573742d6b65790000fa00ff00000000"
	  "003d0b686d61632d7368613235360000006553f101012c002056e6eb94cd7b57"
	  "0c79aa35775eeda03de996577657f16ac464fc428d2fc1778a109200000000" },
	{ "hmac-sha384",
	  "109201000001000000000001076578616d706c65047465737400000100010874"
	  "6573742d6b65790000fa00ff00000000004d0b686d61632d7368613338340000"
	  "006553f100012c0030edbe778b801c4e0ed5ce63f1287a146458a73a72328b07"
	  "c5274ffbddcbe68013a84a2e7b32f4653f27a903bb4ef4c987109200000000",
	  "109285000001000100000001076578616d706c6504746573740000010001c00c"
	  "000100010000012c0004c000020108746573742d6b65790000fa00ff00000000"
	  "004d0b686d61632d7368613338340000006553f101012c0030588a20340027ca"
	  "e60cfa9b1559e0842a6d5c7a32eb079f4dd5bea0c2fe7923ab1e2da88c2b1312"
	  "60b4387faedddf3b21109200000000" },
	{ "hmac-sha512",
	  "109201000001000000000001076578616d706c65047465737400000100010874"
	  "6573742d6b65790000fa00ff00000000005d0b686d61632d7368613531320000"
	  "006553f100012c00408537883d064a4f7eed627257f1a96c38341fae687e7bc6"
	  "3d2266e8f35ceb1302457a59b7278b7fabd36e0964c9c2bbe23b40a28fd77328"
	  "4cae5dd93fb203d73e109200000000",
	  "109285000001000100000001076578616d706c6504746573740000010001c00c"
	  "000100010000012c0004c000020108746573742d6b65790000fa00ff00000000"
	  "005d0b686d61632d7368613531320000006553f101012c0040b58eef85bdbbd5"
	  "6c2bc6bac5578c0a4fa3d87df6b7e3af9a245ab52d5213f386703d6a79370a27"
	  "ecb5faa8771f893d3babbcfa372a9dd7a4b5d364d53db7f3b9109200000000" },
};

/* Signed AXFR query; a signed message, one without, a signed one that covers both. */
static const char *const stream[] = {
	"109200000001000000000001076578616d706c6504746573740000fc00010874"
	"6573742d6b65790000fa00ff00000000003d0b686d61632d7368613235360000"
	"006553f100012c00206bfb15c8a30fdf738992b01bb66d77c3b1dc4c255f3175"
	"a3d6ac1fcc39140d2c109200000000",
	"109280000001000100000001076578616d706c6504746573740000fc0001c00c"
	"001000010000012c0003026d3008746573742d6b65790000fa00ff0000000000"
	"3d0b686d61632d7368613235360000006553f101012c0020b2ad045080ac4cf9"
	"872ac440b1867d55b81e1da5449458edcf71e1a90fa94848109200000000",
	"109280000001000100000000076578616d706c6504746573740000fc0001c00c"
	"001000010000012c0003026d31",
	"109280000001000100000001076578616d706c6504746573740000fc0001c00c"
	"001000010000012c0003026d3208746573742d6b65790000fa00ff0000000000"
	"3d0b686d61632d7368613235360000006553f101012c002042ce70fbcb20b4b0"
	"9f9f72b208a27940cb7b35e57a8add6a4698c1d991411a7e109200000000",
};

enum { SIGNED_AT = 1700000000, HEX_MAX = 1024 };

struct fixture {
	struct arena *arena;
	struct tsig_key *key;
	struct tsig tsig;
	uint8_t wire[HEX_MAX];
	size_t size;
};

static size_t bytes_of(const char *hex, uint8_t *out)
{
	size_t size = 0;

	assert_int_equal(num_parse_bytes(str_of(hex), out, HEX_MAX, &size), ERR_OK);
	return size;
}

/* The query of a vector without its TSIG record, signed by us. */
static void sign(struct fixture *fixture, const char *algorithm, const char *query)
{
	static const char *const secret = "test-key:c2VjcmV0IHNlY3JldCBzZWNyZXQ=";
	const char *why = NULL;
	char key[128];

	fixture->arena = arena_new();
	(void)snprintf(key, sizeof(key), "%s:%s", algorithm, secret);
	assert_int_equal(tsig_key_parse(fixture->arena, str_of(key), &fixture->key, &why),
			 ERR_OK);
	fixture->size = bytes_of(query, fixture->wire);
	fixture->size = 12 + 14 + 4;
	fixture->wire[11] = 0;
	assert_int_equal(tsig_sign(fixture->key, fixture->wire, &fixture->size, HEX_MAX,
				   SIGNED_AT, &fixture->tsig),
			 ERR_OK);
}

static void end(struct fixture *fixture)
{
	tsig_end(&fixture->tsig);
	arena_free(fixture->arena);
}

static void test_sign_writes_what_another_implementation_writes(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(vectors); i++) {
		struct fixture fixture;
		uint8_t wanted[HEX_MAX];
		size_t size = bytes_of(vectors[i].query, wanted);

		print_message("# %s\n", vectors[i].algorithm);
		sign(&fixture, vectors[i].algorithm, vectors[i].query);
		assert_int_equal(fixture.size, size);
		assert_memory_equal(fixture.wire, wanted, size);
		end(&fixture);
	}
}

static void test_verify_takes_the_reply_and_no_other_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(vectors); i++) {
		struct fixture fixture;
		uint8_t reply[HEX_MAX];
		size_t size = bytes_of(vectors[i].reply, reply);

		print_message("# %s\n", vectors[i].algorithm);
		for (size_t byte = 2; byte <= size; byte++) {
			struct tsig tsig;
			enum tsig_status status;

			if (byte < size)
				reply[byte] ^= 1;
			sign(&fixture, vectors[i].algorithm, vectors[i].query);
			tsig = fixture.tsig;
			status = tsig_verify(&tsig, reply, size, SIGNED_AT + 1);
			if (byte < size) {
				assert_int_not_equal(status, TSIG_GOOD);
				reply[byte] ^= 1;
			} else {
				assert_int_equal(status, TSIG_GOOD);
				assert_true(tsig_is_complete(&tsig));
			}
			tsig_end(&tsig);
			end(&fixture);
		}
	}
}

static void test_every_cut_of_a_reply_is_refused(void **state)
{
	uint8_t reply[HEX_MAX];
	size_t size = bytes_of(vectors[3].reply, reply);

	(void)state;
	for (size_t cut = 0; cut < size; cut++) {
		struct fixture fixture;

		sign(&fixture, vectors[3].algorithm, vectors[3].query);
		assert_int_not_equal(tsig_verify(&fixture.tsig, reply, cut, SIGNED_AT),
				     TSIG_GOOD);
		end(&fixture);
	}
}

static void test_time_counts_to_the_second(void **state)
{
	static const struct {
		uint64_t now;
		enum tsig_status status;
		const char *why;
	} rows[] = {
		{ SIGNED_AT + 1 + TSIG_FUDGE, TSIG_GOOD, "just in time" },
		{ SIGNED_AT + 2 + TSIG_FUDGE, TSIG_BAD_TIME, "a second late" },
		{ SIGNED_AT + 1 - TSIG_FUDGE, TSIG_GOOD, "just not too early" },
		{ SIGNED_AT - TSIG_FUDGE, TSIG_BAD_TIME, "from the future" },
	};
	uint8_t reply[HEX_MAX];
	size_t size = bytes_of(vectors[3].reply, reply);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct fixture fixture;

		print_message("# %s\n", rows[i].why);
		sign(&fixture, vectors[3].algorithm, vectors[3].query);
		assert_int_equal(tsig_verify(&fixture.tsig, reply, size, rows[i].now),
				 rows[i].status);
		end(&fixture);
	}
}

static void test_a_reply_without_or_with_another_key_is_told_apart(void **state)
{
	struct fixture fixture;
	uint8_t reply[HEX_MAX];
	size_t size;

	(void)state;
	sign(&fixture, "hmac-sha256", vectors[3].query);
	size = bytes_of(stream[2], reply);
	assert_int_equal(tsig_verify(&fixture.tsig, reply, size, SIGNED_AT),
			 TSIG_MISSING);
	size = bytes_of(vectors[5].reply, reply);
	assert_int_equal(tsig_verify(&fixture.tsig, reply, size, SIGNED_AT),
			 TSIG_BAD_KEY);
	end(&fixture);
}

static void test_a_stream_may_leave_messages_unsigned_but_not_the_last(void **state)
{
	struct fixture fixture;
	uint8_t message[HEX_MAX];
	size_t size;

	(void)state;
	sign(&fixture, "hmac-sha256", stream[0]);
	size = bytes_of(stream[1], message);
	assert_int_equal(tsig_verify(&fixture.tsig, message, size, SIGNED_AT), TSIG_GOOD);
	size = bytes_of(stream[2], message);
	assert_int_equal(tsig_verify(&fixture.tsig, message, size, SIGNED_AT),
			 TSIG_UNSIGNED_YET);
	assert_false(tsig_is_complete(&fixture.tsig));
	size = bytes_of(stream[3], message);
	assert_int_equal(tsig_verify(&fixture.tsig, message, size, SIGNED_AT), TSIG_GOOD);
	assert_true(tsig_is_complete(&fixture.tsig));
	end(&fixture);
}

static void test_a_message_left_out_of_a_stream_is_noticed(void **state)
{
	struct fixture fixture;
	uint8_t message[HEX_MAX];
	size_t size;

	(void)state;
	sign(&fixture, "hmac-sha256", stream[0]);
	size = bytes_of(stream[1], message);
	assert_int_equal(tsig_verify(&fixture.tsig, message, size, SIGNED_AT), TSIG_GOOD);
	size = bytes_of(stream[3], message);
	assert_int_equal(tsig_verify(&fixture.tsig, message, size, SIGNED_AT),
			 TSIG_BAD_MAC);
	end(&fixture);
}

static void test_too_many_messages_without_a_signature_are_refused(void **state)
{
	struct fixture fixture;
	uint8_t message[HEX_MAX];
	size_t size;

	(void)state;
	sign(&fixture, "hmac-sha256", stream[0]);
	size = bytes_of(stream[1], message);
	assert_int_equal(tsig_verify(&fixture.tsig, message, size, SIGNED_AT), TSIG_GOOD);
	size = bytes_of(stream[2], message);
	for (unsigned i = 0; i < TSIG_UNSIGNED_MAX; i++) {
		assert_int_equal(tsig_verify(&fixture.tsig, message, size, SIGNED_AT),
				 TSIG_UNSIGNED_YET);
	}
	assert_int_equal(tsig_verify(&fixture.tsig, message, size, SIGNED_AT),
			 TSIG_MISSING);
	end(&fixture);
}

static void test_sign_wants_room_for_the_record(void **state)
{
	struct fixture fixture;
	struct tsig tsig;
	size_t size = 30;

	(void)state;
	sign(&fixture, "hmac-sha256", vectors[3].query);
	assert_int_equal(tsig_sign(fixture.key, fixture.wire, &size,
				   30 + TSIG_RECORD_MAX - 1, SIGNED_AT, &tsig),
			 ERR_LIMIT);
	assert_int_equal(size, 30);
	end(&fixture);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sign_writes_what_another_implementation_writes),
		cmocka_unit_test(test_verify_takes_the_reply_and_no_other_bytes),
		cmocka_unit_test(test_every_cut_of_a_reply_is_refused),
		cmocka_unit_test(test_time_counts_to_the_second),
		cmocka_unit_test(test_a_reply_without_or_with_another_key_is_told_apart),
		cmocka_unit_test(
			test_a_stream_may_leave_messages_unsigned_but_not_the_last),
		cmocka_unit_test(test_a_message_left_out_of_a_stream_is_noticed),
		cmocka_unit_test(test_too_many_messages_without_a_signature_are_refused),
		cmocka_unit_test(test_sign_wants_room_for_the_record),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
