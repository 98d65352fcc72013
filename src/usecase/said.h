/* usecase/said.h - what a clerk writes for what the program calls otherwise: 2021年度 for FY2021, 確定 for final. */
#ifndef USECASE_SAID_H
#define USECASE_SAID_H

#include "publish/report.h"

/* FY2021, CY2021, 2021-10-01; and as plans write them: 2021年度, 令和3年度, Ｒ３年度, 2021年, 令和元年, 2021年10月1日.
 * A bare year is refused: it may be either. ERR_INPUT. */
MUST_CHECK bool period_said(struct period *p, struct text t, struct err *err);

/* FY, CY or DATE, as the setting measured_by has it; PERIOD_NONE for anything else. */
enum period_kind period_kind_said(struct text t);

/* preliminary, provisional, final; 速報, 概数, 確定, with or without 値. */
MUST_CHECK bool value_state_said(enum value_state *s, struct text t);

/* 1234, 1,234, １，２３４, △85, −0.5: exact; separators only where groups of three digits follow. ERR_INPUT. */
MUST_CHECK bool decimal_said(struct decimal *d, struct text t, struct err *err);

/* An amount of money: whole yen, from nothing to 100 trillion, what the nation spends in a year; so no sum of them runs
 * over. ERR_INPUT. */
MUST_CHECK bool yen_fit(int64_t yen, struct err *err);
/* The same as written in a table; false: none. */
MUST_CHECK bool yen_said(int64_t *yen, struct text t);

/* A number with a unit behind it: 11.9％, 6,093人. *unit is as it was written, empty where none was. */
MUST_CHECK bool figure_said(struct decimal *d, struct text *unit, struct text t, struct err *err);
bool same_unit(struct text a, struct text b); /* ％ and % are one */

/* 2022-09-30, or 2022-09 for a month; and as plans write them: 2022年9月30日, 令和4年9月, Ｒ４.９.30, 2022/9. */
MUST_CHECK bool date_said(struct date *d, struct text t, struct err *err);

/* An address of the web, as a link may lead to: http:// or https://, a host, no spaces or quotes. ERR_INPUT. */
MUST_CHECK bool web_address(struct text t, struct err *err);

#endif
