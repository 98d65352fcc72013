/* base/codes.h - the code of a municipality (全国地方公共団体コード), the number of a corporation (法人番号), and the
 * list of municipalities (data/municipalities.csv, compiled in).
 *
 * Codes are text: the zero in front matters. Both kinds end or begin with a check digit (FACTS section 5).
 */
#ifndef BASE_CODES_H
#define BASE_CODES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/text.h"

/* Six digits and a NUL: 431001 is Kumamoto City. */
enum { MUNICIPAL_CODE_SIZE = 7 };

/* Reads a code of five digits (the check digit is added) or of six (it is checked). ERR_INPUT, with the digit that
 * would be right, where it is wrong; and for anything but ASCII digits. */
MUST_CHECK bool municipal_code_parse(char code[MUNICIPAL_CODE_SIZE], struct text t, struct err *err);

/* Thirteen digits and a NUL; the first is the check digit. */
enum { CORPORATE_NUMBER_SIZE = 14 };
/* Reads thirteen ASCII digits. ERR_INPUT for anything else, and, with the digit that would be right, where the check
 * digit is wrong. */
MUST_CHECK bool corporate_number_parse(char number[CORPORATE_NUMBER_SIZE], struct text t, struct err *err);

/* Borrowed from the list; county is empty for cities, and name for a prefecture itself. */
struct municipality {
	struct text code, prefecture, county, name;
};

/* How many of that name there are; *m is the first (untouched for 0). An empty prefecture means any (府中市 stands in
 * two), an empty name the prefecture itself. */
size_t municipality_find(struct municipality *m, struct text prefecture, struct text name);
/* The one with that six-digit code; false where there is none. */
bool municipality_by_code(struct municipality *m, struct text code);

/* Those whose name begins so, prefectures first: at most `max`. */
size_t municipalities_beginning(struct municipality *list, size_t max, struct text begin);

/* A ward (行政区) of a designated city; name is 熊本市中央区. Borrowed from data/wards.csv. */
struct ward {
	struct text code, prefecture, name; /* five digits */
};
bool ward_by_code(struct ward *w, struct text code);
/* How many of that name there are, with its city before it or without; *w is the first. 中央区 is a ward of nine cities
 * (and a special ward, which stands in the list of municipalities). An empty prefecture means any. */
size_t ward_find(struct ward *w, struct text prefecture, struct text name);

#endif
