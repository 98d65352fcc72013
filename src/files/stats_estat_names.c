/* Area, period and series of a figure, by the codes and words of its classes. */
#include <string.h>

#include "base/calendar.h"
#include "base/codes.h"
#include "base/hash.h"
#include "files/stats_estat_parts.h"
#include "files/stats_mapping.h"

/* ---- area, time, series of a figure ---- */

/* Five digits of a municipality, prefecture or the nation; 市部, 人口集中地区 and the like are none. */
static struct text area_of_name(struct taking *w, struct text name)
{
	struct municipality m;

	if (text_is(name, "全国"))
		return TEXT("00000");
	/* The list is long, and the next figure is mostly of the same area. */
	if (!text_eq(name, w->area_name)) {
		w->area_name = name;
		w->area = municipality_find(&m, name, (struct text){ 0 }) == 1
				  ? text_dup(w->a, text_slice(m.code, 0, 5))
				  : stats_area_of(w->a, name);
	}
	return w->area;
}

struct text estat_area_of(struct taking *w, const struct estat_class *c)
{
	char six[MUNICIPAL_CODE_SIZE];
	struct text behind = text_slice(c->code, 2, 5);

	if (!c->code.n)
		return area_of_name(w, c->name);
	if (text_is(c->code, "00000"))
		return c->code;
	if (c->code.n != 5 || !municipal_code_parse(six, c->code, NULL) || text_cmp(c->code, TEXT("48000")) >= 0 ||
	    text_cmp(c->code, TEXT("01000")) < 0)
		return (struct text){ 0 };
	/* 市部 and 郡部 are below 100. The list of today is not asked: a town that is no more has figures too. */
	return text_is(behind, "000") || text_cmp(behind, TEXT("100")) >= 0 ? c->code : (struct text){ 0 };
}

/* 2015年（平成27年） -> 2015年; 2015年（速報） stays. */
static struct text without_era(struct text t)
{
	size_t open = text_find(t, TEXT("（"));

	if (open == SIZE_MAX)
		open = text_find(t, TEXT("("));
	if (open != SIZE_MAX && open > 0 && (estat_has(text_slice(t, open, t.n), "年")))
		return text_slice(t, 0, open);
	return t;
}

/* 2020年1月1日現在 -> 2020-01-01. */
static bool day_of(struct arena *a, struct text t, struct text *period)
{
	size_t cut = text_find(t, TEXT("年"));
	struct text rest = cut == SIZE_MAX ? (struct text){ 0 } : text_slice(t, cut + strlen("年"), t.n);
	int year = cut == SIZE_MAX ? 0 : stats_year(text_slice(t, 0, cut)), month = estat_number_at(&rest), day;
	struct date d;

	if (!year || month < 1 || !text_starts(rest, TEXT("月")))
		return false;
	rest = text_slice(rest, strlen("月"), rest.n);
	day = estat_number_at(&rest);
	if (day < 1 || !text_starts(rest, TEXT("日")))
		return false;
	d = (struct date){ (int16_t)year, (int8_t)(month > 12 ? 0 : month), (int8_t)(day > 31 ? 0 : day) };
	*period = text_of(arena_printf(a, "%04d-%02d-%02d", year, month, day));
	return date_exists(d);
}

/* The code says year (2015000000) or fiscal year (2015100000); others are months and quarters. */
static bool year_of_code(struct text code, int *year, bool *fiscal)
{
	struct text t = code;

	if (code.n != 10 || estat_number_at(&t) < 0)
		return false;
	t = text_slice(code, 0, 4);
	*year = estat_number_at(&t);
	*fiscal = code.p[4] == '1';
	return (code.p[4] == '0' || code.p[4] == '1') && text_is(text_slice(code, 5, 10), "00000");
}

/* The name comes first: 2015年_不詳補完値 has the code of a year and is another figure. */
bool estat_period_of(struct taking *w, const struct estat_class *c, struct text *period)
{
	struct text name = estat_plain(w->a, without_era(c->name));
	int year = 0;
	bool fiscal = false;

	if (day_of(w->a, name, period))
		return true;
	if (name.n) {
		year = stats_year(name);
		fiscal = text_ends(name, TEXT("年度"));
	} else if (!year_of_code(c->code, &year, &fiscal)) {
		return false;
	}
	if (year < 1868 || year > 2999)
		return false;
	*period = text_of(w->census && !fiscal ? arena_printf(w->a, "%04d-10-01", year)
					       : arena_printf(w->a, "%s%04d", fiscal ? "FY" : "CY", year));
	return true;
}

/* Codes hold letters, digits and sometimes #; an axis without codes is named by its class's words, hashed. */
static void put_code(struct buf *out, const struct estat_class *c)
{
	buf_puts(out, ".");
	if (c->code.n) {
		for (size_t i = 0; i < c->code.n; i++) {
			char ch = c->code.p[i];
			bool plain_one =
				(ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');

			buf_add(out, plain_one ? &ch : "-", 1);
		}
	} else {
		struct hash h = hash_bytes(c->name.p ? c->name.p : "", c->name.n);

		buf_printf(out, "x%.6s", HEX(&h));
	}
}

/* By nothing but sex, age, area and time. */
static bool is_census_population(const struct taking *w, const struct estat_figure *f)
{
	bool people = false;

	if (!w->census || (f->unit.n && !text_is(f->unit, "人")))
		return false;
	for (size_t k = 0; k < w->t->n_axes; k++) {
		struct text name = f->at[k].name;

		if (w->axes[k].role == ROLE_TAB)
			people |= text_is(name, "人口") || text_is(name, "総人口") || text_is(name, "人口（総数）") ||
				  text_is(name, "人口総数");
		else if (w->axes[k].role == ROLE_OTHER && !estat_is_all(name))
			return false;
	}
	return people;
}

struct text estat_series_of(struct taking *w, const struct estat_figure *f)
{
	struct buf out = { 0 };
	struct text made;

	if (is_census_population(w, f))
		return TEXT("census.population");
	buf_printf(&out, "estat.%s", w->id);
	for (size_t k = 0; k < w->t->n_axes; k++)
		if (w->axes[k].role == ROLE_TAB || w->axes[k].role == ROLE_OTHER)
			put_code(&out, &f->at[k]);
	made = text_dup(w->a, buf_view(&out));
	buf_clear(&out);
	return made;
}

/* What the series counts, in the table's own words. */
void estat_define(struct taking *w, const struct estat_figure *f, struct text series)
{
	struct buf out = { 0 };

	for (size_t i = w->out->definitions.n; i-- > 0;)
		if (text_eq(w->out->definitions.at[i].series, series))
			return;
	buf_text(&out, w->t->statistic);
	if (w->t->title.n) {
		buf_puts(&out, "「");
		buf_text(&out, w->t->title);
		buf_puts(&out, "」");
	}
	for (size_t k = 0; k < w->t->n_axes; k++) {
		if (w->axes[k].role != ROLE_TAB && w->axes[k].role != ROLE_OTHER)
			continue;
		buf_puts(&out, out.n ? "、" : "");
		buf_text(&out, w->t->axes[k].name);
		buf_puts(&out, ": ");
		buf_text(&out, f->at[k].name.n ? f->at[k].name : f->at[k].code);
	}
	if (f->unit.n) {
		buf_puts(&out, "、単位: ");
		buf_text(&out, f->unit);
	}
	*LIST_ADD(w->a, &w->out->definitions) =
		(struct stats_definition){ text_dup(w->a, series), text_dup(w->a, buf_view(&out)) };
	buf_clear(&out);
}
