/* base/decimal.h - exact decimal numbers, kept as written.
 *
 * KPI values and targets are compared exactly: 60.70 reaches 60.7, 400.0 does not exceed 400. The scale (digits behind
 * the point) is part of the value because it tells how precisely the figure was written. double begins only where
 * statistics begin.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"

enum { DECIMAL_DIGITS_MAX = 18 }; /* digits in all, and behind the point */

/* coefficient * 10^-scale, |coefficient| < 10^18, 0 <= scale <= 18. 60.70 is { 6070, 2 }. */
struct decimal {
	int64_t coefficient;
	uint8_t scale;
};

enum { DECIMAL_TEXT_SIZE = 24 };

/* Reads -?digits(.digits)? in ASCII, nothing else around it; ERR_INPUT otherwise or beyond 18 digits. What people write
 * (7,000 / △120 / ２.5億) is read by target/grammar.h. */
MUST_CHECK bool decimal_parse(struct decimal *d, struct text t, struct err *err);
struct decimal decimal_of(int64_t n);
/* As written: trailing zeros stay. */
const char *decimal_text(char room[DECIMAL_TEXT_SIZE], struct decimal d);
#define DEC(d) decimal_text((char[DECIMAL_TEXT_SIZE]){ 0 }, (d))

int decimal_cmp(struct decimal a, struct decimal b); /* -1, 0, 1; exact for all values */
bool decimal_eq(struct decimal a, struct decimal b); /* by value: 60.70 equals 60.7 */
int decimal_sign(struct decimal a);
struct decimal decimal_neg(struct decimal a);
/* Adds a number as it is printed ("-1234.5") with a comma between groups of three digits before the point, and with the
 * given sign in place of '-'. */
void digits_grouped(struct buf *out, const char *number, const char *minus);
/* The other way, adding 1234.5 for 1,234.5. False where commas stand but between groups of three digits: "1,23" is a
 * slip and no number. Whether it is a number at all decimal_parse tells. */
MUST_CHECK bool digits_ungrouped(struct buf *out, struct text number);
/* Exact at the larger scale; ERR_INPUT where the result needs more than 18 digits. */
MUST_CHECK bool decimal_add(struct decimal *sum, struct decimal a, struct decimal b, struct err *err);
MUST_CHECK bool decimal_sub(struct decimal *difference, struct decimal a, struct decimal b, struct err *err);
MUST_CHECK bool decimal_mul(struct decimal *product, struct decimal a, struct decimal b, struct err *err);
/* Half a unit of the last digit as written: 60.5 gives 0.05, 494 gives 0.5. */
struct decimal decimal_half_last_digit(struct decimal a);
/* Nearest double. */
double decimal_double(struct decimal a);

#endif
