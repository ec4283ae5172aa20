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
        dt_text out = ask_paths(&a, cases[k].to, &json_style, DETENTE_OK);
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

/* A chain s0, s1, ..., of one step per class of parties, each to be taken by any party of its
 * class; all of them gain by the end and lose before it.  With `alien` (how it ranks the states)
 * the middle step is that of another, q, whom it pays: the others cannot gain without it. */
typedef struct chain {
    int classes, each;
    const char *alien;
    uint32_t members; /* of the group told, 0: none */
    bool gains;
} chain;

static void write_chain(const chain *c, dt_text *text)
{
    dt_text_add(text, "conflict \"Chain\"\n");
    for (int k = 0; k <= c->classes; k++) {
        dt_text_format(text, "state s%d\n", k);
    }
    for (int p = 0; p < c->classes * c->each; p++) {
        dt_text_format(text, "party p%d\n", p);
    }
    dt_text_add(text, "party q\n");
    for (int p = 0; p < c->classes * c->each; p++) {
        const int k = p % c->classes;
        dt_text_format(text, "p%d moves\n", p);
        if (c->alien == NULL || k != c->classes / 2) {
            dt_text_format(text, "  s%d -> s%d\n", k, k + 1);
        }
        dt_text_format(text, "p%d ranks\n  s%d\n  s0\n", p, c->classes);
        for (int worse = c->classes - 1; worse > 0; worse--) {
            dt_text_format(text, "  s%d\n", worse);
        }
    }
    dt_text_add(text, "q moves\n");
    if (c->alien != NULL) {
        dt_text_format(text, "  s%d -> s%d\n", c->classes / 2, c->classes / 2 + 1);
    }
    dt_text_format(text, "q ranks\n%s\nstatus quo s0\n", c->alien == NULL ? "rest" : c->alien);
}

static void compare_chain(const chain *c)
{
    char end[16];
    asked a = {0};
    snprintf(end, sizeof end, "s%d", c->classes);
    write_chain(c, &a.text);
    open_text(&a);
    dt_text out = ask_paths(&a, end, &json_style, DETENTE_EINCOMPLETE);
    json_t *json = parse(&a, &out);
    const json_t *path = json_array_get(json_object_get(json, "paths"), 0);
    const json_t *together = json_object_get(path, "together");
    assert_true(json_is_false(json_object_get(path, "complete")));
    assert_true(json_is_null(together) == (c->members == 0));
    if (c->members != 0) {
        const uint64_t group = group_in(&a, json_object_get(together, "parties"));
        assert_int_equal(dt_popcount(group), c->members);
        assert_int_equal(is_set(together, "each_gains"), c->gains);
    }
    dt_text_clear(&out);
    out = ask_paths(&a, end, &text_style, DETENTE_EINCOMPLETE);
    assert_true(says(&out, "too many groups to try them all"));
    assert_false(says(&out, "no smaller group"));
    assert_false(says(&out, "No joint move either"));
    json_decref(json);
    dt_text_clear(&out);
    close_asked(&a);
}

static void test_more_groups_than_are_tried(void **state)
{
    (void)state;
    /* One of each of six classes, nobody in particular: nobody can be spared in the end. */
    compare_chain(&(chain){6, 3, NULL, 6, true});
    /* q loses: no group can. */
    compare_chain(&(chain){6, 3, "  s0\n  s4\n  rest", 0, false});
    /* q loses nothing: with it three can, but there may be a larger group that gains. */
    compare_chain(&(chain){3, 5, "  s2 or s0 or s3\n  s1", 3, false});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_more_groups_than_are_tried),
    };
    return cmocka_run_group_tests_name("joint ways", tests, NULL, NULL);
}
