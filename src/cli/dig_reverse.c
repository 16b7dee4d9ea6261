#include "cli/dig_reverse.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static const char *reverse_v6(struct arena *arena, const struct in6_addr *ip)
{
	static const char digits[] = "0123456789abcdef";
	char buffer[80];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	for (size_t i = sizeof(ip->s6_addr); i-- > 0;) {
		text_add_char(&text, digits[ip->s6_addr[i] & 0xF]);
		text_add_char(&text, '.');
		text_add_char(&text, digits[ip->s6_addr[i] >> 4]);
		text_add_char(&text, '.');
	}
	text_add_cstr(&text, "ip6.arpa.");
	return str_cstr(arena, text_str(&text));
}

const char *dig_reverse_name(struct arena *arena, const char *address)
{
	static const char suffix[] = ".in-addr.arpa.";
	const size_t size = strlen(address);
	struct in6_addr ip;
	size_t end = size;
	struct text text;

	if (inet_pton(AF_INET6, address, &ip) == 1)
		return reverse_v6(arena, &ip);
	text_init(&text, arena_bytes(arena, size + sizeof(suffix)),
		  size + sizeof(suffix));
	for (size_t i = size + 1; i-- > 0;) {
		if (i > 0 && address[i - 1] != '.')
			continue;
		text_add(&text, str_make(address + i, end - i));
		if (i > 0)
			text_add_char(&text, '.');
		end = i - 1;
	}
	text_add_cstr(&text, suffix);
	return text.data;
}
