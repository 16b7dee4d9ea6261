#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/answer.h"
#include "query/link.h"
#include "query/list.h"
#include "query/net.h"
#include "query/wheel.h"

struct engine;
struct lane;

struct stream_bytes {
	uint8_t *data;
	size_t used;
	size_t room;
};

/** A TCP connection, shared by stream.c (its life and its ids) and stream_io.c (its bytes). */
struct stream {
	struct list
		node; /* in the engine's list of those with bytes to send, or ended ones */
	struct engine *engine;
	struct lane *lane;
	net_socket handle;
	union address local;
	struct list flying; /* slots by peer */
	unsigned waiting;   /* of flying */
	unsigned asked;
	unsigned answered;
	struct link link;
	bool is_over;
	bool is_blocked; /* not connected yet, or the kernel takes no more */
	unsigned events; /* that are watched for */
	struct stream_bytes in;
	struct stream_bytes out;
	size_t out_sent; /* of out */
	struct wheel_timer idle;
};

/** Puts a message behind those that wait to be written. */
void stream_io_add(struct stream *stream, const uint8_t *wire, size_t size);

/** The same for bytes without a length before them. */
void stream_io_add_raw(struct stream *stream, const uint8_t *data, size_t size);

/** Writes as far as the kernel takes it. */
void stream_io_flush(struct stream *stream);

/** Waits for replies, and for room to write while the stream is blocked. */
void stream_io_watch(struct stream *stream);

/** Ends the connection: those who wait on it have the outcome, c-ares closes its side. */
void stream_io_end(struct stream *stream, enum outcome outcome, int system_errno);
