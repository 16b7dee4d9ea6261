#include "report/lookup_dns64.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "dns/type.h"
#include "report/lookup_page.h"
#include "report/lookup_reply.h"

enum {
	PREFIXES_MAX = 16, /* shown of one reply */
	ZERO_BYTE = 8,     /* bits 64 to 71 are 0 in every prefix but the longest */
};

struct prefix {
	uint8_t address[16];
	unsigned bits;
	bool has_170; /* both addresses must be there behind it */
	bool has_171;
};

struct prefixes {
	struct prefix list[PREFIXES_MAX];
	size_t count;
};

/* Where the four bytes of the IPv4 address stand behind a prefix of so many bits. */
static const struct {
	unsigned bits;
	uint8_t places[4];
} layouts[] = {
	{ 32, { 4, 5, 6, 7 } },   { 40, { 5, 6, 7, 9 } },    { 48, { 6, 7, 9, 10 } },
	{ 56, { 7, 9, 10, 11 } }, { 64, { 9, 10, 11, 12 } }, { 96, { 12, 13, 14, 15 } },
};

/* 192.0.0.170 and 192.0.0.171 are the addresses of ipv4only.arpa. */
static bool is_well_known(const uint8_t *address, const uint8_t places[4], unsigned bits)
{
	return address[places[0]] == 192 && address[places[1]] == 0 &&
	       address[places[2]] == 0 &&
	       (address[places[3]] == 170 || address[places[3]] == 171) &&
	       (bits == 96 || address[ZERO_BYTE] == 0);
}

/* The slot of a prefix, new or known; NULL when there are too many. */
static struct prefix *slot(struct prefixes *prefixes, const struct prefix *prefix)
{
	for (size_t i = 0; i < prefixes->count; i++) {
		if (prefixes->list[i].bits == prefix->bits &&
		    memcmp(prefixes->list[i].address, prefix->address,
			   sizeof(prefix->address)) == 0)
			return &prefixes->list[i];
	}
	if (prefixes->count == PREFIXES_MAX)
		return NULL;
	prefixes->list[prefixes->count] = *prefix;
	return &prefixes->list[prefixes->count++];
}

static void find(struct prefixes *prefixes, const uint8_t *address)
{
	for (size_t i = 0; i < ARRAY_LEN(layouts); i++) {
		struct prefix prefix = { .bits = layouts[i].bits };
		struct prefix *known;

		if (!is_well_known(address, layouts[i].places, layouts[i].bits))
			continue;
		memcpy(prefix.address, address, prefix.bits / 8);
		known = slot(prefixes, &prefix);
		if (known == NULL)
			continue;
		known->has_170 |= address[layouts[i].places[3]] == 170;
		known->has_171 |= address[layouts[i].places[3]] == 171;
	}
}

void lookup_dns64_print(struct lookup_page *page, const struct lookup_reply *reply)
{
	struct prefixes prefixes = { .count = 0 };
	struct message_cursor cursor;
	struct message_rr rr;
	char shown[INET6_ADDRSTRLEN];

	message_begin(&cursor, reply->wire, reply->size);
	for (size_t i = 0; i < reply->readable && message_next(&cursor, &rr); i++) {
		if (rr.section == SECTION_ANSWER && rr.type == TYPE_AAAA &&
		    rr.rdata_size == sizeof(struct in6_addr))
			find(&prefixes, reply->wire + rr.rdata);
	}
	for (size_t i = 0; i < prefixes.count; i++) {
		const struct prefix *prefix = &prefixes.list[i];

		if (prefix->has_170 && prefix->has_171 &&
		    inet_ntop(AF_INET6, prefix->address, shown, sizeof(shown)) != NULL)
			text_add_format(&page->text, "%s/%u\n", shown, prefix->bits);
	}
}
