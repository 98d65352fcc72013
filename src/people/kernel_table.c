/* The functions of one instruction set, as a table. */
#include "people/kernel_set.h"

#define TEXT2(set) #set
#define TEXT1(set) TEXT2(set)

const struct kernel SET(kernel) = {
	.name = TEXT1(SOSEI_SET),
	.lanes = LANES,
	.shared = SET(kernel_shared),
	.own = SET(kernel_own),
	.row = SET(kernel_row),
	.add = SET(kernel_add),
	.draw = SET(kernel_draw),
	.select = SET(kernel_select),
};
