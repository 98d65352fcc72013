/* usecase/permit.h - who may do what: one table, asked by use cases, pages and the API alike.
 *
 * A role is what a person is in the plan's year (REVIEW: admin, planner, section, expert, auditor); a right is one
 * thing that is done in it. permit.c holds the only table that joins the two. An account without a role may nothing; a
 * right without a role in the table is nobody's.
 *
 * Use cases that change something call permit() first, so that the command line, a form and the API cannot differ.
 * Who works at the command line without --as is the operator: whoever can open the database's file can do everything to
 * it, and pretending otherwise would protect nothing; he is recorded as himself.
 */
#ifndef USECASE_PERMIT_H
#define USECASE_PERMIT_H

#include "usecase/context.h"

enum role {
	ROLE_ADMIN = 1,   /* accounts and set-up */
	ROLE_PLANNER = 2, /* the planning section: the plan, the year, everybody's figures */
	ROLE_SECTION = 4, /* owns KPIs and projects, and records theirs */
	ROLE_EXPERT = 8,  /* an outside member: grades and comments what he is invited to */
	ROLE_AUDITOR = 16 /* reads everything, the log too; changes nothing */
};
enum { ROLE_COUNT = 5, ROLE_ALL = 31 };

/* Who acts, where it is somebody with an account. */
struct person {
	int64_t account;
	struct text login;   /* unique; what is recorded as the actor */
	struct text name;    /* as shown: 例示 太郎 */
	unsigned roles;      /* enum role, as a set */
	struct text section; /* key of the section whose figures are his; empty: none */
};

enum right {
	RIGHT_NONE,          /* what a forgotten declaration is: nobody's */
	RIGHT_SIGNED_IN,     /* whatever everybody with an account and a role may */
	RIGHT_ACCOUNTS,      /* make, change and end accounts, links and tokens of others */
	RIGHT_READ_LOG,      /* the log with its actors */
	RIGHT_READ_INTERNAL, /* the year as the office sees it: what is missing, drafts, self-assessments */
	RIGHT_READ_PACKET,   /* what experts are given to read; experts further only what they are invited to */
	RIGHT_RECORD,        /* values of KPIs; a section its own (permit_for_section) */
	RIGHT_ASSESS,        /* self-assessment of KPIs and projects; a section its own */
	RIGHT_RESPOND,       /* answer an opinion; a section what is its own */
	RIGHT_HAND_OVER,     /* give what one owns to another person; a section its own */
	RIGHT_PLAN, /* adopt plans, set KPIs, projects and their owners, members, meetings; open, freeze, conclude the
		       year */
	RIGHT_APPROVE, /* approve what another account drafted */
	RIGHT_DECIDE,  /* record the decided policy */
	RIGHT_PUBLISH,
	RIGHT_GRADE,   /* declare interests, grade and comment */
	RIGHT_DISCUSS, /* discuss and conclude; experts, with the planning section as their secretary */
	RIGHT_COUNT
};

/* Whether that set of roles has the right. */
bool right_of(unsigned roles, enum right right);
/* The roles that have it. */
unsigned right_roles(enum right right);

/* Whether who asks may: no person (the operator at the command line), or one whose roles have the right. ERR_FORBIDDEN
 * says what, who may, and what the person is. */
MUST_CHECK bool permit(const struct context *c, enum right right, struct err *err);
/* The same for something that a section owns: of the roles that have the right, SECTION has it only for its own
 * section. owner: the key of the owning section; empty: nobody owns it, and then no section may. */
MUST_CHECK bool permit_for_section(const struct context *c, enum right right, struct text owner, struct err *err);

/* "planner,section" (in the order above) or "" and back. ERR_INPUT names the word that is no role. Both ways as in the
 * database and on the command line. */
struct text roles_text(struct arena *a, unsigned roles);
MUST_CHECK bool roles_parse(unsigned *roles, struct text names, struct err *err);
/* As people read them: 企画担当、所管課; in no role: なし. */
const char *roles_words(struct arena *a, enum lang lang, unsigned roles);

#endif
