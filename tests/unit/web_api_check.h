/* tests/unit/web_api_check.h - what a program is answered, judged by what the API says of itself. */
#ifndef TESTS_WEB_API_CHECK_H
#define TESTS_WEB_API_CHECK_H

#include "web_client.h"

/* Fails the test where the last answer, to that request, is not what /api/openapi.json promises. */
void api_check(const struct client *c, bool post, const char *path);
/* How often a shape (web/api_schema.h) was answered so far by this program. */
size_t api_checked(const char *shape);

#endif
