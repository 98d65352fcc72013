/* render/memory_file.h - files that are memory, for a library that knows only files.
 *
 * libxlsxwriter 1.1.4 (Debian 12) writes each part of a workbook into a temporary file and the whole into a named one;
 * behind the walls of sosei-render nothing can be opened for writing. So its two ways out, lxw_tmpfile() and minizip's
 * zipOpen(), are ours (memory_file.c): symbols of a program come before those of its libraries. Were a later version
 * to go another way, the walls would refuse, and a test would say so. Rejected: a folder for temporary files, which a
 * full disk or a stranger can disturb.
 */
#ifndef RENDER_MEMORY_FILE_H
#define RENDER_MEMORY_FILE_H

#include "base/text.h"

/* Where the next workbook goes; set before workbook_close(). */
void memory_file_output(struct buf *out);

#endif
