/* What the narrative's words, years and numbers look like, with widths and dashes folded (ー is -). */
#include <string.h>

#include "plan/claims_parts.h"

/* Longer words before those that they begin with. */
static const struct claim_word words[] = {
	{ "国勢調査", WORD_SOURCE, CLAIM_CENSUS, 0, false },
	{ "国調", WORD_SOURCE, CLAIM_CENSUS, 0, false },
	{ "住民基本台帳人口移動報告", WORD_SOURCE, CLAIM_MIGRATION, 0, false },
	{ "人口移動報告", WORD_SOURCE, CLAIM_MIGRATION, 0, false },
	{ "住民基本台帳", WORD_SOURCE, CLAIM_REGISTER, 0, false },
	{ "住基", WORD_SOURCE, CLAIM_REGISTER, 0, false },
	{ "国立社会保障・人口問題研究所", WORD_SOURCE, CLAIM_IPSS, 0, false },
	{ "国立社会保障人口問題研究所", WORD_SOURCE, CLAIM_IPSS, 0, false },
	{ "社会保障・人口問題研究所", WORD_SOURCE, CLAIM_IPSS, 0, false },
	{ "社人研", WORD_SOURCE, CLAIM_IPSS, 0, false },
	{ "人口動態統計", WORD_SOURCE, CLAIM_VITAL, 0, false },
	{ "人口動態調査", WORD_SOURCE, CLAIM_VITAL, 0, false },
	{ "人口ビジョン", WORD_SOURCE, CLAIM_OTHER, 0, false },
	{ "推計人口調査", WORD_SOURCE, CLAIM_OTHER, 0, false },
	{ "人口移動調査", WORD_SOURCE, CLAIM_OTHER, 0, false },
	{ "日本創成会議", WORD_SOURCE, CLAIM_OTHER, 0, false },
	{ "年少人口割合", WORD_TOPIC, CLAIM_YOUNG, 0, true },
	{ "年少人口比率", WORD_TOPIC, CLAIM_YOUNG, 0, true },
	{ "年少人口", WORD_TOPIC, CLAIM_YOUNG, 0, false },
	{ "生産年齢人口割合", WORD_TOPIC, CLAIM_WORKING, 0, true },
	{ "生産年齢人口比率", WORD_TOPIC, CLAIM_WORKING, 0, true },
	{ "生産年齢人口", WORD_TOPIC, CLAIM_WORKING, 0, false },
	{ "老年人口割合", WORD_TOPIC, CLAIM_OLD, 0, true },
	{ "老年人口比率", WORD_TOPIC, CLAIM_OLD, 0, true },
	{ "老年人口", WORD_TOPIC, CLAIM_OLD, 0, false },
	{ "高齢者人口", WORD_TOPIC, CLAIM_OLD, 0, false },
	{ "高齢人口", WORD_TOPIC, CLAIM_OLD, 0, false },
	{ "高齢化率", WORD_TOPIC, CLAIM_OLD, 0, true },
	{ "後期高齢者人口", WORD_TOPIC, CLAIM_OLDEST, 0, false },
	{ "75歳以上人口", WORD_TOPIC, CLAIM_OLDEST, 0, false },
	{ "出生数", WORD_TOPIC, CLAIM_BIRTHS, 0, false },
	{ "出生者数", WORD_TOPIC, CLAIM_BIRTHS, 0, false },
	{ "出生者", WORD_TOPIC, CLAIM_BIRTHS, 0, false },
	{ "死亡数", WORD_TOPIC, CLAIM_DEATHS, 0, false },
	{ "死亡者数", WORD_TOPIC, CLAIM_DEATHS, 0, false },
	{ "死亡者", WORD_TOPIC, CLAIM_DEATHS, 0, false },
	{ "自然減対策", WORD_IGNORED, 0, 0, false },
	{ "社会減対策", WORD_IGNORED, 0, 0, false },
	{ "自然増減", WORD_TOPIC, CLAIM_NATURAL, 0, false },
	{ "自然動態", WORD_TOPIC, CLAIM_NATURAL, 0, false },
	{ "自然減少", WORD_TOPIC, CLAIM_NATURAL, -1, false },
	{ "自然減", WORD_TOPIC, CLAIM_NATURAL, -1, false },
	{ "自然増加", WORD_TOPIC, CLAIM_NATURAL, 1, false },
	{ "自然増", WORD_TOPIC, CLAIM_NATURAL, 1, false },
	{ "社会増減", WORD_TOPIC, CLAIM_SOCIAL, 0, false },
	{ "社会動態", WORD_TOPIC, CLAIM_SOCIAL, 0, false },
	{ "社会減少", WORD_TOPIC, CLAIM_SOCIAL, -1, false },
	{ "社会減", WORD_TOPIC, CLAIM_SOCIAL, -1, false },
	{ "社会増加", WORD_TOPIC, CLAIM_SOCIAL, 1, false },
	{ "社会増", WORD_TOPIC, CLAIM_SOCIAL, 1, false },
	{ "転入超過", WORD_TOPIC, CLAIM_SOCIAL, 1, false },
	{ "転出超過", WORD_TOPIC, CLAIM_SOCIAL, -1, false },
	{ "転入者数", WORD_TOPIC, CLAIM_MOVES_IN, 0, false },
	{ "転入数", WORD_TOPIC, CLAIM_MOVES_IN, 0, false },
	{ "転入者", WORD_TOPIC, CLAIM_MOVES_IN, 0, false },
	{ "転出者数", WORD_TOPIC, CLAIM_MOVES_OUT, 0, false },
	{ "転出数", WORD_TOPIC, CLAIM_MOVES_OUT, 0, false },
	{ "転出者", WORD_TOPIC, CLAIM_MOVES_OUT, 0, false },
	{ "総人口", WORD_TOPIC, CLAIM_TOTAL, 0, false },
	{ "交流人口", WORD_SUBJECT, 0, 0, false },
	{ "関係人口", WORD_SUBJECT, 0, 0, false },
	{ "昼間人口", WORD_SUBJECT, 0, 0, false },
	{ "就業人口", WORD_SUBJECT, 0, 0, false },
	{ "農業人口", WORD_SUBJECT, 0, 0, false },
	{ "女性人口", WORD_SUBJECT, 0, 0, false },
	{ "外国人人口", WORD_SUBJECT, 0, 0, false },
	{ "人口割合", WORD_IGNORED, 0, 0, false },
	{ "人口減少", WORD_IGNORED, 0, 0, false },
	{ "人口増加", WORD_IGNORED, 0, 0, false },
	{ "人口密度", WORD_SUBJECT, 0, 0, false },
	{ "人口構成", WORD_IGNORED, 0, 0, false },
	{ "人口構造", WORD_IGNORED, 0, 0, false },
	{ "人口流出", WORD_IGNORED, 0, 0, false },
	{ "人口動態", WORD_IGNORED, 0, 0, false },
	{ "人口移動", WORD_IGNORED, 0, 0, false },
	{ "人口問題", WORD_IGNORED, 0, 0, false },
	{ "人口", WORD_TOPIC, CLAIM_TOTAL, 0, false },
	{ "出生と死亡の差", WORD_TOPIC, CLAIM_NATURAL, 0, false },
	{ "転入と転出の差", WORD_TOPIC, CLAIM_SOCIAL, 0, false },
	{ "プラス", WORD_SIGN, 0, 1, false },
	{ "マイナス", WORD_SIGN, 0, -1, false },
	{ "ピ-ク", WORD_PEAK, 0, 0, false },
	{ "頂点", WORD_PEAK, 0, 0, false },
	{ "境に減", WORD_PEAK, 0, 0, false },
	{ "境として減", WORD_PEAK, 0, 0, false },
	{ "出生率", WORD_SUBJECT, 0, 0, false },
	{ "世帯", WORD_SUBJECT, 0, 0, false },
	{ "者数", WORD_SUBJECT, 0, 0, false },
	{ "客数", WORD_SUBJECT, 0, 0, false },
	{ "額は", WORD_SUBJECT, 0, 0, false },
	{ "率は", WORD_SUBJECT, 0, 0, false },
	{ "数は", WORD_SUBJECT, 0, 0, false },
	{ "量は", WORD_SUBJECT, 0, 0, false },
};

static const struct claim_word *longest(const struct fold *f, size_t i, size_t *n)
{
	const struct claim_word *best = NULL;

	*n = 0;
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		size_t m = fold_starts(f, i, words[k].text);

		if (m > *n) {
			*n = m;
			best = &words[k];
		}
	}
	return best;
}

/* 本市人口 is the population; 定住人口 is another one. */
static bool of_others(uint32_t before)
{
	static const uint32_t places[] = { 0x5E02, 0x753A, 0x6751, 0x533A, 0x770C, 0x5E9C, 0x9053, 0x90FD, 0x56FD };

	for (size_t k = 0; k < sizeof places / sizeof *places; k++)
		if (before == places[k]) /* 市町村区県府道都国 */
			return false;
	return is_kanji(before);
}

const struct claim_word *claims_word_at(const struct fold *f, size_t i, size_t *n)
{
	static const struct claim_word other_people = { "人口", WORD_SUBJECT, 0, 0, false };
	const struct claim_word *w;

	/* No word begins with a kana or a sign but ピーク, プラス, マイナス. */
	if (!is_kanji(f->c[i]) && !is_digit(f->c[i]) && f->c[i] != 0x30D4 && f->c[i] != 0x30D7 && f->c[i] != 0x30DE)
		return NULL;
	w = longest(f, i, n);
	return w && w->value == CLAIM_TOTAL && *n == 2 && i && of_others(f->c[i - 1]) ? &other_people : w;
}

bool claims_has_share(enum claim_topic t)
{
	return t == CLAIM_YOUNG || t == CLAIM_WORKING || t == CLAIM_OLD || t == CLAIM_OLDEST;
}

/* ---- years ---- */

static bool year_at(struct period *p, const struct fold *f, size_t *i)
{
	bool assumed;
	size_t j = *i;

	if (*i && is_digit(f->c[*i - 1]))
		return false;
	if (!read_period_at(p, &assumed, f, &j) || (assumed && p->kind != PERIOD_DATE))
		return false;
	*i = j;
	return true;
}

static int year_of(struct period p)
{
	return p.kind == PERIOD_DATE ? p.date.year : p.year;
}

static size_t any_of(const struct fold *f, size_t i, const char *const *phrases)
{
	for (size_t k = 0; phrases[k]; k++) {
		size_t n = fold_starts(f, i, phrases[k]);

		if (n)
			return n;
	}
	return 0;
}

bool claims_when_at(struct claim_when *w, const struct fold *f, size_t *i)
{
	static const char *const to[] = { "から", "~", "-", NULL }, *const around[] = { "頃", "ごろ", "前後", NULL };
	static const char *const since[] = { "以降", "以後", "より", NULL };
	struct period first, last;
	size_t j = *i, n;

	if (!year_at(&first, f, &j))
		return false;
	*w = (struct claim_when){ .at = *i,
				  .from = year_of(first),
				  .to = year_of(first),
				  .fiscal = first.kind == PERIOD_FY,
				  .month = first.kind == PERIOD_DATE ? first.date.month : 0 };
	n = any_of(f, j, around);
	w->around = n > 0;
	j += n;
	if ((n = any_of(f, j, to))) {
		size_t k = j + n;

		if (year_at(&last, f, &k) && year_of(last) >= w->from) {
			w->to = year_of(last);
			w->month = 0;
			j = k;
			n = any_of(f, j, around);
			w->around |= n > 0;
			j += n;
		}
	} else if ((n = fold_starts(f, j, "まで"))) {
		w->from = 0;
		j += n;
	}
	if ((n = any_of(f, j, since))) {
		w->to = 0;
		j += n;
	}
	w->n_chars = j - *i;
	*i = j;
	return true;
}

/* ---- numbers ---- */

/* 734,474 or 20.9 at *i; false where there are more digits than a decimal holds. */
static bool digits_at(struct decimal *d, const struct fold *f, size_t *i)
{
	char digits[DECIMAL_TEXT_SIZE];
	size_t n = 0, j = *i;
	bool point = false;

	for (; j < f->n && n + 1 < sizeof digits; j++) {
		bool next_is_digit = j + 1 < f->n && is_digit(f->c[j + 1]);

		if (is_digit(f->c[j]))
			digits[n++] = (char)f->c[j];
		else if (f->c[j] == '.' && !point && n && next_is_digit) {
			digits[n++] = '.';
			point = true;
		} else if (!((f->c[j] == ',' || f->c[j] == ' ') && n && next_is_digit && !point))
			break;
	}
	*i = j;
	return n && decimal_parse(d, (struct text){ digits, n }, NULL);
}

static struct decimal last_digit_of(struct decimal d)
{
	return (struct decimal){ 1, d.scale };
}

/* 70万, 73万4,474, 74.1万. */
static bool scaled_at(struct claim_number *x, const struct fold *f, size_t *i)
{
	struct decimal more, man = decimal_of(10000);

	if (!digits_at(&x->value, f, i))
		return false;
	x->last_digit = last_digit_of(x->value);
	if (f->c[*i] != 0x4E07) /* 万 */
		return true;
	(*i)++;
	if (!decimal_mul(&x->value, x->value, man, NULL) || !decimal_mul(&x->last_digit, x->last_digit, man, NULL))
		return false;
	if (is_digit(f->c[*i])) {
		if (!digits_at(&more, f, i) || !decimal_add(&x->value, x->value, more, NULL))
			return false;
		x->last_digit = last_digit_of(more);
	}
	return true;
}

/* 約740,000: the zeros say how near. */
static void about(struct claim_number *x)
{
	int64_t c = x->value.coefficient;

	if (x->last_digit.coefficient != 1 || x->last_digit.scale || x->value.scale)
		return;
	while (c && c % 10 == 0) {
		c /= 10;
		x->last_digit.coefficient *= 10;
	}
}

static enum claim_says compared_at(const struct fold *f, size_t i)
{
	static const struct {
		const char *phrase;
		enum claim_says says;
	} ways[] = {
		{ "以上", CLAIM_AT_LEAST },      { "以下", CLAIM_AT_MOST },       { "未満", CLAIM_LESS_THAN },
		{ "を下回", CLAIM_LESS_THAN },   { "を割", CLAIM_LESS_THAN },     { "を切", CLAIM_LESS_THAN },
		{ "を超", CLAIM_MORE_THAN },     { "を上回", CLAIM_MORE_THAN },   { "超", CLAIM_MORE_THAN },
		{ "に届かな", CLAIM_LESS_THAN }, { "に満たな", CLAIM_LESS_THAN }, { "に達", CLAIM_REACHED },
		{ "に到達", CLAIM_REACHED },     { "を突破", CLAIM_MORE_THAN },
	};

	i += fold_starts(f, i, "の大台");
	for (size_t k = 0; k < sizeof ways / sizeof *ways; k++)
		if (fold_starts(f, i, ways[k].phrase))
			return ways[k].says;
	return CLAIM_IS;
}

static bool about_before(const struct fold *f, size_t i)
{
	return (i >= 1 && fold_starts(f, i - 1, "約")) || (i >= 2 && fold_starts(f, i - 2, "ほぼ")) ||
	       (i >= 3 && (fold_starts(f, i - 3, "およそ") || fold_starts(f, i - 3, "おおよそ")));
}

bool claims_number_at(struct claim_number *x, const struct fold *f, size_t *i)
{
	size_t j = *i, n;
	bool negative = false, is_about = about_before(f, *i);

	if (f->c[j] == 0x25B3 || f->c[j] == 0x25B2 || (f->c[j] == '-' && !(j && is_digit(f->c[j - 1])))) { /* △ ▲ */
		negative = true;
		j++;
	}
	*x = (struct claim_number){ .says = CLAIM_IS };
	if (!is_digit(f->c[j]))
		return false;
	if (!scaled_at(x, f, &j)) {
		*i = j > *i ? j : *i + 1;
		return true; /* too long to be kept: behind it, with no unit */
	}
	x->unit_from = j;
	x->percent = f->c[j] == '%';
	n = x->percent ? 1 : fold_starts(f, j, "人");
	if (n && !fold_starts(f, j, "人当たり") && !fold_starts(f, j, "人あたり") && !fold_starts(f, j, "人/"))
		x->unit_to = j + n;
	*i = j + n;
	if (fold_starts(f, *i, "程度") || fold_starts(f, *i, "前後") || fold_starts(f, *i, "余り"))
		is_about = true;
	if (is_about)
		about(x);
	if (negative)
		x->value = decimal_neg(x->value);
	x->says = compared_at(f, *i);
	return true;
}
