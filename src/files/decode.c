/* Which encoding is told from the bytes alone: a name or a setting would be wrong as often as not. UTF-8 is tried
 * first, since text in CP932 is hardly ever valid UTF-8, and the other way round nearly everything is. */
#include "files/decode.h"

#include <iconv.h>
#include <stdio.h>
#include <string.h>

#define LITERAL(s) s, sizeof(s) - 1

/* What else people drop on us, by its first bytes. The message says what to do with it. */
static const struct magic {
	size_t at;
	const char *bytes;
	size_t n;
	const char *id;
} magics[] = {
	{ 0, LITERAL("PK\x03\x04"), "file.archive" },
	{ 0, LITERAL("PK\x05\x06"), "file.archive" },
	{ 0, LITERAL("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "file.old-office" },
	{ 0, LITERAL("{\\rtf"), "file.rtf" },
	{ 0, LITERAL("\x89PNG"), "file.image" },
	{ 0, LITERAL("\xFF\xD8\xFF"), "file.image" },
	{ 0, LITERAL("GIF8"), "file.image" },
	{ 0, LITERAL("II*\0"), "file.image" },
	{ 0, LITERAL("MM\0*"), "file.image" },
	{ 4, LITERAL("ftyphei"), "file.image" },
	{ 0, LITERAL("\x1F\x8B"), "file.archive" },
	{ 0, LITERAL("7z\xBC\xAF\x27\x1C"), "file.archive" },
	{ 0, LITERAL("Rar!"), "file.archive" },
	{ 0, LITERAL("SQLite format 3"), "file.database" },
};

/* Office files are ZIP archives; the names of their parts, which stand in the clear, tell which. */
static const struct {
	const char *part, *id;
} offices[] = {
	{ "word/", "file.docx" },
	{ "xl/", "file.xlsx" },
	{ "ppt/", "file.pptx" },
	{ "vnd.oasis.opendocument", "file.opendocument" },
};

static const char *archive_id(struct text bytes)
{
	for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
		if (text_find(bytes, text_of(offices[i].part)) != SIZE_MAX)
			return offices[i].id;
	return "file.archive";
}

/* False, with the kind named, where the first bytes are those of something that is no text. */
static bool refuse_known_binary(struct text bytes, const char *name, struct err *err)
{
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
		const struct magic *m = &magics[i];

		if (text_starts(text_slice(bytes, m->at, bytes.n), (struct text){ m->bytes, m->n }))
			return err_set(err, ERR_INPUT, text_starts(bytes, TEXT("PK")) ? archive_id(bytes) : m->id,
				       "file", name, NULL);
	}
	return true;
}

static int64_t line_of(struct text bytes, size_t at)
{
	int64_t line = 1;

	for (size_t i = 0; i < at && i < bytes.n; i++)
		line += bytes.p[i] == '\n';
	return line;
}

/* A file in a text editor never holds U+0000; other control characters are rare. */
static bool looks_binary(struct text t)
{
	size_t odd = 0;

	if (t.n && memchr(t.p, 0, t.n))
		return true;
	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		odd += c < 0x20 && !strchr("\t\n\v\f\r\x1A\x1B", c);
	}
	return odd > 8 && odd > t.n / 200;
}

/* Converts all of it. *bad_at gets the offset of the first byte that does not fit, SIZE_MAX where all do. */
static bool convert(struct arena *a, struct text *out, struct text in, const char *from, size_t *bad_at,
		    struct err *err)
{
	iconv_t cd = iconv_open("UTF-8", from);
	size_t left = in.n, room = in.n * 3 + 4; /* no byte of CP932 or UTF-16 gives more than three */
	char *p = (char *)(uintptr_t)in.p, *to, *at;
	size_t done;

	if (cd == (iconv_t)-1)
		return err_set(err, ERR_SYSTEM, "file.no-converter", "encoding", from, NULL);
	to = at = arena_alloc(a, room);
	done = iconv(cd, &p, &left, &at, &room);
	iconv_close(cd);
	*bad_at = done == (size_t)-1 ? in.n - left : SIZE_MAX;
	*out = (struct text){ to, (size_t)(at - to) };
	return true;
}

/* Offset of the first of the bytes that stand for nothing in CP932, but that glibc takes (80, A0, FD..FF: U+0080,
 * U+F8F0..); SIZE_MAX where there is none. */
static size_t cp932_stray_at(struct text t)
{
	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if (c == 0x80 || c == 0xA0 || c > 0xFC)
			return i;
		if ((c > 0x80 && c < 0xA0) || c > 0xDF)
			i++;
	}
	return SIZE_MAX;
}

/* UTF-8 with some broken bytes, not CP932: more characters of several bytes are whole than broken. In CP932 text, two
 * bytes that look like such a character are rare, and their neighbours do not. */
static bool is_damaged_utf8(struct text t)
{
	size_t whole = 0, broken = 0;

	while (t.n) {
		size_t n = t.n;
		uint32_t c = text_next(&t);

		if (n - t.n > 1)
			whole++;
		else if (c == 0xFFFD)
			broken++;
	}
	return whole > broken;
}

/* EUC-JP read as CP932 gives half-width katakana only. */
static bool is_mostly_halfwidth(struct text t)
{
	size_t half = 0, other = 0;

	while (t.n) {
		uint32_t c = text_next(&t);

		half += c >= 0xFF61 && c <= 0xFF9F;
		other += c >= 0x80 && !(c >= 0xFF61 && c <= 0xFF9F);
	}
	return half > 16 && half > 2 * other;
}

static bool bad_byte(struct text bytes, size_t at, const char *name, struct err *err)
{
	char hex[8];

	if (at >= bytes.n)
		at = bytes.n - 1;
	snprintf(hex, sizeof hex, "0x%02X", (unsigned char)bytes.p[at]);
	return err_set(err, ERR_INPUT, "file.bad-encoding", "file", name, "line", NUM(line_of(bytes, at)), "byte",
		       NUM((int64_t)at + 1), "value", hex, NULL);
}

/* The first bytes of a character at the very end: the file was cut off there. */
static bool ends_within_character(struct text t, size_t at)
{
	size_t whole = at < t.n ? (unsigned char)t.p[at] >= 0xF0 ? 4 : (unsigned char)t.p[at] >= 0xE0 ? 3 : 2 : 0;

	if (at >= t.n || (unsigned char)t.p[at] < 0xC2 || t.n - at >= whole)
		return false;
	for (size_t i = at + 1; i < t.n; i++)
		if (((unsigned char)t.p[i] & 0xC0) != 0x80)
			return false;
	return true;
}

static bool decode_utf16(struct arena *a, struct decoded *out, struct text bytes, const char *name, struct err *err)
{
	bool little = (unsigned char)bytes.p[0] == 0xFF;
	size_t bad_at = SIZE_MAX;

	if (!convert(a, &out->utf8, text_slice(bytes, 2, bytes.n), little ? "UTF-16LE" : "UTF-16BE", &bad_at, err))
		return false;
	if (bad_at != SIZE_MAX)
		return bad_byte(bytes, bad_at + 2, name, err);
	out->encoding = "UTF-16";
	return true;
}

static bool decode_8_bit(struct arena *a, struct decoded *out, struct text bytes, const char *name, struct err *err)
{
	struct text body = bytes;
	size_t bad_at, cp932_bad_at = SIZE_MAX;
	struct text converted = { 0 };

	while (text_starts(body, TEXT("\xEF\xBB\xBF"))) /* programs that add one to what has one are not rare */
		body = text_slice(body, 3, body.n);
	bad_at = utf8_bad_at(body);
	if (bad_at == SIZE_MAX) {
		out->utf8 = body;
		out->encoding = "UTF-8";
		return true;
	}
	bad_at += bytes.n - body.n;
	if (bad_at > 3 && ends_within_character(bytes, bad_at))
		return err_set(err, ERR_INPUT, "file.cut-off", "file", name, "line", NUM(line_of(bytes, bad_at)), NULL);
	if (body.n < bytes.n || is_damaged_utf8(body))
		return bad_byte(bytes, bad_at, name, err);
	if (!convert(a, &converted, body, "CP932", &cp932_bad_at, err))
		return false;
	if (cp932_stray_at(body) < cp932_bad_at)
		cp932_bad_at = cp932_stray_at(body);
	if (cp932_bad_at != SIZE_MAX)
		return bad_byte(bytes, cp932_bad_at > bad_at ? cp932_bad_at : bad_at, name, err);
	if (is_mostly_halfwidth(converted))
		return bad_byte(bytes, bad_at, name, err);
	out->utf8 = converted;
	out->encoding = "CP932";
	return true;
}

bool decode_text(struct arena *a, struct decoded *out, struct text bytes, const char *name, struct err *err)
{
	struct decoded made = { 0 };

	if (bytes.n == 0)
		return err_set(err, ERR_INPUT, "file.empty", "file", name, NULL);
	if (!refuse_known_binary(bytes, name, err))
		return false;
	if (text_starts(bytes, TEXT("\xFF\xFE")) || text_starts(bytes, TEXT("\xFE\xFF"))) {
		if (!decode_utf16(a, &made, bytes, name, err))
			return false;
	} else if (!looks_binary(bytes) && !decode_8_bit(a, &made, bytes, name, err)) {
		return false;
	}
	if (!made.encoding || looks_binary(made.utf8))
		return err_set(err, ERR_INPUT, "file.binary", "file", name, NULL);
	if (text_trim(made.utf8).n == 0)
		return err_set(err, ERR_INPUT, "file.empty", "file", name, NULL);
	*out = made;
	return true;
}

void decode_prepare(void)
{
	/* Never closed: glibc unloads a converter that nobody has open. Without one decode_text() says what is missing.
	 */
	static iconv_t kept[3];

	kept[0] = iconv_open("UTF-8", "CP932");
	kept[1] = iconv_open("UTF-8", "UTF-16LE");
	kept[2] = iconv_open("UTF-8", "UTF-16BE");
	(void)kept;
}
