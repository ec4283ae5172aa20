/* SPDX-License-Identifier: MIT
 *
 * Fuzzing models in JSON: any bytes are read or refused with a place, and what is read comes back
 * from its own JSON unchanged.
 */
#include "../same_tree.h"
#include "fuzz.h"
#include "game/model.h"

int fuzz_json(const uint8_t *data, size_t size)
{
    dt_text text = {0};
    dt_text json = {0};
    dt_text back = {0};
    if (fuzz_import(detente_json_to_text, (const char *)data, size, &text)) {
        dt_syntax *tree = fuzz_tree(&text);
        const detente_model model = {.syntax = tree};
        const detente_sink sink = fuzz_sink(&json);
        insist(detente_model_to_json(&model, NULL, &sink, NULL) == DETENTE_OK, "not written");
        insist(fuzz_import(detente_json_to_text, json.bytes, json.length, &back),
               "our own JSON is refused");
        dt_syntax *again = fuzz_tree(&back);
        insist(same_tree(tree, again), "JSON changed the model");
        dt_syntax_free(again);
        dt_syntax_free(tree);
    }
    dt_text_clear(&text);
    dt_text_clear(&json);
    dt_text_clear(&back);
    return 0;
}
