#include "dns/type.h"

#include <stddef.h>

#include "base/num.h"
#include "base/text.h"

/* One number and its mnemonic. */
struct mnemonic {
	const char *name;
	uint16_t number;
};

/* Which numbers have names, and how the others are written. */
struct space {
	const struct mnemonic
		*rows; /* the first row of a number is the one that is printed */
	size_t len;
	const char *prefix; /* of numbers without a name */
	uint16_t max;
	bool takes_bare_number;
};

static const struct mnemonic types[] = {
#define TYPE(name, number) { name, number },
#include "dns/types.def"
#undef TYPE
};

/* clang-format off */
static const struct mnemonic classes[] = {
	{ "RESERVED0", 0 },
	{ "IN",        CLASS_IN },
	{ "CH",        CLASS_CH },
	{ "CHAOS",     CLASS_CH },
	{ "HS",        CLASS_HS },
	{ "HESIOD",    CLASS_HS },
	{ "NONE",      CLASS_NONE },
	{ "ANY",       CLASS_ANY },
};

static const struct mnemonic rcodes[] = {
	{ "NOERROR",    RCODE_NOERROR },
	{ "FORMERR",    RCODE_FORMERR },
	{ "SERVFAIL",   RCODE_SERVFAIL },
	{ "NXDOMAIN",   RCODE_NXDOMAIN },
	{ "NOTIMP",     RCODE_NOTIMP },
	{ "REFUSED",    RCODE_REFUSED },
	{ "YXDOMAIN",   6 },
	{ "YXRRSET",    7 },
	{ "NXRRSET",    8 },
	{ "NOTAUTH",    RCODE_NOTAUTH },
	{ "NOTZONE",    10 },
	{ "RESERVED11", 11 },
	{ "RESERVED12", 12 },
	{ "RESERVED13", 13 },
	{ "RESERVED14", 14 },
	{ "RESERVED15", 15 },
	{ "BADVERS",    RCODE_BADVERS },
	{ "BADCOOKIE",  RCODE_BADCOOKIE },
};

static const struct mnemonic opcodes[] = {
	{ "QUERY",  OPCODE_QUERY },
	{ "IQUERY", 1 },
	{ "STATUS", OPCODE_STATUS },
	{ "NOTIFY", OPCODE_NOTIFY },
	{ "UPDATE", OPCODE_UPDATE },
	{ "RESERVED6", OPCODE_DSO }, /* as dig prints it */
	{ "DSO",    OPCODE_DSO },
};

static const struct space type_space =   { types,   ARRAY_LEN(types),   "TYPE",     UINT16_MAX, false };
static const struct space class_space =  { classes, ARRAY_LEN(classes), "CLASS",    UINT16_MAX, false };
static const struct space rcode_space =  { rcodes,  ARRAY_LEN(rcodes),  "?",        0xFFF,      true };
static const struct space opcode_space = { opcodes, ARRAY_LEN(opcodes), "RESERVED", 0xF,        true };
/* clang-format on */

static enum err parse(const struct space *space, struct str text, uint16_t *out_number)
{
	struct str prefix = str_of(space->prefix);
	char first = (char)(text.len > 0 ? text.data[0] & ~0x20 : '\0'); /* a capital */

	for (size_t i = 0; i < space->len; i++) {
		if (space->rows[i].name[0] == first &&
		    str_equal_case(text, str_of(space->rows[i].name))) {
			*out_number = space->rows[i].number;
			return ERR_OK;
		}
	}
	if (str_has_prefix_case(text, prefix)) {
		text = str_from(text, prefix.len);
	} else if (!space->takes_bare_number) {
		return ERR_SYNTAX;
	}
	return num_parse_u16(text, 0, space->max, out_number) == ERR_OK ? ERR_OK
									: ERR_SYNTAX;
}

static void print(struct text *text, const struct space *space, uint16_t number)
{
	for (size_t i = 0; i < space->len; i++) {
		if (space->rows[i].number == number) {
			text_add_cstr(text, space->rows[i].name);
			return;
		}
	}
	text_add_cstr(text, space->prefix);
	text_add_u64(text, number);
}

enum err type_parse(struct str text, uint16_t *out_type)
{
	return parse(&type_space, text, out_type);
}

void type_print(struct text *text, uint16_t type)
{
	print(text, &type_space, type);
}

enum err type_parse_class(struct str text, uint16_t *out_class)
{
	return parse(&class_space, text, out_class);
}

void type_print_class(struct text *text, uint16_t rr_class)
{
	print(text, &class_space, rr_class);
}

enum err type_parse_rcode(struct str text, uint16_t *out_rcode)
{
	return parse(&rcode_space, text, out_rcode);
}

void type_print_rcode(struct text *text, uint16_t rcode)
{
	print(text, &rcode_space, rcode);
}

enum err type_parse_opcode(struct str text, uint8_t *out_opcode)
{
	uint16_t opcode;
	enum err err = parse(&opcode_space, text, &opcode);

	if (err == ERR_OK)
		*out_opcode = (uint8_t)opcode;
	return err;
}

void type_print_opcode(struct text *text, uint8_t opcode)
{
	print(text, &opcode_space, opcode);
}

bool type_is_meta(uint16_t type)
{
	return type == TYPE_OPT || (type >= TYPE_TKEY && type <= TYPE_ANY);
}
