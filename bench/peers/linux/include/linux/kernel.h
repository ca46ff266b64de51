/* SPDX-License-Identifier: BSD-3-Clause */
/* As the kernel's tools/virtio has it, but whole pages are aligned to pages, as in a kernel. */
#ifndef BENCH_LINUX_KERNEL_H
#define BENCH_LINUX_KERNEL_H

#define alloc_pages_exact unaligned_pages_exact
#include_next <linux/kernel.h>
#undef alloc_pages_exact

static inline void *alloc_pages_exact(size_t size, gfp_t flags)
{
	return aligned_alloc(4096, size);
}

#endif
