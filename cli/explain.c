/* SPDX-License-Identifier: MIT
 *
 * detente explain: why a state is stable or not.
 */
#include "command.h"
#include "support.h"

#include <string.h>

/* --party by id or name; DETENTE_EVERY_PARTY when not given. */
static int find_party(const cli_args *args, const detente_model *model, uint32_t *out)
{
    const char *wanted = cli_value(args, "party");
    *out = DETENTE_EVERY_PARTY;
    const uint32_t count = detente_model_party_count(model);
    const char *ids[64];
    for (uint32_t k = 0; wanted != NULL && k < count; k++) {
        ids[k] = detente_model_party_id(model, k);
        if (strcmp(ids[k], wanted) == 0 ||
            strcmp(detente_model_party_name(model, k), wanted) == 0) {
            *out = k;
        }
    }
    if (wanted == NULL || *out != DETENTE_EVERY_PARTY) {
        return CLI_DONE;
    }
    const char *near = cli_nearest(wanted, ids, count);
    if (near != NULL) {
        return cli_complain(CLI_USAGE, "there is no party '%s'; did you mean '%s'?", wanted, near);
    }
    char known[512] = "";
    for (uint32_t k = 0; k < count; k++) {
        const size_t used = strlen(known);
        snprintf(known + used, sizeof known - used, "%s%s", k == 0 ? "" : ", ", ids[k]);
    }
    return cli_complain(CLI_USAGE, "there is no party '%s'; there are %s", wanted, known);
}

static int explain(const cli_args *args, detente_model *model, const detente_request *request,
                   const detente_limits *limits, const detente_style *style)
{
    detente_question question = {.state = args->operands[1], .concepts = request->concepts};
    question.details = cli_given(args, "details") || cli_given(args, "party") ||
                       cli_given(args, "concept");
    int code = find_party(args, model, &question.party);
    cli_output output;
    if (code == CLI_DONE) {
        code = cli_output_open(&output, cli_value(args, "output"));
    }
    if (code != CLI_DONE) {
        return code;
    }
    detente_error err = {0};
    const detente_status status = detente_explain(model, &question, style, limits, &output.sink,
                                                  &err);
    code = status == DETENTE_OK ? CLI_DONE
                                : cli_failure(status, &err, cli_shown_name(args->operands[0]));
    return cli_output_close(&output, code);
}

static int run(const cli_args *args)
{
    detente_style style;
    detente_request request;
    detente_limits limits;
    detente_model *model = NULL;
    int code = cli_style(args, &style);
    if (code == CLI_DONE) {
        code = cli_request(args, &request);
    }
    if (code == CLI_DONE) {
        code = cli_limits(args, &limits);
    }
    if (code == CLI_DONE) {
        code = cli_read_model(args, args->operands[0], &model);
    }
    if (code == CLI_DONE) {
        code = cli_check_size(args, args->operands[0], model);
    }
    if (code == CLI_DONE) {
        code = explain(args, model, &request, &limits, &style);
    }
    detente_model_free(model);
    return code;
}

static const cli_option options[] = {
    {"party", 'p', "ID", "only this party (with details)"},
    {"concept", 'c', "LIST", "only these concepts (with details), e.g. seq"},
    {"details", 'd', NULL, "every tempting move, and the counter-moves that meet it"},
    {"json", 0, NULL, "for programs: docs/explain.md describes it"},
    {"markdown", 0, NULL, "for a document or notebook"},
    CLI_MODEL_OPTIONS,
    CLI_STYLE_OPTIONS,
    CLI_OUTPUT_OPTIONS,
    CLI_END,
};

const cli_command explain_command = {
    .name = "explain",
    .purpose = "say why a state would hold or not",
    .usage = "[OPTION]... MODEL STATE",
    .about = "A sentence per party and verdict: the move that it would make and that nothing "
             "deters, or\n"
             "the move that tempts it and the answer that it fears.  STATE is a number, a pattern\n"
             "(YNN), the options taken (\"threaten, accept\"; none), an outcome of one state or "
             "\"status quo\".",
    .options = options,
    .examples = "detente explain models/seeds/004-one-last-time.detente deadlock\n"
                "detente explain model.detente 3 --party pakistan --concept seq",
    .lists = true,
    .least = 2,
    .most = 2,
    .files = 1,
    .run = run,
};
