/* ① names the business and its projects (ア イ ウ), ② describes each of them again under its name: paragraphs, then
 * 【具体的な事業】 with （１）…, then notes (※). Marks differ from town to town; the style of the first one rules. */
#include "plan/read_parts.h"

#include <string.h>

/* ア, （ア）, ㋐, ①, （１）, 1., A., ・ at the front of a line. */
struct mark {
	struct text text, rest;
	int style;   /* 0: no mark */
	int ordinal; /* ア 1, イ 2, ...; 0 for bullets */
	bool spaced;
};
enum {
	STYLE_KANA = 1,
	STYLE_KANA_BRACKET,
	STYLE_CIRCLED_KANA,
	STYLE_CIRCLED,
	STYLE_BRACKET,
	STYLE_NUMBER,
	STYLE_LATIN,
	STYLE_BULLET
};

static int kana_ordinal(uint32_t c)
{
	static const uint16_t kana[] = {
		0x30A2, 0x30A4, 0x30A6, 0x30A8, 0x30AA, 0x30AB, 0x30AD, 0x30AF, 0x30B1, 0x30B3,
		0x30B5, 0x30B7, 0x30B9, 0x30BB, 0x30BD, 0x30BF, 0x30C1, 0x30C4, 0x30C6, 0x30C8
	};

	for (size_t i = 0; i < sizeof kana / sizeof *kana; i++)
		if (kana[i] == c)
			return (int)i + 1;
	return 0;
}

static int style_at(const struct fold *f, size_t *i, int *ordinal)
{
	uint32_t c = f->c[*i];
	bool open = c == '(' || c == 0x3010 || c == '[' || c == 0x3008 || c == '<';
	int style = 0;

	*ordinal = 0;
	if (open)
		c = f->c[++*i];
	if ((*ordinal = kana_ordinal(c))) {
		style = open ? STYLE_KANA_BRACKET : STYLE_KANA;
		++*i;
	} else if (c >= 0x32D0 && c <= 0x32E3) {
		*ordinal = (int)(c - 0x32D0) + 1;
		style = STYLE_CIRCLED_KANA;
		++*i;
	} else if (!open && c >= 0x2460 && c <= 0x2473) {
		style = STYLE_CIRCLED;
		*ordinal = fold_ordinal(f, i);
	} else if (c >= 'A' && c <= 'N' && !(f->c[*i + 1] >= 'A' && f->c[*i + 1] <= 'Z') &&
		   !(f->c[*i + 1] >= 'a' && f->c[*i + 1] <= 'z') && !is_digit(f->c[*i + 1])) {
		*ordinal = (int)(c - 'A') + 1;
		style = STYLE_LATIN;
		++*i;
	} else if ((open || is_digit(c)) && (*ordinal = fold_ordinal(f, i))) {
		style = open ? STYLE_BRACKET : STYLE_NUMBER;
	} else if (!open && (c == 0x30FB || c == 0x25CB || c == 0x25CF || c == 0x25A0 || c == 0x25C6 || c == 0x2022 ||
			     c == '-' || c == '*' || c == 0x25C7 || c == 0x25A1)) {
		style = STYLE_BULLET;
		++*i;
	}
	if (style && open) {
		if (!is_close(f->c[*i]))
			return 0;
		++*i;
	}
	return style;
}

static struct mark mark_of(struct text t)
{
	struct mark m = { 0 };
	struct fold f;
	struct text before;
	size_t i = 0, end;

	fold_text(&f, text_slice(t, 0, 120));
	m.style = style_at(&f, &i, &m.ordinal);
	if (!m.style)
		return m;
	end = i;
	if (f.c[i] == '.' || f.c[i] == ')' || f.c[i] == ':' || f.c[i] == 0x3001) {
		i++;
		m.spaced = true;
	} else if (m.style == STYLE_NUMBER && i >= f.n) {
		m.style = 0;
		return m;
	}
	before = text_slice(t, 0, i < f.n ? f.at[i] : t.n);
	m.spaced |= m.style == STYLE_KANA_BRACKET || m.style == STYLE_BRACKET || m.style == STYLE_CIRCLED ||
		    m.style == STYLE_CIRCLED_KANA || m.style == STYLE_BULLET || text_ends(before, TEXT(" ")) ||
		    text_ends(before, TEXT("\xe3\x80\x80")) || text_ends(before, TEXT("\t"));
	/* アクティブ and 2020年 begin with no mark. */
	if (!m.spaced && (m.style == STYLE_NUMBER || m.style == STYLE_LATIN || is_katakana(f.c[i]) || f.c[i] == '-' ||
			  f.c[i] == 0x30FC))
		m.style = 0;
	if (m.style == STYLE_BULLET && i < f.n) { /* - ア しごと: the mark behind the bullet counts */
		struct mark inner = mark_of(trim(text_slice(t, f.at[i], t.n)));

		if (inner.style == STYLE_KANA || inner.style == STYLE_KANA_BRACKET || inner.style == STYLE_CIRCLED_KANA)
			return inner;
	}
	m.text = m.style == STYLE_BULLET ? TEXT("") : fold_slice(&f, t, 0, end);
	m.rest = i < f.n ? trim(text_slice(t, f.at[i], t.n)) : TEXT("");
	return m;
}

static bool same_folded(struct text a, struct text b)
{
	struct fold x, y;

	fold_text(&x, a);
	fold_text(&y, b);
	return x.n && x.n == y.n && x.n < FOLD_MAX && memcmp(x.c, y.c, x.n * sizeof *x.c) == 0;
}

static bool folded_prefix(struct text prefix, struct text whole)
{
	struct fold x, y;

	fold_text(&x, prefix);
	fold_text(&y, whole);
	return x.n && x.n <= y.n && memcmp(x.c, y.c, x.n * sizeof *x.c) == 0;
}

static struct plan_project *add_project(struct doc *d, struct plan_measure *m, struct text mark, struct text title)
{
	struct plan_project *p = LIST_ADD(d->a, &m->projects);

	p->mark = mark;
	p->title = title;
	return p;
}

/* In ①, a mark must be the next of its style. */
static bool next_mark(const struct mark *m, int style, int ordinal)
{
	if (!m->style || (style && m->style != style))
		return false;
	return m->style == STYLE_BULLET || m->ordinal == ordinal;
}

void read_names(struct doc *d, struct plan_measure *m, size_t from, size_t to)
{
	int style = 0, ordinal = 1;
	size_t i = from, end;

	for (end = from; end < to; end++) {
		struct mark mark = mark_of(d->pieces.at[end].t);

		if (next_mark(&mark, 0, 1) && (mark.style != STYLE_BULLET || end > from))
			break;
	}
	m->business = read_joined(d, from, end);
	if (text_starts(m->business, TEXT("・")) || text_starts(m->business, TEXT("○")))
		m->business = trim(text_slice(m->business, 3, m->business.n));
	for (i = end; i < to; i = end) {
		struct mark mark = mark_of(d->pieces.at[i].t), next;
		struct text joined;
		struct plan_project *p;

		style = mark.style;
		for (end = i + 1; end < to; end++) {
			next = mark_of(d->pieces.at[end].t);
			if (next_mark(&next, style, ordinal + 1))
				break;
		}
		joined = mark_of(read_joined(d, i, end)).rest;
		p = add_project(d, m, mark.text, joined);
		p->lines = read_span(d, i, end);
		ordinal++;
	}
}

/* ---- ② ---- */

struct block {
	struct doc *d;
	struct plan_measure *m;
	size_t to;
	size_t now; /* index of the project; SIZE_MAX before the first */
	bool actions;
	int style; /* of marks that define projects, where ① names none */
	bool defines;
};

static bool is_actions_heading(struct text t)
{
	static const char *const words[] = { "具体的な事業", "具体的な取組", "具体的な取り組み", "主な事業",
					     "主な取組",     "具体的事業",   "主要事業",         "事業例",
					     "取組例",       "具体的な施策", "主な取り組み",     "主要な取組" };
	struct fold f;
	size_t i = 0, n;

	fold_text(&f, text_slice(t, 0, 90));
	while (i < f.n && (is_open(f.c[i]) || f.c[i] == 0x25CB || f.c[i] == 0x25A0 || f.c[i] == 0x30FB ||
			   f.c[i] == 0x25C6 || f.c[i] == '#' || f.c[i] == '*'))
		i++;
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		n = fold_starts(&f, i, words[k]);
		if (!n)
			continue;
		n += i;
		if (i && is_close(f.c[n]))
			return n + 1 >= f.n || f.c[n + 1] == ':' || is_open(f.c[n + 1]);
		return n == f.n || (f.c[n] == ':' && n + 1 == f.n);
	}
	return false;
}

/* The project whose heading begins at piece i; SIZE_MAX. Only the next project's own mark, or a title, counts. */
static size_t heading_of(const struct block *b, size_t i)
{
	struct text t = b->d->pieces.at[i].t;
	struct mark mark = mark_of(t);
	size_t next = b->now == SIZE_MAX ? 0 : b->now + 1;

	if (t.n > 300)
		return SIZE_MAX;
	for (size_t k = next; k < b->m->projects.n && k < next + 3; k++) {
		const struct plan_project *p = &b->m->projects.at[k];
		bool marked = p->mark.n && mark.style && same_folded(mark.text, p->mark);

		if (marked && (folded_prefix(mark.rest, p->title) || folded_prefix(p->title, mark.rest)))
			return k;
		if (marked && k == next && quick_width(mark.rest) <= 80 && mark.rest.n &&
		    !text_ends(mark.rest, TEXT("。")) && !b->actions)
			return k;
		if (!p->mark.n && (same_folded(t, p->title) || (mark.style && same_folded(mark.rest, p->title))))
			return k;
		/* The title alone, without its mark. */
		if (p->mark.n && same_folded(t, p->title))
			return k;
	}
	return SIZE_MAX;
}

/* How many pieces the heading takes, and its text. */
static size_t heading_end(const struct block *b, size_t i, const struct plan_project *p, struct text *heading)
{
	struct mark first = mark_of(b->d->pieces.at[i].t);
	struct text all = first.style ? first.rest : b->d->pieces.at[i].t;
	size_t end = i + 1;

	while (end < b->to && end < i + 4 && !same_folded(all, p->title) && folded_prefix(all, p->title)) {
		struct text joined = read_joined(b->d, i, end + 1), more = first.style ? mark_of(joined).rest : joined;

		if (!folded_prefix(more, p->title))
			break;
		all = more;
		end++;
	}
	/* ①'s title with something behind it in the same line is the title and content. */
	*heading = all;
	return end;
}

static void open_project(struct block *b, size_t k, size_t *i)
{
	struct plan_project *p = &b->m->projects.at[k];
	struct text heading;
	size_t end = heading_end(b, *i, p, &heading);

	if (!same_folded(heading, p->title))
		p->heading = heading;
	p->lines = read_span(b->d, *i, end);
	b->now = k;
	b->actions = false;
	*i = end;
}

/* Where ① names no projects, a marked line without a sentence in it begins one. */
static bool define_project(struct block *b, size_t *i)
{
	struct mark mark = mark_of(b->d->pieces.at[*i].t);
	int ordinal = (int)b->m->projects.n + 1;

	if (!b->defines || mark.style == STYLE_BULLET || !next_mark(&mark, b->style, ordinal) || !mark.rest.n ||
	    quick_width(mark.rest) > 80 || text_ends(mark.rest, TEXT("。")) || (b->actions && !b->style))
		return false;
	b->style = mark.style;
	add_project(b->d, b->m, mark.text, mark.rest)->lines = read_span(b->d, *i, *i + 1);
	b->now = b->m->projects.n - 1;
	b->actions = false;
	++*i;
	return true;
}

static struct plan_project *project_now(struct block *b, size_t i)
{
	if (b->now == SIZE_MAX) {
		/* Text before the first heading: of the only project, or of the business as a whole. */
		if (!b->m->projects.n)
			add_project(b->d, b->m, TEXT(""), b->m->business)->lines = read_span(b->d, i, i + 1);
		if (b->m->projects.n == 1)
			b->now = 0;
		return &b->m->projects.at[0];
	}
	return &b->m->projects.at[b->now];
}

/* 等 at the end, set off by spaces: there are others. */
static struct text without_others(struct text t, bool *others)
{
	static const char *const words[] = { "等", "など", "ほか", "他" };

	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		struct text w = text_of(words[k]), before;

		if (!text_ends(t, w))
			continue;
		before = text_slice(t, 0, t.n - w.n);
		/* 〇〇の支援など needs no space: no name of a project ends so. */
		if (!before.n || text_is(w, "など") || text_ends(before, TEXT(" ")) ||
		    text_ends(before, TEXT("\xe3\x80\x80")) || text_ends(before, TEXT("\t"))) {
			*others = true;
			return trim(before);
		}
	}
	return t;
}

static bool is_note(struct text t)
{
	return text_starts(t, TEXT("※")) || text_starts(t, TEXT("（※）")) || text_starts(t, TEXT("(※)")) ||
	       text_starts(t, TEXT("（注）"));
}

static bool is_others(struct text t)
{
	bool others = false;

	return without_others(t, &others).n == 0 && others;
}

static void add_action(struct block *b, struct plan_project *p, size_t from, size_t end)
{
	bool alone = end > from + 1 && is_others(b->d->pieces.at[end - 1].t);
	struct text t = without_others(read_joined(b->d, from, alone ? end - 1 : end), &p->and_others);
	struct mark mark = mark_of(t);

	p->and_others |= alone;
	if (mark.style)
		t = mark.rest;
	if (t.n)
		*LIST_ADD(b->d->a, &p->actions) = t;
}

static size_t paragraph_end(const struct block *b, size_t i)
{
	size_t end = i + 1;

	while (end < b->to && read_goes_on(b->d, end - 1, b->to) && heading_of(b, end) == SIZE_MAX &&
	       !is_actions_heading(b->d->pieces.at[end].t))
		end++;
	return end;
}

/* A line without a mark that stands deeper than the marked one above it, and is no sentence. */
static bool hangs_below(const struct block *b, size_t action, size_t i)
{
	const struct piece *p = &b->d->pieces.at[i];

	return p->indent > b->d->pieces.at[action].indent && !mark_of(p->t).style && !read_starts_item(p->t) &&
	       !is_actions_heading(p->t) && heading_of(b, i) == SIZE_MAX && !text_ends(p->t, TEXT("。"));
}

/* An action goes on where its line is full, or where the next begins with no mark and ends no sentence. */
static size_t action_end(const struct block *b, size_t i)
{
	size_t end = paragraph_end(b, i);
	bool others = false;

	while (end < b->to && hangs_below(b, i, end))
		end++;
	without_others(b->d->pieces.at[end - 1].t, &others);
	if (end < b->to && !others && !read_starts_item(b->d->pieces.at[end].t) &&
	    !mark_of(b->d->pieces.at[end].t).style && heading_of(b, end) == SIZE_MAX &&
	    quick_width(b->d->pieces.at[end].t) <= 6)
		end++; /* 等 on a line of its own */
	return end;
}

/* Bullets that no sentence follows, up to the next project: the actions, without the words 具体的な事業 above them. */
static bool only_bullets_follow(const struct block *b, size_t i)
{
	size_t k = i, bullets = 0;

	for (; k < b->to && heading_of(b, k) == SIZE_MAX && !is_actions_heading(b->d->pieces.at[k].t); k++) {
		struct text t = b->d->pieces.at[k].t;

		if (is_note(t))
			break;
		if (text_ends(t, TEXT("。")))
			return false;
		if (mark_of(t).style == STYLE_BULLET)
			bullets++;
		else if (!bullets || (!read_goes_on(b->d, k - 1, b->to) && !is_others(t)))
			return false;
	}
	return bullets > 1;
}

static void take_paragraph(struct block *b, size_t *i)
{
	struct plan_project *p = project_now(b, *i);
	struct text t = b->d->pieces.at[*i].t;
	size_t end;

	if (!b->actions && mark_of(t).style == STYLE_BULLET && !p->actions.n && only_bullets_follow(b, *i))
		b->actions = true;
	end = b->actions ? action_end(b, *i) : paragraph_end(b, *i);
	if (is_note(t) || (p->notes.n && text_starts(t, TEXT("ただし"))))
		*LIST_ADD(b->d->a, &p->notes) = read_joined(b->d, *i, end);
	else if (b->actions && (mark_of(t).style || read_starts_item(t) || !p->actions.n || quick_width(t) <= 6))
		add_action(b, p, *i, end);
	else {
		b->actions = false;
		*LIST_ADD(b->d->a, &p->content) = read_joined(b->d, *i, end);
	}
	p->lines.last = b->d->pieces.at[end - 1].line > p->lines.last ? b->d->pieces.at[end - 1].line : p->lines.last;
	*i = end;
}

void read_contents(struct doc *d, struct plan_measure *m, size_t from, size_t to)
{
	struct block b = { .d = d, .m = m, .to = to, .now = SIZE_MAX, .defines = m->projects.n == 0 };

	for (size_t i = from; i < to;) {
		size_t k = heading_of(&b, i);

		if (k != SIZE_MAX) {
			open_project(&b, k, &i);
		} else if (is_actions_heading(d->pieces.at[i].t)) {
			b.actions = true;
			i++;
		} else if (!define_project(&b, &i)) {
			take_paragraph(&b, &i);
		}
	}
}
