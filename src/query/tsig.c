#include "query/tsig.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "query/tsig_digest.h"
#include "query/tsig_record.h"

enum {
	MAC_MIN = 10, /* bytes, RFC 8945 section 5.2.2.1 */
	ARCOUNT_OFFSET = 10,
};

static const char *const texts[TSIG_COUNT] = {
	[TSIG_GOOD] = "good signature",
	[TSIG_UNSIGNED_YET] = "not signed yet",
	[TSIG_MISSING] = "signature missing",
	[TSIG_BAD_FORM] = "signature not well formed",
	[TSIG_BAD_KEY] = "signed with another key",
	[TSIG_BAD_MAC] = "bad signature",
	[TSIG_BAD_TIME] = "signed too long ago or in the future",
	[TSIG_BAD_TRUNC] = "signature cut too short",
	[TSIG_PEER_ERROR] = "the server refuses our signature",
};

const char *tsig_status_text(enum tsig_status status)
{
	return texts[status];
}

static void add_mac_before(struct tsig_digest *digest, const struct tsig *tsig)
{
	tsig_digest_add_u16(digest, (uint16_t)tsig->mac_size);
	tsig_digest_add(digest, tsig->mac, tsig->mac_size);
}

/* The TSIG variables of a first message: RFC 8945 section 4.3.3. */
static void add_variables(struct tsig_digest *digest, const struct tsig_key *key,
			  const struct tsig_record *record)
{
	uint8_t buffer[TSIG_RECORD_TIMERS_SIZE];

	tsig_digest_add(digest, key->name.wire, key->name.size);
	tsig_digest_add_u16(digest, CLASS_ANY);
	tsig_digest_add_u16(digest, 0);
	tsig_digest_add_u16(digest, 0);
	tsig_digest_add(digest, key->algorithm_name.wire, key->algorithm_name.size);
	tsig_record_put_timers(buffer, record->time_signed, record->fudge);
	tsig_digest_add(digest, buffer, sizeof(buffer));
	tsig_digest_add_u16(digest, record->error);
	tsig_digest_add_u16(digest, (uint16_t)record->other_size);
	tsig_digest_add(digest, record->other, record->other_size);
}

enum err tsig_sign(const struct tsig_key *key, uint8_t *wire, size_t *size, size_t room,
		   uint64_t now_s, struct tsig *out_tsig)
{
	struct tsig_record record = { .time_signed = now_s, .fudge = TSIG_FUDGE };
	struct tsig tsig = { .key = key, .is_first = true, .mac_size = key->mac_size };
	struct tsig_digest *digest;
	bool is_made;

	if (*size < MESSAGE_HEADER_SIZE || *size > room || room - *size < TSIG_RECORD_MAX)
		return ERR_LIMIT;
	digest = tsig_digest_new(key);
	if (digest == NULL)
		return ERR_SYSTEM;
	tsig.original_id = wire_u16(wire);
	tsig_digest_add(digest, wire, *size);
	add_variables(digest, key, &record);
	is_made = tsig_digest_end(digest, tsig.mac);
	tsig_digest_free(digest);
	if (!is_made)
		return ERR_SYSTEM;
	*size += tsig_record_put(wire + *size, &tsig, &record);
	wire_put_u16(wire + ARCOUNT_OFFSET,
		     (uint16_t)(wire_u16(wire + ARCOUNT_OFFSET) + 1));
	*out_tsig = tsig;
	return ERR_OK;
}

enum err tsig_resume(const struct tsig_key *key, const uint8_t *wire, size_t size,
		     struct tsig *out_tsig)
{
	struct tsig tsig = { .key = key, .is_first = true };
	struct tsig_record record;

	if (tsig_record_find(wire, size, &record) != TSIG_GOOD ||
	    record.mac_size > TSIG_MAC_MAX)
		return ERR_SYNTAX;
	tsig.original_id = record.original_id;
	tsig.mac_size = record.mac_size;
	memcpy(tsig.mac, record.mac, record.mac_size);
	*out_tsig = tsig;
	return ERR_OK;
}

/* The message as it was signed: the original id, without the TSIG record. */
static void add_message(struct tsig_digest *digest, const uint8_t *wire, size_t size,
			uint16_t id, bool has_tsig)
{
	uint8_t header[MESSAGE_HEADER_SIZE];

	memcpy(header, wire, sizeof(header));
	wire_put_u16(header, id);
	if (has_tsig) {
		wire_put_u16(header + ARCOUNT_OFFSET,
			     (uint16_t)(wire_u16(header + ARCOUNT_OFFSET) - 1));
	}
	tsig_digest_add(digest, header, sizeof(header));
	tsig_digest_add(digest, wire + sizeof(header), size - sizeof(header));
}

static bool start_digest(struct tsig *tsig)
{
	if (tsig->digest != NULL)
		return true;
	tsig->digest = tsig_digest_new(tsig->key);
	if (tsig->digest == NULL)
		return false;
	add_mac_before(tsig->digest, tsig);
	return true;
}

static enum tsig_status pass_unsigned(struct tsig *tsig, const uint8_t *wire, size_t size)
{
	if (tsig->is_first || ++tsig->unsigned_count > TSIG_UNSIGNED_MAX ||
	    !start_digest(tsig))
		return TSIG_MISSING;
	add_message(tsig->digest, wire, size, wire_u16(wire), false);
	return TSIG_UNSIGNED_YET;
}

static enum tsig_status check_shape(const struct tsig *tsig,
				    const struct tsig_record *record)
{
	const struct tsig_key *key = tsig->key;
	size_t whole = key->algorithm->mac_size;

	if (!name_equal(name_of(&record->key_name), key->name) ||
	    !name_equal(name_of(&record->algorithm), key->algorithm_name))
		return TSIG_BAD_KEY;
	if (record->error != 0 && record->mac_size == 0)
		return TSIG_PEER_ERROR;
	if (record->mac_size > whole || record->mac_size < MAC_MIN ||
	    2 * record->mac_size < whole || record->mac_size < key->mac_size)
		return TSIG_BAD_TRUNC;
	return TSIG_GOOD;
}

static void add_timers(struct tsig_digest *digest, const struct tsig_record *record)
{
	uint8_t buffer[TSIG_RECORD_TIMERS_SIZE];

	tsig_record_put_timers(buffer, record->time_signed, record->fudge);
	tsig_digest_add(digest, buffer, sizeof(buffer));
}

static enum tsig_status check_mac(struct tsig *tsig, const uint8_t *wire,
				  const struct tsig_record *record)
{
	uint8_t mac[TSIG_MAC_MAX] = { 0 };
	bool is_made;

	if (!start_digest(tsig))
		return TSIG_BAD_MAC;
	add_message(tsig->digest, wire, record->offset, record->original_id, true);
	if (tsig->is_first) {
		add_variables(tsig->digest, tsig->key, record);
	} else {
		add_timers(tsig->digest, record);
	}
	is_made = tsig_digest_end(tsig->digest, mac);
	tsig_end(tsig);
	if (!is_made || CRYPTO_memcmp(mac, record->mac, record->mac_size) != 0)
		return TSIG_BAD_MAC;
	memcpy(tsig->mac, record->mac, record->mac_size);
	tsig->mac_size = record->mac_size;
	return TSIG_GOOD;
}

static bool is_in_time(const struct tsig_record *record, uint64_t now_s)
{
	uint64_t apart = now_s > record->time_signed ? now_s - record->time_signed
						     : record->time_signed - now_s;

	return apart <= record->fudge;
}

enum tsig_status tsig_verify(struct tsig *tsig, const uint8_t *wire, size_t size,
			     uint64_t now_s)
{
	struct tsig_record record = { .offset = 0 };
	enum tsig_status status = tsig_record_find(wire, size, &record);

	if (status == TSIG_MISSING)
		return pass_unsigned(tsig, wire, size);
	if (status != TSIG_GOOD)
		return status;
	tsig->error = record.error;
	status = check_shape(tsig, &record);
	if (status == TSIG_GOOD)
		status = check_mac(tsig, wire, &record);
	if (status != TSIG_GOOD)
		return status;
	tsig->is_first = false;
	tsig->unsigned_count = 0;
	if (record.error != 0)
		return TSIG_PEER_ERROR;
	return is_in_time(&record, now_s) ? TSIG_GOOD : TSIG_BAD_TIME;
}

bool tsig_is_complete(const struct tsig *tsig)
{
	return !tsig->is_first && tsig->unsigned_count == 0;
}

void tsig_end(struct tsig *tsig)
{
	tsig_digest_free(tsig->digest);
	tsig->digest = NULL;
}
