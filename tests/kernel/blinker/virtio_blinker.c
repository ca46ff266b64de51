// SPDX-License-Identifier: GPL-2.0
/*
 * A virtio driver as small as one can be, for the tests of check-driver.
 *
 * Reads how often the light blinks and says so.
 */
#include <linux/module.h>
#include <linux/virtio.h>
#include <linux/virtio_config.h>

#define VIRTIO_ID_BLINKER 65535

struct virtio_blinker_config {
	__le32 per_minute;
};

static int blinker_probe(struct virtio_device *vdev)
{
	u32 per_minute;

	virtio_cread_le(vdev, struct virtio_blinker_config, per_minute, &per_minute);
	dev_info(&vdev->dev, "blinks %u times a minute\n", per_minute);
	virtio_device_ready(vdev);
	return 0;
}

static void blinker_remove(struct virtio_device *vdev)
{
	virtio_reset_device(vdev);
}

static const struct virtio_device_id blinker_ids[] = {
	{ VIRTIO_ID_BLINKER, VIRTIO_DEV_ANY_ID },
	{ 0 },
};
MODULE_DEVICE_TABLE(virtio, blinker_ids);

static struct virtio_driver blinker_driver = {
	.driver.name = KBUILD_MODNAME,
	.id_table = blinker_ids,
	.probe = blinker_probe,
	.remove = blinker_remove,
};
module_virtio_driver(blinker_driver);

MODULE_DESCRIPTION("Blinker driver");
MODULE_LICENSE("GPL");
