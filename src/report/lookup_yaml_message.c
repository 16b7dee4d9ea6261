/*
 * A message in dig's YAML.
 */
#include "report/lookup_yaml_message.h"

#include "base/text.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "query/answer.h"
#include "report/lookup.h"
#include "report/lookup_head.h"
#include "report/lookup_page.h"
#include "report/lookup_reply.h"
#include "report/lookup_yaml_opt.h"

enum { SCRATCH_MAX = 1024 * 1024 };

static const char *const counts[SECTION_COUNT] = {
	[SECTION_QUESTION] = "QUESTION",
	[SECTION_ANSWER] = "ANSWER",
	[SECTION_AUTHORITY] = "AUTHORITY",
	[SECTION_ADDITIONAL] = "ADDITIONAL",
};

/* In single quotes only a quote is special: it is doubled. */
static void add_quoted(struct text *text, struct str value)
{
	text_add_char(text, '\'');
	for (size_t i = 0; i < value.len; i++) {
		if (value.data[i] == '\'')
			text_add_char(text, '\'');
		text_add_char(text, value.data[i]);
	}
	text_add_char(text, '\'');
}

/* A record as a list item: its fields, always the same ones, with a blank between them. */
static void print_rr(struct lookup_page *page, const struct lookup *lookup,
		     const struct lookup_reply *reply, const struct message_rr *rr)
{
	struct rdata_style rdata = lookup->style->rr.rdata;
	struct name_buffer owner;
	struct text line;

	text_init_growing(&line, SCRATCH_MAX);
	message_owner(reply->wire, reply->size, rr, &owner);
	name_print(&line, name_of(&owner));
	if (rr->section != SECTION_QUESTION)
		text_add_format(&line, " %u", rr->ttl);
	text_add_char(&line, ' ');
	type_print_class(&line, rr->rr_class);
	text_add_char(&line, ' ');
	type_print(&line, rr->type);
	if (rr->section != SECTION_QUESTION) {
		text_add_char(&line, ' ');
		rdata.rr_class = rr->rr_class;
		rdata.is_multiline = false;
		rdata.has_comments = false;
		rdata.is_unknown_format = false;
		rdata.is_crypto_hidden = false;
		rdata_print(&line, rr->type, reply->wire, reply->size, rr->rdata,
			    rr->rdata_size, &rdata);
	}
	text_add_cstr(&page->text, "        - ");
	add_quoted(&page->text, text_str(&line));
	text_add_char(&page->text, '\n');
	text_free(&line);
}

static void print_sections(struct lookup_page *page, const struct lookup *lookup,
			   const struct lookup_reply *reply)
{
	enum section section = SECTION_COUNT;
	struct message_cursor cursor;
	struct message_rr rr;
	bool has_tsig = false;

	message_begin(&cursor, reply->wire, reply->size);
	for (size_t i = 0; i < reply->readable && message_next(&cursor, &rr); i++) {
		bool is_tsig = rr.type == TYPE_TSIG && lookup_reply_is_pseudo(reply, &rr);

		if (!lookup->style->has_section[rr.section] ||
		    (lookup_reply_is_pseudo(reply, &rr) && !is_tsig))
			continue;
		if (is_tsig && !has_tsig) {
			text_add_cstr(&page->text, "      TSIG_PSEUDOSECTION:\n");
		} else if (!is_tsig && rr.section != section) {
			text_add_format(&page->text, "      %s_SECTION:\n",
					counts[rr.section]);
		}
		has_tsig |= is_tsig;
		section = rr.section;
		print_rr(page, lookup, reply, &rr);
		lookup_page_turn(page);
	}
}

void lookup_yaml_message_print(struct lookup_page *page, const struct lookup *lookup,
			       const struct lookup_reply *reply,
			       const struct answer *answer)
{
	const struct message_header *header = &reply->header;
	struct text *text = &page->text;

	text_add_format(text, "    %s_message_data:\n      opcode: ",
			answer == NULL ? "query" : "response");
	type_print_opcode(text, message_opcode(header->flags));
	text_add_cstr(text, "\n      status: ");
	type_print_rcode(text, reply->rcode);
	text_add_format(text, "\n      id: %u\n      flags:", header->id);
	lookup_head_print_flags(text, header->flags);
	text_add_char(text, '\n');
	for (enum section section = 0; section < SECTION_COUNT; section++) {
		text_add_format(text, "      %s: %u\n", counts[section],
				header->counts[section]);
	}
	if (lookup->style->has_comments)
		lookup_yaml_opt_print(text, reply, answer);
	print_sections(page, lookup, reply);
}
