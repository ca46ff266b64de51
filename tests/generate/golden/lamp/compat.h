/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For kernels before 6.11, which take virtqueues apart. The Makefile includes
 * it.
 */
#ifndef VIRTIO_LAMP_COMPAT_H
#define VIRTIO_LAMP_COMPAT_H

#include <linux/slab.h>
#include <linux/virtio_config.h>

struct virtqueue_info {
	const char *name;
	vq_callback_t *callback;
	bool ctx;
};

static inline int virtio_lamp_find(struct virtio_device *vdev,
				   unsigned int count, struct virtqueue *vqs[],
				   const struct virtqueue_info info[],
				   struct irq_affinity *affinity)
{
	vq_callback_t **callbacks = kcalloc(count, sizeof(*callbacks),
					    GFP_KERNEL);
	const char **names = kcalloc(count, sizeof(*names), GFP_KERNEL);
	int ret = -ENOMEM;
	unsigned int i;

	for (i = 0; callbacks && names && i < count; i++) {
		callbacks[i] = info[i].callback;
		names[i] = info[i].name;
	}
	if (callbacks && names)
		ret = virtio_find_vqs(vdev, count, vqs, callbacks, names,
				      affinity);
	kfree(callbacks);
	kfree(names);
	return ret;
}

#define virtio_find_vqs virtio_lamp_find

#endif
