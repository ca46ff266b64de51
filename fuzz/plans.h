/* SPDX-License-Identifier: BSD-3-Clause */
/* The codec's plans, beside the walk that decides what is right. */
#ifndef VQSMITH_FUZZ_PLANS_H
#define VQSMITH_FUZZ_PLANS_H

#include <vqsmith/wire.h>

/*
 * Decodes a half by its plan and by the walk; and where it decodes, encodes it by both,
 * into two segments that are cut at `cut`, and with its last part of variable length in
 * place. All has to come out the same.
 */
void plans_judge(const struct vqs_half *half, const struct vqs_context *context,
                 const struct vqs_span *from, uint32_t cut);

/*
 * A native form of any values, for `length` bytes of room that are cut at `cut`: what its
 * plan encodes the walk encodes, to the same bytes.
 */
void plans_judge_native(const struct vqs_half *half, const struct vqs_context *context,
                        const void *native, uint32_t length, uint32_t cut);

#endif
