#include "dns/rdata_reader.h"
#include "rdata_case.h"

static struct arena *memory;
static uint8_t written[UINT16_MAX];

static int set_up(void **state)
{
	(void)state;
	memory = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(memory);
	return 0;
}

static struct rdata_reader reader_of(const char *text)
{
	return (struct rdata_reader){ .arena = memory,
				      .rest = str_of(text),
				      .wire = written };
}

/* The words with "|" between them, quoted ones in <>, and behind all the fault. */
static const char *words_of(struct rdata_reader reader)
{
	char buffer[512];
	struct text text;
	struct rdata_word word;

	text_init(&text, buffer, sizeof(buffer));
	while (rdata_reader_next(&reader, &word)) {
		text_add_cstr(&text, word.is_quoted ? "<" : "");
		text_add(&text, word.text);
		text_add_cstr(&text, word.is_quoted ? ">|" : "|");
	}
	if (!rdata_reader_end(&reader))
		text_add_cstr(&text, reader.why);
	return str_cstr(memory, text_str(&text));
}

static void test_words_are_cut_as_in_zone_files(void **state)
{
	static const struct {
		const char *text;
		const char *words;
		const char *why;
	} rows[] = {
		{ "", "", "nothing" },
		{ " \t\r\n", "", "blanks" },
		{ "a b", "a|b|", "two words" },
		{ "  a\tb\n c ", "a|b|c|", "blanks around" },
		{ "a\\ b", "a\\ b|", "an escaped blank" },
		{ "a\\;b", "a\\;b|", "an escaped semicolon" },
		{ "\"a b\" c", "<a b>|c|", "quotes" },
		{ "\"a\\\"b\"", "<a\\\"b>|", "an escaped quote" },
		{ "\"\"", "<>|", "empty quotes" },
		{ "\"a\"\"b\"", "<a>|<b>|", "quotes side by side" },
		{ "a\"b\"", "a|<b>|", "a quote ends a word" },
		{ "a ; b\nc", "a|c|", "a comment" },
		{ "a;b", "a|", "a comment at a word" },
		{ "a ( b\n c ) d", "a|b|c|d|", "parentheses" },
		{ "((a))", "a|", "parentheses in parentheses" },
		{ "( a ; )\n)", "a|", "a parenthesis in a comment" },
		{ "( a", "a|wanted a \")\", got nothing", "an open parenthesis" },
		{ "a )", "a|wanted a \"(\" before the \")\", got none", "a closed one" },
		{ "a \"b", "a|wanted a closing quote, got \"\\\"b\"", "an open quote" },
		{ "\"a\\", "wanted a closing quote, got \"\\\"a\\\"",
		  "an end behind \\" },
		{ "a\\", "a\\|", "a word may end in \\" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *words = words_of(reader_of(rows[i].text));

		if (strcmp(words, rows[i].words) != 0)
			fail_msg("%s: %s, wanted %s", rows[i].why, words, rows[i].words);
	}
}

static void test_pairs_keep_the_quotes_inside_a_word(void **state)
{
	struct rdata_reader reader = reader_of("a=\"b c\" d=\"\\\"\"e \"f g\"");

	(void)state;
	reader.has_pairs = true;
	assert_string_equal(words_of(reader), "a=\"b c\"|d=\"\\\"\"e|<f g>|");
}

static void test_prose_refuses_a_comment_inside_a_word(void **state)
{
	struct rdata_reader reader = reader_of("v=DKIM1; k=rsa");

	(void)state;
	reader.is_prose = true;
	assert_string_equal(words_of(reader),
			    "wanted text in quotes, or \"\\;\" for a \";\" in it, got "
			    "\"v=DKIM1; k=rsa\"");
	reader = reader_of("\"v=DKIM1; k=rsa\" ; a comment");
	reader.is_prose = true;
	assert_string_equal(words_of(reader), "<v=DKIM1; k=rsa>|");
}

static void test_parentheses_are_bounded(void **state)
{
	char text[202];

	(void)state;
	memset(text, '(', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_string_equal(words_of(reader_of(text)), "wanted fewer parentheses");
}

static void test_the_first_fault_stays(void **state)
{
	struct rdata_reader reader = reader_of("a b");
	struct rdata_word word;
	struct str text;

	(void)state;
	assert_false(rdata_reader_refuse(&reader, "x", str_of("y")));
	assert_string_equal(reader.why, "wanted x, got \"y\"");
	assert_false(rdata_reader_fail(&reader, "another"));
	assert_false(rdata_reader_refuse_because(&reader, "x", str_of("y"), "z"));
	assert_false(rdata_reader_next(&reader, &word));
	assert_false(rdata_reader_need(&reader, "c", &text));
	assert_false(rdata_reader_put_u8(&reader, 1));
	assert_false(rdata_reader_end(&reader));
	assert_string_equal(reader.why, "wanted x, got \"y\"");
	assert_int_equal(reader.size, 0);
}

static void test_a_peek_takes_nothing(void **state)
{
	struct rdata_reader reader = reader_of("( a b");
	struct rdata_word word;

	(void)state;
	assert_true(rdata_reader_peek(&reader, &word));
	assert_string_equal(str_cstr(memory, word.text), "a");
	assert_int_equal(reader.depth, 0);
	assert_true(rdata_reader_next(&reader, &word));
	assert_string_equal(str_cstr(memory, word.text), "a");
	assert_int_equal(reader.depth, 1);
}

static void test_sentences_show_words_safely(void **state)
{
	struct rdata_reader reader = reader_of("");
	char long_text[200];

	(void)state;
	rdata_reader_refuse_because(&reader, "x", str_make("a\x01\"\x7f", 4), "z");
	assert_string_equal(reader.why, "wanted x, got \"a\\001\\\"\\127\": z");
	reader.why = NULL;
	memset(long_text, 'a', sizeof(long_text));
	rdata_reader_refuse(&reader, "x", str_make(long_text, sizeof(long_text)));
	assert_int_equal(strlen(reader.why), strlen("wanted x, got \"\"") + 60 + 3);
}

static void test_bytes_are_unescaped(void **state)
{
	struct rdata_reader reader = reader_of("");
	struct str rest = str_of("a\\b\\255\\000");
	uint8_t bytes[4];
	bool is_escaped[4];

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_true(rdata_reader_byte(&reader, &rest, &bytes[i], &is_escaped[i]));
	assert_int_equal(rest.len, 0);
	assert_memory_equal(bytes, "ab\xff\0", 4);
	assert_false(is_escaped[0]);
	assert_true(is_escaped[1] && is_escaped[2] && is_escaped[3]);
	rest = str_of("\\25x");
	assert_false(rdata_reader_byte(&reader, &rest, &bytes[0], NULL));
	assert_non_null(reader.why);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_are_cut_as_in_zone_files),
		cmocka_unit_test(test_pairs_keep_the_quotes_inside_a_word),
		cmocka_unit_test(test_prose_refuses_a_comment_inside_a_word),
		cmocka_unit_test(test_parentheses_are_bounded),
		cmocka_unit_test(test_the_first_fault_stays),
		cmocka_unit_test(test_a_peek_takes_nothing),
		cmocka_unit_test(test_sentences_show_words_safely),
		cmocka_unit_test(test_bytes_are_unescaped),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
