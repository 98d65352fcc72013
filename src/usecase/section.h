/* usecase/section.h - the sections (所管課) of the town hall, and what each of them owns.
 *
 * A KPI is owned through its setting `owner` (kpi set), a project through its own row; both name a section by its key.
 * Nothing that is owned can lose its owner: a section that owns something cannot be closed, and an owner is only ever
 * replaced by another one.
 */
#ifndef USECASE_SECTION_H
#define USECASE_SECTION_H

#include "base/list.h"
#include "review/words.h"
#include "usecase/permit.h"
#include "usecase/seen.h"

struct section {
	struct text key, name;
	bool planning; /* 企画: runs the review; what nobody owns is its concern */
	bool closed;
	int64_t event;
};
typedef LIST(struct section) section_list;

/* As of an event; 0: now. By key; closed ones too. */
MUST_CHECK bool sections_read(section_list *out, struct context *c, int64_t at_event, struct err *err);
/* By key, else by name; NULL. */
const struct section *section_find(const section_list *list, struct text word);
/* Of that name as people read it: the section's, else the words themselves. */
struct text section_shown(const section_list *list, struct text word);
/* The person that the section named as its contact (担当者): private, may have been removed. Empty: none. */
MUST_CHECK bool section_contact(struct text *name, struct context *c, const struct section *s, struct err *err);

/* permit_for_section of the section that owns the KPI. */
MUST_CHECK bool permit_for_kpi(struct context *c, enum right right, struct text plan, struct text kpi, struct err *err);

struct section_request {
	struct text key, name;
	struct text contact; /* 担当者, kept as a private field; empty: none */
	bool planning, closed;
	struct seen seen;
};
struct section_result {
	int64_t event;
	bool unchanged;
};
/* Adds a section, or changes it. ERR_INPUT: a bad key or no name; ERR_CONFLICT: it is to be closed and owns something
 * (what, and that hand-over comes first), or it was changed meanwhile. */
MUST_CHECK bool section_set(struct section_result *result, struct context *c, const struct section_request *request,
			    struct err *err);

/* Something that a section owns. */
struct owned {
	struct text plan, name;
	struct review_item item;
	struct text last_value, last_period; /* of a KPI: the value that stands now; empty: none */
	int age_months;                      /* of that value */
};
typedef LIST(struct owned) owned_list;
/* Everything that it owns in all plans of the store, by plan, kind and key. */
MUST_CHECK bool section_owns(owned_list *out, struct context *c, struct text section, struct err *err);

struct hand_over_request {
	struct text from, to;            /* sections; to empty: the section stays, its person changes */
	struct text contact;             /* who takes over there; private */
	struct text because;             /* 人事異動, 組織改編, ... */
	const struct review_item *items; /* of from; n_items 0: everything */
	size_t n_items;
	bool close; /* the section that gave ends */
};
struct hand_over_result {
	int64_t event;
	struct section from, to;
	owned_list items; /* the hand-over list */
};
/* All in one transaction. ERR_INPUT: unknown section, an item that it does not own; ERR_USAGE: no reason, nobody to
 * hand over to. */
MUST_CHECK bool hand_over(struct hand_over_result *result, struct context *c, const struct hand_over_request *request,
			  struct err *err);

#endif
