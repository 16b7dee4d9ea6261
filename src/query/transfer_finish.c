#include "query/transfer_finish.h"

#include "base/text.h"
#include "query/core.h"
#include "query/heap.h"
#include "query/tls_verify.h"
#include "query/transfer_words.h"

uint64_t transfer_finish_now_us(const struct transfer *transfer)
{
	struct net *net = transfer->engine->net;

	return net->ops->now_us(net);
}

uint64_t transfer_finish_wall_us(const struct transfer *transfer)
{
	struct net *net = transfer->engine->net;

	return net->ops->wall_us(net);
}

static void hang_up(struct transfer *transfer)
{
	struct net *net = transfer->engine->net;

	wheel_clear(&transfer->timer);
	list_remove(&transfer->guest.node);
	if (transfer->handle != NET_NONE) {
		net->ops->close(net, transfer->handle);
		transfer->engine->sockets--;
	}
}

static void transfer_free(struct transfer *transfer)
{
	link_end(&transfer->link);
	transfer_frame_free(&transfer->frame);
	tsig_end(&transfer->tsig);
	heap_free(transfer);
}

void transfer_finish_drop(struct guest *guest)
{
	struct transfer *transfer = (struct transfer *)(void *)guest;

	hang_up(transfer);
	transfer_free(transfer);
}

void transfer_finish(struct transfer *transfer, const struct transfer_ending *ending)
{
	const struct transfer_order *order = &transfer->order;
	const struct tls_trouble *trouble =
		ending->outcome == OUTCOME_TLS ? link_trouble(&transfer->link) : NULL;
	const struct transfer_result result = {
		.end = ending->end,
		.rcode = order->rcode,
		.outcome = ending->outcome,
		.system_errno = ending->system_errno,
		.transport = transfer->job.server->transport == TRANSPORT_TLS
				     ? TRANSPORT_TLS
				     : TRANSPORT_TCP,
		.tls_fault = trouble == NULL ? TLS_FAULT_NONE : trouble->fault,
		.tls_code = trouble == NULL ? 0 : trouble->verify_code,
		.why = order->why[0] == '\0' ? NULL : order->why,
		.server = transfer->job.server,
		.start_wall_us = transfer->start_wall_us,
		.rtt_us =
			(uint32_t)(transfer_finish_now_us(transfer) - transfer->start_us),
		.messages = order->messages,
		.records = order->records,
		.bytes = order->bytes,
		.serial = order->serial,
		.is_incremental = order->is_incremental,
		.last = transfer->last,
		.last_size = transfer->last_size,
	};

	hang_up(transfer);
	transfer->job.done(transfer->job.user, &result);
	transfer_free(transfer);
}

void transfer_finish_say(struct transfer *transfer, const char *what)
{
	bool is_sent = transfer->query_sent == transfer->query_size;

	transfer_words_say(&transfer->order, &transfer->frame, is_sent, what);
}

/* What is wrong with TLS is told whole; how far the transfer had come matters less. */
static void say_tls(struct transfer *transfer, const struct tls_trouble *trouble)
{
	struct text text;

	text_init(&text, transfer->order.why, sizeof(transfer->order.why));
	text_add_cstr(&text, trouble->why);
}

void transfer_finish_broken(struct transfer *transfer, enum outcome outcome,
			    int system_errno)
{
	const struct tls_trouble *trouble = link_trouble(&transfer->link);
	const struct transfer_ending ending = {
		outcome == OUTCOME_TIMEOUT && trouble == NULL ? TRANSFER_TIMEOUT
							      : TRANSFER_CUT,
		trouble == NULL ? outcome : OUTCOME_TLS,
		trouble == NULL ? system_errno : 0,
	};

	if (trouble != NULL) {
		say_tls(transfer, trouble);
	} else {
		transfer_finish_say(transfer, answer_outcome_text(outcome));
	}
	transfer_finish(transfer, &ending);
}
