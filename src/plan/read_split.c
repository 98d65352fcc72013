/* A line of a table cut into words. Spaces separate cells, but PDFs also put them around every number (65 歳以上), so
 * neighbours are joined where neither half makes sense alone. */
#include <string.h>

#include "plan/read_table.h"

bool read_all_digits(struct text t)
{
	struct fold f;
	size_t i = 0;

	fold_text(&f, text_slice(t, 0, 60));
	while (i < f.n && (is_digit(f.c[i]) || f.c[i] == ',' || f.c[i] == '.' || f.c[i] == 0x25B3 || f.c[i] == 0x25B2 ||
			   f.c[i] == '-'))
		i++;
	return i && i == f.n && is_digit(f.c[i - 1]);
}

int read_open_brackets(struct text t)
{
	struct fold f;

	fold_text(&f, t);
	return fold_open_brackets(&f);
}

static bool balanced(struct text t)
{
	return read_open_brackets(t) <= 0;
}

bool read_ends_with_digit(struct text t)
{
	struct fold f;

	fold_text(&f, text_slice(t, 0, 60));
	return f.n && is_digit(f.c[f.n - 1]);
}

/* │ ┃ ├ ┼ ...: drawn lines that cross the row. ─ and its kin lie along it. */
static bool is_drawn(const char *s, const char *end, bool *across)
{
	uint32_t c = 0;

	if (end - s < 3 || (unsigned char)s[0] != 0xE2 || ((unsigned char)s[1] != 0x94 && (unsigned char)s[1] != 0x95))
		return false;
	c = 0x2500u + (((uint32_t)(unsigned char)s[1] - 0x94u) << 6) + ((unsigned char)s[2] & 0x3F);
	*across = !(c == 0x2500 || c == 0x2501 || c == 0x2504 || c == 0x2505 || c == 0x2508 || c == 0x2509 ||
		    c == 0x2550);
	return true;
}

/* 1, 2 or more columns of space, or a separator: how many bytes and of which kind. */
static size_t space_at(const char *p, const char *end, int *x, int *gap)
{
	size_t n = 0;
	int width = 0;
	bool across;

	*gap = 0;
	while (p + n < end) {
		const char *s = p + n;

		if (is_drawn(s, end, &across)) {
			width += 2;
			n += 3;
			if (across) {
				*gap = 3;
				break;
			}
		} else if (*s == ' ' || *s == '\f' || *s == '\r') {
			width++;
			n++;
		} else if (*s == '\t' || *s == '|') {
			*gap = 3;
			width++;
			n++;
			break;
		} else if (end - s >= 3 && memcmp(s, "\xe3\x80\x80", 3) == 0) {
			width += 2;
			n += 3;
		} else if (end - s >= 3 && memcmp(s, "｜", 3) == 0) {
			*gap = 3;
			width += 2;
			n += 3;
			break;
		} else if (end - s >= 2 && (unsigned char)s[0] == 0xC2 && (unsigned char)s[1] == 0xA0) {
			width++;
			n += 2;
		} else if (end - s >= 3 && (memcmp(s, "→", 3) == 0 || memcmp(s, "⇒", 3) == 0)) {
			width += 2;
			n += 3;
		} else {
			break;
		}
	}
	*x += width;
	if (n && *gap != 3)
		*gap = width >= 2 ? 2 : 1;
	return n;
}

static size_t word_at(const char *p, const char *end, int *x)
{
	size_t n = 0;
	int gap, unused = 0;

	while (p + n < end && !space_at(p + n, end, &unused, &gap)) {
		unsigned char c = (unsigned char)p[n];

		*x += c < 0x80 ? 1 : 2;
		for (n++; p + n < end && (p[n] & 0xC0) == 0x80; n++)
			;
	}
	return n;
}

static bool starts_as_unit(struct text t)
{
	static const char *const starts[] = {
		"年",   "月",   "日",     "人",   "件", "％",       "%",    "歳",   "世帯", "円",   "千",   "万",
		"億",   "百",   "十",     "回",   "戸", "社",       "箇所", "か所", "ヶ所", "カ所", "ha",   "以上",
		"以下", "未満", "以内",   "程度", "超", "ポイント", "倍",   "割",   "名",   "団体", "施設", "台",
		"店",   "頭",   "本",     "トン", "km", "点",       "位",   "者",   "床",   "棟",   "泊",   "時間",
		"分",   "区画", "事業所", "代",   "期", "次",       "つ",   "大",   "増",   "減",   "㎡",   "箱",
		"品",   "組",   "～",     "〜",   "~",  "級",       "校",   "園",   "種"
	};

	for (size_t k = 0; k < sizeof starts / sizeof *starts; k++)
		if (text_starts(t, text_of(starts[k])))
			return true;
	return false;
}

/* 令和 ２: an era and the number of its year. */
static bool era_and_number(struct text t)
{
	static const char *const eras[] = { "令和", "平成", "昭和" };

	for (size_t k = 0; k < sizeof eras / sizeof *eras; k++)
		if (text_starts(t, text_of(eras[k])) && read_all_digits(trim(text_slice(t, strlen(eras[k]), t.n))))
			return true;
	return false;
}

static bool wants_number(struct text t)
{
	static const char *const words[] = { "約",   "延べ", "のべ", "累計", "△",  "▲", "基本目標", "戦略目標", "平成",
					     "令和", "第",   "年間", "～",   "〜", "~", "R",        "H" };

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (text_ends(t, text_of(words[k])) && (k > 5 || t.n == strlen(words[k])))
			return true;
	return false;
}

/* 1 万 before 8 千人: a number whose rest comes after a gap, as spaces stand around its other parts. */
static bool wants_rest(struct text t)
{
	return (text_ends(t, TEXT(" 万")) || text_ends(t, TEXT(" 億"))) && read_is_number_cell(t);
}

/* May the word behind a single space belong to the cell before? */
static bool belongs(const struct cell *before, struct text word, int gap)
{
	bool number_first = word.n && (is_digit((uint32_t)word.p[0]) ||
				       (word.n >= 3 && memcmp(word.p, "\xEF\xBC", 2) == 0 &&
					(unsigned char)word.p[2] >= 0x90 && (unsigned char)word.p[2] <= 0x99));

	if (gap != 1)
		return false;
	/* （人/ ha） and （令和 ７ 年度）, but not （2025年 before the next column. */
	if (!balanced(before->t) && before->t.n < 120)
		return read_open_brackets(word) < 0 || (number_first && wants_number(before->t));
	if (number_first)
		return wants_number(before->t) || wants_rest(before->t);
	if (read_note_mark(word) == word.n && read_is_number_cell(before->t))
		return true; /* 1,000 ※１ */
	if (read_is_number_end(word) && read_is_number_cell(before->t))
		return true; /* 80 % 以上 */
	return (read_all_digits(before->t) || era_and_number(before->t) ||
		(read_ends_with_digit(before->t) && read_is_number_cell(before->t))) &&
	       starts_as_unit(word);
}

static void add_cell(struct doc *d, cell_list *cells, size_t piece, struct text t, int x, int gap, int slot)
{
	const struct piece *p = &d->pieces.at[piece];
	struct cell *c = LIST_ADD(d->a, cells);

	*c = (struct cell){ .t = t, .line = p->line, .piece = piece, .x = x, .gap = gap, .slot = slot, .project = -1 };
}

/* （令和２年３月末）（令和７年３月末）: two columns that touch. */
static bool touching_periods(struct text word, size_t *first)
{
	size_t at = text_starts(word, TEXT("（")) ? text_find(word, TEXT("）（")) : SIZE_MAX;
	struct period p;
	bool assumed;

	*first = at == SIZE_MAX ? 0 : at + strlen("）");
	return *first && read_period_only(&p, &assumed, text_slice(word, 0, *first)) &&
	       read_period_only(&p, &assumed, text_slice(word, *first, word.n));
}

void read_split(struct doc *d, size_t piece, cell_list *cells)
{
	const struct piece *p = &d->pieces.at[piece];
	const char *s = p->t.p - p->indent, *end = p->t.p + p->t.n;
	size_t first = cells->n;
	int x = 0, gap, slot = 0, pending = 0;

	while (s < end) {
		int at;
		size_t n = space_at(s, end, &x, &gap);
		struct text word;

		slot += gap == 3;
		pending = gap > pending ? gap : pending;
		s += n;
		if (n && gap == 3)
			continue;
		at = x;
		n = word_at(s, end, &x);
		if (!n)
			break;
		word = (struct text){ s, n };
		if (touching_periods(word, &n)) {
			add_cell(d, cells, piece, text_slice(word, 0, n), at, cells->n > first ? pending : 0, slot);
			at += (int)quick_width(text_slice(word, 0, n));
			s += n;
			pending = 1;
			word = text_slice(word, n, word.n);
		}
		n = word.n;
		s += n;
		if (cells->n > first && belongs(&cells->at[cells->n - 1], word, pending))
			cells->at[cells->n - 1].t.n = (size_t)(s - cells->at[cells->n - 1].t.p);
		else
			add_cell(d, cells, piece, word, at, cells->n > first ? pending : 0, slot);
		pending = 0;
	}
}
