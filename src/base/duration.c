#include "base/duration.h"

#include <inttypes.h>
#include <stddef.h>

#include "base/num.h"
#include "base/text.h"

enum {
	DECIMALS_MAX = 6,          /* digits behind the point, trailing zeros apart */
	DAYS_MAX = 36525,          /* of a duration: 100 years */
	SECONDS_OF_DAY = 86400,    /* seconds */
	DAYS_BEFORE_1970 = 719468, /* from 0000-03-01 */
	DAYS_OF_ERA = 146097,      /* of 400 years */
};

static const uint64_t duration_max_us = (uint64_t)DAYS_MAX * SECONDS_OF_DAY * DURATION_S;

/* From the largest down. */
enum {
	UNIT_WEEKS,
	UNIT_DAYS,
	UNIT_HOURS,
	UNIT_MINUTES,
	UNIT_SECONDS,
	UNIT_MILLISECONDS,
	UNIT_MICROSECONDS
};

struct unit {
	struct str name;
	uint64_t us;
};

/* clang-format off */
static const struct unit units[] = {
	[UNIT_WEEKS] =        { STR("w"),  (uint64_t)7 * SECONDS_OF_DAY * DURATION_S },
	[UNIT_DAYS] =         { STR("d"),  (uint64_t)SECONDS_OF_DAY * DURATION_S },
	[UNIT_HOURS] =        { STR("h"),  (uint64_t)3600 * DURATION_S },
	[UNIT_MINUTES] =      { STR("m"),  (uint64_t)60 * DURATION_S },
	[UNIT_SECONDS] =      { STR("s"),  DURATION_S },
	[UNIT_MILLISECONDS] = { STR("ms"), DURATION_MS },
	[UNIT_MICROSECONDS] = { STR("us"), 1 },
};
/* clang-format on */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Cuts the digits off the front of @rest. */
static struct str digits_cut(struct str *rest)
{
	struct str whole = *rest;
	size_t len = 0;

	while (len < whole.len && is_digit(whole.data[len]))
		len++;
	*rest = str_from(whole, len);
	return str_upto(whole, len);
}

/*
 * Cuts a unit smaller than @before (NULL for any) off the front of @rest.  NULL when there is
 * none; a first number without a unit counts seconds.
 */
static const struct unit *unit_cut(struct str *rest, const struct unit *before)
{
	size_t len = 0;

	while (len < rest->len && !is_digit(rest->data[len]))
		len++;
	if (len == 0)
		return before ? NULL : &units[UNIT_SECONDS];

	struct str name = str_upto(*rest, len);

	*rest = str_from(*rest, len);
	for (size_t i = before ? (size_t)(before - units) + 1 : 0; i < ARRAY_LEN(units);
	     i++)
		if (str_equal(units[i].name, name))
			return &units[i];
	return NULL;
}

/* Microseconds of the digits behind a point.  Errors: ERR_RANGE when they are no whole number. */
static enum err fraction_parse(struct str digits, const struct unit *unit,
			       uint64_t *out_us)
{
	uint64_t number = 0;
	uint64_t scale = 1;

	while (digits.len > 0 && digits.data[digits.len - 1] == '0')
		digits.len--;
	if (digits.len > DECIMALS_MAX)
		return ERR_RANGE;
	for (size_t i = 0; i < digits.len; i++) {
		number = number * 10 + (uint64_t)(digits.data[i] - '0');
		scale *= 10;
	}
	if (number * unit->us % scale != 0)
		return ERR_RANGE;
	*out_us = number * unit->us / scale;
	return ERR_OK;
}

/*
 * One number with its unit, cut off the front of @rest.
 *
 * @unit  the unit of the part before, or NULL; becomes this part's
 */
static enum err part_parse(struct str *rest, const struct unit **unit, uint64_t *out_us)
{
	struct str whole = digits_cut(rest);
	struct str decimals = { NULL, 0 };
	bool has_point = str_has_prefix(*rest, (struct str)STR("."));
	uint64_t number = 0;
	uint64_t fraction_us = 0;

	if (has_point) {
		*rest = str_from(*rest, 1);
		decimals = digits_cut(rest);
	}
	*unit = unit_cut(rest, *unit);
	if (!*unit || whole.len == 0 ||
	    (has_point && (decimals.len == 0 || rest->len > 0)))
		return ERR_SYNTAX;

	enum err err = num_parse_u64(whole, 0, duration_max_us / (*unit)->us, &number);

	if (err == ERR_OK)
		err = fraction_parse(decimals, *unit, &fraction_us);
	if (err == ERR_OK)
		*out_us = number * (*unit)->us + fraction_us;
	return err;
}

enum err duration_parse(struct str text, uint64_t *out_us)
{
	const struct unit *unit = NULL;
	uint64_t sum_us = 0;

	do {
		uint64_t part_us = 0;
		enum err err = part_parse(&text, &unit, &part_us);

		if (err != ERR_OK)
			return err;
		sum_us += part_us;
		if (sum_us > duration_max_us)
			return ERR_RANGE;
	} while (text.len > 0);
	*out_us = sum_us;
	return ERR_OK;
}

/* Digits behind the point, without trailing zeros; nothing when all are zero. */
static void fraction_print(struct text *text, uint64_t fraction, uint64_t scale)
{
	if (fraction == 0)
		return;
	text_add_char(text, '.');
	while (fraction > 0) {
		scale /= 10;
		text_add_char(text, (char)('0' + fraction / scale));
		fraction %= scale;
	}
}

static void part_print(struct text *text, uint64_t *us, size_t unit)
{
	if (*us < units[unit].us)
		return;
	text_add_u64(text, *us / units[unit].us);
	text_add(text, units[unit].name);
	*us %= units[unit].us;
}

void duration_print(struct text *text, uint64_t us)
{
	size_t start = us % units[UNIT_WEEKS].us == 0 ? UNIT_WEEKS : UNIT_DAYS;

	if (us == 0) {
		text_add_cstr(text, "0s");
	} else if (us < DURATION_MS) {
		part_print(text, &us, UNIT_MICROSECONDS);
	} else if (us < DURATION_S) {
		text_add_u64(text, us / DURATION_MS);
		fraction_print(text, us % DURATION_MS, DURATION_MS);
		text_add_cstr(text, "ms");
	} else {
		for (size_t unit = start; unit < UNIT_SECONDS; unit++)
			part_print(text, &us, unit);
		if (us == 0)
			return;
		text_add_u64(text, us / DURATION_S);
		fraction_print(text, us % DURATION_S, DURATION_S);
		text_add_char(text, 's');
	}
}

static unsigned days_of_month(unsigned year, unsigned month)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30,
					      31, 31, 30, 31, 30, 31 };
	bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return month == 2 && is_leap ? 29 : days[month - 1];
}

/* Days since 1970-01-01.  Years are counted from March, so that the leap day comes last. */
static int64_t days_since_1970(unsigned year, unsigned month, unsigned day)
{
	unsigned from_march = (month + 9) % 12;
	unsigned shifted = month <= 2 ? year - 1 : year;

	if (year == 0 && month <= 2)
		return days_since_1970(400, month, day) - DAYS_OF_ERA;
	return (int64_t)shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 +
	       (from_march * 153 + 2) / 5 + day - 1 - DAYS_BEFORE_1970;
}

/* Cuts exactly @len digits of a number from @min to @max off the front of @rest. */
static enum err field_parse(struct str *rest, size_t len, uint32_t min, uint32_t max,
			    unsigned *out_number)
{
	struct str digits = str_upto(*rest, len);

	if (digits.len < len)
		return ERR_SYNTAX;
	*rest = str_from(*rest, len);
	return num_parse_u32(digits, min, max, out_number);
}

/* Cuts @separator and two digits off the front of @rest. */
static enum err pair_parse(struct str *rest, char separator, uint32_t min, uint32_t max,
			   unsigned *out_number)
{
	if (rest->len == 0 || rest->data[0] != separator)
		return ERR_SYNTAX;
	*rest = str_from(*rest, 1);
	return field_parse(rest, 2, min, max, out_number);
}

static enum err date_parse(struct str *rest, int64_t *out_days)
{
	unsigned year = 0;
	unsigned month = 0;
	unsigned day = 0;
	enum err err = field_parse(rest, 4, 0, 9999, &year);

	if (err == ERR_OK)
		err = pair_parse(rest, '-', 1, 12, &month);
	if (err == ERR_OK)
		err = pair_parse(rest, '-', 1, days_of_month(year, month), &day);
	if (err == ERR_OK)
		*out_days = days_since_1970(year, month, day);
	return err;
}

/* "T18:02" or "T18:02:03" */
static enum err hours_parse(struct str *rest, int64_t *out_seconds)
{
	unsigned hour = 0;
	unsigned minute = 0;
	unsigned second = 0;
	enum err err = pair_parse(rest, 'T', 0, 23, &hour);

	if (err == ERR_OK)
		err = pair_parse(rest, ':', 0, 59, &minute);
	if (err == ERR_OK && str_has_prefix(*rest, (struct str)STR(":")))
		err = pair_parse(rest, ':', 0, 59, &second);
	if (err == ERR_OK)
		*out_seconds = (int64_t)hour * 3600 + minute * 60 + second;
	return err;
}

/* "Z", "+01:00" or "-05:30" */
static enum err offset_parse(struct str *rest, int64_t *out_seconds)
{
	unsigned hour = 0;
	unsigned minute = 0;

	if (str_has_prefix(*rest, (struct str)STR("Z"))) {
		*rest = str_from(*rest, 1);
		*out_seconds = 0;
		return ERR_OK;
	}

	bool is_west = str_has_prefix(*rest, (struct str)STR("-"));
	enum err err = pair_parse(rest, is_west ? '-' : '+', 0, 23, &hour);

	if (err == ERR_OK)
		err = pair_parse(rest, ':', 0, 59, &minute);
	if (err == ERR_OK)
		*out_seconds = ((int64_t)hour * 3600 + minute * 60) * (is_west ? -1 : 1);
	return err;
}

enum err duration_parse_time(struct str text, int64_t *out_seconds)
{
	int64_t days = 0;
	int64_t seconds = 0;
	int64_t offset = 0;
	enum err err = date_parse(&text, &days);

	if (err == ERR_OK && text.len > 0) {
		err = hours_parse(&text, &seconds);
		if (err == ERR_OK)
			err = offset_parse(&text, &offset);
	}
	if (err == ERR_OK && text.len > 0)
		err = ERR_SYNTAX;
	if (err == ERR_OK)
		*out_seconds = days * SECONDS_OF_DAY + seconds - offset;
	return err;
}

void duration_print_time(struct text *text, uint64_t us_since_1970, bool has_fraction)
{
	uint64_t second = us_since_1970 / DURATION_S;
	uint64_t days = second / SECONDS_OF_DAY + DAYS_BEFORE_1970;
	uint64_t day_of_era = days % DAYS_OF_ERA;
	uint64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
				day_of_era / (DAYS_OF_ERA - 1)) /
			       365;
	uint64_t day_of_year =
		day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	uint64_t from_march = (5 * day_of_year + 2) / 153;
	uint64_t month = from_march < 10 ? from_march + 3 : from_march - 9;
	uint64_t year = year_of_era + days / DAYS_OF_ERA * 400 + (month <= 2);

	second %= SECONDS_OF_DAY;
	text_add_format(text, "%04" PRIu64 "-%02" PRIu64 "-%02" PRIu64, year, month,
			day_of_year - (153 * from_march + 2) / 5 + 1);
	text_add_format(text, "T%02" PRIu64 ":%02" PRIu64 ":%02" PRIu64, second / 3600,
			second / 60 % 60, second % 60);
	if (has_fraction)
		text_add_format(text, ".%03" PRIu64,
				us_since_1970 % DURATION_S / DURATION_MS);
	text_add_char(text, 'Z');
}
