#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/server.h"
#include "query/tls_context.h"
#include "query/tls_verify.h"

/**
 * One TLS connection as a client, without a socket: what comes from the peer is put in, what is to be
 * sent is taken out, so that any network can carry it.  Source: RFC 7858, RFC 9103.
 */
struct tls_pipe;

/** How a step went. */
enum tls_step {
	TLS_STEP_DONE,   /* bytes were taken or given */
	TLS_STEP_WAIT,   /* more of the peer is wanted first */
	TLS_STEP_CLOSED, /* the peer ended the connection as it should */
	TLS_STEP_FAILED, /* tls_pipe_trouble says why */
};

/**
 * @context  borrowed while the pipe lives
 * @remote   the server, whose address the certificate may be held to
 * Never NULL: one that cannot be made fails at its first step.
 */
struct tls_pipe *tls_pipe_new(struct tls_context *context, const union address *remote);

/** NULL is allowed. */
void tls_pipe_free(struct tls_pipe *pipe);

/** The peer must have agreed to DNS over TLS by name before anything is sent (RFC 9103 section 7.1). */
void tls_pipe_require_alpn(struct tls_pipe *pipe);

/** Goes on with the handshake; DONE once it is over, and from then on. */
enum tls_step tls_pipe_shake(struct tls_pipe *pipe);

/** True once bytes can be written. */
bool tls_pipe_is_ready(const struct tls_pipe *pipe);

/** Encrypts all of @data, behind what waits to be taken out. */
enum tls_step tls_pipe_write(struct tls_pipe *pipe, const void *data, size_t size);

/** Decrypts up to @size bytes of what was put in; DONE with at least one of them. */
enum tls_step tls_pipe_read(struct tls_pipe *pipe, void *data, size_t size,
			    size_t *out_size);

/** Has the peer told that nothing more comes, when the connection is good (RFC 7858 section 3.4). */
void tls_pipe_close(struct tls_pipe *pipe);

/** Puts bytes of the peer in. */
void tls_pipe_put(struct tls_pipe *pipe, const void *data, size_t size);

/** Bytes for the peer that wait; borrowed until the next call, which @out_data may be shortened by. */
size_t tls_pipe_peek(const struct tls_pipe *pipe, const uint8_t **out_data);

/** Says that @size bytes of them were sent. */
void tls_pipe_drop(struct tls_pipe *pipe, size_t size);

/** True when bytes that were put in may still be read without more of the peer. */
bool tls_pipe_has_rest(const struct tls_pipe *pipe);

/** Notes why the pipe ended, unless a better reason is known; it fails from then on. */
void tls_pipe_fail(struct tls_pipe *pipe, enum tls_fault fault, const char *why);

/** Borrowed as long as the pipe lives; the fault is TLS_FAULT_NONE while all is well. */
const struct tls_trouble *tls_pipe_trouble(const struct tls_pipe *pipe);
