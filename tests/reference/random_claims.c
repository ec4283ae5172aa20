/* SPDX-License-Identifier: MIT
 *
 * Claims of random models.  See random_model.h.
 */
#include "random_make.h"

static void write_set(maker *make)
{
    const uint32_t outcomes = make->words.name_count - make->words.first_outcome;
    if (outcomes > 0 && make_chance(make, 60)) {
        const uint32_t outcome = make->words.first_outcome + make_below(make, outcomes);
        dt_text_add(make->text, make->words.names[outcome]);
    } else if (make->knobs->form == RANDOM_OPTIONS && make_chance(make, 20)) { /* feasible or not */
        dt_text_add(make->text, "state ");
        for (uint32_t k = 0; k < make->options; k++) {
            dt_text_add(make->text, make_chance(make, 50) ? "Y" : "N");
        }
    } else {
        make_say_state(make, make_below(make, make->states), make_below(make, 2));
    }
}

static void write_concepts(maker *make)
{
    static const char *const ids[] = {"nash", "gmr", "smr", "seq", "sseq", "sim"};
    uint32_t drawn[6];
    const uint32_t count = make_some(make, 4);
    make_draw(make, reference_has_sim(make->skeleton) ? 6 : 5, count, drawn);
    for (uint32_t k = 0; k < count; k++) {
        dt_text_format(make->text, "%s%s", k == 0 ? " under " : ", ", ids[drawn[k]]);
    }
}

void make_say_claim(maker *make)
{
    const uint32_t kind = make_below(make, make->skeleton->status_quo == 0 ? 4 : 6);
    const uint32_t party = 1 + make_below(make, make->parties);
    dt_text_add(make->text, "claim ");
    if (kind == 0) {
        dt_text_add(make->text, "the equilibria");
        write_concepts(make);
        dt_text_add(make->text, " are ");
        uint32_t drawn[3];
        const uint32_t count = make_below(make, make->states < 3 ? 2 : 3);
        make_draw(make, make->states, count, drawn);
        dt_text_add(make->text, count == 0 ? "none" : "");
        for (uint32_t k = 0; k < count; k++) {
            dt_text_add(make->text, k == 0 ? "" : ", ");
            make_say_state(make, drawn[k], 0);
        }
    } else if (kind == 1) {
        dt_text_format(make->text, "p%u prefers ", party);
        write_set(make);
        dt_text_add(make->text, " to ");
        write_set(make);
    } else if (kind < 4) {
        dt_text_add(make->text, make_chance(make, 30) ? "every " : "");
        write_set(make);
        dt_text_add(make->text, make_chance(make, 40) ? " is not " : " is ");
        if (kind == 2) {
            dt_text_add(make->text, "an equilibrium");
        } else {
            dt_text_format(make->text, "stable for p%u", party);
        }
        write_concepts(make);
    } else {
        write_set(make);
        dt_text_add(make->text, make_chance(make, 40) ? " cannot be reached" : " can be reached");
        dt_text_add(make->text, make_chance(make, 50) ? " by improvements" : "");
    }
    make_end_line(make);
}
