/* tests/file.h - a whole file, for tests and benchmarks. */
#ifndef TESTS_FILE_H
#define TESTS_FILE_H

#include "base/text.h"

/* In the arena, with a NUL behind; p == NULL where it cannot be opened. */
struct text file_read(struct arena *a, const char *path);

#endif
