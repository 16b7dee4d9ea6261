#pragma once

#include <stdbool.h>

struct transfer_frame;
struct transfer_order;

/**
 * Writes to order->why what broke and how far the transfer had come.
 * @is_sent  the query was sent whole
 */
void transfer_words_say(struct transfer_order *order, const struct transfer_frame *frame,
			bool is_sent, const char *what);
