#include "report/lookup_head.h"

#include "base/attr.h"
#include "base/text.h"
#include "dns/type.h"
#include "report/lookup.h"
#include "report/lookup_reply.h"

static const struct {
	uint16_t bit;
	const char *name;
} flag_names[] = {
	{ FLAG_QR, "qr" }, { FLAG_AA, "aa" }, { FLAG_TC, "tc" }, { FLAG_RD, "rd" },
	{ FLAG_RA, "ra" }, { FLAG_AD, "ad" }, { FLAG_CD, "cd" },
};

static const uint8_t local_wire[] = "\5local";
static const struct name name_local = { local_wire, sizeof(local_wire) };

void lookup_head_print_flags(struct text *text, uint16_t flags)
{
	for (size_t i = 0; i < ARRAY_LEN(flag_names); i++) {
		if ((flags & flag_names[i].bit) == 0)
			continue;
		text_add_char(text, ' ');
		text_add_cstr(text, flag_names[i].name);
	}
}

/* True when a question is for a name below .local, which multicast DNS owns (RFC 6762). */
static bool is_local(const struct lookup_reply *reply)
{
	struct message_cursor cursor;
	struct message_rr rr;
	struct name_buffer owner;

	message_begin(&cursor, reply->wire, reply->size);
	while (message_next(&cursor, &rr) && rr.section == SECTION_QUESTION) {
		message_owner(reply->wire, reply->size, &rr, &owner);
		if (name_is_below(name_of(&owner), name_local))
			return true;
	}
	return false;
}

static void print_warnings(struct text *text, const struct lookup_reply *reply,
			   const uint8_t *query, size_t query_size)
{
	uint16_t flags = reply->header.flags;
	struct edns sent = { 0 };

	if (query != NULL)
		edns_find(query, query_size, &sent);
	if ((flags & FLAG_RD) != 0 && (flags & FLAG_RA) == 0) {
		text_add_cstr(text,
			      ";; WARNING: recursion requested but not available\n");
	}
	if (sent.is_present && !reply->edns.is_present &&
	    (reply->rcode == RCODE_FORMERR || reply->rcode == RCODE_NOTIMP)) {
		text_add_cstr(text, "\n;; WARNING: EDNS query returned status ");
		type_print_rcode(text, reply->rcode);
		text_add_format(text, " - retry with '%s+noedns'\n",
				(sent.flags & EDNS_FLAG_DO) != 0 ? "+nodnssec " : "");
	}
	if (reply->left_over > 0) {
		text_add_format(text, ";; WARNING: Message has %zu extra bytes at end\n",
				reply->left_over);
	}
}

void lookup_head_print(struct text *text, const struct lookup_reply *reply, bool is_sent,
		       const uint8_t *query, size_t query_size)
{
	const struct message_header *header = &reply->header;

	if (is_local(reply)) {
		text_add_cstr(text,
			      ";; WARNING: .local is reserved for Multicast DNS\n"
			      ";; You are currently testing what happens when an mDNS "
			      "query is leaked to DNS\n");
	}
	text_add_cstr(text, ";; ->>HEADER<<- opcode: ");
	type_print_opcode(text, message_opcode(header->flags));
	text_add_cstr(text, ", status: ");
	type_print_rcode(text, reply->rcode);
	if (reply->has_no_id) {
		text_add_cstr(text, ", id: made when sent\n;; flags:");
	} else {
		text_add_format(text, ", id: %u\n;; flags:", header->id);
	}
	lookup_head_print_flags(text, header->flags);
	if ((header->flags & FLAG_Z) != 0)
		text_add_cstr(text, "; MBZ: 0x4");
	text_add_format(text, "; QUERY: %u, ANSWER: %u, AUTHORITY: %u, ADDITIONAL: %u\n",
			header->counts[SECTION_QUESTION], header->counts[SECTION_ANSWER],
			header->counts[SECTION_AUTHORITY],
			header->counts[SECTION_ADDITIONAL]);
	if (!is_sent)
		print_warnings(text, reply, query, query_size);
	text_add_char(text, '\n');
}

static void print_option(struct text *text, const struct edns_option *option,
			 bool is_hidden, const uint8_t *query, size_t query_size)
{
	const char *name = edns_option_name(option->code);
	const char *cookie = NULL;

	if (name != NULL) {
		text_add_format(text, "; %s:", name);
	} else {
		text_add_format(text, "; OPT=%u:", option->code);
	}
	if (option->size > 0 && !is_hidden) {
		text_add_char(text, ' ');
		edns_print_option(text, option);
	}
	if (option->code == EDNS_COOKIE)
		cookie = lookup_reply_cookie(option, query, query_size);
	if (cookie != NULL)
		text_add_format(text, " (%s)", cookie);
	text_add_char(text, '\n');
}

void lookup_head_print_opt(struct text *text, const struct lookup *lookup,
			   const struct lookup_reply *reply, const uint8_t *query,
			   size_t query_size)
{
	const struct edns *edns = &reply->edns;
	const uint16_t unknown =
		edns->flags & (uint16_t) ~(uint16_t)(EDNS_FLAG_DO | EDNS_FLAG_CO);
	struct edns_option option;
	size_t offset = 0;
	bool is_cut;

	if (!edns->is_present)
		return;
	text_add_format(text, ";; OPT PSEUDOSECTION:\n; EDNS: version: %u, flags:",
			edns->version);
	if ((edns->flags & EDNS_FLAG_DO) != 0)
		text_add_cstr(text, " do");
	if ((edns->flags & EDNS_FLAG_CO) != 0)
		text_add_cstr(text, " co");
	text_add_cstr(text, "; ");
	if (unknown != 0)
		text_add_format(text, "MBZ: 0x%04x, ", unknown);
	text_add_format(text, "udp: %u\n", edns->udp_size);
	while (edns_next(edns, &offset, &option, &is_cut)) {
		/* dig shows a query before it is padded */
		bool is_hidden = query == NULL && lookup->style->is_padded &&
				 option.code == EDNS_PADDING;

		print_option(text, &option, is_hidden, query, query_size);
	}
}
