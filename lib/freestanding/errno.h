/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * For where there is no C library: the error numbers that lib/ring and lib/wire
 * return, as Linux has them. Put this folder last on the include path, so that a
 * library's own <errno.h> comes first.
 */
#ifndef VQSMITH_FREESTANDING_ERRNO_H
#define VQSMITH_FREESTANDING_ERRNO_H

#define ENOENT   2
#define EIO      5
#define ENOMEM   12
#define EBUSY    16
#define ENODEV   19
#define EINVAL   22
#define ENOSPC   28
#define ERANGE   34
#define EBADMSG  74
#define EMSGSIZE 90
#define ENOTSUP  95

#endif
