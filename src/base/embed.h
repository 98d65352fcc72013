/* base/embed.h - files compiled into the binary (tools/embed.py): SQL, catalogues, assets, examples, parameters.
 * So one file is the program, and it finds its parts on a closed network and in a test alike. */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include "base/text.h"

struct embedded {
	const char *name; /* path below the embedded folder: "0001_log.sql", "kumamoto/plan.txt" */
	const unsigned char *bytes;
	size_t size;
};

/* Sorted by name. */
struct embedded_table {
	const struct embedded *at;
	size_t n;
};

extern const struct embedded_table embed_schema;   /* src/store/schema */
extern const struct embedded_table embed_query;    /* src/store/query */
extern const struct embedded_table embed_po;       /* ja.mo, en.mo */
extern const struct embedded_table embed_assets;   /* assets */
extern const struct embedded_table embed_examples; /* examples */
extern const struct embedded_table embed_data;     /* data */

/* The file of that name, empty with p == NULL where there is none. */
struct text embed_find(const struct embedded_table *table, const char *name);

#endif
