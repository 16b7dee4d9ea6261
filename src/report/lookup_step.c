#include "report/lookup_step.h"

#include "base/text.h"
#include "dns/message.h"
#include "dns/name.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "query/answer.h"

enum { QUESTIONS_OFFSET = 4 };

static const char no_qr[] = ";; Warning: query response not set\n";

/* "got other.test/A/IN": the first question of a message. */
static void print_question(struct text *text, const struct trail_step *step)
{
	struct message_cursor cursor;
	struct name_buffer owner;
	struct message_rr rr;

	text_add_cstr(text, ";; ;; Question section mismatch");
	message_begin(&cursor, step->wire, step->size);
	if (message_next(&cursor, &rr) && rr.section == SECTION_QUESTION) {
		text_add_cstr(text, ": got ");

		size_t start = text->len;

		message_owner(step->wire, step->size, &rr, &owner);
		name_print(text, name_of(&owner));
		if (text->len > start + 1)
			text_cut(text, text->len - 1);
		text_add_char(text, '/');
		type_print(text, rr.type);
		text_add_char(text, '/');
		type_print_class(text, rr.rr_class);
	}
	text_add_char(text, '\n');
}

static uint8_t opcode_of(const uint8_t *wire)
{
	return message_opcode(wire_u16(wire + 2));
}

static void print_opcodes(struct text *text, const struct trail_step *step,
			  const struct answer *answer)
{
	text_add_cstr(text, ";; Warning: Opcode mismatch: expected ");
	type_print_opcode(text, opcode_of(answer->query));
	text_add_cstr(text, ", got ");
	type_print_opcode(text, opcode_of(step->wire));
	text_add_char(text, '\n');
}

static void print_ids(struct text *text, const struct trail_step *step,
		      const struct answer *answer)
{
	text_add_format(text, ";; Warning: ID mismatch: expected ID %u, got %u\n",
			wire_u16(answer->query), wire_u16(step->wire));
	if ((wire_u16(step->wire + 2) & FLAG_QR) == 0)
		text_add_cstr(text, no_qr);
}

static bool has_no_question(const struct trail_step *step)
{
	return wire_u16(step->wire + QUESTIONS_OFFSET) == 0;
}

void lookup_step_print(struct text *text, const struct trail_step *step,
		       const struct answer *answer)
{
	if (step->is_sent)
		return;
	switch (step->reason) {
	case DROP_SHORT:
		text_add_cstr(text, ";; Warning: short (< header size) message "
				    "received\n");
		return;
	case DROP_ID:
		print_ids(text, step, answer);
		return;
	case DROP_NO_QR:
		text_add_cstr(text, no_qr);
		break;
	case DROP_OPCODE:
		print_opcodes(text, step, answer);
		return;
	case DROP_QUESTION:
	case DROP_CASE:
		if (!has_no_question(step))
			print_question(text, step);
		break;
	case DROP_COOKIE:
		if (step->is_dropped)
			text_add_cstr(text, ";; Warning: Client COOKIE mismatch\n");
		break;
	case DROP_COUNT:
		break;
	case DROP_SOURCE:
	case DROP_LATE:
		return;
	}
	if (has_no_question(step) && wire_u16(answer->query + QUESTIONS_OFFSET) != 0 &&
	    opcode_of(answer->query) == OPCODE_QUERY)
		text_add_cstr(text, ";; missing question section\n");
}
