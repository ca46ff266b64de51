/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A device that breaks the rules: what the runtime's device end does not let
 * its users do, done behind its back.
 */
#ifndef VQSMITH_TESTS_LINUX_RAW_H
#define VQSMITH_TESTS_LINUX_RAW_H

#include <vqsmith/device.h>

#include "tricks.h"

/* Answers a request in such a way. */
void raw_reply(struct vqs_request *request, enum odd_reply odd);

/* Gives a posted buffer of the queue back in such a way, if there is one. */
void raw_event(struct vqs_device *device, uint16_t queue, enum odd_event odd);

/* Chains that fit into the queue at once. */
unsigned int raw_queue_size(const struct vqs_device *device, uint16_t queue);

#endif
