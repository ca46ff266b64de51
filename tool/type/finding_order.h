/* SPDX-License-Identifier: BSD-3-Clause */
/* What the printers of findings share. */
#ifndef VQSMITH_TOOL_FINDING_ORDER_H
#define VQSMITH_TOOL_FINDING_ORDER_H

#include "finding.h"

/* Sorts by position; findings of the same place stay in the order of being added. */
void findings_sort(struct findings *findings);

const char *severity_name(enum severity severity);

#endif
