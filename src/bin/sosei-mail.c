/* sosei-mail - hands one letter to a mail server; started by sosei (files/mail.c), which keeps a deadline of its own.
 *
 *   sosei-mail <REQUEST
 *
 * REQUEST has six lines (address of the server, name, password, sender, recipient, the most seconds) and then the
 * letter. A server elsewhere must speak TLS: the letter may hold a link that lets somebody in. One on this machine need
 * not. Complaints hold no name and no password. */
#include <curl/curl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files/mail_codes.h"

enum { LINE_MAX_BYTES = 4096 };

struct request {
	char url[LINE_MAX_BYTES], user[LINE_MAX_BYTES], password[LINE_MAX_BYTES], from[LINE_MAX_BYTES],
		to[LINE_MAX_BYTES];
	long seconds;
};

static int say(int code, const char *what)
{
	fprintf(stderr, "sosei-mail: %s\n", what);
	return code;
}

static bool read_line(char *line)
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
	char number[LINE_MAX_BYTES];

	if (!read_line(r->url) || !read_line(r->user) || !read_line(r->password) || !read_line(r->from) ||
	    !read_line(r->to) || !read_line(number))
		return false;
	r->seconds = strtol(number, NULL, 10);
	return r->seconds > 0 && r->to[0] && r->from[0];
}

/* smtp://host:587 or smtps://host:465, without a path: it would be what we say HELO with. */
static bool allowed(const char *url, bool *loopback)
{
	CURLU *u = curl_url();
	char *scheme = NULL, *host = NULL, *user = NULL;
	bool ok = false;

	if (u && curl_url_set(u, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_USER, &user, 0) != CURLUE_OK) {
		*loopback =
			strcmp(host, "127.0.0.1") == 0 || strcmp(host, "[::1]") == 0 || strcmp(host, "localhost") == 0;
		ok = strcmp(scheme, "smtp") == 0 || strcmp(scheme, "smtps") == 0;
	}
	curl_free(scheme);
	curl_free(host);
	curl_free(user);
	curl_url_cleanup(u);
	return ok;
}

static size_t give(char *bytes, size_t size, size_t n, void *context)
{
	return fread(bytes, 1, size * n, context);
}

static int code_of(CURLcode end)
{
	switch (end) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_GOT_NOTHING:
	case CURLE_RECV_ERROR:
	case CURLE_WEIRD_SERVER_REPLY:
		return MAIL_NO_SERVER;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_USE_SSL_FAILED:
		return MAIL_TLS;
	case CURLE_LOGIN_DENIED:
		return MAIL_LOGIN;
	case CURLE_SEND_ERROR: /* RCPT TO, MAIL FROM or DATA was answered with a refusal */
		return MAIL_REFUSED;
	case CURLE_OPERATION_TIMEDOUT:
		return MAIL_TIMEOUT;
	default:
		return MAIL_OTHER;
	}
}

static int deliver(CURL *curl, const struct request *r)
{
	struct curl_slist *to = curl_slist_append(NULL, r->to);
	bool loopback = false;
	char number[64];
	long status = 0;
	CURLcode end;

	if (!allowed(r->url, &loopback)) {
		curl_slist_free_all(to);
		return say(MAIL_NOT_ALLOWED, "this address of a server is not allowed");
	}
	curl_easy_setopt(curl, CURLOPT_URL, r->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_USE_SSL, loopback ? (long)CURLUSESSL_TRY : (long)CURLUSESSL_ALL);
	if (r->user[0]) {
		curl_easy_setopt(curl, CURLOPT_USERNAME, r->user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, r->password);
	}
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, r->from);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(curl, CURLOPT_READDATA, stdin);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, r->seconds);
	end = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	curl_slist_free_all(to);
	if (end == CURLE_OK)
		return 0;
	snprintf(number, sizeof number, "%ld", status);
	return say(code_of(end), code_of(end) == MAIL_REFUSED ? number : curl_easy_strerror(end));
}

int main(int argc, char **argv)
{
	static struct request r;
	CURL *curl;
	int code;

	(void)argv;
	if (argc != 1 || isatty(0) || !read_request(&r)) {
		fputs("usage: sosei-mail <REQUEST (started by sosei)\n", stderr);
		return MAIL_USAGE;
	}
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return say(MAIL_OTHER, "libcurl cannot start");
	curl = curl_easy_init();
	code = curl ? deliver(curl, &r) : say(MAIL_OTHER, "libcurl cannot start");
	curl_easy_cleanup(curl);
	curl_global_cleanup();
	return code;
}
