#include "cli/dig_query.h"

#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/num.h"
#include "base/random.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"

enum {
	OPTIONS_SIZE_MAX = 2048, /* what a query has room for, with name and headers */
	SUBNET_HEAD_SIZE = 4,    /* family, prefix and scope */
	COOKIE_SIZE_MAX = 512,
	COOKIE_CLIENT_SIZE = 8,
};

struct options {
	uint8_t *data;
	size_t size;
	size_t cookie_offset;
	enum err err; /* the first one sticks */
};

static void add(struct options *options, uint16_t code, const uint8_t *data, size_t size)
{
	if (options->err == ERR_OK) {
		options->err = build_option(options->data, OPTIONS_SIZE_MAX,
					    &options->size, code, data, size);
	}
}

static bool is_transfer(const struct dig_lookup *lookup)
{
	return lookup->type == TYPE_AXFR || lookup->type == TYPE_IXFR;
}

/* Source: RFC 7871 section 6: only the bytes that the prefix reaches. */
static void add_subnet(struct options *options, const struct dig_subnet *subnet)
{
	uint8_t data[SUBNET_HEAD_SIZE + sizeof(subnet->address)] = { 0 };
	size_t size = (subnet->prefix + 7U) / 8;

	if (!subnet->is_on)
		return;
	wire_put_u16(data, subnet->family);
	data[2] = subnet->prefix;
	memcpy(data + SUBNET_HEAD_SIZE, subnet->address, size);
	add(options, EDNS_SUBNET, data, SUBNET_HEAD_SIZE + size);
}

/* The engine makes the cookies of questions, but not those of transfers. */
static void add_cookie(struct options *options, const char *hex, bool is_transfer)
{
	uint8_t data[COOKIE_SIZE_MAX];
	size_t size;

	if (hex == NULL && is_transfer) {
		random_fill(data, COOKIE_CLIENT_SIZE);
		add(options, EDNS_COOKIE, data, COOKIE_CLIENT_SIZE);
	}
	if (hex == NULL)
		return;
	if (num_parse_bytes(str_of(hex), data, sizeof(data), &size) == ERR_OK) {
		add(options, EDNS_COOKIE, data, size);
	} else {
		options->err = ERR_LIMIT;
	}
}

/* In the order in which they were written: the list runs backwards. */
static void add_written(struct options *options, const struct dig_edns_option *last)
{
	const struct dig_edns_option *order[DIG_EDNS_OPTIONS_MAX];
	size_t count = 0;

	for (; last != NULL && count < DIG_EDNS_OPTIONS_MAX; last = last->before)
		order[count++] = last;
	while (count-- > 0)
		add(options, order[count]->code, order[count]->data, order[count]->size);
}

static void add_all(struct options *options, const struct dig_lookup *lookup)
{
	if (lookup->has_nsid)
		add(options, EDNS_NSID, NULL, 0);
	add_subnet(options, &lookup->subnet);
	options->cookie_offset = options->size;
	if (lookup->has_cookie)
		add_cookie(options, lookup->cookie, is_transfer(lookup));
	if (lookup->has_expire)
		add(options, EDNS_EXPIRE, NULL, 0);
	if (lookup->has_keepalive)
		add(options, EDNS_KEEPALIVE, NULL, 0);
	add_written(options, lookup->edns_options);
}

static uint16_t header_flags(const struct dig_lookup *lookup)
{
	const struct {
		bool is_on;
		uint16_t bit;
	} bits[] = {
		{ lookup->has_aa, FLAG_AA },
		{ lookup->has_tc, FLAG_TC },
		{ lookup->has_rd && !is_transfer(lookup), FLAG_RD },
		{ lookup->has_ra, FLAG_RA },
		{ lookup->has_z, FLAG_Z },
		{ lookup->has_ad, FLAG_AD },
		{ lookup->has_cd, FLAG_CD },
	};
	uint16_t flags = 0;

	for (size_t i = 0; i < ARRAY_LEN(bits); i++) {
		if (bits[i].is_on)
			flags |= bits[i].bit;
	}
	return flags;
}

enum err dig_query_build(struct arena *arena, const struct dig_lookup *lookup,
			 struct name qname, struct build_query *out_query)
{
	struct options options = { .data = arena_bytes(arena, OPTIONS_SIZE_MAX) };
	unsigned edns_flags =
		(lookup->edns_flags & ~(unsigned)(EDNS_FLAG_DO | EDNS_FLAG_CO)) |
		(lookup->has_do ? EDNS_FLAG_DO : 0U) |
		(lookup->has_co ? EDNS_FLAG_CO : 0U);

	if (lookup->has_edns)
		add_all(&options, lookup);
	if (options.err != ERR_OK)
		return options.err;
	*out_query = (struct build_query){
		.qname = qname,
		.qtype = lookup->type,
		.qclass = lookup->rr_class,
		.flags = header_flags(lookup),
		.opcode = (uint8_t)lookup->opcode,
		.is_header_only = lookup->is_header_only,
		.has_ixfr_serial = lookup->type == TYPE_IXFR,
		.ixfr_serial = lookup->ixfr_serial,
		.edns = {
			.is_on = lookup->has_edns,
			.version = (uint8_t)lookup->edns_version,
			.udp_size = (uint16_t)lookup->udp_size,
			.flags = (uint16_t)edns_flags,
			.options = options.data,
			.options_size = options.size,
			.cookie_offset = options.cookie_offset,
			.padding_block = lookup->padding,
		},
	};
	return ERR_OK;
}
