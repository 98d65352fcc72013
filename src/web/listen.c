#include "web/listen.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HOST_SIZE = 64 };

/* Digits that are a port. */
static bool is_port(const char *digits)
{
	size_t n = strlen(digits);

	return n >= 1 && n <= 5 && strspn(digits, "0123456789") == n && strtol(digits, NULL, 10) <= 65535;
}

/* Splits HOST:PORT, [HOST]:PORT and :PORT. */
static bool split(char host[HOST_SIZE], const char **port, const char *where)
{
	const char *colon = strrchr(where, ':');
	size_t n = colon ? (size_t)(colon - where) : 0;

	if (!colon || n >= HOST_SIZE || !is_port(colon + 1))
		return false;
	*port = colon + 1;
	if (n && where[0] == '[') {
		if (n < 3 || where[n - 1] != ']')
			return false;
		where++;
		n -= 2;
	} else if (memchr(where, ':', n)) {
		return false; /* an IPv6 address needs its brackets */
	}
	snprintf(host, HOST_SIZE, "%.*s", n ? (int)n : (int)strlen("127.0.0.1"), n ? where : "127.0.0.1");
	return true;
}

static int open_first(const struct addrinfo *list)
{
	int fd = -1, yes = 1, failed = EADDRNOTAVAIL;

	for (const struct addrinfo *a = list; a; a = a->ai_next) {
		fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, a->ai_protocol);
		if (fd < 0) {
			failed = errno;
			continue;
		}
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
		if (!bind(fd, a->ai_addr, a->ai_addrlen) && !listen(fd, 511))
			return fd;
		failed = errno;
		close(fd);
	}
	errno = failed;
	return -1;
}

static void name_socket(int fd, int *port, char url[LISTEN_URL_SIZE])
{
	struct sockaddr_storage at = { 0 };
	socklen_t size = sizeof at;
	char host[NI_MAXHOST] = "", service[NI_MAXSERV] = "0";

	if (!getsockname(fd, (struct sockaddr *)&at, &size))
		getnameinfo((struct sockaddr *)&at, size, host, sizeof host, service, sizeof service,
			    NI_NUMERICHOST | NI_NUMERICSERV);
	*port = (int)strtol(service, NULL, 10);
	snprintf(url, LISTEN_URL_SIZE, strchr(host, ':') ? "http://[%.80s]:%d/" : "http://%.80s:%d/", host, *port);
}

bool listen_open(int *fd, int *port, char url[LISTEN_URL_SIZE], const char *where, struct err *err)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV }, *list = NULL;
	char host[HOST_SIZE];
	const char *service;
	int s;

	if (!split(host, &service, where))
		return err_set(err, ERR_USAGE, "web.bad-listen", "listen", where, NULL);
	if (getaddrinfo(host, service, &hints, &list))
		return err_set(err, ERR_USAGE, "web.bad-host", "listen", where, "host", host, NULL);
	s = open_first(list);
	freeaddrinfo(list);
	if (s < 0)
		return err_set_errno(err, ERR_SYSTEM, "web.cannot-listen", "listen", where, NULL);
	*fd = s;
	name_socket(s, port, url);
	return true;
}
