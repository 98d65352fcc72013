/* bin/errand.h - what sosei-fetch and sosei-mail share: a request on stdin, line by line, and one errand with libcurl.
 *
 * libcurl lives only in these helpers: it brings a dozen libraries that the main program would load at every start.
 * They are not shut in as sosei-reader is: TLS and name resolution need sockets and many files, and what is fetched is
 * parsed elsewhere.
 */
#ifndef BIN_ERRAND_H
#define BIN_ERRAND_H

#include <curl/curl.h>
#include <stdbool.h>

enum { ERRAND_LINE = 16384 };

/* The next line of stdin without its end; false where there is none, or where it is longer than that. */
bool errand_line(char line[ERRAND_LINE]);
/* The next line as a number above 0. */
bool errand_number(long *number);

/* Whose address it is. `scheme` holds a word of at most 15 bytes. */
struct errand_address {
	char scheme[16];
	bool loopback; /* this machine, where there is nobody on the way */
};
/* False: no address, or one that holds a name and password. `flags` as of curl_url_set. */
bool errand_address(struct errand_address *a, const char *url, unsigned flags);

/* A complaint on stderr, which never holds an address, a name or a password; gives the code. */
int errand_say(int code, const char *what);
/* Runs it between libcurl's beginning and end; `failed` is the code where libcurl cannot start. */
int errand_run(int (*run)(CURL *curl, const void *request), const void *request, int failed);

#endif
