/*
 * The rules that dig holds the options of an OPT record to.
 */
#include "base/attr.h"
#include "report/lookup_reply.h"

enum { SUBNET_HEAD_SIZE = 4, COOKIE_CLIENT_SIZE = 8 };

static bool is_subnet_valid(const struct edns_option *option)
{
	static const unsigned family_bits[] = { 0, 32, 128 };
	const uint8_t *data = option->data;

	if (option->size < SUBNET_HEAD_SIZE || data[0] != 0 ||
	    data[1] >= ARRAY_LEN(family_bits))
		return false;

	unsigned bits = family_bits[data[1]];
	unsigned prefix = data[2];
	size_t size = (prefix + 7U) / 8;

	if (prefix > bits || data[3] > bits || option->size != SUBNET_HEAD_SIZE + size)
		return false;
	return prefix % 8 == 0 ||
	       (data[SUBNET_HEAD_SIZE + size - 1] & (0xFFU >> prefix % 8)) == 0;
}

/* clang-format off */
static const struct {
	uint16_t code;
	uint16_t sizes[2]; /* one of these, or between them when is_range */
	bool is_range;
} rules[] = {
	{ EDNS_LLQ,        { 18, 18 },     false },
	{ EDNS_UL,         { 4, 8 },       false },
	{ EDNS_EXPIRE,     { 0, 4 },       false },
	{ EDNS_EDE,        { 2, 0xFFFF },  true },
	{ EDNS_CLIENT_TAG, { 2, 2 },       false },
	{ EDNS_SERVER_TAG, { 2, 2 },       false },
};
/* clang-format on */

static bool is_valid(const struct edns_option *option)
{
	uint16_t size = option->size;

	if (option->code == EDNS_SUBNET)
		return is_subnet_valid(option);
	if (option->code == EDNS_COOKIE)
		return size == COOKIE_CLIENT_SIZE || (size >= 16 && size <= 40);
	if (option->code == EDNS_KEY_TAG)
		return size > 0 && size % 2 == 0;
	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		if (rules[i].code != option->code)
			continue;
		if (rules[i].is_range)
			return size >= rules[i].sizes[0] && size <= rules[i].sizes[1];
		return size == rules[i].sizes[0] || size == rules[i].sizes[1];
	}
	return true;
}

const char *lookup_reply_opt_fault(const uint8_t *wire, const struct message_rr *rr)
{
	struct edns_option option;
	struct edns edns;
	size_t offset = 0;
	bool is_cut;

	edns_read(wire, rr, &edns);
	while (edns_next(&edns, &offset, &option, &is_cut)) {
		if (!is_valid(&option))
			return "malformed OPT option";
	}
	return is_cut ? "unexpected end of input" : NULL;
}
