/* SPDX-License-Identifier: MIT
 *
 * The options that several commands share, turned into the library's structures; and the steps that
 * most commands begin with: read a model and solve it.
 */
#define _DEFAULT_SOURCE

#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- style ----------------------------------------------------------------------------------- */

static int read_format(const cli_args *args, detente_format_kind *format)
{
    const bool json = cli_given(args, "json");
    const bool csv = cli_given(args, "csv");
    const bool markdown = cli_given(args, "markdown");
    if (json + csv + markdown > 1) {
        return cli_complain(CLI_USAGE, "only one of --json, --csv and --markdown");
    }
    *format = json ? DETENTE_JSON : csv ? DETENTE_CSV : markdown ? DETENTE_MARKDOWN : DETENTE_TABLE;
    return CLI_DONE;
}

int cli_style(const cli_args *args, detente_style *style)
{
    *style = (detente_style){.ascii = cli_given(args, "ascii") || cli_speaks_ascii(),
                             .detail = cli_given(args, "verbose")};
    style->gmcr_terms = cli_given(args, "terms");
    uint64_t width = cli_width();
    int code = read_format(args, &style->format);
    if (code == CLI_DONE) {
        code = cli_number(args, "width", 20, 100000, &width);
    }
    if (code == CLI_DONE) {
        code = cli_number(args, "limit", 1, UINT64_MAX, &style->limit);
    }
    style->width = (uint32_t)width;
    return code;
}

/* ---- request --------------------------------------------------------------------------------- */

static int no_such_concept(const char *name)
{
    char known[1024] = "";
    const char *ids[DETENTE_MOST_CONCEPTS];
    const uint32_t count = detente_concept_count();
    for (uint32_t k = 0; k < count; k++) {
        const size_t length = strlen(known);
        ids[k] = detente_concept_id((detente_concept)k);
        snprintf(known + length, sizeof known - length, "%s%s", k == 0 ? "" : ", ", ids[k]);
    }
    const char *near = cli_nearest(name, ids, count);
    if (near != NULL) {
        return cli_complain(CLI_USAGE, "there is no concept '%s'; did you mean '%s'?", name, near);
    }
    return cli_complain(CLI_USAGE, "there is no concept '%s'; there are %s", name, known);
}

/* "nash, gmr": names between commas, or blanks.  NULL: all concepts. */
static int read_concepts(const char *list, detente_concepts *concepts)
{
    for (bool more = list != NULL; more; more = *list != '\0') {
        list += (*list == ',' && !detente_concepts_are_none(concepts));
        list += strspn(list, " ");
        const size_t length = strcspn(list, ", ");
        char name[32];
        detente_concept concept;
        snprintf(name, sizeof name, "%.*s", (int)(length < 31 ? length : 31), list);
        if (!detente_concept_find(name, &concept)) {
            return no_such_concept(name);
        }
        detente_concepts_add(concepts, concept);
        list += length;
        list += strspn(list, " ");
    }
    return CLI_DONE;
}

/* "512M", "8G", "2000000": bytes. */
static int read_size(const char *text, uint64_t *bytes)
{
    static const char units[] = "KMGT";
    char *end = NULL;
    const unsigned long long number = text[0] >= '0' && text[0] <= '9' ? strtoull(text, &end, 10)
                                                                       : 0;
    unsigned shift = 0;
    if (number > 0 && *end != '\0') {
        const char upper = (char)(*end >= 'a' && *end <= 'z' ? *end - 'a' + 'A' : *end);
        const char *unit = strchr(units, upper);
        shift = unit == NULL ? 64 : 10 * ((unsigned)(unit - units) + 1);
        end += 1 + (end[1] == 'B' || end[1] == 'b');
    }
    if (number == 0 || *end != '\0' || shift == 64 || number > UINT64_MAX >> shift) {
        return cli_complain(CLI_USAGE, "--memory takes a size such as 512M or 8G, not '%s'", text);
    }
    *bytes = (uint64_t)number << shift;
    return CLI_DONE;
}

/* Four fifths of what this process may have: the machine's memory, or its container's share. */
static uint64_t default_memory(void)
{
    uint64_t bytes = (uint64_t)sysconf(_SC_PHYS_PAGES) * (uint64_t)sysconf(_SC_PAGESIZE);
    FILE *file = fopen("/sys/fs/cgroup/memory.max", "r");
    if (file != NULL) {
        unsigned long long most = 0;
        if (fscanf(file, "%llu", &most) == 1 && most > 0 && most < bytes) {
            bytes = most;
        }
        fclose(file);
    }
    return bytes / 5 * 4;
}

int cli_limits(const cli_args *args, detente_limits *limits)
{
    *limits = (detente_limits){.memory = default_memory(), .progress = cli_progress};
    const char *memory = cli_value(args, "memory");
    uint64_t threads = 0;
    int code = memory == NULL ? CLI_DONE : read_size(memory, &limits->memory);
    if (code == CLI_DONE) {
        code = cli_number(args, "threads", 1, 1024, &threads);
    }
    limits->threads = (uint32_t)threads;
    return code;
}

int cli_request(const cli_args *args, detente_request *request)
{
    *request = (detente_request){0};
    const char *one = cli_value(args, "concept");
    const int code = read_concepts(one != NULL ? one : cli_value(args, "concepts"),
                                   &request->concepts);
    const int engine = cli_choice(args, "engine");
    request->engine = engine < 0 ? DETENTE_ENGINE_AUTO : (detente_engine)engine;
    return code;
}

/* ---- a model, solved ------------------------------------------------------------------------- */

/* --csv of `solve` has a row for every state, a proof and the sensitivity look at every one. */
static bool lists_states(const cli_args *args)
{
    return args->command->lists || cli_given(args, "csv") || cli_given(args, "certificate") ||
           cli_given(args, "sensitivity");
}

int cli_check_size(const cli_args *args, const char *path, const detente_model *model)
{
    const uint64_t count = detente_model_state_count(model);
    const bool in_file = detente_model_option_count(model) == 0; /* graph form is its own list */
    if (count <= DETENTE_MOST_LISTED || in_file || !lists_states(args)) {
        return CLI_DONE;
    }
    const bool solving = !args->command->lists;
    char words[DETENTE_COUNT_WORDS];
    return cli_complain(CLI_LIMIT,
                        "%s: %s states are too many to list (at most %llu); `summary`, %s and "
                        "`scan` work",
                        cli_shown_name(path), detente_model_state_count_words(model, words),
                        (unsigned long long)DETENTE_MOST_LISTED,
                        solving ? "`solve` without that option" : "`solve`");
}

int cli_case_open(const cli_args *args, const char *path, cli_case *opened)
{
    *opened = (cli_case){.name = cli_shown_name(path)};
    int code = cli_style(args, &opened->style);
    if (code == CLI_DONE) {
        code = cli_request(args, &opened->request);
    }
    if (code == CLI_DONE) {
        code = cli_limits(args, &opened->limits);
    }
    if (code == CLI_DONE) {
        code = cli_read_model(args, path, &opened->model);
    }
    if (code == CLI_DONE) {
        code = cli_check_size(args, path, opened->model);
    }
    if (code == CLI_DONE) {
        code = cli_read_where(args, opened->model, &opened->limits, &opened->where);
    }
    if (code != CLI_DONE) {
        detente_model_free(opened->model);
        return code;
    }
    detente_error err = {0};
    detente_plan plan;
    detente_status status = DETENTE_OK;
    if (cli_given(args, "verbose")) {
        status = detente_plan_solve(opened->model, &opened->request, &opened->limits, &plan, &err);
        if (status == DETENTE_OK) {
            cli_complain(0, "%s: %s", opened->name, plan.words);
        }
    }
    if (status == DETENTE_OK) {
        status = detente_solve(opened->model, &opened->request, &opened->limits, &opened->analysis,
                               &err);
    }
    cli_progress_end();
    return status == DETENTE_OK ? CLI_DONE : cli_case_close(opened, status, &err);
}

int cli_case_close(cli_case *opened, detente_status status, const detente_error *err)
{
    detente_analysis_free(opened->analysis);
    detente_expression_free(opened->where);
    detente_model_free(opened->model);
    return status == DETENTE_OK ? CLI_DONE : cli_failure(status, err, opened->name);
}
