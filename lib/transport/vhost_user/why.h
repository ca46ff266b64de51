/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Why a message was refused, in words. What finds the fault writes the text,
 * what handles messages reports it.
 */
#ifndef VHU_WHY_H
#define VHU_WHY_H

struct vhu_why {
	char text[240];
};

/* Writes the text, printf-like, and returns -EINVAL for the caller to return. */
int vhu_refuse(struct vhu_why *why, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

#endif
