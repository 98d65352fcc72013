/* base/msg.h - a sentence for a person, not yet said: an id and named values.
 *
 * The domain never writes prose. It returns ids with their values; catalogue files (po/en, po/ja, compiled into
 * the binary) hold the sentences, and msg_say() puts the two together. Rejected: printf formats in po files - a
 * translator could not reorder the values, and a wrong %s would crash.
 */
#ifndef BASE_MSG_H
#define BASE_MSG_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

enum lang { LANG_JA, LANG_EN, LANG_COUNT };

enum { MSG_ARGS_MAX = 8 };

struct msg_arg {
	const char *name;  /* a literal: "kpi" stands as {kpi} in the catalogue */
	const char *value; /* UTF-8; owned by the arena (msg_make) or by the err (err_set) */
};

/* id == NULL: nothing to say. */
struct msg {
	const char *id;
	size_t n_args;
	struct msg_arg args[MSG_ARGS_MAX];
};

/* A message with name, value pairs up to a NULL: msg_make(a, "target.floor", "target", "400", NULL).
 * Ids and names are literals; values are copied into the arena. */
struct msg msg_make(struct arena *a, const char *id, ...) __attribute__((sentinel));

/* The decimal digits of a number as an argument value; lives until the end of the enclosing block. */
#define NUM(n) msg_num((char[24]){ 0 }, (n))
const char *msg_num(char room[24], int64_t n);

/* The sentence in that language; {name} is replaced by the value: -303 as −303 (U+2212), FY2023 as 2023年度 or fiscal
 * year 2023, CY2023 as 2023年 or 2023, 2024-09-30 as 2024年9月30日 or 30 September 2024, anything else as it is. An id
 * without a sentence, which the catalogue test forbids, gives "id (name=value, ...)". Never NULL; NULL id gives "". */
const char *msg_say(struct arena *a, enum lang lang, const struct msg *m);

/* The sentence of an id without values: a label. */
const char *msg_label(enum lang lang, const char *id);

/* The value of that argument, NULL where there is none. */
const char *msg_arg(const struct msg *m, const char *name);

#endif
