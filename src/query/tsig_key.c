#include "query/tsig_key.h"

#include <errno.h>
#include <openssl/evp.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/file.h"
#include "base/num.h"
#include "base/text.h"

enum { FILE_MAX = 64 * 1024, WHY_MAX = 512, MAC_MIN = 10, BITS_MAX = 512 };

static const struct tsig_algorithm algorithms[] = {
	{ "hmac-md5", "hmac-md5.sig-alg.reg.int.", "MD5", 16 },
	{ "hmac-sha1", "hmac-sha1.", "SHA1", 20 },
	{ "hmac-sha224", "hmac-sha224.", "SHA224", 28 },
	{ "hmac-sha256", "hmac-sha256.", "SHA256", 32 },
	{ "hmac-sha384", "hmac-sha384.", "SHA384", 48 },
	{ "hmac-sha512", "hmac-sha512.", "SHA512", 64 },
};
static const struct str algorithm_default = STR("hmac-sha256");

static enum err refuse(struct arena *arena, const char **out_why, const char *format, ...)
	PRINTF(3, 4);

static enum err refuse(struct arena *arena, const char **out_why, const char *format, ...)
{
	char buffer[WHY_MAX];
	struct text text;
	va_list args;

	text_init(&text, buffer, sizeof(buffer));
	va_start(args, format);
	text_add_format_list(&text, format, args);
	va_end(args);
	*out_why = str_cstr(arena, text_str(&text));
	return ERR_SYNTAX;
}

static const struct tsig_algorithm *algorithm_find(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(algorithms); i++) {
		if (str_equal_case(str_of(algorithms[i].name), name) ||
		    str_equal_case(str_of(algorithms[i].wire_name), name))
			return &algorithms[i];
	}
	return NULL;
}

/* "hmac-sha256-128": a MAC of 128 bits, at least 80 and half of the whole (RFC 8945, 5.2.2.1). */
static bool algorithm_parse(struct str text, struct tsig_key *key)
{
	struct str rest = text;
	struct str first = str_cut(&rest, '-');
	struct str second = str_cut(&rest, '-');
	struct str name = str_upto(text, first.len + 1 + second.len);
	uint32_t bits;

	key->algorithm = algorithm_find(rest.data != NULL ? name : text);
	if (key->algorithm == NULL)
		return false;
	key->mac_size = key->algorithm->mac_size;
	if (rest.data == NULL)
		return true;
	if (num_parse_u32(rest, 1, BITS_MAX, &bits) != ERR_OK || bits % 8 != 0 ||
	    bits / 8 > key->mac_size || bits / 8 < MAC_MIN ||
	    (size_t)bits / 8 * 2 < key->mac_size)
		return false;
	key->mac_size = bits / 8;
	return true;
}

static bool secret_parse(struct str text, struct tsig_key *key)
{
	uint8_t decoded[TSIG_KEY_SECRET_MAX + 4];
	int size;

	if (text.len == 0 || text.len % 4 != 0 || text.len / 4 * 3 > TSIG_KEY_SECRET_MAX)
		return false;
	size = EVP_DecodeBlock(decoded, (const unsigned char *)text.data, (int)text.len);
	if (size < 0)
		return false;
	key->secret_size = (size_t)size;
	for (size_t i = 1; i <= 2 && text.data[text.len - i] == '='; i++)
		key->secret_size--;
	memcpy(key->secret, decoded, key->secret_size);
	return key->secret_size > 0;
}

static enum err key_make(struct arena *arena, struct str algorithm, struct str name,
			 struct str secret, struct tsig_key **out_key,
			 const char **out_why)
{
	struct tsig_key *key = arena_alloc(arena, sizeof(*key));
	const char *why = "";
	struct name read;

	if (!algorithm_parse(algorithm, key)) {
		return refuse(
			arena, out_why,
			"\"%.*s\" is no HMAC of TSIG; there are hmac-md5, hmac-sha1, hmac-sha224, "
			"hmac-sha256, hmac-sha384 and hmac-sha512",
			(int)algorithm.len, algorithm.data);
	}
	if (name_parse_new(arena, name, NULL, &read, &why) != ERR_OK) {
		return refuse(arena, out_why,
			      "the key name \"%.*s\" is no domain name: %s",
			      (int)name.len, name.data, why);
	}
	if (!secret_parse(secret, key)) {
		return refuse(arena, out_why,
			      "the secret of key \"%.*s\" is no base64 of 1 to %d bytes",
			      (int)name.len, name.data, (int)TSIG_KEY_SECRET_MAX);
	}
	key->name = name_copy_lower(arena, read);
	if (name_parse_new(arena, str_of(key->algorithm->wire_name), NULL,
			   &key->algorithm_name, NULL) != ERR_OK)
		return ERR_SYNTAX;
	*out_key = key;
	return ERR_OK;
}

enum err tsig_key_parse(struct arena *arena, struct str text, struct tsig_key **out_key,
			const char **out_why)
{
	struct str rest = text;
	struct str first = str_cut(&rest, ':');
	struct str second = rest.data != NULL ? str_cut(&rest, ':') : rest;

	if (second.data == NULL)
		return refuse(arena, out_why, "a key is written [hmac:]name:secret");
	if (rest.data == NULL) {
		return key_make(arena, algorithm_default, first, second, out_key,
				out_why);
	}
	return key_make(arena, first, second, rest, out_key, out_why);
}

/* The next word of a key file: what stands in quotes, or a run without blanks and ; { }. */
static struct str file_word(struct str *rest)
{
	size_t start = 0, end;

	while (start < rest->len && strchr(" \t\r\n;{}", rest->data[start]) != NULL)
		start++;
	*rest = str_from(*rest, start);
	if (rest->len > 0 && rest->data[0] == '"') {
		struct str inner = str_from(*rest, 1);

		return str_cut(&inner, '"');
	}
	for (end = 0; end < rest->len && strchr(" \t\r\n;{}\"", rest->data[end]) == NULL;)
		end++;
	return str_upto(*rest, end);
}

static struct str file_next(struct str *rest)
{
	struct str word = file_word(rest);
	bool is_quoted = rest->len > 0 && rest->data[0] == '"';

	*rest = str_from(*rest, word.len + (is_quoted ? 2 : 0));
	return word;
}

/* The files of dnssec-keygen: a private key, or a KEY or DNSKEY record. */
static bool is_sig0(struct str text)
{
	static const struct str private_key = STR("Private-key-format:");

	if (str_has_prefix(text, private_key))
		return true;
	while (text.data != NULL) {
		struct str line = str_trim(str_cut(&text, '\n'));

		for (struct str word = str_word(&line); word.len > 0;
		     word = str_word(&line)) {
			if (word.data[0] == ';')
				break;
			if (str_equal(word, str_of("KEY")) ||
			    str_equal(word, str_of("DNSKEY")))
				return true;
		}
	}
	return false;
}

enum err tsig_key_read(struct arena *arena, const char *path, struct tsig_key **out_key,
		       const char **out_why)
{
	struct str algorithm = algorithm_default, name = { NULL, 0 },
		   secret = { NULL, 0 };
	struct str rest;
	enum err err = file_read(arena, path, FILE_MAX, &rest);

	if (err != ERR_OK) {
		(void)refuse(arena, out_why, "\"%s\" cannot be read: %s", path,
			     err == ERR_LIMIT ? "too large" : strerror(errno));
		return err;
	}
	if (is_sig0(rest)) {
		return refuse(
			arena, out_why,
			"\"%s\" is a key for SIG(0), which is unsupported here: a key "
			"of tsig-keygen is wanted",
			path);
	}
	for (struct str word = file_next(&rest); word.len > 0; word = file_next(&rest)) {
		struct str *place = str_equal(word, str_of("key"))         ? &name
				    : str_equal(word, str_of("algorithm")) ? &algorithm
				    : str_equal(word, str_of("secret"))    ? &secret
									   : NULL;

		if (place != NULL)
			*place = file_next(&rest);
	}
	if (name.len == 0 || secret.len == 0) {
		return refuse(
			arena, out_why,
			"\"%s\" holds no key; wanted key \"name\" { algorithm ...; secret \"...\"; };",
			path);
	}
	return key_make(arena, algorithm, name, secret, out_key, out_why);
}
