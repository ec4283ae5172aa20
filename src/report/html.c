/* SPDX-License-Identifier: MIT
 *
 * Pages, see html.h.  Time O(length).
 */
#include "report/html.h"
#include "picture/scene.h"

static const char *const rules =
    ":root{--ink:#1a1a1a;--soft:#555;--paper:#fff;--tint:#f4f5f7;--line:#ccd0d6;--warm:#fdf0c4;"
    "--link:#00558a;color-scheme:light}"
    "@media screen and (prefers-color-scheme:dark){:root{--ink:#eee;--soft:#aab;--paper:#16181c;"
    "--tint:#22252b;--line:#444a54;--warm:#57491a;--link:#7cc4f5;color-scheme:dark}}"
    "*{box-sizing:border-box}"
    "body{margin:0 auto;padding:1.5rem 1.2rem 4rem;max-width:64rem;color:var(--ink);"
    "background:var(--paper);font:1rem/1.5 'Helvetica Neue',Arial,'DejaVu Sans',sans-serif;"
    "overflow-wrap:anywhere}"
    "a{color:var(--link)}h1{font-size:1.9rem;line-height:1.2;margin:0 0 .2rem}"
    "h2{font-size:1.35rem;margin:2.4rem 0 .6rem;padding-top:.4rem;border-top:2px solid var(--line)}"
    "h3{font-size:1.08rem;margin:1.4rem 0 .4rem}h4,h5{font-size:1rem;margin:.9rem 0 .2rem}"
    "p{margin:.4rem 0}.soft,.note{color:var(--soft)}.note{font-size:.88rem}"
    ".lead{font-size:1.02rem;max-width:50rem}"
    ".findings{background:var(--tint);border-left:5px solid #e69f00;padding:.6rem 1.1rem;"
    "margin:1rem 0}.findings h2{border:0;margin:.2rem 0;padding:0}"
    ".findings dl{display:grid;grid-template-columns:7.5rem 1fr;gap:.25rem 1rem;margin:.3rem 0}"
    ".findings dt{font-weight:bold}.findings dd{margin:0}"
    "ul{list-style:none;padding-left:1.2rem;margin:.3rem 0}.dots{list-style:disc}"
    "nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;padding:0;margin:.8rem 0;"
    "font-size:.92rem}"
    "figure{margin:1rem 0}figure>svg{max-width:100%;height:auto;display:block;"
    "border:1px solid var(--line)}figcaption{font-weight:bold;margin-bottom:.4rem}"
    ".scroll{overflow-x:auto;margin:.7rem 0}"
    "table{border-collapse:collapse;font-size:.88rem;line-height:1.35;"
    "font-variant-numeric:tabular-nums}"
    "caption{text-align:left;font-weight:bold;padding:.2rem 0}"
    "th,td{padding:.18rem .5rem;text-align:center;vertical-align:top;overflow-wrap:normal}"
    "th.l,td.l{text-align:left}thead th{vertical-align:bottom;border-bottom:1px solid var(--ink)}"
    "tbody{border-bottom:1px solid var(--line)}tbody th{font-weight:normal}"
    "table{border-top:2px solid var(--ink);border-bottom:2px solid var(--ink)}"
    "caption{border-bottom:2px solid var(--ink)}"
    ".stability thead tr:last-child "
    "th:nth-child(n+3){writing-mode:vertical-rl;transform:rotate(180deg);"
    "text-align:left;font-weight:normal;padding:.4rem .15rem}"
    ".ladder td{border-bottom:1px solid var(--line);min-width:8rem;text-align:left}"
    ".state{display:inline-block;padding:0 .35rem;margin:.06rem .1rem;border:1px solid var(--line);"
    "border-radius:.6rem;overflow-wrap:anywhere}"
    ".state.eq{background:var(--warm);border-color:#8a7b3c;font-weight:bold}"
    ".state.here{outline:2px solid var(--ink)}"
    "details{border:1px solid var(--line);border-radius:.3rem;padding:.3rem .8rem;margin:.4rem 0}"
    "summary{cursor:pointer;font-weight:bold}summary:focus-visible{outline:2px solid var(--link)}"
    ".good{font-weight:bold;white-space:nowrap}.bad{font-weight:bold;color:#b3261e;white-space:"
    "nowrap}"
    "@media screen and (prefers-color-scheme:dark){.bad{color:#ff8a80}}"
    "code{font-size:.92em}"
    "@page{size:A4;margin:15mm 14mm}"
    "@media print{html{font-size:10pt}body{max-width:none;padding:0}nav{display:none}"
    "h2,h3,h4,h5,caption,summary,figcaption{break-after:avoid}"
    "figure,tr,.findings,.keep,.panel{break-inside:avoid}figure>svg{max-height:225mm;border:0}."
    "first>svg{max-height:100mm}"
    ".figure{background:none}.scroll{overflow:visible}table{font-size:7.6pt}th,td{padding:1pt "
    "2.5pt}"
    "thead{display:table-header-group}"
    "details{border:0;padding:0}details::details-content{content-visibility:visible;"
    "display:block;height:auto}"
    "a{color:inherit;text-decoration:none}}";

void dt_html_begin(dt_text *text, const char *title)
{
    dt_text_add(text, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<meta name=\"generator\" content=\"detente " DETENTE_VERSION "\">\n<title>");
    dt_xml_text(text, title);
    dt_text_add(text, "</title>\n<style>\n");
    dt_text_add(text, rules);
    dt_text_add_char(text, '\n');
    dt_svg_rules(text);
    dt_text_add(text, "\n</style>\n</head>\n<body>\n");
}

void dt_html_end(dt_text *text)
{
    dt_text_add(text, "</body>\n</html>\n");
}

void dt_html_heading(dt_text *text, const char *id, const char *words)
{
    dt_text_format(text, "<h2 id=\"%s\">", id);
    dt_xml_text(text, words);
    dt_text_add(text, "</h2>\n");
}

void dt_html_paragraph(dt_text *text, const char *words)
{
    dt_text_add(text, "<p>");
    dt_xml_text(text, words);
    dt_text_add(text, "</p>\n");
}
