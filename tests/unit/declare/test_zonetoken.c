#include "declare/zonetoken.h"
#include "declare_case.h"

static void add_token(struct text *out, const struct zonetoken *token)
{
	static const char marks[] = "$/w\"!";

	text_add_format(out, "%u:%u%c", token->line, token->column, marks[token->kind]);
	if (token->kind == ZONETOKEN_WORD || token->kind == ZONETOKEN_QUOTED)
		text_add(out, token->text);
	text_add_char(out, ' ');
}

/* w a word, " a quoted one, / the end of an entry, ! a fault, $ the end. */
static const struct case_row rows[] = {
	{ "a b\nc", "1:1wa 1:3wb 1:4/ 2:1wc 2:2$ \n", "words" },
	{ "a\tb  c ; d \"\n", "1:1wa 1:3wb 1:6wc 1:13/ 2:1$ \n", "blanks and a comment" },
	{ "a (b ; x)\n c)\nd", "1:1wa 1:4wb 2:2wc 2:4/ 3:1wd 3:2$ \n", "parentheses" },
	{ "\"a b\" \"\" \"c;(\\\"d\"\n", "1:1\"a b 1:7\" 1:10\"c;(\\\"d 1:18/ 2:1$ \n",
	  "quotes" },
	{ "a\\;b a\\ b a\\(b\n", "1:1wa\\;b 1:6wa\\ b 1:11wa\\(b 1:15/ 2:1$ \n",
	  "escapes" },
	{ "a\"b\"c\n", "1:1wa 1:2\"b 1:5wc 1:6/ 2:1$ \n", "a quote ends a word" },
	{ "a\r\nb\r\n", "1:1wa 1:3/ 2:1wb 2:3/ 3:1$ \n", "line ends of Windows" },
	{ "\xEF\xBB\xBF"
	  "a",
	  "1:1wa 1:2$ \n", "a byte order mark" },
	{ "\"a\nb", "1:1! 1:3/ 2:1wb 2:2$ \n1:1 the quote is not closed in its line\n",
	  "an open quote" },
	{ "a ) b\nc",
	  "1:1wa 1:3! 1:6/ 2:1wc 2:2$ \n1:3 this parenthesis closes nothing\n",
	  "a parenthesis too many" },
	{ "a ( b\nc", "1:1wa 1:5wb 2:1wc 2:2$ \n1:3 the parenthesis is not closed\n",
	  "one too few" },
	{ "a \x01 b\nc",
	  "1:1wa 1:3! 1:6/ 2:1wc 2:2$ \n1:3 a control character stands here\n",
	  "a control character" },
	{ "\\", "1:1w\\ 1:2$ \n", "a backslash at the end" },
	{ "\xC3\xA4", "1:1w\xC3\xA4 1:3$ \n", "UTF-8" },
};

static void test_words_are_found_with_their_places(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct zonetokens tokens;
		struct zonetoken token;
		struct faults faults;
		struct text out;

		faults_init(&faults, arena);
		text_init_growing(&out, CASE_OUT_MAX);
		zonetoken_begin(&tokens, str_of(rows[i].text), "main", &faults);
		do {
			token = zonetoken_next(&tokens);
			add_token(&out, &token);
		} while (token.kind != ZONETOKEN_END);
		text_add_char(&out, '\n');
		case_add_faults(&out, &faults);
		case_compare(out.data, rows[i].wanted, rows[i].why);
		text_free(&out);
		arena_free(arena);
	}
}

static void test_an_entry_is_skipped_to_its_end(void **state)
{
	struct arena *arena = arena_new();
	struct zonetokens tokens;
	struct zonetoken token;
	struct faults faults;

	(void)state;
	faults_init(&faults, arena);
	zonetoken_begin(&tokens, (struct str)STR("a (b\nc) d\n e\n"), "main", &faults);
	assert_false(zonetoken_is_indented(&tokens));
	token = zonetoken_next(&tokens);
	zonetoken_skip_entry(&tokens, token);
	assert_true(zonetoken_is_indented(&tokens));
	token = zonetoken_next(&tokens);
	assert_int_equal(token.line, 3);
	assert_int_equal(token.column, 2);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_are_found_with_their_places),
		cmocka_unit_test(test_an_entry_is_skipped_to_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
