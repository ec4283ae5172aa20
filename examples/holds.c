/* SPDX-License-Identifier: MIT
 *
 * The library in one page: read a model, solve it, and say in the author's words what would hold
 * under each concept.
 *
 *     cc holds.c $(pkg-config --cflags --libs detente) -o holds
 *     ./holds MODEL.detente
 */
#include <detente.h>
#include <stdio.h>
#include <stdlib.h>

static bool to_file(void *payload, const char *bytes, size_t count)
{
    return fwrite(bytes, 1, count, payload) == count;
}

/* A text of any length; NULL: it cannot be read. */
static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t size = 0;
    *length = 0;
    while (file != NULL && !feof(file) && !ferror(file)) {
        if (*length == size) {
            size = 2 * size + 4096;
            text = realloc(text, size);
            if (text == NULL) {
                abort();
            }
        }
        *length += fread(text + *length, 1, size - *length, file);
    }
    if (file != NULL) {
        fclose(file);
    }
    return text;
}

/* One state: the labels of the options taken there. */
static bool print_state(void *payload, const detente_hit *hit)
{
    const detente_model *model = payload;
    const char *between = "";
    printf("  state %llu: ", (unsigned long long)hit->n);
    for (uint32_t k = 0; k < detente_model_option_count(model); k++) {
        detente_item option = {.size = sizeof option};
        if (hit->code >> k & 1 &&
            detente_model_item(model, DETENTE_OPTIONS, k, &option, NULL) == DETENTE_OK) {
            printf("%s%s", between, option.name);
            between = "; ";
        }
    }
    puts(*between == '\0' ? "nothing is done" : "");
    return true;
}

int main(int argc, char **argv)
{
    detente_model *model = NULL;
    detente_analysis *analysis = NULL;
    detente_faults *faults = NULL;
    detente_error err = {0};
    size_t length = 0;
    char *text = argc == 2 ? read_file(argv[1], &length) : NULL;
    if (text == NULL) {
        fprintf(stderr, "usage: holds MODEL.detente\n");
        return 2;
    }
    detente_status status = detente_model_read(text, length, argv[1], NULL, NULL, &model, &faults,
                                               &err);
    detente_faults_write(faults, &(detente_sink){to_file, stderr}, NULL);
    if (status == DETENTE_OK) {
        status = detente_solve(model, NULL, NULL, &analysis, &err);
    }
    const detente_concepts decided = detente_analysis_concepts(analysis);
    for (uint32_t c = detente_concepts_next(&decided, 0);
         status == DETENTE_OK && c < DETENTE_MOST_CONCEPTS;
         c = detente_concepts_next(&decided, c + 1)) {
        const detente_scan scan = {.concepts = detente_concepts_one((detente_concept)c),
                                   .party = DETENTE_EVERY_PARTY};
        printf("%s\n", detente_concept_name((detente_concept)c));
        status = detente_scan_states(analysis, &scan, NULL, print_state, model, &err);
    }
    if (status != DETENTE_OK) {
        fprintf(stderr, "holds: %s: %s\n", detente_status_name(status), err.message);
    }
    detente_analysis_free(analysis);
    detente_faults_free(faults);
    detente_model_free(model);
    free(text);
    return status == DETENTE_OK ? 0 : 1;
}
