/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The subcommands, one file each.
 */
#ifndef VQSMITH_TOOL_RUNS_H
#define VQSMITH_TOOL_RUNS_H

#include "command.h"

enum outcome run_build(const struct arguments *arguments);
enum outcome run_call(const struct arguments *arguments);
enum outcome run_check(const struct arguments *arguments);
enum outcome run_explain(const struct arguments *arguments);
enum outcome run_generate(const struct arguments *arguments);
enum outcome run_help(const struct arguments *arguments);
enum outcome run_ids(const struct arguments *arguments);
enum outcome run_new(const struct arguments *arguments);
enum outcome run_show(const struct arguments *arguments);
enum outcome run_try(const struct arguments *arguments);

/* Names of the generators, for the completion. */
const char *generate_word(int index);

#endif
