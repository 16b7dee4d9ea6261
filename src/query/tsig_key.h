#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"
#include "dns/name.h"

struct arena;

enum { TSIG_KEY_SECRET_MAX = 512 };

/** The HMACs of RFC 8945 section 6. */
struct tsig_algorithm {
	const char *name; /* "hmac-sha256" */
	const char
		*wire_name; /* as a domain name: "hmac-sha256.", or the long one of MD5 */
	char digest[8];     /* OpenSSL's name */
	size_t mac_size;
};

struct tsig_key {
	struct name name;           /* lower case */
	struct name algorithm_name; /* wire form of the algorithm's name */
	const struct tsig_algorithm *algorithm;
	size_t mac_size; /* what is sent: less than the algorithm's when "-bits" was written */
	uint8_t secret[TSIG_KEY_SECRET_MAX];
	size_t secret_size;
};

/**
 * "[hmac:]name:base64", as dig's -y; hmac-sha256 unless one is named ("hmac-sha256-128" cuts the MAC).
 * @out_why  what was wrong, a sentence in @arena
 * Errors: ERR_SYNTAX.
 */
NODISCARD enum err tsig_key_parse(struct arena *arena, struct str text,
				  struct tsig_key **out_key, const char **out_why);

/**
 * A file of tsig-keygen: key "name" { algorithm hmac-sha256; secret "base64"; };
 * Errors: ERR_NOT_FOUND, ERR_IO with errno, ERR_SYNTAX; *out_why says what in words.
 */
NODISCARD enum err tsig_key_read(struct arena *arena, const char *path,
				 struct tsig_key **out_key, const char **out_why);
