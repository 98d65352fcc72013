/* TLS by certificate files: a real handshake, the cookie that only it may set, and certificates that are none. */
#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include "web_program.h"
#include "web_world.h"

/* Sends over TLS of at most that version; the whole answer; *protocol: what was agreed, or "". */
static const char *ask(struct arena *a, int port, const char *request, int version, const char **protocol)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((uint16_t)port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), n;
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());
	SSL *ssl = SSL_new(context);
	struct buf b = { 0 };
	char part[4096];
	const char *made;

	*protocol = "";
	SSL_set_min_proto_version(ssl, TLS1_VERSION);
	SSL_set_max_proto_version(ssl, version);
	assert_int_equal(connect(s, (struct sockaddr *)&to, sizeof to), 0);
	SSL_set_fd(ssl, s);
	if (SSL_connect(ssl) == 1) {
		*protocol = SSL_get_version(ssl);
		SSL_write(ssl, request, (int)strlen(request));
		while ((n = SSL_read(ssl, part, sizeof part)) > 0)
			buf_add(&b, part, (size_t)n);
	}
	made = arena_strdup(a, b.p ? b.p : "");
	buf_clear(&b);
	SSL_free(ssl);
	SSL_CTX_free(context);
	close(s);
	return made;
}

static void an_encrypted_connection_gets_the_pages_and_a_cookie_of_its_own(void **state)
{
	struct world *w = *state;
	struct arena *a = &w->arena;
	const char *certificate = arena_printf(a, "%s.crt", w->store), *key = arena_printf(a, "%s.key", w->store),
		   *protocol;
	const char *answer, *cookie, *form;

	program_write_pair(certificate, key);
	world_serve(w, (struct web_options){ .certificate = certificate, .key = key });
	answer = ask(a, web_port(w->web), "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", TLS1_3_VERSION,
		     &protocol);
	assert_string_equal(protocol, "TLSv1.3");
	assert_non_null(strstr(answer, "HTTP/1.1 200"));
	assert_non_null(strstr(answer, "Strict-Transport-Security: max-age=31536000"));
	answer = ask(a, web_port(w->web), "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", TLS1_2_VERSION,
		     &protocol);
	assert_string_equal(protocol, "TLSv1.2");
	ask(a, web_port(w->web), "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", TLS1_1_VERSION, &protocol);
	assert_string_equal(protocol, ""); /* too old */
	answer = ask(a, web_port(w->web), "GET /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
		     TLS1_3_VERSION, &protocol);
	cookie = strstr(answer, "__Host-sosei-guest=");
	form = strstr(answer, "name=\"_form\" value=\"");
	assert_true(cookie && form);
	form = arena_printf(a, "_form=%.64s&login=planner&password=correct+horse+battery", form + 20);
	answer = ask(
		a, web_port(w->web),
		arena_printf(a,
			     "POST /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n"
			     "Cookie: %.*s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
			     "%zu\r\n\r\n%s",
			     (int)strcspn(cookie, ";"), cookie, strlen(form), form),
		TLS1_3_VERSION, &protocol);
	assert_non_null(strstr(answer, "Set-Cookie: __Host-sosei="));
	assert_non_null(strstr(answer, "; HttpOnly; SameSite=Lax; Secure"));
	unlink(certificate);
	unlink(key);
}

static void certificates_that_are_none_are_told_at_the_start(void **state)
{
	struct world *w = *state;
	struct arena *a = &w->arena;
	const char *certificate = arena_printf(a, "%s.crt", w->store), *key = arena_printf(a, "%s.key", w->store);
	const char *other = arena_printf(a, "%s.other", w->store);
	struct web *web = NULL;
	struct err err = { 0 };

	program_write_pair(certificate, key);
	assert_false(web_start(
		&web, &(struct web_options){ .listen = ":0", .store = w->store, .certificate = certificate }, &err));
	assert_string_equal(err.msg.id, "web.pem-both");
	assert_false(web_start(
		&web,
		&(struct web_options){ .listen = ":0", .store = w->store, .certificate = "/none.pem", .key = key },
		&err));
	assert_string_equal(err.msg.id, "web.pem-unreadable");
	assert_false(web_start(
		&web, &(struct web_options){ .listen = ":0", .store = w->store, .certificate = w->store, .key = key },
		&err));
	assert_string_equal(err.msg.id, "web.pem-none");
	program_write_pair(other, key); /* the key is now of the other certificate */
	assert_false(web_start(
		&web,
		&(struct web_options){ .listen = ":0", .store = w->store, .certificate = certificate, .key = key },
		&err));
	assert_string_equal(err.msg.id, "web.cannot-start-tls");
	unlink(certificate);
	unlink(other);
	unlink(key);
}

int main(int argc, char **argv)
{
#define T(f) cmocka_unit_test_setup_teardown(f, world_set_up, world_tear_down)
	const struct CMUnitTest tests[] = { T(an_encrypted_connection_gets_the_pages_and_a_cookie_of_its_own),
					    T(certificates_that_are_none_are_told_at_the_start) };

	return world_run(argc, argv, tests, sizeof tests / sizeof *tests);
}
