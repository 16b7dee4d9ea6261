#include "base/num.h"

#include "base/str.h"

enum err num_parse_u64(struct str text, uint64_t min, uint64_t max, uint64_t *out_number)
{
	uint64_t number = 0;
	bool is_over = false;

	if (text.len == 0)
		return ERR_SYNTAX;
	for (size_t i = 0; i < text.len; i++) {
		unsigned digit = (unsigned char)text.data[i] - (unsigned)'0';

		if (digit > 9)
			return ERR_SYNTAX;
		is_over |= __builtin_mul_overflow(number, 10U, &number);
		is_over |= __builtin_add_overflow(number, digit, &number);
	}
	if (is_over || number < min || number > max)
		return ERR_RANGE;
	*out_number = number;
	return ERR_OK;
}

enum err num_parse_u32(struct str text, uint32_t min, uint32_t max, uint32_t *out_number)
{
	uint64_t number = 0;
	enum err err = num_parse_u64(text, min, max, &number);

	if (err == ERR_OK)
		*out_number = (uint32_t)number;
	return err;
}

enum err num_parse_u16(struct str text, uint16_t min, uint16_t max, uint16_t *out_number)
{
	uint64_t number = 0;
	enum err err = num_parse_u64(text, min, max, &number);

	if (err == ERR_OK)
		*out_number = (uint16_t)number;
	return err;
}

/* The value of a hex digit, 16 or more for anything else. */
static unsigned hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (unsigned)(c - 'A') + 10;
	return 16;
}

enum err num_parse_hex(struct str text, uint64_t max, uint64_t *out_number)
{
	uint64_t number = 0;
	bool is_over = false;

	if (str_has_prefix_case(text, (struct str)STR("0x")))
		text = str_from(text, 2);
	if (text.len == 0)
		return ERR_SYNTAX;
	for (size_t i = 0; i < text.len; i++) {
		unsigned digit = hex_digit(text.data[i]);

		if (digit > 15)
			return ERR_SYNTAX;
		is_over |= number >> 60 != 0;
		number = number << 4 | digit;
	}
	if (is_over || number > max)
		return ERR_RANGE;
	*out_number = number;
	return ERR_OK;
}

enum err num_parse_bytes(struct str text, uint8_t *out_data, size_t size,
			 size_t *out_size)
{
	if (text.len % 2 != 0)
		return ERR_SYNTAX;
	for (size_t i = 0; i < text.len; i++) {
		if (hex_digit(text.data[i]) > 15)
			return ERR_SYNTAX;
	}
	if (text.len / 2 > size)
		return ERR_LIMIT;
	for (size_t i = 0; i < text.len / 2; i++) {
		out_data[i] = (uint8_t)(hex_digit(text.data[2 * i]) << 4 |
					hex_digit(text.data[2 * i + 1]));
	}
	*out_size = text.len / 2;
	return ERR_OK;
}
