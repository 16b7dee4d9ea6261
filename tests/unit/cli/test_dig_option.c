#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "cli/dig_option.h"
#include "parsed.h"

/* What dig 9.20 takes; NULL: it does not know the option any more. */
static const struct {
	const char *name;
	const char *shortest;
} shortest_forms[] = {
	{ "aaflag", "aa" },
	{ "aaonly", "aa" },
	{ "additional", "ad" },
	{ "adflag", "ad" },
	{ "all", "al" },
	{ "answer", "an" },
	{ "authority", "au" },
	{ "badcookie", "ba" },
	{ "besteffort", "be" },
	{ "bufsize", "bu" },
	{ "cdflag", "cd" },
	{ "class", "cl" },
	{ "cmd", "cm" },
	{ "coflag", "co" },
	{ "comments", "co" },
	{ "cookie", "co" },
	{ "crypto", "cr" },
	{ "defname", "de" },
	{ "dns64prefix", "dns6" },
	{ "dnssec", "dnss" },
	{ "do", "do" },
	{ "domain", "do" },
	{ "edns", "edns" },
	{ "ednsflags", "edns" },
	{ "ednsnegotiation", "edns" },
	{ "ednsopt", "edns" },
	{ "expandaaaa", "expa" },
	{ "expire", "expi" },
	{ "fail", "fa" },
	{ "fuzztime", "fu" },
	{ "header-only", "he" },
	{ "https", "https" },
	{ "https-get", "https" },
	{ "https-post", "https" },
	{ "http-plain", "http-plain" },
	{ "http-plain-get", "http-plain" },
	{ "http-plain-post", "http-plain" },
	{ "identify", "i" },
	{ "idn", "i" },
	{ "idnin", "i" },
	{ "idnout", "i" },
	{ "ignore", "i" },
	{ "keepalive", "keepa" },
	{ "keepopen", "keepo" },
	{ "mapped", "ma" },
	{ "multiline", "mu" },
	{ "ndots", "nd" },
	{ "nsid", "nsi" },
	{ "nssearch", "nss" },
	{ "onesoa", "on" },
	{ "opcode", "op" },
	{ "padding", "pa" },
	{ "proxy", "pr" },
	{ "proxy-plain", "pr" },
	{ "qid", "qi" },
	{ "qr", "qr" },
	{ "question", "qu" },
	{ "raflag", "ra" },
	{ "rdflag", "rd" },
	{ "recurse", "rec" },
	{ "retry", "ret" },
	{ "retries", "ret" },
	{ "rrcomments", "rr" },
	{ "search", "se" },
	{ "short", "shor" },
	{ "showbadcookie", "showbadc" },
	{ "showbadvers", "showbadv" },
	{ "showsearch", "shows" },
	{ "sigchase", "si" },
	{ "split", "sp" },
	{ "stats", "st" },
	{ "subnet", "su" },
	{ "tcflag", "tcf" },
	{ "tcp", "tcp" },
	{ "time", "ti" },
	{ "timeout", "ti" },
	{ "tls", "tls" },
	{ "tls-ca", "tls" },
	{ "tls-hostname", "tls" },
	{ "tls-certfile", "tls" },
	{ "tls-keyfile", "tls" },
	{ "topdown", "to" },
	{ "trace", "tra" },
	{ "tries", "tri" },
	{ "trusted-key", "tru" },
	{ "ttl", "ttl" },
	{ "ttlid", "ttl" },
	{ "ttlunits", "ttl" },
	{ "unexpected", "une" },
	{ "unknownformat", "unk" },
	{ "vc", "v" },
	{ "yaml", "y" },
	{ "zflag", "z" },
};

static void test_each_option_is_taken_from_its_shortest_form_on(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(shortest_forms); i++) {
		char shorter[32];
		size_t len;

		if (shortest_forms[i].shortest == NULL) {
			assert_null(dig_option_find(shortest_forms[i].name, true));
			continue;
		}
		len = strlen(shortest_forms[i].shortest);
		(void)snprintf(shorter, sizeof(shorter), "%.*s", (int)len - 1,
			       shortest_forms[i].shortest);
		if (dig_option_find(shortest_forms[i].name, true) == NULL ||
		    dig_option_find(shortest_forms[i].shortest, true) == NULL ||
		    dig_option_find(shorter, true) != NULL) {
			fail_msg("%s, from %s on", shortest_forms[i].name,
				 shortest_forms[i].shortest);
		}
	}
}

static void test_a_form_that_fits_several_options_means_one(void **state)
{
	static const struct {
		const char *form;
		const char *name;
	} rows[] = {
		{ "co", "coflag" },
		{ "com", "comments" },
		{ "coo", "cookie" },
		{ "ad", "adflag" },
		{ "add", "additional" },
		{ "do", "do" },
		{ "dom", "domain" },
		{ "dns6", "dns64prefix" },
		{ "dnss", "dnssec" },
		{ "edns", "edns" },
		{ "ednsf", "ednsflags" },
		{ "ednsn", "ednsnegotiation" },
		{ "ednso", "ednsopt" },
		{ "i", "ignore" },
		{ "ide", "identify" },
		{ "idn", "idn" },
		{ "idni", "idnin" },
		{ "idno", "idnout" },
		{ "tls", "tls" },
		{ "tls-ca", "tls-ca" },
		{ "tls-ce", "tls-certfile" },
		{ "tls-h", "tls-hostname" },
		{ "tls-k", "tls-keyfile" },
		{ "ttl", "ttlid" },
		{ "ttlu", "ttlunits" },
		{ "u", "u" },
		{ "un", NULL },
		{ "tcf", "tcflag" },
		{ "tcp", "tcp" },
		{ "rec", "recurse" },
		{ "ret", "retry" },
		{ "nsi", "nsid" },
		{ "nss", "nssearch" },
		{ "q", NULL },
		{ "htt", NULL },
		{ "s", NULL },
		{ "t", NULL },
		{ "shor", "short" },
		{ "shows", "showsearch" },
		{ "showb", NULL },
		{ "http", NULL },
		{ "http-p", NULL },
		{ "https-p", "https-post" },
		{ "ht", "ht" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct dig_option *row = dig_option_find(rows[i].form, true);
		const char *name = row == NULL ? "none" : row->name;
		const char *wanted = rows[i].name == NULL ? "none" : rows[i].name;

		if (strcmp(name, wanted) != 0)
			fail_msg("+%s means %s, not %s", rows[i].form, name, wanted);
	}
}

static void test_the_letters_that_choose_are_lower_case_and_no_others(void **state)
{
	(void)state;
	assert_null(dig_option_find("SHORT", true));
	assert_null(dig_option_find("shoRt", true));
	assert_non_null(dig_option_find("shorT", true));
	assert_non_null(dig_option_find("anSWER", true));
	assert_null(dig_option_find("ANswer", true));
	assert_null(dig_option_find("shortx", true));
}

static void test_our_own_options_are_not_dig_s(void **state)
{
	(void)state;
	assert_non_null(dig_option_find("json", false));
	assert_null(dig_option_find("json", true));
}

static void test_no_and_values_are_taken_where_they_may_be(void **state)
{
	static const struct {
		const char *line;
		bool is_fault;
		const char *why;
	} rows[] = {
		{ "+noshort a", false, "no before a switch" },
		{ "+NOshort a", false, "NO in any case" },
		{ "+short=7 a", false, "a value that nobody wants" },
		{ "+nobufsize a", true, "no before what must be positive" },
		{ "+time a", true, "a value that is missing" },
		{ "+time= a", true, "a value that is empty" },
		{ "+=short a", false, "an equals sign too many" },
		{ "+ a", false, "nothing at all is only told" },
		{ "+nopadding=7 a", false, "no and a value" },
		{ "+nosplit=7 a", true, "no and a value that it does not take" },
		{ "+split a", false, "no value where there is a default" },
		{ "+subnet a", true, "an address that is missing" },
		{ "+nosubnet a", false, "no subnet" },
		{ "+tls-h a", true, "a host name that is missing" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct parsed parsed;

		parsed_read(&parsed, true, rows[i].line);
		if (parsed.is_over != rows[i].is_fault)
			fail_msg("dig %s: %s", rows[i].line, rows[i].why);
		parsed_free(&parsed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_option_is_taken_from_its_shortest_form_on),
		cmocka_unit_test(test_a_form_that_fits_several_options_means_one),
		cmocka_unit_test(
			test_the_letters_that_choose_are_lower_case_and_no_others),
		cmocka_unit_test(test_our_own_options_are_not_dig_s),
		cmocka_unit_test(test_no_and_values_are_taken_where_they_may_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
