/*
 * Ten thousand name servers in one run: a child process answers on every address of 127.0.0.0/8 at one
 * port; this process asks each of them over UDP, then some over TCP, and all a second time.
 * Nothing may be lost, and the memory must stay under the bound.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "dns/build.h"
#include "dns/message.h"
#include "dns/type.h"
#include "query/engine.h"
#include "virtual/shape.h"

enum {
	SERVERS = 10000,
	ROUNDS = 2,
	PORT_TRIES = 100,
	STREAM_EVERY = 25, /* one server in so many is asked over TCP */
#if defined(__SANITIZE_ADDRESS__)
	RSS_MAX_KB = 1024 * 1024, /* the sanitizer's own share is large */
#else
	RSS_MAX_KB = 120 * 1024,
#endif
	QUERY_MAX = 512,
};

struct story {
	struct arena *arena;
	struct engine *engine;
	const struct server *(*servers)[1];
	struct ask_policy policy;
	struct ask_policy stream_policy;
	unsigned asked;
	unsigned replies;
	unsigned others;
};

static int check(bool is_good, const char *what)
{
	if (!is_good)
		printf("not ok - %s\n", what);
	return is_good ? 0 : 1;
}

/* --- the child --- */

static size_t answer_make(const uint8_t *query, ssize_t size, uint8_t *reply)
{
	static const struct shape good = { .addresses = 1 };

	return shape_make(&good, query, (size_t)size, reply);
}

/* Answers from the address that was asked; the kernel tells which. */
static void datagram_serve(int server)
{
	alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(struct in_pktinfo))];
	uint8_t query[QUERY_MAX];
	uint8_t reply[QUERY_MAX];
	union address client;
	struct iovec in = { .iov_base = query, .iov_len = sizeof(query) };
	struct iovec out = { .iov_base = reply };
	struct msghdr message = { .msg_name = &client,
				  .msg_namelen = sizeof(client),
				  .msg_iov = &in,
				  .msg_iovlen = 1,
				  .msg_control = control,
				  .msg_controllen = sizeof(control) };
	ssize_t size = recvmsg(server, &message, 0);
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);

	if (size < MESSAGE_HEADER_SIZE || head == NULL)
		return;
	/* Sent back as it came, the control message sets the source. */
	((struct in_pktinfo *)(void *)CMSG_DATA(head))->ipi_ifindex = 0;
	out.iov_len = answer_make(query, size, reply);
	message.msg_iov = &out;
	(void)sendmsg(server, &message, 0);
}

static void stream_serve(int listener)
{
	uint8_t query[2 + QUERY_MAX];
	int peer = accept(listener, NULL, NULL);
	ssize_t got = read(peer, query, sizeof(query));

	if (got > 2 + MESSAGE_HEADER_SIZE) {
		uint8_t reply[2 + QUERY_MAX];
		size_t size = answer_make(query + 2, got - 2, reply + 2);

		reply[0] = (uint8_t)(size >> 8);
		reply[1] = (uint8_t)size;
		(void)!write(peer, reply, 2 + size);
	}
	close(peer);
}

static void serve(int datagrams, int listener)
{
	struct pollfd polled[] = { { .fd = datagrams, .events = POLLIN },
				   { .fd = listener, .events = POLLIN } };

	for (;;) {
		poll(polled, 2, -1);
		if ((polled[0].revents & POLLIN) != 0)
			datagram_serve(datagrams);
		if ((polled[1].revents & POLLIN) != 0)
			stream_serve(listener);
	}
}

/* Returns the child, which answers on a free port of all loopback addresses. */
/* Sockets of one free port; false when that of the datagrams is taken for streams. */
static bool sockets_bind(int *out_datagrams, int *out_listener, uint16_t *out_port)
{
	union address address = { .v4 = { .sin_family = AF_INET } };
	socklen_t size = sizeof(address.v4);

	*out_datagrams = socket(AF_INET, SOCK_DGRAM, 0);
	*out_listener = socket(AF_INET, SOCK_STREAM, 0);
	if (bind(*out_datagrams, &address.any, size) == 0 &&
	    getsockname(*out_datagrams, &address.any, &size) == 0 &&
	    bind(*out_listener, &address.any, size) == 0 &&
	    listen(*out_listener, 512) == 0) {
		*out_port = ntohs(address.v4.sin_port);
		return true;
	}
	close(*out_datagrams);
	close(*out_listener);
	return false;
}

static pid_t server_start(uint16_t *out_port)
{
	int on = 1;
	int room = 4 << 20;
	int datagrams, listener;
	unsigned tries = 0;
	pid_t child;

	while (!sockets_bind(&datagrams, &listener, out_port)) {
		if (++tries == PORT_TRIES) {
			perror("bind");
			exit(1);
		}
	}
	setsockopt(datagrams, IPPROTO_IP, IP_PKTINFO, &on, sizeof(on));
	setsockopt(datagrams, SOL_SOCKET, SO_RCVBUF, &room, sizeof(room));
	fflush(stdout);
	child = fork();
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		serve(datagrams, listener);
	}
	close(datagrams);
	close(listener);
	return child;
}

/* --- the run --- */

static void on_answer(void *user, const struct answer *answer)
{
	struct story *story = user;

	if (answer->outcome == OUTCOME_REPLY) {
		story->replies++;
	} else {
		story->others++;
	}
}

static bool feed(void *user)
{
	struct story *story = user;
	unsigned number = story->asked % SERVERS;
	const struct build_query query = { .qname = name_root,
					   .qtype = TYPE_NS,
					   .qclass = CLASS_IN };
	const struct ask ask = {
		.query = &query,
		.servers = story->servers[number],
		.server_count = 1,
		.policy = number % STREAM_EVERY == 0 ? &story->stream_policy
						     : &story->policy,
		.done = on_answer,
		.user = story,
	};

	if (story->asked == ROUNDS * SERVERS)
		return false;
	story->asked++;
	return engine_ask(story->engine, &ask) == ERR_OK;
}

static int run(struct story *story)
{
	const struct engine_options options = { .in_flight_max = 0 };
	struct rusage usage;
	int failures = 0;
	const struct engine_stats *stats;

	if (engine_new(&options, NULL, &story->engine) != ERR_OK)
		return check(false, "the engine starts");
	engine_set_feed(story->engine, feed, story);
	failures += check(engine_run(story->engine) == ERR_OK, "the engine runs");
	stats = engine_get_stats(story->engine);
	getrusage(RUSAGE_SELF, &usage);
	printf("# c-ares %s: %u asked, %u replies, %llu attempts, %llu channels, %ld KiB\n",
	       engine_cares_version(), story->asked, story->replies,
	       (unsigned long long)stats->sent, (unsigned long long)stats->channels,
	       usage.ru_maxrss);
	failures +=
		check(story->replies == ROUNDS * SERVERS, "every server has answered");
	failures += check(story->others == 0, "nothing else came of it");
	failures +=
		check(usage.ru_maxrss < RSS_MAX_KB, "the memory stays under the bound");
	engine_free(story->engine);
	return failures;
}

int main(void)
{
	struct story story = { .arena = arena_new(),
			       .policy = engine_policy_default,
			       .stream_policy = engine_policy_default };
	uint16_t port = 0;
	pid_t child = server_start(&port);
	int failures;

	story.policy.tries = 5;
	story.stream_policy.tries = 5;
	story.stream_policy.transport = TRANSPORT_TCP;
	story.servers = arena_array(story.arena, SERVERS, sizeof(*story.servers));
	for (uint32_t i = 0; i < SERVERS; i++) {
		uint32_t ip = htonl(0x7F010101 + i + i / 250 * 6);

		story.servers[i][0] =
			server_new(story.arena, &ip, sizeof(ip), port, NULL);
	}
	failures = run(&story);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	arena_free(story.arena);
	printf("%s - ten thousand servers in one run\n1..1\n",
	       failures == 0 ? "ok" : "not ok");
	return failures != 0;
}
