#include "check/pattern.h"

#include <arpa/inet.h>
#include <string.h>

#include "config.h"

#ifdef HAVE_REGEX
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#endif

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "check/judgement.h"
#include "declare/declaration.h"
#include "dns/rdata.h"
#include "dns/type.h"

enum { SUBJECT_MAX = 8 * UINT16_MAX };

#ifdef HAVE_REGEX

enum { STEPS_MAX = 100000, DEPTH_MAX = 1000, HEAP_KIB_MAX = 1024 };

static void code_free(pcre2_code **code)
{
	pcre2_code_free(*code);
}

static void context_free(pcre2_match_context **context)
{
	pcre2_match_context_free(*context);
}

static void data_free(pcre2_match_data **data)
{
	pcre2_match_data_free(*data);
}

static pcre2_code *compile(struct str pattern, int *out_error, size_t *out_offset)
{
	return pcre2_compile((PCRE2_SPTR)pattern.data, pattern.len, PCRE2_DOLLAR_ENDONLY,
			     out_error, out_offset, NULL);
}

const char *pattern_fault(struct arena *arena, struct str pattern)
{
	CLEANUP(code_free) pcre2_code *code = NULL;
	PCRE2_UCHAR message[128] = "";
	char buffer[256];
	struct text text;
	size_t offset = 0;
	int error = 0;

	if (pattern.len > PATTERN_MAX)
		return "is longer than 4096 bytes";
	code = compile(pattern, &error, &offset);
	if (code != NULL)
		return NULL;
	pcre2_get_error_message(error, message, sizeof(message));
	text_init(&text, buffer, sizeof(buffer));
	text_add_format(&text, "is faulty at character %zu: %s", offset + 1,
			(const char *)message);
	return str_cstr(arena, text_str(&text));
}

static enum pattern_result match(struct str pattern, struct str subject)
{
	CLEANUP(code_free) pcre2_code *code = NULL;
	CLEANUP(context_free) pcre2_match_context *context = NULL;
	CLEANUP(data_free) pcre2_match_data *data = NULL;
	size_t offset;
	int error, found;

	code = compile(pattern, &error, &offset);
	context = pcre2_match_context_create(NULL);
	data = pcre2_match_data_create(1, NULL);
	if (code == NULL || context == NULL || data == NULL)
		return PATTERN_TOO_COSTLY;
	pcre2_set_match_limit(context, STEPS_MAX);
	pcre2_set_depth_limit(context, DEPTH_MAX);
	pcre2_set_heap_limit(context, HEAP_KIB_MAX);
	found = pcre2_match(code, (PCRE2_SPTR)subject.data, subject.len, 0, 0, data,
			    context);
	if (found == PCRE2_ERROR_NOMATCH)
		return PATTERN_DIFFERS;
	return found >= 0 ? PATTERN_MATCHES : PATTERN_TOO_COSTLY;
}

#else

const char *pattern_fault(struct arena *arena, struct str pattern)
{
	(void)arena;
	(void)pattern;
	return "cannot be used: this digdrift was built without PCRE2";
}

static enum pattern_result match(struct str pattern, struct str subject)
{
	(void)pattern;
	(void)subject;
	return PATTERN_DIFFERS;
}

#endif

/* The strings of a TXT joined, without quotes; other rdata as it is printed. */
static void add_subject(struct arena *arena, struct text *text, uint16_t type,
			struct str message, size_t offset, uint16_t rdata_size)
{
	static const struct rdata_style style = { 0 };
	const uint8_t *wire = (const uint8_t *)message.data;
	size_t room = 2 * ((size_t)rdata_size + NAME_SIZE_MAX + 1);
	size_t joined_size = 0;
	uint8_t *joined;

	if (type != TYPE_TXT && type != TYPE_SPF) {
		rdata_print(text, type, wire, message.len, offset, rdata_size, &style);
		return;
	}
	joined = arena_bytes(arena, room);
	if (rdata_normal(type, wire, message.len, offset, rdata_size, joined, room,
			 &joined_size) == ERR_OK)
		text_add(text, str_make((const char *)joined, joined_size));
}

enum pattern_result pattern_match(struct arena *arena, struct str pattern, uint16_t type,
				  struct str message, size_t offset, uint16_t rdata_size)
{
	CLEANUP(text_free) struct text text;

	text_init_growing(&text, SUBJECT_MAX);
	add_subject(arena, &text, type, message, offset, rdata_size);
	return text.err == ERR_OK ? match(pattern, text_str(&text)) : PATTERN_TOO_COSTLY;
}

static bool is_in_range(const struct expected_range *range, const uint8_t *address)
{
	unsigned whole = range->prefix / 8, rest = range->prefix % 8;
	uint8_t mask = (uint8_t)(0xff00U >> rest);

	if (memcmp(range->address, address, whole) != 0)
		return false;
	return rest == 0 || ((range->address[whole] ^ address[whole]) & mask) == 0;
}

bool pattern_is_in_ranges(const struct expectation_extra *extra, const uint8_t *address,
			  size_t size)
{
	if (size != 4 && size != 16)
		return false;
	for (size_t i = 0; i < extra->range_count; i++) {
		if (extra->ranges[i].prefix <= 8 * size &&
		    is_in_range(&extra->ranges[i], address))
			return true;
	}
	return false;
}

void pattern_expect_range(struct judgement *judgement, uint16_t type,
			  const struct expected_range *range)
{
	char printed[INET6_ADDRSTRLEN] = "";

	inet_ntop(type == TYPE_AAAA ? AF_INET6 : AF_INET, range->address, printed,
		  sizeof(printed));
	judgement_expect(judgement, "%s/%u", printed, (unsigned)range->prefix);
}
