/* files/render_codes.h - what sosei-render and the one who starts it agree on. */
#ifndef FILES_RENDER_CODES_H
#define FILES_RENDER_CODES_H

/* Address space: the two font collections that are mapped (40 MB), a tree of a thousand pages and its PDF. */
#define RENDER_MEMORY_MAX ((size_t)2 << 30)

enum {
	RENDER_CPU_SECONDS_MAX = 60,
	/* Exit codes. */
	RENDER_USAGE = 101,
	RENDER_NO_SANDBOX = 102,
	RENDER_NO_FONT = 103,  /* complains of the family that is missing */
	RENDER_BAD_TREE = 104, /* what came over the pipe is not what this version reads, or over a ceiling */
	RENDER_FAILED = 105,   /* a library said no; complains */
};

#endif
