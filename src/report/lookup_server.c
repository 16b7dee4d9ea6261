#include "report/lookup_server.h"

#include <string.h>

#include "base/text.h"
#include "dns/type.h"
#include "query/agreement.h"
#include "query/answer.h"

enum { DNS_PORT = 53, ADDRESS_MAX = 128 };

/* A name of a server reads better without its final dot. */
static struct str short_name(const struct server *server)
{
	struct str name = str_of(server->name);

	return name.len > 1 && name.data[name.len - 1] == '.'
		       ? str_upto(name, name.len - 1)
		       : name;
}

void lookup_server_print(struct text *text, const struct server *server,
			 enum transport transport)
{
	char buffer[ADDRESS_MAX];
	struct str name = short_name(server);
	bool is_named;
	struct text address;

	text_init(&address, buffer, sizeof(buffer));
	server_print_ip(&address, server);
	is_named = !str_is_empty(name) && !str_equal(name, text_str(&address));
	if (server_port(server) != DNS_PORT)
		text_add_format(&address, "#%u", (unsigned)server_port(server));
	if (is_named) {
		text_add(text, name);
		text_add_format(text, " (%s, %s)", buffer,
				server_transport_name(transport));
	} else {
		text_add_format(text, "%s (%s)", buffer,
				server_transport_name(transport));
	}
}

void lookup_server_print_silence(struct text *text, const struct answer *answer)
{
	if (answer == NULL) {
		text_add_cstr(text, "interrupted");
		return;
	}
	text_add_cstr(text, answer_outcome_text(answer->outcome));
	if (answer->attempt_count == 0)
		return;
	text_add_format(text, " after %zu %s, %.1f s", answer->attempt_count,
			answer->attempt_count == 1 ? "try" : "tries",
			(double)answer->total_us / 1e6);
}

static size_t count_records(const struct agreement_reply *reply)
{
	size_t count = 0;

	for (size_t i = 0; i < reply->rrset_count; i++)
		count += reply->rrsets[i].count;
	return count;
}

static void add_referral(struct text *text, const struct agreement_reply *reply)
{
	text_add_cstr(text, "referral");
	if (reply->rrset_count == 0)
		return;
	text_add_cstr(text, " to the servers of ");
	name_print(text, reply->rrsets[0].owner);
}

void lookup_server_print_reply(struct text *text, const struct agreement_reply *reply)
{
	size_t records = count_records(reply);

	switch (reply->kind) {
	case AGREEMENT_DATA:
		type_print_rcode(text, reply->rcode);
		text_add_format(text, ", %zu record%s", records, records == 1 ? "" : "s");
		break;
	case AGREEMENT_REFERRAL:
		add_referral(text, reply);
		return;
	case AGREEMENT_NODATA:
		text_add_cstr(text, "NOERROR, no such record");
		break;
	case AGREEMENT_NXDOMAIN:
		type_print_rcode(text, reply->rcode);
		break;
	case AGREEMENT_FAILURE:
		type_print_rcode(text, reply->rcode);
		return;
	case AGREEMENT_TRUNCATED:
		text_add_cstr(text, "truncated, and not to be had over TCP");
		return;
	case AGREEMENT_UNREADABLE:
		text_add_cstr(text, "unreadable");
		return;
	case AGREEMENT_SILENT:
	case AGREEMENT_KIND_COUNT:
		lookup_server_print_silence(text, reply->answer);
		return;
	}
	if (!reply->is_aa)
		text_add_cstr(text, ", not authoritative");
}

void lookup_server_pad(struct text *text, size_t start, size_t column)
{
	size_t len = text->len - start;

	text_add_repeat(text, ' ', (len < column ? column - len : 0) + 2);
}
