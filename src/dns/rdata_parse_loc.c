/*
 * LOC: d1 [m1 [s1]] {N|S} d2 [m2 [s2]] {E|W} alt[m] [size[m] [hp[m] [vp[m]]]] (RFC 1876 section 3).
 * Numbers are read as integers of thousandths and hundredths: what dig prints comes back exactly.
 */
#include "base/num.h"
#include "dns/rdata_parse.h"
#include "dns/rdata_reader.h"

enum { ALTITUDE_BASE = 10000000 }; /* centimetres below the reference spheroid */

static const uint64_t altitude_max = UINT32_MAX - ALTITUDE_BASE;

/* "12.5" in units of 10^-@decimals; false without a fault. */
static bool read_decimal(struct str word, unsigned decimals, uint64_t max,
			 uint64_t *out_number)
{
	struct str fraction = word;
	struct str whole = str_cut(&fraction, '.');
	uint64_t number;
	uint64_t part = 0;
	uint64_t scale = 1;

	if (num_parse_u64(whole, 0, UINT32_MAX, &number) != ERR_OK)
		return false;
	if (fraction.data != NULL &&
	    (fraction.len > decimals ||
	     num_parse_u64(fraction, 0, UINT32_MAX, &part) != ERR_OK))
		return false;
	for (unsigned i = 0; i < decimals; i++) {
		scale *= 10;
		if (i >= fraction.len)
			part *= 10;
	}
	*out_number = number * scale + part;
	return *out_number <= max;
}

/* Where north, south, east and west are; 0: elsewhere. */
static int direction(struct str word, const char *directions)
{
	if (word.len != 1)
		return 0;
	if ((word.data[0] & ~0x20) == directions[0])
		return 1;
	return (word.data[0] & ~0x20) == directions[1] ? -1 : 0;
}

/* One to three numbers and a direction, @directions "NS" or "EW". */
static bool read_angle(struct rdata_reader *reader, const char *wanted, unsigned degrees,
		       const char *directions)
{
	static const uint32_t scales[] = { 3600000, 60000, 1 };
	const uint64_t maxima[] = { degrees, 59, 59999 };
	const uint32_t equator = UINT32_C(1) << 31;
	uint64_t angle = 0;
	uint64_t number;
	struct str word;

	for (unsigned i = 0; i < 4; i++) {
		if (!rdata_reader_need(reader, wanted, &word))
			return false;

		int sign = i > 0 ? direction(word, directions) : 0;

		if (sign != 0) {
			if (angle > (uint64_t)degrees * 3600000)
				break;
			return rdata_reader_put_u32(reader,
						    sign > 0 ? equator + (uint32_t)angle
							     : equator - (uint32_t)angle);
		}
		if (i == 3 || !read_decimal(word, i == 2 ? 3 : 0, maxima[i], &number))
			break;
		angle += number * scales[i];
	}
	return rdata_reader_refuse(reader, wanted, word);
}

static struct str without_unit(struct str word)
{
	bool has_unit = word.len > 0 && (word.data[word.len - 1] | 0x20) == 'm';

	return has_unit ? str_upto(word, word.len - 1) : word;
}

static bool read_altitude(struct rdata_reader *reader)
{
	static const char wanted[] = "an altitude from -100000.00m to 42849672.95m";
	struct str word;
	uint64_t cm;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;

	bool is_below = word.len > 0 && word.data[0] == '-';
	struct str number = without_unit(str_from(word, is_below ? 1 : 0));

	if (!read_decimal(number, 2, is_below ? ALTITUDE_BASE : altitude_max, &cm))
		return rdata_reader_refuse(reader, wanted, word);
	return rdata_reader_put_u32(reader, is_below ? ALTITUDE_BASE - (uint32_t)cm
						     : ALTITUDE_BASE + (uint32_t)cm);
}

/* Centimetres as a digit and a power of ten; what is finer is cut off. */
static bool read_size(struct str word, uint8_t *out_size)
{
	uint64_t cm;
	uint8_t zeros = 0;

	if (!read_decimal(without_unit(word), 2, 9000000000, &cm))
		return false;
	for (; cm > 9; cm /= 10)
		zeros++;
	*out_size = (uint8_t)(cm << 4 | zeros);
	return true;
}

/* Size and precisions stand before the rest on the wire, behind it in text. */
static bool read_sizes(struct rdata_reader *reader, uint8_t *sizes)
{
	struct rdata_word word;

	for (unsigned i = 0; i < 3 && rdata_reader_next(reader, &word); i++) {
		if (!read_size(word.text, &sizes[i])) {
			return rdata_reader_refuse(
				reader, "a size from 0.00m to 90000000.00m", word.text);
		}
	}
	return reader->why == NULL;
}

bool rdata_parse_loc(struct rdata_reader *reader)
{
	static const uint8_t head[] = { 0, 0x12, 0x16, 0x13 }; /* 1 m, 10 km, 10 m */
	size_t start = reader->size;

	return rdata_reader_put(reader, head, sizeof(head)) &&
	       read_angle(reader, "a latitude such as 52 22 23.000 N", 90, "NS") &&
	       read_angle(reader, "a longitude such as 4 53 32.000 E", 180, "EW") &&
	       read_altitude(reader) && read_sizes(reader, reader->wire + start + 1);
}
