/* SPDX-License-Identifier: MIT
 *
 * The report: chapters of one HTML page.  report.c has their order; every chapter writes itself or,
 * where the model has nothing for it, nothing.
 */
#ifndef DT_REPORT_H
#define DT_REPORT_H

#include "picture/figure.h"
#include "report/html.h"
#include "table/sheets.h"
#include "words/phrases.h"

#define DT_REPORT_ALL 60  /* states of a model whose states are all told one by one */
#define DT_REPORT_SOME 30 /* states told of a larger one */

typedef struct dt_report {
    const dt_view *view;
    const detente_report *wish;
    const detente_limits *limits;
    dt_phrases phrases;
    dt_chosen told; /* states that are told one by one, increasing */
    const detente_sink *sink;
    dt_text text;
} dt_report;

typedef detente_status dt_chapter(dt_report *report, detente_error *err);

dt_chapter dt_report_head, dt_report_findings, dt_report_hold;       /* report_findings.c */
dt_chapter dt_report_pictures;                                       /* report_findings.c */
dt_chapter dt_report_model, dt_report_sources;                       /* report_model.c */
dt_chapter dt_report_states, dt_report_ladders, dt_report_stability; /* report_states.c */
dt_chapter dt_report_why, dt_report_ways, dt_report_claims;          /* report_why.c */
dt_chapter dt_report_sensitivity;                                    /* report_why.c */
dt_chapter dt_report_conventions, dt_report_reproduce;               /* report_model.c */

/* All sheets of a kind as HTML; `class` may be NULL. */
detente_status dt_report_sheets(dt_report *report, detente_table_kind kind, uint32_t columns,
                                const char *class, detente_error *err);

#endif
