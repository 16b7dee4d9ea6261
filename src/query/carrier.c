#include "query/carrier.h"

#include "query/carrier_io.h"
#include "query/channel.h"
#include "query/heap.h"

enum { WRITES_MAX = 4 }; /* calls of c-ares for one flush of a stream */

void carrier_ticket_init(struct ticket *ticket, uint32_t number)
{
	*ticket = (struct ticket){ .number = number };
	list_init(&ticket->node);
}

/* c-ares lets go of a query; it hands out what is not const. */
// NOLINTNEXTLINE(readability-non-const-parameter)
static void on_end(void *user, int status, int timeouts, unsigned char *wire, int size)
{
	struct ticket *ticket = user;
	struct carrier *carrier = ticket->carrier;
	bool is_wanted = ticket->is_being_closed;

	(void)status;
	(void)timeouts;
	(void)wire;
	(void)size;
	if (is_wanted && list_is_empty(&ticket->node))
		carrier->unmatched--;
	list_remove(&ticket->node);
	ticket->is_open = false;
	ticket->is_being_closed = false;
	carrier->moves++;
	carrier->ops->closed(carrier->user, ticket, is_wanted);
}

enum err carrier_new(const struct carrier_ops *ops, void *user, bool is_stream,
		     const union address *server, struct carrier **out_carrier)
{
	struct carrier *carrier = heap_new(sizeof(*carrier));
	enum err err;

	carrier->ops = ops;
	carrier->user = user;
	carrier->is_stream = is_stream;
	carrier->socket_next = CARRIER_IO_SOCKET_FIRST;
	carrier->write_socket = ARES_SOCKET_BAD;
	carrier->stream_socket = ARES_SOCKET_BAD;
	list_init(&carrier->inbox);
	err = channel_new(&carrier_io_hooks, carrier_io_state, carrier, is_stream,
			  &carrier->channel);
	if (err == ERR_OK)
		err = carrier_aim(carrier, server);
	if (err != ERR_OK) {
		carrier_free(carrier);
		return err;
	}
	*out_carrier = carrier;
	return ERR_OK;
}

enum err carrier_aim(struct carrier *carrier, const union address *server)
{
	enum err err = channel_aim(carrier->channel, server);

	if (err == ERR_OK)
		carrier->server = *server;
	return err;
}

void carrier_free(struct carrier *carrier)
{
	if (carrier == NULL)
		return;
	channel_free(carrier->channel);
	heap_free(carrier);
}

bool carrier_is_stream(const struct carrier *carrier)
{
	return carrier->is_stream;
}

void carrier_open(struct carrier *carrier, struct ticket *ticket)
{
	uint8_t wire[STUB_SIZE_MAX];
	size_t size;
	struct stub stub;

	ticket->carrier = carrier;
	ticket->turn = (ticket->turn + 1) % STUB_TURNS;
	ticket->socket = ARES_SOCKET_BAD;
	ticket->is_open = true;
	ticket->is_being_closed = false;
	stub = (struct stub){ .number = ticket->number,
			      .turn = ticket->turn,
			      .id = (uint16_t)ticket->number };
	size = stub_write_query(wire, &stub);
	ares_send(carrier->channel, wire, (int)size, on_end, ticket);
}

void carrier_close(struct ticket *ticket)
{
	ticket->is_being_closed = true;
	list_add(&ticket->carrier->inbox, &ticket->node);
}

void carrier_hang_up(struct carrier *carrier)
{
	carrier->is_hung_up = true;
}

/* Streams are written when c-ares is told that it can. */
static void flush(struct carrier *carrier)
{
	for (unsigned i = 0; i < WRITES_MAX && carrier->write_socket != ARES_SOCKET_BAD;
	     i++)
		ares_process_fd(carrier->channel, ARES_SOCKET_BAD, carrier->write_socket);
}

/* Has c-ares read one batch of stub replies; false when it took none. */
static bool read_batch(struct carrier *carrier)
{
	unsigned moves = carrier->moves;
	ares_socket_t socket =
		carrier->piece_used < carrier->piece_size
			? carrier->piece_socket
			: carrier_io_ticket_of(carrier->inbox.next)->socket;

	ares_process_fd(carrier->channel, socket, ARES_SOCKET_BAD);
	return carrier->moves != moves;
}

bool carrier_work(struct carrier *carrier)
{
	flush(carrier);
	while (carrier->piece_used < carrier->piece_size ||
	       !list_is_empty(&carrier->inbox)) {
		if (!read_batch(carrier))
			return false;
	}
	if (carrier->unmatched != 0)
		return false;
	if (carrier->is_hung_up && carrier->stream_socket != ARES_SOCKET_BAD) {
		ares_process_fd(carrier->channel, carrier->stream_socket,
				ARES_SOCKET_BAD);
	}
	carrier->is_hung_up = false;
	return true;
}
