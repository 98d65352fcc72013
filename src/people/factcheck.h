/* people/factcheck.h - does a figure that somebody wrote of an area's people agree with the statistics?
 *
 * A question (what, when, how compared, how precisely, by which source) is put to every series that could mean it; each
 * that can tell is a row with its figure. Rules: docs/methods/factcheck.md. Pure; all memory in the arena.
 */
#ifndef PEOPLE_FACTCHECK_H
#define PEOPLE_FACTCHECK_H

#include "people/trend.h"

enum fact_of {
	FACT_TOTAL,
	FACT_YOUNG,
	FACT_WORKING,
	FACT_OLD,
	FACT_OLDEST,
	FACT_BIRTHS,
	FACT_DEATHS,
	FACT_NATURAL,
	FACT_SOCIAL,
	FACT_MOVES_IN,
	FACT_MOVES_OUT,
	FACT_OF_COUNT
};

enum fact_source { FACT_ANY, FACT_CENSUS, FACT_REGISTER, FACT_IPSS, FACT_VITAL, FACT_MIGRATION, FACT_OTHER_SOURCE };

enum fact_says {
	FACT_IS,
	FACT_AT_LEAST,
	FACT_MORE_THAN,
	FACT_AT_MOST,
	FACT_LESS_THAN,
	FACT_REACHED, /* at least that, at the precision as written */
	FACT_PEAK,    /* the highest lies in from_year..to_year */
	FACT_TURN,    /* the sign became that of `sign` in from_year..to_year */
	FACT_HOLDS    /* it had that sign in all known years of from_year..to_year; one of them 0: open */
};

struct fact_question {
	enum fact_of of;
	enum fact_says says;
	enum fact_source source; /* FACT_ANY: not named */
	bool share;              /* per cent of the total */
	bool fiscal;             /* of a fiscal year, which no series here is: differences are told, with a remark */
	int sign;
	int from_year, to_year;
	double value, last_digit; /* of what compares a value */
};

enum fact_verdict {
	FACT_AGREES,
	FACT_DIFFERS,
	FACT_NO_SOURCE /* no series at hand could mean it, or those that could do not tell */
};

/* One series' answer. */
struct fact_row {
	const char *series, *source; /* source: id of its name */
	bool named;                  /* it is the source that the writer named (all are, where none is named) */
	bool agrees;
	int year;                 /* that the row is about */
	double value, difference; /* difference: written - series, of what compares a value; else 0 */
	bool percent;
	struct msg says; /* the row in words */
};

struct fact_answer {
	enum fact_verdict verdict;
	size_t decisive; /* index of the row that says so: the nearest among those that decide; SIZE_MAX: none */
	LIST(struct fact_row) rows;
	struct msg reason; /* the verdict in words */
};

const char *fact_verdict_name(enum fact_verdict v); /* "agrees", "differs", "no_source" */

/* Only rows of the named source decide; where it has none that tells, the verdict is FACT_NO_SOURCE and the other rows
 * are there to be read. Where no source is named, one series that agrees is enough. */
void people_factcheck(struct arena *a, struct fact_answer *out, const struct fact_question *q,
		      const struct area_figures *figures, const struct trend *trend);

#endif
