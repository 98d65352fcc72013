/* web/listen.h - "127.0.0.1:8080" as a listening socket. */
#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H

#include "base/err.h"

enum { LISTEN_URL_SIZE = 128 };

/* Opens a TCP socket that listens; url gets http://host:port/ with the port that it really has (":0" asks for a free
 * one on 127.0.0.1). ERR_USAGE: not HOST:PORT; ERR_SYSTEM: taken, forbidden, no such address. The caller closes *fd. */
MUST_CHECK bool listen_open(int *fd, int *port, char url[LISTEN_URL_SIZE], const char *where, struct err *err);

#endif
