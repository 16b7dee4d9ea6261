#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

struct answer;
struct dig_asker;
struct server;

/** The capture file of --save; every one of these does nothing without it. */

/** Opens it.  Returns false when that fails, which was said. */
NODISCARD bool dig_save_begin(struct dig_asker *asker);

/** Adds all messages of a question: queries, replies, and what was dropped. */
void dig_save_answer(struct dig_asker *asker, const struct answer *answer);

/** Adds a message of a transfer, whose own end of the connection is not known. */
void dig_save_transfer(struct dig_asker *asker, const struct server *server, bool is_sent,
		       const uint8_t *wire, size_t size);

/** Makes the file appear.  Returns false when that fails, which was said. */
NODISCARD bool dig_save_end(struct dig_asker *asker);
