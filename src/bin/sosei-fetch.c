/* sosei-fetch - gets the bytes of one address; started by sosei (files/fetch.c), which keeps a deadline of its own.
 *
 *   sosei-fetch <REQUEST >BODY
 *
 * REQUEST has four lines: the address, the proxy (may be empty), the most bytes, the most seconds. Complaints never
 * hold the address: its query may hold a key. libcurl lives only here: it brings a dozen libraries that the main
 * program would load at every start. Not shut in as sosei-reader is: TLS and name resolution need sockets and many
 * files, and what is fetched is parsed elsewhere. Redirections are not followed: an address that is allowed could lead
 * to one that is not. */
#include <curl/curl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files/fetch_codes.h"

enum { LINE_MAX_BYTES = 16384 };

struct request {
	char url[LINE_MAX_BYTES], proxy[LINE_MAX_BYTES];
	size_t max;
	long seconds;
};

struct sink {
	size_t n, max;
	bool too_big;
};

static int say(int code, const char *what)
{
	fprintf(stderr, "sosei-fetch: %s\n", what);
	return code;
}

static bool read_line(char line[LINE_MAX_BYTES])
{
	size_t n;

	if (!fgets(line, LINE_MAX_BYTES, stdin))
		return false;
	n = strlen(line);
	if (!n || line[n - 1] != '\n')
		return false;
	line[n - 1] = '\0';
	return true;
}

static bool read_request(struct request *r)
{
	static char number[LINE_MAX_BYTES];

	if (!read_line(r->url) || !read_line(r->proxy) || !read_line(number))
		return false;
	r->max = strtoul(number, NULL, 10);
	if (!read_line(number))
		return false;
	r->seconds = strtol(number, NULL, 10);
	return r->max > 0 && r->seconds > 0;
}

static bool is_loopback(const char *host)
{
	return strcmp(host, "127.0.0.1") == 0 || strcmp(host, "[::1]") == 0 || strcmp(host, "localhost") == 0;
}

/* https anywhere; http only to this machine, where there is nobody on the way. */
static bool allowed(const char *url, bool *loopback)
{
	CURLU *u = curl_url();
	char *scheme = NULL, *host = NULL, *user = NULL;
	bool ok = false;

	if (u && curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_USER, &user, 0) != CURLUE_OK) {
		*loopback = is_loopback(host);
		ok = strcmp(scheme, "https") == 0 || (strcmp(scheme, "http") == 0 && *loopback);
	}
	curl_free(scheme);
	curl_free(host);
	curl_free(user);
	curl_url_cleanup(u);
	return ok;
}

static size_t take(char *bytes, size_t size, size_t n, void *context)
{
	struct sink *s = context;

	n *= size;
	s->n += n;
	s->too_big = s->n > s->max;
	return !s->too_big && fwrite(bytes, 1, n, stdout) == n ? n : 0;
}

static int code_of(CURLcode end, const struct sink *s)
{
	if (s->too_big)
		return FETCH_TOO_BIG;
	switch (end) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
		return FETCH_NO_HOST;
	case CURLE_COULDNT_CONNECT:
	case CURLE_GOT_NOTHING:
	case CURLE_RECV_ERROR:
	case CURLE_SEND_ERROR:
	case CURLE_PARTIAL_FILE:
		return FETCH_NO_CONNECTION;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
		return FETCH_TLS;
	case CURLE_OPERATION_TIMEDOUT:
		return FETCH_TIMEOUT;
	case CURLE_FILESIZE_EXCEEDED:
		return FETCH_TOO_BIG;
	default:
		return FETCH_OTHER;
	}
}

static void set_up(CURL *curl, const struct request *r, struct sink *s, bool loopback)
{
	curl_easy_setopt(curl, CURLOPT_URL, r->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, loopback ? "http,https" : "https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_PROXY, loopback ? "" : r->proxy);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, r->seconds);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, r->seconds < 15 ? r->seconds : 15L);
	curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)r->max);
	curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, ""); /* what it knows: the answers shrink to a tenth */
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "sosei/" SOSEI_VERSION);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, s);
}

static int fetch(CURL *curl, const struct request *r)
{
	struct sink s = { .max = r->max };
	bool loopback = false;
	char number[32];
	long status = 0;
	CURLcode end;

	if (!allowed(r->url, &loopback))
		return say(FETCH_NOT_ALLOWED, "this address is not allowed");
	set_up(curl, r, &s, loopback);
	end = curl_easy_perform(curl);
	if (end != CURLE_OK)
		return say(code_of(end, &s), curl_easy_strerror(end));
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	snprintf(number, sizeof number, "%ld", status);
	if (status != 200)
		return say(FETCH_STATUS, number);
	return fflush(stdout) == 0 ? 0 : say(FETCH_OTHER, "the answer could not be handed over");
}

int main(int argc, char **argv)
{
	static struct request r;
	CURL *curl;
	int code;

	(void)argv;
	if (argc != 1 || isatty(0) || !read_request(&r)) {
		fputs("usage: sosei-fetch <REQUEST >BODY (started by sosei)\n", stderr);
		return FETCH_USAGE;
	}
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return say(FETCH_OTHER, "libcurl cannot start");
	curl = curl_easy_init();
	code = curl ? fetch(curl, &r) : say(FETCH_OTHER, "libcurl cannot start");
	curl_easy_cleanup(curl);
	curl_global_cleanup();
	return code;
}
