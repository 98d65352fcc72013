/* usecase/said.h - what a clerk writes for what the program calls otherwise: 2021年度 for FY2021, 確定 for final. */
#ifndef USECASE_SAID_H
#define USECASE_SAID_H

#include "publish/report.h"

/* FY2021, CY2021, 2021-10-01; and as plans write them: 2021年度, 令和3年度, Ｒ３年度, 2021年, 令和元年, 2021年10月1日.
 * A bare year is refused: it may be either. ERR_INPUT. */
MUST_CHECK bool period_said(struct period *p, struct text t, struct err *err);

/* preliminary, provisional, final; 速報, 概数, 確定, with or without 値. */
MUST_CHECK bool value_state_said(enum value_state *s, struct text t);

/* 1234, 1,234, １，２３４, △85, −0.5: exact; separators only where groups of three digits follow. ERR_INPUT. */
MUST_CHECK bool decimal_said(struct decimal *d, struct text t, struct err *err);

/* An address of the web, as a link may lead to: http:// or https://, a host, no spaces or quotes. ERR_INPUT. */
MUST_CHECK bool web_address(struct text t, struct err *err);

#endif
