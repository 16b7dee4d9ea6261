#pragma once

#include <stdint.h>

struct answer;
struct json;
struct lookup_reply;
struct message_rr;

/** Members of JSON objects that describe messages, by the names of RFC 8427 where it has some. */

/** Header, counts, records by section, EDNS and, where it is malformed, the octets. */
void lookup_json_message_print(struct json *json, const struct lookup_reply *reply,
			       const struct answer *answer);

/** A record as an object of its own. */
void lookup_json_message_print_rr(struct json *json, const struct lookup_reply *reply,
				  const struct message_rr *rr);
