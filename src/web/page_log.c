/* What was done, by whom and when: the log of events, and beside it what was done to accounts. For auditors. */
#include "usecase/log_read.h"
#include "web/app.h"
#include "web/form.h"

enum { LINES = 50 };

static void put_older(struct request *q, struct doc *d, const char *path, int64_t before)
{
	if (before > 1)
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }),
			 text_of(arena_printf(d->arena, "%s?before=%lld", text_z(d->arena, request_path(q, path)),
					      (long long)before)),
			 doc_label(d, "web.log-older"));
}

static void put_number(struct doc *d, struct node *row, int64_t number)
{
	doc_cell(d, row, CELL_HEADER | CELL_NOWRAP, text_of(arena_strdup(d->arena, NUM(number))));
}

static bool view_log(struct request *q, struct doc *d, struct err *err)
{
	log_line_list lines = { 0 };
	struct node *table, *p;

	if (!log_lines(&lines, q->context, request_field(q, "before")->number, LINES, err))
		return false;
	p = doc_paragraph(d, d->body, doc_label(d, "web.log-what"));
	doc_link(d, p, request_path(q, "/log/accounts"), doc_label(d, "web.log-accounts"));
	if (!lines.n) {
		doc_paragraph(d, d->body, doc_label(d, "web.log-none"));
		return true;
	}
	table = doc_table(d, d->body, "events", doc_label(d, "web.log-caption"), TABLE_CARDS);
	page_head(d, table,
		  (const char *[]){ "web.log-number", "web.log-at", "web.log-actor", "web.log-kind", "web.log-body",
				    NULL });
	for (size_t i = 0; i < lines.n; i++) {
		const struct log_line *l = &lines.at[i];
		struct node *row = doc_row(d, table), *cell, *fold;

		put_number(d, row, l->number);
		doc_cell(d, row, CELL_NOWRAP, page_time(d, l->at));
		doc_cell(d, row, 0, l->actor.p ? l->actor : doc_label(d, "web.log-removed"));
		doc_cell(d, row, CELL_NOWRAP,
			 doc_label(d, arena_printf(d->arena, "kind.%s", text_z(d->arena, l->kind))));
		cell = doc_cell(d, row, 0, l->said[d->lang]);
		fold = doc_add(d, cell, NODE_FOLD);
		fold->text = doc_label(d, "web.log-raw");
		doc_code(d, fold, l->kind);
		doc_text(d, fold, TEXT(" "));
		doc_code(d, fold, l->body);
	}
	put_older(q, d, "/log", lines.at[lines.n - 1].number);
	return true;
}

/* The body as it lies in the log, and in words. */
static json_t *line_json(const struct log_line *l)
{
	json_t *body = json_loadb(l->body.p, l->body.n, 0, NULL);

	return json_pack("{s:I,s:I,s:o,s:o,s:o,s:{s:o,s:o}}", "n", (json_int_t)l->number, "at", (json_int_t)l->at,
			 "actor", l->actor.p ? json_text(l->actor) : json_null(), "kind", json_text(l->kind), "body",
			 body ? body : json_null(), "said", "ja", json_text(l->said[LANG_JA]), "en",
			 json_text(l->said[LANG_EN]));
}

static bool data_log(struct request *q, json_t **data, struct err *err)
{
	log_line_list lines = { 0 };
	json_t *list;

	if (!log_lines(&lines, q->context, request_field(q, "before")->number, LINES, err))
		return false;
	list = json_array();
	for (size_t i = 0; i < lines.n; i++)
		json_array_append_new(list, line_json(&lines.at[i]));
	*data = json_pack("{s:o}", "events", list);
	return true;
}

const struct page page_log = {
	.route = "/log",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_LOG,
	.title = "web.log",
	.nav = "web.log",
	.fields = { { "before", FIELD_IN_QUERY_INT } },
	.view = view_log,
	.data = data_log,
	.gives = "Log",
};

static bool view_accounts(struct request *q, struct doc *d, struct err *err)
{
	account_line_list lines = { 0 };
	struct node *table;

	if (!account_log_read(&lines, q->context, request_field(q, "before")->number, LINES, err))
		return false;
	if (!lines.n) {
		doc_paragraph(d, d->body, doc_label(d, "web.log-none"));
		return true;
	}
	table = doc_table(d, d->body, "account-log", doc_label(d, "web.log-accounts"), TABLE_CARDS);
	page_head(d, table,
		  (const char *[]){ "web.log-number", "web.log-at", "web.log-actor", "web.log-did", "web.log-whose",
				    "web.session-address", NULL });
	for (size_t i = 0; i < lines.n; i++) {
		const struct account_line *l = &lines.at[i];
		struct node *row = doc_row(d, table), *cell;

		put_number(d, row, l->number);
		doc_cell(d, row, CELL_NOWRAP, page_time(d, l->at));
		doc_cell(d, row, 0, l->actor);
		cell = doc_cell(d, row, 0, doc_label(d, l->what));
		if (l->detail.n) {
			doc_break(d, cell);
			doc_text(d, cell, l->detail);
		}
		doc_cell(d, row, 0, page_or_dash(l->login));
		doc_cell(d, row, CELL_NOWRAP, page_or_dash(l->address));
	}
	put_older(q, d, "/log/accounts", lines.at[lines.n - 1].number);
	return true;
}

static bool data_accounts(struct request *q, json_t **data, struct err *err)
{
	account_line_list lines = { 0 };
	json_t *list;

	if (!account_log_read(&lines, q->context, request_field(q, "before")->number, LINES, err))
		return false;
	list = json_array();
	for (size_t i = 0; i < lines.n; i++) {
		const struct account_line *l = &lines.at[i];

		json_array_append_new(list, json_pack("{s:I,s:I,s:o,s:s,s:o,s:o,s:o}", "n", (json_int_t)l->number, "at",
						      (json_int_t)l->at, "actor", json_text(l->actor), "what", l->what,
						      "detail", json_text(l->detail), "login", json_text(l->login),
						      "address", json_text(l->address)));
	}
	*data = json_pack("{s:o}", "lines", list);
	return true;
}

const struct page page_log_accounts = {
	.route = "/log/accounts",
	.may = MAY_RIGHT,
	.right = RIGHT_READ_LOG,
	.title = "web.log-accounts",
	.fields = { { "before", FIELD_IN_QUERY_INT } },
	.view = view_accounts,
	.data = data_accounts,
	.gives = "AccountLog",
};
