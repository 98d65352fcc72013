#include "base/msg.h"

#include <stdio.h>

int main(void)
{
	puts(msg_label(LANG_JA, "base.hello"));
	return 0;
}
