/* SPDX-License-Identifier: MIT
 *
 * detente tables: the tables that papers print.
 */
#include "support.h"

#include <string.h>

static int read_kind(const cli_args *args, uint32_t *kinds)
{
    const char *names[DETENTE_TABLE_COUNT];
    const char *wanted = cli_value(args, "table");
    *kinds = (1u << DETENTE_TABLE_COUNT) - 1;
    for (int k = 0; k < DETENTE_TABLE_COUNT; k++) {
        names[k] = detente_table_id((detente_table_kind)k);
        if (wanted != NULL && strcmp(wanted, names[k]) == 0) {
            *kinds = 1u << k;
            return CLI_DONE;
        }
    }
    if (wanted == NULL) {
        *kinds &= ~(1u << DETENTE_TABLE_MOVES); /* long: only when asked for */
        return CLI_DONE;
    }
    const char *near = cli_nearest(wanted, names, DETENTE_TABLE_COUNT);
    return near == NULL
               ? cli_complain(CLI_USAGE,
                              "there is no table '%s'; `detente tables --help` lists them", wanted)
               : cli_complain(CLI_USAGE, "there is no table '%s'; did you mean '%s'?", wanted,
                              near);
}

static detente_format_kind format_of(const cli_args *args)
{
    static const detente_format_kind formats[] = {DETENTE_TABLE, DETENTE_LATEX, DETENTE_MARKDOWN,
                                                  DETENTE_CSV};
    const int choice = cli_choice(args, "format");
    return choice < 0 ? DETENTE_TABLE : formats[choice];
}

static int write_one(const cli_args *args, const char *path, cli_output *output)
{
    cli_case opened;
    uint32_t kinds = 0;
    detente_error err = {0};
    int code = read_kind(args, &kinds);
    code = code != CLI_DONE ? code : cli_case_open(args, path, &opened);
    if (code != CLI_DONE) {
        return code;
    }
    opened.style.format = format_of(args);
    if (opened.style.format == DETENTE_CSV && (kinds & (kinds - 1)) != 0) {
        code = cli_complain(CLI_USAGE, "CSV holds one table: add --table states, for instance");
    }
    detente_status status = DETENTE_OK;
    for (int k = 0; k < DETENTE_TABLE_COUNT && code == CLI_DONE && status == DETENTE_OK; k++) {
        if ((kinds >> k & 1) != 0) {
            status = detente_write_table(opened.analysis, (detente_table_kind)k, &opened.style,
                                         &opened.limits, &output->sink, &err);
        }
    }
    return cli_worse(code, cli_case_close(&opened, status, &err));
}

static int run(const cli_args *args)
{
    return cli_for_each_model(args, write_one);
}

static const cli_option options[] = {
    {"table", 't', "KIND", "one table only (default: all but moves)"},
    {"format", 'f', "FORMAT=text|latex|markdown|csv", "text (default), latex, markdown or csv"},
    {"concepts", 'c', "LIST", "only these, e.g. nash,seq"},
    {"limit", 'n', "N", "list at most N states"},
    CLI_MODEL_OPTIONS,
    CLI_STYLE_OPTIONS,
    CLI_SOLVING_OPTIONS,
    CLI_END,
};

const cli_command tables_command = {
    .name = "tables",
    .purpose = "print the tables that papers show, for LaTeX, Markdown or a spreadsheet",
    .usage = "[OPTION]... MODEL",
    .about =
        "options     parties and their options\n"
        "rules       what is not feasible, and how many combinations each rule removes\n"
        "states      feasible states in option form, ranks, equilibria\n"
        "statements  preference statements, most important first\n"
        "vectors     each party's states from best to worst\n"
        "stability   per state, concept and party; E marks an equilibrium\n"
        "evolution   from the status quo to equilibria, step by step\n"
        "moves       every move\n"
        "LaTeX is one `tabular` per table and needs booktabs and amssymb; captions and labels are\n"
        "left to the author, conventions stand beside each table.",
    .options = options,
    .examples = "detente tables models/published/elmira.detente -f latex -o elmira-tables.tex\n"
                "detente tables model.detente -f csv --table moves -o moves.csv",
    .lists = true,
    .least = 1,
    .most = 1,
    .run = run,
};
