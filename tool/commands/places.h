/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Where vqsmith's own things are: beside the program in the tree it was built
 * in, or where it was installed to.
 */
#ifndef VQSMITH_TOOL_PLACES_H
#define VQSMITH_TOOL_PLACES_H

#include <limits.h>
#include <stdbool.h>

struct places {
	bool installed;
	char program[PATH_MAX]; /* vqsmith, as a Makefile calls it */
	char include[PATH_MAX]; /* has vqsmith/device.h and its like */
	char library[PATH_MAX]; /* libvqsmith.a */
	char guest[PATH_MAX];   /* has run, prepare, build-module */
};

/* False, with a complaint: it is neither in its tree nor installed whole. */
bool places_find(struct places *places);

#endif
