#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>
#include <uniwidth.h>

struct text text_of(const char *s)
{
	return (struct text){ s, s ? strlen(s) : 0 };
}

bool text_eq(struct text a, struct text b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool text_is(struct text a, const char *s)
{
	return text_eq(a, text_of(s));
}

int text_cmp(struct text a, struct text b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool text_starts(struct text a, struct text prefix)
{
	return a.n >= prefix.n && (prefix.n == 0 || memcmp(a.p, prefix.p, prefix.n) == 0);
}

bool text_ends(struct text a, struct text suffix)
{
	return a.n >= suffix.n && (suffix.n == 0 || memcmp(a.p + a.n - suffix.n, suffix.p, suffix.n) == 0);
}

size_t text_find(struct text a, struct text what)
{
	const char *at;

	if (what.n == 0)
		return 0;
	at = a.n ? memmem(a.p, a.n, what.p, what.n) : NULL;
	return at ? (size_t)(at - a.p) : SIZE_MAX;
}

struct text text_slice(struct text a, size_t from, size_t to)
{
	if (to > a.n)
		to = a.n;
	if (from > to)
		from = to;
	return (struct text){ a.n ? a.p + from : a.p, to - from };
}

static size_t space_at_front(struct text t)
{
	if (t.n && (*t.p == ' ' || *t.p == '\t' || *t.p == '\r' || *t.p == '\n'))
		return 1;
	return t.n >= 3 && memcmp(t.p, "\xe3\x80\x80", 3) == 0 ? 3 : 0;
}

static size_t space_at_end(struct text t)
{
	char c = t.n ? t.p[t.n - 1] : 'x';

	if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
		return 1;
	return t.n >= 3 && memcmp(t.p + t.n - 3, "\xe3\x80\x80", 3) == 0 ? 3 : 0;
}

struct text text_trim(struct text t)
{
	size_t n;

	while ((n = space_at_front(t)))
		t = text_slice(t, n, t.n);
	while ((n = space_at_end(t)))
		t.n -= n;
	return t;
}

char *text_z(struct arena *a, struct text t)
{
	return arena_memdup(a, t.p, t.n);
}

struct text text_dup(struct arena *a, struct text t)
{
	return (struct text){ text_z(a, t), t.n };
}

uint32_t text_next(struct text *t)
{
	ucs4_t c;
	int n = u8_mbtoucr(&c, (const uint8_t *)t->p, t->n);

	if (n <= 0) {
		n = 1;
		c = 0xFFFD;
	}
	t->p += n;
	t->n -= (size_t)n;
	return c;
}

size_t utf8_put(char out[4], uint32_t c)
{
	int n = u8_uctomb((uint8_t *)out, c, 4);

	return n > 0 ? (size_t)n : utf8_put(out, 0xFFFD);
}

size_t utf8_bad_at(struct text t)
{
	const uint8_t *bad = t.n ? u8_check((const uint8_t *)t.p, t.n) : NULL;

	return bad ? (size_t)(bad - (const uint8_t *)t.p) : SIZE_MAX;
}

size_t text_width(struct text t)
{
	size_t width = 0;

	while (t.n) {
		/* "EUC-JP" tells libunistring that ambiguous characters are wide. */
		int w = uc_width(text_next(&t), "EUC-JP");

		width += w > 0 ? (size_t)w : 0;
	}
	return width;
}

static bool buf_room(struct buf *b, size_t more)
{
	size_t want, cap;
	char *p;

	if (b->full || more > SIZE_MAX / 2 - b->n || (b->ceiling && b->n + more > b->ceiling)) {
		b->full = true;
		return false;
	}
	want = b->n + more + 1;
	if (want <= b->cap)
		return true;
	cap = b->cap ? b->cap : 256;
	while (cap < want)
		cap *= 2;
	p = realloc(b->p, cap);
	if (!p) {
		fputs("sosei: memory exhausted / メモリが足りません\n", stderr);
		exit(5);
	}
	b->p = p;
	b->cap = cap;
	return true;
}

void buf_add(struct buf *b, const void *p, size_t n)
{
	if (!buf_room(b, n))
		return;
	if (n)
		memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_text(struct buf *b, struct text t)
{
	buf_add(b, t.p, t.n);
}

void buf_char(struct buf *b, uint32_t codepoint)
{
	char out[4];

	buf_add(b, out, utf8_put(out, codepoint));
}

void buf_printf(struct buf *b, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0 || !buf_room(b, (size_t)n))
		return;
	va_start(args, format);
	vsnprintf(b->p + b->n, (size_t)n + 1, format, args);
	va_end(args);
	b->n += (size_t)n;
}

struct text buf_view(const struct buf *b)
{
	return (struct text){ b->p ? b->p : "", b->n };
}

void buf_reset(struct buf *b)
{
	b->n = 0;
	b->full = false;
	if (b->p)
		b->p[0] = '\0';
}

void buf_clear(struct buf *b)
{
	size_t ceiling = b->ceiling;

	free(b->p);
	*b = (struct buf){ .ceiling = ceiling };
}

/* Fonts made by common office programs map some characters to the radicals that look the same. Those of Unicode's
 * Kangxi block are listed in order; of the CJK Radicals Supplement, those seen in Japanese text. */
uint32_t text_whole_character(uint32_t c)
{
	static const char kangxi[] =
		"一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干"
		"幺广廴廾弋"
		"弓彐彡彳心戈戸手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮"
		"皿目矛矢"
		"石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵"
		"邑酉釆里"
		"金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
	static const struct {
		uint16_t radical, whole;
	} others[] = { { 0x2E9F, 0x6BCD }, { 0x2EA0, 0x6C11 }, { 0x2EC1, 0x864E }, { 0x2EC4, 0x897F },
		       { 0x2EC6, 0x89D2 }, { 0x2ED1, 0x9577 }, { 0x2ED8, 0x9752 }, { 0x2EDD, 0x98DF },
		       { 0x2EE3, 0x9AA8 }, { 0x2EE4, 0x9B3C }, { 0x2EE8, 0x9EA6 }, { 0x2EE9, 0x9EC4 },
		       { 0x2EEB, 0x6589 }, { 0x2EED, 0x6B6F }, { 0x2EEF, 0x7ADC }, { 0x2EF2, 0x4E80 } };

	if (c >= 0x2F00 && c <= 0x2FD5) {
		struct text one = { kangxi + 3 * (c - 0x2F00), 3 };

		return text_next(&one);
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (others[i].radical == c)
			return others[i].whole;
	return c;
}
