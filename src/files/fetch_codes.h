/* files/fetch_codes.h - how sosei-fetch ends. Below 100 is nothing of ours. */
#ifndef FILES_FETCH_CODES_H
#define FILES_FETCH_CODES_H

enum {
	FETCH_USAGE = 101,
	FETCH_NOT_ALLOWED, /* neither https nor loopback, or a name and password in the address */
	FETCH_NO_HOST,     /* its name or the proxy's is unknown */
	FETCH_NO_CONNECTION,
	FETCH_TLS,
	FETCH_TIMEOUT,
	FETCH_TOO_BIG,
	FETCH_STATUS, /* another answer than 200: its number is the complaint */
	FETCH_OTHER
};

#endif
