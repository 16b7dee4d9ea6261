#pragma once

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "query/answer.h"
#include "report/row.h"

/** A reply of 192.0.2.53 to "a. A" over UDP, as a bulk run gets it, and the row of it. */
struct replied {
	uint8_t wire[1024];
	struct server server;
	struct answer answer;
	struct row row;
};

/** Begins a reply without records. */
static inline void replied_init(struct replied *replied, uint16_t flags)
{
	static const uint8_t question[] = { 1, 'a', 0, 0, TYPE_A, 0, CLASS_IN };

	memset(replied, 0, sizeof(*replied));
	wire_put_u16(replied->wire + 2, flags);
	wire_put_u16(replied->wire + 4, 1);
	memcpy(replied->wire + 12, question, sizeof(question));
	replied->server.address.v4.sin_family = AF_INET;
	replied->server.address.v4.sin_port = htons(53);
	(void)inet_pton(AF_INET, "192.0.2.53", &replied->server.address.v4.sin_addr);
	replied->answer = (struct answer){ .wire = replied->wire,
					   .size = 12 + sizeof(question),
					   .server = &replied->server,
					   .rtt_us = 1500,
					   .attempt_count = 1 };
	replied->row = (struct row){
		.line = 7, .name = STR("a"), .qtype = TYPE_A, .answer = &replied->answer
	};
}

/** Adds a record of "a.", TTL 60, to the answer (or, with @is_additional, behind it). */
static inline void replied_add(struct replied *replied, bool is_additional, uint16_t type,
			       const void *rdata, size_t size)
{
	uint8_t *at = replied->wire + replied->answer.size;
	uint8_t *count = replied->wire + (is_additional ? 10 : 6);

	wire_put_u16(at, 0xC00C);
	wire_put_u16(at + 2, type);
	wire_put_u16(at + 4, CLASS_IN);
	wire_put_u32(at + 6, 60);
	wire_put_u16(at + 10, (uint16_t)size);
	memcpy(at + 12, rdata, size);
	wire_put_u16(count, (uint16_t)(wire_u16(count) + 1));
	replied->answer.size += 12 + size;
}

/** Adds so many addresses: 192.0.2.0 and on. */
static inline void replied_add_addresses(struct replied *replied, uint8_t count)
{
	for (uint8_t i = 0; i < count; i++) {
		const uint8_t address[] = { 192, 0, 2, i };

		replied_add(replied, false, TYPE_A, address, sizeof(address));
	}
}

/** Reads the row and prints it; the text lives in the arena. */
static inline const char *replied_print(struct arena *arena, struct replied *replied,
					const struct row_format *format)
{
	struct text text;
	const char *whole;

	row_read(&replied->row);
	text_init_growing(&text, 1 << 20);
	format->print(&text, &replied->row);
	whole = str_cstr(arena, text_str(&text));
	text_free(&text);
	return whole;
}
