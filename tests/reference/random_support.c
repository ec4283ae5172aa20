/* SPDX-License-Identifier: MIT
 *
 * What decides nothing, for random models with the knob `rich`: labels, sources, marks, notes,
 * comments, scenarios; all signs in them that mean something elsewhere.  See random_model.h.
 */
#include "random_make.h"

/* Between quotes: doubled quotes, signs of the language and of other formats. */
static const char *const texts[] = {
    "plain",
    "two words",
    "a \"\"quoted\"\" word",
    "# no comment",
    "[no: mark], not one",
    "ends in a backslash\\",
    "{\"\"key\"\": [1, null]}",
    "=1+1",
    "'=x; y",
    "<b>*x*</b> & _y_ \\n",
    "\xC3\xA9tat \xE2\x80\x94 \xE5\x9B\xBD",
    "cannot be undone",
    "note",
    "1,5",
};
#define TEXTS (sizeof texts / sizeof texts[0])

static const char *some_text(maker *make)
{
    return texts[make_below(make, TEXTS)];
}

static bool rarely(maker *make, uint32_t percent)
{
    return make->knobs->rich && make_chance(make, percent);
}

void make_say_label(maker *make)
{
    if (rarely(make, 50)) {
        dt_text_format(make->text, " \"%s\"", some_text(make));
    }
}

static void say_mark(maker *make)
{
    static const char *const places[] = {"", ":3", ":3-7", ": p. 4", ":some text", ":*"};
    dt_text_format(make->text, "d%u%s", 1 + make_below(make, 2), places[make_below(make, 6)]);
}

void make_end_line(maker *make)
{
    if (rarely(make, 15)) {
        dt_text_add(make->text, " [");
        say_mark(make);
        if (make_chance(make, 30)) {
            dt_text_add(make->text, ", ");
            say_mark(make);
        }
        dt_text_add(make->text, "]");
    }
    if (rarely(make, 10)) {
        dt_text_format(make->text, " note \"%s\"", some_text(make));
    }
    if (rarely(make, 5)) {
        dt_text_add(make->text, " # a comment: \"not\" [read]");
    }
    dt_text_add(make->text, "\n");
    if (rarely(make, 5)) {
        dt_text_format(make->text, "    note \"%s\"\n", some_text(make));
    }
}

void make_say_sources(maker *make)
{
    static const char *const dates[] = {"1975", "2017-10", "1962-10-28"};
    if (!make->knobs->rich) {
        return;
    }
    for (uint32_t k = 1; k <= 2; k++) {
        dt_text_format(make->text, "source d%u \"%s\"", k, some_text(make));
        if (make_chance(make, 50)) {
            dt_text_format(make->text, " at \"%s\"", some_text(make));
        }
        make_end_line(make);
    }
    if (make_chance(make, 50)) {
        dt_text_format(make->text, "date %s", dates[make_below(make, 3)]);
        make_end_line(make);
    }
}

void make_say_scenario(maker *make)
{
    if (!rarely(make, 20)) {
        return;
    }
    dt_text_add(make->text, "scenario later");
    make_say_label(make);
    make_end_line(make);
    dt_text_add(make->text, "p1 wants\n  ");
    make_say(make, make_expr(make, 2));
    make_end_line(make);
}
