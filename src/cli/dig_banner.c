#include "cli/dig_banner.h"

#include "base/arena.h"
#include "base/text.h"
#include "cli/dig_help.h"
#include "cli/dig_lookup.h"

enum { BANNER_SIZE = 1024 }; /* what is longer is cut, as dig does it */

const char *dig_banner_print(struct arena *arena, const struct dig_banner *banner,
			     size_t server_count)
{
	struct text text;

	text_init(&text, arena_bytes(arena, BANNER_SIZE), BANNER_SIZE);
	text_add_format(&text, "%s; <<>> DiG %s <<>>", banner->is_first ? "\n" : "",
			dig_help_version());
	for (int i = 1; i < banner->argc; i++) {
		text_add_char(&text, ' ');
		text_add_cstr(&text, banner->argv[i]);
	}
	text_add_char(&text, '\n');
	if (banner->is_first && server_count > 0) {
		text_add_format(&text, "; (%zu server%s found)\n", server_count,
				server_count > 1 ? "s" : "");
	}
	if (banner->is_first) {
		text_add_format(&text, ";; global options:%s +cmd\n",
				banner->has_short ? " +short" : "");
	}
	return text.data;
}
