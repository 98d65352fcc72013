/* Any words give a call or one error of usage. The input's lines are the words. */
#include "fuzz.h"

#include <string.h>

#include "cli/command.h"

enum { WORDS_MAX = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct err err = { 0 };
	struct call call = { .arena = &a };
	char *all = arena_memdup(&a, data, size), *argv[WORDS_MAX + 1] = { 0 };
	int argc = 0, words = 0;

	for (char *p = all; p && argc < WORDS_MAX; p = p ? p + 1 : NULL) {
		argv[argc++] = p;
		p = strchr(p, '\n');
		if (p)
			*p = '\0';
	}
	call.command = command_find(argv, argc, &words);
	if (call.command && !call_parse(&call, argc - words, argv + words, &err)) {
		MUST(err.kind == ERR_USAGE || err.kind == ERR_INPUT);
		MUST(*msg_say(&a, LANG_JA, &err.msg));
	}
	if (!call.command && argc)
		nearest_command(&a, argv[0]);
	arena_clear(&a);
	return 0;
}
