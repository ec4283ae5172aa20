/* SPDX-License-Identifier: MIT
 *
 * What makes sense as an argument.  See arguments.h.
 */
#include "base/arguments.h"

#include <stdio.h>

#define FORMATS (DETENTE_LATEX + 1u)
#define NARROWEST 20u

static void refuse(dt_arguments *given, detente_status status, const char *message)
{
    if (given->status == DETENTE_OK) {
        given->status = dt_fail(given->err, status, "%s", message);
    }
}

void dt_need(dt_arguments *given, const void *argument, const char *what)
{
    char message[128];
    snprintf(message, sizeof message, "%s is needed", what);
    if (argument == NULL) {
        refuse(given, DETENTE_EINVAL, message);
    }
}

void dt_need_text(dt_arguments *given, const char *text, size_t length)
{
    if (text == NULL && length > 0) {
        refuse(given, DETENTE_EINVAL, "a text is needed");
    }
}

void dt_need_sink(dt_arguments *given, const detente_sink *sink)
{
    if (sink == NULL || sink->write == NULL) {
        refuse(given, DETENTE_EINVAL, "a sink with a function that writes is needed");
    }
}

void dt_need_callback(dt_arguments *given, bool is_there)
{
    if (!is_there) {
        refuse(given, DETENTE_EINVAL, "somebody to tell is needed");
    }
}

void dt_check_limits(dt_arguments *given, const detente_limits *limits)
{
    if (limits != NULL && limits->threads > DETENTE_MOST_THREADS) {
        refuse(given, DETENTE_EINVAL, "there are too many threads in the limits");
    }
}

void dt_check_kind(dt_arguments *given, uint32_t kind, uint32_t count, const char *what)
{
    char message[128];
    snprintf(message, sizeof message, "there is no %s number %u", what, (unsigned)kind);
    if (kind >= count) {
        refuse(given, DETENTE_EINVAL, message);
    }
}

void dt_check_concepts(dt_arguments *given, const detente_concepts *concepts)
{
    const uint32_t unknown = detente_concepts_next(concepts, detente_concept_count());
    if (unknown < DETENTE_MOST_CONCEPTS) {
        dt_check_kind(given, unknown, detente_concept_count(), "concept");
    }
}

void dt_check_party(dt_arguments *given, uint32_t party, uint32_t count, bool every)
{
    if (!every || party != DETENTE_EVERY_PARTY) {
        dt_check_kind(given, party, count, "party");
    }
}

void dt_check_style(dt_arguments *given, const detente_style *style, uint32_t formats)
{
    if (style == NULL) {
        return;
    }
    dt_check_kind(given, (uint32_t)style->format, FORMATS, "format");
    if (given->status == DETENTE_OK && (formats >> style->format & 1) == 0) {
        refuse(given, DETENTE_EUNSUPPORTED, "this is not written in that format");
    }
    if (style->width > 0 && style->width < NARROWEST) {
        refuse(given, DETENTE_EINVAL, "less than 20 columns are too few to write in");
    }
}
