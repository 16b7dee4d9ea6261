#pragma once

#include <stddef.h>

struct arena;
struct dig_banner;

/**
 * The lines above the first message of a command line: "; <<>> DiG ... <<>> example.org", and for the
 * first of a run "; (1 server found)" and the options.
 *
 * @server_count  addresses of the server that is counted; 0: not shown
 */
const char *dig_banner_print(struct arena *arena, const struct dig_banner *banner,
			     size_t server_count);
