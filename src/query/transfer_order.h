#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dns/name.h"
#include "query/transfer.h"

struct build_query;
struct message_rr;

enum { TRANSFER_WHY_MAX = 640 };
#define TRANSFER_BYTES_MAX (UINT64_C(4) << 30)

/** Where in the order of its records a transfer is. */
enum transfer_place {
	TRANSFER_AT_FIRST,   /* the SOA of the new zone comes */
	TRANSFER_AT_SECOND,  /* tells an incremental from a full one */
	TRANSFER_IN_FULL,    /* until the SOA comes again */
	TRANSFER_IN_DELETED, /* behind the SOA of an old version */
	TRANSFER_IN_ADDED,   /* behind the SOA of the version after it */
	TRANSFER_AT_END,
};

/**
 * Reads the messages of a transfer one after the other and says when it is over and how.
 *
 * AXFR: SOA, all other records, the same SOA.  IXFR: that; or one SOA, when there is nothing new; or
 * SOA, then for each version { old SOA, deleted records, new SOA, added records }, then the first SOA
 * again.
 * Source: RFC 5936 section 2.2, RFC 1995 section 4.
 */
struct transfer_order {
	struct name_buffer zone;
	uint16_t qtype;
	uint16_t qclass;
	uint16_t id;
	uint32_t old_serial; /* IXFR: ours */
	enum transfer_place place;
	uint32_t serial;    /* of the first SOA */
	uint32_t at_serial; /* of the SOA last seen */
	bool is_incremental;
	uint16_t rcode;
	uint64_t messages;
	uint64_t records;
	uint64_t bytes;
	uint64_t bytes_max;    /* TRANSFER_BYTES_MAX at first */
	enum transfer_end end; /* once is_over */
	bool is_over;
	char why[TRANSFER_WHY_MAX]; /* empty for COMPLETE and CURRENT */
};

/** @id  of the query that was sent */
void transfer_order_init(struct transfer_order *order, const struct build_query *query,
			 uint16_t id);

/**
 * Reads one message; after it is_over tells whether more are wanted.  Not to be called once it is over.
 * Returns true when the message is one of this transfer and can be read to its end.
 */
bool transfer_order_read(struct transfer_order *order, const uint8_t *wire, size_t size);
