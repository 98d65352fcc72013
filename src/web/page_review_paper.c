/* The papers of a review, for those who may see it: made when they are asked for, by sosei-render, while others go on.
 */
#include "publish/workbook_doc.h"
#include "usecase/paper.h"
#include "usecase/review_paper.h"
#include "web/review_parts.h"

static bool make(struct request *q, struct paper_made *made, enum review_paper_of of, struct err *err)
{
	struct arena *a = q->context->arena;
	struct review r;
	struct paper *p;
	bool ok;

	if (!review_load_papers(&r, q->context, request_text(q, "review"), err) ||
	    !review_paper(&p, q->context, &r, of, q->lang, err))
		return false;
	made->type = "application/pdf";
	made->name = arena_printf(a, "review-%s-%s.pdf", text_z(a, r.head.id), review_paper_name(of));
	if (!request_unlock(q, err))
		return false;
	ok = paper_pdf(a, &made->bytes, p, err);
	request_lock(q);
	return ok;
}

static bool paper_packet(struct request *q, struct paper_made *made, struct err *err)
{
	return make(q, made, REVIEW_PACKET, err);
}

static bool paper_report(struct request *q, struct paper_made *made, struct err *err)
{
	return make(q, made, REVIEW_REPORT, err);
}

const struct page page_review_packet = {
	.route = "/review/{review}/packet.pdf",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_PACKET,
	.title = "web.review-packet",
	.fields = { REVIEW_FIELD },
	.paper = paper_packet,
	.gives = "application/pdf",
};

const struct page page_review_report = {
	.route = "/review/{review}/report.pdf",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_PACKET,
	.title = "web.review-report",
	.fields = { REVIEW_FIELD },
	.paper = paper_report,
	.gives = "application/pdf",
};
