/* driver FOLDER...: gives every file of the folders to the target, and each also damaged in some hundred ways that are
 * the same every time. Prints TAP. A target that fails ends the program, after the name of the file was printed. */
#include "fuzz.h"

#include <glob.h>
#include <string.h>

enum { DAMAGES = 300, DAMAGES_OF_LARGE = 60, LARGE = 4096, INPUT_MAX = 1 << 20 };

static uint64_t next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* Where SOSEI_FUZZ_LAST names a file, it holds the last input given: the one that broke the target. */
static void leave(const uint8_t *bytes, size_t n)
{
	const char *path = getenv("SOSEI_FUZZ_LAST");
	FILE *f = path ? fopen(path, "wb") : NULL;

	if (!f)
		return;
	fwrite(bytes, 1, n, f);
	fclose(f);
}

/* From a block of exactly that size, so that the sanitizers see a byte read behind it. */
static void run(const uint8_t *bytes, size_t n)
{
	uint8_t *exact = malloc(n ? n : 1);

	if (n)
		memcpy(exact, bytes, n);
	leave(exact, n);
	LLVMFuzzerTestOneInput(exact, n);
	free(exact);
}

static size_t damage(uint8_t *bytes, size_t n, uint64_t *seed)
{
	static const char *const pieces[] = { "\0", "\xE3", "\xE3\x80\x80", "\n", "-", "9999999999", "%", "\"", "{",
					      "[",  ":",    "\xFF\xFE",     "=",  "," };
	size_t at = n ? next(seed) % n : 0, piece;

	switch (next(seed) % 5) {
	case 0: /* cut */
		return at;
	case 1: /* one byte changed */
		if (n)
			bytes[at] = (uint8_t)next(seed);
		return n;
	case 2: /* some bytes taken out */
		piece = n ? next(seed) % (n - at + 1) % 16 : 0;
		memmove(bytes + at, bytes + at + piece, n - at - piece);
		return n - piece;
	case 3: /* some bytes twice */
		piece = n ? next(seed) % (n - at + 1) % 64 : 0;
		memmove(bytes + at + piece, bytes + at, n - at);
		return n + piece;
	default: /* something put in */
		piece = next(seed) % (sizeof pieces / sizeof *pieces);
		memmove(bytes + at + strlen(pieces[piece]), bytes + at, n - at);
		memcpy(bytes + at, pieces[piece], strlen(pieces[piece]));
		return n + strlen(pieces[piece]);
	}
}

static size_t read_file(const char *path, uint8_t *bytes)
{
	FILE *f = fopen(path, "rb");
	size_t n = f ? fread(bytes, 1, INPUT_MAX, f) : 0;

	if (!f)
		exit(2);
	fclose(f);
	return n;
}

static void run_file(const char *path)
{
	uint8_t *bytes = malloc(INPUT_MAX), *damaged = malloc(2 * INPUT_MAX);
	size_t n = read_file(path, bytes);
	uint64_t seed = 88172645463325252u;

	printf("# %s\n", path);
	fflush(stdout);
	run(bytes, n);
	for (int i = 0; i < (n > LARGE ? DAMAGES_OF_LARGE : DAMAGES); i++) {
		size_t m = n;

		memcpy(damaged, bytes, n);
		for (uint64_t k = 1 + next(&seed) % 3; k > 0; k--)
			m = damage(damaged, m, &seed);
		run(damaged, m);
	}
	free(damaged);
	free(bytes);
}

int main(int argc, char **argv)
{
	glob_t found = { 0 };

	for (int i = 1; i < argc; i++) {
		char pattern[4096];

		snprintf(pattern, sizeof pattern, "%s/*", argv[i]);
		glob(pattern, i > 1 ? GLOB_APPEND : 0, NULL, &found);
	}
	run((const uint8_t *)"", 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		run_file(found.gl_pathv[i]);
	printf("%s 1 - holds over %zu kept inputs, each also damaged in %d ways or more\n1..1\n",
	       found.gl_pathc ? "ok" : "not ok", found.gl_pathc, DAMAGES_OF_LARGE);
	globfree(&found);
	return found.gl_pathc ? 0 : 1;
}
