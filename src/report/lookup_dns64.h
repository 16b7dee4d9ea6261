#pragma once

struct lookup_page;
struct lookup_reply;

/**
 * The prefixes of DNS64 that the AAAA records of ipv4only.arpa show, one a line, each once:
 * "64:ff9b::/96".  Source: RFC 7050 section 3, RFC 6052 section 2.2.
 */
void lookup_dns64_print(struct lookup_page *page, const struct lookup_reply *reply);
