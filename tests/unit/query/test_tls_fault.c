#include <openssl/x509_vfy.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "query/tls_fault.h"

static void test_findings_of_openssl_become_faults(void **state)
{
	static const struct {
		int code;
		enum tls_fault fault;
	} rows[] = {
		{ X509_V_OK, TLS_FAULT_NONE },
		{ X509_V_ERR_CERT_HAS_EXPIRED, TLS_FAULT_EXPIRED },
		{ X509_V_ERR_CERT_NOT_YET_VALID, TLS_FAULT_EXPIRED },
		{ X509_V_ERR_HOSTNAME_MISMATCH, TLS_FAULT_NAME },
		{ X509_V_ERR_IP_ADDRESS_MISMATCH, TLS_FAULT_NAME },
		{ X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, TLS_FAULT_ISSUER },
		{ X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, TLS_FAULT_ISSUER },
		{ X509_V_ERR_CERT_REVOKED, TLS_FAULT_CERTIFICATE },
		{ X509_V_ERR_CA_MD_TOO_WEAK, TLS_FAULT_CERTIFICATE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(tls_fault_of_verify(rows[i].code), rows[i].fault);
}

static void test_every_fault_has_a_text(void **state)
{
	(void)state;
	for (int fault = 0; fault < TLS_FAULT_COUNT; fault++)
		assert_non_null(tls_fault_text((enum tls_fault)fault));
	assert_string_equal(tls_fault_verify_text(X509_V_ERR_HOSTNAME_MISMATCH),
			    "hostname mismatch");
}

static void test_only_what_time_may_mend_is_tried_again(void **state)
{
	(void)state;
	assert_true(tls_fault_is_lasting(TLS_FAULT_NAME));
	assert_true(tls_fault_is_lasting(TLS_FAULT_PIN));
	assert_true(tls_fault_is_lasting(TLS_FAULT_LOCAL));
	assert_false(tls_fault_is_lasting(TLS_FAULT_STALLED));
	assert_false(tls_fault_is_lasting(TLS_FAULT_CLOSED));
	assert_true(tls_fault_is_certificate(TLS_FAULT_EXPIRED));
	assert_false(tls_fault_is_certificate(TLS_FAULT_HANDSHAKE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_findings_of_openssl_become_faults),
		cmocka_unit_test(test_every_fault_has_a_text),
		cmocka_unit_test(test_only_what_time_may_mend_is_tried_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
