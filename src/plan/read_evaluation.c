/* ⑤: who evaluates, when, what follows, and where it is published. Most plans say it in two sentences, in which we look
 * for the words that everybody uses; others give each answer a label of its own (評価主体：, 【公表の方法】). What is
 * not found stays empty, and the checker asks for it. */
#include "plan/read_parts.h"

static size_t first_of(const struct fold *f, size_t from, const char *const *words, size_t n, size_t *length)
{
	size_t best = SIZE_MAX;

	for (size_t k = 0; k < n; k++) {
		size_t at = fold_find(f, from, words[k]);

		if (at < best) {
			best = at;
			*length = fold_starts(f, at, words[k]);
		}
	}
	return best;
}
#define FIRST_OF(f, from, words, length) first_of((f), (from), (words), sizeof(words) / sizeof *(words), (length))

/* Where a phrase begins that ends at `end`: behind the last of the words before it. */
static size_t begin_of(const struct fold *f, size_t end, const char *const *words, size_t n)
{
	size_t begin = 0;

	for (size_t i = 0; i < end; i++)
		for (size_t k = 0; k < n; k++) {
			size_t m = fold_starts(f, i, words[k]);

			if (m && i + m <= end && i + m > begin)
				begin = i + m;
		}
	return begin;
}

/* 学識経験者等による例示町有識者会議で検証: who makes up the body that is named right behind, up to character `end`. */
static bool makes_up_body(const struct fold *f, size_t from, size_t end)
{
	static const char *const bodies[] = { "会議",   "委員会", "協議会", "審議会", "懇談会",
					      "懇話会", "部会",   "機関",   "組織" };
	struct fold name = *f;

	for (size_t i = from; i < end; i++)
		if (f->c[i] == 0x3001 || f->c[i] == 0x3002)
			return false;
	name.n = end;
	for (size_t k = 0; k < sizeof bodies / sizeof *bodies; k++) {
		size_t n = fold_ends(&name, bodies[k]);

		if (n && end > from + n)
			return true;
	}
	return false;
}

static struct text find_by(const struct fold *f, struct text t)
{
	static const char *const by[] = {
		"による",           "の関与",           "により",   "において",     "が検証",
		"の意見",           "からの意見",       "に意見を", "を開催し",     "に諮",
		"に報告",           "で効果検証",       "で検証",   "にて",         "が評価",
		"が効果検証",       "が審議",           "で評価",   "が効果を検証", "が事業の効果を検証",
		"が事業効果を検証", "がその効果を検証", "が毎年"
	};
	static const char *const starts[] = { "月に",   "月末に",   "月頃に",       "月頃、", "頃に",     "上旬に",
					      "中旬に", "下旬に",   "度に",         "毎に",   "ごとに",   "年に",
					      "までに", "。",       "毎年度、",     "毎年、", "毎年度",   "毎年",
					      "月、",   "以降に",   "については、", "は、",   "終了後、", "終了後に",
					      "手法)",  "内容)",    "公表し、",     "】",     "を、",     "1回、",
					      "の後、", "開催する", "1回" };
	static const char *const inside[] = { "内部", "自己", "庁内", "一次評価", "1次評価" };
	size_t length, at = FIRST_OF(f, 0, by, &length), begin, people, n;
	struct text found;

	/* 外部有識者により構成される○○会議において; 推進本部による内部評価の後、○○懇談会による評価 */
	while (at != SIZE_MAX && (fold_starts(f, at + length, "構成") || fold_starts(f, at + length, "組織") ||
				  FIRST_OF(f, at, inside, &n) == at + length))
		at = FIRST_OF(f, at + length, by, &length);
	if (at != SIZE_MAX && fold_starts(f, at, "による")) {
		size_t more, next = FIRST_OF(f, at + length, by, &more);

		if (next != SIZE_MAX && makes_up_body(f, at + length, next))
			at = next;
	}
	people = fold_find(f, 0, "有識者");
	if (at == SIZE_MAX)
		return people >= 2 && people != SIZE_MAX
			       ? fold_slice(f, t, people - (fold_starts(f, people - 2, "外部") ? 2 : 0), people + 3)
			       : TEXT("");
	begin = begin_of(f, at, starts, sizeof starts / sizeof *starts);
	while (begin < at && f->c[begin] == 0x3001)
		begin++;
	found = fold_slice(f, t, begin, at);
	return found;
}

/* What follows, from character `at` to the end of its sentence; empty where that is no decision. */
static struct text decision_at(const struct fold *f, struct text t, size_t at)
{
	static const char *const verbs[] = { "決定", "反映",   "見直",   "改善", "方針", "改定", "改訂",
					     "改め", "決める", "つなげ", "活用", "生か", "活か" };
	size_t stop = fold_find(f, at, "。"), both = fold_find(f, at, "とともに、"), verb, length;

	stop = stop == SIZE_MAX ? f->n : stop;
	stop = both < stop ? both : stop;
	/* ..., and then how it is published */
	for (size_t i = at; i < stop; i++)
		if (f->c[i] == 0x3001 && fold_find(f, i, "公表") < stop)
			stop = i;
	verb = FIRST_OF(f, at, verbs, &length);
	return verb < stop && fold_find(f, at, "検証") > verb ? fold_slice(f, t, at, stop) : TEXT("");
}

static struct text decision_from(const struct fold *f, struct text t, const char *const *starts, size_t n)
{
	size_t length, from = 0, at;

	while ((at = first_of(f, from, starts, n, &length)) != SIZE_MAX) {
		struct text found = decision_at(f, t, at);

		if (found.n)
			return found;
		from = at + 1;
	}
	return TEXT("");
}

static struct text find_decision(const struct fold *f, struct text t)
{
	static const char *const years[] = { "翌年度", "次年度", "今後の", "以降の" };
	static const char *const others[] = { "必要に応じて", "必要があれば", "事業の見直", "事業を見直",
					      "取組の改善" };
	static const char *const verified[] = { "検証し、", "評価し、", "検証を行い、", "評価を行い、" };
	struct text found = decision_from(f, t, years, sizeof years / sizeof *years);

	if (!found.n)
		found = decision_from(f, t, others, sizeof others / sizeof *others);
	/* Only what is said behind the verifying itself */
	for (size_t at = 0, length; !found.n && (at = FIRST_OF(f, at, verified, &length)) != SIZE_MAX;) {
		at += length;
		found = decision_at(f, t, at);
	}
	return found;
}

static struct text find_place(const struct fold *f, struct text t)
{
	static const char *const starts[] = { "方法)", "手法)", "は、",     "は",     "を、",       "を",
					      "、",    "。",    "速やかに", "ともに", "すみやかに", "】" };
	static const char *const ends[] = { "に掲載し", "に掲載して", "に掲載のうえ", "上で", "にて",
					    "において", "を通じて",   "に",           "で",   "等で" };
	static const char *const published[] = { "公表", "掲載する", "掲載し、", "公開する" };
	size_t from = 0, at, n;

	while ((at = FIRST_OF(f, from, published, &n)) != SIZE_MAX) {
		size_t end = at, begin;

		from = at + 1;
		for (size_t k = 0; k < 3; k++) { /* 本市Webサイトで速やかに公表 */
			static const char *const fast[] = { "速やかに",   "すみやかに", "広く",     "、",
							    "検証結果を", "評価結果を", "の結果を", "結果を" };

			for (size_t w = 0; w < sizeof fast / sizeof *fast; w++) {
				struct fold head = *f;

				head.n = end;
				n = fold_ends(&head, fast[w]);
				end -= n;
			}
		}
		for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
			struct fold head = *f;

			head.n = end;
			n = fold_ends(&head, ends[k]);
			if (!n)
				continue;
			end -= n;
			begin = begin_of(f, end, starts, sizeof starts / sizeof *starts);
			if (begin < end)
				return fold_slice(f, t, begin, end);
			break;
		}
	}
	return TEXT("");
}

/* 7月, 十一月 at character i; 0 where none is. */
static int month_at(const struct fold *f, size_t i)
{
	size_t j = i;
	int month = fold_count(f, &j);

	/* ３月末時点 says of when the figures are. */
	return month >= 1 && month <= 12 && f->c[j] == 0x6708 && !fold_starts(f, j + 1, "末時点") &&
			       !fold_starts(f, j + 1, "末現在") && !fold_starts(f, j + 1, "時点")
		       ? month
		       : 0;
}

/* The last month before the verifying is named (５月に取りまとめ、７月に検証), else the first of all. */
static int find_month(const struct fold *f)
{
	static const char *const verifying[] = { "効果検証", "検証を", "検証し", "検証する", "評価を", "評価し" };
	size_t length, stop = FIRST_OF(f, 0, verifying, &length);
	int first = 0, last = 0;

	for (size_t i = 0; i < f->n; i++) {
		int month = i && (is_digit(f->c[i - 1]) || month_at(f, i - 1)) ? 0 : month_at(f, i);

		first = first ? first : month;
		last = month && i < stop ? month : last;
	}
	return last ? last : first;
}

/* ---- lines with a label ---- */

enum label { LABEL_NONE, LABEL_WHO, LABEL_MEMBERS, LABEL_WHEN, LABEL_HOW, LABEL_WHERE, LABEL_COUNT };

/* 【評価体制】, （公表の方法）, 評価時期：, ア　評価の手法: the label at the front of a line, and where its content
 * begins. */
static enum label label_of(struct text t, struct text *rest)
{
	static const struct {
		enum label label;
		const char *words;
	} labels[] = {
		{ LABEL_WHO, "評価主体" },
		{ LABEL_WHO, "検証主体" },
		{ LABEL_WHO, "評価者" },
		{ LABEL_WHO, "評価体制" },
		{ LABEL_WHO, "検証体制" },
		{ LABEL_WHO, "評価の体制" },
		{ LABEL_WHO, "検証の体制" },
		{ LABEL_WHO, "評価機関" },
		{ LABEL_WHO, "検証機関" },
		{ LABEL_MEMBERS, "外部組織の参画者" },
		{ LABEL_MEMBERS, "外部組織" },
		{ LABEL_WHEN, "評価の時期・内容" },
		{ LABEL_WHEN, "評価の時期及び内容" },
		{ LABEL_WHEN, "評価の時期" },
		{ LABEL_WHEN, "検証の時期" },
		{ LABEL_WHEN, "評価時期" },
		{ LABEL_WHEN, "検証時期" },
		{ LABEL_WHERE, "検証結果の公表の方法" },
		{ LABEL_WHERE, "検証結果の公表方法" },
		{ LABEL_WHERE, "検証結果の公表" },
		{ LABEL_WHERE, "評価結果の公表の方法" },
		{ LABEL_WHERE, "評価結果の公表方法" },
		{ LABEL_WHERE, "評価結果の公表" },
		{ LABEL_WHERE, "公表の方法" },
		{ LABEL_WHERE, "公表の手法" },
		{ LABEL_WHERE, "公表方法" },
		{ LABEL_HOW, "評価の手法" },
		{ LABEL_HOW, "評価の方法" },
		{ LABEL_HOW, "検証の方法" },
		{ LABEL_HOW, "評価方法" },
		{ LABEL_HOW, "検証方法" },
	};
	struct fold f;
	size_t i = 0, n = 0;

	fold_text(&f, text_slice(t, 0, 120));
	while (f.c[i] == 0x30FB || f.c[i] == 0x25CB || f.c[i] == 0x25A0 || f.c[i] == 0x25CF || f.c[i] == 0x25C6)
		i++;
	i += is_open(f.c[i]);
	if (is_katakana(f.c[i]) && !is_katakana(f.c[i + 1]))
		i++;
	else
		fold_ordinal(&f, &i);
	while (is_close(f.c[i]) || f.c[i] == '.' || f.c[i] == ' ')
		i++;
	for (size_t k = 0; !n && k < sizeof labels / sizeof *labels; k++) {
		struct text behind;

		n = fold_starts(&f, i, labels[k].words);
		if (!n)
			continue;
		i += n;
		behind = i < f.n ? text_slice(t, f.at[i - 1] + 3, t.n) : TEXT("");
		if (i < f.n && !is_close(f.c[i]) && f.c[i] != ':' && !text_starts(behind, TEXT(" ")) &&
		    !text_starts(behind, TEXT("\xe3\x80\x80")))
			return LABEL_NONE; /* 評価方法を定め、… is a sentence */
		while (is_close(f.c[i]) || f.c[i] == ':')
			i++;
		*rest = i < f.n ? trim(text_slice(t, f.at[i], t.n)) : TEXT("");
		return labels[k].label;
	}
	return LABEL_NONE;
}

struct labelled {
	struct text said[LABEL_COUNT];
};

/* What stands behind each label: the rest of its line and the lines below it. False: no line has one. */
static bool read_labels_of(struct doc *d, size_t from, size_t to, struct labelled *l)
{
	bool any = false;

	for (size_t i = from, end; i < to; i = end) {
		struct text rest, next;
		enum label label = label_of(d->pieces.at[i].t, &rest);

		for (end = i + 1; end < to && label_of(d->pieces.at[end].t, &next) == LABEL_NONE; end++)
			;
		any |= label != LABEL_NONE;
		if (!label || l->said[label].n)
			continue;
		next = read_joined(d, i + 1, end);
		l->said[label] =
			rest.n && next.n
				? text_of(arena_printf(d->a, "%.*s%.*s", (int)rest.n, rest.p, (int)next.n, next.p))
			: rest.n ? rest
				 : next;
	}
	return any;
}

/* ⑤ as written; where it has labels, each of them, and what stands below an otherwise empty one, on a line of its own.
 */
static struct text wording_of(struct doc *d, size_t from, size_t to)
{
	struct buf out = { 0 };
	struct text rest, whole;
	enum label before = LABEL_NONE;
	bool alone = false, any = false;

	for (size_t i = from; i < to; i++) {
		struct text t = d->pieces.at[i].t;
		enum label label = label_of(t, &rest);

		if (i > from && (label || (alone && before)))
			buf_puts(&out, "\n");
		buf_add(&out, t.p, t.n);
		any |= label != LABEL_NONE;
		alone = label && !rest.n;
		before = label;
	}
	whole = any ? text_dup(d->a, buf_view(&out)) : read_joined(d, from, to);
	buf_clear(&out);
	return whole;
}

static struct text without_stop(struct text t)
{
	return text_ends(t, TEXT("。")) ? text_slice(t, 0, t.n - 3) : t;
}

static struct text by_of(struct text t)
{
	struct fold f;

	fold_text(&f, t);
	return find_by(&f, t);
}

/* A label says more surely than the words of a sentence what stands behind it. */
static void take_labelled(struct plan_evaluation *e, const struct labelled *l)
{
	struct text who = l->said[LABEL_WHO], where = l->said[LABEL_WHERE], how = l->said[LABEL_HOW], found;
	struct fold f;

	if (who.n) {
		found = by_of(who);
		e->by = found.n && text_find(who, TEXT("。")) != SIZE_MAX ? found : without_stop(who);
	} else {
		found = by_of(how);
		found = found.n ? found : by_of(l->said[LABEL_WHEN]);
		found = found.n ? found : without_stop(l->said[LABEL_MEMBERS]);
		e->by = found.n || text_find(e->by, TEXT("\n")) != SIZE_MAX ? found : e->by;
	}
	if (where.n) {
		fold_text(&f, where);
		found = find_place(&f, where);
		e->publishes = found.n ? found : without_stop(where);
	}
	if (how.n) {
		fold_text(&f, how);
		found = find_decision(&f, how);
		e->decides = found.n ? found : e->decides;
	}
}

void read_evaluation(struct doc *d, struct plan_evaluation *e, size_t from, size_t to)
{
	static const char *const yearly[] = { "毎年",  "事業年度毎", "事業年度ごと", "年度毎", "年度ごと",
					      "年1回", "各年度",     "年に1回",      "年一回" };
	struct labelled labelled = { 0 };
	struct fold f;
	size_t length;

	if (from >= to)
		return;
	e->wording = wording_of(d, from, to);
	e->lines = read_span(d, from, to);
	fold_text(&f, e->wording);
	if (FIRST_OF(&f, 0, yearly, &length) != SIZE_MAX)
		e->every = TEXT("fiscal_year");
	e->month = find_month(&f);
	e->by = find_by(&f, e->wording);
	e->decides = find_decision(&f, e->wording);
	e->publishes = find_place(&f, e->wording);
	if (read_labels_of(d, from, to, &labelled))
		take_labelled(e, &labelled);
}
