/* SPDX-License-Identifier: BSD-3-Clause */
/* Why a message was refused, in words. */
#include "why.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

int vhu_refuse(struct vhu_why *why, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(why->text, sizeof(why->text), format, arguments);
	va_end(arguments);
	return -EINVAL;
}
