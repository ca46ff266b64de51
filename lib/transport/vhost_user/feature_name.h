/* SPDX-License-Identifier: BSD-3-Clause */
/* Feature bits in words, for complaints. */
#ifndef VHU_FEATURE_NAME_H
#define VHU_FEATURE_NAME_H

#include <stddef.h>

#include <vqsmith/type.h>

/* "feature motion (bit 0)" */
void vhu_feature_name(const struct vqs_type *type, unsigned int bit, char *to,
                      size_t size);

#endif
