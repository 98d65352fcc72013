/* A workbook holds binary numbers and a format for the eye. What was typed is got back: 15 significant digits, as Excel
 * itself keeps and shows; days as days; codes with the zeros in front that only their format has. Everything else of
 * the format (separators, percent, decimals cut off) is for the eye and left out. */
#include "files/sheet_build.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LAST_DAY = 2958465 /* 9999-12-31 */, SECONDS_A_DAY = 86400 };

static bool starts_plain(struct text format)
{
	return text_starts(format, TEXT("General")) || text_starts(format, TEXT("GENERAL")) ||
	       text_starts(format, TEXT("general"));
}

/* The letters of the first section that mean something: without "quoted text", \x, _x, *x and [colour]; yet [h] is
 * elapsed time. */
static size_t letters_of(struct text format, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < format.n && format.p[i] != ';' && n + 1 < size; i++) {
		char c = format.p[i];

		if (c == '"' || c == '[') {
			const char *end = memchr(format.p + i + 1, c == '"' ? '"' : ']', format.n - i - 1);

			if (!end)
				break;
			i = (size_t)(end - format.p);
		} else if (c == '\\' || c == '_' || c == '*') {
			i++;
		} else {
			out[n++] = c;
		}
	}
	out[n] = '\0';
	return n;
}

struct number_style number_style_of(struct text format)
{
	struct number_style plain = { NUMBER_PLAIN, 0 };
	char letters[64];
	size_t n;

	if (starts_plain(format))
		return plain;
	n = letters_of(format, letters, sizeof letters);
	/* Of E+00 the E is no era. */
	for (size_t i = 0; i < n; i++)
		if (strchr("yYmMdDhHsSgG", letters[i]) ||
		    ((letters[i] == 'e' || letters[i] == 'E') && letters[i + 1] != '+' && letters[i + 1] != '-'))
			return (struct number_style){ NUMBER_DATE, 0 };
	n = strspn(letters, "0");
	if (n > 1 && n < 16 && letters[n + strspn(letters + n, " ")] == '\0')
		return (struct number_style){ NUMBER_ZEROS, (uint8_t)n };
	return plain;
}

struct number_style number_style_builtin(long id)
{
	bool date =
		(id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

	return (struct number_style){ date ? NUMBER_DATE : NUMBER_PLAIN, 0 };
}

/* Days since 1970-01-01 as a day; H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
static const char *day_text(struct arena *a, int64_t days)
{
	int64_t z = days + 719468, era = z / 146097, doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365,
		doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153, month = mp < 10 ? mp + 3 : mp - 9;

	return arena_printf(a, "%04d-%02d-%02d", (int)(yoe + era * 400 + (month <= 2)), (int)month,
			    (int)(doy - (153 * mp + 2) / 5 + 1));
}

/* Excel counts from 1900-01-01 as 1, and has a 29 February 1900 as 60, which never was. */
static const char *date_text(struct arena *a, double serial, bool since_1904)
{
	int64_t days = (int64_t)floor(serial), seconds = llround((serial - floor(serial)) * SECONDS_A_DAY);
	int64_t epoch = since_1904 ? -24107 : days < 60 ? -25568 : -25569;
	const char *day;

	if (seconds == SECONDS_A_DAY) {
		days++;
		seconds = 0;
	}
	day = days > 0 || since_1904 ? day_text(a, days + epoch) : "";
	if (!seconds && *day)
		return day;
	return arena_printf(a, "%s%s%02d:%02d:%02d", day, *day ? " " : "", (int)(seconds / 3600),
			    (int)(seconds / 60 % 60), (int)(seconds % 60));
}

static bool is_short_integer(struct text t)
{
	size_t sign = t.n && *t.p == '-';

	for (size_t i = sign; i < t.n; i++)
		if (t.p[i] < '0' || t.p[i] > '9')
			return false;
	return t.n > sign && t.n - sign <= 15 && (t.p[sign] != '0' || t.n == 1);
}

/* Up to 15 digits, without an exponent. */
static struct text plain_text(struct arena *a, double v)
{
	char room[64], *point, *end;
	int decimals = 0;

	snprintf(room, sizeof room, "%.14e", v);
	decimals = 14 - (int)strtol(strchr(room, 'e') + 1, NULL, 10);
	snprintf(room, sizeof room, "%.*f", decimals < 0 ? 0 : decimals, v);
	point = strchr(room, '.');
	for (end = room + strlen(room); point && end > point && (end[-1] == '0' || end[-1] == '.');)
		*--end = '\0';
	return text_of(arena_strdup(a, strcmp(room, "-0") == 0 ? "0" : room));
}

struct text number_text(struct arena *a, struct text written, struct number_style style, bool since_1904)
{
	char room[64], *end;
	double v;

	if (style.form == NUMBER_PLAIN && is_short_integer(written))
		return written;
	if (!written.n || written.n >= sizeof room || !strchr("+-.0123456789", *written.p))
		return written;
	memcpy(room, written.p, written.n);
	room[written.n] = '\0';
	v = strtod(room, &end);
	if (*end || !isfinite(v) || fabs(v) > 1e21 || (v != 0 && fabs(v) < 1e-21))
		return written;
	if (style.form == NUMBER_DATE && v >= 0 && v < LAST_DAY + 1)
		return text_of(date_text(a, v, since_1904));
	if (style.form == NUMBER_ZEROS && v >= 0 && v == floor(v) && v < 1e15)
		return text_of(arena_printf(a, "%0*.0f", style.zeros, v));
	return plain_text(a, v);
}
