/*
 * SvcParams (RFC 9460 section 2.2): keys rise, each value has its key's form, what "mandatory"
 * lists is there, and "no-default-alpn" stands with "alpn".  As dig, dohpath is held against
 * RFC 9461: a relative path in UTF-8 with "{?dns}"; keys 8 and 9 are not known to dig and pass.
 */
#include <string.h>

#include "dns/rdata_check.h"
#include "dns/rdata_svcb.h"
#include "dns/wire.h"

static bool check_alpn(const uint8_t *data, size_t size)
{
	size_t at = 0;

	while (at < size) {
		if (data[at] == 0 || data[at] >= size - at)
			return false;
		at += 1U + data[at];
	}
	return size > 0;
}

static bool check_keys(const uint8_t *data, size_t size)
{
	for (size_t at = 0; at + 1 < size; at += 2) {
		unsigned key = wire_u16(data + at);

		if (key == RDATA_SVCB_KEY_MANDATORY ||
		    (at > 0 && key <= wire_u16(data + at - 2)))
			return false;
	}
	return size > 0 && size % 2 == 0;
}

/* Bytes that must follow the first byte of a character in UTF-8; -1: cannot be first. */
static int utf8_following(uint8_t first)
{
	if (first < 0x80)
		return 0;
	if (first >= 0xC2 && first < 0xE0)
		return 1;
	if (first >= 0xE0 && first < 0xF0)
		return 2;
	if (first >= 0xF0 && first < 0xF5)
		return 3;
	return -1;
}

/* Excludes overlong forms and surrogates, which the first two bytes show. */
static bool is_utf8_pair(uint8_t first, uint8_t second)
{
	if (first == 0xE0)
		return second >= 0xA0;
	if (first == 0xED)
		return second < 0xA0;
	if (first == 0xF0)
		return second >= 0x90;
	if (first == 0xF4)
		return second < 0x90;
	return true;
}

static bool is_utf8(const uint8_t *data, size_t size)
{
	for (size_t at = 0; at < size; at++) {
		int following = utf8_following(data[at]);

		if (following < 0 || (size_t)following >= size - at)
			return false;
		if (following > 0 && !is_utf8_pair(data[at], data[at + 1]))
			return false;
		for (; following > 0; following--) {
			if ((data[++at] & 0xC0) != 0x80)
				return false;
		}
	}
	return true;
}

static bool check_dohpath(const uint8_t *data, size_t size)
{
	static const char variable[] = "{?dns}";

	return size > 0 && data[0] == '/' && is_utf8(data, size) &&
	       memmem(data, size, variable, sizeof(variable) - 1) != NULL;
}

static bool check_value(const struct rdata_svcb_param *param)
{
	const struct rdata_svcb_key *key = rdata_svcb_find(param->key);
	size_t size = param->size;

	if (key == NULL || (!key->is_printed && key->kind != RDATA_SVCB_DOHPATH))
		return true;
	switch ((enum rdata_svcb_kind)key->kind) {
	case RDATA_SVCB_KEYS:
		return check_keys(param->data, size);
	case RDATA_SVCB_ALPN:
		return check_alpn(param->data, size);
	case RDATA_SVCB_EMPTY:
		return size == 0;
	case RDATA_SVCB_PORT:
		return size == 2;
	case RDATA_SVCB_IPV4:
		return size > 0 && size % 4 == 0;
	case RDATA_SVCB_IPV6:
		return size > 0 && size % 16 == 0;
	case RDATA_SVCB_DOHPATH:
		return check_dohpath(param->data, size);
	case RDATA_SVCB_TEXT:
	case RDATA_SVCB_BASE64:
	case RDATA_SVCB_GROUPS:
		break;
	}
	return true;
}

static bool has_key(const uint8_t *data, size_t size, uint16_t key)
{
	struct rdata_svcb_param param;

	while (rdata_svcb_next(&data, &size, &param)) {
		if (param.key == key)
			return true;
	}
	return false;
}

/* Both lists rise, or the record is refused anyway: one walk is enough. */
static bool has_mandatory(const uint8_t *data, size_t size,
			  const struct rdata_svcb_param *mandatory)
{
	struct rdata_svcb_param param;
	size_t at = 0;

	while (at < mandatory->size && rdata_svcb_next(&data, &size, &param)) {
		if (param.key == wire_u16(mandatory->data + at))
			at += 2;
	}
	return at == mandatory->size;
}

/* What one parameter asks of the others. */
static bool check_company(const uint8_t *data, size_t size,
			  const struct rdata_svcb_param *param)
{
	if (param->key == RDATA_SVCB_KEY_MANDATORY)
		return has_mandatory(data, size, param);
	if (param->key == RDATA_SVCB_KEY_NO_DEFAULT_ALPN)
		return has_key(data, size, RDATA_SVCB_KEY_ALPN);
	return true;
}

bool rdata_check_svcb(const uint8_t *data, size_t size)
{
	const uint8_t *rest = data;
	size_t rest_size = size;
	struct rdata_svcb_param param;
	int last = -1;

	while (rdata_svcb_next(&rest, &rest_size, &param)) {
		if (param.key <= last || !check_value(&param) ||
		    !check_company(data, size, &param))
			return false;
		last = param.key;
	}
	return rest_size == 0;
}
