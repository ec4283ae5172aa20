/* SPDX-License-Identifier: MIT
 *
 * A table as HTML: real heads (scope col) and row headings (scope row), so that a screen reader can
 * say where it is.  Groups of rows that a rule divides are <tbody>s.  Time O(cells).
 */
#include "base/xml.h"
#include "table/table.h"

static void add_cell(const dt_table *table, size_t column, bool head, uint32_t over,
                     const char *content, dt_text *text)
{
    const bool label = column < table->labels;
    const bool prose = column < 64 && (table->prose >> column & 1) != 0;
    const bool titled = head || (label && content[0] != '\0');
    dt_text_add(text, titled ? "<th" : "<td");
    if (titled) {
        dt_text_add(text, !head      ? " scope=\"row\""
                          : over > 1 ? " scope=\"colgroup\""
                                     : " scope=\"col\"");
    }
    if (over > 1) {
        dt_text_format(text, " colspan=\"%u\"", over);
    }
    dt_text_add(text, prose || label || table->left ? " class=\"l\">" : ">");
    dt_xml_text(text, content);
    dt_text_add(text, titled ? "</th>" : "</td>");
}

static void add_row(const dt_table *table, size_t row, bool head, dt_text *text)
{
    uint32_t over = 1;
    dt_text_add(text, "<tr>");
    for (size_t column = 0; column < table->columns; column += over) {
        const char *content = dt_table_at(table, row, column, &over);
        over = over == 0 ? 1 : over;
        add_cell(table, column, head, over, content, text);
    }
    dt_text_add(text, "</tr>\n");
}

void dt_table_html(const dt_table *table, const char *caption, dt_text *text)
{
    if (table->failed || table->pool.failed) {
        text->failed = true;
        return;
    }
    const size_t heads = table->heads == 0 ? 1 : table->heads;
    dt_text_add(text, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    dt_xml_text(text, caption == NULL ? "table" : caption);
    dt_text_add(text, "\"><table>\n");
    if (caption != NULL) {
        dt_text_add(text, "<caption>");
        dt_xml_text(text, caption);
        dt_text_add(text, "</caption>\n");
    }
    dt_text_add(text, "<thead>\n");
    for (size_t row = 0; row < table->rows && !text->failed; row++) {
        if (row == heads) {
            dt_text_add(text, "</thead>\n<tbody>\n");
        } else if (row > heads && table->ruled[row]) {
            dt_text_add(text, "</tbody>\n<tbody>\n");
        }
        add_row(table, row, row < heads, text);
    }
    dt_text_add(text,
                table->rows <= heads ? "</thead>\n</table></div>\n" : "</tbody>\n</table></div>\n");
}
