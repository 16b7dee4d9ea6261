#include "base/duration.h"

#include <inttypes.h>
#include <stddef.h>
#include <time.h>

#include "base/num.h"
#include "base/text.h"

enum {
	DECIMALS_MAX = 6,       /* digits behind the point, trailing zeros apart */
	DAYS_MAX = 36525,       /* of a duration: 100 years */
	SECONDS_OF_DAY = 86400, /* seconds */
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
	     i++) {
		if (str_equal(units[i].name, name))
			return &units[i];
	}
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
	for (; fraction > 0; fraction %= scale) {
		scale /= 10;
		text_add_char(text, (char)('0' + fraction / scale));
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

/* The numbers of a time, in the order in which they are written. */
enum { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, OFFSET_HOUR, OFFSET_MINUTE, NUMBER_COUNT };

/*
 * Cuts what looks like @shape off the front of @rest: a 0 stands for a digit, anything else for
 * itself.  Digits add to *@numbers, each other byte goes on to the next number.
 */
static bool shape_cut(struct str *rest, const char *shape, int *numbers)
{
	size_t i = 0;

	for (; shape[i] != '\0'; i++) {
		if (i == rest->len)
			return false;

		char c = rest->data[i];

		if (shape[i] == '0' ? !is_digit(c) : c != shape[i])
			return false;
		if (shape[i] == '0') {
			*numbers = *numbers * 10 + (c - '0');
		} else {
			numbers++;
		}
	}
	*rest = str_from(*rest, i);
	return true;
}

/* "T18:02Z", "T18:02:03+01:00".  Returns the sign of the offset, or 0 for what is neither. */
static int clock_cut(struct str *rest, int *numbers)
{
	if (!shape_cut(rest, "T00:00", &numbers[DAY]))
		return 0;
	if (str_has_prefix(*rest, (struct str)STR(":")) &&
	    !shape_cut(rest, ":00", &numbers[MINUTE]))
		return 0;
	if (shape_cut(rest, "Z", &numbers[SECOND]))
		return 1;
	if (shape_cut(rest, "+00:00", &numbers[SECOND]))
		return 1;
	return shape_cut(rest, "-00:00", &numbers[SECOND]) ? -1 : 0;
}

enum err duration_parse_time(struct str text, int64_t *out_seconds)
{
	int numbers[NUMBER_COUNT] = { 0 };
	int sign = 1;

	if (!shape_cut(&text, "0000-00-00", numbers))
		return ERR_SYNTAX;
	if (text.len > 0)
		sign = clock_cut(&text, numbers);
	if (sign == 0 || text.len > 0)
		return ERR_SYNTAX;

	const struct tm read = {
		.tm_year = numbers[YEAR] - 1900,
		.tm_mon = numbers[MONTH] - 1,
		.tm_mday = numbers[DAY],
		.tm_hour = numbers[HOUR],
		.tm_min = numbers[MINUTE],
		.tm_sec = numbers[SECOND],
	};
	struct tm valid = read;
	int64_t seconds = timegm(&valid);

	/* timegm makes 1 March of 30 February, and 01:00 of 00:60. */
	if (read.tm_mon != valid.tm_mon || read.tm_mday != valid.tm_mday ||
	    read.tm_hour != valid.tm_hour || read.tm_min != valid.tm_min ||
	    read.tm_sec != valid.tm_sec)
		return ERR_RANGE;
	if (numbers[OFFSET_HOUR] > 23 || numbers[OFFSET_MINUTE] > 59)
		return ERR_RANGE;
	*out_seconds =
		seconds -
		(int64_t)sign * 60 * (numbers[OFFSET_HOUR] * 60 + numbers[OFFSET_MINUTE]);
	return ERR_OK;
}

void duration_print_time(struct text *text, uint64_t us_since_1970, bool has_fraction)
{
	time_t seconds = (time_t)(us_since_1970 / DURATION_S);
	struct tm time = { 0 };
	char buffer[sizeof("584542-01-01T00:00:00")];

	gmtime_r(&seconds, &time);
	if (strftime(buffer, sizeof(buffer), "%Y-%m-%dT%H:%M:%S", &time) > 0)
		text_add_cstr(text, buffer);
	if (has_fraction) {
		text_add_format(text, ".%03" PRIu64,
				us_since_1970 % DURATION_S / DURATION_MS);
	}
	text_add_char(text, 'Z');
}
