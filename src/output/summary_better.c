/* SPDX-License-Identifier: MIT
 *
 * What would be better than today for everybody and would hold, and whether steps that each pay at
 * once lead there.  Time O(states x (concepts + outcomes + parties)).
 */
#include "output/brief.h"

/* Does every party like a at least as much as b, and one more? */
static bool is_better(const dt_view *view, uint64_t a, uint64_t b)
{
    bool more = false;
    for (uint32_t party = 0; party < view->syntax->party_count; party++) {
        const uint32_t *ranks = view->model->states->ranks[party];
        if (ranks[a] < ranks[b]) {
            return false;
        }
        more = more || ranks[a] > ranks[b];
    }
    return more;
}

/* States better than today for everybody that hold under the strongest concept under which any
 * does; and the first of those that are reached by the fewest improvements. */
typedef struct better {
    uint64_t *set;
    uint64_t count;
    uint32_t concept; /* as a bit, 0 = there is none */
    uint64_t reached; /* how many are, by improvements */
    uint64_t nearest;
    uint32_t distance;
} better;

static uint32_t strongest_better(const dt_view *view, uint64_t here)
{
    uint32_t concepts = 0;
    for (uint64_t k = 0; k < view->count; k++) {
        concepts |= is_better(view, k, here) ? dt_view_holds_under(view, k) : 0;
    }
    return concepts == 0 ? 0 : dt_brief_strongest(concepts);
}

static better find_better(const dt_view *view, const dt_reach *reach, uint64_t here)
{
    better all = {.distance = DT_UNREACHED, .nearest = DT_NO_STATE};
    all.concept = strongest_better(view, here);
    all.set = dt_zeroed(DT_WORDS(view->count), sizeof *all.set);
    for (uint64_t k = 0; all.set != NULL && k < view->count; k++) {
        if ((dt_view_holds_under(view, k) & all.concept) == 0 || !is_better(view, k, here)) {
            continue;
        }
        dt_set_bit(all.set, k);
        all.count++;
        const uint32_t distance = dt_reach_distance(reach, k);
        all.reached += distance != DT_UNREACHED;
        if (distance < all.distance) {
            all.distance = distance;
            all.nearest = k;
        }
    }
    return all;
}

/* How many of the states belong to some named outcome. */
static uint64_t covered(const dt_view *view, const better *all)
{
    uint64_t count = 0;
    for (size_t w = 0; w < DT_WORDS(view->count); w++) {
        uint64_t named = 0;
        for (uint32_t outcome = 0; outcome < view->syntax->outcome_count; outcome++) {
            named |= view->outcomes[outcome][w];
        }
        count += dt_popcount(all->set[w] & named);
    }
    return count;
}

/* "settlement, obedience in 18 states", or the first state where no named outcome is among them. */
static void say_members(dt_brief *b, const better *all)
{
    const char *before = ": ";
    uint64_t counted = 0;
    for (uint32_t outcome = 0; outcome < b->view->syntax->outcome_count; outcome++) {
        uint64_t count = 0;
        for (size_t w = 0; w < DT_WORDS(b->view->count); w++) {
            count += dt_popcount(all->set[w] & b->view->outcomes[outcome][w]);
        }
        counted += count;
        if (count > 0) {
            dt_text_add(&b->line, before);
            dt_text_add(&b->line, b->view->syntax->outcomes[outcome].id);
            before = ", ";
        }
        if (count > 1) {
            dt_text_format(&b->line, " in %llu states", (unsigned long long)count);
        }
    }
    for (uint64_t k = 0; before[0] == ':' && k < b->view->count; k++) {
        if (dt_bit(all->set, k)) {
            dt_text_add(&b->line, all->count > 1 ? ", the first is " : ": ");
            dt_brief_state(b, k);
            break;
        }
    }
    dt_text_add(&b->line, counted > covered(b->view, all) ? " (outcomes overlap)." : ".");
}

static void say_way(dt_brief *b, const better *all)
{
    if (all->reached == 0) {
        dt_text_add(&b->line, dt_say(b->style, DT_WORD_OUT_OF_REACH));
    } else {
        dt_text_number(&b->line, all->reached);
        dt_text_add(&b->line, all->reached == 1 ? " is" : " are");
        dt_text_add(&b->line, dt_say(b->style, DT_WORD_IN_REACH));
        dt_brief_state(b, all->nearest);
        dt_text_add(&b->line, ", by ");
        dt_say_count(&b->line, b->style, all->distance, DT_WORD_IMPROVEMENT, DT_WORD_IMPROVEMENTS);
        dt_text_add_char(&b->line, '.');
    }
    dt_brief_put(b, "");
}

detente_status dt_brief_better(dt_brief *b, const dt_reach *reach, detente_error *err)
{
    const better all = find_better(b->view, reach, b->view->model->status_quo - 1);
    if (all.set == NULL) {
        return dt_no_memory(err);
    }
    if (all.count == 0) {
        dt_text_add(&b->line, dt_say(b->style, DT_WORD_NOTHING_BETTER));
        dt_brief_put(b, "Better");
    } else {
        dt_say_count(&b->line, b->style, all.count, DT_WORD_STATE, DT_WORD_STATES);
        dt_text_add(&b->line, dt_say(b->style, DT_WORD_BETTER));
        dt_brief_firmness(b, all.concept);
        say_members(b, &all);
        dt_brief_put(b, "Better");
        say_way(b, &all);
    }
    free(all.set);
    return DETENTE_OK;
}
