#include "report/lookup_body.h"

#include "base/text.h"
#include "dns/type.h"
#include "report/lookup.h"
#include "report/lookup_page.h"
#include "report/lookup_reply.h"

static const char *const section_titles[SECTION_COUNT] = {
	[SECTION_QUESTION] = "QUESTION",
	[SECTION_ANSWER] = "ANSWER",
	[SECTION_AUTHORITY] = "AUTHORITY",
	[SECTION_ADDITIONAL] = "ADDITIONAL",
};

/* Source: RFC 2136 section 2. */
static const char *const update_titles[SECTION_COUNT] = {
	[SECTION_QUESTION] = "ZONE",
	[SECTION_ANSWER] = "PREREQUISITE",
	[SECTION_AUTHORITY] = "UPDATE",
	[SECTION_ADDITIONAL] = "ADDITIONAL",
};

static bool is_shown(const struct lookup *lookup, const struct lookup_reply *reply,
		     const struct message_rr *rr, uint64_t *soa_count)
{
	if (!lookup->style->has_section[rr->section] || lookup_reply_is_pseudo(reply, rr))
		return false;
	if (rr->type != TYPE_SOA || rr->section != SECTION_ANSWER ||
	    lookup->type != TYPE_AXFR)
		return true;
	return (*soa_count)++ == 0 || !lookup->style->has_one_soa;
}

static void print_title(struct lookup_page *page, const struct lookup *lookup,
			const char *title, const char *noun)
{
	if (lookup->style->has_comments)
		text_add_format(&page->text, ";; %s %s:\n", title, noun);
}

static void print_end(struct lookup_page *page, const struct lookup *lookup)
{
	if (lookup->style->has_comments)
		text_add_char(&page->text, '\n');
}

static void print_sections(struct lookup_page *page, const struct lookup *lookup,
			   const struct lookup_reply *reply, uint64_t *soa_count)
{
	const char *const *titles = message_opcode(reply->header.flags) == OPCODE_UPDATE
					    ? update_titles
					    : section_titles;
	enum section section = SECTION_COUNT;
	struct message_cursor cursor;
	struct message_rr rr;

	message_begin(&cursor, reply->wire, reply->size);
	for (size_t i = 0; i < reply->readable && message_next(&cursor, &rr); i++) {
		if (!is_shown(lookup, reply, &rr, soa_count))
			continue;
		if (rr.section != section) {
			if (section != SECTION_COUNT)
				print_end(page, lookup);
			section = rr.section;
			print_title(page, lookup, titles[section], "SECTION");
		}
		rrtext_print(&page->text, reply->wire, reply->size, &rr,
			     &lookup->style->rr);
		lookup_page_turn(page);
	}
	if (section != SECTION_COUNT)
		print_end(page, lookup);
}

static void print_tsig(struct lookup_page *page, const struct lookup *lookup,
		       const struct lookup_reply *reply)
{
	struct message_cursor cursor;
	struct message_rr rr;

	message_begin(&cursor, reply->wire, reply->size);
	for (size_t i = 0; i < reply->readable && message_next(&cursor, &rr); i++) {
		if (rr.type != TYPE_TSIG || !lookup_reply_is_pseudo(reply, &rr))
			continue;
		print_title(page, lookup, "TSIG", "PSEUDOSECTION");
		rrtext_print(&page->text, reply->wire, reply->size, &rr,
			     &lookup->style->rr);
		print_end(page, lookup);
		lookup_page_turn(page);
	}
}

void lookup_body_print(struct lookup_page *page, const struct lookup *lookup,
		       const struct lookup_reply *reply, uint64_t *soa_count)
{
	print_sections(page, lookup, reply, soa_count);
	if (lookup->style->has_section[SECTION_ADDITIONAL] &&
	    reply->header.counts[SECTION_ADDITIONAL] > 0)
		print_tsig(page, lookup, reply);
}
