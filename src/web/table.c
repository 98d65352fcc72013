#include "web/page.h"

/* Tried in this order: a literal address stands before a pattern that would match it too. To add one: web/page.h. */
/* clang-format off */
extern const struct page
	page_index, page_index_in, page_en, page_style, page_icon, page_plain, page_plain_in,
	page_kpi_site, page_kpi_site_in, page_data_file, page_data_kpi,
	page_today, page_accounts, page_log, page_sign_in, page_sign_in_code, page_sign_out,
	page_account, page_account_password, page_account_totp, page_account_totp_end, page_account_tokens,
	page_account_token_end, page_account_sessions,
	page_account_new, page_account_link, page_account_change, page_log_accounts,
	page_link, page_setup, page_setup_plan, page_api;

const struct page *const web_pages[] = {
	/* the site */
	&page_index, &page_en, &page_style, &page_icon, &page_index_in, &page_kpi_site, &page_kpi_site_in,
	&page_data_file, &page_data_kpi, &page_plain, &page_plain_in,

	/* the app: first what stands in its navigation, in that order */
	&page_today,
	&page_accounts,
	&page_log,

	&page_sign_in, &page_sign_in_code, &page_sign_out,
	&page_account, &page_account_password, &page_account_totp, &page_account_totp_end, &page_account_tokens,
	&page_account_token_end, &page_account_sessions,
	&page_account_new, &page_account_link, &page_account_change,
	&page_log_accounts,
	&page_link,
	&page_setup, &page_setup_plan,
	&page_api,
	NULL
};
