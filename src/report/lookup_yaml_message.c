/*
 * A message in dig's YAML.
 */
#include "report/lookup_yaml_message.h"

#include <string.h>

#include "base/text.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "query/answer.h"
#include "report/lookup.h"
#include "report/lookup_head.h"
#include "report/lookup_page.h"
#include "report/lookup_reply.h"

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

/* A record as a list item: its fields with a blank between them. */
static void print_rr(struct lookup_page *page, const struct lookup *lookup,
		     const struct lookup_reply *reply, const struct message_rr *rr)
{
	const struct rrtext_style *style = &lookup->style->rr;
	struct rdata_style rdata = style->rdata;
	struct name_buffer owner;
	struct text line;

	text_init_growing(&line, SCRATCH_MAX);
	message_owner(reply->wire, reply->size, rr, &owner);
	name_print(&line, name_of(&owner));
	if (rr->section != SECTION_QUESTION && !style->is_ttl_hidden) {
		text_add_char(&line, ' ');
		if (style->is_ttl_in_units) {
			rrtext_print_ttl(&line, rr->ttl);
		} else {
			text_add_u64(&line, rr->ttl);
		}
	}
	if (rr->section == SECTION_QUESTION || !style->is_class_hidden) {
		text_add_char(&line, ' ');
		type_print_class(&line, rr->rr_class);
	}
	text_add_char(&line, ' ');
	type_print(&line, rr->type);
	if (rr->section != SECTION_QUESTION) {
		text_add_char(&line, ' ');
		rdata.rr_class = rr->rr_class;
		rdata.is_multiline = false;
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

/* Content that YAML could take for something else is quoted. */
static void add_value(struct text *text, struct str value)
{
	bool is_plain =
		value.len > 0 && strchr("'\"&*!|>%@`{}[],#?:-", value.data[0]) == NULL;

	for (size_t i = 0; i + 1 < value.len; i++) {
		is_plain &= (value.data[i] != ':' || value.data[i + 1] != ' ') &&
			    (value.data[i] != ' ' || value.data[i + 1] != '#');
	}
	if (is_plain && value.data[value.len - 1] != ':') {
		text_add(text, value);
	} else {
		add_quoted(text, value);
	}
}

/* The info code by itself, and what the server adds. */
static void print_ede(struct text *text, const struct edns_option *option)
{
	uint16_t code = wire_u16(option->data);
	struct text extra;

	text_add_format(text, "\n            INFO-CODE: %u", code);
	if (edns_ede_name(code) != NULL)
		text_add_format(text, " (%s)", edns_ede_name(code));
	if (option->size == 2)
		return;
	text_init_growing(&extra, SCRATCH_MAX);
	for (size_t i = 2; i < option->size; i++) {
		bool is_shown = option->data[i] >= ' ' && option->data[i] < 0x7F;

		text_add_char(&extra, (char)(is_shown ? option->data[i] : '.'));
	}
	text_add_cstr(text, "\n            EXTRA-TEXT: ");
	add_quoted(text, text_str(&extra));
	text_free(&extra);
}

static void print_option(struct text *text, const struct edns_option *option,
			 const struct answer *answer)
{
	const char *name = edns_option_name(option->code);
	const char *cookie = NULL;
	struct text value;

	if (name != NULL) {
		text_add_format(text, "          %s:", name);
	} else {
		text_add_format(text, "          OPT=%u:", option->code);
	}
	text_init_growing(&value, SCRATCH_MAX);
	edns_print_option(&value, option);
	if (option->code == EDNS_COOKIE && answer != NULL)
		cookie = lookup_reply_cookie(option, answer->query, answer->query_size);
	if (cookie != NULL)
		text_add_format(&value, " (%s)", cookie);
	if (option->code == EDNS_EDE && option->size >= 2) {
		print_ede(text, option);
	} else if (value.len > 0) {
		text_add_char(text, ' ');
		add_value(text, str_trim(text_str(&value)));
	}
	text_add_char(text, '\n');
	text_free(&value);
}

static void print_opt(struct text *text, const struct lookup_reply *reply,
		      const struct answer *answer)
{
	const struct edns *edns = &reply->edns;
	struct edns_option option;
	size_t offset = 0;
	bool is_cut;

	if (!edns->is_present)
		return;
	text_add_format(text,
			"      OPT_PSEUDOSECTION:\n        EDNS:\n          version: %u\n"
			"          flags:%s%s\n          udp: %u\n",
			edns->version, (edns->flags & EDNS_FLAG_DO) != 0 ? " do" : "",
			(edns->flags & EDNS_FLAG_CO) != 0 ? " co" : "", edns->udp_size);
	while (edns_next(edns, &offset, &option, &is_cut))
		print_option(text, &option, answer);
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
		print_opt(text, reply, answer);
	print_sections(page, lookup, reply);
}
