/* tests/unit/web_client.h - a browser for tests: one cookie jar, forms filled in by what the page says. */
#ifndef TESTS_WEB_CLIENT_H
#define TESTS_WEB_CLIENT_H

#include <stdbool.h>

#include "base/arena.h"
#include "web/serve.h"

struct client {
	struct arena *arena;
	int port;
	char cookies[512];   /* as the next request sends them */
	const char *host;    /* NULL: localhost and the port */
	const char *headers; /* more lines, each with \r\n; NULL: those of a browser's own form */
	/* the last answer */
	int status;
	const char *answer, *body, *location;
	/* Judges every answer to these two; NULL: nobody does. */
	void (*check)(const struct client *c, bool post, const char *path);
};

/* Requests; each fills the last answer. Redirects are not followed. */
void client_get(struct client *c, const char *path);
/* A form's body, as it is. type NULL: urlencoded. */
void client_send(struct client *c, const char *path, const char *type, struct text body);
/* Fills the form of that path: gets it, takes its hidden fields, adds `fields` ("login=x&password=y"), sends it. */
void client_post(struct client *c, const char *path, const char *fields);
/* The same without getting it first: the hidden fields are those of the page at hand. */
void client_post_here(struct client *c, const char *path, const char *fields);
/* The hidden fields of the last answer's main form, encoded. */
const char *client_hidden(struct client *c);
/* The last answer has these words; else the test fails and shows it. */
void client_sees(struct client *c, int status, const char *words);
/* Bytes in, everything that comes back until the server closes. */
struct text client_raw(struct client *c, struct text request);

#endif
