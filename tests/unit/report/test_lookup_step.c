#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/text.h"
#include "query/answer.h"
#include "report/lookup_step.h"

/* Id 7, a question for "a." in class IN and type A. */
static const uint8_t query[] = "\0\7\1\0\0\1\0\0\0\0\0\0\1a\0\0\1\0\1";
static const uint8_t other[] = "\0\7\x81\0\0\1\0\0\0\0\0\0\1B\1c\0\0\x1c\0\3";
static const uint8_t update[] = "\0\7\xa8\0\0\1\0\0\0\0\0\0\1a\0\0\1\0\1";
static const uint8_t stranger[] = "\0\10\x81\0\0\0\0\0\0\0\0\0";
static const uint8_t strange_query[] = "\0\10\1\0\0\0\0\0\0\0\0\0";
static const uint8_t bare[] = "\0\7\x81\5\0\0\0\0\0\0\0\0";

#define WIRE(bytes) (bytes), sizeof(bytes) - 1

static void test_messages_that_came_are_told_as_dig_tells_them(void **state)
{
	static const struct {
		enum drop_reason reason;
		bool is_dropped;
		const uint8_t *wire;
		size_t size;
		const char *text;
	} rows[] = {
		{ DROP_COUNT, false, WIRE(other), "" },
		{ DROP_SHORT, true, (const uint8_t *)"abc", 3,
		  ";; Warning: short (< header size) message received\n" },
		{ DROP_ID, true, WIRE(stranger),
		  ";; Warning: ID mismatch: expected ID 7, got 8\n" },
		{ DROP_ID, true, WIRE(strange_query),
		  ";; Warning: ID mismatch: expected ID 7, got 8\n"
		  ";; Warning: query response not set\n" },
		{ DROP_NO_QR, true, WIRE(query), ";; Warning: query response not set\n" },
		{ DROP_NO_QR, false, WIRE(query),
		  ";; Warning: query response not set\n" },
		{ DROP_OPCODE, true, WIRE(update),
		  ";; Warning: Opcode mismatch: expected QUERY, got UPDATE\n" },
		{ DROP_QUESTION, true, WIRE(other),
		  ";; ;; Question section mismatch: got B.c/AAAA/CH\n" },
		{ DROP_QUESTION, false, WIRE(bare), ";; missing question section\n" },
		{ DROP_COUNT, false, WIRE(bare), ";; missing question section\n" },
		{ DROP_COOKIE, true, WIRE(other),
		  ";; Warning: Client COOKIE mismatch\n" },
		{ DROP_SOURCE, true, WIRE(other), "" },
		{ DROP_LATE, true, WIRE(other), "" },
	};
	const struct answer answer = { .query = query, .query_size = sizeof(query) - 1 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct trail_step step = {
			.wire = rows[i].wire,
			.size = rows[i].size,
			.reason = rows[i].reason,
			.is_dropped = rows[i].is_dropped,
		};
		char buffer[512];
		struct text text;

		text_init(&text, buffer, sizeof(buffer));
		lookup_step_print(&text, &step, &answer);
		assert_string_equal(text.data, rows[i].text);
	}
}

static void test_our_own_messages_are_not_told_of(void **state)
{
	const struct answer answer = { .query = query, .query_size = sizeof(query) - 1 };
	const struct trail_step step = { .wire = query,
					 .size = sizeof(query) - 1,
					 .is_sent = true,
					 .reason = DROP_NO_QR };
	char buffer[64];
	struct text text;

	(void)state;
	text_init(&text, buffer, sizeof(buffer));
	lookup_step_print(&text, &step, &answer);
	assert_string_equal(text.data, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_messages_that_came_are_told_as_dig_tells_them),
		cmocka_unit_test(test_our_own_messages_are_not_told_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
