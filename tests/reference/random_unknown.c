/* SPDX-License-Identifier: MIT
 *
 * Random lines `unknown whether PARTY prefers A to B`; see random_model.h.
 */
#include "random_make.h"

/* An outcome or a state. */
static void say_set(maker *make)
{
    const uint32_t outcomes = make->words.name_count - make->words.first_outcome;
    if (outcomes > 0 && make_chance(make, 30)) {
        dt_text_add(make->text,
                    make->words.names[make->words.first_outcome + make_below(make, outcomes)]);
    } else {
        make_say_state(make, make_below(make, make->states), make_below(make, 3));
    }
}

void make_say_unknown(maker *make)
{
    for (uint32_t party = 0; party < make->parties && make->states > 1; party++) {
        const uint32_t lines = make_chance(make, 60) ? 0 : make_some(make, 4);
        for (uint32_t k = 0; k < lines; k++) {
            dt_text_format(make->text, "unknown whether p%u prefers ", party + 1);
            say_set(make);
            dt_text_add(make->text, " to ");
            say_set(make);
            make_end_line(make);
        }
    }
}
