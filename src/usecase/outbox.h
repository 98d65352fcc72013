/* usecase/outbox.h - letters that are to go out: written in the transaction of what they tell, sent afterwards.
 *
 * Without a mail server the letters stay, and what they carry is shown to the person who caused them (the link to hand
 * over). With one they are sent by `sosei mail send` or by the server, each at least once: a letter is claimed before
 * it is sent, so that two processes do not send it together, and tried again later where the server failed. When it is
 * sent or given up its body is emptied: a link that lets somebody in does not lie about.
 */
#ifndef USECASE_OUTBOX_H
#define USECASE_OUTBOX_H

#include "base/list.h"
#include "files/mail.h"
#include "usecase/session.h"

enum { OUTBOX_ATTEMPTS_MAX = 8 };

/* Inside the caller's transaction. ERR_INPUT: an address that is none, or no subject. */
MUST_CHECK bool outbox_put(struct context *c, struct text recipient, struct text subject, struct text body,
			   struct err *err);

/* Whether that is an address under which people reach the server, as SOSEI_URL gives it: https://host without a path.
 */
bool outbox_site_fits(struct text site);

/* Puts the letter that brings a link (usecase/session.h) to the account's person, in a transaction of its own. `site`:
 * the address under which people reach the server (SOSEI_URL), https://host without a path. ERR_INPUT: the account has
 * no mail address, or `site` is none. */
MUST_CHECK bool outbox_put_link(struct context *c, struct text login, struct text secret, enum link_purpose purpose,
				struct text site, struct err *err);

struct outbox_line {
	int64_t number, made, attempts, tried, sent; /* tried, sent: 0 not yet */
	struct text recipient, subject, failure;     /* failure: what the last attempt met; empty: nothing */
};
typedef LIST(struct outbox_line) outbox_list;
/* All, newest first. RIGHT_ACCOUNTS. */
MUST_CHECK bool outbox_read(outbox_list *out, struct context *c, struct err *err);

struct outbox_sent {
	int64_t sent, failed, waiting; /* waiting: not due again yet */
	struct err failure;            /* of the last that failed; kind ERR_NONE: none */
};
/* Sends what is due: new letters at once, failed ones after 5, 10, 20 ... minutes, OUTBOX_ATTEMPTS_MAX times. The
 * failure of one letter stops no other. ERR_STORE where the store fails. RIGHT_ACCOUNTS. */
MUST_CHECK bool outbox_send(struct outbox_sent *out, struct context *c, const struct mail_server *server,
			    struct err *err);

/* The mail server as the environment names it: SOSEI_SMTP, SOSEI_SMTP_USER, SOSEI_SMTP_PASSWORD, SOSEI_MAIL_FROM.
 * False: none is named. ERR_USAGE in *err where it is named by half: the sender is missing or no address. */
bool mail_server_named(struct mail_server *out, struct err *err);

#endif
