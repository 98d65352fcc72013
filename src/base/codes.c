/* The list is searched line by line: 60 KB take some 20 microseconds, and a plan has few authors. */
#include "base/codes.h"

#include <string.h>

#include "base/embed.h"

static bool digits(struct text t, size_t n)
{
	for (size_t i = 0; i < t.n; i++)
		if (t.p[i] < '0' || t.p[i] > '9')
			return false;
	return t.n == n;
}

/* A code refused because of its check digit, which should be `right`. */
static bool wrong_digit(struct err *err, const char *id, struct text t, char right)
{
	struct arena a = { 0 };

	if (!err)
		return false;
	err_set(err, ERR_INPUT, id, "text", text_z(&a, t), "right", (char[2]){ right, '\0' }, NULL);
	arena_clear(&a);
	return false;
}

/* Weights 6, 5, 4, 3, 2; eleven minus the sum modulo eleven, its last digit. */
static char municipal_check_digit(const char *five)
{
	int sum = 0;

	for (int i = 0; i < 5; i++)
		sum += (five[i] - '0') * (6 - i);
	return (char)('0' + (11 - sum % 11) % 10);
}

bool municipal_code_parse(char code[MUNICIPAL_CODE_SIZE], struct text t, struct err *err)
{
	char right;

	if (!digits(t, 5) && !digits(t, 6))
		return err_refuse(err, "codes.municipal-bad", t);
	right = municipal_check_digit(t.p);
	if (t.n == 6 && t.p[5] != right)
		return wrong_digit(err, "codes.municipal-check", t, right);
	memcpy(code, t.p, 5);
	code[5] = right;
	code[6] = '\0';
	return true;
}

/* Nine minus the weighted sum modulo nine: weights 1 and 2 in turn, from the right of the twelve digits behind it. */
static char corporate_check_digit(const char *twelve)
{
	int sum = 0;

	for (int i = 0; i < 12; i++)
		sum += (twelve[i] - '0') * (i % 2 ? 1 : 2);
	return (char)('0' + 9 - sum % 9);
}

bool corporate_number_parse(char number[CORPORATE_NUMBER_SIZE], struct text t, struct err *err)
{
	char right;

	if (!digits(t, 13))
		return err_refuse(err, "codes.corporate-bad", t);
	right = corporate_check_digit(t.p + 1);
	if (t.p[0] != right)
		return wrong_digit(err, "codes.corporate-check", t, right);
	memcpy(number, t.p, 13);
	number[13] = '\0';
	return true;
}

/* Takes what stands before the next c (or all) off the front of *rest. */
static struct text take(struct text *rest, char c)
{
	const char *end = memchr(rest->p, c, rest->n);
	struct text part = text_slice(*rest, 0, end ? (size_t)(end - rest->p) : rest->n);

	*rest = text_slice(*rest, part.n + (end ? 1 : 0), rest->n);
	return part;
}

/* The next municipality of the list; comments and the line of column names are stepped over. */
static bool next_municipality(struct municipality *m, struct text *rest)
{
	while (rest->n) {
		struct text line = take(rest, '\n');

		if (!line.n || line.p[0] < '0' || line.p[0] > '9')
			continue;
		m->code = take(&line, ',');
		m->prefecture = take(&line, ',');
		m->county = take(&line, ',');
		m->name = line;
		return true;
	}
	return false;
}

/* Most of what is asked for stands nowhere in the list (proposals ask for every cell of a table): one search through
 * its bytes says so, thirty times faster than line by line. */
static bool stands_in(struct text list, struct text what)
{
	return !what.n || text_find(list, what) != SIZE_MAX;
}

size_t municipality_find(struct municipality *m, struct text prefecture, struct text name)
{
	struct text rest = embed_find(&embed_data, "municipalities.csv");
	struct municipality one;
	size_t n = 0;

	if (!stands_in(rest, name))
		return 0;
	while (next_municipality(&one, &rest))
		if (text_eq(one.name, name) && (!prefecture.n || text_eq(one.prefecture, prefecture)) && n++ == 0)
			*m = one;
	return n;
}

bool municipality_by_code(struct municipality *m, struct text code)
{
	struct text rest = embed_find(&embed_data, "municipalities.csv");
	struct municipality one;

	if (!stands_in(rest, code))
		return false;
	while (next_municipality(&one, &rest))
		if (text_eq(one.code, code)) {
			*m = one;
			return true;
		}
	return false;
}

size_t municipalities_beginning(struct municipality *list, size_t max, struct text begin)
{
	struct municipality one;
	size_t n = 0;

	for (int pass = 0; pass < 2; pass++) {
		struct text rest = embed_find(&embed_data, "municipalities.csv");

		while (n < max && next_municipality(&one, &rest))
			if (!one.name.n == !pass && text_starts(pass ? one.name : one.prefecture, begin))
				list[n++] = one;
	}
	return n;
}

static bool next_ward(struct ward *w, struct text *rest)
{
	while (rest->n) {
		struct text line = take(rest, '\n');

		if (!line.n || line.p[0] < '0' || line.p[0] > '9')
			continue;
		w->code = text_slice(take(&line, ','), 0, 5);
		w->prefecture = take(&line, ',');
		w->name = line;
		return true;
	}
	return false;
}

bool ward_by_code(struct ward *w, struct text code)
{
	struct text rest = embed_find(&embed_data, "wards.csv");
	struct ward one;

	if (!stands_in(rest, code))
		return false;
	while (next_ward(&one, &rest))
		if (text_eq(one.code, code)) {
			*w = one;
			return true;
		}
	return false;
}

/* 熊本市中央区 is called 中央区 too; 浜松市北区 is not called 松市北区. */
static bool is_called(const struct ward *w, struct text name)
{
	if (text_eq(w->name, name))
		return true;
	return name.n && text_ends(w->name, name) && text_ends(text_slice(w->name, 0, w->name.n - name.n), TEXT("市"));
}

size_t ward_find(struct ward *w, struct text prefecture, struct text name)
{
	struct text rest = embed_find(&embed_data, "wards.csv");
	struct ward one;
	size_t n = 0;

	if (!stands_in(rest, name))
		return 0;
	while (next_ward(&one, &rest))
		if (is_called(&one, name) && (!prefecture.n || text_eq(one.prefecture, prefecture)) && n++ == 0)
			*w = one;
	return n;
}
