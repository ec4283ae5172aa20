/* SPDX-License-Identifier: MIT
 *
 * What the fuzz targets share.  See fuzz.h.
 */
#define _POSIX_C_SOURCE 200809L

#include "fuzz.h"

#include <stdio.h>
#include <unistd.h>

void insist(bool holds, const char *what)
{
    if (!holds) {
        dprintf(STDERR_FILENO, "broken promise: %s\n", what);
        abort();
    }
}

static bool keep(void *payload, const char *bytes, size_t count)
{
    dt_text *text = payload;
    dt_text_add_bytes(text, bytes, count);
    return !text->failed;
}

detente_sink fuzz_sink(dt_text *text)
{
    return (detente_sink){keep, text};
}

dt_syntax *fuzz_tree(const dt_text *text)
{
    dt_syntax *tree = NULL;
    detente_error err = {0};
    insist(dt_syntax_read(text->bytes, text->length, NULL, NULL, &tree, &err) == DETENTE_OK,
           err.message);
    return tree;
}

bool fuzz_import(importer *import, const char *bytes, size_t size, dt_text *text)
{
    detente_faults *faults = NULL;
    const detente_sink sink = fuzz_sink(text);
    detente_error err = {0};
    const detente_status status = import(bytes, size, "fuzz", NULL, &sink, &faults, &err);
    insist(status == DETENTE_OK || status == DETENTE_EMODEL, err.message);
    insist((status == DETENTE_OK) == (faults->list.errors == 0), "status and faults disagree");
    insist(status == DETENTE_OK || text->length == 0, "text in spite of an error");
    for (size_t k = 0; k < faults->list.count; k++) {
        insist(faults->list.list[k].at.line > 0 || faults->list.count == 1, /* no text at all */
               "a fault without a place");
    }
    detente_faults_free(faults);
    if (status != DETENTE_OK) {
        return false;
    }
    dt_syntax_free(fuzz_tree(text));
    return true;
}

detente_model *fuzz_model(const dt_text *text)
{
    detente_model *model = NULL;
    detente_error err = {0};
    if (detente_model_read(text->bytes, text->length, "fuzz", NULL, NULL, &model, NULL, &err) !=
        DETENTE_OK) {
        dprintf(STDERR_FILENO, "%s", text->bytes);
        insist(false, err.message);
    }
    return model;
}

detente_analysis *fuzz_solve(const detente_model *model, detente_engine engine)
{
    detente_analysis *analysis = NULL;
    detente_error err = {0};
    const detente_limits limits = {.threads = 1};
    const detente_request request = {.engine = engine};
    insist(detente_solve(model, &request, &limits, &analysis, &err) == DETENTE_OK, err.message);
    return analysis;
}

void fuzz_answer(const detente_analysis *analysis, dt_text *json)
{
    const detente_style style = {.format = DETENTE_JSON};
    const detente_sink sink = fuzz_sink(json);
    insist(detente_write_solution(analysis, &style, NULL, &sink, NULL) == DETENTE_OK,
           "the answer cannot be written");
}

bool fuzz_same(const dt_text *a, const dt_text *b)
{
    return a->length == b->length && (a->length == 0 || memcmp(a->bytes, b->bytes, a->length) == 0);
}
