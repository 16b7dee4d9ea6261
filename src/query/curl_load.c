#include "query/curl_load.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include "base/attr.h"

static const char library[] = "libcurl.so.4";

#define ROW(member, symbol)                                \
	{                                                  \
		offsetof(struct curl_load, member), symbol \
	}

static const struct {
	size_t offset;
	const char *symbol;
} rows[] = {
	ROW(global_init, "curl_global_init"),
	ROW(easy_init, "curl_easy_init"),
	ROW(easy_setopt, "curl_easy_setopt"),
	ROW(easy_getinfo, "curl_easy_getinfo"),
	ROW(easy_cleanup, "curl_easy_cleanup"),
	ROW(slist_append, "curl_slist_append"),
	ROW(slist_free_all, "curl_slist_free_all"),
	ROW(multi_init, "curl_multi_init"),
	ROW(multi_setopt, "curl_multi_setopt"),
	ROW(multi_add_handle, "curl_multi_add_handle"),
	ROW(multi_remove_handle, "curl_multi_remove_handle"),
	ROW(multi_socket_action, "curl_multi_socket_action"),
	ROW(multi_info_read, "curl_multi_info_read"),
	ROW(multi_assign, "curl_multi_assign"),
	ROW(multi_cleanup, "curl_multi_cleanup"),
	ROW(version_info, "curl_version_info"),
};

/* NULL, or why the library is of no use. */
static const char *check(const struct curl_load *curl)
{
	const curl_version_info_data *info = curl->version_info(CURLVERSION_NOW);

	if (info == NULL || (info->features & CURL_VERSION_HTTP2) == 0)
		return "the libcurl here speaks no HTTP/2";
	if (info->ssl_version == NULL || strncmp(info->ssl_version, "OpenSSL", 7) != 0)
		return "DNS over HTTPS needs a libcurl that is built with OpenSSL";
	return NULL;
}

static const char *load(struct curl_load *out_curl)
{
	void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
	struct curl_load curl = { 0 };
	const char *why;

	if (handle == NULL)
		return "DNS over HTTPS needs libcurl.so.4, which is not installed here";
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		void *symbol = dlsym(handle, rows[i].symbol);

		if (symbol == NULL)
			return "the libcurl.so.4 here lacks what DNS over HTTPS needs";
		memcpy((char *)&curl + rows[i].offset, &symbol, sizeof(symbol));
	}
	why = check(&curl);
	if (why == NULL && curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		why = "libcurl cannot be started";
	if (why == NULL)
		*out_curl = curl;
	return why;
}

const struct curl_load *curl_load_get(const char **out_why)
{
	/* What was loaded stays loaded. */
	static struct curl_load loaded;
	static const char *why;

	if (loaded.easy_init == NULL && why == NULL)
		why = load(&loaded);
	if (why != NULL) {
		*out_why = why;
		return NULL;
	}
	return &loaded;
}
