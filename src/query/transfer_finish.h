#pragma once

#include <stddef.h>
#include <stdint.h>

#include "query/guest.h"
#include "query/link.h"
#include "query/transfer.h"
#include "query/transfer_frame.h"
#include "query/transfer_order.h"
#include "query/transfer_query.h"
#include "query/tsig.h"
#include "query/wheel.h"

/** The inside of a transfer, and the ways in which it ends. */
struct transfer {
	struct guest guest; /* first: the engine drops it through this */
	struct engine *engine;
	struct transfer_job job; /* its query is gone */
	net_socket handle;
	struct link link; /* on the handle, once that is open */
	unsigned events;  /* that are watched for */
	uint8_t query[TRANSFER_QUERY_MAX];
	size_t query_size;
	size_t query_sent;
	const uint8_t *last; /* the message at hand; borrowed from frame */
	size_t last_size;
	struct transfer_frame frame;
	struct transfer_order order;
	struct wheel_timer timer;
	uint64_t start_us;
	uint64_t start_wall_us;
	int open_errno;   /* the system would not open the socket */
	struct tsig tsig; /* when the job has a key */
};

/** How a transfer ends that did not come to the end of its records. */
struct transfer_ending {
	enum transfer_end end;
	enum outcome outcome;
	int system_errno;
};

/** Frees it with all that it holds, and tells nobody. */
void transfer_finish_drop(struct guest *guest);

/** Tells the owner how it ended; the transfer is gone then. */
void transfer_finish(struct transfer *transfer, const struct transfer_ending *ending);

/** The same for one whose connection failed. */
void transfer_finish_broken(struct transfer *transfer, enum outcome outcome,
			    int system_errno);

/** Writes to the order's why what was wrong and how far the transfer had come. */
void transfer_finish_say(struct transfer *transfer, const char *what);

uint64_t transfer_finish_now_us(const struct transfer *transfer);
uint64_t transfer_finish_wall_us(const struct transfer *transfer);
