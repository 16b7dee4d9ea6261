#pragma once

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "query/net.h"

/*
 * A net of one stream that does what its script says, on a clock of its own: what the peer sends, a
 * piece at each turn, and how it ends.  Nobody waits.
 */
enum script_end { SCRIPT_SILENT, SCRIPT_CLOSE, SCRIPT_ERROR };

struct script {
	struct net net; /* first */
	/* The peer: gives the next bytes, up to @room; 0 when it has no more. */
	size_t (*give)(void *user, uint8_t *data, size_t room);
	void *user;
	enum script_end end;
	int open_errno;  /* the system opens no socket */
	int write_errno; /* the connection fails */
	int end_errno;
	bool is_deaf;      /* the connection never stands */
	size_t write_room; /* bytes that a write takes; 0: all */
	uint64_t pause_us; /* before each piece */
	/* What happened. */
	uint8_t sent[8192];
	size_t sent_size;
	bool is_open;
	unsigned opened;
	uint64_t now;
	/* Inside. */
	bool is_ready; /* one read a turn */
	bool is_dry;   /* the peer says no more */
	unsigned events;
	net_ready *ready;
	void *ready_user;
	net_alarm *alarm;
	void *alarm_user;
	uint64_t alarm_us;
};

static inline struct script *script_of(struct net *net)
{
	return (struct script *)(void *)net;
}

static inline net_socket script_open(struct net *net, bool is_stream,
				     const union address *remote,
				     const union address *source, int *out_errno)
{
	struct script *script = script_of(net);

	(void)remote;
	(void)source;
	*out_errno = script->open_errno;
	if (!is_stream || script->open_errno != 0)
		return NET_NONE;
	script->is_open = true;
	script->opened++;
	return 7;
}

static inline void script_close(struct net *net, net_socket socket)
{
	(void)socket;
	script_of(net)->is_open = false;
	script_of(net)->events = 0;
}

static inline void script_watch(struct net *net, net_socket socket, unsigned events,
				net_ready *ready, void *user)
{
	struct script *script = script_of(net);

	(void)socket;
	script->events = events;
	script->ready = ready;
	script->ready_user = user;
}

static inline ptrdiff_t script_write(struct net *net, net_socket socket,
				     const uint8_t *data, size_t size, int *out_errno)
{
	struct script *script = script_of(net);

	(void)socket;
	*out_errno = script->write_errno;
	if (script->write_errno != 0)
		return -1;
	if (script->write_room > 0 && size > script->write_room)
		size = script->write_room;
	memcpy(script->sent + script->sent_size, data, size);
	script->sent_size += size;
	return (ptrdiff_t)size;
}

static inline ptrdiff_t script_read(struct net *net, net_socket socket, uint8_t *data,
				    size_t size, int *out_errno)
{
	struct script *script = script_of(net);
	size_t got = 0;

	(void)socket;
	*out_errno = EAGAIN;
	if (!script->is_ready)
		return -1;
	got = script->give(script->user, data, size);
	script->is_ready = false;
	if (got > 0 || script->end == SCRIPT_CLOSE)
		return (ptrdiff_t)got;
	script->is_dry = true;
	if (script->end == SCRIPT_ERROR)
		*out_errno = script->end_errno;
	return -1;
}

static inline uint64_t script_now(struct net *net)
{
	return script_of(net)->now;
}

static inline void script_set_alarm(struct net *net, uint64_t when_us, net_alarm *alarm,
				    void *user)
{
	struct script *script = script_of(net);

	script->alarm_us = when_us;
	script->alarm = alarm;
	script->alarm_user = user;
}

static inline unsigned script_room(struct net *net)
{
	(void)net;
	return 64;
}

/* A pause longer than the alarm lets that ring first. */
static inline bool script_turn(struct net *net)
{
	struct script *script = script_of(net);
	const bool can_happen = script->events != 0 && !script->is_deaf &&
				!(script->is_dry && script->events == NET_READABLE);

	if (can_happen && script->now + script->pause_us < script->alarm_us) {
		script->now += script->pause_us;
		script->is_ready = true;
		script->ready(script->ready_user, 7, script->events);
		return true;
	}
	if (script->alarm_us == UINT64_MAX)
		return false;
	if (script->alarm_us > script->now)
		script->now = script->alarm_us;
	script->alarm_us = UINT64_MAX;
	script->alarm(script->alarm_user);
	return true;
}

static inline void script_free(struct net *net)
{
	(void)net;
}

static inline void script_init(struct script *script)
{
	static const struct net_ops ops = {
		.open = script_open,
		.close = script_close,
		.watch = script_watch,
		.write = script_write,
		.read = script_read,
		.now_us = script_now,
		.wall_us = script_now,
		.set_alarm = script_set_alarm,
		.datagram_room = script_room,
		.socket_room = script_room,
		.turn = script_turn,
		.free = script_free,
	};

	*script = (struct script){ .net = { &ops },
				   .now = 1000000,
				   .alarm_us = UINT64_MAX };
}
