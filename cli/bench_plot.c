/* SPDX-License-Identifier: MIT
 *
 * The scaling plot: time against states, both logarithmic, one line per series.
 */
#include "bench.h"

#include <math.h>
#include <string.h>

#define LEFT 70.0
#define TOP 20.0
#define WIDTH 520.0
#define HEIGHT 300.0
#define FIRST_BITS 10.0
#define LAST_BITS 38.0
#define FIRST_DECADE (-5.0) /* seconds, as powers of ten */
#define LAST_DECADE 3.0

static double across(double options)
{
    return LEFT + WIDTH * (options - FIRST_BITS) / (LAST_BITS - FIRST_BITS);
}

static double down(double seconds)
{
    const double decade = log10(seconds < 1e-5 ? 1e-5 : seconds);
    return TOP + HEIGHT * (LAST_DECADE - decade) / (LAST_DECADE - FIRST_DECADE);
}

static void draw_axes(cli_output *output)
{
    for (int bits = (int)FIRST_BITS; bits <= (int)LAST_BITS; bits += 4) {
        cli_print(output,
                  "<path d=\"M%.1f %.1fV%.1f\" class=\"grid\"/>"
                  "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">2<tspan dy=\"-4\" "
                  "font-size=\"9\">%d</tspan></text>\n",
                  across(bits), TOP, TOP + HEIGHT, across(bits), TOP + HEIGHT + 18, bits);
    }
    static const char *const names[] = {"10 µs", "0.1 ms", "1 ms",  "10 ms", "0.1 s",
                                        "1 s",   "10 s",   "100 s", "1000 s"};
    for (int decade = 0; decade <= 8; decade++) {
        const double y = TOP + HEIGHT * (8 - decade) / 8;
        cli_print(output,
                  "<path d=\"M%.1f %.1fH%.1f\" class=\"grid\"/>"
                  "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
                  LEFT, y, LEFT + WIDTH, LEFT - 6, y + 4, names[decade]);
    }
    cli_print(output,
              "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">combinations of options"
              "</text>\n",
              LEFT + WIDTH / 2, TOP + HEIGHT + 36);
}

/* The points of one series; returns how many. */
static size_t draw_series(cli_output *output, const bench_case *cases, const bench_result *results,
                          size_t count, size_t first, unsigned number)
{
    static const char *const colours[] = {"#1b5e9e", "#b3541e", "#2e7d32", "#6a1b9a"};
    size_t points = 0;
    for (size_t k = first; k < count; k++) {
        if (strcmp(cases[k].series, cases[first].series) != 0 || results[k].status != 0) {
            continue;
        }
        cli_print(output,
                  points == 0 ? "<path fill=\"none\" stroke=\"%s\" stroke-width=\"2\" d=\"M"
                              : "%.0s L",
                  colours[number % 4]);
        cli_print(output, "%.1f %.1f", across(cases[k].model.options),
                  down(results[k].solve_seconds));
        points++;
    }
    if (points > 0) {
        cli_print(output, "\"/>\n<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>\n", LEFT + 12,
                  TOP + 18 + 16.0 * number, colours[number % 4], cases[first].series);
    }
    return points;
}

void bench_plot(cli_output *output, const bench_case *cases, const bench_result *results,
                size_t count)
{
    cli_print(output, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 620 370\" "
                      "font-family=\"sans-serif\" font-size=\"12\">\n"
                      "<title>Time to solve against the number of combinations of options</title>\n"
                      "<style>.grid{stroke:#ddd;stroke-width:1}</style>\n"
                      "<rect width=\"620\" height=\"370\" fill=\"#fff\"/>\n");
    draw_axes(output);
    unsigned number = 0;
    for (size_t k = 0; k < count; k++) {
        const bool begins = k == 0 || strcmp(cases[k].series, cases[k - 1].series) != 0;
        const bool goes_on = k + 1 < count && strcmp(cases[k].series, cases[k + 1].series) == 0;
        if (begins && goes_on && draw_series(output, cases, results, count, k, number) > 0) {
            number++;
        }
    }
    cli_print(output, "</svg>\n");
}
