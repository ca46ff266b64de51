/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What a transport provides to the driver end. A transport embeds struct
 * vqs_driver_transport as its first member.
 */
#ifndef VQSMITH_DRIVER_TRANSPORT_H
#define VQSMITH_DRIVER_TRANSPORT_H

#include <vqsmith/driver.h>

struct vqs_dma {
	void *host;
	uint64_t address; /* what the device calls it */
	size_t size;
};

/* Functions return 0 or negative errno; -ENOTCONN: the device is gone. */
struct vqs_driver_functions {
	/* The device id, 0 where the transport cannot tell (vhost-user). */
	int (*device_id)(struct vqs_driver_transport *transport, uint16_t *id);
	int (*offered)(struct vqs_driver_transport *transport,
	               struct vqs_features *features);
	int (*accept)(struct vqs_driver_transport *transport,
	              const struct vqs_features *features);
	int (*get_status)(struct vqs_driver_transport *transport, uint8_t *status);
	int (*set_status)(struct vqs_driver_transport *transport, uint8_t status);
	int (*config_get)(struct vqs_driver_transport *transport, uint32_t offset,
	                  void *to, uint32_t length);
	int (*config_put)(struct vqs_driver_transport *transport, uint32_t offset,
	                  const void *from, uint32_t length);
	int (*config_generation)(struct vqs_driver_transport *transport,
	                         uint32_t *generation);
	/* The largest size of a queue; 0: there is no such queue. */
	int (*queue_size)(struct vqs_driver_transport *transport, uint16_t queue,
	                  uint16_t *size);
	int (*queue_start)(struct vqs_driver_transport *transport, uint16_t queue,
	                   const struct vqs_ring *ring);
	/* Resets a queue that was started (Virtqueue Reset); once it returns 0 the device
	   touches nothing of it any more, and queue_start may come again. NULL: the
	   transport cannot, and VIRTIO_F_RING_RESET is not accepted. */
	int (*queue_reset)(struct vqs_driver_transport *transport, uint16_t queue);
	/* An available buffer notification: the queue in bits 0..15, and with
	   VIRTIO_F_NOTIFICATION_DATA where its driver stands in bits 16..31; a transport
	   that cannot carry it does not offer the feature. */
	int (*notify)(struct vqs_driver_transport *transport, uint32_t notification);
	/* Memory that the device sees, zeroed, aligned to 4096. */
	int (*dma_alloc)(struct vqs_driver_transport *transport, size_t size,
	                 struct vqs_dma *dma);
	void (*dma_free)(struct vqs_driver_transport *transport,
	                 const struct vqs_dma *dma);
	/* A descriptor that is readable when wait would return at once. */
	int (*fd)(struct vqs_driver_transport *transport);
	/*
	 * Waits at most `timeout` milliseconds (0: only looks). Sets *used where any
	 * queue may have used buffers and *config where configuration changed; it may
	 * return with neither. -ETIMEDOUT: the time has passed, or nothing can come
	 * in it. -ENOTCONN: the device is gone.
	 */
	int (*wait)(struct vqs_driver_transport *transport, int timeout, bool *used,
	            bool *config);
	void (*destroy)(struct vqs_driver_transport *transport);
};

struct vqs_driver_transport {
	const struct vqs_driver_functions *functions;
};

#endif
