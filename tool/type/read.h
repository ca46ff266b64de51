/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Reads a description into a model.
 */
#ifndef VQSMITH_TOOL_READ_H
#define VQSMITH_TOOL_READ_H

#include "finding.h"
#include "model.h"
#include "source.h"

/*
 * Reads the description in `source`. All errors of the language go to
 * `findings`; NULL only where there are such errors. The model, where there is
 * one, takes the source over; else it stays the caller's, who needs it to
 * print the findings. What breaks a rule of design is no error here: a
 * model is made of it, for the checks.
 */
struct model *model_read(struct source *source, struct findings *findings);

#endif
