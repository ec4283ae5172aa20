/* SPDX-License-Identifier: MIT
 *
 * detente completion: what a shell offers on Tab.
 *
 * The scripts know nothing: they ask `detente completion words -- WORD...` what could stand in
 * place of the last WORD, and that is read from the table of commands and from the model that the
 * line names.  A line per answer, `WORD<Tab>what it is`; or `:model`, `:file`, `:dir`: let the
 * shell look for one.
 */
#include "host.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- the scripts ----------------------------------------------------------------------------- */

static const char bash_script[] =
    "# Completion of detente for bash, as `detente completion bash` prints it.\n"
    "_detente()\n"
    "{\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} line\n"
    "    local words=(\"${COMP_WORDS[@]:1:COMP_CWORD}\")\n"
    "    [ \"$cur\" = = ] && cur=\n"
    "    COMPREPLY=()\n"
    "    while IFS= read -r line; do\n"
    "        case $line in\n"
    "            :model)\n"
    "                compopt -o filenames 2>/dev/null\n"
    "                mapfile -t COMPREPLY < <(compgen -f -X '!*.detente' -- \"$cur\"; compgen -d "
    "-- \"$cur\")\n"
    "                ;;\n"
    "            :file | :dir)\n"
    "                compopt -o filenames 2>/dev/null\n"
    "                mapfile -t COMPREPLY < <(if [ \"$line\" = :dir ]; then compgen -d -- "
    "\"$cur\"\n"
    "                    else compgen -f -- \"$cur\"; fi)\n"
    "                ;;\n"
    "            *) COMPREPLY+=(\"${line%%$'\\t'*}\") ;;\n"
    "        esac\n"
    "    done < <(\"${COMP_WORDS[0]}\" completion words -- \"${words[@]//[\\\"\\'\\\\]/}\" "
    "2>/dev/null)\n"
    "}\n"
    "complete -F _detente detente\n";

static const char zsh_script[] =
    "#compdef detente\n"
    "# Completion of detente for zsh, as `detente completion zsh` prints it.\n"
    "_detente()\n"
    "{\n"
    "    local line\n"
    "    local -a found\n"
    "    while IFS= read -r line; do\n"
    "        case $line in\n"
    "            :model) _files -g '*.detente' ;;\n"
    "            :file) _files ;;\n"
    "            :dir) _files -/ ;;\n"
    "            *$'\\t'*) found+=(\"${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}\") ;;\n"
    "            *) found+=(\"${line//:/\\\\:}\") ;;\n"
    "        esac\n"
    "    done < <(\"${words[1]}\" completion words -- \"${(@Q)words[2,CURRENT]}\" 2>/dev/null)\n"
    "    (( $#found )) && _describe 'detente' found\n"
    "}\n"
    "if [[ ${funcstack[1]} = _detente ]]; then _detente \"$@\"; else compdef _detente detente; "
    "fi\n";

static const char fish_script[] =
    "# Completion of detente for fish, as `detente completion fish` prints it.\n"
    "function __detente_words\n"
    "    set -l words (commandline -opc) (commandline -ct)\n"
    "    for line in ($words[1] completion words -- $words[2..] 2>/dev/null)\n"
    "        switch $line\n"
    "            case :model\n"
    "                __fish_complete_suffix .detente\n"
    "            case :file\n"
    "                __fish_complete_path (commandline -ct)\n"
    "            case :dir\n"
    "                __fish_complete_directories (commandline -ct)\n"
    "            case '*'\n"
    "                echo $line\n"
    "        end\n"
    "    end\n"
    "end\n"
    "complete -c detente -f -a '(__detente_words)'\n";

/* ---- a line, half typed ---------------------------------------------------------------------- */

typedef struct asked {
    cli_output *output;
    const cli_command *command;
    char **words; /* behind the command's name */
    int count;
    const char *before; /* of the word itself: what stays, as `--color=` or `nash,` */
    const char *begun;  /* what the answers begin with */
} asked;

static void offer(const asked *a, const char *word, const char *meaning)
{
    if (word != NULL && strncmp(word, a->begun, strlen(a->begun)) == 0) {
        cli_print(a->output, "%s%s%s%s\n", a->before, word, meaning == NULL ? "" : "\t",
                  meaning == NULL ? "" : meaning);
    }
}

/* The row of the option that `word` is, whose value is a word of its own; NULL: none. */
static const cli_option *valued_option(const cli_command *command, const char *word)
{
    for (const cli_option *option = command->options; option->name != NULL; option++) {
        const bool is_long = word[0] == '-' && word[1] == '-' &&
                             strcmp(word + 2, option->name) == 0;
        const bool is_short = word[0] == '-' && option->letter != 0 && word[1] == option->letter &&
                              word[2] == '\0';
        if ((is_long || is_short) && option->argument != NULL) {
            return option;
        }
    }
    return NULL;
}

/* The operands before the last word: their number, and where the first and the last are. */
static int operands_before(const asked *a, const char **first, const char **last)
{
    int count = 0;
    for (int k = 0; k + 1 < a->count; k++) {
        const char *word = a->words[k];
        if (word[0] == '-' && word[1] != '\0') {
            k += valued_option(a->command, word) != NULL;
        } else {
            *first = count++ == 0 ? word : *first;
            *last = word;
        }
    }
    return count;
}

/* ---- what only the model knows --------------------------------------------------------------- */

/* Nobody waits longer for a Tab. */
#define MOST_SECONDS 1

static bool in_time(void *payload, const char *stage, uint64_t done, uint64_t total)
{
    (void)stage, (void)done, (void)total;
    return time(NULL) - *(const time_t *)payload <= MOST_SECONDS && !cli_signalled();
}

/* NULL where there is no such file, or it is no model yet: that is for another day. */
static detente_model *read_quietly(const char *path)
{
    char *text = NULL;
    size_t length = 0;
    detente_model *model = NULL;
    FILE *file = path == NULL ? NULL : fopen(path, "rb");
    if (file != NULL && host_read(file, &text, &length) == 0) {
        time_t begun = time(NULL);
        const detente_limits limits = {
            .memory = (uint64_t)1 << 28, .progress = in_time, .payload = &begun};
        detente_model_read(text, length, "", NULL, &limits, &model, NULL, NULL);
        free(text);
    }
    if (file != NULL) {
        fclose(file);
    }
    return model;
}

static void offer_items(const asked *a, const char *path, detente_kind kind)
{
    detente_model *model = read_quietly(path);
    const uint32_t count = model == NULL ? 0 : detente_model_item_count(model, kind);
    for (uint32_t k = 0; k < count; k++) {
        detente_item item = {.size = sizeof item};
        if (detente_model_item(model, kind, k, &item, NULL) == DETENTE_OK) {
            offer(a, item.id,
                  item.name != NULL && strcmp(item.name, item.id) != 0 ? item.name : NULL);
        }
    }
    detente_model_free(model);
}

static void offer_states(const asked *a, const char *path)
{
    offer_items(a, path, DETENTE_OUTCOMES);
    offer_items(a, path, DETENTE_GRAPH_STATES);
}

/* ---- answers --------------------------------------------------------------------------------- */

/* A list of concepts: the last of the names. */
static void offer_concepts(asked *a)
{
    const char *comma = strrchr(a->begun, ',');
    char before[256];
    if (comma != NULL) {
        snprintf(before, sizeof before, "%s%.*s", a->before, (int)(comma + 1 - a->begun), a->begun);
        a->before = before;
        a->begun = comma + 1;
    }
    for (uint32_t k = 0; k < detente_concept_count(); k++) {
        offer(a, detente_concept_id((detente_concept)k), detente_concept_name((detente_concept)k));
    }
}

static void offer_values(asked *a, const cli_option *option)
{
    char words[CLI_MOST_CHOICES][CLI_CHOICE_SIZE];
    const size_t count = cli_choices(option, words);
    const char *first = NULL;
    const char *last = NULL;
    operands_before(a, &first, &last);
    for (size_t k = 0; k < count; k++) {
        offer(a, words[k], NULL);
    }
    if (strcmp(option->argument, "LIST") == 0) {
        offer_concepts(a);
    } else if (strcmp(option->argument, "KIND") == 0) {
        for (int k = 0; k < DETENTE_TABLE_COUNT; k++) {
            offer(a, detente_table_id((detente_table_kind)k), NULL);
        }
    } else if (strcmp(option->argument, "STATE") == 0) {
        offer_states(a, first);
    } else if (strcmp(option->argument, "ID") == 0) {
        offer_items(a, strcmp(option->name, "with") == 0 ? last : first,
                    strcmp(option->name, "party") == 0 ? DETENTE_PARTIES : DETENTE_SCENARIOS);
    } else if (strcmp(option->argument, "FILE") == 0) {
        cli_print(a->output, ":file\n");
    } else if (strcmp(option->argument, "DIR") == 0) {
        cli_print(a->output, ":dir\n");
    }
}

static void offer_options(const asked *a)
{
    char name[64];
    for (const cli_option *option = a->command->options; option->name != NULL; option++) {
        snprintf(name, sizeof name, "--%s", option->name);
        offer(a, name, option->help);
    }
}

static void offer_operands(const asked *a)
{
    const char *first = NULL;
    const char *last = NULL;
    const int place = operands_before(a, &first, &last);
    const int files = a->command->files == 0 ? a->command->most : a->command->files;
    if (place >= a->command->most) {
        return;
    }
    if (place < files) {
        cli_print(a->output, a->command->other_files ? ":file\n" : ":model\n");
    } else if (files > 0) {
        offer_states(a, first);
    }
}

static void offer_commands(const asked *a)
{
    for (size_t k = 0; cli_command_at(k) != NULL; k++) {
        offer(a, cli_command_at(k)->name, cli_command_at(k)->purpose);
    }
}

/* bash cuts `--color=al` into three words: the equals sign is left out. */
static int join_values(char **words, int count)
{
    int kept = 0;
    for (int k = 0; k < count; k++) {
        const bool sign = strcmp(words[k], "=") == 0 && k > 0;
        if (sign && k + 1 == count) {
            words[kept++] = words[k] + 1; /* nothing yet */
        } else if (!sign) {
            words[kept++] = words[k];
        }
    }
    return kept;
}

/* The word to complete is the last one. */
static void answer(asked *a, char **words, int count)
{
    char *word = words[count - 1];
    const cli_command *command = cli_find_command(words[0]);
    a->begun = word;
    if (count == 1 || (count == 2 && strcmp(words[0], "help") == 0)) {
        offer_commands(a);
        offer(a, count == 1 ? "help" : NULL, "explain a command");
        return;
    }
    if (command == NULL) {
        return;
    }
    a->command = command;
    a->words = words + 1;
    a->count = count - 1;
    char *sign = strchr(word, '=');
    const cli_option *option = count > 2 ? valued_option(command, words[count - 2]) : NULL;
    char before[64];
    if (option == NULL && word[0] == '-' && sign != NULL) {
        *sign = '\0';
        option = valued_option(command, word);
        snprintf(before, sizeof before, "%s=", word);
        a->before = before;
        a->begun = sign + 1;
    }
    if (option != NULL) {
        offer_values(a, option);
    } else if (word[0] == '-') {
        offer_options(a);
    } else {
        offer_operands(a);
    }
}

/* ---- the command ----------------------------------------------------------------------------- */

static const char *script_for(const char *shell)
{
    return strcmp(shell, "bash") == 0   ? bash_script
           : strcmp(shell, "zsh") == 0  ? zsh_script
           : strcmp(shell, "fish") == 0 ? fish_script
                                        : NULL;
}

static int run(const cli_args *args)
{
    cli_output output;
    const char *script = script_for(args->operands[0]);
    if (script == NULL && strcmp(args->operands[0], "words") != 0) {
        return cli_complain(CLI_USAGE, "there are scripts for bash, zsh and fish, not for '%s'",
                            args->operands[0]);
    }
    const int code = cli_output_open(&output, NULL);
    if (code != CLI_DONE) {
        return code;
    }
    if (script != NULL) {
        cli_print(&output, "%s", script);
    } else if (args->operand_count > 1) {
        asked a = {.output = &output, .before = ""};
        answer(&a, args->operands + 1, join_values(args->operands + 1, args->operand_count - 1));
    }
    return cli_output_close(&output, CLI_DONE);
}

static const cli_option options[] = {CLI_END};

const cli_command completion_command = {
    .name = "completion",
    .purpose = "print what bash, zsh or fish needs to complete command lines",
    .usage = "bash | zsh | fish | words -- WORD...",
    .about =
        "The script for a shell; where detente is installed it finds the script by itself.\n"
        "Commands, options, files, and what the model that the line names has: its scenarios,\n"
        "parties and outcomes.  `words` is what the scripts call: it lists what could stand in\n"
        "place of the last WORD.",
    .options = options,
    .examples = "source <(detente completion bash)\n"
                "detente completion fish >~/.config/fish/completions/detente.fish",
    .least = 1,
    .most = CLI_MANY,
    .files = -1,
    .run = run,
};
