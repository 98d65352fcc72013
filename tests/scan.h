/* tests/scan.h - C source read as tokens, for the tests that hold the house to its rules. */
#ifndef TESTS_SCAN_H
#define TESTS_SCAN_H

#include "base/arena.h"
#include "base/list.h"
#include "base/text.h"

enum token_kind {
	TOKEN_WORD,    /* identifier or number */
	TOKEN_STRING,  /* adjacent literals joined; text without quotes, escapes as written */
	TOKEN_INCLUDE, /* "plan/plan.h" or <stdio.h>, with its quotes */
	TOKEN_MARK,    /* one character */
};

struct token {
	enum token_kind kind;
	struct text text;
	uint32_t line;
};
typedef LIST(struct token) token_list;

struct source {
	const char *path; /* below the root: src/plan/read.c */
	struct text room; /* plan; empty for a file right in src */
	token_list tokens;
};
typedef LIST(struct source) source_list;

/* Every .c and .h file below root/src, in the order of their paths. Fails the test where the folder cannot be read. */
source_list scan_sources(struct arena *a, const char *root);
token_list scan_tokens(struct arena *a, struct text source);
/* Fails the test where it cannot be read. */
struct text scan_file(struct arena *a, const char *path);

/* All failings are shown, then the test fails: one run tells everything. cmocka.h comes first. */
extern int scan_failings;
#define FAILING(...) (scan_failings++, print_error(__VA_ARGS__))
#define NONE_FAILED()                    \
	do {                             \
		int n_ = scan_failings;  \
		scan_failings = 0;       \
		assert_int_equal(n_, 0); \
	} while (0)

#endif
