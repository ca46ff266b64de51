/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The driver end, for programs in user space: negotiates, sends requests of a
 * device type, receives its events. Generated drivers are thin wrappers of it;
 * tools use it with a table alone. driver_transport.h is what a transport
 * provides.
 *
 * Threads: a driver belongs to one thread at a time. It starts none.
 *
 * virtio 1.4, General Initialization And Device Operation / Device Initialization.
 */
#ifndef VQSMITH_DRIVER_H
#define VQSMITH_DRIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <vqsmith/type.h>
#include <vqsmith/wire.h>

struct vqs_driver;
struct vqs_driver_transport;
struct vqs_call;

/* What the program wants to hear. Any of them may be NULL. */
struct vqs_driver_events {
	/* An event arrived: `writable` is its native form, valid during the call. */
	void (*event)(void *self, uint16_t queue, const struct vqs_message *message,
	              const void *writable);
	/* The configuration changed. Not called inside itself: what changes meanwhile is
	   told after it. */
	void (*config_changed)(void *self);
	/* The device is broken, gone or needs a reset; every call has been ended. */
	void (*broken)(void *self, const char *why);
};

/*
 * A call in flight. The caller owns it and all it points to until `done` is
 * called or vqs_driver_call() returns.
 */
struct vqs_call {
	const struct vqs_message *message;
	const void *readable; /* native form of the readable half, or NULL */
	void *writable;       /* room for the native form of the writable half, or NULL;
	                         spans in it come with their segments set: room for the bulk
	                         data of the reply; they end as long as the data is */
	void (*done)(struct vqs_call *call); /* or NULL */
	void *context;                       /* the caller's */
	int result; /* 0, or negative errno: -EBADMSG (the reply is not what the table
	               says), -EIO (broken), -ECANCELED (reset, of the device or the queue) */
	uint32_t length;             /* bytes that the device wrote */
	struct vqs_wire_error error; /* with -EBADMSG and -EINVAL: what is wrong where */
	void *slot;                  /* private */
};

/*
 * Takes a transport over (it is destroyed with the driver, also on failure),
 * and initialises the device: reset, ACKNOWLEDGE, DRIVER, features (all of
 * `wanted` that the device offers and the type allows; NULL: everything),
 * FEATURES_OK, queues, DRIVER_OK. -ENODEV: another device type; -ENOTSUP: no
 * agreement on features; -EPROTO: the device breaks the rules. Others are
 * the transport's. events->broken, if there is one, hears why before this
 * returns.
 */
int vqs_driver_create(struct vqs_driver **driver, const struct vqs_type *type,
                      struct vqs_driver_transport *transport,
                      const struct vqs_features *wanted,
                      const struct vqs_driver_events *events, void *self);

/* Ends every call with -ECANCELED. Takes NULL. Not from inside a callback. */
void vqs_driver_destroy(struct vqs_driver *driver);

const struct vqs_features *vqs_driver_negotiated(const struct vqs_driver *driver);

/* How many queues of the type's queue type `type_index` are in use; 0: not negotiated. */
unsigned int vqs_driver_queue_count(const struct vqs_driver *driver,
                                    unsigned int type_index);

/*
 * The index of queue `number` of the type's queue type `row`: where a row is may hang
 * on configuration and features. -ENOENT: it is not there.
 */
int vqs_driver_queue_index(const struct vqs_driver *driver, unsigned int row,
                           unsigned int number);

/*
 * Memory that the device sees, zeroed, aligned to 4096. Bulk data that lies in
 * it is used where it is; any other is copied. It lives until it is freed or
 * the driver destroyed. -ENOMEM.
 */
int vqs_driver_memory_alloc(struct vqs_driver *driver, size_t size, void **memory);
void vqs_driver_memory_free(struct vqs_driver *driver, void *memory);

/*
 * Starts a call on a queue; publishes and notifies at once, or at the end of a
 * begin/end pair. -EAGAIN: the queue is full; -EINVAL: a value that the
 * description forbids; -ENOENT: the queue, or the message's feature, is not
 * negotiated; -ESHUTDOWN: the queue was reset and not enabled again.
 */
int vqs_driver_submit(struct vqs_driver *driver, uint16_t queue, struct vqs_call *call);
void vqs_driver_begin(struct vqs_driver *driver);
void vqs_driver_end(struct vqs_driver *driver);

/*
 * The bytes of the part of a reply at field `index`, where they are known before:
 * configuration or the request count them, or it is not there. False: they are not.
 * UINT64_MAX: the count is none. `readable` is the request's native form.
 */
bool vqs_driver_reply_part(const struct vqs_driver *driver,
                           const struct vqs_message *message, const void *readable,
                           uint32_t index, uint64_t *bytes);

/*
 * Submits and waits; call->result. timeout in milliseconds, -1: for ever.
 * Other calls and events are collected meanwhile. -ETIMEDOUT: the device was
 * reset, since it still had the buffers.
 */
int vqs_driver_call(struct vqs_driver *driver, uint16_t queue, struct vqs_call *call,
                    int timeout);

/* Readable when vqs_driver_process() has something to do. */
int vqs_driver_fd(const struct vqs_driver *driver);

/* Collects what came: ends calls, delivers events. How many, or -EIO once broken. */
int vqs_driver_process(struct vqs_driver *driver);

/* Waits for something and processes it. As above; 0: timeout. */
int vqs_driver_wait(struct vqs_driver *driver, int timeout);

/*
 * Reads configuration space into its native form, whole and untorn. Fields
 * whose feature is not offered, and write-only ones, are zero. -EPROTO: it is
 * smaller than the fields that the offered features need, or never stands
 * still. -EBADMSG and *error (which may be NULL): a value that the description
 * forbids.
 */
int vqs_driver_config_read(struct vqs_driver *driver, void *native,
                           struct vqs_wire_error *error);

/*
 * Writes one field (index in type->config) from the native form. -EACCES:
 * read-only; -ENOENT: its feature is not offered; -EINVAL: out of range.
 */
int vqs_driver_config_write(struct vqs_driver *driver, uint32_t field,
                            const void *native);

/*
 * Resets and initialises the device again, with the same features wanted.
 * Calls in flight end with -ECANCELED; a fault is forgotten if the device
 * comes back. -EBUSY: from inside a `done` that the end of all calls brought, or
 * a `broken` that a reset brought.
 */
int vqs_driver_reset(struct vqs_driver *driver);

/*
 * Resets one queue, if VIRTIO_F_RING_RESET is negotiated; the others go on. Calls in
 * flight on it end with -ECANCELED, also those that were answered and not collected yet,
 * and it takes no more until it is enabled again. -ENOTSUP: not negotiated, or the device
 * cannot after all; -ENOENT: no such queue; -EALREADY: it is reset; other errors: the
 * device is broken. It may come from inside any callback.
 *
 * virtio 1.4, Virtqueue Reset.
 */
int vqs_driver_queue_reset(struct vqs_driver *driver, uint16_t queue);

/*
 * Enables it again, with `size` entries; 0: as many as there can be. Buffers for events
 * are posted anew. -EINVAL: more than that, or a size that the format does not have;
 * -EALREADY: it is enabled; -ENOENT, -EIO, -ENOMEM: as ever.
 */
int vqs_driver_queue_enable(struct vqs_driver *driver, uint16_t queue, uint16_t size);

/* How many entries it has; 0: there is none, or it is reset. */
uint16_t vqs_driver_queue_size(const struct vqs_driver *driver, uint16_t queue);

/* Why it is broken, for people; NULL: it is not. */
const char *vqs_driver_fault(const struct vqs_driver *driver);

#endif
