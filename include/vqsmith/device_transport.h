/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The device end as a transport sees it: the other face of device.h. A
 * transport brings the driver's bytes here and carries notifications away.
 * Everything is checked here; a transport checks only what is its own
 * protocol's.
 */
#ifndef VQSMITH_DEVICE_TRANSPORT_H
#define VQSMITH_DEVICE_TRANSPORT_H

#include <vqsmith/device.h>

/* Device Status Field. */
#define VQS_STATUS_ACKNOWLEDGE 1
#define VQS_STATUS_DRIVER      2
#define VQS_STATUS_DRIVER_OK   4
#define VQS_STATUS_FEATURES_OK 8
#define VQS_STATUS_NEEDS_RESET 64
#define VQS_STATUS_FAILED      128

struct vqs_device_transport {
	/* Send the driver a used buffer notification of the queue. */
	void (*notify_used)(void *transport, uint16_t queue);
	/* Send the driver a configuration change notification. */
	void (*notify_config)(void *transport);
	/* A queue that was paused is idle now (vqs_device_queue_pause): stop it soon, not
	   from inside this call. NULL: nothing waits for it. */
	void (*queue_idle)(void *transport, uint16_t queue);
};

/* One transport at a time. -EBUSY. Detaching resets the device. */
int vqs_device_attach(struct vqs_device *device,
                      const struct vqs_device_transport *functions, void *transport);
void vqs_device_detach(struct vqs_device *device);

const struct vqs_type *vqs_device_type(const struct vqs_device *device);

/* Stores the driver's features; judged when FEATURES_OK is set. */
void vqs_device_accept(struct vqs_device *device, const struct vqs_features *features);

uint8_t vqs_device_status(const struct vqs_device *device);

/*
 * The driver writes the status. 0 resets. FEATURES_OK stays clear where the
 * features are not acceptable (Device Initialization, step 5), DRIVER_OK
 * without FEATURES_OK. With DRIVER_OK the queues that are started are handled
 * at once: notifications that came earlier had no effect.
 */
void vqs_device_set_status(struct vqs_device *device, uint8_t status);

/* A change of this number between two reads means that what was read may be torn. */
uint32_t vqs_device_config_generation(const struct vqs_device *device);
uint32_t vqs_device_config_size(const struct vqs_device *device);

/*
 * The driver reads or writes configuration space, on the wire. -ERANGE: not
 * inside it. A write to what is not writable is ignored and complained of
 * (-EACCES), as is a value that is refused (-EINVAL); a half-written field takes
 * effect with its last byte.
 */
int vqs_device_config_get(struct vqs_device *device, uint32_t offset, void *to,
                          uint32_t length);
int vqs_device_config_put(struct vqs_device *device, uint32_t offset, const void *from,
                          uint32_t length);

/* The highest index + 1, of the queues that the device has if all is negotiated. */
unsigned int vqs_device_queue_count(const struct vqs_device *device);

/*
 * The queue size to offer, 0 where there is no such queue: with what is negotiated, once
 * FEATURES_OK is set. A transport that tells it to the driver holds the
 * driver to it; over vhost-user nobody asks, and the front end decides.
 */
uint16_t vqs_device_queue_size(const struct vqs_device *device, uint16_t queue);

/*
 * Starts a queue on rings in `memory` (a reference is taken). -ENOENT: no such
 * queue, or it is not negotiated; -EBUSY: already started; -EINVAL: see
 * vqs_device_ring_init(); -ENOMEM, also where the device still holds requests of
 * too many starts before. What is available is handled by the next
 * vqs_device_queue_notified(), from DRIVER_OK on; a queue that starts later
 * than that needs one.
 */
int vqs_device_queue_start(struct vqs_device *device, uint16_t queue,
                           const struct vqs_ring *ring, struct vqs_memory *memory);

/*
 * Right after its start: the queue records what it has in flight, in memory that outlives
 * this process (struct vqs_inflight, ring.h): of vqs_inflight_bytes() for `size` entries,
 * aligned to 8, there until the queue stops or the device is reset. `go_on`: it begins with
 * what a predecessor recorded. That may have been this device; but requests that its author
 * still has, and was not told to forget, are not given to it a second time.
 * -ENOENT: not started, -EBUSY: it does already; -EINVAL: the queue is larger; -EBADMSG:
 * nobody can have recorded that; -ENOMEM. After the last three stop the queue.
 */
int vqs_device_queue_track(struct vqs_device *device, uint16_t queue, void *record,
                           uint16_t size, bool go_on);

/*
 * Puts a running queue on another memory table, with its rings as they lie in
 * that one; nothing is lost. The old table stays until the last request that
 * points into it is gone. -ENOENT: not started; -EINVAL: not the same queue,
 * the queue goes on with the old table.
 */
int vqs_device_queue_move(struct vqs_device *device, uint16_t queue,
                          const struct vqs_ring *ring, struct vqs_memory *memory);

/*
 * Before a stop that shall lose nothing: from now on the queue takes no chain, and those
 * that the author has complete (class->queue_stopping). True: it is idle, nothing has to
 * be waited for; else queue_idle tells, or time is up.
 */
bool vqs_device_queue_pause(struct vqs_device *device, uint16_t queue);

/*
 * Stops it; the position to go on from (struct vqs_ring), for GET_VRING_BASE. What
 * nobody has begun, posted buffers among it, is left to a successor where it was taken
 * last; where it was not, it is answered. Requests that the author has are forgotten
 * (class->queue_reset): with no such callback they stay held and are dropped silently when
 * they complete; their memory stays mapped until then.
 */
uint32_t vqs_device_queue_stop(struct vqs_device *device, uint16_t queue);

/*
 * The driver resets the queue (Virtqueue Reset): from now on nothing of it is executed
 * or notified, whatever it held is forgotten (class->queue_reset), a fault of its is
 * mended. The other queues go on. It may be started again, with another size and
 * elsewhere. DEVICE_NEEDS_RESET stays set if it was: a queue that is mended runs all the
 * same. -ENOENT: no such queue; -ENOTSUP: VIRTIO_F_RING_RESET was not negotiated. A queue
 * that is not started is as one that was.
 */
int vqs_device_queue_reset(struct vqs_device *device, uint16_t queue);
bool vqs_device_queue_started(const struct vqs_device *device, uint16_t queue);

/* How many chains of the queue the device holds. */
unsigned int vqs_device_queue_held(const struct vqs_device *device, uint16_t queue);

/*
 * Why the queue is broken, VQS_FAULT_NONE otherwise. A broken queue is complained
 * of, sets DEVICE_NEEDS_RESET and stands still; the others go on.
 */
enum vqs_fault vqs_device_queue_fault(const struct vqs_device *device, uint16_t queue);

/*
 * An available buffer notification came, or may have come: handles what is
 * available. Handles at most a few rounds of the queue, then returns true if
 * there is more, so that one queue cannot starve the rest: call again.
 */
bool vqs_device_queue_notified(struct vqs_device *device, uint16_t queue);

/*
 * The same for a transport whose notifications are the driver's 32 bits: the queue in
 * bits 0..15, and with VIRTIO_F_NOTIFICATION_DATA where the driver stands in bits 16..31.
 * That is a hint; one that cannot be is complained of, and the ring looked at all the
 * same. A transport that has no room for it (vhost-user's eventfds) must not offer the
 * feature.
 */
bool vqs_device_notified(struct vqs_device *device, uint32_t notification);

/*
 * The same for a transport that looks by itself: handles at most a batch, and
 * asks for no notifications until the next vqs_device_queue_notified(), which is
 * due before the transport sleeps. True: something was there.
 */
bool vqs_device_queue_polled(struct vqs_device *device, uint16_t queue);

void vqs_device_reset(struct vqs_device *device);

/* Reports through class->complaint, a line without its newline; printf-like. */
void vqs_device_complain(struct vqs_device *device, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

#endif
