/* SPDX-License-Identifier: MIT
 *
 * detente, the program: finds the command and runs it.
 */
#include "command.h"
#include "host.h"
#include "support.h"

#include <string.h>

#define DECLARE(name) extern const cli_command name##_command;
CLI_COMMANDS(DECLARE)

#define LIST(name) &name##_command,
static const cli_command *const commands[] = {CLI_COMMANDS(LIST)};
#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

const cli_command *cli_command_at(size_t k)
{
    return k < COMMAND_COUNT ? commands[k] : NULL;
}

const cli_command *cli_find_command(const char *name)
{
    for (size_t k = 0; k < COMMAND_COUNT; k++) {
        if (strcmp(commands[k]->name, name) == 0) {
            return commands[k];
        }
    }
    return NULL;
}

/* A model where the command belongs. */
static bool is_model(const char *name)
{
    const size_t length = strlen(name);
    return strcmp(name, "-") == 0 || (length > 8 && strcmp(name + length - 8, ".detente") == 0);
}

static int unknown_command(const char *name)
{
    if (is_model(name)) {
        return cli_complain(CLI_USAGE, "first the command: detente summary %s", name);
    }
    const char *names[COMMAND_COUNT + 1];
    for (size_t k = 0; k < COMMAND_COUNT; k++) {
        names[k] = commands[k]->name;
    }
    names[COMMAND_COUNT] = "help";
    const char *near = cli_nearest(name, names, COMMAND_COUNT + 1);
    if (near != NULL) {
        return cli_complain(CLI_USAGE, "there is no command '%s'; did you mean `detente %s`?", name,
                            near);
    }
    return cli_complain(CLI_USAGE, "there is no command '%s'; `detente --help` lists them", name);
}

static void print_commands(cli_output *output)
{
    cli_print(output, "Usage: detente COMMAND [OPTION]... MODEL...\n\nCommands:\n");
    for (size_t k = 0; k < COMMAND_COUNT; k++) {
        cli_print(output, "  %-10s  %s\n", commands[k]->name, commands[k]->purpose);
    }
    cli_print(output, "\n`detente help COMMAND` explains one.\n");
}

static int print_help(void)
{
    cli_output output;
    const int code = cli_output_open(&output, NULL);
    if (code != CLI_DONE) {
        return code;
    }
    cli_print(&output, "detente - which outcomes of a conflict would hold, and why\n\n");
    print_commands(&output);
    cli_print(
        &output,
        "\nA MODEL is a .detente file; `-` is standard input.  Results go to standard output,\n"
        "everything else to standard error.\n\n"
        "Examples:\n"
        "  detente brief models/seeds/*.detente      what could come of the five accounts\n"
        "  detente solve models/published/prisoners.detente\n"
        "                                            every state under every concept\n\n"
        "Exit codes: 0 done; 1 a claim does not hold; 2 usage; 3 the model is wrong;\n"
        "4 out of memory or over a limit; 5 stopped by a signal; 6 the result could not be\n"
        "written; 7 incomplete; 70 an error of detente itself.\n");
    return cli_output_close(&output, CLI_DONE);
}

static int print_version(void)
{
    cli_output output;
    const int code = cli_output_open(&output, NULL);
    if (code != CLI_DONE) {
        return code;
    }
    cli_print(&output, "detente %s\n", detente_version());
    return cli_output_close(&output, CLI_DONE);
}

/* `detente` alone: short help where errors go. */
static int print_short_help(void)
{
    cli_output output = {.file = stderr};
    print_commands(&output);
    return CLI_USAGE;
}

static int run_command(const cli_command *command, int count, char **words)
{
    cli_args args;
    const int code = cli_parse(command, count, words, &args);
    if (code != CLI_DONE) {
        return code;
    }
    cli_choose_colours(&args);
    cli_choose_pager(&args);
    if (cli_given(&args, "help")) {
        return cli_help(command);
    }
    const int clash = cli_check_files(&args, NULL, 0);
    return clash == CLI_DONE ? command->run(&args) : clash;
}

static int run_help(int count, char **words)
{
    if (count == 0) {
        return print_help();
    }
    if (strcmp(words[0], "help") == 0) {
        return print_help();
    }
    const cli_command *command = cli_find_command(words[0]);
    return command == NULL ? unknown_command(words[0]) : cli_help(command);
}

int main(int argc, char **argv)
{
    if (!host_take_descriptors()) {
        return CLI_INTERNAL;
    }
    cli_watch_signals();
    if (argc < 2) {
        return print_short_help();
    }
    const char *word = argv[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) {
        return run_help(argc - 2, argv + 2);
    }
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        return print_version();
    }
    if (word[0] == '-' && word[1] != '\0') {
        return cli_complain(CLI_USAGE,
                            "first the command, then its options: detente COMMAND %s; "
                            "`detente --help` lists the commands",
                            word);
    }
    const cli_command *command = cli_find_command(word);
    return command == NULL ? unknown_command(word) : run_command(command, argc - 2, argv + 2);
}
