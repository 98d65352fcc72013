#include "web_program.h"

#include <arpa/inet.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { ARGUMENTS_MAX = 16 };

static _Noreturn void become(int said, const char *store, const char *const *more)
{
	const char *argv[ARGUMENTS_MAX] = { "sosei", "serve", "--store", store, "--listen", ":0", "--lang", "en" };
	int n = 8;

	prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that fails leaves nobody behind */
	dup2(said, STDERR_FILENO);
	while (more && *more && n < ARGUMENTS_MAX - 1)
		argv[n++] = *more++;
	execv(getenv("SOSEI_BIN"), (char *const *)(uintptr_t)argv);
	_exit(127);
}

void program_start(struct program *p, struct arena *a, const char *store, const char *const *more)
{
	char said[1024] = "";
	size_t n = 0;
	int pipes[2];
	const char *at;

	*p = (struct program){ .client = { .arena = a } };
	assert_int_equal(pipe(pipes), 0);
	p->pid = fork();
	if (p->pid == 0) {
		close(pipes[0]);
		become(pipes[1], store, more);
	}
	close(pipes[1]);
	while (!strstr(said, "Sign in:")) {
		ssize_t got = read(pipes[0], said + n, sizeof said - 1 - n);

		if (got <= 0)
			fail_msg("sosei serve: %s", said);
		n += (size_t)got;
		said[n] = '\0';
	}
	close(pipes[0]);
	at = strstr(said, "://127.0.0.1:");
	assert_non_null(at);
	p->client.port = atoi(at + 13);
}

void program_stop(struct program *p)
{
	int status = 0;

	kill(p->pid, SIGTERM);
	assert_int_equal(waitpid(p->pid, &status, 0), p->pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

long program_peak_kb(const struct program *p)
{
	char path[64], line[256];
	long kb = 0;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/status", (int)p->pid);
	f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof line, f))
		if (!strncmp(line, "VmHWM:", 6))
			kb = atol(line + 6);
	fclose(f);
	return kb;
}

int program_dial(int port, int number)
{
	struct sockaddr_in from = { .sin_family = AF_INET,
				    .sin_addr.s_addr = htonl(0x7F000100u + (uint32_t)number / 80) };
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons((uint16_t)port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval patience = { .tv_sec = 60 };
	int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(s >= 0);
	setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	assert_int_equal(bind(s, (struct sockaddr *)&from, sizeof from), 0);
	if (connect(s, (struct sockaddr *)&to, sizeof to)) {
		close(s);
		return -1;
	}
	return s;
}

bool program_sends(int s, const char *bytes, size_t n)
{
	for (size_t at = 0; at < n;) {
		ssize_t sent = send(s, bytes + at, n - at, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		at += (size_t)sent;
	}
	return true;
}

void program_write_pair(const char *certificate, const char *key)
{
	EVP_PKEY *pair = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
	X509 *x = X509_new();
	FILE *f;

	assert_non_null(pair);
	ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
	X509_gmtime_adj(X509_getm_notBefore(x), -3600);
	X509_gmtime_adj(X509_getm_notAfter(x), 86400);
	X509_set_pubkey(x, pair);
	X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC, (const unsigned char *)"localhost", -1,
				   -1, 0);
	X509_set_issuer_name(x, X509_get_subject_name(x));
	assert_true(X509_sign(x, pair, EVP_sha256()));
	f = fopen(certificate, "w");
	assert_true(PEM_write_X509(f, x));
	fclose(f);
	f = fopen(key, "w");
	assert_true(PEM_write_PrivateKey(f, pair, NULL, NULL, 0, NULL, NULL));
	fclose(f);
	X509_free(x);
	EVP_PKEY_free(pair);
}
