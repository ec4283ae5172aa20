/* SPDX-License-Identifier: MIT
 *
 * Fuzzing the reader: any bytes are read without a crash; what is sound is laid out, read again to
 * the same tree under every scenario, and laid out again to the same bytes.
 */
#include "../same_tree.h"
#include "fuzz.h"

static bool count_bytes(void *payload, const char *bytes, size_t count)
{
    *(size_t *)payload += count + (count > 0 && bytes[0] == '\0' ? 1 : 0);
    return true;
}

/* Every fault lies in the text, in order, and can be shown. */
static void check_faults(const detente_faults *faults)
{
    size_t shown = 0;
    const detente_sink sink = {count_bytes, &shown};
    insist(detente_faults_write(faults, &sink, NULL) == DETENTE_OK, "faults cannot be written");
    insist((shown > 0) == (faults->list.count > 0), "faults written and counted differ");
    for (size_t k = 0; k < faults->list.count; k++) {
        const dt_span at = faults->list.list[k].at;
        const bool of_all = faults->list.count == 1 && at.line == 0; /* no text at all */
        insist(of_all || (at.line > 0 && at.column > 0 && at.length > 0),
               "a fault without a place");
        insist(k == 0 || faults->list.list[k - 1].at.line <= at.line, "faults out of order");
    }
}

/* Reading gives the same tree before and after layout, under the scenario of this number. */
static void check_scenario(const char *text, size_t length, const dt_text *laid, const char *id)
{
    dt_syntax *before = NULL;
    dt_syntax *after = NULL;
    insist(dt_syntax_read(text, length, id, NULL, &before, NULL) == DETENTE_OK, "scenario unread");
    insist(dt_syntax_read(laid->bytes, laid->length, id, NULL, &after, NULL) == DETENTE_OK,
           "laid-out text unread");
    insist(same_tree(before, after), "layout changed the tree");
    dt_syntax_free(before);
    dt_syntax_free(after);
}

static void check_sound(const dt_syntax *tree, const char *text, size_t length)
{
    dt_text once = {0};
    dt_text twice = {0};
    insist(dt_syntax_format(text, length, &once, NULL, NULL) == DETENTE_OK,
           "sound text not laid out");
    insist(dt_syntax_format(once.bytes, once.length, &twice, NULL, NULL) == DETENTE_OK,
           "laid-out text is faulty");
    insist(same_text(once.bytes, twice.bytes), "layout is not stable");
    check_scenario(text, length, &once, NULL);
    for (uint32_t k = 0; k < tree->scenario_count && k < 3; k++) {
        check_scenario(text, length, &once, tree->scenarios[k].id);
    }
    dt_text_clear(&once);
    dt_text_clear(&twice);
}

int fuzz_reader(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    detente_faults *faults = dt_faults_new("fuzz", text, size);
    dt_syntax *tree = NULL;
    insist(faults != NULL, "no memory");
    const detente_status status = dt_syntax_read(text, size, NULL, &faults->list, &tree, NULL);
    insist(status == DETENTE_OK || status == DETENTE_EMODEL, "unexpected status");
    insist((status == DETENTE_OK) == (faults->list.errors == 0), "status and faults disagree");
    check_faults(faults);
    if (status == DETENTE_OK) {
        check_sound(tree, text, size);
    }
    dt_syntax_free(tree);
    detente_faults_free(faults);
    return 0;
}
