/* tests/unit/web_program.h - the server as a program of its own, so that its memory can be measured; and clients that
 * are many, or rude. */
#ifndef TESTS_WEB_PROGRAM_H
#define TESTS_WEB_PROGRAM_H

#include <sys/types.h>

#include "web_client.h"

struct program {
	pid_t pid;
	struct client client;
};

/* Runs $SOSEI_BIN serve on a free port and waits until it serves. more: further arguments up to a NULL; may be NULL. */
void program_start(struct program *p, struct arena *a, const char *store, const char *const *more);
/* SIGTERM; it must end well. */
void program_stop(struct program *p);
long program_peak_kb(const struct program *p); /* what it has had of memory at most */

/* A connection from one of many addresses of this machine: one alone may not have so many. -1: refused. */
int program_dial(int port, int number);
bool program_sends(int s, const char *bytes, size_t n);

/* A certificate for "localhost", signed by itself, for a day. */
void program_write_pair(const char *certificate, const char *key);

#endif
