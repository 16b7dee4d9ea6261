#include <arpa/inet.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/attr.h"
#include "query/net.h"
#include "query/net_uv.h"

enum { ROOM = 2048, TURNS_MAX = 1000, DUE_SECONDS_MAX = 20 };

static const union address any = { .v4 = { .sin_family = 0 } };

struct heard {
	unsigned events;
	unsigned calls;
	unsigned alarms;
};

static int setup(void **state)
{
	struct net *net = NULL;

	assert_int_equal(net_uv_new(&net), ERR_OK);
	*state = net;
	return 0;
}

static int teardown(void **state)
{
	struct net *net = *state;

	net->ops->free(net);
	return 0;
}

static void on_ready(void *user, net_socket socket, unsigned events)
{
	struct heard *heard = user;

	(void)socket;
	heard->events |= events;
	heard->calls++;
}

static void on_alarm(void *user)
{
	((struct heard *)user)->alarms++;
}

/* A server of our own on loopback, and its address. */
static int server_open(int type, union address *out_address)
{
	int server = socket(AF_INET, type | SOCK_CLOEXEC, 0);
	socklen_t size = sizeof(*out_address);

	memset(out_address, 0, sizeof(*out_address));
	out_address->v4.sin_family = AF_INET;
	out_address->v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(server, &out_address->any, sizeof(out_address->v4)), 0);
	if (type == SOCK_STREAM)
		assert_int_equal(listen(server, 5), 0);
	assert_int_equal(getsockname(server, &out_address->any, &size), 0);
	return server;
}

static void turn_until(struct net *net, struct heard *heard, unsigned events)
{
	for (unsigned i = 0; i < TURNS_MAX && (heard->events & events) != events; i++)
		assert_true(net->ops->turn(net));
	assert_int_equal(heard->events & events, events);
}

/* Datagrams with one byte each, their number, and room for replies. */
static void batch_fill(struct net_datagram *batch, uint8_t (*data)[ROOM])
{
	for (int i = 0; i < NET_BATCH_MAX; i++) {
		batch[i] =
			(struct net_datagram){ .data = data[i], .size = 1, .room = ROOM };
		data[i][0] = (uint8_t)i;
	}
}

/* Takes a whole batch and answers each with 0 to 5 bytes; returns who asked. */
static union address batch_serve(int server)
{
	union address client;
	socklen_t size = sizeof(client.v4);
	char byte;

	for (int i = 0; i < NET_BATCH_MAX; i++) {
		assert_int_equal(recvfrom(server, &byte, 1, 0, &client.any, &size), 1);
		assert_int_equal(byte, i);
		assert_int_equal(
			sendto(server, "reply", (size_t)i % 6, 0, &client.any, size),
			i % 6);
	}
	return client;
}

static void test_datagrams_go_out_and_come_in_in_batches(void **state)
{
	struct net *net = *state;
	struct heard heard = { 0 };
	union address remote;
	union address local;
	int server = server_open(SOCK_DGRAM, &remote);
	int system_errno = 0;
	net_socket socket = net->ops->open(net, false, &remote, &any, &system_errno);
	uint8_t data[NET_BATCH_MAX][ROOM];
	struct net_datagram batch[NET_BATCH_MAX];

	assert_true(socket >= 0);
	batch_fill(batch, data);
	assert_int_equal(net->ops->receive(net, socket, batch, 1, &system_errno), -1);
	assert_int_equal(system_errno, EAGAIN);
	assert_int_equal(net->ops->send(net, socket, batch, NET_BATCH_MAX, &system_errno),
			 NET_BATCH_MAX);
	net->ops->local(net, socket, &local);
	assert_int_equal(batch_serve(server).v4.sin_port, local.v4.sin_port);
	net->ops->watch(net, socket, NET_READABLE, on_ready, &heard);
	turn_until(net, &heard, NET_READABLE);
	assert_int_equal(
		net->ops->receive(net, socket, batch, NET_BATCH_MAX, &system_errno),
		NET_BATCH_MAX);
	for (int i = 0; i < NET_BATCH_MAX; i++) {
		assert_int_equal(batch[i].size, i % 6);
		assert_int_equal(batch[i].source.any.sa_family, 0);
	}
	net->ops->close(net, socket);
	close(server);
}

static void test_a_closed_port_is_an_error_of_the_socket(void **state)
{
	struct net *net = *state;
	union address remote;
	int system_errno = 0;
	net_socket socket;
	uint8_t data[ROOM];
	struct net_datagram datagram = { .data = data, .size = 12, .room = ROOM };

	close(server_open(SOCK_DGRAM, &remote));
	socket = net->ops->open(net, false, &remote, &any, &system_errno);
	/* Twice: a socket that had an error is watched on. */
	for (unsigned i = 0; i < 2; i++) {
		struct heard heard = { 0 };

		net->ops->watch(net, socket, NET_READABLE, on_ready, &heard);
		assert_int_equal(net->ops->send(net, socket, &datagram, 1, &system_errno),
				 1);
		turn_until(net, &heard, NET_READABLE);
		assert_int_equal(
			net->ops->receive(net, socket, &datagram, 1, &system_errno), -1);
		assert_int_equal(system_errno, ECONNREFUSED);
		datagram.size = 12;
	}
	net->ops->close(net, socket);
}

static void test_a_stream_connects_writes_and_reads(void **state)
{
	struct net *net = *state;
	struct heard heard = { 0 };
	union address remote;
	int server = server_open(SOCK_STREAM, &remote);
	int system_errno = 0;
	net_socket socket = net->ops->open(net, true, &remote, &any, &system_errno);
	uint8_t data[ROOM];
	int peer;

	assert_true(socket >= 0);
	net->ops->watch(net, socket, NET_WRITABLE, on_ready, &heard);
	turn_until(net, &heard, NET_WRITABLE);
	assert_int_equal(
		net->ops->write(net, socket, (const uint8_t *)"abc", 3, &system_errno),
		3);
	peer = accept(server, NULL, NULL);
	assert_int_equal(read(peer, data, sizeof(data)), 3);
	assert_int_equal(net->ops->read(net, socket, data, sizeof(data), &system_errno),
			 -1);
	assert_int_equal(system_errno, EAGAIN);
	assert_int_equal(write(peer, "defg", 4), 4);
	net->ops->watch(net, socket, NET_READABLE, on_ready, &heard);
	turn_until(net, &heard, NET_READABLE);
	assert_int_equal(net->ops->read(net, socket, data, sizeof(data), &system_errno),
			 4);
	close(peer);
	heard.events = 0;
	turn_until(net, &heard, NET_READABLE);
	assert_int_equal(net->ops->read(net, socket, data, sizeof(data), &system_errno),
			 0);
	net->ops->close(net, socket);
	close(server);
}

static void test_a_refused_connection_is_told_by_write(void **state)
{
	struct net *net = *state;
	struct heard heard = { 0 };
	union address remote;
	int system_errno = 0;
	net_socket socket;

	close(server_open(SOCK_STREAM, &remote));
	socket = net->ops->open(net, true, &remote, &any, &system_errno);
	if (socket != NET_NONE) {
		net->ops->watch(net, socket, NET_WRITABLE, on_ready, &heard);
		turn_until(net, &heard, NET_WRITABLE);
		assert_int_equal(net->ops->write(net, socket, (const uint8_t *)"a", 1,
						 &system_errno),
				 -1);
		net->ops->close(net, socket);
	}
	assert_int_equal(system_errno, ECONNREFUSED);
}

static void test_a_socket_uses_the_source_that_it_was_told(void **state)
{
	struct net *net = *state;
	union address remote;
	union address source = any;
	union address local;
	int server = server_open(SOCK_DGRAM, &remote);
	int system_errno = 0;
	net_socket socket;

	source.v4.sin_family = AF_INET;
	assert_int_equal(inet_pton(AF_INET, "127.0.0.9", &source.v4.sin_addr), 1);
	socket = net->ops->open(net, false, &remote, &source, &system_errno);
	net->ops->local(net, socket, &local);
	assert_int_equal(local.v4.sin_addr.s_addr, source.v4.sin_addr.s_addr);
	assert_true(local.v4.sin_port != 0);
	net->ops->close(net, socket);
	assert_int_equal(inet_pton(AF_INET, "192.0.2.9", &source.v4.sin_addr), 1);
	assert_int_equal(net->ops->open(net, false, &remote, &source, &system_errno),
			 NET_NONE);
	assert_int_equal(system_errno, EADDRNOTAVAIL);
	close(server);
}

static void test_the_alarm_never_rings_early(void **state)
{
	struct net *net = *state;
	struct heard heard = { 0 };
	uint64_t when_us = net->ops->now_us(net) + 3300;

	net->ops->set_alarm(net, when_us + 1000000, on_alarm, &heard);
	net->ops->set_alarm(net, when_us, on_alarm, &heard);
	while (heard.alarms == 0)
		assert_true(net->ops->turn(net));
	assert_true(net->ops->now_us(net) >= when_us);
	assert_int_equal(heard.alarms, 1);
	net->ops->set_alarm(net, when_us + 1000000, on_alarm, &heard);
	net->ops->set_alarm(net, UINT64_MAX, NULL, NULL);
	assert_false(net->ops->turn(net)); /* nothing can happen any more */
}

static void test_an_alarm_that_is_due_ends_the_turn(void **state)
{
	struct net *net = *state;
	struct heard heard = { 0 };
	union address address;
	int server = server_open(SOCK_DGRAM, &address);
	int system_errno = 0;
	net_socket handle = net->ops->open(net, false, &address, &any, &system_errno);

	assert_true(handle != NET_NONE);
	net->ops->watch(net, handle, NET_READABLE, on_ready,
			&heard); /* nothing will come */
	net->ops->set_alarm(net, 1, on_alarm, &heard);
	(void)alarm(DUE_SECONDS_MAX); /* ends a test that hangs */
	assert_true(net->ops->turn(net));
	(void)alarm(0);
	assert_int_equal(heard.alarms, 1);
	assert_int_equal(heard.calls, 0);
	net->ops->close(net, handle);
	(void)close(server);
}

static void test_the_system_gives_room(void **state)
{
	struct net *net = *state;

	assert_in_range(net->ops->datagram_room(net), 1, 1000000);
	assert_in_range(net->ops->socket_room(net), 64, 65536);
	assert_true(net->ops->wall_us(net) > UINT64_C(1500000000000000));
	assert_non_null(net_uv_loop(net));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_datagrams_go_out_and_come_in_in_batches, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_closed_port_is_an_error_of_the_socket, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_stream_connects_writes_and_reads,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_refused_connection_is_told_by_write, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_socket_uses_the_source_that_it_was_told, setup, teardown),
		cmocka_unit_test_setup_teardown(test_the_alarm_never_rings_early, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_an_alarm_that_is_due_ends_the_turn,
						setup, teardown),
		cmocka_unit_test_setup_teardown(test_the_system_gives_room, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
