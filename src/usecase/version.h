/* usecase/version.h - what this binary is, and what the machine under it offers. */
#ifndef USECASE_VERSION_H
#define USECASE_VERSION_H

#include <stdbool.h>

struct version_info {
	const char *version, *jansson;
	char sqlite[24], postgresql[24]; /* the libraries behind the two drivers */
	bool seccomp;                    /* the kernel takes a filter: sosei-reader runs in one */
	int landlock; /* its ABI; 0: the kernel has none, and sosei-reader is held by seccomp and limits alone */
};

void version_read(struct version_info *v);

#endif
