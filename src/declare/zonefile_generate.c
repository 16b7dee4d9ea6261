/*
 * $GENERATE start-stop[/step] owner [TTL] [class] type rdata: one record for each number, in whose
 * owner and rdata "$" stands for it.  "${offset,width,base}" adds to the number, fills it with zeros
 * and writes it in base d, o, x, X, or n and N: hexadecimal digits from the last to the first,
 * dots between.  "\$" and "$$" are a dollar sign.
 *
 * Source: BIND 9 Administrator Reference Manual, "The $GENERATE Directive".
 */
#include "base/num.h"
#include "base/text.h"
#include "declare/zonefile_reader.h"

enum {
	LINE_MAX = 70000,
	OFFSET_MAX = 1000000000,
	WIDTH_MAX = 255,
};

struct range {
	uint32_t start, stop, step;
};

/* What stands in the braces behind "$". */
struct format {
	int64_t offset;
	uint32_t width;
	char base;
};

static bool parse_range(struct str text, struct range *out_range)
{
	struct str step = text;
	struct str bounds = str_cut(&step, '/');
	struct str stop = bounds;
	struct str start = str_cut(&stop, '-');
	struct range range = { .step = 1 };

	if (num_parse_u32(start, 0, INT32_MAX, &range.start) != ERR_OK || !stop.data ||
	    num_parse_u32(stop, range.start, INT32_MAX, &range.stop) != ERR_OK)
		return false;
	if (step.data && num_parse_u32(step, 1, INT32_MAX, &range.step) != ERR_OK)
		return false;
	*out_range = range;
	return true;
}

static bool parse_offset(struct str text, int64_t *out_offset)
{
	bool is_negative = text.len > 0 && text.data[0] == '-';
	bool has_sign = is_negative || (text.len > 0 && text.data[0] == '+');
	uint32_t number = 0;

	if (num_parse_u32(str_from(text, has_sign), 0, OFFSET_MAX, &number) != ERR_OK)
		return false;
	*out_offset = is_negative ? -(int64_t)number : (int64_t)number;
	return true;
}

/* Reads "offset[,width[,base]]". */
static bool parse_format(struct str text, struct format *out_format)
{
	struct str rest = text;
	struct str offset = str_cut(&rest, ',');
	struct str width = str_cut(&rest, ',');
	struct format format = { .base = 'd' };

	if (!parse_offset(offset, &format.offset))
		return false;
	if (width.data && num_parse_u32(width, 0, WIDTH_MAX, &format.width) != ERR_OK)
		return false;
	if (rest.data) {
		if (rest.len != 1 ||
		    str_find((struct str)STR("doxXnN"), rest.data[0]) < 0)
			return false;
		format.base = rest.data[0];
	}
	*out_format = format;
	return true;
}

/* Digits from the last to the first, dots between, until the width is used up. */
static void add_nibbles(struct text *text, uint64_t number, const struct format *format)
{
	static const char lower[] = "0123456789abcdef";
	static const char upper[] = "0123456789ABCDEF";
	uint32_t width = format->width;

	do {
		text_add_char(text, (format->base == 'n' ? lower : upper)[number & 0xF]);
		number >>= 4;
		width -= width > 0;
		if (width > 0 || number > 0) {
			text_add_char(text, '.');
			width -= width > 0;
		}
	} while (width > 0 || number > 0);
}

static bool add_number(struct text *text, uint32_t iteration, const struct format *format)
{
	int64_t number = (int64_t)iteration + format->offset;
	int width = (int)format->width;

	if (number < 0)
		return false;
	switch (format->base) {
	case 'd':
		text_add_format(text, "%0*lld", width, (long long)number);
		break;
	case 'o':
		text_add_format(text, "%0*llo", width, (unsigned long long)number);
		break;
	case 'x':
		text_add_format(text, "%0*llx", width, (unsigned long long)number);
		break;
	case 'X':
		text_add_format(text, "%0*llX", width, (unsigned long long)number);
		break;
	default:
		add_nibbles(text, (uint64_t)number, format);
		break;
	}
	return true;
}

/* Cuts "$", "$$" or "${...}" off @rest and writes what it stands for. */
static bool add_dollar(struct text *text, struct str *rest, uint32_t iteration)
{
	struct format format = { .base = 'd' };

	*rest = str_from(*rest, 1);
	if (str_has_prefix(*rest, (struct str)STR("$"))) {
		text_add_char(text, '$');
		*rest = str_from(*rest, 1);
		return true;
	}
	if (str_has_prefix(*rest, (struct str)STR("{"))) {
		ptrdiff_t end = str_find(*rest, '}');

		if (end < 0 ||
		    !parse_format(str_upto(str_from(*rest, 1), (size_t)end - 1), &format))
			return false;
		*rest = str_from(*rest, (size_t)end + 1);
	}
	return add_number(text, iteration, &format);
}

static bool substitute(struct str template, uint32_t iteration, struct text *text)
{
	struct str rest = template;

	text_clear(text);
	while (rest.len > 0) {
		bool is_dollar = str_has_prefix(rest, (struct str)STR("\\$"));

		if (rest.data[0] == '$') {
			if (!add_dollar(text, &rest, iteration))
				return false;
			continue;
		}
		if (is_dollar)
			rest = str_from(rest, 1);
		text_add_char(text, rest.data[0]);
		rest = str_from(rest, 1);
	}
	return text->err == ERR_OK;
}

/* The words behind the range as one text; the line is passed. */
static struct str rest_of_line(struct zonefile_reader *reader, struct zonetoken *first)
{
	struct zonetoken token = zonetoken_next(reader->tokens);
	const char *start = NULL;
	const char *end = NULL;

	*first = token;
	while (token.kind == ZONETOKEN_WORD || token.kind == ZONETOKEN_QUOTED) {
		bool is_quoted = token.kind == ZONETOKEN_QUOTED;

		if (!start)
			start = token.text.data - is_quoted;
		end = reader->tokens->at;
		token = zonetoken_next(reader->tokens);
	}
	zonetoken_skip_entry(reader->tokens, token);
	return start ? str_make(start, (size_t)(end - start)) : (struct str){ 0 };
}

/* One record from the text of its line. */
static void read_line(struct zonefile_reader *reader, struct str line,
		      struct zonetoken place)
{
	struct zonetokens *outer = reader->tokens;
	struct zonetokens tokens;
	struct zonetoken token;

	zonetoken_begin(&tokens, line, outer->file, reader->faults);
	tokens.line = place.line;
	tokens.is_fixed = true;
	reader->tokens = &tokens;
	token = zonetoken_next(&tokens);
	zonefile_rr_read(reader, token, false);
	reader->tokens = outer;
}

static void run(struct zonefile_reader *reader, const struct range *range,
		struct str template, struct zonetoken place)
{
	struct place at = zonetoken_place(reader->tokens, &place);
	struct text text;
	char buffer[LINE_MAX];
	size_t faults = reader->faults->count;

	text_init(&text, buffer, sizeof(buffer));
	for (uint64_t i = range->start; i <= range->stop; i += range->step) {
		if (reader->generated_count++ == ZONEFILE_GENERATED_MAX) {
			faults_add(reader->faults, at, "$GENERATE makes over %d records",
				   ZONEFILE_GENERATED_MAX);
			return;
		}
		if (!substitute(template, (uint32_t)i, &text)) {
			faults_add(
				reader->faults, at,
				"a \"$\" wants nothing or {offset,width,base} behind it, and "
				"a number that is not negative");
			return;
		}
		read_line(reader, text_str(&text), place);
		if (reader->faults->count != faults)
			return; /* all the others would say the same */
	}
}

void zonefile_generate(struct zonefile_reader *reader, struct zonetoken directive)
{
	struct zonetoken token = zonetoken_next(reader->tokens);
	struct zonetoken first = directive;
	struct range range;
	struct str template;

	if (token.kind != ZONETOKEN_WORD || !parse_range(token.text, &range)) {
		faults_add(reader->faults, zonetoken_place(reader->tokens, &token),
			   "$GENERATE wants a range such as 1-10 or 1-10/2");
		zonetoken_skip_entry(reader->tokens, token);
		return;
	}
	template = rest_of_line(reader, &first);
	if (template.len == 0) {
		faults_add(reader->faults, zonetoken_place(reader->tokens, &directive),
			   "$GENERATE wants an owner, a type and rdata");
	} else {
		run(reader, &range, template, first);
	}
}
