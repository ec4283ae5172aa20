/* SPDX-License-Identifier: MIT
 *
 * Pages: the frame and style of a report.
 *
 * A page is one file: style inside, no script, nothing fetched.  It prints on A4, follows a dark
 * setting of the reader's screen, and is built of real headings, lists and tables.
 */
#ifndef DT_HTML_H
#define DT_HTML_H

#include "base/xml.h"

/* Everything up to the first heading; `title` is plain text. */
void dt_html_begin(dt_text *text, const char *title);
void dt_html_end(dt_text *text);

/* <h2> with an anchor. */
void dt_html_heading(dt_text *text, const char *id, const char *words);
/* <p>, escaped. */
void dt_html_paragraph(dt_text *text, const char *words);

#endif
