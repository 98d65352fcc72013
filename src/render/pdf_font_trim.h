/* render/pdf_font_trim.h - the subroutines that no glyph of an embedded font calls, emptied.
 *
 * cairo 1.16 leaves out what is not called, but gives up and keeps all (870 KB of Noto Sans CJK, twice a document) when
 * two glyphs share a subroutine that leaves numbers on the stack, as 文 and 亡 do. Here the glyphs are run again, each
 * to its end, and what none of them called becomes "return": the font keeps its shape, and its file packs to a fifth.
 */
#ifndef RENDER_PDF_FONT_TRIM_H
#define RENDER_PDF_FONT_TRIM_H

#include "base/text.h"

/* Overwrites them in place in a CID-keyed CFF font of n bytes. False: something in it is not understood, and nothing
 * was changed. Source: Adobe Technical Notes 5176 (CFF) and 5177 (Type 2 charstrings). */
bool pdf_font_trim(unsigned char *font, size_t n);

#endif
