#include <arpa/inet.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "query/link.h"
#include "query/tls_context.h"
#include "query/tls_verify.h"
#include "tls_server.h"

enum { HOUR = 3600, TURNS_MAX = 20000 };

static const struct tls_server_wish good = { "DNS:dns.test", -HOUR, HOUR, "\3dot" };

/* A net of one stream with a TLS server at its other end. */
struct peer {
	struct net net; /* first */
	struct tls_server server;
	struct list contexts;
	struct link link;
	size_t part;      /* bytes that a read or a write takes */
	bool is_busy;     /* every other write takes nothing */
	bool is_blocked;  /* this one does not */
	bool is_deaf;     /* the server does not go on with the handshake */
	bool is_closed;   /* it sends no more */
	int read_errno;   /* or fails */
	int write_errno;  /* the connection does not stand */
	uint8_t sent[64]; /* the first bytes that went out */
	size_t sent_size;
};

static ptrdiff_t peer_write(struct net *net, net_socket socket, const uint8_t *data,
			    size_t size, int *out_errno)
{
	struct peer *peer = (struct peer *)(void *)net;
	size_t part = size < peer->part ? size : peer->part;

	(void)socket;
	peer->is_blocked = peer->is_busy && !peer->is_blocked;
	if (peer->write_errno != 0 || peer->is_blocked) {
		*out_errno = peer->write_errno != 0 ? peer->write_errno : EAGAIN;
		return -1;
	}
	for (size_t i = 0; i < part && peer->sent_size < sizeof(peer->sent); i++)
		peer->sent[peer->sent_size++] = data[i];
	BIO_write(peer->server.in, data, (int)part);
	if (!peer->is_deaf)
		SSL_do_handshake(peer->server.ssl);
	ERR_clear_error();
	return (ptrdiff_t)part;
}

static ptrdiff_t peer_read(struct net *net, net_socket socket, uint8_t *data, size_t size,
			   int *out_errno)
{
	struct peer *peer = (struct peer *)(void *)net;
	int got = BIO_read(peer->server.out, data,
			   (int)(size < peer->part ? size : peer->part));

	(void)socket;
	if (got > 0)
		return got;
	*out_errno = peer->read_errno != 0 ? peer->read_errno : EAGAIN;
	return peer->is_closed ? 0 : -1;
}

static const struct net_ops ops = { .write = peer_write, .read = peer_read };

static void peer_open(struct peer *peer, bool is_tls)
{
	union address remote = { .v4 = { .sin_family = AF_INET } };

	memset(peer, 0, sizeof(*peer));
	peer->net.ops = &ops;
	peer->part = 65536;
	tls_server_init(&peer->server, &good);
	list_init(&peer->contexts);
	link_init(&peer->link, &peer->net, 7,
		  is_tls ? tls_context_get(&peer->contexts, &tls_profile_opportunistic)
			 : NULL,
		  &remote);
}

static void peer_close(struct peer *peer)
{
	link_end(&peer->link);
	tls_context_free_all(&peer->contexts);
	tls_server_end(&peer->server);
}

static void test_clear_text_passes_as_it_is_behind_its_head(void **state)
{
	struct peer peer;
	int system_errno = 0;

	(void)state;
	peer_open(&peer, false);
	peer.is_deaf = true;
	peer.part = 3;
	link_set_head(&peer.link, (const uint8_t *)"head", 4);
	assert_int_equal(
		link_write(&peer.link, (const uint8_t *)"question", 8, &system_errno), 3);
	assert_memory_equal(peer.sent, "headque", 7);
	assert_int_equal(link_events(&peer.link, false), NET_READABLE);
	assert_int_equal(link_events(&peer.link, true), NET_READABLE | NET_WRITABLE);
	assert_false(link_is_shaking(&peer.link));
	assert_false(link_has_rest(&peer.link));
	peer_close(&peer);
}

/* Goes on as an owner does: writes when it can, reads what is there. */
static ptrdiff_t exchange(struct peer *peer, const char *question, char *answer,
			  size_t size)
{
	size_t left = strlen(question);
	ptrdiff_t got = -1;

	for (int i = 0; i < TURNS_MAX && got <= 0; i++) {
		int system_errno = 0;
		char asked[64];
		ptrdiff_t put;

		assert_true(link_advance(&peer->link, &system_errno));
		put = left == 0 ? 0
				: link_write(&peer->link,
					     (const uint8_t *)question +
						     strlen(question) - left,
					     left, &system_errno);
		if (put > 0) {
			left -= (size_t)put;
		} else {
			assert_true(put == 0 || system_errno == EAGAIN);
		}
		got = link_read(&peer->link, (uint8_t *)answer, size, &system_errno);
		if (SSL_read(peer->server.ssl, asked, sizeof(asked)) > 0)
			SSL_write(peer->server.ssl, "answer", 6);
		ERR_clear_error();
	}
	return got;
}

static void test_a_handshake_comes_about_in_any_pieces(void **state)
{
	static const struct {
		size_t part;
		bool is_busy;
	} rows[] = { { 65536, false }, { 1, false }, { 7, true }, { 300, true } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct peer peer;
		char answer[16];

		peer_open(&peer, true);
		peer.part = rows[i].part;
		peer.is_busy = rows[i].is_busy;
		assert_int_equal(link_events(&peer.link, true),
				 NET_READABLE | NET_WRITABLE);
		assert_int_equal(exchange(&peer, "question", answer, sizeof(answer)), 6);
		assert_memory_equal(answer, "answer", 6);
		assert_int_equal(link_events(&peer.link, true), NET_READABLE);
		assert_null(link_trouble(&peer.link));
		peer_close(&peer);
	}
}

static void test_nothing_is_written_before_the_handshake_is_over(void **state)
{
	struct peer peer;
	int system_errno = 0;

	(void)state;
	peer_open(&peer, true);
	peer.is_deaf = true;
	assert_int_equal(
		link_write(&peer.link, (const uint8_t *)"secret", 6, &system_errno), -1);
	assert_int_equal(system_errno, EAGAIN);
	assert_true(link_is_shaking(&peer.link));
	assert_int_equal(peer.sent[0], 0x16); /* a handshake record */
	link_stall(&peer.link);
	assert_int_equal(link_trouble(&peer.link)->fault, TLS_FAULT_STALLED);
	assert_int_equal(link_outcome(&peer.link, EAGAIN), OUTCOME_TLS);
	peer_close(&peer);
}

static void test_the_end_of_a_connection_has_its_outcome(void **state)
{
	static const struct {
		bool is_closed;
		int read_errno, write_errno;
		enum outcome outcome;
		const char *why;
	} rows[] = {
		{ true, 0, 0, OUTCOME_TLS, "closed during the handshake" },
		{ false, ECONNRESET, 0, OUTCOME_TLS, "reset during the handshake" },
		{ false, 0, ECONNREFUSED, OUTCOME_REFUSED, "no connection at all" },
		{ false, 0, EHOSTUNREACH, OUTCOME_UNREACHABLE, "no way" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct peer peer;
		int system_errno = 0;
		uint8_t byte;

		peer_open(&peer, true);
		peer.is_deaf = true;
		peer.is_closed = rows[i].is_closed;
		peer.read_errno = rows[i].read_errno;
		peer.write_errno = rows[i].write_errno;
		if (link_write(&peer.link, (const uint8_t *)"q", 1, &system_errno) < 0 &&
		    system_errno == EAGAIN) {
			assert_int_equal(link_read(&peer.link, &byte, 1, &system_errno),
					 -1);
		}
		if (link_outcome(&peer.link, system_errno) != rows[i].outcome)
			fail_msg("%s", rows[i].why);
		if (rows[i].outcome == OUTCOME_TLS) {
			assert_int_equal(link_trouble(&peer.link)->fault,
					 TLS_FAULT_CLOSED);
		}
		peer_close(&peer);
	}
}

static void test_a_head_goes_before_the_handshake(void **state)
{
	struct peer peer;
	int system_errno = 0;

	(void)state;
	peer_open(&peer, true);
	peer.is_deaf = true;
	peer.part = 3;
	link_set_head(&peer.link, (const uint8_t *)"head", 4);
	assert_int_equal(link_write(&peer.link, (const uint8_t *)"q", 1, &system_errno),
			 -1);
	assert_memory_equal(peer.sent, "head\x16\x03", 6);
	peer_close(&peer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clear_text_passes_as_it_is_behind_its_head),
		cmocka_unit_test(test_a_handshake_comes_about_in_any_pieces),
		cmocka_unit_test(test_nothing_is_written_before_the_handshake_is_over),
		cmocka_unit_test(test_the_end_of_a_connection_has_its_outcome),
		cmocka_unit_test(test_a_head_goes_before_the_handshake),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
