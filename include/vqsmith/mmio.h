/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A driver's transport over the registers of a device on a bus (MMIO), for firmware,
 * boot loaders and kernels. It polls; it allocates nothing and needs no C library.
 *
 * One thread, as for the driver end. virtio 1.4, Virtio Over MMIO, version 2 of its
 * registers; the legacy interface is not spoken.
 */
#ifndef VQSMITH_MMIO_H
#define VQSMITH_MMIO_H

#include <vqsmith/driver_transport.h>
#include <vqsmith/type.h>

struct vqs_mmio_options {
	volatile void *registers;    /* of the device, mapped uncached */
	const struct vqs_type *type; /* its fields tell how wide accesses have to be */
	/* Memory that the device reaches, for queues and data: aligned to 4096, so many
	   bytes, and the address that the device has it at. The transport's from init to
	   the end of the driver. */
	void *memory;
	size_t memory_size;
	uint64_t memory_address;
	/* A clock in milliseconds that never goes back, for timeouts. */
	uint64_t (*milliseconds)(void *self);
	/* Called while there is nothing to do but wait; NULL: it spins. */
	void (*idle)(void *self);
	void *self;
};

/* Private to the transport, here for its size. */
struct vqs_mmio {
	struct vqs_driver_transport base;
	struct vqs_mmio_options options;
	size_t taken; /* bytes of the memory that are handed out */
	unsigned int blocks;
};

/*
 * Makes the transport of a device: &mmio->base goes to vqs_driver_create(), which then
 * owns it; the storage stays the caller's and outlives the driver. -ENODEV: there is no
 * virtio device, or a placeholder (id 0); -ENOTSUP: one of the legacy interface only.
 */
int vqs_mmio_init(struct vqs_mmio *mmio, const struct vqs_mmio_options *options);

#endif
