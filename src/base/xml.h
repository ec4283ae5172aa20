/* SPDX-License-Identifier: MIT
 *
 * Text as XML and HTML write it: what they reserve is escaped.  Time O(length).
 */
#ifndef DT_XML_H
#define DT_XML_H

#include "base/base.h"

/* Characters that XML and HTML reserve, escaped; what no text may hold (dt_is_text), XML 1.0 least
 * of all, becomes U+FFFD. */
void dt_xml_raw(dt_text *text, const char *string);
/* The same for text that is shown: right-to-left words are isolated from what stands beside them.
 */
void dt_xml_text(dt_text *text, const char *string);

#endif
