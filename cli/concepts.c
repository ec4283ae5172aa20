/* SPDX-License-Identifier: MIT
 *
 * detente concepts: the stability concepts, each with its meaning in a sentence.
 */
#include "command.h"
#include "support.h"

#include <string.h>

/* Words of `text` in lines of `width` columns, every line but the first indented. */
static void print_wrapped(cli_output *output, const char *text, size_t indent, size_t width)
{
    size_t column = indent;
    while (*text != '\0') {
        const size_t length = strcspn(text, " ");
        if (column > indent && column + 1 + length > width) {
            cli_print(output, "\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent) {
            cli_print(output, " ");
            column++;
        }
        cli_print(output, "%.*s", (int)length, text);
        column += length;
        text += length + (text[length] == ' ');
    }
    cli_print(output, "\n");
}

static int run(const cli_args *args)
{
    cli_output output;
    uint64_t width = cli_width();
    int code = cli_number(args, "width", 20, 100000, &width);
    if (code == CLI_DONE) {
        code = cli_output_open(&output, NULL);
    }
    if (code != CLI_DONE) {
        return code;
    }
    for (uint32_t k = 0; k < detente_concept_count(); k++) {
        const detente_concept concept = (detente_concept)k;
        if (k == DETENTE_NASH_A) {
            cli_print(&output, "\nWhere not all is known of what the parties prefer:\n");
        }
        if (k >= DETENTE_NASH_A) { /* the name is the id */
            cli_print(&output, "%-12s", detente_concept_id(concept));
            print_wrapped(&output, detente_concept_meaning(concept), 12, (size_t)width);
            continue;
        }
        cli_print(&output, "%-5s %-5s ", detente_concept_id(concept),
                  detente_concept_name(concept));
        print_wrapped(&output, detente_concept_meaning(concept), 12, (size_t)width);
    }
    return cli_output_close(&output, CLI_DONE);
}

static const cli_option options[] = {
    {"width", 'w', "N", "fit into N columns (default: the terminal's, else 100)"},
    CLI_END,
};

const cli_command concepts_command = {
    .name = "concepts",
    .purpose = "list the stability concepts and what they mean",
    .usage = "[OPTION]...",
    .about =
        "One line per concept: the word to use in files and after --concepts, the name as\n"
        "printed, and when a state is stable under it.  A state that is stable for every party\n"
        "is an equilibrium: it would hold.",
    .options = options,
    .examples = "detente concepts\n"
                "detente solve model.detente --concepts nash,seq",
    .least = 0,
    .most = 0,
    .run = run,
};
