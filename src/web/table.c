/* The pages, tried in this order: a literal address stands before a pattern that would match it too. To add one:
 * web/page.h. */
#include "web/page.h"

/* clang-format off */
extern const struct page
	page_index, page_index_in, page_en, page_style, page_icon, page_plain, page_plain_in,
	page_kpi_site, page_kpi_site_in, page_folder, page_folder_in, page_data_file, page_data_kpi,
	page_today, page_accounts, page_log, page_sign_in, page_sign_in_code, page_sign_out,
	page_account, page_account_password, page_account_totp, page_account_totp_end, page_account_tokens,
	page_account_token_end, page_account_sessions,
	page_account_new, page_account_link, page_account_change, page_log_accounts,
	page_link, page_setup, page_setup_plan, page_api,
	page_values, page_value_record, page_value_absent, page_value_withdraw, page_reviews, page_review_new, page_review, page_review_step,
	page_review_invite, page_review_item, page_review_assess, page_review_grade, page_review_comment, page_review_conclude,
	page_review_answer, page_review_decide, page_review_declare, page_review_promises, page_review_packet,
	page_review_report, page_review_remind, page_review_set, page_review_rest, page_review_meetings, page_review_meeting, page_review_invited, page_collect,
	page_collect_make, page_collect_read, page_collect_section, page_projects, page_project, page_project_set,
	page_project_cost, page_project_import, page_drafts, page_hand_over, page_office, page_office_section, page_office_owner, page_office_kpi, page_office_setting, page_office_member;

const struct page *const web_pages[] = {
	/* the site */
	&page_index, &page_en, &page_style, &page_icon, &page_index_in, &page_kpi_site, &page_kpi_site_in,
	&page_data_file, &page_data_kpi, &page_plain, &page_plain_in, &page_folder, &page_folder_in,

	/* the app: first what stands in its navigation, in that order */
	&page_today,
	&page_values,
	&page_projects,
	&page_reviews,
	&page_drafts,
	&page_hand_over,
	&page_office,
	&page_accounts,
	&page_log,

	&page_sign_in, &page_sign_in_code, &page_sign_out,
	&page_account, &page_account_password, &page_account_totp, &page_account_totp_end, &page_account_tokens,
	&page_account_token_end, &page_account_sessions,
	&page_account_new, &page_account_link, &page_account_change,
	&page_log_accounts,
	&page_link,
	&page_value_record, &page_value_absent, &page_value_withdraw,
	&page_review_new, &page_review_step, &page_review_invite, &page_review_item, &page_review_assess, &page_review_grade,
	&page_review_comment, &page_review_conclude, &page_review_answer, &page_review_decide, &page_review_rest, &page_review_declare,
	&page_review_promises, &page_review_packet, &page_review_report, &page_review_remind, &page_review_set, &page_review_meetings, &page_review_meeting,
	&page_collect, &page_collect_make, &page_collect_read, &page_collect_section, &page_review_invited, &page_review,
	&page_project, &page_project_set, &page_project_cost, &page_project_import,
	&page_office_section, &page_office_owner, &page_office_kpi, &page_office_setting, &page_office_member,
	&page_setup, &page_setup_plan,
	&page_api,
	NULL
};
