/* SPDX-License-Identifier: MIT
 *
 * GraphML, see graphml.h.
 */
#include "picture/graphml.h"

#include "base/xml.h"

#include <stdio.h>

typedef struct writer {
    const dt_view *view;
    dt_text *text;
    const detente_sink *sink;
} writer;

static void declare(writer *w, const char *id, const char *of, const char *name, const char *type)
{
    dt_text_format(w->text, "  <key id=\"%s\" for=\"%s\" attr.name=\"", id, of);
    dt_xml_raw(w->text, name);
    dt_text_format(w->text, "\" attr.type=\"%s\"/>\n", type);
}

static void declare_numbered(writer *w, char letter, uint32_t k, const char *name, const char *type)
{
    char id[16];
    snprintf(id, sizeof id, "%c%u", letter, k);
    declare(w, id, "node", name, type);
}

/* n: number, o: an option, r: a rank, c: an equilibrium under a concept. */
static void declare_keys(writer *w)
{
    const dt_syntax *syntax = w->view->syntax;
    dt_text name = {0};
    declare(w, "n", "node", "number", "long");
    declare(w, "label", "node", "label", "string");
    declare(w, "outcomes", "node", "outcomes", "string");
    declare(w, "quo", "node", "status_quo", "boolean");
    for (uint32_t k = 0; k < syntax->option_count; k++) {
        dt_option_name(w->view->syntax, k, &name);
        declare_numbered(w, 'o', k, name.failed ? "" : name.bytes, "string");
        name.length = 0;
    }
    for (uint32_t k = 0; k < syntax->party_count; k++) {
        dt_text_add(&name, "rank ");
        dt_text_add(&name, syntax->parties[k].id);
        declare_numbered(w, 'r', k, name.failed ? "" : name.bytes, "int");
        name.length = 0;
    }
    for (uint32_t k = 0; k < DT_CONCEPT_COUNT; k++) {
        if (dt_view_has_concept(w->view, k)) {
            declare_numbered(w, 'c', k, detente_concept_id((detente_concept)k), "boolean");
        }
    }
    declare(w, "party", "edge", "party", "string");
    declare(w, "improvement", "edge", "improvement", "boolean");
    w->text->failed = w->text->failed || name.failed;
    dt_text_clear(&name);
}

static void add_options(writer *w, uint64_t state)
{
    char pattern[DT_MOST_OPTIONS + 1];
    dt_states_pattern(w->view->model, state, pattern);
    for (uint32_t k = 0; k < w->view->syntax->option_count; k++) {
        dt_text_format(w->text, "<data key=\"o%u\">%c</data>", k, pattern[k]);
    }
}

static void add_label(writer *w, uint64_t state)
{
    dt_text_add(w->text, "<data key=\"label\">");
    if (dt_is_graph_form(w->view->syntax)) {
        dt_xml_raw(w->text, w->view->syntax->states[state].label);
    } else {
        dt_view_name(w->view, state, w->text);
    }
    dt_text_add(w->text, "</data><data key=\"outcomes\">");
    const char *before = "";
    for (uint32_t k = 0; k < w->view->syntax->outcome_count; k++) {
        if (dt_view_is(w->view, k, state)) {
            dt_text_add(w->text, before);
            dt_xml_raw(w->text, w->view->syntax->outcomes[k].id);
            before = " ";
        }
    }
    dt_text_add(w->text, "</data>");
}

static void add_node(writer *w, uint64_t state)
{
    const dt_view *view = w->view;
    dt_text_format(w->text, "    <node id=\"s%llu\"><data key=\"n\">%llu</data>",
                   (unsigned long long)state + 1, (unsigned long long)state + 1);
    add_label(w, state);
    dt_text_format(w->text, "<data key=\"quo\">%s</data>",
                   state + 1 == view->model->status_quo ? "true" : "false");
    if (!dt_is_graph_form(view->syntax)) {
        add_options(w, state);
    }
    for (uint32_t k = 0; k < view->syntax->party_count; k++) {
        const uint32_t *ranks = dt_preference_ranks(&view->model->preferences[k]);
        if (ranks != NULL) {
            dt_text_format(w->text, "<data key=\"r%u\">%u</data>", k, ranks[state]);
        }
    }
    const detente_concepts holds = dt_view_holds_under(view, state);
    for (uint32_t k = 0; k < DT_CONCEPT_COUNT; k++) {
        if (dt_view_has_concept(view, k)) {
            dt_text_format(w->text, "<data key=\"c%u\">%s</data>", k,
                           dt_concepts_have(&holds, k) ? "true" : "false");
        }
    }
    dt_text_add(w->text, "</node>\n");
}

static detente_status add_edges(writer *w, uint32_t party, detente_error *err)
{
    const dt_view *view = w->view;
    const dt_preference *own = &view->model->preferences[party];
    dt_moves moves = {0};
    detente_status status = dt_moves_list(view->model, party, false, dt_poll_memory(view->poll),
                                          view->poll, &moves, err);
    for (uint64_t s = 0; status == DETENTE_OK && s < view->count; s++) {
        for (uint64_t k = moves.at[s]; k < moves.at[s + 1]; k++) {
            dt_text_format(w->text,
                           "    <edge source=\"s%llu\" target=\"s%llu\"><data key=\"party\">",
                           (unsigned long long)s + 1, (unsigned long long)moves.to[k] + 1);
            dt_xml_raw(w->text, view->syntax->parties[party].id);
            dt_text_format(w->text, "</data><data key=\"improvement\">%s</data></edge>\n",
                           dt_prefers(own, s, moves.to[k]) ? "true" : "false");
        }
        status = dt_text_relieve(w->text, w->sink, err);
    }
    dt_moves_clear(&moves);
    return status;
}

detente_status dt_graphml_write(const dt_view *view, dt_text *text, const detente_sink *sink,
                                detente_error *err)
{
    writer w = {view, text, sink};
    detente_status status = DETENTE_OK;
    if (!view->listed) {
        return dt_fail(err, DETENTE_ELIMIT, "%llu states are too many for GraphML",
                       (unsigned long long)view->count);
    }
    dt_text_add(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    declare_keys(&w);
    dt_text_add(text, "  <graph id=\"conflict\" edgedefault=\"directed\">\n");
    for (uint64_t s = 0; s < view->count; s++) {
        add_node(&w, s);
        DT_TRY(dt_text_relieve(w.text, w.sink, err));
    }
    for (uint32_t party = 0; party < view->syntax->party_count; party++) {
        DT_TRY(add_edges(&w, party, err));
    }
    dt_text_add(text, "  </graph>\n</graphml>\n");
done:
    return status;
}
