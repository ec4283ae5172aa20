/* SPDX-License-Identifier: MIT
 *
 * Small graphs with payoffs: read, written as a model file, as matrices.  See small.h.
 */
#include "small.h"

#include <stdio.h>

static void stop(const char *text)
{
    fprintf(stderr, "not a small graph: %s\n", text);
    abort();
}

/* A number at *at, which moves behind it. */
static uint32_t number_at(const char **at, uint32_t limit)
{
    char *end = NULL;
    const unsigned long number = strtoul(*at, &end, 10);
    if (end == *at || number >= limit) {
        stop(*at);
    }
    *at = end;
    return (uint32_t)number;
}

static void read_payoffs(small_graph *small, const char *at)
{
    for (uint32_t party = 0, state = 0;; at++) {
        if (state >= SMALL_STATES || party >= SMALL_PARTIES) {
            stop(at);
        }
        small->payoffs[party][state++] = (int)number_at(&at, 1000);
        small->parties = party + 1;
        small->states = state;
        at += strspn(at, " ");
        if (*at == '/') {
            party++;
            state = 0;
        } else if (*at == '\0') {
            return;
        } else if (*at != ',') {
            stop(at);
        }
    }
}

small_graph small_graph_read(const char *arcs, const char *payoffs)
{
    small_graph small = {0};
    read_payoffs(&small, payoffs);
    uint32_t party = 0;
    for (const char *at = arcs; *at != '\0';) {
        if (*at == 'D') {
            at++;
            party = number_at(&at, small.parties);
        } else if (*at == ':' || *at == ' ' || *at == ',') {
            at++;
        } else {
            const uint32_t from = number_at(&at, small.states);
            if (*at != '>') {
                stop(at);
            }
            at++;
            small.moves[party][from][number_at(&at, small.states)] = true;
        }
    }
    return small;
}

static void write_moves(const small_graph *small, uint32_t party, dt_text *text)
{
    dt_text_format(text, "\nd%u moves\n", party);
    for (uint32_t s = 0; s < small->states; s++) {
        uint32_t count = 0;
        for (uint32_t t = 0; t < small->states; t++) {
            if (small->moves[party][s][t]) {
                if (count++ == 0) {
                    dt_text_format(text, "  s%u -> s%u", s, t);
                } else {
                    dt_text_format(text, ", s%u", t);
                }
            }
        }
        dt_text_add(text, count > 0 ? "\n" : "");
    }
}

/* From the highest payoff down; states of the same payoff share a line. */
static void write_ranks(const small_graph *small, uint32_t party, dt_text *text)
{
    bool written[SMALL_STATES] = {false};
    dt_text_format(text, "\nd%u ranks\n", party);
    for (uint32_t left = small->states; left > 0;) {
        uint32_t best = SMALL_STATES, count = 0;
        for (uint32_t s = 0; s < small->states; s++) {
            if (!written[s] &&
                (best == SMALL_STATES || small->payoffs[party][s] > small->payoffs[party][best])) {
                best = s;
            }
        }
        for (uint32_t s = 0; s < small->states; s++) {
            if (small->payoffs[party][s] == small->payoffs[party][best]) {
                dt_text_format(text, "%ss%u", count++ == 0 ? "  " : " or ", s);
                written[s] = true;
                left--;
            }
        }
        dt_text_add(text, "\n");
    }
}

void small_graph_write(const small_graph *small, dt_text *text)
{
    dt_text_add(text, "conflict \"a small graph\"\n");
    for (uint32_t s = 0; s < small->states; s++) {
        dt_text_format(text, "state s%u\n", s);
    }
    for (uint32_t party = 0; party < small->parties; party++) {
        dt_text_format(text, "party d%u\n", party);
    }
    for (uint32_t party = 0; party < small->parties; party++) {
        write_moves(small, party, text);
        write_ranks(small, party, text);
    }
}

void small_graph_reference(const small_graph *small, reference_graph *graph)
{
    reference_graph_init(graph, small->parties, small->states);
    for (uint32_t party = 0; party < small->parties; party++) {
        for (uint32_t s = 0; s < small->states; s++) {
            for (uint32_t t = 0; t < small->states; t++) {
                *reference_move(graph, party, s, t) = small->moves[party][s][t];
                *reference_better(graph, party, s, t) = small->payoffs[party][t] >
                                                        small->payoffs[party][s];
            }
        }
    }
}

const small_claim small_claims[] = {
    {"X01", "GMR SMR !SEQ !Nash", 1, 1, "D0:0>2 D1:1>0", "2,0,1 / 2,1,0"},
    {"X02", "SEQ !Nash", 0, 1, "D0:1>2 D1:2>0", "0,1,2 / 2,0,1"},
    {"X03", "GMR SEQ !SMR", 1, 0, "D0:1>2 D1:0>1,2>1", "0,1,2 / 1,2,0"},
    {"X04", "SEQ SMR !SSEQ", 1, 0, "D0:1>2,1>3 D1:0>1,3>1", "1,2,0,3 / 2,3,1,0"},
    {"X06", "GMR !GMRzero", 0, 1, "D0:1>0 D1:0>1", "2,1,0 / 2,1,0"},
    {"X20", "!GMR GMRreach", 0, 3, "D0:3>1 D1: D2:0>3,1>0", "3,1,2,0 / 0,3,1,2 / 1,2,0,3"},
    {"X21", "GMR !GMRonce", 1, 3, "D0:1>0,2>3 D1:3>1 D2:0>2", "3,1,2,0 / 3,1,2,0 / 1,2,3,0"},
    {"X22", "GMR !GMRsingle", 0, 1, "D0:1>0 D1:2>1 D2:0>2", "2,1,3,0 / 3,2,0,1 / 3,0,2,1"},
    {"X23", "GMR !GMRvisited", 2, 1, "D0:2>1,3>2 D1:3>2 D2:1>3", "2,0,1,3 / 2,3,0,1 / 2,0,3,1"},
    {"X25", "Nash SEQ SSEQ", 0, 1, "D0:1>0 D1:0>2", "0,1,2 / 1,0,2"},
    {"X26", "!SMR", 0, 0, "D0:0>2 D1:2>0", "1,0,2 / 2,1,0"},
    {"X27", "!SEQ", 0, 0, "D0:0>2,1>0 D1:2>1", "1,0,2 / 2,0,1"},
    {"X29", "SMR", 1, 2, "D0:0>1 D1:2>0", "2,1,0 / 2,0,1"},
    {"X36", "!SEQ", 0, 2, "D0:2>0 D1:0>1 D2:1>2", "2,1,0 / 0,1,2 / 0,2,1"},
};

const size_t small_claim_count = sizeof small_claims / sizeof *small_claims;
