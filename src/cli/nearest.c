/* "Did you mean": the word with the fewest edits (Damerau-Levenshtein, neighbours swapped count as one), if they are
 * few. */
#include <string.h>

#include "cli/command.h"

enum { WORD_MAX = 40 };

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* Edits from a to b; a large number where one is long. */
static int edits(const char *a, const char *b)
{
	int d[WORD_MAX + 1][WORD_MAX + 1];
	int n = (int)strlen(a), m = (int)strlen(b);

	if (n > WORD_MAX || m > WORD_MAX)
		return WORD_MAX;
	for (int i = 0; i <= n; i++)
		d[i][0] = i;
	for (int j = 0; j <= m; j++)
		d[0][j] = j;
	for (int i = 1; i <= n; i++)
		for (int j = 1; j <= m; j++) {
			d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[n][m];
}

const char *nearest_word(const char *written, const char *const *words, size_t n)
{
	size_t length = strlen(written);
	const char *best = NULL;
	int best_edits = (int)length / 3 + 2;

	if (length == 0)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		/* The beginning of a word is near it, however much is missing: --base for --baseline. */
		bool begins = length >= 2 && strncmp(words[i], written, length) == 0;
		int e = begins ? 1 : edits(written, words[i]);

		if (e < best_edits) {
			best = words[i];
			best_edits = e;
		}
	}
	return best;
}

const char *nearest_command(struct arena *a, const char *written)
{
	const char **words = arena_array(a, n_commands, sizeof *words);

	for (size_t i = 0; i < n_commands; i++)
		words[i] = commands[i]->words;
	return nearest_word(written, words, n_commands);
}
