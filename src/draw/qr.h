/* draw/qr.h - a QR code as inline SVG, black on white whatever the page's colours, since cameras want it so. */
#ifndef DRAW_QR_H
#define DRAW_QR_H

#include "base/text.h"

/* Appends <svg class="qr">; false: too long for a code. label: what it is, for those who do not see it. */
bool draw_qr(struct buf *out, struct text content, struct text label);

#endif
