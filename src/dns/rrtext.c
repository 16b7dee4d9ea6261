/*
 * Record lines with dig's columns: each field starts at its column or one place behind the field
 * before it; the way there is filled with tabs of 8, then blanks.
 */
#include "dns/rrtext.h"

#include <assert.h>

#include "base/attr.h"
#include "base/text.h"
#include "dns/message.h"
#include "dns/type.h"

enum { TAB = 8, OWNER_TEXT_MAX = 64 * 1024 };

struct columns {
	uint8_t ttl;
	uint8_t rr_class;
	uint8_t type;
	uint8_t rdata;
};

static const struct columns *find_columns(const struct rrtext_style *style)
{
	static const struct columns all = { 24, 32, 40, 48 };
	static const struct columns one_hidden = { 24, 24, 32, 40 };
	static const struct columns narrow = { 24, 24, 24, 32 };

	if (style->rdata.is_multiline || (style->is_ttl_hidden && style->is_class_hidden))
		return &narrow;
	return style->is_ttl_hidden || style->is_class_hidden ? &one_hidden : &all;
}

/* A line whose columns are counted from @start; the text may hold others before it. */
struct line {
	struct text *text;
	size_t start;  /* of what is not yet counted in column */
	size_t column; /* reached at start */
};

static size_t current_column(const struct line *line)
{
	return line->column + (line->text->len - line->start);
}

static void indent(struct line *line, size_t target)
{
	size_t current = current_column(line);

	if (target <= current)
		target = current + 1;

	size_t tabs = target / TAB - current / TAB;

	text_add_repeat(line->text, '\t', tabs);
	text_add_repeat(line->text, ' ', tabs > 0 ? target % TAB : target - current);
	line->start = line->text->len;
	line->column = target;
}

static void print_ttl(struct text *text, uint32_t ttl, const struct rrtext_style *style)
{
	if (style->is_ttl_in_units) {
		rrtext_print_ttl(text, ttl);
	} else {
		text_add_u64(text, ttl);
	}
}

static void print_class(struct text *text, uint16_t rr_class,
			const struct rrtext_style *style)
{
	if (style->rdata.is_unknown_format) {
		text_add_format(text, "CLASS%u", rr_class);
	} else {
		type_print_class(text, rr_class);
	}
}

static void print_type(struct text *text, uint16_t type, const struct rrtext_style *style)
{
	if (style->rdata.is_unknown_format) {
		text_add_format(text, "TYPE%u", type);
	} else {
		type_print(text, type);
	}
}

static void print_rdata(struct line *line, const uint8_t *wire, size_t size,
			const struct message_rr *rr, const struct rrtext_style *style,
			const struct columns *columns)
{
	struct rdata_style rdata = style->rdata;

	rdata.rr_class = rr->rr_class;
	rdata.indent_column = columns->rdata;
	indent(line, columns->rdata);
	if (rr->type == TYPE_OPT && rr->rdata_size == 0)
		return;
	rdata_print(line->text, rr->type, wire, size, rr->rdata, rr->rdata_size, &rdata);
}

static void print_owner(struct text *text, struct name name,
			const struct rrtext_style *style)
{
	struct text owner;

	text_init_growing(&owner, OWNER_TEXT_MAX);
	name_print(&owner, name);
	if (style->rewrite != NULL)
		style->rewrite(&owner);
	text_add(text, text_str(&owner));
	text_free(&owner);
}

void rrtext_print(struct text *text, const uint8_t *wire, size_t size,
		  const struct message_rr *rr, const struct rrtext_style *style)
{
	const struct columns *columns = find_columns(style);
	struct line line = { text, text->len, 0 };
	bool is_question = rr->section == SECTION_QUESTION;
	struct name_buffer owner;

	if (is_question) { /* dig does not count the semicolon */
		text_add_char(text, ';');
		line.start = text->len;
	}
	message_owner(wire, size, rr, &owner);
	print_owner(text, name_of(&owner), style);
	if (!is_question && !style->is_ttl_hidden) {
		indent(&line, columns->ttl);
		print_ttl(text, rr->ttl, style);
	}
	if (is_question || !style->is_class_hidden) {
		indent(&line, columns->rr_class);
		print_class(text, rr->rr_class, style);
	}
	indent(&line, columns->type);
	print_type(text, rr->type, style);
	if (!is_question)
		print_rdata(&line, wire, size, rr, style, columns);
	text_add_char(text, '\n');
}

/* clang-format off */
static const struct {
	uint32_t seconds;
	char letter;
	const char *word;
} units[] = {
	{ 604800, 'w', "week" },
	{ 86400,  'd', "day" },
	{ 3600,   'h', "hour" },
	{ 60,     'm', "minute" },
	{ 1,      's', "second" },
};
/* clang-format on */

/* Cuts the whole units off @seconds. */
static uint32_t take_units(uint32_t *seconds, uint32_t unit)
{
	assert(unit > 0);

	uint32_t count = *seconds / unit;

	*seconds %= unit;
	return count;
}

void rrtext_print_ttl(struct text *text, uint32_t ttl)
{
	if (ttl == 0)
		text_add_cstr(text, "0s");
	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		uint32_t count = take_units(&ttl, units[i].seconds);

		if (count > 0)
			text_add_format(text, "%u%c", count, units[i].letter);
	}
}

void rrtext_print_words(struct text *text, uint32_t seconds)
{
	const char *separator = "";

	if (seconds == 0)
		text_add_cstr(text, "0 seconds");
	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		uint32_t count = take_units(&seconds, units[i].seconds);

		if (count == 0)
			continue;
		text_add_format(text, "%s%u %s%s", separator, count, units[i].word,
				count == 1 ? "" : "s");
		separator = " ";
	}
}
