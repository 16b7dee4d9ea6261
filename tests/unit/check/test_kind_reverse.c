#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ran.h"

enum { RULES = 2 };

struct row {
	const char *address, *name;
	struct fakenet_rule rules[RULES];
	const char *wanted, *why;
};

static void check_row(const struct row *row)
{
	char yaml[512];
	struct ran ran;

	(void)snprintf(
		yaml, sizeof(yaml),
		"checks: [{reverse: {address: \"%s\", name: %s, ask: [192.0.2.8]}}]\n",
		row->address, row->name);
	print_message("# %s\n", row->why);
	ran_begin(&ran, row->rules, RULES, yaml);
	ran_go(&ran);
	assert_int_equal(ran.verdicts.count, 1);
	assert_int_equal(ran.engine->asked_count, 2);
	assert_string_equal(ran_text(&ran), row->wanted);
	ran_end(&ran);
}

#define POINTER "25.2.0.192.in-addr.arpa."

static void test_address_and_name_confirm_each_other(void **state)
{
	static const struct row rows[] = {
		{ "192.0.2.25",
		  "mail.test",
		  { { .qtype = "PTR",
		      .head = "ra",
		      .records = POINTER " 60 PTR Mail.test." },
		    { .qtype = "A",
		      .head = "ra",
		      .records = "mail.test. 60 A 192.0.2.25" } },
		  POINTER " PTR 192.0.2.8: ok -mail.test. -192.0.2.25 +Mail.test. "
			  "+192.0.2.25\n",
		  "both" },
		{ "192.0.2.25",
		  "mail.test",
		  { { .qtype = "PTR",
		      .head = "ra",
		      .records = POINTER " 60 PTR other.test.\n" POINTER
					 " 60 PTR mail.test.\n" },
		    { .qtype = "A",
		      .head = "ra",
		      .records =
			      "mail.test. 60 A 192.0.2.26\nmail.test. 60 A 192.0.2.25\n" } },
		  POINTER " PTR 192.0.2.8: ok -mail.test. -192.0.2.25 +other.test. "
			  "+mail.test. +192.0.2.26 +192.0.2.25\n",
		  "among others" },
		{ "192.0.2.25",
		  "mail.test",
		  { { .qtype = "PTR",
		      .head = "ra",
		      .records = POINTER " 60 CNAME 25.sub.test.\n"
					 "25.sub.test. 60 PTR mail.test.\n" },
		    { .qtype = "A",
		      .head = "ra",
		      .records = "mail.test. 60 A 192.0.2.25" } },
		  POINTER " PTR 192.0.2.8: ok -mail.test. -192.0.2.25 +mail.test. "
			  "+192.0.2.25\n",
		  "through an alias (RFC 2317)" },
		{ "2001:db8::1",
		  "mail.test",
		  { { .qname =
			      "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0."
			      "0.2.ip6.arpa.",
		      .head = "ra",
		      .records =
			      "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1."
			      "0.0.2.ip6.arpa. 60 PTR mail.test." },
		    { .qtype = "AAAA",
		      .head = "ra",
		      .records = "mail.test. 60 AAAA 2001:db8::1" } },
		  "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. "
		  "PTR 192.0.2.8: ok -mail.test. -2001:db8::1 +mail.test. "
		  "+2001:db8::1\n",
		  "IPv6" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		check_row(&rows[i]);
}

static const struct row differing[] = {
	{ "192.0.2.25",
	  "mail.test",
	  { { .qtype = "PTR", .head = "ra", .records = POINTER " 60 PTR other.test." },
	    { .qtype = "A", .head = "ra", .records = "mail.test. 60 A 192.0.2.25" } },
	  POINTER " PTR 192.0.2.8: critical reverse-differs -mail.test. "
		  "+other.test.\n",
	  "another name" },
	{ "192.0.2.25",
	  "mail.test",
	  { { .qtype = "PTR", .head = "ra NXDOMAIN" },
	    { .qtype = "A", .head = "ra", .records = "mail.test. 60 A 192.0.2.25" } },
	  POINTER " PTR 192.0.2.8: critical reverse-differs -mail.test. "
		  "+NXDOMAIN\n",
	  "no name" },
	{ "192.0.2.25",
	  "mail.test",
	  { { .qtype = "PTR", .head = "ra", .records = POINTER " 60 PTR mail.test." },
	    { .qtype = "A", .head = "ra", .records = "mail.test. 60 A 192.0.2.26" } },
	  "mail.test. A 192.0.2.8: critical reverse-differs -192.0.2.25 "
	  "+192.0.2.26\n",
	  "another address" },
	{ "192.0.2.25",
	  "mail.test",
	  { { .qtype = "PTR", .head = "ra", .records = POINTER " 60 PTR mail.test." },
	    { .qtype = "A", .head = "ra" } },
	  "mail.test. A 192.0.2.8: critical reverse-differs -192.0.2.25\n",
	  "no address" },
	{ "192.0.2.25",
	  "mail.test",
	  { { .qtype = "PTR", .head = "SERVFAIL" },
	    { .qtype = "A", .head = "ra", .records = "mail.test. 60 A 192.0.2.25" } },
	  POINTER " PTR 192.0.2.8: unknown servfail -mail.test. +SERVFAIL\n",
	  "a failure" },
	{ "192.0.2.25",
	  "mail.test",
	  { { .qtype = "PTR", .head = "ra", .records = POINTER " 60 PTR mail.test." },
	    { .qtype = "A" } },
	  "mail.test. A 192.0.2.8: unknown timeout (after 3 tries, 6.0 s)\n",
	  "silence" },
};

static void test_what_differs_is_one_reason_and_what_fails_is_unknown(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(differing); i++)
		check_row(&differing[i]);
}

static void test_entries_that_cannot_stand_are_faults(void **state)
{
	static const struct {
		const char *entry, *wanted;
	} rows[] = {
		{ "{address: 192.0.2.256, name: a.test}",
		  "\"address\" wants one IPv4 or IPv6 address" },
		{ "{address: [192.0.2.1, 192.0.2.2], name: a.test}",
		  "\"address\" wants one IPv4 or IPv6 address" },
		{ "{address: 192.0.2.1, name: a.test, ask: [authoritative]}",
		  "\"reverse\" asks resolvers, not \"authoritative\"" },
		{ "{address: 192.0.2.1}", "name" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct declared declared;
		char yaml[512];

		print_message("# %s\n", rows[i].entry);
		(void)snprintf(yaml, sizeof(yaml), "checks: [{reverse: %s}]\n",
			       rows[i].entry);
		assert_false(declared_load(&declared, arena, yaml));
		if (strstr(declared_faults(&declared), rows[i].wanted) == NULL) {
			fail_msg("no \"%s\" in:\n%s", rows[i].wanted,
				 declared_faults(&declared));
		}
		arena_free(arena);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_address_and_name_confirm_each_other),
		cmocka_unit_test(
			test_what_differs_is_one_reason_and_what_fails_is_unknown),
		cmocka_unit_test(test_entries_that_cannot_stand_are_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
