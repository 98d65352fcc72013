/* tests/fuzz/fuzz.h - one target a file: tests/fuzz/NAME.c defines LLVMFuzzerTestOneInput() and nothing else that is
 * public.
 *
 * The same file is linked twice: with libFuzzer where the build has -Dfuzz=true (tools/fuzz-run), and with driver.c,
 * which feeds the kept inputs of corpus/NAME and crashes-NAME, in every build. A target checks properties, not only
 * that nothing crashes. To add one: write NAME.c, list NAME in meson.build, put a few small invented inputs into
 * corpus/NAME. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Unlike assert, never compiled out. */
#define MUST(condition)                                                                         \
	do {                                                                                    \
		if (!(condition)) {                                                             \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
			abort();                                                                \
		}                                                                               \
	} while (0)

#endif
