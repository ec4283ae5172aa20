/* SPDX-License-Identifier: MIT
 *
 * Fuzzing GMCR+ files: any bytes are read or refused with a place; a file that is a model, written
 * and read again, says the same.
 */
#include "../same_tree.h"
#include "fuzz.h"
#include "game/model.h"

#define MOST_OPTIONS 10 /* of models whose states are worked out */

/* NULL: the file is none, say because it leaves no state. */
static detente_model *model_of(const dt_text *text)
{
    dt_syntax *tree = fuzz_tree(text);
    detente_model *model = NULL;
    const bool small = tree->option_count <= MOST_OPTIONS;
    dt_syntax_free(tree);
    if (!small || detente_model_read(text->bytes, text->length, "fuzz", NULL, NULL, &model, NULL,
                                     NULL) != DETENTE_OK) {
        return NULL;
    }
    return model;
}

int fuzz_gmcr(const uint8_t *data, size_t size)
{
    dt_text text = {0};
    dt_text file = {0};
    dt_text back = {0};
    detente_model *model = fuzz_import(detente_gmcr_to_text, (const char *)data, size, &text)
                               ? model_of(&text)
                               : NULL;
    if (model != NULL) {
        const detente_sink sink = fuzz_sink(&file);
        detente_error err = {0};
        insist(detente_model_to_gmcr(model, "fuzz", NULL, &sink, NULL, &err) == DETENTE_OK,
               err.message);
        insist(fuzz_import(detente_gmcr_to_text, file.bytes, file.length, &back),
               "our own file is refused");
        dt_syntax *again = fuzz_tree(&back);
        insist(same_tree(model->syntax, again), "writing changed the model");
        dt_syntax_free(again);
        detente_model_free(model);
    }
    dt_text_clear(&text);
    dt_text_clear(&file);
    dt_text_clear(&back);
    return 0;
}
