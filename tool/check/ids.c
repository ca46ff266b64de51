/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The table of device ids. To bring it up to date, compare it with virtio 1.4,
 * Device Types, and with linux/virtio_ids.h.
 */
#include "ids.h"

#include <stddef.h>

static const struct device_id table[] = {
	{ 1, 0x1000, "network device", "net", "NET", NULL },
	{ 2, 0x1001, "block device", "blk", "BLOCK", NULL },
	{ 3, 0x1003, "console", "console", "CONSOLE", NULL },
	{ 4, 0x1005, "entropy source", "entropy", "RNG", "rng in Linux and QEMU" },
	{ 5, 0x1002, "memory ballooning (traditional)", "balloon", "BALLOON",
	  "13 is a different memory balloon, which was never specified" },
	{ 6, 0, "ioMemory", NULL, "IOMEM", NULL },
	{ 7, 0, "rpmsg", NULL, "RPMSG", NULL },
	{ 8, 0x1004, "SCSI host", "scsi", "SCSI", NULL },
	{ 9, 0x1009, "9P transport", NULL, "9P",
	  "has a transitional PCI Device ID although it has no chapter" },
	{ 10, 0, "mac80211 wlan", NULL, "MAC80211_WLAN", NULL },
	{ 11, 0, "rproc serial", NULL, "RPROC_SERIAL", NULL },
	{ 12, 0, "virtio CAIF", NULL, "CAIF", NULL },
	{ 13, 0, "memory balloon", NULL, "MEMORY_BALLOON",
	  "not the traditional balloon (5); no driver in Linux" },
	{ 16, 0, "GPU device", "gpu", "GPU", NULL },
	{ 17, 0, "RTC (Real Time Clock) device", "rtc", "CLOCK",
	  "driver in Linux since 6.16" },
	{ 18, 0, "Input device", "input", "INPUT", NULL },
	{ 19, 0, "Socket device", "vsock", "VSOCK", NULL },
	{ 20, 0, "Crypto device", "crypto", "CRYPTO", NULL },
	{ 21, 0, "Signal Distribution Module", NULL, "SIGNAL_DIST", NULL },
	{ 22, 0, "pstore device", NULL, "PSTORE", NULL },
	{ 23, 0, "IOMMU device", "iommu", "IOMMU", NULL },
	{ 24, 0, "Memory device", "mem", "MEM", NULL },
	{ 25, 0, "Sound device", "sound", "SOUND", NULL },
	{ 26, 0, "file system device", "fs", "FS", NULL },
	{ 27, 0, "PMEM device", "pmem", "PMEM", NULL },
	{ 28, 0, "RPMB device", "rpmb", "RPMB", "Linux has the id, and no header" },
	{ 29, 0, "mac80211 hwsim wireless simulation device", NULL, "MAC80211_HWSIM",
	  NULL },
	{ 30, 0, "Video encoder device", NULL, "VIDEO_ENCODER", NULL },
	{ 31, 0, "Video decoder device", NULL, "VIDEO_DECODER", NULL },
	{ 32, 0, "SCMI device", "scmi", "SCMI", NULL },
	{ 33, 0, "NitroSecureModule", NULL, "NITRO_SEC_MOD", NULL },
	{ 34, 0, "I2C adapter", "i2c", "I2C_ADAPTER", NULL },
	{ 35, 0, "Watchdog", NULL, "WATCHDOG", NULL },
	{ 36, 0, "CAN device", "can", "CAN", NULL },
	{ 37, 0, NULL, NULL, "DMABUF",
	  "in Linux only; the specification's table leaves 37 out: treat it as taken" },
	{ 38, 0, "Parameter Server", NULL, "PARAM_SERV", NULL },
	{ 39, 0, "Audio policy device", NULL, "AUDIO_POLICY", NULL },
	{ 40, 0, "Bluetooth device", NULL, "BT",
	  "Linux has a driver; its configuration space is of the guest's byte order" },
	{ 41, 0, "GPIO device", "gpio", "GPIO", NULL },
	{ 42, 0, "RDMA device", NULL, NULL, NULL },
	{ 43, 0, "Camera device", NULL, NULL, NULL },
	{ 44, 0, "ISM device", NULL, NULL, NULL },
	{ 45, 0, "SPI controller", "spi", "SPI", "in Linux since 6.18" },
	{ 46, 0, "TEE device", NULL, NULL, NULL },
	{ 47, 0, "CPU balloon device", NULL, NULL, NULL },
	{ 48, 0, "Media device", "media", NULL, "not in Linux up to 6.18" },
	{ 49, 0, "USB controller", NULL, NULL, "the highest that is assigned" },
};

#define ROWS (sizeof(table) / sizeof(table[0]))

const struct device_id *id_at(unsigned int index)
{
	return index < ROWS ? &table[index] : NULL;
}

const struct device_id *id_find(uint64_t id)
{
	for (unsigned int i = 0; i < ROWS; i++)
		if (table[i].id == id)
			return &table[i];
	return NULL;
}

bool id_is_gap(uint64_t id)
{
	return id > 0 && id < ID_FIRST_FREE && !id_find(id);
}

const char *id_name(const struct device_id *row)
{
	return row->name ? row->name : row->linux_name;
}

unsigned int id_transports(uint64_t id)
{
	unsigned int transports = 0;

	if (id == 0 || id > ID_LAST)
		return 0;
	transports |= TRANSPORT_MMIO;
	if (id <= ID_CCW_LAST)
		transports |= TRANSPORT_CCW;
	if (id <= ID_PCI_LAST)
		transports |= TRANSPORT_PCI;
	return transports;
}
