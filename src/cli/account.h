/* cli/account.h - how an account is shown. */
#ifndef CLI_ACCOUNT_H
#define CLI_ACCOUNT_H

#include "cli/command.h"
#include "usecase/session.h"

json_t *account_json(struct call *c, const struct account *a);
/* One line: login, name, roles, section, state. */
void account_line(struct call *c, const struct account *a);
/* 2026-11-23T01:02:03Z */
const char *call_time(struct call *c, int64_t at);
/* Shows the account as the answer, behind a sentence with {login}; NULL: no sentence. */
void account_answer(struct call *c, const struct account *a, const char *done);

#endif
