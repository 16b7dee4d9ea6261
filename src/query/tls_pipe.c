#include "query/tls_pipe.h"

#include <limits.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string.h>

#include "base/text.h"
#include "query/heap.h"

struct tls_pipe {
	SSL *ssl;
	BIO *in;  /* of the peer; the SSL's */
	BIO *out; /* for the peer; the SSL's */
	struct tls_verify verify;
	struct tls_trouble trouble;
	bool is_ready;
	bool is_alpn_required;
};

static const uint8_t alpn_dot[] = { 3, 'd', 'o', 't' };

void tls_pipe_fail(struct tls_pipe *pipe, enum tls_fault fault, const char *why)
{
	struct tls_trouble *trouble = &pipe->trouble;
	struct text text;

	if (trouble->fault != TLS_FAULT_NONE)
		return;
	trouble->fault = fault;
	text_init(&text, trouble->why, sizeof(trouble->why));
	text_add_cstr(&text, why);
}

static bool ssl_open(struct tls_pipe *pipe, SSL_CTX *context)
{
	pipe->ssl = SSL_new(context);
	if (pipe->ssl == NULL)
		return false;
	pipe->in = BIO_new(BIO_s_mem());
	pipe->out = BIO_new(BIO_s_mem());
	if (pipe->in == NULL || pipe->out == NULL) {
		BIO_free(pipe->in);
		BIO_free(pipe->out);
		pipe->in = NULL;
		pipe->out = NULL;
		return false;
	}
	/* An empty BIO means "not yet"; the end is told by the link. */
	BIO_set_mem_eof_return(pipe->in, -1);
	BIO_set_mem_eof_return(pipe->out, -1);
	SSL_set_bio(pipe->ssl, pipe->in, pipe->out);
	SSL_set_connect_state(pipe->ssl);
	return SSL_set_alpn_protos(pipe->ssl, alpn_dot, sizeof(alpn_dot)) == 0 &&
	       tls_verify_attach(pipe->ssl, &pipe->verify) == ERR_OK;
}

struct tls_pipe *tls_pipe_new(struct tls_context *context, const union address *remote)
{
	struct tls_pipe *pipe = heap_new(sizeof(*pipe));
	const char *why = tls_context_why(context);

	pipe->verify = (struct tls_verify){ .profile = tls_context_profile(context),
					    .remote = *remote,
					    .trouble = &pipe->trouble };
	if (why != NULL) {
		tls_pipe_fail(pipe, TLS_FAULT_LOCAL, why);
	} else if (!ssl_open(pipe, tls_context_ssl(context))) {
		tls_pipe_fail(pipe, TLS_FAULT_LOCAL,
			      "the wanted name or address is none that TLS can check");
	}
	ERR_clear_error();
	return pipe;
}

void tls_pipe_free(struct tls_pipe *pipe)
{
	if (pipe == NULL)
		return;
	SSL_free(pipe->ssl);
	heap_free(pipe);
}

void tls_pipe_require_alpn(struct tls_pipe *pipe)
{
	pipe->is_alpn_required = true;
}

/* What OpenSSL says of bytes that are no TLS. */
static bool is_foreign(unsigned long code)
{
	int reason = ERR_GET_REASON(code);

	return reason == SSL_R_WRONG_VERSION_NUMBER || reason == SSL_R_HTTP_REQUEST ||
	       reason == SSL_R_UNEXPECTED_MESSAGE ||
	       reason == SSL_R_PACKET_LENGTH_TOO_LONG ||
	       reason == SSL_R_RECORD_LENGTH_MISMATCH;
}

/* The oldest error is the cause; those behind it are its consequences. */
static void fail_by_openssl(struct tls_pipe *pipe)
{
	unsigned long code = ERR_peek_error();
	const char *reason = ERR_reason_error_string(code);
	bool is_alert = ERR_GET_REASON(code) >= SSL_AD_REASON_OFFSET;
	char why[TLS_WHY_MAX];
	struct text text;

	text_init(&text, why, sizeof(why));
	if (is_alert) {
		text_add_cstr(&text, "the server refused the TLS connection");
	} else if (pipe->is_ready) {
		text_add_cstr(&text, "what the server sent cannot be decrypted");
	} else if (is_foreign(code)) {
		text_add_cstr(&text, "the server does not speak TLS on this port");
	} else {
		text_add_cstr(&text, "no TLS handshake came about");
	}
	text_add_format(&text, " (%s)", reason == NULL ? "no reason given" : reason);
	tls_pipe_fail(pipe,
		      pipe->is_ready && !is_alert ? TLS_FAULT_RECORD
						  : TLS_FAULT_HANDSHAKE,
		      why);
}

/* What became of a call that gave @result; the queue of errors was empty before it. */
static enum tls_step step_of(struct tls_pipe *pipe, int result)
{
	int error;

	if (result > 0)
		return TLS_STEP_DONE;
	error = SSL_get_error(pipe->ssl, result);
	if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE)
		return TLS_STEP_WAIT;
	if (error == SSL_ERROR_ZERO_RETURN && pipe->is_ready)
		return TLS_STEP_CLOSED;
	fail_by_openssl(pipe);
	ERR_clear_error();
	return TLS_STEP_FAILED;
}

static bool has_alpn(const struct tls_pipe *pipe)
{
	const unsigned char *name = NULL;
	unsigned size = 0;

	SSL_get0_alpn_selected(pipe->ssl, &name, &size);
	return size == sizeof(alpn_dot) - 1 && memcmp(name, alpn_dot + 1, size) == 0;
}

enum tls_step tls_pipe_shake(struct tls_pipe *pipe)
{
	enum tls_step step;

	if (pipe->trouble.fault != TLS_FAULT_NONE)
		return TLS_STEP_FAILED;
	if (pipe->is_ready)
		return TLS_STEP_DONE;
	ERR_clear_error();
	step = step_of(pipe, SSL_do_handshake(pipe->ssl));
	if (step != TLS_STEP_DONE)
		return step;
	if (pipe->is_alpn_required && !has_alpn(pipe)) {
		tls_pipe_fail(pipe, TLS_FAULT_ALPN,
			      "the server did not agree to \"dot\" (ALPN), which "
			      "transfers over TLS must have");
		return TLS_STEP_FAILED;
	}
	pipe->is_ready = true;
	return TLS_STEP_DONE;
}

bool tls_pipe_is_ready(const struct tls_pipe *pipe)
{
	return pipe->is_ready;
}

enum tls_step tls_pipe_write(struct tls_pipe *pipe, const void *data, size_t size)
{
	enum tls_step step = tls_pipe_shake(pipe);
	size_t written = 0;

	if (step != TLS_STEP_DONE || size == 0)
		return step;
	ERR_clear_error();
	return step_of(pipe, SSL_write_ex(pipe->ssl, data, size, &written));
}

enum tls_step tls_pipe_read(struct tls_pipe *pipe, void *data, size_t size,
			    size_t *out_size)
{
	enum tls_step step = tls_pipe_shake(pipe);
	size_t got = 0;

	if (step != TLS_STEP_DONE)
		return step;
	ERR_clear_error();
	step = step_of(pipe, SSL_read_ex(pipe->ssl, data, size, &got));
	if (step == TLS_STEP_DONE)
		*out_size = got;
	return step;
}

void tls_pipe_close(struct tls_pipe *pipe)
{
	if (!pipe->is_ready || pipe->trouble.fault != TLS_FAULT_NONE)
		return;
	ERR_clear_error();
	(void)SSL_shutdown(pipe->ssl);
	ERR_clear_error();
}

void tls_pipe_put(struct tls_pipe *pipe, const void *data, size_t size)
{
	if (pipe->in != NULL)
		(void)BIO_write(pipe->in, data, size < INT_MAX ? (int)size : INT_MAX);
}

size_t tls_pipe_peek(const struct tls_pipe *pipe, const uint8_t **out_data)
{
	char *data = NULL;
	long size = pipe->out == NULL ? 0 : BIO_get_mem_data(pipe->out, &data);

	*out_data = (const uint8_t *)data;
	return size > 0 ? (size_t)size : 0;
}

void tls_pipe_drop(struct tls_pipe *pipe, size_t size)
{
	uint8_t sink[4096];

	while (size > 0) {
		size_t part = size < sizeof(sink) ? size : sizeof(sink);

		if (BIO_read(pipe->out, sink, (int)part) <= 0)
			return;
		size -= part;
	}
}

bool tls_pipe_has_rest(const struct tls_pipe *pipe)
{
	return pipe->ssl != NULL && pipe->trouble.fault == TLS_FAULT_NONE &&
	       (SSL_pending(pipe->ssl) > 0 || BIO_ctrl_pending(pipe->in) > 0);
}

const struct tls_trouble *tls_pipe_trouble(const struct tls_pipe *pipe)
{
	return &pipe->trouble;
}
