#include "query/proxy.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/num.h"

enum {
	FIXED_SIZE = 16,
	VERSION_LOCAL = 0x20,
	VERSION_PROXY = 0x21,
	FAMILY_V4 = 0x10,
	FAMILY_V6 = 0x20,
	PROTOCOL_STREAM = 1,
	PROTOCOL_DATAGRAM = 2,
	TARGET_PORT = 53,
};

static const uint8_t signature[12] = { 0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d,
				       0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a };

static enum err parse_side(struct str text, uint16_t port, union address *out_address,
			   const char **out_why)
{
	struct str rest = text;
	const struct str ip = str_cut(&rest, '#');
	char buffer[INET6_ADDRSTRLEN];

	if (rest.data != NULL && num_parse_u16(rest, 0, UINT16_MAX, &port) != ERR_OK) {
		*out_why = "Couldn't parse port number";
		return ERR_RANGE;
	}
	*out_why = "PROXY source and destination addresses cannot be parsed";
	if (ip.len >= sizeof(buffer))
		return ERR_SYNTAX;
	memcpy(buffer, ip.data, ip.len);
	buffer[ip.len] = '\0';
	memset(out_address, 0, sizeof(*out_address));
	if (inet_pton(AF_INET, buffer, &out_address->v4.sin_addr) == 1) {
		out_address->v4.sin_family = AF_INET;
		out_address->v4.sin_port = htons(port);
		return ERR_OK;
	}
	if (inet_pton(AF_INET6, buffer, &out_address->v6.sin6_addr) != 1)
		return ERR_SYNTAX;
	out_address->v6.sin6_family = AF_INET6;
	out_address->v6.sin6_port = htons(port);
	return ERR_OK;
}

enum err proxy_parse(struct str text, struct proxy *out_proxy, const char **out_why)
{
	struct proxy proxy = { .is_local = false };
	struct str rest = text;
	const struct str source = str_cut(&rest, '-');
	const char *why = "PROXY source and destination addresses cannot be parsed";
	enum err err = rest.data == NULL ? ERR_SYNTAX : ERR_OK;

	if (err == ERR_OK)
		err = parse_side(source, 0, &proxy.source, &why);
	if (err == ERR_OK)
		err = parse_side(rest, TARGET_PORT, &proxy.target, &why);
	if (err == ERR_OK && proxy.source.any.sa_family != proxy.target.any.sa_family) {
		why = "PROXY source and destination addresses must be of the same type";
		err = ERR_SYNTAX;
	}
	if (err != ERR_OK) {
		*out_why = why;
		return err;
	}
	*out_proxy = proxy;
	return ERR_OK;
}

static void put(struct proxy_head *head, const void *data, size_t size)
{
	memcpy(head->bytes + head->size, data, size);
	head->size = (uint8_t)(head->size + size);
}

static void put_addresses(struct proxy_head *head, const struct proxy *proxy)
{
	const union address *source = &proxy->source;
	const union address *target = &proxy->target;

	if (source->any.sa_family == AF_INET) {
		put(head, &source->v4.sin_addr, sizeof(source->v4.sin_addr));
		put(head, &target->v4.sin_addr, sizeof(target->v4.sin_addr));
		put(head, &source->v4.sin_port, sizeof(source->v4.sin_port));
		put(head, &target->v4.sin_port, sizeof(target->v4.sin_port));
	} else {
		put(head, &source->v6.sin6_addr, sizeof(source->v6.sin6_addr));
		put(head, &target->v6.sin6_addr, sizeof(target->v6.sin6_addr));
		put(head, &source->v6.sin6_port, sizeof(source->v6.sin6_port));
		put(head, &target->v6.sin6_port, sizeof(target->v6.sin6_port));
	}
}

struct proxy_head proxy_head_of(const struct proxy *proxy, bool is_stream)
{
	struct proxy_head head = { .size = 0 };
	uint8_t fixed[FIXED_SIZE - sizeof(signature)] = { VERSION_LOCAL };

	if (proxy == NULL)
		return head;
	if (!proxy->is_local) {
		bool is_v4 = proxy->source.any.sa_family == AF_INET;

		fixed[0] = VERSION_PROXY;
		fixed[1] = (uint8_t)((is_v4 ? FAMILY_V4 : FAMILY_V6) |
				     (is_stream ? PROTOCOL_STREAM : PROTOCOL_DATAGRAM));
		fixed[3] = is_v4 ? 12 : 36;
	}
	head.is_plain = proxy->is_plain;
	put(&head, signature, sizeof(signature));
	put(&head, fixed, sizeof(fixed));
	if (!proxy->is_local)
		put_addresses(&head, proxy);
	return head;
}

bool proxy_head_equal(const struct proxy_head *a, const struct proxy_head *b)
{
	return a->size == b->size &&
	       (a->size == 0 ||
		(a->is_plain == b->is_plain && memcmp(a->bytes, b->bytes, a->size) == 0));
}
