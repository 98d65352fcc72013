/* sosei-fetch - gets the bytes of one address; started by sosei (files/fetch.c), which keeps a deadline of its own.
 *
 *   sosei-fetch <REQUEST >BODY
 *
 * REQUEST has four lines: the address, the proxy (may be empty), the most bytes, the most seconds. Complaints never
 * hold the address: its query may hold a key. Redirections are not followed: an address that is allowed could lead to
 * one that is not. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bin/errand.h"
#include "files/fetch_codes.h"

struct request {
	char url[ERRAND_LINE], proxy[ERRAND_LINE];
	long max, seconds;
};

struct sink {
	size_t n, max;
	bool too_big;
};

/* https anywhere; http only to this machine. */
static bool allowed(const char *url, bool *loopback)
{
	struct errand_address a;

	if (!errand_address(&a, url, 0))
		return false;
	*loopback = a.loopback;
	return strcmp(a.scheme, "https") == 0 || (strcmp(a.scheme, "http") == 0 && a.loopback);
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

static int fetch(CURL *curl, const void *request)
{
	const struct request *r = request;
	struct sink s = { .max = (size_t)r->max };
	bool loopback = false;
	char number[32];
	long status = 0;
	CURLcode end;

	if (!allowed(r->url, &loopback))
		return errand_say(FETCH_NOT_ALLOWED, "this address is not allowed");
	set_up(curl, r, &s, loopback);
	end = curl_easy_perform(curl);
	if (end != CURLE_OK)
		return errand_say(code_of(end, &s), curl_easy_strerror(end));
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	snprintf(number, sizeof number, "%ld", status);
	if (status != 200)
		return errand_say(FETCH_STATUS, number);
	return fflush(stdout) == 0 ? 0 : errand_say(FETCH_OTHER, "the answer could not be handed over");
}

int main(int argc, char **argv)
{
	static struct request r;

	(void)argv;
	if (argc != 1 || isatty(0) || !errand_line(r.url) || !errand_line(r.proxy) || !errand_number(&r.max) ||
	    !errand_number(&r.seconds)) {
		fputs("usage: sosei-fetch <REQUEST >BODY (started by sosei)\n", stderr);
		return FETCH_USAGE;
	}
	return errand_run(fetch, &r, FETCH_OTHER);
}
