/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the parts of the `linux` generator share. linux.c writes the driver's
 * file from the top to the bottom; linux_call.c the way of a request,
 * linux_ioctl.c the ioctls, linux_event.c the events, linux_config.c the
 * configuration space, linux_life.c the driver's life.
 */
#ifndef VQSMITH_TOOL_LINUX_H
#define VQSMITH_TOOL_LINUX_H

#include <stdio.h>

#include "ioctls.h"
#include "model.h"
#include "names.h"

struct linux_driver {
	FILE *out;
	const struct model *model;
	const struct ioctls *ioctls;
	struct name variable;  /* what the driver calls its device */
	unsigned int vqs;      /* how many virtqueues it uses at the most */
	bool requests, events; /* whether there are any */
	bool config;           /* whether there is a configuration space to show */
	bool changes;          /* whether any of it changes by itself */
};

/*
 * Writes a piece of the driver: $ stands for the device type's name, ^ for the
 * same in capital letters, @ for the variable that the device is in.
 */
void say(const struct linux_driver *driver, const char *text);

/* As above after printf. */
void sayf(const struct linux_driver *driver, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

/*
 * A condition as an expression of C over `vdev`; negated where asked. Always
 * true: "true". free() it.
 */
char *linux_condition(const struct linux_driver *driver,
                      const struct condition *condition, const char *vdev, bool negated);

/* The last queue may be many; a driver uses so many of them. */
unsigned int linux_queue_count(const struct queue *queue);

void linux_call(const struct linux_driver *driver);
void linux_ioctl(const struct linux_driver *driver);
void linux_event(const struct linux_driver *driver);
void linux_config(const struct linux_driver *driver);
void linux_life(const struct linux_driver *driver);

#endif
