/* files/mail_codes.h - how sosei-mail ends. Below 100 is nothing of ours. */
#ifndef FILES_MAIL_CODES_H
#define FILES_MAIL_CODES_H

enum {
	MAIL_USAGE = 101,
	MAIL_NOT_ALLOWED, /* the address of the server is neither smtp:// nor smtps:// */
	MAIL_NO_SERVER,   /* its name is unknown, or nobody answers */
	MAIL_TLS,         /* no encryption, or no valid certificate */
	MAIL_LOGIN,       /* name and password were refused */
	MAIL_REFUSED,     /* the server took sender, recipient or message not: its number is the complaint */
	MAIL_TIMEOUT,
	MAIL_OTHER
};

#endif
