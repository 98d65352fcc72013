/* Sources: ISO 32000-1, 7.5 (file structure), 14.7 (logical structure), 14.8.5 (attributes of tables), 14.9 (language
 * and alternate descriptions).
 *
 * cairo 1.16 writes a classic file: objects one after another, one cross-reference table, one trailer. The file is
 * copied object by object, words are put into the dictionaries that want them, and the table is made anew. Rejected: a
 * section added at the end (PDF's incremental update): shorter to write, but validators then see two versions of each
 * tag. */
#include "render/pdf_tag.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "render/pdf_font_trim.h"

void pdf_tag_begin(struct pdf_tags *tags, cairo_t *cr, const struct pdf_tag *tag, const char *how)
{
	*LIST_ADD(tags->arena, &tags->list) = *tag;
	cairo_tag_begin(cr, tag->name, how);
}

void pdf_tag_end(cairo_t *cr, const char *name)
{
	cairo_tag_end(cr, name);
}

/* ---- reading ---- */

struct object {
	size_t from, to; /* bytes of the file; 0, 0: free */
	int64_t tag;     /* the place of its tag in the list, -1: no structure element */
};

struct file {
	struct text bytes;
	struct object *objects;
	size_t n;
	size_t table;        /* where the cross-reference table begins */
	size_t root;         /* number of the catalogue */
	struct text trailer; /* its dictionary */
};

static size_t number_at(struct text t, size_t *at)
{
	size_t n = 0;

	while (*at < t.n && t.p[*at] == ' ')
		++*at;
	while (*at < t.n && t.p[*at] >= '0' && t.p[*at] <= '9' && n < SIZE_MAX / 10 - 9)
		n = n * 10 + (size_t)(t.p[(*at)++] - '0');
	return n;
}

static struct text after(struct text t, struct text word)
{
	size_t at = text_find(t, word);

	return at == SIZE_MAX ? (struct text){ NULL, 0 } : text_slice(t, at + word.n, t.n);
}

static int by_offset(const void *a, const void *b)
{
	const struct object *x = *(struct object *const *)a, *y = *(struct object *const *)b;

	return x->from < y->from ? -1 : x->from > y->from;
}

/* An object ends where the next one begins, the last one at the table. */
static void find_ends(struct arena *a, struct file *f)
{
	struct object **order = arena_array(a, f->n + 1, sizeof(struct object *));
	size_t used = 0;

	for (size_t i = 0; i < f->n; i++)
		if (f->objects[i].from)
			order[used++] = &f->objects[i];
	qsort(order, used, sizeof(struct object *), by_offset);
	for (size_t i = 0; i < used; i++)
		order[i]->to = i + 1 < used ? order[i + 1]->from : f->table;
}

static bool read_table(struct arena *a, struct file *f)
{
	enum { ENTRY = 20 };
	struct text end = text_slice(f->bytes, f->bytes.n > 64 ? f->bytes.n - 64 : 0, f->bytes.n);
	struct text start = after(end, TEXT("startxref\n")), t;
	size_t at = 0;

	if (!start.n)
		return false;
	f->table = number_at(start, &at);
	t = text_slice(f->bytes, f->table, f->bytes.n);
	if (!text_starts(t, TEXT("xref\n0 ")))
		return false;
	at = strlen("xref\n0 ");
	f->n = number_at(t, &at);
	if (++at + f->n * ENTRY > t.n)
		return false;
	f->objects = arena_array(a, f->n + 1, sizeof *f->objects);
	for (size_t i = 0; i < f->n; i++, at += ENTRY) {
		size_t digits = at, from = number_at(t, &digits);

		f->objects[i] = (struct object){ t.p[at + 17] == 'n' ? from : 0, 0, -1 };
		if (f->objects[i].from >= f->table)
			return false;
	}
	f->trailer = text_slice(t, at, t.n);
	find_ends(a, f);
	return true;
}

static struct text object_text(const struct file *f, size_t n)
{
	return n < f->n ? text_slice(f->bytes, f->objects[n].from, f->objects[n].to) : (struct text){ NULL, 0 };
}

static size_t reference(struct text t, struct text key)
{
	struct text v = after(t, key);
	size_t at = 0;

	return v.n ? number_at(v, &at) : 0;
}

/* ---- the tree ---- */

struct walk {
	struct file *file;
	const struct pdf_tags *tags;
	size_t next;
	bool ok;
};

static void walk_children(struct walk *w, struct text element, int depth);

static void walk_element(struct walk *w, size_t number, int depth)
{
	enum { DEPTH_MAX = 64 };
	struct text t = object_text(w->file, number), kind = after(t, TEXT("/S /"));
	const char *name;

	if (!after(t, TEXT("/Type /StructElem")).n)
		return;
	if (w->next >= w->tags->list.n || depth > DEPTH_MAX) {
		w->ok = false;
		return;
	}
	name = arena_printf(w->tags->arena, "%s\n", w->tags->list.at[w->next].name);
	w->ok = w->ok && text_starts(kind, text_of(name));
	w->file->objects[number].tag = (int64_t)w->next++;
	walk_children(w, t, depth + 1);
}

/* The references of /K [ 3 0 R 5 << /Type /MCR /Pg 2 0 R /MCID 0 >> ] that are not within a dictionary. */
static void walk_children(struct walk *w, struct text element, int depth)
{
	struct text kids = after(element, TEXT("/K "));
	int inside = 0;

	kids = text_slice(kids, 0, text_find(kids, TEXT("endobj")));
	for (size_t at = 0; w->ok && at < kids.n;) {
		if (text_starts(text_slice(kids, at, kids.n), TEXT("<<"))) {
			inside++;
			at += 2;
		} else if (text_starts(text_slice(kids, at, kids.n), TEXT(">>"))) {
			if (--inside < 0)
				return;
			at += 2;
		} else if (!inside && kids.p[at] >= '0' && kids.p[at] <= '9') {
			size_t n = number_at(kids, &at);

			if (text_starts(text_slice(kids, at, kids.n), TEXT(" 0 R")))
				walk_element(w, n, depth);
		} else
			at++;
	}
}

static bool match_tags(struct file *f, const struct pdf_tags *tags)
{
	struct walk w = { .file = f, .tags = tags, .ok = true };
	size_t tree;

	f->root = reference(f->trailer, TEXT("/Root "));
	tree = reference(object_text(f, f->root), TEXT("/StructTreeRoot "));
	walk_children(&w, object_text(f, tree), 0);
	return w.ok && w.next == tags->list.n;
}

/* ---- writing ---- */

/* As UTF-16 with a byte order mark, in hexadecimal: no escapes needed. */
static void put_words(struct buf *out, struct text t)
{
	buf_puts(out, "<FEFF");
	while (t.n) {
		uint32_t c = text_next(&t);

		if (c > 0xFFFF)
			buf_printf(out, "%04X%04X", 0xD7C0 + (c >> 10), 0xDC00 + (c & 0x3FF));
		else
			buf_printf(out, "%04X", c);
	}
	buf_puts(out, ">");
}

static void put_attributes(struct buf *out, const struct pdf_tag *tag)
{
	if (tag->alt.n) {
		buf_puts(out, "   /Alt ");
		put_words(out, tag->alt);
		buf_puts(out, "\n");
	}
	if (tag->lang)
		buf_printf(out, "   /Lang (%s)\n", tag->lang);
	if (tag->scope || tag->span > 1) {
		buf_puts(out, "   /A << /O /Table");
		if (tag->scope)
			buf_printf(out, " /Scope /%s", tag->scope);
		if (tag->span > 1)
			buf_printf(out, " /ColSpan %d", tag->span);
		buf_puts(out, " >>\n");
	}
}

/* The object, with what is to be said put behind its first line of the dictionary. */
static void put_object(struct buf *out, struct text object, struct text key, const struct buf *more)
{
	size_t at = text_find(object, key);
	size_t end = at == SIZE_MAX ? SIZE_MAX : text_find(text_slice(object, at, object.n), TEXT("\n"));

	if (!more->n || end == SIZE_MAX) {
		buf_text(out, object);
		return;
	}
	buf_text(out, text_slice(object, 0, at + end + 1));
	buf_text(out, buf_view(more));
	buf_text(out, text_slice(object, at + end + 1, object.n));
}

/* What inflates from there to its end. */
static bool inflate_all(struct buf *out, struct text packed)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)packed.p, .avail_in = (uInt)packed.n };
	unsigned char block[1 << 15];
	int state = inflateInit(&z);

	while (state == Z_OK) {
		z.next_out = block;
		z.avail_out = sizeof block;
		state = inflate(&z, Z_NO_FLUSH);
		buf_add(out, block, sizeof block - z.avail_out);
	}
	inflateEnd(&z);
	return state == Z_STREAM_END && out->n;
}

/* A font's program, trimmed; false: it is none, or is to stay as it is. The object that holds its old length stays and
 * is referred to no more. */
static bool put_font(struct buf *out, struct text object, size_t number)
{
	struct text dictionary = text_slice(object, 0, text_find(object, TEXT("stream\n")));
	struct buf font = { 0 };
	uLongf size;
	Bytef *packed = NULL;
	bool ok = text_find(dictionary, TEXT("/Subtype /CIDFontType0C")) != SIZE_MAX &&
		  text_find(dictionary, TEXT("/FlateDecode")) != SIZE_MAX &&
		  inflate_all(&font, after(object, TEXT("stream\n"))) && pdf_font_trim((unsigned char *)font.p, font.n);

	if (ok) {
		/* Level 9 asked for 6 in 100 more of all instructions of a small paper, and saved 2 in 1000 of its
		 * bytes. */
		enum { LEVEL = 4 };

		size = compressBound(font.n);
		packed = malloc(size);
		ok = packed && compress2(packed, &size, (const Bytef *)font.p, font.n, LEVEL) == Z_OK;
	}
	if (ok) {
		buf_printf(out, "%zu 0 obj\n<< /Length %lu\n   /Filter /FlateDecode\n   /Subtype /CIDFontType0C\n>>\n",
			   number, size);
		buf_puts(out, "stream\n");
		buf_add(out, packed, size);
		buf_puts(out, "\nendstream\nendobj\n");
	}
	free(packed);
	buf_clear(&font);
	return ok;
}

static void put_file(struct buf *out, struct arena *a, const struct file *f, const struct pdf_tags *tags,
		     enum lang lang)
{
	size_t *offset = arena_array(a, f->n + 1, sizeof *offset), start = out->n, table;
	struct object **order = arena_array(a, f->n + 1, sizeof(struct object *));
	struct buf more = { 0 };
	size_t used = 0;

	for (size_t i = 0; i < f->n; i++)
		if (f->objects[i].from)
			order[used++] = &f->objects[i];
	qsort(order, used, sizeof(struct object *), by_offset);
	buf_text(out, text_slice(f->bytes, 0, used ? order[0]->from : 0));
	for (size_t i = 0; i < used; i++) {
		const struct object *o = order[i];
		size_t number = (size_t)(o - f->objects);

		offset[number] = out->n - start;
		buf_reset(&more);
		if (o->tag >= 0)
			put_attributes(&more, &tags->list.at[o->tag]);
		if (number == f->root)
			buf_printf(&more, "   /Lang (%s)\n   /ViewerPreferences << /DisplayDocTitle true >>\n",
				   lang == LANG_JA ? "ja" : "en");
		if (put_font(out, text_slice(f->bytes, o->from, o->to), number))
			continue;
		put_object(out, text_slice(f->bytes, o->from, o->to), number == f->root ? TEXT("/Type") : TEXT("/S /"),
			   &more);
	}
	table = out->n - start;
	buf_printf(out, "xref\n0 %zu\n0000000000 65535 f \n", f->n);
	for (size_t i = 1; i < f->n; i++)
		buf_printf(out, "%010zu 00000 %c \n", offset[i], offset[i] ? 'n' : 'f');
	buf_text(out, text_slice(f->trailer, 0, text_find(f->trailer, TEXT("startxref"))));
	buf_printf(out, "startxref\n%zu\n%%%%EOF\n", table);
	buf_clear(&more);
}

bool pdf_tags_write(struct buf *out, const struct pdf_tags *tags, struct text pdf, enum lang lang)
{
	struct file f = { .bytes = pdf };
	struct arena a = { 0 };
	bool ok = read_table(&a, &f) && match_tags(&f, tags);

	if (ok)
		put_file(out, &a, &f, tags, lang);
	arena_clear(&a);
	return ok;
}
