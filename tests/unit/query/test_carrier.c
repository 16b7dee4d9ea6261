#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/attr.h"
#include "query/carrier.h"
#include "query/channel.h"
#include "query/channel_memory.h"

enum { TICKETS = 300 };

/* The clock that c-ares reads can be put forward: the program's own definition comes first. */
static time_t ahead_s;

// NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name)
int clock_gettime(clockid_t clock, struct timespec *out_time)
{
	long failed = syscall(SYS_clock_gettime, clock, out_time);

	out_time->tv_sec += ahead_s;
	return (int)failed;
}

struct owner {
	struct ticket tickets[TICKETS];
	unsigned transmitted[TICKETS];
	unsigned closed[TICKETS];
	unsigned unwanted[TICKETS];
};

static struct ticket *on_find(void *user, uint32_t number)
{
	struct owner *owner = user;

	return number < TICKETS ? &owner->tickets[number] : NULL;
}

static void on_transmit(void *user, struct ticket *ticket)
{
	struct owner *owner = user;

	owner->transmitted[ticket->number]++;
}

static void on_closed(void *user, struct ticket *ticket, bool is_wanted)
{
	struct owner *owner = user;

	assert_false(ticket->is_open);
	owner->closed[ticket->number]++;
	owner->unwanted[ticket->number] += !is_wanted;
}

static const struct carrier_ops ops = { on_find, on_transmit, on_closed };

static const union address v4 = { .v4 = { .sin_family = AF_INET, .sin_port = 0xB414 } };
static const union address v6 = { .v6 = { .sin6_family = AF_INET6,
					  .sin6_port = 0xB414 } };

static struct carrier *begin(struct owner *owner, bool is_stream)
{
	struct carrier *carrier = NULL;

	assert_int_equal(channel_memory_start(), ERR_OK);
	memset(owner, 0, sizeof(*owner));
	for (uint32_t i = 0; i < TICKETS; i++)
		carrier_ticket_init(&owner->tickets[i], i);
	assert_int_equal(carrier_new(&ops, owner, is_stream, &v4, &carrier), ERR_OK);
	return carrier;
}

static void open_all(struct carrier *carrier, struct owner *owner)
{
	for (unsigned i = 0; i < TICKETS; i++) {
		owner->tickets[i].is_sent = false;
		carrier_open(carrier, &owner->tickets[i]);
	}
	assert_true(carrier_work(carrier));
	for (unsigned i = 0; i < TICKETS; i++)
		assert_true(owner->tickets[i].is_open && owner->tickets[i].is_sent);
}

static void test_each_ticket_is_sent_once_and_closed_once(void **state)
{
	(void)state;
	for (unsigned is_stream = 0; is_stream < 2; is_stream++) {
		struct owner owner;
		struct carrier *carrier = begin(&owner, is_stream);

		assert_int_equal(carrier_is_stream(carrier), is_stream);
		for (unsigned round = 1; round <= 3; round++) {
			open_all(carrier, &owner);
			/* In another order than they were opened. */
			for (unsigned i = 0; i < TICKETS; i++)
				carrier_close(&owner.tickets[(i * 7 + round) % TICKETS]);
			assert_true(carrier_work(carrier));
			for (unsigned i = 0; i < TICKETS; i++) {
				assert_int_equal(owner.transmitted[i], round);
				assert_int_equal(owner.closed[i], round);
				assert_int_equal(owner.unwanted[i], 0);
			}
		}
		carrier_free(carrier);
	}
}

static void test_nothing_is_closed_that_was_not_asked_for(void **state)
{
	struct owner owner;
	struct carrier *carrier = begin(&owner, false);

	(void)state;
	open_all(carrier, &owner);
	carrier_close(&owner.tickets[17]);
	assert_true(carrier_work(carrier));
	for (unsigned i = 0; i < TICKETS; i++)
		assert_int_equal(owner.closed[i], i == 17);
	carrier_free(carrier);
	for (unsigned i = 0; i < TICKETS; i++) {
		assert_int_equal(owner.closed[i], 1);
		assert_int_equal(owner.unwanted[i], i != 17);
	}
}

static void test_a_stream_that_is_gone_takes_no_question_with_it(void **state)
{
	struct owner owner;
	struct carrier *carrier = begin(&owner, true);

	(void)state;
	open_all(carrier, &owner);
	for (unsigned i = 0; i < TICKETS; i++)
		carrier_close(&owner.tickets[i]);
	carrier_hang_up(carrier);
	assert_true(carrier_work(carrier));
	for (unsigned i = 0; i < TICKETS; i++)
		assert_int_equal(owner.unwanted[i], 0);
	/* And the next one goes out on a new connection. */
	open_all(carrier, &owner);
	carrier_close(&owner.tickets[0]);
	assert_true(carrier_work(carrier));
	assert_int_equal(owner.closed[0], 2);
	assert_int_equal(owner.unwanted[0], 0);
	carrier_free(carrier);
}

static void test_an_idle_carrier_turns_to_another_server(void **state)
{
	const union address *servers[] = { &v6, &v4, &v6 };

	(void)state;
	for (unsigned is_stream = 0; is_stream < 2; is_stream++) {
		struct owner owner;
		struct carrier *carrier = begin(&owner, is_stream);

		for (unsigned i = 0; i < ARRAY_LEN(servers); i++) {
			assert_int_equal(carrier_aim(carrier, servers[i]), ERR_OK);
			open_all(carrier, &owner);
			for (unsigned k = 0; k < TICKETS; k++)
				carrier_close(&owner.tickets[k]);
			assert_true(carrier_work(carrier));
			assert_int_equal(owner.closed[TICKETS - 1], i + 1);
			assert_int_equal(owner.unwanted[TICKETS - 1], 0);
		}
		carrier_free(carrier);
	}
}

static void test_a_ticket_that_is_let_go_too_early_can_be_opened_again(void **state)
{
	struct owner owner;
	struct carrier *carrier = begin(&owner, false);

	(void)state;
	open_all(carrier, &owner);
	ahead_s += 900; /* c-ares' own deadline, whatever the version makes of it */
	carrier_close(&owner.tickets[0]);
	assert_true(carrier_work(carrier));
	assert_int_equal(owner.closed[0], 1);
	for (unsigned i = 1; i < TICKETS; i++) {
		assert_int_equal(owner.unwanted[i], 1);
		carrier_open(carrier, &owner.tickets[i]);
		carrier_close(&owner.tickets[i]);
	}
	assert_true(carrier_work(carrier));
	for (unsigned i = 1; i < TICKETS; i++) {
		assert_int_equal(owner.transmitted[i], 1); /* not sent again */
		assert_int_equal(owner.closed[i], 2);
		assert_int_equal(owner.unwanted[i], 1);
	}
	carrier_free(carrier);
}

static void test_a_channel_that_does_not_take_its_reply_is_told(void **state)
{
	struct owner owner;
	struct carrier *carrier = begin(&owner, false);

	(void)state;
	open_all(carrier, &owner);
	owner.tickets[5].id ^= 1; /* c-ares does not know this reply */
	carrier_close(&owner.tickets[5]);
	assert_false(carrier_work(carrier));
	carrier_free(carrier);
	assert_int_equal(owner.closed[5], 1);

	carrier = begin(&owner, false);
	open_all(carrier, &owner);
	owner.tickets[5].socket = 77; /* nor this socket */
	carrier_close(&owner.tickets[5]);
	assert_false(carrier_work(carrier));
	carrier_free(carrier);
	assert_int_equal(owner.closed[5], 1);
}

static void test_the_version_decides_how_many_channels_are_kept(void **state)
{
	(void)state;
	assert_true(strlen(channel_version()) >= 5);
	if (strcmp(channel_version(), "1.18.1") == 0) {
		assert_int_equal(channel_count_max(), 900);
	} else {
		assert_in_range(channel_count_max(), 100, 1000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_ticket_is_sent_once_and_closed_once),
		cmocka_unit_test(test_nothing_is_closed_that_was_not_asked_for),
		cmocka_unit_test(test_a_stream_that_is_gone_takes_no_question_with_it),
		cmocka_unit_test(test_an_idle_carrier_turns_to_another_server),
		cmocka_unit_test(
			test_a_ticket_that_is_let_go_too_early_can_be_opened_again),
		cmocka_unit_test(test_a_channel_that_does_not_take_its_reply_is_told),
		cmocka_unit_test(test_the_version_decides_how_many_channels_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
