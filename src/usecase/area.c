/* The lists are searched line by line, as base/codes.c does: they are small, and nothing is kept between calls. */
#include "usecase/area.h"

#include <string.h>

#include "base/codes.h"
#include "base/embed.h"

/* Takes what stands before the next c (or all) off the front of *rest. */
static struct text take(struct text *rest, char c)
{
	const char *end = rest->n ? memchr(rest->p, c, rest->n) : NULL;
	struct text part = text_slice(*rest, 0, end ? (size_t)(end - rest->p) : rest->n);

	*rest = text_slice(*rest, part.n + (end ? 1 : 0), rest->n);
	return part;
}

struct merger {
	struct text day, how, code, name, new_code, new_name;
};

static bool next_merger(struct merger *m, struct text *rest)
{
	while (rest->n) {
		struct text line = take(rest, '\n');

		if (!line.n || line.p[0] < '0' || line.p[0] > '9')
			continue;
		m->day = take(&line, ',');
		m->how = take(&line, ',');
		m->code = take(&line, ',');
		m->name = take(&line, ',');
		m->new_code = take(&line, ',');
		m->new_name = line;
		return true;
	}
	return false;
}

static struct text mergers(void)
{
	return embed_find(&embed_data, "mergers.csv");
}

struct text area_now(struct text code)
{
	struct text rest = mergers();
	struct merger m;

	/* By day: a code that changed twice is followed in one pass. */
	while (next_merger(&m, &rest))
		if (text_eq(m.code, code))
			code = m.new_code;
	return code;
}

struct text area_before(struct text code)
{
	struct text rest = mergers(), before = { 0 };
	struct merger m;

	while (next_merger(&m, &rest))
		if (text_eq(m.new_code, code) && text_is(m.how, "renamed"))
			before = m.code;
	return before;
}

bool area_absorbed(struct absorbed *out, struct text code, size_t n)
{
	struct text rest = mergers();
	struct merger m;

	while (next_merger(&m, &rest))
		if (text_eq(m.new_code, code) && text_is(m.how, "merged") && date_parse(&out->day, m.day, NULL) &&
		    n-- == 0) {
			out->code = m.code;
			out->name = m.name;
			return true;
		}
	return false;
}

static bool municipality_of(struct municipality *m, struct text code)
{
	char six[MUNICIPAL_CODE_SIZE];

	return municipal_code_parse(six, code, NULL) && municipality_by_code(m, text_of(six));
}

static bool is_nation(struct text code)
{
	return text_is(code, "00000");
}

static bool is_prefecture(struct text code)
{
	return code.n == 5 && memcmp(code.p + 2, "000", 3) == 0 && !is_nation(code);
}

bool area_is_municipality(struct text code)
{
	struct municipality m;

	return !is_nation(code) && !is_prefecture(code) && municipality_of(&m, code);
}

struct text area_name(struct text code)
{
	struct municipality m;
	struct ward w;

	if (is_nation(code))
		return TEXT("全国");
	if (municipality_of(&m, code))
		return m.name.n ? m.name : m.prefecture;
	return ward_by_code(&w, code) ? w.name : (struct text){ 0 };
}

/* ---- what was written ---- */

/* 熊本 begins 熊本県 and 熊本市. */
static bool unknown(struct arena *a, struct text written, struct err *err)
{
	struct municipality near[6];
	size_t n = written.n >= 6 ? municipalities_beginning(near, sizeof near / sizeof *near, written) : 0;
	const char *names = "";

	for (size_t i = 0; i < n; i++) {
		struct text name = near[i].name.n ? near[i].name : near[i].prefecture;

		names = arena_printf(a, "%s%s%.*s", names, i ? ", " : "", (int)name.n, name.p);
	}
	if (n)
		return err_set(err, ERR_INPUT, "area.unknown-near", "area", text_z(a, written), "near", names, NULL);
	return err_set(err, ERR_INPUT, "area.unknown", "area", text_z(a, written), NULL);
}

static void one(struct arena *a, struct area *out, struct text code, struct text name, struct text prefecture)
{
	*out = (struct area){ .code = text_dup(a, code), .name = name, .prefecture = prefecture };
	*LIST_ADD(a, &out->members) = out->code;
}

/* Of a code; 43 is 43000. */
static bool by_code(struct arena *a, struct area *out, struct text written, struct err *err)
{
	char six[MUNICIPAL_CODE_SIZE];
	struct municipality m;
	struct text code;
	struct ward w;

	if (written.n == 2)
		written = text_of(arena_printf(a, "%.2s000", written.p));
	if (!municipal_code_parse(six, written, err))
		return false;
	code = area_now(text_of(arena_printf(a, "%.5s", six)));
	if (is_nation(code)) {
		one(a, out, code, TEXT("全国"), TEXT(""));
		return true;
	}
	if (municipality_of(&m, code)) {
		one(a, out, code, m.name.n ? m.name : m.prefecture, m.prefecture);
		return true;
	}
	if (!ward_by_code(&w, code))
		return unknown(a, written, err);
	one(a, out, code, w.name, w.prefecture);
	return true;
}

/* Takes the prefecture off the front: three or four characters. */
static struct text take_prefecture(struct text *name)
{
	struct municipality m;

	for (size_t bytes = 9; bytes <= 12 && bytes <= name->n; bytes += 3) {
		struct text first = text_slice(*name, 0, bytes);

		if (municipality_find(&m, first, TEXT("")) == 1) {
			*name = text_slice(*name, bytes, name->n);
			return m.prefecture;
		}
	}
	return TEXT("");
}

/* A town that is a city now is also found by the name that it had. */
static bool by_old_name(struct arena *a, struct area *out, struct text name, struct err *err)
{
	struct text rest = mergers();
	struct merger m;

	while (next_merger(&m, &rest))
		if (text_eq(m.name, name))
			return by_code(a, out, m.code, err);
	return unknown(a, name, err);
}

/* A ward by its name alone may stand in many cities, and be a special ward of 東京都 besides. */
static bool by_ward(struct arena *a, struct area *out, struct text name, struct text prefecture, struct err *err)
{
	struct ward w;
	size_t n = ward_find(&w, prefecture, name);

	if (n > 1)
		return err_set(err, ERR_INPUT, "area.ambiguous-ward", "area", text_z(a, name), "n", NUM((int64_t)n),
			       "example", text_z(a, w.name), NULL);
	if (!n)
		return by_old_name(a, out, name, err);
	one(a, out, w.code, w.name, w.prefecture);
	return true;
}

/* The county before a town's name. */
static struct text without_county(struct text name)
{
	size_t county = text_find(name, TEXT("郡"));

	return county == SIZE_MAX || county == 0 ? (struct text){ 0 } : text_slice(name, county + 3, name.n);
}

static bool by_name(struct arena *a, struct area *out, struct text written, struct err *err)
{
	struct text name = written, prefecture = take_prefecture(&name);
	struct municipality m;
	struct ward w;
	size_t n;

	if (text_is(written, "全国"))
		return by_code(a, out, TEXT("00000"), err);
	n = name.n || prefecture.n ? municipality_find(&m, prefecture, name) : 0;
	if (!n && without_county(name).n) {
		name = without_county(name);
		n = municipality_find(&m, prefecture, name);
	}
	if (n == 1 && !prefecture.n && ward_find(&w, prefecture, name))
		return err_set(err, ERR_INPUT, "area.ambiguous-ward", "area", text_z(a, written), "n",
			       NUM((int64_t)(n + ward_find(&w, prefecture, name))), "example", text_z(a, w.name), NULL);
	if (n > 1)
		return err_set(err, ERR_INPUT, "area.ambiguous", "area", text_z(a, written), "n", NUM((int64_t)n),
			       "example", text_z(a, m.prefecture), NULL);
	return n == 1 ? by_code(a, out, m.code, err) : by_ward(a, out, name, prefecture, err);
}

/* ４３１００ and ＋ as Japanese keyboards give them; the signs alone, or the digits, and then without spaces: no name
 * has one, but lists write 熊本市 中央区. */
static struct text narrow(struct arena *a, struct text written, bool digits)
{
	struct buf out = { 0 };
	struct text made;

	for (struct text rest = written; rest.n;) {
		uint32_t c = text_next(&rest);
		bool wide = digits ? c >= 0xFF10 && c <= 0xFF19 : c == 0xFF0B || c == 0xFF1D;

		if (!digits || (c != ' ' && c != 0x3000))
			buf_char(&out, wide ? c - 0xFF10 + '0' : c);
	}
	made = text_dup(a, buf_view(&out));
	buf_clear(&out);
	return made;
}

static bool by_any(struct arena *a, struct area *out, struct text written, struct err *err)
{
	bool digits = written.n > 0;

	written = narrow(a, written, true);
	for (size_t i = 0; i < written.n; i++)
		digits = digits && written.p[i] >= '0' && written.p[i] <= '9';
	return digits ? by_code(a, out, written, err) : by_name(a, out, written, err);
}

/* ---- sets ---- */

/* The same, or one is a part of the other: the nation of all, a prefecture of what begins with its two digits, a city
 * of its wards, which begin with its name. */
static bool holds(const struct area *whole, const struct area *part)
{
	if (text_eq(whole->code, part->code) || is_nation(whole->code))
		return true;
	if (is_prefecture(whole->code))
		return text_starts(part->code, text_slice(whole->code, 0, 2));
	return text_eq(whole->prefecture, part->prefecture) && text_ends(part->name, TEXT("区")) &&
	       text_starts(part->name, whole->name);
}

static bool set_of(struct arena *a, struct area *out, struct text name, struct text list, struct err *err)
{
	LIST(struct area) areas = { 0 };
	struct area set = { .code = name, .name = name };

	for (bool more = true; more;) {
		struct area *area;

		more = list.n && memchr(list.p, '+', list.n);
		area = LIST_ADD(a, &areas);
		if (!by_any(a, area, text_trim(take(&list, '+')), err))
			return false;
		for (size_t i = 0; i + 1 < areas.n; i++)
			if (holds(&areas.at[i], area) || holds(area, &areas.at[i]))
				return err_set(err, ERR_INPUT, "area.overlap", "one", text_z(a, areas.at[i].name),
					       "other", text_z(a, area->name), NULL);
		*LIST_ADD(a, &set.members) = area->code;
		set.prefecture =
			areas.n == 1 || text_eq(set.prefecture, area->prefecture) ? area->prefecture : TEXT("");
	}
	*out = set;
	return true;
}

/* 特別区部 is no municipality, and stands in every table of the nation's statistics: the set of the 23, 13101 to 13123.
 */
static bool is_special_wards(struct arena *a, struct text written)
{
	static const char *const names[] = { "特別区部",   "特別区",   "東京都特別区部", "東京都特別区",
					     "東京都区部", "東京23区", "東京特別区部",   "13100" };

	written = narrow(a, written, true);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_is(written, names[i]))
			return true;
	return false;
}

static const char *special_wards(struct arena *a)
{
	enum { FIRST = 13101, LAST = 13123 };
	const char *list = "";

	for (int code = FIRST; code <= LAST; code++)
		list = arena_printf(a, "%s%s%d", list, code == FIRST ? "" : "+", code);
	return list;
}

bool area_find(struct arena *a, struct area *out, struct text written, struct err *err)
{
	const struct text narrowed = narrow(a, written, false);
	const size_t equals = text_find(narrowed, TEXT("="));
	struct text list = equals == SIZE_MAX ? narrowed : text_slice(narrowed, equals + 1, narrowed.n);
	struct text name = equals == SIZE_MAX ? narrowed : text_trim(text_slice(narrowed, 0, equals));

	if (!name.n && equals != SIZE_MAX)
		return unknown(a, written, err);
	written = narrowed;
	if (is_special_wards(a, text_trim(written)))
		return set_of(a, out, TEXT("特別区部"), text_of(special_wards(a)), err);
	if (equals == SIZE_MAX && text_find(written, TEXT("+")) == SIZE_MAX)
		return by_any(a, out, text_trim(written), err);
	return set_of(a, out, text_dup(a, name), text_dup(a, list), err);
}
