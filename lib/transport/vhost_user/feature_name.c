/* SPDX-License-Identifier: BSD-3-Clause */
/* Feature bits in words, for complaints. */
#include "feature_name.h"

#include <stdio.h>

static const struct {
	unsigned int bit;
	const char *name;
} reserved[] = {
	{ VQS_F_INDIRECT_DESC, "VIRTIO_F_INDIRECT_DESC" },
	{ VQS_F_EVENT_IDX, "VIRTIO_F_EVENT_IDX" },
	{ VQS_F_VERSION_1, "VIRTIO_F_VERSION_1" },
	{ VQS_F_ACCESS_PLATFORM, "VIRTIO_F_ACCESS_PLATFORM" },
	{ VQS_F_RING_PACKED, "VIRTIO_F_RING_PACKED" },
	{ VQS_F_IN_ORDER, "VIRTIO_F_IN_ORDER" },
	{ VQS_F_ORDER_PLATFORM, "VIRTIO_F_ORDER_PLATFORM" },
	{ VQS_F_NOTIFICATION_DATA, "VIRTIO_F_NOTIFICATION_DATA" },
	{ VQS_F_RING_RESET, "VIRTIO_F_RING_RESET" },
};

static const char *find(const struct vqs_type *type, unsigned int bit)
{
	for (unsigned int i = 0; i < type->feature_count; i++)
		if (type->feature_types[i].bit == bit)
			return type->feature_types[i].name;
	for (unsigned int i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++)
		if (reserved[i].bit == bit)
			return reserved[i].name;
	return NULL;
}

void vhu_feature_name(const struct vqs_type *type, unsigned int bit, char *to,
                      size_t size)
{
	const char *name = find(type, bit);

	if (name)
		snprintf(to, size, "feature %s (bit %u)", name, bit);
	else
		snprintf(to, size, "feature bit %u", bit);
}
