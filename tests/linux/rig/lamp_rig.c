// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A virtio transport with a lamp behind it that never answers, for what no
 * transport of a test machine does: it freezes its device without freezing
 * programs, fails to restore it, asks for a reset, has tiny virtqueues, and
 * loses them.
 *
 * /sys/module/lamp_rig/parameters/do takes a word: freeze, restore, remove,
 * needs_reset, break. The other parameters say what goes wrong.
 */

#include <linux/device.h>
#include <linux/module.h>
#include <linux/virtio.h>
#include <linux/virtio_config.h>
#include <linux/virtio_ring.h>

#define LAMP_ID		65535
#define LAMP_FEATURES	3	/* motion, scenes */

static unsigned int queue_size = 16;
module_param(queue_size, uint, 0644);
MODULE_PARM_DESC(queue_size, "Entries of a virtqueue");

static bool no_queues;
module_param(no_queues, bool, 0644);
MODULE_PARM_DESC(no_queues, "Virtqueues cannot be had");

static bool deaf;
module_param(deaf, bool, 0644);
MODULE_PARM_DESC(deaf, "Notifications fail");

static unsigned int requests;
module_param(requests, uint, 0444);
MODULE_PARM_DESC(requests, "How many were made available");

static struct device *root;
static struct virtio_device *lamp;
static u8 lamp_status;

static void rig_get(struct virtio_device *vdev, unsigned int offset, void *buf,
		    unsigned int len)
{
	static const u8 config[20] = { 0xe8, 0x03, 0xa0, 0x0f, 'r', 'i', 'g' };

	memset(buf, 0, len);
	if (offset + len <= sizeof(config))
		memcpy(buf, config + offset, len);
}

static void rig_set(struct virtio_device *vdev, unsigned int offset,
		    const void *buf, unsigned int len)
{
}

static u8 rig_get_status(struct virtio_device *vdev)
{
	return lamp_status;
}

static void rig_set_status(struct virtio_device *vdev, u8 status)
{
	lamp_status = status;
}

static void rig_reset(struct virtio_device *vdev)
{
	lamp_status = 0;
}

static bool rig_notify(struct virtqueue *vq)
{
	if (vq->index == 0)
		requests++;
	return !deaf;
}

/* Other transports free interrupts here, which has to be done once. */
static void rig_del_vqs(struct virtio_device *vdev)
{
	struct virtqueue *vq, *next;

	WARN_ON(list_empty(&vdev->vqs));
	list_for_each_entry_safe(vq, next, &vdev->vqs, list)
		vring_del_virtqueue(vq);
}

static int rig_find_vqs(struct virtio_device *vdev, unsigned int count,
			struct virtqueue *vqs[], vq_callback_t *callbacks[],
			const char * const names[], const bool *ctx,
			struct irq_affinity *affinity)
{
	unsigned int i;

	if (no_queues)
		return -ENOSPC;
	for (i = 0; i < count; i++) {
		vqs[i] = NULL;
		if (!names[i])
			continue;
		vqs[i] = vring_create_virtqueue(i, queue_size, PAGE_SIZE, vdev,
						true, false, false, rig_notify,
						callbacks[i], names[i]);
		if (!vqs[i]) {
			rig_del_vqs(vdev);
			return -ENOMEM;
		}
	}
	return 0;
}

static u64 rig_get_features(struct virtio_device *vdev)
{
	return BIT_ULL(VIRTIO_F_VERSION_1) | LAMP_FEATURES;
}

static int rig_finalize_features(struct virtio_device *vdev)
{
	vring_transport_features(vdev);
	return 0;
}

static const struct virtio_config_ops rig_ops = {
	.get			= rig_get,
	.set			= rig_set,
	.get_status		= rig_get_status,
	.set_status		= rig_set_status,
	.reset			= rig_reset,
	.find_vqs		= rig_find_vqs,
	.del_vqs		= rig_del_vqs,
	.get_features		= rig_get_features,
	.finalize_features	= rig_finalize_features,
};

static void rig_release(struct device *dev)
{
	kfree(dev_to_virtio(dev));
}

static int rig_add(void)
{
	int ret;

	lamp = kzalloc(sizeof(*lamp), GFP_KERNEL);
	if (!lamp)
		return -ENOMEM;
	lamp->dev.parent = root;
	lamp->dev.release = rig_release;
	lamp->id.device = LAMP_ID;
	lamp->config = &rig_ops;
	ret = register_virtio_device(lamp);
	if (ret) {
		put_device(&lamp->dev);
		lamp = NULL;
	}
	return ret;
}

static void rig_remove(void)
{
	if (lamp)
		unregister_virtio_device(lamp);
	lamp = NULL;
}

static int rig_do(const char *word, const struct kernel_param *param)
{
	if (sysfs_streq(word, "add"))
		return lamp ? -EEXIST : rig_add();
	if (!lamp)
		return -ENODEV;
	if (sysfs_streq(word, "freeze"))
		return virtio_device_freeze(lamp);
	if (sysfs_streq(word, "restore"))
		return virtio_device_restore(lamp);
	if (sysfs_streq(word, "break")) {
		virtio_break_device(lamp);
		return 0;
	}
	if (sysfs_streq(word, "needs_reset")) {
		lamp_status |= VIRTIO_CONFIG_S_NEEDS_RESET;
		virtio_config_changed(lamp);
		return 0;
	}
	if (sysfs_streq(word, "remove")) {
		rig_remove();
		return 0;
	}
	return -EINVAL;
}

static const struct kernel_param_ops rig_do_ops = {
	.set = rig_do,
};
module_param_cb(do, &rig_do_ops, NULL, 0200);
MODULE_PARM_DESC(do, "add, remove, freeze, restore, needs_reset, break");

static int __init rig_init(void)
{
	root = root_device_register("lamp-rig");
	return PTR_ERR_OR_ZERO(root);
}
module_init(rig_init);

static void __exit rig_exit(void)
{
	rig_remove();
	root_device_unregister(root);
}
module_exit(rig_exit);

MODULE_DESCRIPTION("A lamp on a transport with faults");
MODULE_LICENSE("GPL");
