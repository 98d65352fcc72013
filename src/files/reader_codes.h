/* files/reader_codes.h - what sosei-reader and the one who starts it agree on. */
#ifndef FILES_READER_CODES_H
#define FILES_READER_CODES_H

#define READER_MEMORY_MAX ((size_t)1 << 30)

enum {
	READER_CPU_SECONDS_MAX = 20,
	/* Exit codes; those of pdftotext are below 100. */
	READER_USAGE = 101,
	READER_NO_SANDBOX = 102,
	READER_NO_POPPLER = 103,
};

#endif
