/* SPDX-License-Identifier: MIT
 *
 * The command line: one table of options per command, read here into values and printed as help.
 *
 * Accepted: --name, --name VALUE, --name=VALUE, -n, -n VALUE, -nVALUE; `--` ends the options; `-`
 * is an operand.  Options and operands come in any order; of an option given twice the last counts.
 */
#include "command.h"
#include "support.h"

#include <string.h>
#include <strings.h>

/* ---- the nearest word ------------------------------------------------------------------------ */

#define LONGEST_WORD 31

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Number of edits from a to b: a letter more, less, or another; two neighbours that change places.
 * D(i, j) = least of D(i-1, j-1) + [a_i != b_j], D(i-1, j) + 1, D(i, j-1) + 1,
 *           D(i-2, j-2) + 1 where a_i a_i-1 = b_j-1 b_j. */
static size_t edits(const char *a, const char *b)
{
    const size_t n = strlen(b);
    size_t rows[3][LONGEST_WORD + 1] = {{0}};
    size_t i = 0;
    for (; i == 0 || a[i - 1] != '\0'; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *second = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            const size_t replaced = i == 0 ? j : above[j - 1] + (a[i - 1] != b[j - 1]);
            const size_t one = i == 0 ? j : 1 + least_of(above[j], row[j - 1]);
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            row[j] = least_of(least_of(replaced, one), swapped ? second[j - 2] + 1 : replaced);
        }
    }
    return rows[(i + 2) % 3][n];
}

/* The only one of the words that begins with `word`, when that has at least three letters. */
static const char *only_completion(const char *word, const char *const *words, size_t count)
{
    const char *found = NULL;
    const size_t length = strlen(word);
    for (size_t k = 0; k < count && length >= 3; k++) {
        if (strncmp(words[k], word, length) == 0) {
            if (found != NULL) {
                return NULL;
            }
            found = words[k];
        }
    }
    return found;
}

const char *cli_nearest(const char *word, const char *const *words, size_t count)
{
    const char *nearest = NULL;
    size_t fewest = 1 + strlen(word) / 3 + (strlen(word) > 3);
    for (size_t k = 0; k < count; k++) {
        if (strlen(word) > LONGEST_WORD || strlen(words[k]) > LONGEST_WORD) {
            continue;
        }
        const size_t distance = edits(word, words[k]);
        if (distance < fewest) {
            fewest = distance;
            nearest = words[k];
        }
    }
    return nearest != NULL ? nearest : only_completion(word, words, count);
}

/* ---- reading --------------------------------------------------------------------------------- */

static int unknown_option(const cli_command *command, const char *word, const char *name)
{
    const char *names[CLI_MOST_OPTIONS];
    size_t count = 0;
    for (const cli_option *option = command->options; option->name != NULL; option++) {
        names[count++] = option->name;
    }
    const char *near = cli_nearest(name, names, count);
    if (near != NULL) {
        return cli_complain(CLI_USAGE, "%s has no option %s; did you mean --%s?", command->name,
                            word, near);
    }
    return cli_complain(CLI_USAGE, "%s has no option %s; `detente %s --help` lists them",
                        command->name, word, command->name);
}

/* The row of a long option `name` of `length` bytes, or of a letter (name NULL); -1 = none. */
static int find_row(const cli_command *command, const char *name, size_t length, char letter)
{
    for (int k = 0; command->options[k].name != NULL; k++) {
        const cli_option *option = &command->options[k];
        if (name == NULL
                ? option->letter == letter
                : strlen(option->name) == length && strncmp(option->name, name, length) == 0) {
            return k;
        }
    }
    return -1;
}

/* ---- options that take one of a few words ---------------------------------------------------- */

/* How the argument is called: what stands before the words that it can be. */
static int name_length(const cli_option *option)
{
    return (int)strcspn(option->argument, "=");
}

size_t cli_choices(const cli_option *option, char words[CLI_MOST_CHOICES][CLI_CHOICE_SIZE])
{
    const char *list = option->argument == NULL ? NULL : strchr(option->argument, '=');
    size_t count = 0;
    while (list != NULL && *list != '\0' && count < CLI_MOST_CHOICES) {
        const size_t length = strcspn(++list, "|");
        snprintf(words[count++], CLI_CHOICE_SIZE, "%.*s", (int)length, list);
        list += length;
    }
    return count;
}

int cli_choice(const cli_args *args, const char *name)
{
    char words[CLI_MOST_CHOICES][CLI_CHOICE_SIZE];
    const int row = find_row(args->command, name, strlen(name), 0);
    const char *value = row < 0 ? NULL : args->values[row];
    const size_t count = value == NULL ? 0 : cli_choices(&args->command->options[row], words);
    for (size_t k = 0; k < count; k++) {
        if (strcasecmp(value, words[k]) == 0) {
            return (int)k;
        }
    }
    return -1;
}

/* Is the value one of the words, where there are some? */
static int check_choice(const cli_option *option, const char *value)
{
    char words[CLI_MOST_CHOICES][CLI_CHOICE_SIZE];
    const char *names[CLI_MOST_CHOICES];
    char known[CLI_MOST_CHOICES * CLI_CHOICE_SIZE] = "";
    const size_t count = cli_choices(option, words);
    for (size_t k = 0; k < count; k++) {
        if (strcasecmp(value, words[k]) == 0) {
            return CLI_DONE;
        }
        names[k] = words[k];
        strcat(strcat(known, k == 0 ? "" : k + 1 == count ? " or " : ", "), words[k]);
    }
    const char *near = count > 1 ? cli_nearest(value, names, count) : NULL;
    return count == 0 ? CLI_DONE
                      : cli_complain(CLI_USAGE, "--%s takes %s, not '%s'%s%s%s", option->name,
                                     known, value, near == NULL ? "" : "; did you mean '",
                                     near == NULL ? "" : near, near == NULL ? "" : "'?");
}

/* Read the option at words[*at], and its value.  *at is left on the last word used. */
static int read_option(const cli_command *command, int count, char **words, int *at, cli_args *args)
{
    const char *word = words[*at];
    const bool is_long = word[1] == '-';
    const char *name = is_long ? word + 2 : word + 1;
    const size_t length = is_long ? strcspn(name, "=") : 1;
    const int row = find_row(command, is_long ? name : NULL, length, word[1]);
    if (row < 0) {
        return unknown_option(command, word, name);
    }
    const cli_option *option = &command->options[row];
    const char *attached = name[length] == '\0' ? NULL : name + length + (is_long ? 1 : 0);
    if (option->argument == NULL) {
        if (attached != NULL && is_long) {
            return cli_complain(CLI_USAGE, "--%s takes no value", option->name);
        }
        if (attached != NULL) {
            return cli_complain(CLI_USAGE, "write -%c on its own, not %s", option->letter, word);
        }
        args->values[row] = "";
        return CLI_DONE;
    }
    if (attached == NULL && *at + 1 >= count) {
        return cli_complain(CLI_USAGE, "--%s needs a value: --%s %.*s", option->name, option->name,
                            name_length(option), option->argument);
    }
    const char *value = attached != NULL ? attached : words[++*at];
    const bool to_stdout = strcmp(option->name, "output") == 0 && strcmp(value, "-") == 0;
    args->values[row] = to_stdout ? NULL : value; /* as if it was not given */
    return check_choice(option, value);
}

static int check_operands(const cli_args *args)
{
    const cli_command *command = args->command;
    if (args->operand_count < command->least) {
        return cli_complain(CLI_USAGE, "something is missing: detente %s %s", command->name,
                            command->usage);
    }
    if (args->operand_count > command->most) {
        return cli_complain(CLI_USAGE, "'%s' is too much: detente %s %s",
                            args->operands[command->most], command->name, command->usage);
    }
    return CLI_DONE;
}

int cli_parse(const cli_command *command, int count, char **words, cli_args *args)
{
    *args = (cli_args){.command = command, .operands = words};
    bool options_ended = false;
    for (int k = 0; k < count; k++) {
        char *word = words[k];
        if (options_ended || word[0] != '-' || word[1] == '\0') {
            words[args->operand_count++] = word; /* operands move to the front */
        } else if (strcmp(word, "--") == 0) {
            options_ended = true;
        } else {
            const int code = read_option(command, count, words, &k, args);
            if (code != CLI_DONE) {
                return code;
            }
        }
    }
    return cli_given(args, "help") ? CLI_DONE : check_operands(args);
}

const char *cli_value(const cli_args *args, const char *name)
{
    const int row = find_row(args->command, name, strlen(name), 0);
    return row < 0 ? NULL : args->values[row];
}

bool cli_given(const cli_args *args, const char *name)
{
    return cli_value(args, name) != NULL;
}

int cli_number(const cli_args *args, const char *name, uint64_t least, uint64_t most, uint64_t *out)
{
    const char *text = cli_value(args, name);
    if (text == NULL) {
        return CLI_DONE;
    }
    uint64_t number = 0;
    bool good = text[0] != '\0';
    for (const char *c = text; *c != '\0' && good; c++) {
        const uint64_t digit = (uint64_t)(*c - '0');
        good = *c >= '0' && *c <= '9' && number <= (UINT64_MAX - digit) / 10;
        number = 10 * number + digit;
    }
    if (!good || number < least || number > most) {
        return cli_complain(CLI_USAGE, "--%s takes a whole number from %llu to %llu, not '%s'",
                            name, (unsigned long long)least, (unsigned long long)most, text);
    }
    *out = number;
    return CLI_DONE;
}

/* ---- help ------------------------------------------------------------------------------------ */

static void print_options(cli_output *output, const cli_option *options)
{
    char left[64];
    for (; options->name != NULL; options++) {
        const bool valued = options->argument != NULL;
        snprintf(left, sizeof left, "--%s%s%.*s", options->name, valued ? " " : "",
                 valued ? name_length(options) : 0, valued ? options->argument : "");
        if (options->letter != 0) {
            cli_print(output, "  -%c, %-18s  %s\n", options->letter, left, options->help);
        } else {
            cli_print(output, "      %-18s  %s\n", left, options->help);
        }
    }
}

static void print_examples(cli_output *output, const char *examples)
{
    while (*examples != '\0') {
        const size_t length = strcspn(examples, "\n");
        cli_print(output, "  %.*s\n", (int)length, examples);
        examples += length + (examples[length] == '\n');
    }
}

static void print_exits(cli_output *output, const cli_command *command)
{
    cli_print(output, "  0  done, also when the answer is \"none\"\n");
    if (command->fails != NULL) {
        cli_print(output, "  1  %s\n", command->fails);
    }
    cli_print(output, "  2  the command line makes no sense\n"
                      "  3  the model cannot be read or is wrong\n"
                      "  4  out of memory, or over a limit; nothing computed\n"
                      "  5  stopped by a signal\n"
                      "  6  the result could not be written\n");
    if (command->partial != NULL) {
        cli_print(output, "  7  %s\n", command->partial);
    }
}

int cli_help(const cli_command *command)
{
    cli_output output;
    const int code = cli_output_open(&output, NULL);
    if (code != CLI_DONE) {
        return code;
    }
    cli_print(&output, "detente %s - %s\n\nUsage: detente %s %s\n\n%s\n\nOptions:\n", command->name,
              command->purpose, command->name, command->usage, command->about);
    print_options(&output, command->options);
    cli_print(&output, "\nExamples:\n");
    print_examples(&output, command->examples);
    cli_print(&output, "\nExit codes:\n");
    print_exits(&output, command);
    return cli_output_close(&output, CLI_DONE);
}
