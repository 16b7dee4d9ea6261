#include "base/arena.h"
#include "declare/zonefile_reader.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "dns/wire.h"

enum {
	SHOWN_MAX = 100,  /* bytes of a word that a sentence shows */
	SOA_TIMERS = 20,  /* bytes behind the two names of a SOA */
	SOA_MINIMUM = 16, /* of these, where the last number is */
};

/* One record that is being read. */
struct record {
	struct zonefile_reader *reader;
	struct zonetoken token; /* the one looked at */
	struct place place;
	uint16_t type;
	bool has_ttl, has_class;
	bool is_faulty; /* it is read to its end, not handed over */
	uint32_t ttl;
	struct rdfast fast;
	struct zonefile_record result;
};

static void fault(const struct record *record, const struct zonetoken *token,
		  const char *sentence)
{
	const struct zonefile_reader *reader = record->reader;
	struct str shown = str_upto(token->text, SHOWN_MAX);

	if (token->kind == ZONETOKEN_FAULT)
		return;
	if (token->kind == ZONETOKEN_WORD || token->kind == ZONETOKEN_QUOTED) {
		faults_add(reader->faults, zonetoken_place(reader->tokens, token),
			   "\"%.*s\": %s", (int)shown.len, shown.data, sentence);
	} else {
		faults_add(reader->faults, zonetoken_place(reader->tokens, token),
			   "the line ends too early: %s", sentence);
	}
}

static void next(struct record *record)
{
	record->token = zonetoken_next(record->reader->tokens);
}

static bool is_word(const struct zonetoken *token)
{
	return token->kind == ZONETOKEN_WORD;
}

static bool read_owner(struct record *record, bool is_indented)
{
	struct zonefile_reader *reader = record->reader;
	struct name origin = name_of(&reader->origin);
	const char *why = NULL;

	if (is_indented) {
		if (reader->owner.size > 0)
			return true;
		fault(record, &record->token, "no owner stands before this record");
		return false;
	}
	if (!is_word(&record->token)) {
		fault(record, &record->token, "an owner is a name without quotes");
		return false;
	}
	if (name_parse(record->token.text, &origin, &reader->owner, &why) != ERR_OK) {
		fault(record, &record->token, why);
		return false;
	}
	if (!name_is_below(name_of(&reader->owner), reader->zone)) {
		fault(record, &record->token, "this owner is outside of the zone");
		reader->owner.size = 0;
		return false;
	}
	next(record);
	return true;
}

static bool read_ttl(struct record *record)
{
	enum err err = ERR_OK;

	if (record->has_ttl || !is_word(&record->token) ||
	    record->token.text.data[0] < '0' || record->token.text.data[0] > '9')
		return false;
	err = zonefile_ttl_parse(record->token.text, &record->ttl);
	if (err == ERR_SYNTAX)
		return false;
	if (err != ERR_OK) {
		fault(record, &record->token, "a TTL is at most 2147483647");
		record->is_faulty = true;
	}
	record->has_ttl = true;
	next(record);
	return true;
}

static bool read_class(struct record *record)
{
	uint16_t rr_class = 0;

	if (record->has_class || !is_word(&record->token) ||
	    type_parse_class(record->token.text, &rr_class) != ERR_OK ||
	    str_equal_case(record->token.text, (struct str)STR("ANY")) ||
	    str_equal_case(record->token.text, (struct str)STR("NONE")))
		return false;
	if (rr_class != CLASS_IN) {
		fault(record, &record->token, "only class IN is read");
		record->is_faulty = true;
	}
	record->has_class = true;
	next(record);
	return true;
}

static bool read_type(struct record *record)
{
	if (!is_word(&record->token) ||
	    type_parse(record->token.text, &record->type) != ERR_OK) {
		fault(record, &record->token, "an RR type was wanted");
		return false;
	}
	if (type_is_meta(record->type) || record->type == 0) {
		fault(record, &record->token, "no record is of this type");
		return false;
	}
	return true;
}

/* TTL and class in either order, then the type. */
static bool read_fields(struct record *record)
{
	while (read_ttl(record) || read_class(record))
		;
	return read_type(record);
}

/* A record without a TTL has that of $TTL, or else of the record before. */
static void settle_ttl(struct record *record)
{
	struct zonefile_reader *reader = record->reader;

	if (record->has_ttl) {
		reader->last_ttl = record->ttl;
		reader->has_last_ttl = true;
	} else if (reader->has_default_ttl) {
		record->ttl = reader->default_ttl;
		record->has_ttl = true;
	} else if (reader->has_last_ttl) {
		record->ttl = reader->last_ttl;
		record->has_ttl = true;
	}
}

/* Before $TTL was known the last field of the SOA stood for it. */
static void learn_from_soa(struct zonefile_reader *reader,
			   const struct zonefile_record *result)
{
	if (reader->has_default_ttl || result->size < SOA_TIMERS)
		return;
	reader->default_ttl =
		wire_u32(result->wire + result->size - SOA_TIMERS + SOA_MINIMUM);
	reader->has_default_ttl = true;
}

static void fault_rdata(const struct record *record, struct str rdata, const char *why)
{
	char buffer[32];
	struct text type;
	struct str shown = str_upto(rdata, SHOWN_MAX);

	text_init(&type, buffer, sizeof(buffer));
	type_print(&type, record->type);
	faults_add(record->reader->faults, record->place,
		   "rdata of type %s: \"%.*s\": %s", buffer, (int)shown.len, shown.data,
		   why);
}

static bool parse_rdata(struct record *record, struct str rdata)
{
	struct zonefile_reader *reader = record->reader;
	struct name origin = name_of(&reader->origin);
	const char *why = "it does not follow the format";
	struct str wire;

	if (rdfast_parse(record->type, rdata, &origin, &record->fast)) {
		record->result.wire = record->fast.wire;
		record->result.size = record->fast.size;
		record->result.is_normal = record->fast.is_normal;
		return true;
	}
	if (rdata_parse(reader->scratch, record->type, rdata, &origin, &wire, &why) !=
	    ERR_OK) {
		fault_rdata(record, rdata, why);
		return false;
	}
	record->result.wire = (const uint8_t *)wire.data;
	record->result.size = (uint16_t)wire.len;
	return true;
}

static void hand_over(struct record *record)
{
	struct zonefile_reader *reader = record->reader;
	struct zonefile_record *result = &record->result;

	if (record->type == TYPE_SOA)
		learn_from_soa(reader, result);
	settle_ttl(record);
	result->owner = name_of(&reader->owner);
	result->type = record->type;
	result->has_ttl = record->has_ttl;
	result->ttl = record->ttl;
	reader->on_record(reader->user, result);
}

void zonefile_rr_read(struct zonefile_reader *reader, struct zonetoken token,
		      bool is_indented)
{
	struct record record;
	struct str rdata;

	record.reader = reader;
	record.token = token;
	record.type = 0;
	record.has_ttl = record.has_class = record.is_faulty = false;
	record.result.is_normal = false;
	record.place = zonetoken_place(reader->tokens, &token);
	record.result.place = record.place;
	if (!read_owner(&record, is_indented) || !read_fields(&record) ||
	    !zonefile_rdata_read(reader, &record.token, &record.place, &rdata)) {
		zonetoken_skip_entry(reader->tokens, record.token);
		return;
	}
	if (parse_rdata(&record, rdata) && !record.is_faulty)
		hand_over(&record);
	arena_reset(reader->scratch);
}
