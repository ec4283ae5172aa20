/* SPDX-License-Identifier: MIT
 *
 * Characters that no text may hold: refused with their place wherever text comes in (a model's
 * texts, names, marks and comments, an expression, JSON, a CSV table), shown as U+FFFD where the
 * line is shown; everything else comes through to a well-formed SVG.
 */
#include "base/utf8.h"
#include "base/xml.h"
#include "reading.h"

/* What this test refuses, from the Unicode character database: controls (Cc but the tab), line and
 * paragraph separators, zero width space, direction marks, embeddings, overrides and isolates, byte
 * order mark, interlinear annotation, noncharacters. */
static const struct {
    uint32_t first, last;
} refused[] = {{0x1, 0x8},       {0xB, 0xC},       {0xE, 0x1F},      {0x7F, 0x9F},
               {0x61C, 0x61C},   {0x200B, 0x200B}, {0x200E, 0x200F}, {0x2028, 0x2029},
               {0x202A, 0x202E}, {0x2066, 0x2069}, {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF},
               {0xFFF9, 0xFFFB}, {0xFFFE, 0xFFFF}};

/* Format characters (Cf) that may stand in texts but in no name. */
static const uint32_t only_in_texts[] = {0xAD, 0x200C, 0x200D, 0x2060, 0x2063, 0xE0067};

static bool is_refused(uint32_t code)
{
    for (size_t k = 0; k < sizeof refused / sizeof *refused; k++) {
        if (code >= refused[k].first && code <= refused[k].last) {
            return true;
        }
    }
    return (code & 0xFFFF) >= 0xFFFE;
}

static void add_code(dt_text *text, uint32_t code)
{
    char bytes[4];
    dt_text_add_bytes(text, bytes, dt_utf8_put(code, bytes));
}

/* Code points of the test: the whole basic plane but surrogates, line ends and NUL, and samples. */
static uint32_t next_code(uint32_t code)
{
    code += code < 0x10000 ? 1 : 0x777;
    code = code == '\n' || code == '\r' ? code + 1 : code;
    code = code == '\r' ? code + 1 : code;
    return code >= 0xD800 && code < 0xE000 ? 0xE000 : code;
}

/* ---- models ---------------------------------------------------------------------------------- */

/* Reads `before`, the code point, `after`; what is told goes to *shown. */
static detente_status try(const char *before, uint32_t code, const char *after, dt_text *shown)
{
    dt_text text = {0};
    const detente_sink sink = {keep_bytes, shown};
    detente_model *model = NULL;
    detente_faults *faults = NULL;
    dt_text_add(&text, before);
    add_code(&text, code);
    dt_text_add(&text, after);
    const detente_status status = detente_model_read(text.bytes, text.length, "m", NULL, NULL,
                                                     &model, &faults, NULL);
    shown->length = 0;
    dt_text_add(shown, "");
    detente_faults_write(faults, &sink, NULL);
    detente_faults_free(faults);
    detente_model_free(model);
    dt_text_clear(&text);
    return status;
}

static void assert_told(const char *shown, uint32_t code, unsigned line, unsigned column)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, "m:%u:%u: error: a c", line, column);
    char number[32];
    snprintf(number, sizeof number, "(U+%04X)", (unsigned)code);
    if (strncmp(shown, wanted, strlen(wanted)) != 0 || strstr(shown, number) == NULL) {
        fail_msg("U+%04X: %s", (unsigned)code, shown);
    }
    dt_text raw = {0};
    add_code(&raw, code);
    if (is_refused(code) &&
        strstr(shown, raw.bytes) != NULL) { /* not even in the line that is shown */
        fail_msg("U+%04X is shown: %s", (unsigned)code, shown);
    }
    dt_text_clear(&raw);
}

static void test_texts(void **state)
{
    (void)state;
    static const char before[] = "conflict \"c\"\nparty a\noption x \"l";
    static const char after[] = "l\"\na wants\nx\n";
    dt_text shown = {0};
    uint32_t bad = 0;
    for (uint32_t code = 1; code <= 0x10FFFF; code = next_code(code)) {
        if (code == '"') {
            continue;
        }
        const detente_status status = try(before, code, after, &shown);
        if (status != (is_refused(code) ? DETENTE_EMODEL : DETENTE_OK)) {
            fail_msg("U+%04X in a text: status %d", (unsigned)code, (int)status);
        }
        if (is_refused(code)) {
            assert_told(shown.bytes, code, 3, 12);
            bad++;
        }
    }
    assert_true(bad >= 110);
    dt_text_clear(&shown);
}

/* Titles, notes, sources, marks, comments, names, between words. */
static void test_places(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
        unsigned line, column;
    } places[] = {
        {"conflict \"a", "\"\nparty a\noption x\na wants\nx\n", 1, 12},
        {"conflict \"c\"\nnote \"", "\"\nparty a\noption x\na wants\nx\n", 2, 7},
        {"conflict \"c\"\nsource d \"t\" at \"x", "\"\nparty a\noption x\na wants\nx\n", 2, 19},
        {"conflict \"c\"\nsource d \"t\"\nparty a\noption x [d:p", "]\na wants\nx\n", 4, 14},
        {"conflict \"c\" # a", "\nparty a\noption x\na wants\nx\n", 1, 17},
        {"conflict \"c\"\nparty a\noption x", "y\na wants\nx\n", 3, 9},
        {"conflict \"c\"\nparty a", "\noption x\na wants\nx\n", 2, 8},
        {"conflict \"c\"\nparty a\noption x\na wants\nx", " or x\n", 5, 2},
    };
    dt_text shown = {0};
    for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
        for (size_t j = 0; j < sizeof refused / sizeof *refused; j++) {
            for (uint32_t code = refused[j].first; code <= refused[j].last; code++) {
                const bool blank = code == 0xFEFF && k >= 5; /* between words it is one */
                if (!blank) {
                    assert_int_equal(try(places[k].before, code, places[k].after, &shown),
                                     DETENTE_EMODEL);
                    assert_told(shown.bytes, code, places[k].line, places[k].column);
                }
            }
        }
    }
    for (size_t k = 0; k < sizeof only_in_texts / sizeof *only_in_texts; k++) {
        const uint32_t code = only_in_texts[k];
        assert_int_equal(try(places[0].before, code, places[0].after, &shown), DETENTE_OK);
        assert_int_equal(try(places[5].before, code, places[5].after, &shown), DETENTE_EMODEL);
        assert_told(shown.bytes, code, 3, 9);
    }
    dt_text_clear(&shown);
}

/* Words of the scripts that need what is not seen, or run from right to left, stand. */
static void test_scripts(void **state)
{
    (void)state;
    static const char *const words[] = {"محادثات السلام",     "می‌خواهند",
                                        "क्‍ष",       "שלום",
                                        "👩‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                                        "naïve\xC2\xAD",      "한국어",
                                        "ｆｕｌｌ",           "e\xCC\x81"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        dt_text text = {0};
        dt_text_format(&text, "conflict \"%s\"\nparty a\noption x\na wants\nx\n", words[k]);
        dt_syntax *tree = read_text(text.bytes);
        assert_string_equal(tree->title, words[k]);
        dt_syntax_free(tree);
        dt_text_clear(&text);
    }
}

/* ---- from elsewhere --------------------------------------------------------------------------- */

typedef detente_status importer(const char *text, size_t length, const char *file,
                                const detente_limits *limits, const detente_sink *sink,
                                detente_faults **faults, detente_error *err);

static detente_status import(importer *from, const dt_text *text, dt_text *out, dt_text *shown)
{
    const detente_sink sink = {keep_bytes, out};
    const detente_sink told = {keep_bytes, shown};
    detente_faults *faults = NULL;
    out->length = 0;
    shown->length = 0;
    dt_text_add(shown, "");
    const detente_status status = from(text->bytes, text->length, "m", NULL, &sink, &faults, NULL);
    detente_faults_write(faults, &told, NULL);
    detente_faults_free(faults);
    return status;
}

/* What divides words becomes a blank, all else that is refused in a model is refused here. */
static bool is_break(uint32_t code)
{
    return code < 0x20 || code == 0x7F || code == 0x85 || code == 0x2028 || code == 0x2029;
}

static void test_imports(void **state)
{
    (void)state;
    dt_text text = {0};
    dt_text out = {0};
    dt_text shown = {0};
    uint32_t seen = 0;
    for (uint32_t code = 1; code <= 0xFFFF; code = next_code(code)) {
        if (!is_refused(code) && code % 97 != 0) {
            continue;
        }
        const bool good = !is_refused(code) || is_break(code);
        const detente_status wanted = good ? DETENTE_OK : DETENTE_EMODEL;
        text.length = 0;
        dt_text_format(&text,
                       "{\"detente_model\": 1, \"conflict\": \"a\\u%04xb\", \"parties\": [{\"id\": "
                       "\"a\", \"options\": [{\"id\": \"x\"}]}]}",
                       (unsigned)code);
        if (import(detente_json_to_text, &text, &out, &shown) != wanted) {
            fail_msg("JSON, U+%04X: %s", (unsigned)code, shown.bytes);
        }
        assert_true(good || strstr(shown.bytes, "m:1:34: error: ") == shown.bytes);
        text.length = 0;
        dt_text_add(&text, "a:x,rank:a\nY,1\nN,2\n");
        text.length = 0;
        dt_text_add(&text, "a:x");
        add_code(&text, code);
        dt_text_add(&text, "y,rank:a\nY,1\nN,2\n");
        if (code != ',' && code != '"' &&
            import(detente_csv_to_text, &text, &out, &shown) != wanted) {
            fail_msg("CSV, U+%04X: %s", (unsigned)code, shown.bytes);
        }
        assert_true(good || strstr(shown.bytes, "m:1:4: error: ") == shown.bytes);
        seen += !good;
    }
    assert_true(seen > 60);
    dt_text_clear(&text);
    dt_text_clear(&out);
    dt_text_clear(&shown);
}

/* ---- XML -------------------------------------------------------------------------------------- */

/* XML 1.0, production 2. */
static bool is_xml(uint32_t c)
{
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) ||
           (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

/* Whatever is put in (names of files come from outside), XML comes out. */
static void test_xml(void **state)
{
    (void)state;
    dt_text in = {0};
    dt_text out = {0};
    for (uint32_t code = 1; code <= 0x10FFFF; code = next_code(code)) {
        add_code(&in, code);
    }
    dt_text_add(&in, "\xFF\xC0\x80\xED\xA0\x80<&>\"");
    dt_xml_text(&out, in.bytes);
    for (size_t k = 0; k < out.length;) {
        uint32_t code = 0;
        k += dt_utf8_read(out.bytes + k, out.length - k, &code);
        assert_true(is_xml(code) && code != '<' && code != '>' && code != '"');
        assert_true(!is_refused(code) || code == 0x2068 || code == 0x2069);
    }
    assert_int_equal(out.bytes == NULL ? 0 : strlen(out.bytes), out.length);
    dt_text_clear(&in);
    dt_text_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),   cmocka_unit_test(test_places),
        cmocka_unit_test(test_scripts), cmocka_unit_test(test_imports),
        cmocka_unit_test(test_xml),
    };
    return cmocka_run_group_tests_name("characters", tests, NULL, NULL);
}
