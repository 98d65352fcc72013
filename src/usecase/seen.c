/* The number of the event that stands is the version of a thing: it is in every page already, and no counter of its own
 * could disagree with the log. */
#include "usecase/seen.h"

bool seen_still(struct seen seen, int64_t stands, struct err *err)
{
	if (!seen.told || seen.event == stands)
		return true;
	return err_set(err, ERR_CONFLICT, "usecase.changed-meanwhile", "event", NUM(stands), NULL);
}
