/* Bytes as text: hex, base64, base32 and character-strings. */
#include <string.h>

#include "dns/rdata_parse.h"
#include "dns/rdata_reader.h"

/* Characters of an alphabet on their way to bytes; words may cut them anywhere. */
struct decoder {
	struct rdata_reader *reader;
	const char *wanted;
	unsigned char_bits; /* bits in a character */
	uint32_t bits;
	unsigned count;   /* bits not yet written */
	unsigned chars;   /* read so far, without padding */
	unsigned padding; /* "=" read so far */
};

static int value_of(const struct decoder *decoder, char c)
{
	bool is_upper = c >= 'A' && c <= 'Z';
	bool is_lower = c >= 'a' && c <= 'z';
	bool is_digit = c >= '0' && c <= '9';

	if (decoder->char_bits == 6) {
		if (is_upper)
			return c - 'A';
		if (is_lower)
			return c - 'a' + 26;
		if (is_digit)
			return c - '0' + 52;
		return c == '+' ? 62 : c == '/' ? 63 : -1;
	}
	if (is_digit)
		return c - '0';
	if (!is_upper && !is_lower)
		return -1;

	int value = (c | 0x20) - 'a' + 10;

	return value < 1 << decoder->char_bits ? value : -1;
}

static bool decode_char(struct decoder *decoder, char c, struct str word)
{
	int value = value_of(decoder, c);

	if (decoder->char_bits == 6 && c == '=' && decoder->padding < 2) {
		decoder->padding++;
		return true;
	}
	if (value < 0 || decoder->padding > 0)
		return rdata_reader_refuse(decoder->reader, decoder->wanted, word);
	decoder->chars++;
	decoder->bits = decoder->bits << decoder->char_bits | (uint32_t)value;
	decoder->count += decoder->char_bits;
	if (decoder->count < 8)
		return true;
	decoder->count -= 8;
	return rdata_reader_put_u8(decoder->reader,
				   (uint8_t)(decoder->bits >> decoder->count));
}

static bool decode_word(struct decoder *decoder, struct str word)
{
	for (size_t i = 0; i < word.len; i++) {
		if (!decode_char(decoder, word.data[i], word))
			return false;
	}
	return true;
}

/* The bits left over are fewer than a character and 0, and base64 is padded to fours. */
static bool decode_end(struct decoder *decoder)
{
	uint32_t rest = decoder->bits & ((1U << decoder->count) - 1);
	bool is_whole = decoder->count < decoder->char_bits && rest == 0;

	if (decoder->char_bits == 6)
		is_whole = is_whole && (decoder->chars + decoder->padding) % 4 == 0;
	return is_whole ||
	       rdata_reader_fail(decoder->reader, "wanted %s, got a part of it",
				 decoder->wanted);
}

static bool decode_rest(struct decoder *decoder)
{
	struct rdata_word word;

	if (!rdata_reader_peek(decoder->reader, &word)) {
		return rdata_reader_fail(decoder->reader, "wanted %s, got nothing",
					 decoder->wanted);
	}
	while (rdata_reader_next(decoder->reader, &word)) {
		if (!decode_word(decoder, word.text))
			return false;
	}
	return decoder->reader->why == NULL && decode_end(decoder);
}

static struct decoder hex_decoder(struct rdata_reader *reader)
{
	return (struct decoder){
		reader, "pairs of hex digits such as 0aff", 4, 0, 0, 0, 0
	};
}

static struct decoder base64_decoder(struct rdata_reader *reader)
{
	return (struct decoder){ reader, "base64 such as AQID", 6, 0, 0, 0, 0 };
}

bool rdata_parse_data_hex(struct rdata_reader *reader, struct str word)
{
	struct decoder decoder = hex_decoder(reader);

	return decode_word(&decoder, word) && decode_end(&decoder);
}

bool rdata_parse_data_hex_dotted(struct rdata_reader *reader, struct str word)
{
	struct decoder decoder = hex_decoder(reader);

	while (word.data != NULL) {
		if (!decode_word(&decoder, str_cut(&word, '.')))
			return false;
	}
	return decode_end(&decoder);
}

bool rdata_parse_data_hex_rest(struct rdata_reader *reader)
{
	struct decoder decoder = hex_decoder(reader);

	return decode_rest(&decoder);
}

bool rdata_parse_data_base64(struct rdata_reader *reader, struct str word)
{
	struct decoder decoder = base64_decoder(reader);

	return decode_word(&decoder, word) && decode_end(&decoder);
}

bool rdata_parse_data_base64_rest(struct rdata_reader *reader)
{
	struct decoder decoder = base64_decoder(reader);

	return decode_rest(&decoder);
}

bool rdata_parse_data_base32(struct rdata_reader *reader, struct str word)
{
	struct decoder decoder = {
		reader, "base32hex such as 2vptu5timamqttgl", 5, 0, 0, 0, 0
	};

	return decode_word(&decoder, word) && decode_end(&decoder);
}

bool rdata_parse_data_text(struct rdata_reader *reader, struct str word)
{
	while (word.len > 0) {
		size_t run = 0;
		uint8_t byte;

		while (run < word.len && word.data[run] != '\\')
			run++;
		if (!rdata_reader_put(reader, word.data, run))
			return false;
		word = str_from(word, run);
		if (word.len > 0 && (!rdata_reader_byte(reader, &word, &byte, NULL) ||
				     !rdata_reader_put_u8(reader, byte)))
			return false;
	}
	return true;
}

bool rdata_parse_data_string(struct rdata_reader *reader)
{
	static const char wanted[] = "text of at most 255 bytes, such as \"a b\"";
	size_t start = reader->size;
	struct str word;

	if (!rdata_reader_need(reader, wanted, &word) ||
	    !rdata_reader_put_u8(reader, 0) || !rdata_parse_data_text(reader, word))
		return false;

	size_t size = reader->size - start - 1;

	if (size > UINT8_MAX) {
		return rdata_reader_fail(
			reader,
			"wanted text of at most 255 bytes in one pair of "
			"quotes, got %zu bytes",
			size);
	}
	reader->wire[start] = (uint8_t)size;
	return true;
}
