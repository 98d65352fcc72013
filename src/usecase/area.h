/* usecase/area.h - which municipality is meant: a code with or without its check digit, a name, or a set of them.
 *
 * Codes of areas are the five digits without the check digit: 43100. 00000 is the nation, 43000 a prefecture. A code
 * that a merger or a change of rank took away (data/mergers.csv, dated) means the area that followed it.
 */
#ifndef USECASE_AREA_H
#define USECASE_AREA_H

#include "base/calendar.h"
#include "base/err.h"
#include "base/list.h"
#include "base/text.h"

struct area {
	struct text code;          /* 43100; of a set its name */
	struct text name;          /* 熊本市; 中央区 of a city is 熊本市中央区 */
	struct text prefecture;    /* 熊本県; empty for the nation and for sets over several */
	LIST(struct text) members; /* codes that are added up: the area itself, or the set's, without repeats */
};

/* Reads "43100", "431001", "熊本市", "熊本県熊本市", "熊本市中央区", "熊本県", "全国"; and a set,
 * "NAME=43100+43443+熊本県西原村", whose NAME= may be left out; 特別区部 (東京23区) is the set of the special wards.
 * ERR_INPUT: unknown, ambiguous (府中市 stands in two prefectures, 中央区 in nine cities and 東京都), a wrong check
 * digit, a set that holds an area and a part of it. */
MUST_CHECK bool area_find(struct arena *a, struct area *out, struct text written, struct err *err);

/* The five-digit code that follows this one by data/mergers.csv, itself where nothing changed. Borrowed. */
struct text area_now(struct text code);
/* The code under which the same area stood before it was renamed; empty where it never was. Borrowed. */
struct text area_before(struct text code);
/* The n-th municipality that became part of this one since 2010, and when; false behind the last. */
struct absorbed {
	struct date day;
	struct text code, name; /* borrowed */
};
bool area_absorbed(struct absorbed *m, struct text code, size_t n);
/* Name of an area by its five-digit code, with the county left out; empty where unknown. Borrowed. */
struct text area_name(struct text code);
/* No prefecture, no ward, no county, not the nation. */
bool area_is_municipality(struct text code);

#endif
