/* SPDX-License-Identifier: BSD-3-Clause */
/* A lamp and a driver of it, in one process, over loopback. */
#ifndef VQSMITH_TESTS_LOOPBACK_LOOPED_H
#define VQSMITH_TESTS_LOOPBACK_LOOPED_H

#include "lamp.h"

struct looped {
	struct lamp lamp;
	struct listener listener;
	struct vqs_driver *driver;
};

/* Zeroed before. All that the lamp's type has but `withhold`. */
void looped_start(struct looped *looped, const struct vqs_features *withhold);
void looped_start_as(struct looped *looped, const struct vqs_type *type,
                     const struct vqs_features *withhold);
void looped_stop(struct looped *looped);

#endif
