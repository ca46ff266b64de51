/* SPDX-License-Identifier: BSD-3-Clause */
/* What one condition says of another. Private to the checks. */
#ifndef VQSMITH_TOOL_GUARDS_H
#define VQSMITH_TOOL_GUARDS_H

#include "checking.h"

/*
 * Whether `wanted` holds in every set of features, with all that they require,
 * in which `condition` does. In doubt it does. `condition` is over something:
 * nothing follows from none.
 */
bool condition_entails(const struct model *model, const struct condition *condition,
                       const struct condition *wanted);

#endif
