#include "web/page.h"

/* Tried in this order: a literal address stands before a pattern that would match it too. To add one: web/page.h. */
extern const struct page page_index, page_index_in, page_en, page_style, page_icon, page_plain, page_plain_in,
	page_kpi_site, page_kpi_site_in, page_data_file, page_data_kpi;
extern const struct page page_sign_in, page_sign_in_code, page_sign_out, page_today;

const struct page *const web_pages[] = {
	/* the site */
	&page_index, &page_en, &page_style, &page_icon, &page_index_in, &page_kpi_site, &page_kpi_site_in,
	&page_data_file, &page_data_kpi, &page_plain, &page_plain_in,
	/* the app; in the order of its navigation */
	&page_today, &page_sign_in, &page_sign_in_code, &page_sign_out, NULL
};
