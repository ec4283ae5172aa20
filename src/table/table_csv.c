/* SPDX-License-Identifier: MIT
 *
 * A table as comma-separated values (RFC 4180).  A cell over several columns is repeated in each,
 * so that every column can be read by itself.  Time O(cells).
 */
#include "exchange/csv.h"
#include "table/table.h"

void dt_table_csv(const dt_table *table, dt_text *text)
{
    for (size_t row = 0; row < table->rows && !text->failed; row++) {
        const char *content = "";
        for (size_t column = 0; column < table->columns; column++) {
            uint32_t over = 0;
            const char *own = dt_table_at(table, row, column, &over);
            content = over == 0 ? content : own;
            dt_text_add(text, column > 0 ? "," : "");
            dt_text_add_cell(text, content);
        }
        dt_text_add(text, "\r\n");
    }
}
