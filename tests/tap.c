/* Linked into every cmocka test. cmocka 1.1.5 says "not ok 1 # SKIP name" of a skipped test, which TAP readers count as
 * failed; this takes the place of the function that says so. What a test says with it (a figure that was measured) is
 * given the mark of a comment, since a line that is none of TAP's is an error to its readers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool is_tap(const char *line)
{
	static const char *const begins[] = { "ok ", "not ok ", "1..", "#", "TAP version" };

	line += strspn(line, " \t");
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		if (strncmp(line, begins[i], strlen(begins[i])) == 0)
			return true;
	return *line == '\n' || !*line;
}

static bool wants_tap(void)
{
	const char *output = getenv("CMOCKA_MESSAGE_OUTPUT");

	return output && strcmp(output, "TAP") == 0;
}

void print_message(const char *const format, ...)
{
	va_list args;

	va_start(args, format);
	if (strncmp(format, "not ok %u # SKIP %s", 19) == 0) {
		unsigned number = va_arg(args, unsigned);

		printf("ok %u - %s # SKIP\n", number, va_arg(args, const char *));
		fflush(stdout);
	} else {
		if (wants_tap() && !is_tap(format))
			printf("# ");
		vprint_message(format, args);
	}
	va_end(args);
}
