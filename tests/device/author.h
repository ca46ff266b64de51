/* SPDX-License-Identifier: BSD-3-Clause */
/* The author of the rig's lamp: its handlers and callbacks. */
#ifndef VQSMITH_TESTS_DEVICE_AUTHOR_H
#define VQSMITH_TESTS_DEVICE_AUTHOR_H

#include "rig.h"

void author_class(struct vqs_device_class *class);

/* Answers a request as the handlers do when they do not hold it. */
void author_answer(struct rig *rig, struct vqs_request *request);

#endif
