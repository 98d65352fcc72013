/* Links on paper: to a place in the same paper, or to an address on the web that is printed whole. What leads to a page
 * of the site that is not in the paper would lead nowhere from a file in somebody's mail, and is left as words. */
#include "render/pdf_parts.h"

#include <string.h>

/* Within single quotes of cairo's attributes. */
static const char *quoted(struct arena *a, struct text t)
{
	struct buf b = { 0 };
	const char *made;

	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == '\'' || t.p[i] == '\\')
			buf_puts(&b, "\\");
		buf_add(&b, &t.p[i], 1);
	}
	made = text_z(a, buf_view(&b));
	buf_clear(&b);
	return made;
}

static const char *place_name(struct pdf *p, int chapter, struct text id)
{
	return arena_printf(p->arena, "c%d%s%s", chapter, id.n ? "-" : "", id.n ? text_z(p->arena, id) : "");
}

static bool is_place(const struct pdf *p, const char *name)
{
	for (size_t i = 0; i < p->places.n; i++)
		if (!strcmp(p->places.at[i], name))
			return true;
	return false;
}

/* The folder part of an address: "kpi/" of "kpi/a1.html". */
static struct text folder_of(struct text address)
{
	size_t end = address.n;

	while (end > 0 && address.p[end - 1] != '/')
		end--;
	return text_slice(address, 0, end);
}

/* "../plan.html" as seen from "kpi/a1.html" is "plan.html". */
static struct text resolve(struct pdf *p, struct text from, struct text to)
{
	struct text folder = folder_of(from);

	while (text_starts(to, TEXT("../")) && folder.n) {
		to = text_slice(to, 3, to.n);
		folder = folder_of(text_slice(folder, 0, folder.n - 1));
	}
	return text_of(arena_printf(p->arena, "%.*s%.*s", (int)folder.n, folder.p ? folder.p : "", (int)to.n,
				    to.p ? to.p : ""));
}

static int chapter_of(struct pdf *p, struct text path)
{
	struct text address;

	if (!path.n)
		return p->chapter;
	address = resolve(p, p->paper->chapters.at[p->chapter].address, path);
	for (size_t i = 0; i < p->paper->chapters.n; i++)
		if (text_eq(p->paper->chapters.at[i].address, address))
			return (int)i;
	return -1;
}

const char *pdf_link(struct pdf *p, struct text to)
{
	size_t hash = text_find(to, TEXT("#"));
	struct text path = text_slice(to, 0, hash), id = { 0 };
	const char *name;
	int chapter;

	if (!to.n || !p->drawing)
		return NULL;
	if (text_starts(to, TEXT("https://")) || text_starts(to, TEXT("http://")) || text_starts(to, TEXT("mailto:")))
		return arena_printf(p->arena, "uri='%s'", quoted(p->arena, to));
	if (hash != SIZE_MAX)
		id = text_slice(to, hash + 1, to.n);
	chapter = chapter_of(p, path);
	if (chapter < 0)
		return NULL;
	name = place_name(p, chapter, id);
	return is_place(p, name) ? arena_printf(p->arena, "dest='%s'", quoted(p->arena, text_of(name))) : NULL;
}

void pdf_place(struct pdf *p, struct text id)
{
	const char *name = place_name(p, p->chapter, id);

	if (!p->drawing) {
		*LIST_ADD(p->arena, &p->places) = name;
		return;
	}
	name = arena_printf(p->arena, "name='%s' x=%.1f y=%.1f internal", quoted(p->arena, text_of(name)), p->left,
			    p->y);
	cairo_tag_begin(p->cr, CAIRO_TAG_DEST, name);
	cairo_tag_end(p->cr, CAIRO_TAG_DEST);
}
