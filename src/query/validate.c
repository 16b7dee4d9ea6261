#include "query/validate.h"

#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "dns/edns.h"
#include "dns/type.h"
#include "query/validate_parts.h"

enum {
	RCODE_TEXT_MAX = 32,
	MINUTE = 60,
	HOUR = 60 * MINUTE,
	DAY = 24 * HOUR,
	TWICE = 2, /* of a unit, before it is used */
};

const char *validate_status_name(enum validate_status status)
{
	static const char *const names[VALIDATE_COUNT] = {
		[VALIDATE_SECURE] = "secure",
		[VALIDATE_INSECURE] = "insecure",
		[VALIDATE_BOGUS] = "bogus",
		[VALIDATE_INDETERMINATE] = "indeterminate",
	};

	return status < VALIDATE_COUNT ? names[status] : "?";
}

void validate_print_span(struct text *text, int64_t seconds)
{
	static const struct {
		int64_t seconds;
		const char *name;
	} units[] = { { DAY, "d" }, { HOUR, "h" }, { MINUTE, "min" }, { 1, "s" } };
	const int64_t span = seconds < 0 ? -seconds : seconds;
	size_t i = 0;

	while (i + 1 < ARRAY_LEN(units) && span < TWICE * units[i].seconds)
		i++;
	text_add_format(text, "%lld %s", (long long)(span / units[i].seconds),
			units[i].name);
}

void validate_add_step(struct validate *validate, struct name owner, const char *what,
		       const struct validate_outcome *outcome)
{
	const struct dnssec_rrsig *rrsig = outcome->rrsig;
	struct validate_step *step;

	if (validate->step_count == VALIDATE_STEPS_MAX)
		return;
	step = &validate->steps[validate->step_count++];
	*step = (struct validate_step){
		.owner = name_copy(validate->arena, owner),
		.what = what,
		.status = outcome->status,
		.why = outcome->why,
	};
	if (rrsig == NULL)
		return;
	step->has_key = true;
	step->key_tag = rrsig->key_tag;
	step->algorithm = rrsig->algorithm;
	step->signer = rrsig->signer;
	step->has_expiry = true;
	step->expiration = rrsig->expiration;
	step->expires_in = dnssec_time_between(validate->now, rrsig->expiration);
}

static const char *print_rcode(struct validate *validate, uint16_t rcode)
{
	char buffer[RCODE_TEXT_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	type_print_rcode(&text, rcode);
	return validate_words_format(validate, "%s", buffer);
}

const char *validate_read_head(struct validate *validate, const uint8_t *wire,
			       size_t size, struct message_header *out_header,
			       uint16_t *out_rcode)
{
	struct edns edns;

	if (message_read_header(wire, size, out_header) != ERR_OK)
		return "the reply is too short";
	edns_find(wire, size, &edns);
	*out_rcode = edns_rcode(out_header->flags, &edns);
	if (*out_rcode != RCODE_NOERROR && *out_rcode != RCODE_NXDOMAIN) {
		return validate_words_format(validate, "the reply is %s",
					     print_rcode(validate, *out_rcode));
	}
	if ((out_header->flags & FLAG_TC) != 0)
		return "the reply is truncated";
	return NULL;
}

bool validate_ask(struct validate *validate, struct name zone, struct name qname,
		  uint16_t qtype, struct signed_sets *out_sets, const char **out_why)
{
	const struct validate_options *options = validate->options;
	struct validate_reply reply = { .why = "no reply came" };
	struct message_header header;
	const char *why;
	uint16_t rcode = 0;

	if (validate->questions == VALIDATE_QUESTIONS_MAX) {
		*out_why = "it takes too many questions";
		return false;
	}
	validate->questions++;
	options->fetch(options->user, zone, qname, qtype, &reply);
	why = reply.wire == NULL ? reply.why
				 : validate_read_head(validate, reply.wire, reply.size,
						      &header, &rcode);
	if (why != NULL) {
		*out_why =
			validate_words_format(validate, "%s %s could not be had: %s",
					      validate_words_name(validate, qname),
					      validate_words_type(validate, qtype), why);
		return false;
	}
	signed_collect(validate->arena, reply.wire, reply.size, CLASS_IN, out_sets);
	return true;
}

const struct validate_step *validate_first_to_expire(const struct validate *validate)
{
	const struct validate_step *first = NULL;

	for (size_t i = 0; i < validate->step_count; i++) {
		const struct validate_step *step = &validate->steps[i];

		if (step->has_expiry &&
		    (first == NULL || step->expires_in < first->expires_in))
			first = step;
	}
	return first;
}

bool validate_substitute(struct arena *arena, struct name name, struct name owner,
			 struct name target, struct name *out_name)
{
	const size_t front = name.size - owner.size;
	uint8_t *wire;

	if (front + target.size > NAME_SIZE_MAX)
		return false;
	wire = arena_bytes(arena, front + target.size);
	memcpy(wire, name.wire, front);
	memcpy(wire + front, target.wire, target.size);
	*out_name = (struct name){ wire, front + target.size };
	return true;
}

bool validate_read_target(const struct signed_set *set, struct name *out_target)
{
	const struct dnssec_bytes rdata = set->rdata[0];

	if (!name_is_valid(rdata.data, rdata.size))
		return false;
	*out_target = (struct name){ rdata.data, rdata.size };
	return true;
}
