/* What an axis of e-Stat is, by its id where the API gives one, else by the words of its name and classes. An axis
 * whose classes are not all understood is a further axis: its figures then are series of their own, never a guess. */
#include "files/stats_estat_parts.h"

/* ---- classes ---- */

/* Digits, tildes and hyphens in one form, without spaces: ０～４歳 and 0-4歳 are one group. */
struct text estat_plain(struct arena *a, struct text t)
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
bool estat_is_all(struct text name)
{
	/* 国籍総数 and 全域 are axes of the census of 2020. */
	return text_is(name, "総数") || text_is(name, "国籍総数") || text_is(name, "全域") ||
	       text_starts(name, TEXT("総数（")) || text_starts(name, TEXT("総数(")) || text_is(name, "計") ||
	       text_is(name, "男女計") || text_is(name, "総数（男女別）") || text_is(name, "合計");
}

const char *estat_sex(struct text name)
{
	if (estat_is_all(name))
		return "T";
	if (text_is(name, "男") || text_is(name, "男性"))
		return "M";
	return text_is(name, "女") || text_is(name, "女性") ? "F" : NULL;
}

int estat_number_at(struct text *t)
{
	int n = -1;

	for (; t->n && t->p[0] >= '0' && t->p[0] <= '9' && n < 1000; *t = text_slice(*t, 1, t->n))
		n = (n < 0 ? 0 : n) * 10 + (t->p[0] - '0');
	return n;
}

/* The slot or part of an age group; NO_PLACE for 15歳未満, 平均年齢 and everything else. */
static int age_place(struct arena *a, struct text name)
{
	struct text t = estat_plain(a, name);
	int first, last;

	if (estat_is_all(t))
		return SLOT_TOTAL;
	if (estat_has(t, "不詳"))
		return SLOT_UNKNOWN;
	first = estat_number_at(&t);
	if (text_is(t, "歳以上"))
		return first == 90 ? SLOT_90 : first == 95 ? PART_95 : first == 100 ? PART_100 : NO_PLACE;
	if (!text_starts(t, TEXT("-")))
		return NO_PLACE;
	t = text_slice(t, 1, t.n);
	last = estat_number_at(&t);
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

size_t estat_class_index(const struct axis *x, const struct estat_class *c)
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
		if (estat_has(w->t->axes[k].name, words[i]))
			return first->code.n ? first->code.n == 5 : true;
	return false;
}

static bool is_time_axis(const struct estat_axis *x)
{
	return text_is(x->id, "time") || (!x->id.n && (estat_has(x->name, "時間軸") || estat_has(x->name, "調査年") ||
						       text_is(x->name, "年次") || text_is(x->name, "時点")));
}

static bool gather_classes(struct taking *w, size_t k, const char *name, struct err *err)
{
	struct axis *x = &w->axes[k];

	for (size_t i = 0; i < w->t->figures.n; i++) {
		const struct estat_class *c = &w->t->figures.at[i].at[k];
		size_t at = estat_class_index(x, c);

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
		const char *sex = estat_sex(x->classes.at[i].name);

		if (!sex)
			return false;
		one |= *sex != 'T';
	}
	return one;
}

static bool is_age_axis(struct taking *w, struct axis *x, struct text name)
{
	int *place;

	if (!estat_has(name, "年齢"))
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
	return all_sexes(x) || ((estat_has(name, "男女") || estat_has(name, "性別")) && x->classes.n == 1 &&
				estat_sex(x->classes.at[0].name));
}

bool estat_settle_axes(struct taking *w, const char *file, struct err *err)
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
