#pragma once

#include <stddef.h>
#include <stdint.h>

#include "dns/message.h"

/**
 * Why dig cannot read rdata that breaks the format of its type, in its words.
 *
 * @usual  what it would say of most types
 */
const char *lookup_reply_rdata_fault(const uint8_t *wire, size_t size,
				     const struct message_rr *rr, const char *usual);
