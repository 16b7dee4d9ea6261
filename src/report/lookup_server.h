#pragma once

#include <stddef.h>

#include "query/server.h"

struct agreement_reply;
struct answer;
struct name;
struct text;

/** "ns1.example.test (192.0.2.1, udp)": without the usual port, without a name that is the address. */
void lookup_server_print(struct text *text, const struct server *server,
			 enum transport transport);

/** "timed out after 3 tries, 15.0 s": why there was no reply.  @answer NULL: not asked to the end. */
void lookup_server_print_silence(struct text *text, const struct answer *answer);

/** "NOERROR, 2 records", "NXDOMAIN, not authoritative": what a reply comes to. */
void lookup_server_print_reply(struct text *text, const struct agreement_reply *reply);

/** Fills up with blanks to @column, counted from @start, and two more. */
void lookup_server_pad(struct text *text, size_t start, size_t column);
