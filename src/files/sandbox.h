/* files/sandbox.h - gives up everything but reading, computing and writing to what is already open.
 *
 * For programs that look at bytes from outside. After sandbox_enter() this process, and whatever it execs: has no
 * sockets, starts no process or thread, opens nothing for writing, makes no file, signals nobody, gains no privilege,
 * runs no code from memory that it wrote; has ceilings of memory, processor time and files; and, where the kernel has
 * Landlock, reads only below the folders named and executes only the files named. It needs nothing of the rest of
 * sosei, so that a helper stays small.
 */
#ifndef FILES_SANDBOX_H
#define FILES_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

struct sandbox {
	const char *const
		*readable; /* folders and files, NULL at the end; what is absent is passed over. None: opens nothing */
	const char *const *executable; /* files. None: executes nothing */
	size_t memory_max;             /* bytes of address space */
	unsigned cpu_seconds_max;
	bool threads; /* may start threads of its own (pango does); never processes */
};

/* What pdftotext needs: libraries, poppler's tables, and itself. */
extern const struct sandbox sandbox_for_pdf;
/* Nothing: who reads tables has all its code, and its input on descriptor 0. */
extern const struct sandbox sandbox_for_sheets;

/* Enters. False with errno set, and *what naming the step, where the kernel refuses: the caller must then not go on.
 * Descriptors above 2 are closed. As root, becomes nobody where the system lets it. There is no way back. */
bool sandbox_enter(const struct sandbox *s, const char **what);

/* The version of Landlock that the kernel offers; 0: none. */
int sandbox_landlock_version(void);

#endif
