/* files/mail.h - one letter to one person, over SMTP (RFC 5321, 5322), by sosei-mail in a process of its own.
 *
 * libcurl speaks SMTP; it lives in the helper, so that neither the program nor its server carries it. The password goes
 * over a sealed descriptor, never as an argument that other accounts of the machine could read.
 */
#ifndef FILES_MAIL_H
#define FILES_MAIL_H

#include "base/err.h"
#include "base/text.h"

/* How letters leave this machine. */
struct mail_server {
	const char *url; /* smtp://host:587 (then STARTTLS, but for this machine itself) or smtps://host:465 */
	const char *user, *password; /* NULL or empty: the server wants none */
	struct text from;            /* an address */
	int seconds;                 /* for one letter */
};

struct letter {
	struct text to, subject, body; /* UTF-8; lines of the body end with \n */
	struct text id;                /* the left side of its Message-ID: the same letter tried twice keeps it */
	int64_t at;                    /* seconds since 1970, UTC */
};

/* name@host, ASCII, no white space, no control characters: such as cannot add a line to a letter's head. */
bool mail_address_fit(struct text address);

/* ERR_SYSTEM: helper missing, no server, no encryption, login refused, letter refused, too slow. ERR_USAGE: `url` is
 * none of ours. */
MUST_CHECK bool mail_send(struct arena *a, const struct mail_server *s, const struct letter *l, struct err *err);

#endif
