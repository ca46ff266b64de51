/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Feature bits: sets of them, and conditions over them.
 *
 * virtio 1.4, Basic Facilities of a Virtio Device / Feature Bits.
 */
#ifndef VQSMITH_FEATURES_H
#define VQSMITH_FEATURES_H

#include <stdbool.h>
#include <stdint.h>

/* Device types use bits 0..23 and 50..127; nothing above 127 is assigned. */
#define VQS_FEATURE_BITS 128

/* Reserved Feature Bits: those that the runtime knows. */
#define VQS_F_INDIRECT_DESC     28
#define VQS_F_EVENT_IDX         29
#define VQS_F_VERSION_1         32
#define VQS_F_ACCESS_PLATFORM   33
#define VQS_F_RING_PACKED       34
#define VQS_F_IN_ORDER          35
#define VQS_F_ORDER_PLATFORM    36
#define VQS_F_NOTIFICATION_DATA 38
#define VQS_F_RING_RESET        40

struct vqs_features {
	uint64_t word[VQS_FEATURE_BITS / 64];
};

static inline bool vqs_features_has(const struct vqs_features *set, unsigned int bit)
{
	return bit < VQS_FEATURE_BITS && (set->word[bit / 64] >> (bit % 64) & 1);
}

static inline void vqs_features_add(struct vqs_features *set, unsigned int bit)
{
	if (bit < VQS_FEATURE_BITS)
		set->word[bit / 64] |= UINT64_C(1) << (bit % 64);
}

static inline void vqs_features_drop(struct vqs_features *set, unsigned int bit)
{
	if (bit < VQS_FEATURE_BITS)
		set->word[bit / 64] &= ~(UINT64_C(1) << (bit % 64));
}

/* Whether every bit of `part` is in `whole`. */
static inline bool vqs_features_within(const struct vqs_features *part,
                                       const struct vqs_features *whole)
{
	return !(part->word[0] & ~whole->word[0]) && !(part->word[1] & ~whole->word[1]);
}

/*
 * A condition: true if all bits of any one of `any` are in the set. No
 * alternative at all (count 0) means: always.
 */
struct vqs_condition {
	const struct vqs_features *any;
	unsigned int count;
};

static inline bool vqs_condition_holds(const struct vqs_condition *condition,
                                       const struct vqs_features *set)
{
	if (!condition || condition->count == 0)
		return true;
	for (unsigned int i = 0; i < condition->count; i++)
		if (vqs_features_within(&condition->any[i], set))
			return true;
	return false;
}

#endif
