#include "publish/paper_plan.h"

#include "publish/site.h"
#include "publish/words.h"

const char *paper_of_name(enum paper_of of)
{
	static const char *const name[PAPER_OF_COUNT] = { "verdicts", "plan", "year" };

	return name[of];
}

/* The address without the language's folder: links lead to the pages of one language. */
static struct text bare(const struct site_file *f)
{
	return f->lang == LANG_JA ? f->path : text_slice(f->path, 3, f->path.n);
}

static bool wanted(const struct site_file *f, enum lang lang, enum paper_of of)
{
	if (!f->page || f->lang != lang)
		return false;
	switch (of) {
	case PAPER_VERDICTS:
		return text_is(bare(f), "index.html");
	case PAPER_PLAN:
		return text_is(bare(f), "plan.html");
	default:
		return !text_is(bare(f), "data.html"); /* files to fetch are of no use on paper */
	}
}

static struct text title_of(struct doc *words, enum paper_of of)
{
	static const char *const id[PAPER_OF_COUNT] = { "paper.title-verdicts", "paper.title-plan",
							"paper.title-year" };

	return doc_label(words, id[of]);
}

struct paper *paper_of_plan(struct arena *a, const struct plan_report *r, enum lang lang, enum paper_of of)
{
	struct doc *words = doc_new(a, lang, (struct text){ 0 });
	struct paper *p = paper_begin(a, lang, title_of(words, of), r->as_of);
	site_file_list files = { 0 };

	p->plan = r->plan->title;
	p->owner = site_owner(r);
	p->edition = doc_words(words, "publish.as-of", "date", text_z(a, words_date(a, lang, r->as_of)), NULL);
	p->source = text_of(arena_printf(a, "%s %s", msg_label(lang, "paper.source"),
					 text_z(a, p->owner.n ? p->owner : r->plan->title)));
	if (r->invented)
		p->banner = doc_label(words, "publish.invented");
	else
		p->licence = doc_label(words, "publish.footer-licence");
	site_files(a, r, &files);
	for (size_t i = 0; i < files.n; i++)
		if (wanted(&files.at[i], lang, of))
			paper_chapter(p, site_document(a, r, &files.at[i]), bare(&files.at[i]));
	return p;
}
