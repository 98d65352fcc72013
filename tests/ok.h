/* tests/ok.h - a call that must not fail: the test ends with the sentence that a person would read. cmocka.h comes
 * first. */
#ifndef TESTS_OK_H
#define TESTS_OK_H

#include "base/err.h"

#define OK(call)                                                                       \
	do {                                                                           \
		struct err err = { 0 };                                                \
		struct arena said_ = { 0 };                                            \
		if (!(call))                                                           \
			fail_msg("%s: %s", #call, msg_say(&said_, LANG_EN, &err.msg)); \
	} while (0)

#endif
