#include "bin/errand.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool errand_line(char line[ERRAND_LINE])
{
	size_t n;

	if (!fgets(line, ERRAND_LINE, stdin))
		return false;
	n = strlen(line);
	if (!n || line[n - 1] != '\n')
		return false;
	line[n - 1] = '\0';
	return true;
}

bool errand_number(long *number)
{
	static char line[ERRAND_LINE];

	if (!errand_line(line))
		return false;
	*number = strtol(line, NULL, 10);
	return *number > 0;
}

static bool is_loopback(const char *host)
{
	return strcmp(host, "127.0.0.1") == 0 || strcmp(host, "[::1]") == 0 || strcmp(host, "localhost") == 0;
}

bool errand_address(struct errand_address *a, const char *url, unsigned flags)
{
	CURLU *u = curl_url();
	char *scheme = NULL, *host = NULL, *user = NULL;
	bool ok = false;

	if (u && curl_url_set(u, CURLUPART_URL, url, flags) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_USER, &user, 0) != CURLUE_OK) {
		ok = strlen(scheme) < sizeof a->scheme;
		snprintf(a->scheme, sizeof a->scheme, "%s", scheme);
		a->loopback = is_loopback(host);
	}
	curl_free(scheme);
	curl_free(host);
	curl_free(user);
	curl_url_cleanup(u);
	return ok;
}

int errand_say(int code, const char *what)
{
	fprintf(stderr, "%s: %s\n", program_invocation_short_name, what);
	return code;
}

int errand_run(int (*run)(CURL *curl, const void *request), const void *request, int failed)
{
	CURL *curl;
	int code;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return errand_say(failed, "libcurl cannot start");
	curl = curl_easy_init();
	code = curl ? run(curl, request) : errand_say(failed, "libcurl cannot start");
	curl_easy_cleanup(curl);
	curl_global_cleanup();
	return code;
}
