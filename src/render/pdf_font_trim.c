#include "render/pdf_font_trim.h"

#include <string.h>

#include "base/arena.h"

enum { FONT_DICTS_MAX = 256, STACK_MAX = 48, DEPTH_MAX = 10, OPERANDS_MAX = 48 };

/* The items of an INDEX: item i lies at data[offset(i) .. offset(i + 1)). */
struct index {
	size_t count, offset_size, offsets, data, end; /* positions in the font; data: of offset 1, less 1 */
};

struct font {
	unsigned char *at;
	size_t n;
	struct index global, glyphs, local[FONT_DICTS_MAX];
	size_t dicts, select;
	bool *used[FONT_DICTS_MAX];
};

static size_t number(const struct font *f, size_t at, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < size; i++)
		n = n << 8 | f->at[at + i];
	return n;
}

static bool read_index(const struct font *f, struct index *x, size_t at)
{
	*x = (struct index){ .end = at + 2 };
	if (at + 3 > f->n)
		return false;
	x->count = number(f, at, 2);
	if (!x->count)
		return true;
	x->offset_size = f->at[at + 2];
	x->offsets = at + 3;
	x->data = x->offsets + (x->count + 1) * x->offset_size - 1;
	if (x->offset_size < 1 || x->offset_size > 4 || x->data >= f->n)
		return false;
	x->end = x->data + number(f, x->offsets + x->count * x->offset_size, x->offset_size);
	return x->end <= f->n;
}

static bool item(const struct font *f, const struct index *x, size_t i, size_t *from, size_t *to)
{
	if (i >= x->count)
		return false;
	*from = x->data + number(f, x->offsets + i * x->offset_size, x->offset_size);
	*to = x->data + number(f, x->offsets + (i + 1) * x->offset_size, x->offset_size);
	return *from <= *to && *to <= x->end;
}

/* ---- dictionaries ---- */

/* One operand at *at, of which only integers are wanted; reals are passed over. */
static int32_t operand(const struct font *f, size_t *at, size_t to)
{
	unsigned b = f->at[(*at)++];
	size_t left = to - *at;

	if (b >= 32 && b <= 246)
		return (int32_t)b - 139;
	if (b >= 247 && b <= 254 && left >= 1) {
		unsigned c = f->at[(*at)++];

		return b < 251 ? (int32_t)((b - 247) * 256 + c + 108) : -(int32_t)((b - 251) * 256 + c + 108);
	}
	if (b == 28 && left >= 2) {
		*at += 2;
		return (int16_t)number(f, *at - 2, 2);
	}
	if (b == 29 && left >= 4) {
		*at += 4;
		return (int32_t)number(f, *at - 4, 4);
	}
	while (b == 30 && *at < to) {
		unsigned c = f->at[(*at)++];

		if ((c & 15) == 15 || c >> 4 == 15)
			break;
	}
	return 0;
}

/* The operands of an op (an escaped one is 1200 + its second byte); how many there were. */
static size_t entry(const struct font *f, size_t from, size_t to, unsigned wanted, int32_t out[2])
{
	int32_t operands[OPERANDS_MAX] = { 0 };
	size_t n = 0;

	while (from < to) {
		unsigned op = f->at[from];

		if (op > 21) {
			int32_t v = operand(f, &from, to);

			if (n < OPERANDS_MAX)
				operands[n++] = v;
			continue;
		}
		from++;
		if (op == 12 && from < to)
			op = 1200 + f->at[from++];
		if (op == wanted) {
			out[0] = operands[0];
			out[1] = operands[1];
			return n;
		}
		n = 0;
	}
	return 0;
}

static bool read_private(struct font *f, size_t i, size_t from, size_t to)
{
	int32_t range[2], subrs[2];
	size_t start;

	if (entry(f, from, to, 18, range) != 2 || range[0] < 0 || range[1] < 0 ||
	    (size_t)range[0] + (size_t)range[1] > f->n)
		return false;
	start = (size_t)range[1];
	if (entry(f, start, start + (size_t)range[0], 19, subrs) != 1)
		return true; /* it has none */
	return subrs[0] >= 0 && read_index(f, &f->local[i], start + (size_t)subrs[0]);
}

static bool read_dicts(struct font *f, size_t at)
{
	struct index dicts;
	size_t from, to;

	if (!read_index(f, &dicts, at) || dicts.count > FONT_DICTS_MAX)
		return false;
	f->dicts = dicts.count;
	for (size_t i = 0; i < dicts.count; i++)
		if (!item(f, &dicts, i, &from, &to) || !read_private(f, i, from, to))
			return false;
	return true;
}

static bool read_font(struct font *f)
{
	struct index names, tops, strings;
	int32_t glyphs[2], dicts[2], select[2];
	size_t from, to;

	if (f->n < 4 || !read_index(f, &names, f->at[2]) || !read_index(f, &tops, names.end) ||
	    !read_index(f, &strings, tops.end) || !read_index(f, &f->global, strings.end) ||
	    !item(f, &tops, 0, &from, &to))
		return false;
	if (entry(f, from, to, 17, glyphs) != 1 || entry(f, from, to, 1236, dicts) != 1 ||
	    entry(f, from, to, 1237, select) != 1 || glyphs[0] < 0 || dicts[0] < 0 || select[0] < 0)
		return false;
	f->select = (size_t)select[0];
	/* cairo writes the plain form: one byte a glyph. */
	return read_index(f, &f->glyphs, (size_t)glyphs[0]) && f->select + f->glyphs.count < f->n &&
	       f->at[f->select] == 0 && read_dicts(f, (size_t)dicts[0]);
}

/* ---- running a glyph ---- */

struct run {
	struct font *font;
	size_t dict;
	int32_t stack[STACK_MAX];
	size_t n, hints;
	bool ended;
};

static size_t bias(size_t count)
{
	return count < 1240 ? 107 : count < 33900 ? 1131 : 32768;
}

static bool run_code(struct run *r, size_t from, size_t to, int depth);

static bool call(struct run *r, const struct index *subrs, bool *used, int depth)
{
	size_t from, to;
	int64_t i;

	if (!r->n || depth >= DEPTH_MAX)
		return false;
	i = r->stack[--r->n] + (int64_t)bias(subrs->count);
	if (i < 0 || !item(r->font, subrs, (size_t)i, &from, &to))
		return false;
	if (used)
		used[i] = true;
	return run_code(r, from, to, depth + 1);
}

static bool push(struct run *r, int32_t v)
{
	if (r->n == STACK_MAX)
		return false;
	r->stack[r->n++] = v;
	return true;
}

static bool push_number(struct run *r, size_t *at, size_t to)
{
	if (r->font->at[*at] != 255)
		return push(r, operand(r->font, at, to));
	if (to - *at < 5)
		return false;
	*at += 5;
	return push(r, (int32_t)number(r->font, *at - 4, 4) >> 16);
}

/* Hints are counted, since a mask has a bit for each. */
static void stems(struct run *r)
{
	r->hints += r->n / 2;
	r->n = 0;
}

static bool operate(struct run *r, unsigned op, size_t *at, size_t to, int depth)
{
	struct font *f = r->font;

	switch (op) {
	case 1: /* hstem, vstem, hstemhm, vstemhm */
	case 3:
	case 18:
	case 23:
		stems(r);
		return true;
	case 19: /* hintmask, cntrmask */
	case 20:
		stems(r);
		*at += (r->hints + 7) / 8;
		return *at <= to;
	case 10:
		return call(r, &f->local[r->dict], f->used[r->dict], depth);
	case 29:
		return call(r, &f->global, NULL, depth);
	case 12: /* the flexes; arithmetic is not met in fonts of today */
		r->n = 0;
		return *at < to && f->at[*at] >= 34 && f->at[(*at)++] <= 37;
	case 14:
		r->ended = true;
		return true;
	case 4: /* moves, lines, curves */
	case 5:
	case 6:
	case 7:
	case 8:
	case 21:
	case 22:
	case 24:
	case 25:
	case 26:
	case 27:
	case 30:
	case 31:
		r->n = 0;
		return true;
	default:
		return false;
	}
}

static bool run_code(struct run *r, size_t from, size_t to, int depth)
{
	while (from < to && !r->ended) {
		unsigned b = r->font->at[from];

		if (b >= 32 || b == 28) {
			if (!push_number(r, &from, to))
				return false;
			continue;
		}
		from++;
		if (b == 11)
			return true;
		if (!operate(r, b, &from, to, depth))
			return false;
	}
	return true;
}

static bool run_glyphs(struct font *f)
{
	for (size_t g = 0; g < f->glyphs.count; g++) {
		struct run r = { .font = f, .dict = f->at[f->select + 1 + g] };
		size_t from, to;

		if (r.dict >= f->dicts || !item(f, &f->glyphs, g, &from, &to) || !run_code(&r, from, to, 0))
			return false;
	}
	return true;
}

static void empty_unused(struct font *f)
{
	enum { RETURN = 11 };
	size_t from, to;

	for (size_t d = 0; d < f->dicts; d++)
		for (size_t i = 0; i < f->local[d].count; i++)
			if (!f->used[d][i] && item(f, &f->local[d], i, &from, &to))
				memset(f->at + from, RETURN, to - from);
}

bool pdf_font_trim(unsigned char *font, size_t n)
{
	struct arena a = { 0 };
	struct font *f = NEW(&a, struct font);
	bool ok;

	f->at = font;
	f->n = n;
	ok = read_font(f);
	for (size_t d = 0; ok && d < f->dicts; d++)
		f->used[d] = arena_array(&a, f->local[d].count + 1, sizeof(bool));
	ok = ok && run_glyphs(f);
	if (ok)
		empty_unused(f);
	arena_clear(&a);
	return ok;
}
