/* SPDX-License-Identifier: MIT
 *
 * An expression that is asked of a finished model.
 *
 * A model's circuit does not change once it is made, so the expression brings a circuit of its own:
 * a view of the model that shares everything but that and the outcomes' wires in it.  Whatever is
 * asked of a model and a wire can be asked of the view and `wire`.  24 bytes per gate.
 */
#ifndef DT_EXPRESSION_H
#define DT_EXPRESSION_H

#include "game/states.h"

struct detente_expression {
    const detente_model *model; /* that it was read against */
    detente_model view;
    dt_wire wire;
};

#endif
