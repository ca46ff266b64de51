/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A program with nothing below it: finds QEMU's virtio disk and its source of randomness
 * on the bus, and drives both with the generated drivers and our driver end.
 */
#include <errno.h>
#include <string.h>

#include <vqsmith/mmio.h>

#include "blk_driver.h"
#include "entropy_driver.h"
#include "machine.h"

#define BUS     UINT64_C(0x0a000000) /* 32 places for devices */
#define PLACES  32
#define PLACE   0x200
#define SECTOR  512
#define ENTROPY 4
#define DISK    2

static _Alignas(4096) unsigned char shared[1 << 20];

/* The device of that type, wherever it is. */
static int find(struct vqs_mmio *mmio, const struct vqs_type *type)
{
	for (unsigned int i = 0; i < PLACES; i++) {
		uintptr_t at = (uintptr_t)(BUS + i * PLACE);
		struct vqs_mmio_options options = {
			.registers = (volatile void *)at,
			.type = type,
			.memory = shared,
			.memory_size = sizeof(shared),
			.memory_address = (uintptr_t)shared,
			.milliseconds = machine_milliseconds,
		};
		uint16_t id;

		if (vqs_mmio_init(mmio, &options) == 0 &&
		    mmio->base.functions->device_id(&mmio->base, &id) == 0 &&
		    id == type->id)
			return 0;
	}
	return -ENODEV;
}

static int check(const char *what, int error)
{
	if (error)
		machine_print("%s: error %d\n", what, error);
	return error;
}

/* Reads or writes a sector; -EIO: the disk did not say ok. */
static int read_sector(struct blk_driver *disk, uint64_t sector, unsigned char *bytes)
{
	struct vqs_segment room = { bytes, SECTOR };
	struct blk_in asked = { .sector = sector };
	struct blk_in_reply reply = { .data = { &room, 0, SECTOR } };
	int error = blk_call_in(disk, BLK_VQ_REQUESTQ, &asked, &reply);

	return error ? error : reply.status ? -EIO : 0;
}

static int write_sector(struct blk_driver *disk, uint64_t sector, unsigned char *bytes)
{
	struct vqs_segment piece = { bytes, SECTOR };
	struct blk_out asked = { .sector = sector, .data = { &piece, 0, SECTOR } };
	struct blk_out_reply reply;
	int error = blk_call_out(disk, BLK_VQ_REQUESTQ, &asked, &reply);

	return error ? error : reply.status ? -EIO : 0;
}

static int use_disk(struct blk_driver *disk)
{
	unsigned char bytes[SECTOR], back[SECTOR];
	struct blk_get_id_reply name;
	struct blk_get_id asked = { 0 };
	struct blk_config config;
	int error = vqs_driver_config_read(disk->driver, &config, NULL);

	if (check("configuration", error))
		return error;
	machine_print("capacity: %lu sectors\n", (unsigned long)config.capacity);
	error = blk_call_get_id(disk, BLK_VQ_REQUESTQ, &asked, &name);
	if (check("get_id", error))
		return error;
	name.id[sizeof(name.id) - 1] = '\0';
	machine_print("name: %s\n", (char *)name.id);
	error = read_sector(disk, 0, bytes);
	if (check("reading", error))
		return error;
	bytes[SECTOR - 1] = '\0';
	machine_print("sector 0: %s\n", (char *)bytes);
	for (unsigned int i = 0; i < SECTOR; i++)
		bytes[i] = (unsigned char)("written by nobody below\n"[i % 24]);
	for (uint64_t sector = 1; sector < 200 && !error; sector++)
		error = write_sector(disk, sector, bytes);
	if (!error)
		error = read_sector(disk, 199, back);
	if (check("writing", error))
		return error;
	machine_print("sectors 1 to 199: written, %s\n", memcmp(bytes, back, SECTOR)
	                                                         ? "and read differently"
	                                                         : "read again");
	if (read_sector(disk, config.capacity, back) != -EIO)
		machine_print("beyond the end: not refused\n");
	return 0;
}

static int use_randomness(struct entropy_driver *entropy)
{
	unsigned char bytes[64] = { 0 };
	struct vqs_segment room = { bytes, sizeof(bytes) };
	struct entropy_request_reply reply = { .bytes = { &room, 0, sizeof(bytes) } };
	int error = entropy_call_request(entropy, &reply);
	unsigned int filled = 0;

	for (unsigned int i = 0; i < sizeof(bytes); i++)
		filled += bytes[i] != 0;
	if (!check("randomness", error))
		machine_print("randomness: %u bytes, %s\n", reply.bytes.length,
		              filled > 40 ? "looks so" : "does not look so");
	return error;
}

static void run(void)
{
	struct vqs_mmio mmio;
	struct blk_driver disk;
	struct entropy_driver entropy;

	if (check("disk", find(&mmio, &blk_type)) ||
	    check("disk", blk_driver_init(&disk, &mmio.base, NULL, NULL, NULL)))
		return;
	machine_print("packed: %s\n", vqs_features_has(vqs_driver_negotiated(disk.driver),
	                                               VQS_F_RING_PACKED)
	                                      ? "yes"
	                                      : "no");
	if (use_disk(&disk))
		return;
	blk_driver_fini(&disk);
	if (check("entropy", find(&mmio, &entropy_type)) ||
	    check("entropy",
	          entropy_driver_init(&entropy, &mmio.base, NULL, NULL, NULL)) ||
	    use_randomness(&entropy))
		return;
	entropy_driver_fini(&entropy);
	machine_print("done\n");
}

void bare_main(void);

void bare_main(void)
{
	run();
	machine_off();
}
