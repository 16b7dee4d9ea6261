#pragma once

#include <stdint.h>

struct answer;
struct json;
struct server;

/** Members of JSON objects that tell how an answer was come by. */

/** Server, transport, time, attempts and dropped datagrams. */
void lookup_json_way_print(struct json *json, const struct answer *answer);

/** The member "server": null for NULL. */
void lookup_json_way_print_server(struct json *json, const struct server *server);

/** The members "dateString" and "dateSeconds" of RFC 8427. */
void lookup_json_way_print_date(struct json *json, uint64_t wall_us);
