/* SPDX-License-Identifier: MIT
 *
 * PNG of a picture, by a converter that the machine has: rsvg-convert, else Chromium.
 */
#ifndef CLI_PNG_H
#define CLI_PNG_H

#include "support.h"

/* Draw as SVG, convert, write.  The exit code; CLI_LIMIT with advice when there is no converter. */
int cli_write_png(const cli_case *opened, const detente_picture *picture, cli_output *output);

#endif
