/* SPDX-License-Identifier: BSD-3-Clause */
/* What the SIGBUS guard looks after. See vqs_vhost_user_guard_install(). */
#ifndef VHU_GUARD_H
#define VHU_GUARD_H

#include <stdbool.h>
#include <stddef.h>

struct vhu_guarded;

/* Puts a mapping under guard; `page` is what mmap deals in there. NULL: no room. */
struct vhu_guarded *vhu_guard_add(void *base, size_t length, size_t page);
void vhu_guard_remove(struct vhu_guarded *guarded);

/* Whether the mapping lost pages, and is no longer the front end's memory. */
bool vhu_guard_torn(const struct vhu_guarded *guarded);

#endif
