/* render/xlsx.h - a workbook as the bytes of an .xlsx, by libxlsxwriter. */
#ifndef RENDER_XLSX_H
#define RENDER_XLSX_H

#include "publish/workbook.h"

/* Appends the bytes; the same workbook gives the same bytes. ERR_SYSTEM with the library's word. */
MUST_CHECK bool render_xlsx(struct buf *out, const struct workbook *w, struct err *err);

#endif
