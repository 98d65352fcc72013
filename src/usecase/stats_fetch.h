/* usecase/stats_fetch.h - a table is fetched from e-Stat's API and imported as a file would be.
 *
 * The application id goes to e-Stat and nowhere else: not into the log, the store, a message or a process's arguments.
 */
#ifndef USECASE_STATS_FETCH_H
#define USECASE_STATS_FETCH_H

#include "usecase/stats.h"

#define ESTAT_URL "https://api.e-stat.go.jp/rest/3.0/app"

struct fetch_request {
	struct text id;     /* of the table (statsDataId): digits, or the address of its page at e-Stat */
	struct text app_id; /* letters and digits */
	struct text area;   /* as area_find reads it; empty: all areas of the table */
	struct text select; /* further conditions as the API has them: "cdCat01=00,01 cdTime=2015000000"; empty: none */
	const char *base_url;        /* NULL: ESTAT_URL */
	int seconds;                 /* for each page; 0: 60 */
	struct stats_request import; /* its path and bytes are filled in here */
};
/* ERR_USAGE: an id, application id or condition that cannot be one, an address that is neither https nor this machine;
 * ERR_FORBIDDEN: an account that may not change the plan; ERR_INPUT: e-Stat knows no such table or application id, more
 * than SOURCE_BYTES_MAX; ERR_SYSTEM: no connection; and what stats_import says. */
MUST_CHECK bool stats_fetch(struct stats_result *out, struct context *c, const struct fetch_request *q,
			    struct err *err);

#endif
