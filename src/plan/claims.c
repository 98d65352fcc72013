/* Sentence by sentence, left to right, with what was said last in mind: topic, source, year. Japanese puts all three
 * before the figure (国勢調査による2015年の総人口は740,822人), or in brackets behind it; what a figure is of is also
 * said behind (657人の自然減). A sentence starts with an empty mind, so that no figure is given to the subject of
 * another. */
#include "plan/claims.h"

#include <string.h>

#include "plan/claims_parts.h"

enum { MARKED_MAX = 60 }; /* bytes of a sentence in a remark */

/* ---- lines: the narrative's characters are found again in the source, one after the other ---- */

static void cursor_start(struct line_cursor *k, const struct plan *plan, struct text source)
{
	*k = (struct line_cursor){ .left = source, .line = 1, .newline = '\r' };
	if (source.n && memchr(source.p, '\n', source.n))
		k->newline = '\n';
	while (k->left.n && k->line < plan->narrative_lines.first)
		if (text_next(&k->left) == k->newline)
			k->line++;
	k->known = k->left.n > 0;
}

static bool is_blank(uint32_t c)
{
	return c <= ' ' || c == 0x3000 || c == 0xA0 || c == 0xFEFF;
}

/* Moves behind the text; its last character's line is then k->line. What cannot be found leaves the cursor at the end.
 */
static void cursor_pass(struct line_cursor *k, struct text t)
{
	while (t.n && k->left.n) {
		uint32_t want = text_next(&t), c;

		if (is_blank(want))
			continue;
		do {
			c = text_next(&k->left);
			k->line += c == k->newline;
		} while (c != want && k->left.n);
		k->known &= c == want;
	}
}

/* The line of every character of the sentence; NULL where lines are not known. */
static uint32_t *lines_of(struct arena *a, struct line_cursor *k, struct text t)
{
	uint32_t *lines = k->known ? arena_array(a, t.n, sizeof *lines) : NULL;
	struct text left = t;

	while (lines && left.n) {
		size_t at = t.n - left.n;
		struct text rest = left;

		text_next(&rest);
		cursor_pass(k, text_slice(left, 0, left.n - rest.n));
		lines[at] = k->known ? k->line : 0;
		left = rest;
	}
	return lines;
}

/* ---- one sentence ---- */

static uint32_t line_at(const struct sentence *s, struct text part)
{
	bool inside = part.n && part.p >= s->t.p && part.p < s->t.p + s->t.n;

	return s->lines ? s->lines[inside ? part.p - s->t.p : 0] : 0;
}

static void remark(struct sentence *s, const char *rule, const char *id, struct text words)
{
	struct remark *r;
	size_t n = words.n > MARKED_MAX ? MARKED_MAX : words.n;

	while (n < words.n && n && (words.p[n] & 0xC0) == 0x80)
		n--;
	if (s->remarked.p == words.p && s->remarked.n == words.n)
		return; /* once for a clause */
	s->remarked = words;
	r = LIST_ADD(s->a, s->remarks);
	*r = (struct remark){ .rule = rule, .severity = SEVERITY_NOTE, .line = line_at(s, words) };
	r->msg = msg_make(s->a, id, "text", text_z(s->a, text_slice(words, 0, n)), NULL);
}

/* The clause around character i. */
static struct text clause_at(const struct sentence *s, size_t i)
{
	size_t from = i, to = i;

	while (from > 0 && s->f.c[from - 1] != 0x3001) /* 、 */
		from--;
	while (to < s->f.n && s->f.c[to] != 0x3001)
		to++;
	return fold_slice(&s->f, s->t, from, to);
}

static void drop_year(struct sentence *s)
{
	if (s->when.n_chars && !s->when.used)
		remark(s, "claims-year-unread", "plan.claims-year-unread", clause_at(s, s->when.at));
	s->when = (struct claim_when){ 0 };
}

static struct claim *add(struct sentence *s, size_t at, enum claim_topic topic, enum claim_says says)
{
	struct claim *c = LIST_ADD(s->a, s->out);
	struct text clause = clause_at(s, at);

	*c = (struct claim){ .text = clause,
			     .line = line_at(s, clause),
			     .topic = topic,
			     .says = says,
			     .from_year = s->when.from,
			     .to_year = s->when.to,
			     .month = s->when.month,
			     .fiscal = s->when.fiscal,
			     .around = s->when.around,
			     .source = s->source,
			     .series = s->series };
	s->when.used = true;
	return c;
}

/* 国勢調査では740,822人: a count without a topic is of all. */
static enum claim_topic topic_of(const struct sentence *s, enum claim_source source)
{
	if (s->topic == CLAIM_NO_TOPIC && !s->other_subject &&
	    (source == CLAIM_CENSUS || source == CLAIM_REGISTER || source == CLAIM_IPSS))
		return CLAIM_TOTAL;
	return s->topic;
}

static void take_year(struct sentence *s, size_t *i)
{
	struct claim_when w;

	if (!claims_when_at(&w, &s->f, i))
		return;
	drop_year(s);
	s->when = w;
	if (s->peak_waits && topic_of(s, s->source)) {
		add(s, w.at, topic_of(s, s->source), CLAIM_PEAK)->share = s->share;
		s->peak_waits = false;
	}
}

/* 2015年を... in brackets behind a figure: its year and its source, where it says so. */
static void take_bracket(struct sentence *s, size_t i, struct claim_when *when, enum claim_source *source,
			 struct text *series)
{
	if (s->f.c[i] != '(')
		return;
	for (i++; i < s->f.n && !is_close(s->f.c[i]);) {
		const struct claim_word *w;
		size_t j = i, n;

		if (claims_when_at(when, &s->f, &j)) {
			when->used = true;
			i = j;
		} else if ((w = claims_word_at(&s->f, i, &n)) && w->is == WORD_SOURCE) {
			*source = (enum claim_source)w->value;
			*series = fold_slice(&s->f, s->t, i, i + n);
			i += n;
		} else {
			i++;
		}
	}
}

/* 657人の自然減, 494人の転入超過: what the figure is of, and its sign. */
static void take_word_behind(const struct sentence *s, size_t i, enum claim_topic *topic, int *sign, bool *change)
{
	const struct claim_word *w;
	size_t n;

	i += fold_starts(&s->f, i, "の");
	if (!(w = claims_word_at(&s->f, i, &n)))
		*change = fold_starts(&s->f, i, "増") || fold_starts(&s->f, i, "減") || fold_starts(&s->f, i, "上回") ||
			  fold_starts(&s->f, i, "下回") || /* by so many */
			  fold_starts(&s->f, i, "多") || fold_starts(&s->f, i, "少な");
	else if (w->is == WORD_TOPIC && w->sign) {
		*topic = (enum claim_topic)w->value;
		*sign = w->sign;
	}
}

static void take_number(struct sentence *s, size_t *i)
{
	enum claim_topic topic = s->topic;
	enum claim_source source = s->source;
	struct text series = s->series;
	struct claim_number x;
	struct claim_when when = s->when;
	struct claim *c;
	bool change = false, acts;
	int sign = s->sign;
	size_t at = *i;

	if (!claims_number_at(&x, &s->f, i) || !x.unit_to)
		return;
	take_bracket(s, *i, &when, &source, &series);
	if (!x.percent && topic == CLAIM_NO_TOPIC)
		topic = topic_of(s, source);
	take_word_behind(s, *i, &topic, &sign, &change);
	/* 12,000人が訪れた: people who do something are not those of the sentence before. */
	acts = s->carried && topic == s->topic && fold_starts(&s->f, *i, "が");
	if (topic == CLAIM_NO_TOPIC || !when.n_chars || change || acts ||
	    (s->share && !x.percent && topic == s->topic) || (x.percent && !claims_has_share(topic))) {
		remark(s, "claims-figure-unread", "plan.claims-figure-unread", clause_at(s, at));
		s->when.used = true; /* one remark for both */
		return;
	}
	c = add(s, at, topic, x.says);
	c->from_year = when.from;
	c->to_year = when.to;
	c->month = when.month;
	c->fiscal = when.fiscal;
	c->around = when.around;
	c->source = source;
	c->series = series;
	c->share = x.percent;
	c->has_value = true;
	c->value = sign < 0 && decimal_sign(x.value) > 0 ? decimal_neg(x.value) : x.value;
	c->last_digit = x.last_digit;
	c->unit = fold_slice(&s->f, s->t, x.unit_from, x.unit_to);
}

/* 自然減に転じ, 社会増となっていた: a claim about the sign; of what is said of some years only, none. */
static bool take_sign(struct sentence *s, enum claim_topic topic, int sign, size_t at, size_t behind)
{
	static const char *const turns[] = { "に転じ", "へ転じ", "に転換", "へと転じ", "へ転換", "に変わ", "へ変わ" };
	static const char *const holds[] = { "となっ", "が続", "であ", "で推移", "が継続", "を続け", "となり" };
	struct claim *c = NULL;

	if (!sign || !s->when.n_chars || (topic != CLAIM_NATURAL && topic != CLAIM_SOCIAL))
		return false;
	for (size_t k = 0; k < sizeof turns / sizeof *turns && !c; k++)
		if (fold_starts(&s->f, behind, turns[k]))
			c = add(s, at, topic, CLAIM_TURN);
	for (size_t k = 0; k < sizeof holds / sizeof *holds && !c; k++)
		if (fold_starts(&s->f, behind, holds[k]))
			c = add(s, at, topic, CLAIM_HOLDS);
	if (!c)
		return false;
	c->sign = sign;
	return true;
}

/* 2020年をピークに, 1960年の21,345人をピークに, 8,219人がピーク: of the year before it, also where a figure has
 * taken that one. ピークは2005年: of the year that comes. */
static bool peak_looks_back(const struct sentence *s, size_t at)
{
	return !s->when.used || (at && s->f.c[at - 1] == 0x3092 /* を */) || s->figure_end + 1 == at;
}

static void take_peak(struct sentence *s, size_t at)
{
	if (s->when.n_chars && peak_looks_back(s, at) && topic_of(s, s->source))
		add(s, at, topic_of(s, s->source), CLAIM_PEAK)->share = s->share;
	else
		s->peak_waits = true;
}

static void take_word(struct sentence *s, const struct claim_word *w, size_t at, size_t behind)
{
	/* 657人の自然減となった: the figure has taken the word already. */
	bool behind_figure = at && (s->f.c[at - 1] == 0x306E /* の */) && s->figure_end + 1 == at;

	switch (w->is) {
	case WORD_TOPIC:
		if (!behind_figure)
			take_sign(s, (enum claim_topic)w->value, w->sign, at, behind);
		s->topic = (enum claim_topic)w->value;
		s->share = w->share;
		s->sign = w->sign;
		s->carried = s->other_subject = false;
		break;
	case WORD_SIGN:
		take_sign(s, s->topic, w->sign, at, behind);
		break;
	case WORD_SOURCE:
		s->source = (enum claim_source)w->value;
		s->series = fold_slice(&s->f, s->t, at, behind);
		break;
	case WORD_PEAK:
		take_peak(s, at);
		break;
	case WORD_SUBJECT: /* of something else */
		s->topic = CLAIM_NO_TOPIC;
		s->sign = 0;
		s->share = false;
		s->other_subject = true;
		break;
	case WORD_IGNORED:
		break;
	}
}

static void read_sentence(struct sentence *s)
{
	fold_text(&s->f, s->t);
	if (s->f.n == FOLD_MAX)
		remark(s, "claims-sentence-long", "plan.claims-sentence-long", s->t);
	for (size_t i = 0; i < s->f.n;) {
		const struct claim_word *w;
		size_t from = i, n;

		take_year(s, &i);
		if (i == from)
			take_number(s, &i);
		if (i > from) {
			s->figure_end = i;
		} else if ((w = claims_word_at(&s->f, i, &n))) {
			take_word(s, w, i, i + n);
			i += n;
		} else {
			i++;
		}
	}
	drop_year(s);
}

void claims_read(struct arena *a, claim_list *out, remark_list *remarks, const struct plan *plan, struct text source)
{
	struct line_cursor cursor;
	struct sentence *s = NEW(a, struct sentence); /* 4 KiB */

	cursor_start(&cursor, plan, source);
	for (size_t p = 0; p < plan->narrative.n; p++) {
		struct text left = plan->narrative.at[p];
		enum claim_topic topic = CLAIM_NO_TOPIC; /* goes on through the paragraph: a subject is said once */
		bool share = false;

		while (left.n) {
			size_t end = text_find(left, TEXT("。"));
			struct text t = trim(text_slice(left, 0, end));

			left = end == SIZE_MAX ? TEXT("") : text_slice(left, end + 3, left.n);
			if (!t.n)
				continue;
			*s = (struct sentence){ .a = a,
						.out = out,
						.remarks = remarks,
						.t = t,
						.topic = topic,
						.share = share,
						.carried = topic != CLAIM_NO_TOPIC };
			s->lines = lines_of(a, &cursor, t);
			read_sentence(s);
			topic = topic_of(s, s->source);
			share = s->share;
		}
	}
}
