/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Building all that is made of a description, for `build` and `try`.
 */
#ifndef VQSMITH_TOOL_BUILT_H
#define VQSMITH_TOOL_BUILT_H

#include "description.h"
#include "places.h"

enum {
	BUILD_HEADER = 1, /* virtio_NAME.h, and that it compiles */
	BUILD_DEVICE =
	        2, /* NAME: the device program, where NAME.c stands beside the file */
	BUILD_DRIVER = 4, /* libNAME_driver.a */
	BUILD_MODULE = 8, /* linux/virtio_NAME.ko, for User-Mode Linux */
	BUILD_ALL = 15,
};

struct build {
	const struct places *places;
	struct description *description;
	const char *file;      /* the description's path */
	const char *directory; /* where to build */
	unsigned int parts;    /* which of them */
	bool quiet;            /* say nothing of what is done */
};

/* Builds the parts that are asked for. */
enum outcome build_parts(const struct build *build);

/* The source of the device program: NAME.c beside the description. */
bool build_source(const struct build *build, char *path);

#endif
