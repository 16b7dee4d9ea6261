#include "cli/version.h"

#include <openssl/crypto.h>
#include <uv.h>

#include <ldns/ldns.h>

#include "cli/dig_idn.h"
#include "config.h"
#include "declare/yaml.h"
#include "query/engine.h"

void version_print(FILE *stream)
{
	(void)fprintf(stream, "digdrift %s\n", DIGDRIFT_VERSION);
	(void)fprintf(stream, "c-ares %s\nldns %s\nlibyaml %s\nlibuv %s\nOpenSSL %s\n",
		      engine_cares_version(), ldns_version(), yaml_version(),
		      uv_version_string(), OpenSSL_version(OPENSSL_VERSION_STRING));
	if (dig_idn_is_built_in())
		(void)fprintf(stream, "libidn2 %s\n", dig_idn_version());
}
