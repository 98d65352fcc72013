/* From which stage to which an act may be done. A column of its own for corrections: the stage moves on as soon as the
 * last finding is there, and whoever then sees a slip of the pen in one must still be able to mend it. */
#include "review/act.h"

static const struct {
	const char *name;
	enum review_stage from, to, correct_to;
} acts[ACT_COUNT] = {
	[ACT_ASSESS] = { "assess", STAGE_COLLECTING, STAGE_FROZEN, STAGE_FROZEN },
	[ACT_FREEZE] = { "freeze", STAGE_FROZEN, STAGE_FROZEN, STAGE_FROZEN },
	[ACT_INVITE] = { "invite", STAGE_COLLECTING, STAGE_REVIEWING, STAGE_REVIEWING },
	[ACT_DECLARE] = { "declare", STAGE_REVIEWING, STAGE_REVIEWING, STAGE_REVIEWING },
	[ACT_GRADE] = { "grade", STAGE_REVIEWING, STAGE_REVIEWING, STAGE_REVIEWING },
	[ACT_REVEAL] = { "reveal", STAGE_REVIEWING, STAGE_REVIEWING, STAGE_REVIEWING },
	[ACT_REVISE] = { "revise", STAGE_CONCLUDED, STAGE_CONCLUDED, STAGE_CONCLUDED },
	[ACT_COMMENT] = { "comment", STAGE_CONCLUDED, STAGE_CONCLUDED, STAGE_CONCLUDED },
	[ACT_CONCLUDE] = { "conclude", STAGE_CONCLUDED, STAGE_CONCLUDED, STAGE_ANSWERED },
	[ACT_ANSWER] = { "respond", STAGE_ANSWERED, STAGE_ANSWERED, STAGE_DECIDED },
	[ACT_DECIDE] = { "decide", STAGE_DECIDED, STAGE_DECIDED, STAGE_PUBLISHED },
	[ACT_PUBLISH] = { "publish", STAGE_PUBLISHED, STAGE_PUBLISHED, STAGE_CLOSED },
	[ACT_CLOSE] = { "close", STAGE_PUBLISHED, STAGE_PUBLISHED, STAGE_PUBLISHED },
};

const char *act_name(enum review_act act)
{
	return acts[act].name;
}

enum act_when act_when(enum review_act act, enum review_stage stage, bool correcting)
{
	if (stage < acts[act].from)
		return ACT_TOO_EARLY;
	return stage > (correcting ? acts[act].correct_to : acts[act].to) ? ACT_TOO_LATE : ACT_NOW;
}
