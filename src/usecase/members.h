/* usecase/members.h - who sits on the committee of outside experts, and its meetings. */
#ifndef USECASE_MEMBERS_H
#define USECASE_MEMBERS_H

#include "base/calendar.h"
#include "base/list.h"
#include "usecase/context.h"
#include "usecase/seen.h"

struct member {
	struct text key;
	struct text name;     /* private; empty where it was removed */
	struct text field;    /* industry, government, academia, finance, labour, media, citizen */
	struct date from, to; /* term */
	bool chair;
	struct text login; /* of his account; empty: none */
	int64_t event;
};
typedef LIST(struct member) member_list;
MUST_CHECK bool members_read(member_list *out, struct context *c, struct err *err);
const struct member *member_find(const member_list *list, struct text key);
/* Whether his term holds on a day. */
bool member_serves(const struct member *m, struct date day);
/* The member whose account acts; NULL: none, or the operator. */
const struct member *member_acting(const member_list *list, const struct context *c);

struct member_request {
	struct text key, name, field, login;
	struct date from, to;
	bool chair;
	struct seen seen;
};
/* Adds or changes. ERR_INPUT: bad key, no name, unknown field, a term that ends before it begins; ERR_CONFLICT: the
 * login is another member's, or he was changed meanwhile. *event 0: it is so already. */
MUST_CHECK bool member_set(int64_t *event, struct context *c, const struct member_request *request, struct err *err);

struct material {
	struct text title;
	bool is_public;
};
struct meeting {
	struct text review, key;
	struct date held;
	LIST(struct text) present, absent; /* member keys */
	struct text chair;
	LIST(struct material) materials;
	struct text minutes;
	bool minutes_public;
	size_t quorum; /* that must be present: more than half of those invited, or as set for the review */
	bool quorate;
	int64_t event;
};
typedef LIST(struct meeting) meeting_list;
/* Of a review as of an event, whoever asks. */
MUST_CHECK bool meetings_at(meeting_list *out, struct context *c, struct text review, int64_t at_event,
			    struct err *err);
/* Of a review (empty: the one that is open, else the last), by day. */
MUST_CHECK bool meetings_read(meeting_list *out, struct context *c, struct text review, struct err *err);

struct meeting_request {
	struct text review, key;
	struct date held;
	struct text present,
		chair;         /* present: member keys with spaces or commas between; who else is invited was absent */
	struct text materials; /* titles, a semicolon or line end between; one that begins with "-" is not public */
	struct text minutes;
	bool minutes_public;
	struct seen seen;
};
/* Records or replaces. ERR_INPUT: unknown member, nobody, a day after today. A meeting without quorum is recorded and
 * said to have had none. */
MUST_CHECK bool meeting_set(struct meeting *made, struct context *c, const struct meeting_request *request,
			    struct err *err);

#endif
