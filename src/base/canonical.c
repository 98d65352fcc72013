/* Is this canonical JSON? Told from the bytes alone, without building a value: verifying a million events a second
 * leaves no time for allocation. json_parse_canonical says the same slowly, by parsing and writing again; a test holds
 * the two against each other over random mutations. */
#include "base/json.h"

#include <endian.h>
#include <string.h>

enum { DEPTH_MAX = 64 };

struct scan {
	const unsigned char *at, *end;
	const unsigned char *start;
	struct json_shape *shape; /* where the values stand is noted here; may be NULL */
};

static bool value(struct scan *s, int depth);

static bool take(struct scan *s, unsigned char c)
{
	if (s->at == s->end || *s->at != c)
		return false;
	s->at++;
	return true;
}

/* One escape behind the backslash, as jansson writes it: short where there is a short form, else \u00XX in capitals. */
static bool escape(struct scan *s)
{
	static const unsigned char short_forms[] = { '"', '\\', 'b', 'f', 'n', 'r', 't' },
				   hex[] = { '0', '1', '2', '3', '4', '5', '6', '7',
					     '8', '9', 'A', 'B', 'C', 'D', 'E', 'F' },
				   others[] = { '0', '8', '9', 'A', 'C', 'D' };
	const unsigned char *p = s->at;

	if (p == s->end)
		return false;
	if (memchr(short_forms, *p, sizeof short_forms)) {
		s->at++;
		return true;
	}
	if (s->end - p < 5 || memcmp(p, "u00", 3) != 0 || (p[3] != '0' && p[3] != '1'))
		return false;
	if (!memchr(hex, p[4], sizeof hex))
		return false;
	if (p[3] == '0' && memchr(others, p[4], sizeof others)) /* U+0000, and those with a short form */
		return false;
	s->at += 5;
	return true;
}

static bool more(const unsigned char *p, int n)
{
	for (int i = 1; i <= n; i++)
		if ((p[i] & 0xC0) != 0x80)
			return false;
	return true;
}

/* One character beyond ASCII: neither overlong, nor a surrogate, nor above U+10FFFF. */
static bool wide(struct scan *s)
{
	const unsigned char *p = s->at;
	const ptrdiff_t left = s->end - p;

	if (p[0] >= 0xE0 && p[0] <= 0xEF && left >= 3 && more(p, 2) && !(p[0] == 0xE0 && p[1] < 0xA0) &&
	    !(p[0] == 0xED && p[1] >= 0xA0))
		s->at += 3;
	else if (p[0] >= 0xC2 && p[0] <= 0xDF && left >= 2 && more(p, 1))
		s->at += 2;
	else if (p[0] >= 0xF0 && p[0] <= 0xF4 && left >= 4 && more(p, 3) && !(p[0] == 0xF0 && p[1] < 0x90) &&
		 !(p[0] == 0xF4 && p[1] >= 0x90))
		s->at += 4;
	else
		return false;
	return true;
}

/* Sixteen bytes at once, in GCC's portable vectors: a comparison sets all bits of a lane that it holds for. */
typedef signed char lanes __attribute__((vector_size(16)));

static lanes load(const unsigned char *p)
{
	lanes v;

	memcpy(&v, p, sizeof v);
	return v;
}

/* The first lane that is set; 16 where none is. */
static int first(lanes mask)
{
	uint64_t half[2];

	memcpy(half, &mask, sizeof half);
	if (half[0])
		return __builtin_ctzll(le64toh(half[0])) / 8;
	return half[1] ? 8 + __builtin_ctzll(le64toh(half[1])) / 8 : 16;
}

/* To the next quote, backslash, control character or byte beyond ASCII (which is negative here), or near the end. */
static const unsigned char *plain_end(const unsigned char *p, const unsigned char *end)
{
	while (end - p >= 16) {
		const lanes v = load(p);
		const int plain = first((v < 0x20) | (v == '"') | (v == '\\'));

		p += plain;
		if (plain < 16)
			break;
	}
	return p;
}

static bool string(struct scan *s)
{
	if (s->at == s->end || *s->at != '"')
		return false;
	s->at++;
	for (;;) {
		const unsigned char *p = plain_end(s->at, s->end);

		s->at = p;
		if (p == s->end || *p < 0x20)
			return false;
		s->at++;
		if (*p == '"')
			return true;
		if (*p == '\\') {
			if (!escape(s))
				return false;
		} else if (*p >= 0x80) {
			s->at = p;
			if (!wide(s))
				return false;
		}
	}
}

static bool integer(struct scan *s)
{
	const bool negative = take(s, '-');
	uint64_t n = 0;

	if (s->at == s->end || *s->at < '0' || *s->at > '9')
		return false;
	if (*s->at == '0') {
		s->at++;
		return !negative;
	}
	for (; s->at < s->end && *s->at >= '0' && *s->at <= '9'; s->at++)
		if (n > (uint64_t)INT64_MAX / 10 || (n = n * 10 + (*s->at - '0')) > (uint64_t)INT64_MAX + negative)
			return false;
	return true;
}

/* 1: may stand in a key. */
static const unsigned char key_class[256] = {
	['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
	['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1,
	['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1,
	['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1, ['_'] = 1,
};

/* A key, larger by bytes than the one before it. */
static bool key(struct scan *s, struct text *before)
{
	const unsigned char *p;
	struct text now;

	if (!take(s, '"'))
		return false;
	for (p = s->at; p < s->end && key_class[*p]; p++)
		;
	now = (struct text){ (const char *)s->at, (size_t)(p - s->at) };
	s->at = p;
	/* Mostly the first letters tell. */
	if (now.n == 0 || (before->n && now.p[0] <= before->p[0] && text_cmp(*before, now) >= 0))
		return false;
	*before = now;
	return s->end - p >= 2 && p[0] == '"' && p[1] == ':' && (s->at += 2, true);
}

static bool object(struct scan *s, int depth)
{
	struct text before = { 0 };

	s->at++;
	if (take(s, '}'))
		return true;
	do
		if (!key(s, &before) || !value(s, depth + 1))
			return false;
	while (take(s, ','));
	return take(s, '}');
}

static bool array(struct scan *s, int depth)
{
	s->at++;
	if (take(s, ']'))
		return true;
	do
		if (!value(s, depth + 1))
			return false;
	while (take(s, ','));
	return take(s, ']');
}

/* A string or an integer. */
static bool scalar(struct scan *s)
{
	return *s->at == '"' ? string(s) : integer(s);
}

static bool noted_scalar(struct scan *s)
{
	const unsigned char *from = s->at;
	struct json_shape *shape = s->shape;

	if (!scalar(s))
		return false;
	if (shape && shape->n_values < JSON_SHAPE_VALUES)
		shape->values[shape->n_values] =
			(struct json_span){ (uint16_t)(from - s->start), (uint16_t)(s->at - s->start) };
	if (shape)
		shape->n_values++;
	return true;
}

static bool value(struct scan *s, int depth)
{
	if (depth > DEPTH_MAX || s->at == s->end)
		return false;
	switch (*s->at) {
	case '{':
		return object(s, depth);
	case '[':
		return array(s, depth);
	default:
		return noted_scalar(s);
	}
}

static bool scan_all(struct text bytes, struct json_shape *shape)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	struct scan s = { p, p + bytes.n, p, shape };

	return bytes.n > 0 && value(&s, 0) && s.at == s.end;
}

/* The same bytes between the values, and at each value's place a string or an integer in its one form: since keys,
 * brackets and commas are those of a canonical value, this one is canonical too. */
static bool fits(const struct json_shape *shape, struct text bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	struct scan s = { p, p + bytes.n, p, NULL };
	size_t at = 0;

	for (size_t i = 0; i < shape->n_values; i++) {
		const size_t between = shape->values[i].from - at;

		if ((size_t)(s.end - s.at) <= between || memcmp(s.at, shape->bytes + at, between) != 0)
			return false;
		s.at += between;
		if (!scalar(&s))
			return false;
		at = shape->values[i].to;
	}
	return (size_t)(s.end - s.at) == shape->n - at && memcmp(s.at, shape->bytes + at, shape->n - at) == 0;
}

bool json_is_canonical(struct json_shape *shape, struct text bytes)
{
	if (shape->n > 0 && fits(shape, bytes))
		return true;
	shape->n = shape->n_values = 0;
	if (!scan_all(bytes, bytes.n <= sizeof shape->bytes ? shape : NULL))
		return false;
	if (bytes.n <= sizeof shape->bytes && shape->n_values <= JSON_SHAPE_VALUES) {
		memcpy(shape->bytes, bytes.p, bytes.n);
		shape->n = bytes.n;
	}
	return true;
}
