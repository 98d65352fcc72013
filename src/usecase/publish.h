/* usecase/publish.h - the whole site as files. */
#ifndef USECASE_PUBLISH_H
#define USECASE_PUBLISH_H

#include "base/err.h"
#include "publish/report.h"

struct publish_result {
	size_t files;
	uint64_t bytes;
};

/* Writes the site of a report into dir, which is made where it is absent. The files are written into a folder beside
 * dir and take its place by one rename, so a reader sees the old site or the new one and never half of either; on
 * failure dir is as it was. A dir that holds an earlier site of ours is replaced; one that holds anything else is
 * ERR_CONFLICT, naming the file in the way. ERR_SYSTEM: disk full, no permission. Same report, same bytes. */
MUST_CHECK bool usecase_publish(const struct plan_report *r, const char *dir, struct publish_result *result,
				struct err *err);

#endif
