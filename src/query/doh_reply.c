#include "query/doh_reply.h"

#include <string.h>

#include "base/text.h"
#include "dns/message.h"

enum { SHOWN_MAX = 200 }; /* bytes of what strangers wrote */

void doh_reply_add_foreign(struct text *text, const char *data)
{
	size_t len = strnlen(data, SHOWN_MAX);

	for (size_t i = 0; i < len; i++) {
		bool is_plain = data[i] >= ' ' && data[i] <= '~' && data[i] != '"';

		text_add_char(text, (char)(is_plain ? data[i] : '?'));
	}
}

static void add_quoted(struct text *text, const char *data)
{
	text_add_char(text, '"');
	doh_reply_add_foreign(text, data);
	text_add_char(text, '"');
}

static bool is_dns(const char *content_type)
{
	static const struct str wanted = STR("application/dns-message");
	struct str rest = str_of(content_type);

	return str_equal_case(str_trim(str_cut(&rest, ';')), wanted);
}

bool doh_reply_judge(const struct doh_reply *reply, char *out_why)
{
	struct text why;

	text_init(&why, out_why, DOH_REPLY_WHY_MAX);
	if (reply->status < 200 || reply->status > 299) {
		text_add_format(&why, "the server says HTTP status %ld", reply->status);
		if (reply->location != NULL) {
			text_add_cstr(&why, " and points to ");
			add_quoted(&why, reply->location);
		}
	} else if (reply->content_type == NULL) {
		text_add_cstr(&why, "what the server sent has no content type; "
				    "application/dns-message is wanted");
	} else if (!is_dns(reply->content_type)) {
		text_add_cstr(&why, "what the server sent is of content type ");
		add_quoted(&why, reply->content_type);
		text_add_cstr(&why, ", not application/dns-message");
	} else if (reply->is_too_large) {
		text_add_format(&why, "what the server sent is larger than %d bytes",
				(int)DOH_REPLY_SIZE_MAX);
	} else if (reply->size < MESSAGE_HEADER_SIZE) {
		text_add_format(&why, "what the server sent is no DNS message: %zu bytes",
				reply->size);
	}
	return why.len == 0;
}
