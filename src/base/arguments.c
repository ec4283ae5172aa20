/* SPDX-License-Identifier: MIT
 *
 * What makes sense as an argument.  See arguments.h.
 */
#include "base/arguments.h"

#include <stdio.h>

#define FORMATS (DETENTE_LATEX + 1u)
#define NARROWEST 20u
#define LARGEST 65536u /* struct that any version may have */

static void refuse(dt_arguments *given, detente_status status, const char *message)
{
    if (given->status == DETENTE_OK) {
        given->status = dt_fail(given->err, status, "%s", message);
    }
}

/* ---- structs that may grow ------------------------------------------------------------------- */

detente_status dt_read_struct(void *own, size_t size, size_t first, const void *theirs)
{
    const unsigned char *bytes = theirs;
    size_t there = first;
    memset(own, 0, size);
    if (theirs == NULL) {
        return DETENTE_OK;
    }
    memcpy(&there, theirs, sizeof there);
    there = there == 0 ? first : there;
    if (there < first || there > LARGEST) {
        return DETENTE_EINVAL;
    }
    memcpy(own, theirs, there < size ? there : size);
    for (size_t k = size; k < there; k++) {
        if (bytes[k] != 0) {
            return DETENTE_EUNSUPPORTED;
        }
    }
    return DETENTE_OK;
}

void dt_take_struct(dt_arguments *given, void *own, size_t size, size_t first, const void *theirs)
{
    const detente_status status = dt_read_struct(own, size, first, theirs);
    if (status == DETENTE_EINVAL) {
        refuse(given, status, "the size of a struct makes no sense");
    } else if (status != DETENTE_OK) {
        refuse(given, status, "a newer library is needed for what is asked");
    }
}

/* ---- arguments ------------------------------------------------------------------------------- */

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

#define TAKE_STYLE(given, theirs, own) DT_TAKE_STRUCT(given, detente_style, detail, theirs, own)

detente_style dt_style_given(const detente_style *style)
{
    dt_arguments given = dt_given(NULL);
    detente_style own;
    TAKE_STYLE(&given, style, &own);
    return own;
}

void dt_check_style(dt_arguments *given, const detente_style *theirs, uint32_t formats)
{
    detente_style own;
    const detente_style *style = &own;
    if (theirs == NULL) {
        return;
    }
    TAKE_STYLE(given, theirs, &own);
    dt_check_kind(given, (uint32_t)style->format, FORMATS, "format");
    if (given->status == DETENTE_OK && (formats >> style->format & 1) == 0) {
        refuse(given, DETENTE_EUNSUPPORTED, "this is not written in that format");
    }
    if (style->width > 0 && style->width < NARROWEST) {
        refuse(given, DETENTE_EINVAL, "less than 20 columns are too few to write in");
    }
}
