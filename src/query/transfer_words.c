#include "query/transfer_words.h"

#include <inttypes.h>

#include "base/text.h"
#include "query/transfer_frame.h"
#include "query/transfer_order.h"

void transfer_words_say(struct transfer_order *order, const struct transfer_frame *frame,
			bool is_sent, const char *what)
{
	struct text text;

	text_init(&text, order->why, sizeof(order->why));
	text_add_cstr(&text, what);
	if (transfer_frame_has_rest(frame)) {
		text_add_format(&text, " in the middle of message %" PRIu64,
				order->messages + 1);
	} else if (order->messages > 0) {
		text_add_format(&text, " after message %" PRIu64 ", before the last SOA",
				order->messages);
	} else {
		text_add_cstr(&text,
			      is_sent ? " before the first message" : " on connecting");
	}
}
