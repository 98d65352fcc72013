/* What the axes of an e-Stat table mean, and the observations that its figures make.
 *
 * An axis is what is shown (表章項目), the area, the time, the sex (its classes are 総数, 男, 女), the age where its
 * classes are all five-year groups to 90 and over, or a further one. Tables of the census that show 人口 by nothing
 * else than these are census.population; every other combination of classes is a series of its own, estat.<id of the
 * table>.<codes>, so that figures that are defined otherwise never stand under one name. Rejected: a list of tables by
 * their ids. There are some 180,000, and the words of the axes say what is needed.
 *
 * A mark (-, …, ***, X) is what the table says, not a slip of it: such figures are counted by mark, and are neither
 * taken nor faults. Among the ages of one row a - is none, which the sum of the ages must confirm. */
#include <string.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/hash.h"
#include "files/stats_estat_parts.h"

/* ---- figures ---- */

static struct stats_sign *sign_of(struct taking *w, struct text value)
{
	static const struct {
		const char *sign, *meaning;
	} common[] = { { "-", "該当数値なし" },
		       { "－", "該当数値なし" },
		       { "…", "数値が得られないもの" },
		       { "...", "数値が得られないもの" },
		       { "***", "数値が得られないもの" },
		       { "X", "秘匿" },
		       { "x", "秘匿" },
		       { "Ｘ", "秘匿" },
		       { "χ", "秘匿" } };

	for (size_t i = 0; i < w->out->signs.n; i++)
		if (text_eq(w->out->signs.at[i].sign, value))
			return &w->out->signs.at[i];
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		if (text_is(value, common[i].sign)) {
			struct stats_sign *s = LIST_ADD(w->a, &w->out->signs);

			*s = (struct stats_sign){ value, text_of(common[i].meaning), 0 };
			return s;
		}
	return NULL;
}

/* Where the figure belongs; false with a fault where its time is not understood, with nothing where it has no place. */
static bool place(struct taking *w, const struct estat_figure *f, struct piece *p)
{
	p->o = (struct observation){ .area = TEXT("00000"), .sex = TEXT("T"), .line = f->line };
	p->slot = SLOT_TOTAL;
	p->column = f->column;
	p->o.published = text_of(w->published);
	for (size_t k = 0; k < w->t->n_axes; k++) {
		const struct estat_class *c = &f->at[k];
		struct axis *x = &w->axes[k];

		if (x->role == ROLE_AREA && !(p->o.area = estat_area_of(w, c)).n) {
			w->out->rows_left++;
			return false;
		}
		if (x->role == ROLE_TIME && !estat_period_of(w, c, &p->o.period)) {
			stats_fault(w->a, w->out, f->line, f->column,
				    msg_make(w->a, "estat.bad-time", "text",
					     text_z(w->a, c->name.n ? c->name : c->code), NULL));
			return false;
		}
		if (x->role == ROLE_SEX)
			p->o.sex = text_of(estat_sex(c->name));
		if (x->role == ROLE_AGE) {
			x->last = estat_class_index(x, c);
			p->slot = x->slot[x->last];
			if (p->slot == NO_PLACE) {
				w->out->rows_left++;
				return false;
			}
		}
	}
	return true;
}

/* A downloaded table says no day; a census is known since its month. */
static void date_census(struct taking *w, struct observation *o)
{
	struct period period;

	if (o->published.n || !text_is(o->series, "census.population") || !period_parse(&period, o->period, NULL) ||
	    period.kind != PERIOD_DATE)
		return;
	o->published = stats_census_month(w->a, period.date.year);
	o->usual = true;
}

static void take_figure(struct taking *w, const struct estat_figure *f)
{
	struct sheet_row row = { f->line, &(struct text){ 0 }, 1 };
	struct stats_sign *sign;
	struct piece p;

	if (!place(w, f, &p))
		return;
	p.o.series = estat_series_of(w, f);
	sign = sign_of(w, f->value);
	if (sign)
		sign->n++;
	if (sign && !w->by_age)
		return;
	row.cells[0] = f->value;
	if (sign) {
		p.value = f->value;
	} else if (!stats_number(w->a, w->out, &row, 0, true, &p.value)) {
		w->out->faults.at[w->out->faults.n - 1].column = f->column;
		return;
	}
	date_census(w, &p.o);
	estat_define(w, f, p.o.series);
	*LIST_ADD(w->a, &w->pieces) = p;
}

/* ---- what is told about the table ---- */

static const char *status_of(struct text title)
{
	if (estat_has(title, "速報"))
		return "preliminary";
	if (estat_has(title, "概数"))
		return "provisional";
	return estat_has(title, "将来推計") || estat_has(title, "将来人口") ? "projection" : "final";
}

static const char *source_of(struct arena *a, const struct estat_table *t)
{
	const char *statistic = text_z(a, t->statistic.n ? t->statistic : t->title);

	return arena_printf(a, "%s「%s」（e-Stat%s%s）", text_z(a, t->office), statistic, t->id.n ? "、統計表ID " : "",
			    text_z(a, t->id));
}

/* Without an id of the table, one from its title and the names of its axes: the same table gives the same series. */
static const char *id_of(struct arena *a, const struct estat_table *t)
{
	const char *words = arena_printf(a, "%s/%s", text_z(a, t->statistic), text_z(a, t->title));
	struct hash h;
	size_t digits = 0;

	while (digits < t->id.n && t->id.p[digits] >= '0' && t->id.p[digits] <= '9')
		digits++;
	if (digits && digits == t->id.n && digits <= 16)
		return text_z(a, t->id);
	for (size_t k = 0; k < t->n_axes; k++)
		words = arena_printf(a, "%s/%s", words, text_z(a, t->axes[k].name));
	h = hash_bytes(words, strlen(words));
	return arena_printf(a, "x%.8s", HEX(&h));
}

/* These figures were public when the table was last changed; before, perhaps others. */
static const char *published_of(struct arena *a, const struct estat_table *t)
{
	struct date d;

	if (date_parse(&d, t->updated, NULL) && d.day)
		return text_z(a, t->updated);
	return date_parse(&d, t->opened, NULL) && d.day ? text_z(a, t->opened) : "";
}

static bool has_role(const struct taking *w, enum role role)
{
	for (size_t k = 0; k < w->t->n_axes; k++)
		if (w->axes[k].role == role)
			return true;
	return false;
}

/* The API gives 100,000 figures at a time: who saved one page has not the table. */
static void check_pages(struct arena *a, struct stats_table *out, const struct estat_table *t)
{
	const struct estat_figure *last = &t->figures.at[t->figures.n - 1];
	struct decimal total;

	if (t->total.n && decimal_parse(&total, t->total, NULL) &&
	    decimal_cmp(total, decimal_of((int64_t)t->figures.n)) > 0)
		stats_fault(
			a, out, last->line, 0,
			msg_make(a, "estat.pages-missing", "total", DEC(total), "n", NUM((int64_t)t->figures.n), NULL));
}

bool estat_take(struct arena *a, struct stats_table *out, const struct estat_table *t, const struct sheet *sheet,
		struct err *err)
{
	struct taking w = { .a = a, .out = out, .t = t };

	if (!t->figures.n)
		return err_set(err, ERR_INPUT, "stats.no-rows", "file", sheet->name, NULL);
	w.id = id_of(a, t);
	w.published = published_of(a, t);
	w.census = estat_has(t->statistic, "国勢調査");
	out->source = source_of(a, t);
	out->status = status_of(t->title);
	for (size_t i = 0; i < t->signs.n; i++)
		*LIST_ADD(a, &out->signs) = t->signs.at[i];
	if (!estat_settle_axes(&w, sheet->name, err))
		return false;
	if (!has_role(&w, ROLE_TIME))
		return err_set(err, ERR_INPUT, "estat.no-time", "file", sheet->name, NULL);
	/* Whose figures they are must be said: a table without areas is of the nation only where it says so. */
	if (!has_role(&w, ROLE_AREA) && !estat_has(t->collected, "全国"))
		return err_set(err, ERR_INPUT, "estat.no-area", "file", sheet->name, NULL);
	for (size_t i = 0; i < t->figures.n; i++)
		take_figure(&w, &t->figures.at[i]);
	estat_pack(&w);
	check_pages(a, out, t);
	return true;
}

/* ---- the layouts ---- */

static bool read_long(struct arena *a, struct stats_table *out, const struct sheet *s, struct err *err)
{
	struct estat_table t;

	return estat_read_long(a, &t, s, err) && estat_take(a, out, &t, s, err);
}

static bool read_cross(struct arena *a, struct stats_table *out, const struct sheet *s, struct err *err)
{
	struct estat_table t;

	return estat_read_cross(a, &t, s, err) && estat_take(a, out, &t, s, err);
}

#define LICENCE "政府統計の総合窓口（e-Stat）利用規約（CC BY 4.0 互換）"

extern const struct stats_layout stats_estat_api, stats_estat_csv;
const struct stats_layout stats_estat_api = { "estat-api", "e-Stat", LICENCE, "final", estat_is_long, read_long };
const struct stats_layout stats_estat_csv = { "estat-csv", "e-Stat", LICENCE, "final", estat_is_cross, read_cross };
