/* sosei-mail - hands one letter to a mail server; started by sosei (files/mail.c), which keeps a deadline of its own.
 *
 *   sosei-mail <REQUEST
 *
 * REQUEST has six lines (address of the server, name, password, sender, recipient, the most seconds) and then the
 * letter. A server elsewhere must speak TLS: the letter may hold a link that lets somebody in. One on this machine need
 * not. Complaints hold no name and no password. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bin/errand.h"
#include "files/mail_codes.h"

struct request {
	char url[ERRAND_LINE], user[ERRAND_LINE], password[ERRAND_LINE], from[ERRAND_LINE], to[ERRAND_LINE];
	long seconds;
};

static bool read_request(struct request *r)
{
	return errand_line(r->url) && errand_line(r->user) && errand_line(r->password) && errand_line(r->from) &&
	       errand_line(r->to) && errand_number(&r->seconds) && r->to[0] && r->from[0];
}

/* smtp://host:587 or smtps://host:465. */
static bool allowed(const char *url, bool *loopback)
{
	struct errand_address a;

	if (!errand_address(&a, url, CURLU_NON_SUPPORT_SCHEME))
		return false;
	*loopback = a.loopback;
	return strcmp(a.scheme, "smtp") == 0 || strcmp(a.scheme, "smtps") == 0;
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

static int deliver(CURL *curl, const void *request)
{
	const struct request *r = request;
	struct curl_slist *to = curl_slist_append(NULL, r->to);
	bool loopback = false;
	char number[64];
	long status = 0;
	CURLcode end;

	if (!allowed(r->url, &loopback)) {
		curl_slist_free_all(to);
		return errand_say(MAIL_NOT_ALLOWED, "this address of a server is not allowed");
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
	return errand_say(code_of(end), code_of(end) == MAIL_REFUSED ? number : curl_easy_strerror(end));
}

int main(int argc, char **argv)
{
	static struct request r;

	(void)argv;
	if (argc != 1 || isatty(0) || !read_request(&r)) {
		fputs("usage: sosei-mail <REQUEST (started by sosei)\n", stderr);
		return MAIL_USAGE;
	}
	return errand_run(deliver, &r, MAIL_OTHER);
}
