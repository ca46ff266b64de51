/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Access to the memory of user space, for vringh.c: the plainest there can be, as
 * that file's own cost is what is measured. The stand-in of the kernel's
 * tools/virtio checks each pointer again and copies byte by byte.
 */
#ifndef BENCH_LINUX_UACCESS_H
#define BENCH_LINUX_UACCESS_H

#include <linux/compiler.h>

#define put_user(value, pointer)                                                         \
	({                                                                               \
		WRITE_ONCE(*(pointer), value);                                           \
		0;                                                                       \
	})
#define get_user(value, pointer)                                                         \
	({                                                                               \
		(value) = READ_ONCE(*(pointer));                                         \
		0;                                                                       \
	})

static inline int copy_from_user(void *to, const void *from, unsigned long size)
{
	__builtin_memcpy(to, from, size);
	return 0;
}

static inline int copy_to_user(void *to, const void *from, unsigned long size)
{
	__builtin_memcpy(to, from, size);
	return 0;
}

#endif
