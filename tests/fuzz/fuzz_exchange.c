/* SPDX-License-Identifier: MIT
 *
 * Fuzzing the importers: any bytes as a JSON model, a GMCR+ file and a table are read without a
 * crash; what is accepted is text that the reader of the language accepts, and a model in JSON
 * comes back from its own JSON unchanged.
 */
#include "../same_tree.h"
#include "model/model.h"
#include "text/json.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "fuzz_exchange: %s\n", what);
        abort();
    }
}

static bool keep(void *payload, const char *bytes, size_t count)
{
    dt_text *text = payload;
    dt_text_add_bytes(text, bytes, count);
    return !text->failed;
}

typedef detente_status importer(const char *text, size_t length, const char *file,
                                const detente_limits *limits, const detente_sink *sink,
                                detente_faults **faults, detente_error *err);

/* The tree of what was imported, NULL when the bytes were refused; a refusal names a place. */
static dt_syntax *import_bytes(importer *import, const char *bytes, size_t size)
{
    dt_text text = {0};
    detente_faults *faults = NULL;
    dt_syntax *tree = NULL;
    const detente_sink sink = {keep, &text};
    detente_error err = {0};
    const detente_status status = import(bytes, size, "fuzz", NULL, &sink, &faults, &err);
    insist(status == DETENTE_OK || status == DETENTE_EMODEL, err.message);
    insist((status == DETENTE_OK) == (faults->list.errors == 0), "status and faults disagree");
    insist(status == DETENTE_OK || text.length == 0, "text in spite of an error");
    for (size_t k = 0; k < faults->list.count; k++) {
        insist(faults->list.list[k].at.line > 0, "a fault without a place");
    }
    if (status == DETENTE_OK) {
        insist(dt_syntax_read(text.bytes, text.length, NULL, NULL, &tree, NULL) == DETENTE_OK,
               "imported text is not readable");
    }
    detente_faults_free(faults);
    dt_text_clear(&text);
    return tree;
}

static void check_json_again(dt_syntax *tree)
{
    dt_text json = {0};
    const detente_sink sink = {keep, &json};
    const detente_model model = {.syntax = tree};
    insist(detente_model_to_json(&model, NULL, &sink, NULL) == DETENTE_OK, "model not written");
    dt_syntax *again = import_bytes(detente_json_to_text, json.bytes, json.length);
    insist(again != NULL && same_tree(tree, again), "JSON changed the tree");
    dt_syntax_free(again);
    dt_text_clear(&json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static importer *const importers[] = {detente_json_to_text, detente_gmcr_to_text,
                                          detente_csv_to_text};
    for (size_t k = 0; k < 3; k++) {
        dt_syntax *tree = import_bytes(importers[k], (const char *)data, size);
        if (tree != NULL) {
            check_json_again(tree);
            dt_syntax_free(tree);
        }
    }
    return 0;
}
