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
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/codes.h"
#include "base/decimal.h"
#include "base/hash.h"
#include "files/stats_estat.h"
#include "files/stats_mapping.h"

enum role { ROLE_OTHER, ROLE_TAB, ROLE_AREA, ROLE_TIME, ROLE_SEX, ROLE_AGE };

/* Slots of a row of ages: the total, nineteen groups, not stated; behind them the parts of 90 and over. */
enum {
	SLOT_TOTAL,
	SLOT_90 = AGES_5_90_GROUPS,
	SLOT_UNKNOWN,
	SLOTS,
	PART_90_94 = SLOTS,
	PART_95_99,
	PART_95,
	PART_100,
	PLACES
};
enum { NO_PLACE = -1, CLASSES_MAX = 8192 };

typedef LIST(struct estat_class) class_list;

struct axis {
	enum role role;
	class_list classes; /* that occur; not of area and time, which may have thousands */
	size_t last;        /* found last: neighbours are alike */
	int *slot;          /* of an age axis, one a class: SLOT_…, or NO_PLACE for 再掲 and the like */
};

/* A figure on its way into an observation. */
struct piece {
	struct observation o; /* without ages and numbers */
	int slot;
	struct text value;
	uint32_t column;
};

struct taking {
	struct arena *a;
	struct stats_table *out;
	const struct estat_table *t;
	struct axis axes[ESTAT_AXES_MAX];
	const char *id, *published;
	bool census, by_age;
	struct text area_name, area; /* found last by its name */
	LIST(struct piece) pieces;
};

static bool has(struct text t, const char *words)
{
	return text_find(t, text_of(words)) != SIZE_MAX;
}

/* ---- classes ---- */

/* Digits, tildes and hyphens in one form, without spaces: ０～４歳 and 0-4歳 are one group. */
static struct text plain(struct arena *a, struct text t)
{
	struct buf out = { 0 };
	struct text made;

	while (t.n) {
		uint32_t c = text_next(&t);

		if (c >= 0xFF10 && c <= 0xFF19)
			c = '0' + (c - 0xFF10);
		if (c == 0xFF5E || c == 0x301C || c == '~' || c == 0xFF0D || c == 0x2212 || c == 0x2013)
			c = '-';
		if (c == 0xFF08)
			c = '(';
		if (c == 0xFF09)
			c = ')';
		if (c != ' ' && c != 0x3000)
			buf_char(&out, c);
	}
	made = text_dup(a, buf_view(&out));
	buf_clear(&out);
	return made;
}

/* 総数, 総数（年齢）, 男女計. */
static bool is_all(struct text name)
{
	/* 国籍総数 and 全域 are axes of the census of 2020. */
	return text_is(name, "総数") || text_is(name, "国籍総数") || text_is(name, "全域") ||
	       text_starts(name, TEXT("総数（")) || text_starts(name, TEXT("総数(")) || text_is(name, "計") ||
	       text_is(name, "男女計") || text_is(name, "総数（男女別）") || text_is(name, "合計");
}

static const char *sex_of(struct text name)
{
	if (is_all(name))
		return "T";
	if (text_is(name, "男") || text_is(name, "男性"))
		return "M";
	return text_is(name, "女") || text_is(name, "女性") ? "F" : NULL;
}

static int number_at(struct text *t)
{
	int n = -1;

	for (; t->n && t->p[0] >= '0' && t->p[0] <= '9' && n < 1000; *t = text_slice(*t, 1, t->n))
		n = (n < 0 ? 0 : n) * 10 + (t->p[0] - '0');
	return n;
}

/* The slot or part of an age group; NO_PLACE for 15歳未満, 平均年齢 and everything else. */
static int age_place(struct arena *a, struct text name)
{
	struct text t = plain(a, name);
	int first, last;

	if (is_all(t))
		return SLOT_TOTAL;
	if (has(t, "不詳"))
		return SLOT_UNKNOWN;
	first = number_at(&t);
	if (text_is(t, "歳以上"))
		return first == 90 ? SLOT_90 : first == 95 ? PART_95 : first == 100 ? PART_100 : NO_PLACE;
	if (!text_starts(t, TEXT("-")))
		return NO_PLACE;
	t = text_slice(t, 1, t.n);
	last = number_at(&t);
	if (!text_is(t, "歳") || first % 5 || last != first + 4)
		return NO_PLACE;
	return first < 90 ? 1 + first / 5 : first == 90 ? PART_90_94 : first == 95 ? PART_95_99 : NO_PLACE;
}

/* Puts the parts of 90 and over into its slot; false where the groups are not complete. */
static bool settle_ages(struct axis *x, const int *place)
{
	bool there[PLACES] = { false };
	bool parts_100, parts_95;

	for (size_t i = 0; i < x->classes.n; i++)
		if (place[i] >= 0 && there[place[i]])
			return false; /* two classes that say the same group: not understood */
		else if (place[i] >= 0)
			there[place[i]] = true;
	for (int i = 0; i < SLOT_90; i++)
		if (!there[i])
			return false;
	parts_100 = there[PART_90_94] && there[PART_95_99] && there[PART_100];
	parts_95 = there[PART_90_94] && there[PART_95];
	if (!there[SLOT_90] && !parts_100 && !parts_95)
		return false;
	for (size_t i = 0; i < x->classes.n; i++) {
		int p = place[i];
		bool part = !there[SLOT_90] &&
			    (p == PART_90_94 || (parts_100 ? p == PART_95_99 || p == PART_100 : p == PART_95));

		x->slot[i] = p < SLOTS ? p : part ? SLOT_90 : NO_PLACE;
	}
	return true;
}

static size_t class_index(const struct axis *x, const struct estat_class *c)
{
	for (size_t n = 0; n < x->classes.n; n++) {
		size_t i = (x->last + n) % x->classes.n;

		if (text_eq(x->classes.at[i].code, c->code) && text_eq(x->classes.at[i].name, c->name))
			return i;
	}
	return SIZE_MAX;
}

/* ---- axes ---- */

static bool is_area_axis(const struct taking *w, size_t k)
{
	static const char *const words[] = { "地域", "都道府県", "市区町村", "市町村" };
	const struct estat_class *first = &w->t->figures.at[0].at[k];

	if (text_is(w->t->axes[k].id, "area"))
		return true;
	if (w->t->axes[k].id.n)
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (has(w->t->axes[k].name, words[i]))
			return first->code.n ? first->code.n == 5 : true;
	return false;
}

static bool is_time_axis(const struct estat_axis *x)
{
	return text_is(x->id, "time") || (!x->id.n && (has(x->name, "時間軸") || has(x->name, "調査年") ||
						       text_is(x->name, "年次") || text_is(x->name, "時点")));
}

static bool gather_classes(struct taking *w, size_t k, const char *name, struct err *err)
{
	struct axis *x = &w->axes[k];

	for (size_t i = 0; i < w->t->figures.n; i++) {
		const struct estat_class *c = &w->t->figures.at[i].at[k];
		size_t at = class_index(x, c);

		if (at == SIZE_MAX) {
			if (x->classes.n == CLASSES_MAX)
				return err_set(err, ERR_INPUT, "estat.too-many-classes", "file", name, "axis",
					       text_z(w->a, w->t->axes[k].name), "limit", NUM(CLASSES_MAX), NULL);
			at = x->classes.n;
			*LIST_ADD(w->a, &x->classes) = *c;
		}
		x->last = at;
	}
	return true;
}

static bool all_sexes(const struct axis *x)
{
	bool one = false;

	for (size_t i = 0; i < x->classes.n; i++) {
		const char *sex = sex_of(x->classes.at[i].name);

		if (!sex)
			return false;
		one |= *sex != 'T';
	}
	return one;
}

static bool is_age_axis(struct taking *w, struct axis *x, struct text name)
{
	int *place;

	if (!has(name, "年齢"))
		return false;
	place = arena_array(w->a, x->classes.n, sizeof *place);
	x->slot = arena_array(w->a, x->classes.n, sizeof *x->slot);
	for (size_t i = 0; i < x->classes.n; i++)
		place[i] = age_place(w->a, x->classes.at[i].name);
	return settle_ages(x, place);
}

/* 男女 with 総数 alone is still that axis: its name says so. */
static bool is_sex_axis(const struct axis *x, struct text name)
{
	return all_sexes(x) ||
	       ((has(name, "男女") || has(name, "性別")) && x->classes.n == 1 && sex_of(x->classes.at[0].name));
}

static bool settle_axes(struct taking *w, const char *file, struct err *err)
{
	bool sex = false, age = false;

	for (size_t k = 0; k < w->t->n_axes; k++) {
		struct axis *x = &w->axes[k];
		struct text name = w->t->axes[k].name;

		if (is_area_axis(w, k)) {
			x->role = ROLE_AREA;
			continue;
		}
		if (is_time_axis(&w->t->axes[k])) {
			x->role = ROLE_TIME;
			continue;
		}
		if (!gather_classes(w, k, file, err))
			return false;
		if (text_is(w->t->axes[k].id, "tab") || text_starts(name, TEXT("表章項目")))
			x->role = ROLE_TAB;
		else if (!sex && is_sex_axis(x, name))
			x->role = ROLE_SEX;
		else if (!age && is_age_axis(w, x, name))
			x->role = ROLE_AGE;
		sex |= x->role == ROLE_SEX;
		age |= x->role == ROLE_AGE;
	}
	w->by_age = age;
	return true;
}

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

static struct text area_of(struct taking *w, const struct estat_class *c)
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
	if (open != SIZE_MAX && open > 0 && (has(text_slice(t, open, t.n), "年")))
		return text_slice(t, 0, open);
	return t;
}

/* 2020年1月1日現在 -> 2020-01-01. */
static bool day_of(struct arena *a, struct text t, struct text *period)
{
	size_t cut = text_find(t, TEXT("年"));
	struct text rest = cut == SIZE_MAX ? (struct text){ 0 } : text_slice(t, cut + strlen("年"), t.n);
	int year = cut == SIZE_MAX ? 0 : stats_year(text_slice(t, 0, cut)), month = number_at(&rest), day;
	struct date d;

	if (!year || month < 1 || !text_starts(rest, TEXT("月")))
		return false;
	rest = text_slice(rest, strlen("月"), rest.n);
	day = number_at(&rest);
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

	if (code.n != 10 || number_at(&t) < 0)
		return false;
	t = text_slice(code, 0, 4);
	*year = number_at(&t);
	*fiscal = code.p[4] == '1';
	return (code.p[4] == '0' || code.p[4] == '1') && text_is(text_slice(code, 5, 10), "00000");
}

/* The name comes first: 2015年_不詳補完値 has the code of a year and is another figure. */
static bool period_of(struct taking *w, const struct estat_class *c, struct text *period)
{
	struct text name = plain(w->a, without_era(c->name));
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
		else if (w->axes[k].role == ROLE_OTHER && !is_all(name))
			return false;
	}
	return people;
}

static struct text series_of(struct taking *w, const struct estat_figure *f)
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
static void define(struct taking *w, const struct estat_figure *f, struct text series)
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

		if (x->role == ROLE_AREA && !(p->o.area = area_of(w, c)).n) {
			w->out->rows_left++;
			return false;
		}
		if (x->role == ROLE_TIME && !period_of(w, c, &p->o.period)) {
			stats_fault(w->a, w->out, f->line, f->column,
				    msg_make(w->a, "estat.bad-time", "text",
					     text_z(w->a, c->name.n ? c->name : c->code), NULL));
			return false;
		}
		if (x->role == ROLE_SEX)
			p->o.sex = text_of(sex_of(c->name));
		if (x->role == ROLE_AGE) {
			x->last = class_index(x, c);
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
	p.o.series = series_of(w, f);
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
	define(w, f, p.o.series);
	*LIST_ADD(w->a, &w->pieces) = p;
}

/* ---- observations ---- */

static int by_key(const struct piece *a, const struct piece *b)
{
	int order = text_cmp(a->o.series, b->o.series);

	if (!order)
		order = text_cmp(a->o.area, b->o.area);
	if (!order)
		order = text_cmp(a->o.period, b->o.period);
	return order ? order : text_cmp(a->o.sex, b->o.sex);
}

static int by_key_and_slot(const void *x, const void *y)
{
	const struct piece *a = x, *b = y;
	int order = by_key(a, b);

	if (!order)
		order = a->slot - b->slot;
	if (!order)
		order = (a->o.line > b->o.line) - (a->o.line < b->o.line);
	return order ? order : (a->column > b->column) - (a->column < b->column);
}

static void row_fault(struct taking *w, const struct piece *p, struct msg what)
{
	stats_fault(w->a, w->out, p->o.line, p->column, what);
}

/* All ages of one row: a mark is none there, if the sum says so. */
static bool pack_ages(struct taking *w, const struct piece *p, size_t n, struct observation *o)
{
	struct decimal at[SLOTS] = { { 0 } }, sum = decimal_of(0), d;
	bool there[SLOTS] = { false };
	const char *numbers = "";

	for (size_t i = 0; i < n; i++) {
		if (!decimal_parse(&d, p[i].value, NULL))
			d = decimal_of(0);
		if (there[p[i].slot] && p[i].slot != SLOT_90) {
			row_fault(w, &p[i], msg_make(w->a, "estat.twice", NULL));
			return false;
		}
		if (!decimal_add(&at[p[i].slot], at[p[i].slot], d, NULL))
			return false;
		there[p[i].slot] = true;
	}
	for (int i = 0; i <= SLOT_90; i++)
		if (!there[i]) {
			row_fault(w, p,
				  msg_make(w->a, "stats.age-missing", "area", text_z(w->a, o->area), "group", NUM(i),
					   NULL));
			return false;
		}
	o->ages = there[SLOT_UNKNOWN] ? TEXT(AGES_5_90_UNKNOWN) : TEXT(AGES_5_90);
	for (int i = 0; i < SLOTS; i++) {
		if (!there[i])
			continue;
		if (i && !decimal_add(&sum, sum, at[i], NULL))
			return false;
		numbers = arena_printf(w->a, "%s%s%s", numbers, i ? " " : "", DEC(at[i]));
	}
	o->numbers = text_of(numbers);
	if (decimal_eq(sum, at[SLOT_TOTAL]))
		return true;
	row_fault(w, p, msg_make(w->a, "stats.ages-sum", "sum", DEC(sum), "total", DEC(at[SLOT_TOTAL]), NULL));
	return false;
}

/* A row of nothing but marks says nothing. */
static bool all_marks(const struct piece *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (decimal_parse(&(struct decimal){ 0 }, p[i].value, NULL))
			return false;
	return true;
}

static void pack(struct taking *w)
{
	size_t to;

	if (w->pieces.n)
		qsort(w->pieces.at, w->pieces.n, sizeof *w->pieces.at, by_key_and_slot);
	for (size_t from = 0; from < w->pieces.n; from = to) {
		const struct piece *p = &w->pieces.at[from];
		struct observation o = p->o;

		for (to = from + 1; to < w->pieces.n && by_key(p, &w->pieces.at[to]) == 0;)
			to++;
		if (!w->by_age) {
			/* Of two about the same the import says where both stand. */
			for (size_t i = from; i < to; i++) {
				o = w->pieces.at[i].o;
				o.ages = TEXT(AGES_TOTAL);
				o.numbers = w->pieces.at[i].value;
				*LIST_ADD(w->a, &w->out->rows) = o;
			}
		} else if (!all_marks(p, to - from) && pack_ages(w, p, to - from, &o)) {
			*LIST_ADD(w->a, &w->out->rows) = o;
		}
	}
}

/* ---- what is told about the table ---- */

static const char *status_of(struct text title)
{
	if (has(title, "速報"))
		return "preliminary";
	if (has(title, "概数"))
		return "provisional";
	return has(title, "将来推計") || has(title, "将来人口") ? "projection" : "final";
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

bool estat_take(struct arena *a, struct stats_table *out, const struct estat_table *t, const struct sheet *sheet,
		struct err *err)
{
	struct taking w = { .a = a, .out = out, .t = t };

	if (!t->figures.n)
		return err_set(err, ERR_INPUT, "stats.no-rows", "file", sheet->name, NULL);
	w.id = id_of(a, t);
	w.published = published_of(a, t);
	w.census = has(t->statistic, "国勢調査");
	out->source = source_of(a, t);
	out->status = status_of(t->title);
	for (size_t i = 0; i < t->signs.n; i++)
		*LIST_ADD(a, &out->signs) = t->signs.at[i];
	if (!settle_axes(&w, sheet->name, err))
		return false;
	if (!has_role(&w, ROLE_TIME))
		return err_set(err, ERR_INPUT, "estat.no-time", "file", sheet->name, NULL);
	/* Whose figures they are must be said: a table without areas is of the nation only where it says so. */
	if (!has_role(&w, ROLE_AREA) && !has(t->collected, "全国"))
		return err_set(err, ERR_INPUT, "estat.no-area", "file", sheet->name, NULL);
	for (size_t i = 0; i < t->figures.n; i++)
		take_figure(&w, &t->figures.at[i]);
	pack(&w);
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
