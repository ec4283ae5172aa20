/* SPDX-License-Identifier: MIT
 *
 * Joint ways worked out by hand, and what is said where not all groups are tried.
 */
#include "asked.h"

/* ---- by hand --------------------------------------------------------------------------------- */

/* A model, from its status quo to a state, and the `together` that is right. */
typedef struct hand_case {
    const char *text, *to, *together;
} hand_case;

#define STATES(...) "conflict \"By hand\"\n" __VA_ARGS__ "status quo s\n"

static const hand_case cases[] = {
    /* a alone would have to move twice in a row. */
    {STATES("state s\nstate x\nstate t\nparty a\nparty b\n"
            "a moves\n s -> x\n x -> t\na ranks\n t\n x\n s\nb ranks\n rest\n"),
     "t", "null"},
    /* After a's step both would gain by going on to t, b against x, not against today. */
    {STATES("state s\nstate x\nstate y\nstate t\nparty a\nparty b\n"
            "a moves\n s -> x\n y -> t\nb moves\n x -> y\n"
            "a ranks\n t\n x\n s\n rest\nb ranks\n s\n t\n x\n rest\n"),
     "t", "null"},
    /* The same where b gains against today, though not against x. */
    {STATES("state s\nstate x\nstate y\nstate t\nparty a\nparty b\n"
            "a moves\n s -> x\n y -> t\nb moves\n x -> y\n"
            "a ranks\n t\n x\n s\n rest\nb ranks\n x\n t\n y\n s\n"),
     "t",
     "{\"from\":2,\"parties\":[\"b\"],\"steps\":[{\"party\":\"b\",\"to\":3,\"improvement\":false}],"
     "\"before\":[{\"party\":\"a\",\"to\":2,\"improvement\":true}],"
     "\"after\":[{\"party\":\"a\",\"to\":4,\"improvement\":true}],"
     "\"followers\":[\"a\"],\"each_gains\":true}"},
    /* a and b make a joint move, c follows of itself. */
    {STATES("state s\nstate x\nstate y\nstate t\nparty a\nparty b\nparty c\n"
            "a moves\n s -> x\nb moves\n x -> y\nc moves\n y -> t\n"
            "a ranks\n t\n y\n s\n x\nb ranks\n t\n y\n s\n x\nc ranks\n t\n s\n rest\n"),
     "t",
     "{\"from\":1,\"parties\":[\"a\",\"b\"],\"steps\":[{\"party\":\"a\",\"to\":2,\"improvement\":"
     "false},{\"party\":\"b\",\"to\":3,\"improvement\":true}],\"before\":[],"
     "\"after\":[{\"party\":\"c\",\"to\":4,\"improvement\":true}],"
     "\"followers\":[\"c\"],\"each_gains\":true}"},
    /* a would be worse off until c follows: all three. */
    {STATES("state s\nstate x\nstate y\nstate t\nparty a\nparty b\nparty c\n"
            "a moves\n s -> x\nb moves\n x -> y\nc moves\n y -> t\n"
            "a ranks\n t\n s\n y\n x\nb ranks\n t\n y\n s\n x\nc ranks\n t\n s\n rest\n"),
     "t",
     "{\"from\":1,\"parties\":[\"a\",\"b\",\"c\"],\"steps\":[{\"party\":\"a\",\"to\":2,"
     "\"improvement\":false},{\"party\":\"b\",\"to\":3,\"improvement\":true},{\"party\":\"c\","
     "\"to\":4,\"improvement\":true}],\"before\":[],\"after\":[],"
     "\"followers\":[],\"each_gains\":true}"},
    /* It is all the same to b. */
    {STATES("state s\nstate x\nstate t\nparty a\nparty b\n"
            "a moves\n s -> x\nb moves\n x -> t\n"
            "a ranks\n t\n s\n x\nb ranks\n s or t or x\n"),
     "t",
     "{\"from\":1,\"parties\":[\"a\",\"b\"],\"steps\":[{\"party\":\"a\",\"to\":2,\"improvement\":"
     "false},{\"party\":\"b\",\"to\":3,\"improvement\":false}],\"before\":[],\"after\":[],"
     "\"followers\":[],\"each_gains\":false}"},
    /* From today where that needs no more members than after c's step, which pays. */
    {STATES("state s\nstate x\nstate y\nstate z\nstate t\nparty a\nparty b\nparty c\n"
            "a moves\n s -> x\n y -> z\nb moves\n x -> t\n z -> t\nc moves\n s -> y\n"
            "a ranks\n t\n s\n rest\nb ranks\n t\n s\n rest\nc ranks\n t\n y\n s\n rest\n"),
     "t",
     "{\"from\":1,\"parties\":[\"a\",\"b\"],\"steps\":[{\"party\":\"a\",\"to\":2,\"improvement\":"
     "false},{\"party\":\"b\",\"to\":5,\"improvement\":true}],\"before\":[],\"after\":[],"
     "\"followers\":[],\"each_gains\":true}"},
    /* Nobody prefers it. */
    {STATES("state s\nstate t\nparty a\nparty b\na moves\n s -> t\na ranks\n s or t\n"
            "b ranks\n s\n t\n"),
     "t", "null"},
};

static void test_by_hand(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        asked a = {.seed = k};
        dt_text_add(&a.text, cases[k].text);
        open_text(&a);
        dt_text out = ask_paths(&a, cases[k].to, &json_style);
        json_t *json = parse(&a, &out);
        const json_t *path = json_array_get(json_object_get(json, "paths"), 0);
        char *together = json_dumps(json_object_get(path, "together"),
                                    JSON_COMPACT | JSON_ENCODE_ANY | JSON_PRESERVE_ORDER);
        assert_string_equal(together, cases[k].together);
        free(together);
        json_decref(json);
        dt_text_clear(&out);
        close_asked(&a);
    }
}

/* ---- more groups than are tried -------------------------------------------------------------- */

#define CLASSES 6
#define EACH 3

/* A chain s0, s1, ..., s6; any of the three parties of class k takes step k.  Six are needed, one
 * of each class, nobody in particular.  `alien`: step 4 is that of another, whom it pays but who
 * loses by the end, so that no group can do it. */
static void write_chain(bool alien, dt_text *text)
{
    dt_text_add(text, "conflict \"Chain\"\n");
    for (int k = 0; k <= CLASSES; k++) {
        dt_text_format(text, "state s%d\n", k);
    }
    for (int p = 0; p < CLASSES * EACH; p++) {
        dt_text_format(text, "party p%d\n", p);
    }
    dt_text_add(text, "party q\n");
    for (int p = 0; p < CLASSES * EACH; p++) {
        const int k = p % CLASSES;
        dt_text_format(text, "p%d moves\n", p);
        if (!alien || k != 3) {
            dt_text_format(text, "  s%d -> s%d\n", k, k + 1);
        }
        dt_text_format(text, "p%d ranks\n  s6\n  s0\n  s5\n  rest\n", p);
    }
    dt_text_add(text, alien ? "q moves\n  s3 -> s4\n" : "q moves\n");
    dt_text_add(text, "q ranks\n  s0\n  s4\n  rest\nstatus quo s0\n");
}

static void test_more_groups_than_are_tried(void **state)
{
    (void)state;
    for (int alien = 0; alien < 2; alien++) {
        asked a = {.seed = (uint64_t)alien};
        write_chain(alien != 0, &a.text);
        open_text(&a);
        dt_text out = ask_paths(&a, "s6", &json_style);
        json_t *json = parse(&a, &out);
        const json_t *path = json_array_get(json_object_get(json, "paths"), 0);
        const json_t *together = json_object_get(path, "together");
        assert_true(json_is_false(json_object_get(path, "complete")));
        dt_text_clear(&out);
        out = ask_paths(&a, "s6", &text_style);
        assert_true(says(&out, "too many groups to try them all"));
        assert_false(says(&out, "no smaller group"));
        assert_false(says(&out, "No joint move either"));
        assert_true(json_is_null(together) == (alien != 0));
        if (alien == 0) { /* nobody can be spared */
            const uint64_t group = group_in(&a, json_object_get(together, "parties"));
            assert_int_equal(dt_popcount(group), CLASSES);
        }
        json_decref(json);
        dt_text_clear(&out);
        close_asked(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_more_groups_than_are_tried),
    };
    return cmocka_run_group_tests_name("joint ways", tests, NULL, NULL);
}
