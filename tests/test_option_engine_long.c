/* SPDX-License-Identifier: MIT
 *
 * test_option_engine with 10,000 models for the reference and 1,000 for the graph engine.
 */
#define REFERENCE_MODELS 10000
#define GRAPH_MODELS 1000
#include "test_option_engine.c"
