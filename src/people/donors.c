/* The donors of the base year 2015 come with the program (data/donors.csv): learning them reads the censuses of all
 * municipalities, a third of a second, where a projection of one area wants a hundredth; and an area's fan is the same
 * whatever else a store holds. tests/unit/people_fan_test.c learns them again and compares. */
#include "people/fan.h"

#include <assert.h>
#include <string.h>

#include "base/embed.h"

/* A number with at most four digits after its point. The file is ours: what does not fit in it is a bug. */
static double number(const char **at, const char *end)
{
	double value = 0, unit = 1;
	bool point = false;

	for (; *at < end && **at != ',' && **at != '\n'; (*at)++)
		if (**at == '.') {
			point = true;
		} else {
			assert(**at >= '0' && **at <= '9');
			value = 10 * value + (**at - '0');
			unit *= point ? 10 : 1;
		}
	if (*at < end)
		(*at)++;
	return value / unit;
}

size_t fan_known(struct arena *a, struct fan_donors *donors, int base_year, int size)
{
	const struct text file = embed_find(&embed_data, "donors.csv");
	const char *end = file.p + file.n;
	size_t count = 0;

	*donors = (struct fan_donors){ 0 };
	for (const char *at = file.p, *next; at < end; at = next) {
		struct fan_donor donor;
		int of;

		next = memchr(at, '\n', (size_t)(end - at));
		next = next ? next + 1 : end;
		if (*at < '0' || *at > '9' || (int)number(&at, next) != base_year)
			continue;
		of = (int)number(&at, next);
		assert(of >= 0 && of < BACKTEST_SIZES);
		if (size >= 0 && of != size)
			continue;
		for (int b = 0; b < FAN_BANDS; b++)
			donor.factor[b] = number(&at, next);
		*LIST_ADD(a, &donors->of[of]) = donor;
		count++;
	}
	return count;
}
