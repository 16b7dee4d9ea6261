#include "query/tls_profile.h"

#include <openssl/evp.h>
#include <string.h>

#include "base/text.h"
#include "query/heap.h"

enum { PIN_TEXT_SIZE = (TLS_PIN_SIZE + 2) / 3 * 4 };

const struct tls_profile tls_profile_opportunistic = { .is_verified = false };
const struct tls_profile tls_profile_strict = { .is_verified = true };

static bool is_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool tls_profile_equal(const struct tls_profile *a, const struct tls_profile *b)
{
	return a->is_verified == b->is_verified && is_same(a->ca_file, b->ca_file) &&
	       is_same(a->name, b->name) && is_same(a->cert_file, b->cert_file) &&
	       is_same(a->key_file, b->key_file) && a->pin_count == b->pin_count &&
	       (a->pin_count == 0 ||
		memcmp(a->pins, b->pins, a->pin_count * sizeof(*a->pins)) == 0);
}

static size_t size_of(const char *text)
{
	return text == NULL ? 0 : strlen(text) + 1;
}

static const char *put(char **at, const char *text)
{
	char *here = *at;
	size_t size = size_of(text);

	if (text == NULL)
		return NULL;
	memcpy(here, text, size);
	*at += size;
	return here;
}

struct tls_profile *tls_profile_copy(const struct tls_profile *profile)
{
	size_t pins_size = profile->pin_count * sizeof(*profile->pins);
	struct tls_profile *copy =
		heap_new(sizeof(*copy) + pins_size + size_of(profile->ca_file) +
			 size_of(profile->name) + size_of(profile->cert_file) +
			 size_of(profile->key_file));
	struct tls_pin *pins = (struct tls_pin *)(void *)(copy + 1);
	char *at = (char *)pins + pins_size;

	*copy = *profile;
	if (profile->pin_count > 0)
		memcpy(pins, profile->pins, pins_size);
	copy->pins = pins;
	copy->ca_file = put(&at, profile->ca_file);
	copy->name = put(&at, profile->name);
	copy->cert_file = put(&at, profile->cert_file);
	copy->key_file = put(&at, profile->key_file);
	return copy;
}

/* 32 bytes are 43 characters and one "="; the decoder gives a byte too many for that. */
enum err tls_profile_parse_pin(struct str text, struct tls_pin *out_pin)
{
	uint8_t bytes[TLS_PIN_SIZE + 1];

	if (text.len != PIN_TEXT_SIZE || str_find(text, '=') != PIN_TEXT_SIZE - 1 ||
	    EVP_DecodeBlock(bytes, (const unsigned char *)text.data, PIN_TEXT_SIZE) !=
		    TLS_PIN_SIZE + 1)
		return ERR_SYNTAX;
	memcpy(out_pin->digest, bytes, TLS_PIN_SIZE);
	return ERR_OK;
}

void tls_profile_print_pin(struct text *text, const struct tls_pin *pin)
{
	unsigned char printed[PIN_TEXT_SIZE + 1];

	(void)EVP_EncodeBlock(printed, pin->digest, TLS_PIN_SIZE);
	text_add_cstr(text, (const char *)printed);
}
