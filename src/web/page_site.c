/* The pages of the published site, from the living store. */
#include "web/page.h"

static struct text folder(const struct request *q)
{
	return q->lang == LANG_EN ? TEXT("en/") : TEXT("");
}

static bool answer_with(const struct request *q, struct arena *a, struct answer *answer, const char *path)
{
	answer->path = text_of(arena_printf(a, "%s%s", text_z(a, folder(q)), path));
	answer->known_at = request_field(q, "known-at")->date;
	return true;
}

static bool show_index(const struct request *q, struct arena *a, struct answer *answer, struct err *err)
{
	(void)err;
	return answer_with(q, a, answer, "index.html");
}

static bool show_page(const struct request *q, struct arena *a, struct answer *answer, struct err *err)
{
	(void)err;
	return answer_with(q, a, answer, arena_printf(a, "%s.html", text_z(a, request_field(q, "page")->text)));
}

static bool show_kpi(const struct request *q, struct arena *a, struct answer *answer, struct err *err)
{
	(void)err;
	return answer_with(q, a, answer, arena_printf(a, "kpi/%s.html", text_z(a, request_field(q, "kpi")->text)));
}

static bool show_folder(const struct request *q, struct arena *a, struct answer *answer, struct err *err)
{
	(void)err;
	return answer_with(q, a, answer,
			   arena_printf(a, "%s/%s.html", text_z(a, request_field(q, "folder")->text),
					text_z(a, request_field(q, "page")->text)));
}

static bool show_data(const struct request *q, struct arena *a, struct answer *answer, struct err *err)
{
	(void)err;
	answer->path = text_of(arena_printf(a, "data/%s", text_z(a, request_field(q, "file")->text)));
	answer->known_at = request_field(q, "known-at")->date;
	return true;
}

static bool show_kpi_data(const struct request *q, struct arena *a, struct answer *answer, struct err *err)
{
	(void)err;
	answer->path = text_of(arena_printf(a, "data/kpi/%s", text_z(a, request_field(q, "file")->text)));
	answer->known_at = request_field(q, "known-at")->date;
	return true;
}

static bool show_style(const struct request *q, struct arena *a, struct answer *answer, struct err *err)
{
	(void)q, (void)a, (void)err;
	answer->path = TEXT("style.css");
	answer->asset = true;
	return true;
}

static bool show_icon(const struct request *q, struct arena *a, struct answer *answer, struct err *err)
{
	(void)q, (void)a, (void)err;
	answer->path = TEXT("icon.svg");
	answer->asset = true;
	return true;
}

/* Without the slash, relative links would lead elsewhere. */
static bool show_en(const struct request *q, struct arena *a, struct answer *answer, struct err *err)
{
	(void)q, (void)a, (void)err;
	answer->redirect = TEXT("/en/");
	return true;
}

#define KNOWN_AT                                \
	{                                       \
		"known-at", FIELD_IN_QUERY_DATE \
	}
#define LANGUAGE                           \
	{                                  \
		"lang", FIELD_IN_PATH_LANG \
	}

const struct page page_index = { .route = "/", .may = MAY_ANYONE, .fields = { KNOWN_AT }, .show = show_index };
const struct page page_index_in = {
	.route = "/{lang}/", .may = MAY_ANYONE, .fields = { LANGUAGE, KNOWN_AT }, .show = show_index
};
const struct page page_en = { .route = "/en", .may = MAY_ANYONE, .show = show_en };
const struct page page_style = { .route = "/style.css", .may = MAY_ANYONE, .show = show_style };
const struct page page_icon = { .route = "/icon.svg", .may = MAY_ANYONE, .show = show_icon };
const struct page page_plain = {
	.route = "/{page}.html",
	.may = MAY_ANYONE,
	.fields = { { "page", FIELD_IN_PATH_NAME }, KNOWN_AT },
	.show = show_page,
};
const struct page page_plain_in = {
	.route = "/{lang}/{page}.html",
	.may = MAY_ANYONE,
	.fields = { LANGUAGE, { "page", FIELD_IN_PATH_NAME }, KNOWN_AT },
	.show = show_page,
};
const struct page page_kpi_site = {
	.route = "/kpi/{kpi}.html",
	.may = MAY_ANYONE,
	.fields = { { "kpi", FIELD_IN_PATH_NAME }, KNOWN_AT },
	.show = show_kpi,
};
const struct page page_kpi_site_in = {
	.route = "/{lang}/kpi/{kpi}.html",
	.may = MAY_ANYONE,
	.fields = { LANGUAGE, { "kpi", FIELD_IN_PATH_NAME }, KNOWN_AT },
	.show = show_kpi,
};
/* The items of a review: /review-2021-08/3.html. */
const struct page page_folder = {
	.route = "/{folder}/{page}.html",
	.may = MAY_ANYONE,
	.fields = { { "folder", FIELD_IN_PATH_NAME }, { "page", FIELD_IN_PATH_NAME }, KNOWN_AT },
	.show = show_folder,
};
const struct page page_folder_in = {
	.route = "/{lang}/{folder}/{page}.html",
	.may = MAY_ANYONE,
	.fields = { LANGUAGE, { "folder", FIELD_IN_PATH_NAME }, { "page", FIELD_IN_PATH_NAME }, KNOWN_AT },
	.show = show_folder,
};
const struct page page_data_file = {
	.route = "/data/{file}",
	.may = MAY_ANYONE,
	.fields = { { "file", FIELD_IN_PATH_NAME }, KNOWN_AT },
	.show = show_data,
};
const struct page page_data_kpi = {
	.route = "/data/kpi/{file}",
	.may = MAY_ANYONE,
	.fields = { { "file", FIELD_IN_PATH_NAME }, KNOWN_AT },
	.show = show_kpi_data,
};
