/* The code itself by libqrencode; one path of unit squares, run by run, is a tenth of a rectangle each. */
#include "draw/qr.h"

#include <qrencode.h>

#include "draw/chart.h"

enum { QUIET = 4, QR_MOST = 1000 };

bool draw_qr(struct buf *out, struct text content, struct text label)
{
	QRcode *qr = content.n && content.n <= QR_MOST
			     ? QRcode_encodeData((int)content.n, (const unsigned char *)content.p, 0, QR_ECLEVEL_M)
			     : NULL;

	if (!qr)
		return false;
	buf_printf(out,
		   "<svg class=\"qr\" role=\"img\" viewBox=\"%d %d %d %d\" width=\"240\" height=\"240\" aria-label=\"",
		   -QUIET, -QUIET, qr->width + 2 * QUIET, qr->width + 2 * QUIET);
	draw_xml_text(out, label);
	buf_printf(out, "\"><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#fff\"/><path fill=\"#000\" d=\"",
		   -QUIET, -QUIET, qr->width + 2 * QUIET, qr->width + 2 * QUIET);
	for (int y = 0; y < qr->width; y++)
		for (int x = 0, from = -1; x <= qr->width; x++) {
			bool dark = x < qr->width && qr->data[y * qr->width + x] & 1;

			if (dark && from < 0)
				from = x;
			if (!dark && from >= 0) {
				buf_printf(out, "M%d %dh%dv1h-%dz", from, y, x - from, x - from);
				from = -1;
			}
		}
	buf_puts(out, "\"/></svg>");
	QRcode_free(qr);
	return true;
}
