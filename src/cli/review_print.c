/* Papers of the review year as files. One file, since the commands differ only in what is put on paper. */
#include "cli/review.h"
#include "publish/workbook_doc.h"
#include "usecase/paper.h"
#include "usecase/review_paper.h"

static bool named_well(struct call *c, struct err *err)
{
	struct text file = c->arguments[0];

	return text_ends(file, TEXT(".pdf")) || text_ends(file, TEXT(".xlsx")) ||
	       err_set(err, ERR_USAGE, "cli.print-ending", "file", text_z(c->arena, file), NULL);
}

static bool write_paper(struct call *c, const struct paper *p, struct err *err)
{
	const char *file = text_z(c->arena, c->arguments[0]);
	struct text bytes;
	bool made = text_ends(c->arguments[0], TEXT(".xlsx"))
			    ? paper_workbook(c->arena, &bytes, workbook_of_paper(p), err)
			    : paper_pdf(c->arena, &bytes, p, err);

	if (!made || !paper_write(file, bytes, err))
		return false;
	if (c->json)
		c->answer = json_pack("{s:s,s:o,s:s,s:I}", "file", file, "title", json_text(p->title), "as_of",
				      DATE(p->as_of), "bytes", (json_int_t)bytes.n);
	else
		call_say(c, "cli.print-paper-done", "file", file, "title", text_z(c->arena, p->title), "as_of",
			 DATE(p->as_of), NULL);
	return true;
}

static bool run_review(struct call *c, struct err *err)
{
	enum review_paper_of of = text_is(call_text(c, "of"), "report") ? REVIEW_REPORT : REVIEW_PACKET;
	struct review r;
	struct paper *p;

	return named_well(c, err) && review_load_papers(&r, &c->context, call_text(c, "review"), err) &&
	       review_paper(&p, &c->context, &r, of, c->lang, err) && write_paper(c, p, err);
}

const struct command command_review_print = {
	.words = "review print",
	.arguments = { "FILE" },
	.summary = "cli.review-print",
	.details = "cli.review-print-details",
	.needs = NEEDS_STORE,
	.options = (const struct option[]){ REVIEW_OPTION,
					    { "of", "packet|report", "cli.review-print-of", OPTION_CHOICE },
					    { 0 } },
	.run = run_review
};

static bool run_section(struct call *c, struct err *err)
{
	struct paper *p;

	return named_well(c, err) && hand_over_paper(&p, &c->context, call_text(c, "section"), c->lang, err) &&
	       write_paper(c, p, err);
}

const struct command command_section_print = {
	.words = "section print",
	.arguments = { "FILE" },
	.summary = "cli.section-print",
	.details = "cli.section-print-details",
	.needs = NEEDS_STORE,
	.options =
		(const struct option[]){ { "section", "KEY", "cli.section-print-section", OPTION_TEXT, true }, { 0 } },
	.run = run_section
};
