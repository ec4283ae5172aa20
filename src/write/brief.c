/* SPDX-License-Identifier: MIT
 *
 * The brief: what a conflict could come to, for whoever has to act.  The sentences are those of
 * brief_words.h; JSON has the rows that they are told from as well.
 *
 * Time and bytes: an outlook for each reading, one after the other.
 */
#include "base/arguments.h"
#include "base/poll.h"
#include "words/naming.h"
#include "words/prose.h"
#include "words/words.h"
#include "write/brief_words.h"

/* One analysis opened. */
typedef struct opened {
    dt_view view;
    dt_outlook outlook;
} opened;

/* ---- text ------------------------------------------------------------------------------------ */

static void write_words(const dt_sentences *sentences, const dt_syntax *syntax,
                        const detente_style *style, dt_text *text)
{
    dt_prose prose = {0};
    dt_name_model(syntax, &prose.line);
    dt_prose_put(&prose, (dt_block){.kind = DT_HEADING, .depth = 2});
    for (size_t k = 0; k < sentences->count; k++) {
        dt_text_add(&prose.line, prose.line.length == 0 ? "" : " ");
        dt_text_add(&prose.line, sentences->list[k].text);
        if (k + 1 == sentences->count || sentences->list[k + 1].starts) {
            dt_prose_paragraph(&prose, 2);
        }
    }
    dt_prose_write(&prose, style, text);
    dt_prose_clear(&prose);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void write_state(const dt_view *view, uint64_t state, dt_json *json, const char *key)
{
    dt_text name = {0};
    dt_view_name(view, state, &name);
    dt_json_key_string(json, key, name.failed ? "" : name.bytes);
    json->text->failed |= name.failed;
    dt_text_clear(&name);
}

static void write_reach(const dt_view *view, const dt_coming *coming, dt_json *json)
{
    static const char *const kinds[] = {
        [DT_COMES_ITSELF] = "itself",     [DT_COMES_FIRST_STEP] = "first step",
        [DT_COMES_TOGETHER] = "together", [DT_COMES_AT_COST] = "at a cost",
        [DT_COMES_NOT] = "none",
    };
    uint64_t at = view->model->status_quo - 1;
    dt_json_key(json, "reach");
    dt_json_line_object(json);
    dt_json_key_string(json, "kind", kinds[coming->kind]);
    dt_json_key(json, "steps");
    dt_json_array(json);
    for (uint32_t k = 0; k < coming->step_count; k++) {
        const dt_step step = coming->steps[k];
        dt_json_object(json);
        dt_json_key_string(json, "party", view->syntax->parties[step.party].id);
        dt_json_key_number(json, "to", step.state + 1);
        dt_json_key_bool(json, "pays",
                         dt_prefers(&view->model->preferences[step.party], at, step.state));
        dt_json_end(json);
        at = step.state;
    }
    dt_json_end(json);
    dt_json_end(json);
}

static void write_likes(const dt_view *view, const dt_row *row, dt_json *json)
{
    dt_json_key(json, "likes");
    if (row->likes == NULL) {
        dt_json_null(json);
        return;
    }
    dt_json_line_object(json);
    for (uint32_t i = 0; i < view->syntax->party_count; i++) {
        const dt_likes *likes = &row->likes[i];
        dt_json_key(json, view->syntax->parties[i].id);
        if (likes->of == 0) {
            dt_json_null(json);
            continue;
        }
        dt_json_object(json);
        dt_json_key_number(json, "today", likes->today);
        dt_json_key_number(json, "here", likes->here);
        dt_json_key_number(json, "of", likes->of);
        dt_json_key(json, "range");
        dt_json_array(json);
        dt_json_number(json, likes->low);
        dt_json_number(json, likes->high);
        dt_json_end(json);
        dt_json_end(json);
    }
    dt_json_end(json);
}

static void write_title(const dt_syntax *syntax, const dt_row *row, bool today, dt_json *json)
{
    dt_text title = {0};
    for (uint32_t k = 0; k < row->outcome_count; k++) {
        dt_text_add(&title, k == 0 ? "" : ", ");
        dt_say_outcome(syntax, row->outcomes[k], k == 0, &title);
    }
    dt_json_key_string(json, "title",
                       today || row->outcome_count == 0 || title.failed ? (today ? "today" : NULL)
                                                                        : title.bytes);
    json->text->failed |= title.failed;
    dt_text_clear(&title);
}

static void write_row(const opened *o, const dt_row *row, bool today, dt_json *json)
{
    const dt_syntax *syntax = o->view.syntax;
    dt_json_object(json);
    write_title(syntax, row, today, json);
    dt_json_key(json, "outcomes");
    dt_json_line_array(json);
    for (uint32_t k = 0; k < row->outcome_count; k++) {
        dt_json_string(json, syntax->outcomes[row->outcomes[k]].id);
    }
    dt_json_end(json);
    dt_json_key_string(json, "firmness", dt_firmness_id(row->firmness));
    dt_json_key_number(json, "ways", row->firmness == DT_HOLDS_NOT ? 0 : row->so_firmly);
    if (row->firmness == DT_HOLDS_NOT) {
        dt_json_key_string(json, "firmest", NULL);
    } else {
        write_state(&o->view, row->state, json, "firmest");
    }
    if (today || !o->outlook.has_today || row->firmness == DT_HOLDS_NOT) {
        dt_json_key(json, "reach");
        dt_json_null(json);
    } else {
        write_reach(&o->view, &row->coming, json);
    }
    write_likes(&o->view, row, json);
    dt_json_end(json);
}

static void write_rows(const opened *o, dt_json *json)
{
    dt_json_key(json, "rows");
    dt_json_array(json);
    if (o->outlook.has_today) {
        write_row(o, &o->outlook.today, true, json);
    }
    for (uint32_t k = 0; k < o->outlook.row_count; k++) {
        write_row(o, &o->outlook.rows[k], false, json);
    }
    dt_json_end(json);
}

static void write_json(const opened *list, size_t count, const dt_sentences *sentences,
                       dt_text *text)
{
    const dt_syntax *syntax = list[0].view.syntax;
    dt_json json = dt_json_into(text);
    dt_json_object(&json);
    dt_json_key_number(&json, "detente", 1);
    dt_json_key_string(&json, "conflict", syntax->title);
    dt_json_key_string(&json, "scenario",
                       syntax->scenario == DT_NONE ? NULL : syntax->scenarios[syntax->scenario].id);
    write_rows(&list[0], &json);
    dt_json_key(&json, "scenarios");
    dt_json_array(&json);
    for (size_t k = 1; k < count; k++) {
        const dt_scenario *scenario =
            &list[k].view.syntax->scenarios[list[k].view.syntax->scenario];
        dt_json_object(&json);
        dt_json_key_string(&json, "id", scenario->id);
        dt_json_key_string(&json, "title", scenario->title);
        write_rows(&list[k], &json);
        dt_json_end(&json);
    }
    dt_json_end(&json);
    dt_sentences_json(sentences, syntax, &json);
    dt_json_end(&json);
    dt_text_add_char(text, '\n');
}

/* ---- all ------------------------------------------------------------------------------------- */

static detente_status open_one(const detente_analysis *analysis, dt_poll *poll, opened *out,
                               detente_error *err)
{
    detente_status status = DETENTE_OK;
    DT_TRY(dt_view_open(analysis, poll, &out->view, err));
    DT_TRY(dt_outlook_find(&out->view, dt_poll_memory(poll), poll, &out->outlook, err));
done:
    return status;
}

static detente_status write_brief(const opened *list, size_t count, const detente_style *style,
                                  dt_poll *poll, dt_text *text, detente_error *err)
{
    dt_sentences sentences;
    dt_reading_of *readings = dt_zeroed(count, sizeof *readings);
    if (readings == NULL) {
        return dt_no_memory(err);
    }
    for (size_t k = 0; k < count; k++) {
        readings[k] = (dt_reading_of){&list[k].view, &list[k].outlook};
    }
    const detente_status status = dt_outlook_say(readings, count, style, poll, &sentences, err);
    free(readings);
    if (status == DETENTE_OK) {
        if (style->format == DETENTE_JSON) {
            write_json(list, count, &sentences, text);
        } else {
            write_words(&sentences, list[0].view.syntax, style, text);
        }
        dt_sentences_clear(&sentences);
    }
    return status;
}

detente_status detente_write_brief(const detente_analysis *const *analyses, size_t count,
                                   const detente_style *style, const detente_limits *limits,
                                   const detente_sink *sink, detente_error *err)
{
    dt_arguments given = dt_given(err);
    dt_need(&given, analyses, "a list of analyses");
    dt_need(&given, count == 0 ? NULL : analyses, "an analysis");
    for (size_t k = 0; given.status == DETENTE_OK && k < count; k++) {
        dt_need(&given, analyses[k], "an analysis");
    }
    dt_check_style(&given, style, DT_WORDS_OR_JSON);
    dt_check_limits(&given, limits);
    dt_need_sink(&given, sink);
    for (size_t k = 1; given.status == DETENTE_OK && k < count; k++) {
        dt_need(&given, analyses[k]->model->syntax->scenario == DT_NONE ? NULL : analyses[k],
                "an analysis of a scenario, but for the first,");
    }
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    detente_status status = DETENTE_OK;
    const detente_style filled = dt_style_of(style);
    dt_poll poll;
    dt_poll_start(&poll, limits, "looking for ways", 0);
    sink = dt_poll_sink(&poll, sink);
    dt_text text = {.poll = &poll};
    opened *list = dt_zeroed(count, sizeof *list);
    if (list == NULL) {
        return dt_no_memory(err);
    }
    for (size_t k = 0; k < count; k++) {
        DT_TRY(open_one(analyses[k], &poll, &list[k], err));
    }
    DT_TRY(write_brief(list, count, &filled, &poll, &text, err));
    DT_TRY(dt_text_flush(&text, sink, err));
done:
    for (size_t k = 0; k < count; k++) {
        dt_outlook_clear(&list[k].outlook);
        dt_view_clear(&list[k].view);
    }
    free(list);
    dt_text_clear(&text);
    return dt_poll_end(&poll, status, err);
}

detente_status detente_write_firmness(const detente_style *style, const detente_sink *sink,
                                      detente_error *err)
{
    static const char *const meaning[] = {
        "firm: no party gains by any move of its own (Nash)",
        ("guarded: each tempting move has an answer, of steps that pay those who take them, that "
         "leaves the mover no better off, beyond mending by one more move (SSEQ)"),
        "loosely guarded: such an answer, but the mover might mend it (SEQ)",
        "held by fear: an answer that cannot be mended, but may cost those who give it (SMR)",
        "barely held: an answer, costly or mendable (GMR)",
        "does not hold: somebody has a better move, and stays better off whatever the answer",
    };
    dt_arguments given = dt_given(err);
    dt_check_style(&given, style, DT_FORMAT(DETENTE_TABLE) | DT_FORMAT(DETENTE_MARKDOWN));
    dt_need_sink(&given, sink);
    if (given.status != DETENTE_OK) {
        return given.status;
    }
    const detente_style filled = dt_style_of(style);
    dt_text text = {0};
    dt_prose prose = {0};
    for (size_t k = 0; k < sizeof meaning / sizeof *meaning; k++) {
        dt_text_add(&prose.line, meaning[k]);
        dt_prose_item(&prose, 0, 2);
    }
    dt_prose_write(&prose, &filled, &text);
    dt_prose_clear(&prose);
    const detente_status status = dt_text_flush(&text, sink, err);
    dt_text_clear(&text);
    return status;
}
