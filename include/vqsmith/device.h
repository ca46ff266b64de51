/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The device end: what the author of a device works with. A device is made of
 * a class (the generated table and the author's handlers) and serves any
 * transport; device_transport.h is what a transport works with.
 *
 * Threads: a device and everything attached to it belong to one thread at a
 * time. The library starts no thread and blocks nowhere.
 *
 * virtio 1.4, Basic Facilities of a Virtio Device; General Initialization And
 * Device Operation.
 */
#ifndef VQSMITH_DEVICE_H
#define VQSMITH_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#include <vqsmith/type.h>
#include <vqsmith/wire.h>

struct vqs_device;

/*
 * A chain that the device has taken: a request to answer, or a posted buffer
 * to fill. It stays valid, with everything it points to, until it is
 * completed or the device forgets it (see vqs_request_complete).
 */
struct vqs_request {
	struct vqs_device *device;
	const struct vqs_message *message; /* NULL for a posted buffer */
	const void *readable;              /* native form of the readable half, if any */
	struct vqs_span readable_span; /* the halves as they lie in the driver's memory */
	struct vqs_span writable_span;
	uint16_t queue;
};

typedef void vqs_handler(void *self, struct vqs_request *request);

/* What a device type's author provides; constant. Any callback may be NULL. */
struct vqs_device_class {
	const struct vqs_type *type;
	/* handlers[f][m] takes message m of type->families[f]; it completes the request
	   now or later. NULL: answered as unsupported. */
	vqs_handler *const *const *handlers;
	/* Requests are completed in any order, some long after those behind them. With
	   VIRTIO_F_IN_ORDER they would wait for each other, so it is not offered then, nor
	   by a type with a queue that `holds`. Otherwise it is: handlers may complete in any
	   order all the same, the driver sees them in the order in which they came. */
	bool any_order;
	/* Before the driver's write to configuration field `field` (index in
	   type->config) takes effect; `native` has the whole new configuration.
	   A negative return refuses the write. Volatile fields that are set in answer
	   to it are published with it, without a notification. */
	int (*config_write)(void *self, uint32_t field, const void *native);
	/* Volatile configuration: bring the native configuration up to date before a read.
	   A driver reads again what changed under it, so do not change it every time. */
	void (*config_read)(void *self, void *native);
	/* FEATURES_OK was accepted. */
	void (*negotiated)(void *self, const struct vqs_features *features);
	/* DRIVER_OK: the device is live. */
	void (*started)(void *self);
	/* Buffers were posted to a queue of events that had run out of them. */
	void (*posted)(void *self, uint16_t queue);
	/* Reset: forget every request held; none of them may be touched again. */
	void (*reset)(void *self);
	/* The transport is about to stop a queue for a while (a pause, a migration, another
	   back end), and waits, a few seconds at the most, for what the author has of it:
	   complete it, now or soon, or hand back with vqs_request_return() what was not
	   begun. NULL: requests are waited for, but not on a queue that `holds`: with
	   queue_reset what it has comes again when the queue goes on, as far as nothing
	   that came later was completed. */
	void (*queue_stopping)(void *self, uint16_t queue);
	/* One queue was reset, or the transport took it away, while requests of it were
	   held; the others go on. Forget every request of this one; none of them may be
	   touched again. NULL: they may be completed, to no effect. */
	void (*queue_reset)(void *self, uint16_t queue);
	/* Something a driver or a front end did wrong, as a line of text; for a log. Some
	   hundred lines at once, then a few a second, however much is wrong. */
	void (*complaint)(void *self, const char *text);
};

struct vqs_device_options {
	struct vqs_features
	        withhold; /* features of the type that this device does not offer */
	struct vqs_features
	        withhold_ring; /* likewise of 24..49: INDIRECT_DESC, EVENT_IDX ... */
	uint16_t queue_size;   /* 0: as the type says */
};

/*
 * Makes a device; `config` is the first content of its configuration space
 * (native form, copied), NULL: zeroes. `self` goes to every callback.
 * 0 and *device, -ENOMEM, or -EINVAL: the features offered contradict each
 * other, or a configuration value is out of its range.
 */
int vqs_device_create(struct vqs_device **device, const struct vqs_device_class *class,
                      void *self, const void *config,
                      const struct vqs_device_options *options);
/* Takes NULL. Not from inside a callback, and after its transport. */
void vqs_device_destroy(struct vqs_device *device);

/* Features: what is offered; what the driver accepted (empty before FEATURES_OK). */
const struct vqs_features *vqs_device_offered(const struct vqs_device *device);
const struct vqs_features *vqs_device_negotiated(const struct vqs_device *device);

/* Whether DRIVER_OK is set and the device does not need a reset. */
bool vqs_device_live(const struct vqs_device *device);

/*
 * The configuration space in native form. The author may change it and then
 * calls vqs_device_config_changed(), which publishes all of it at once and
 * sends a configuration change notification. -EINVAL: a value out of range;
 * nothing was published.
 */
void *vqs_device_config(struct vqs_device *device);
int vqs_device_config_changed(struct vqs_device *device);

/*
 * Completes a request: encodes `writable`, the native form of the message's
 * writable half, and gives the chain back. The request is gone afterwards,
 * whatever is returned. -EINVAL: a value that the description forbids, or the
 * request was completed before (which shows only until its place is used again),
 * -EMSGSIZE: more than the driver left room for (the driver is answered that
 * its request is invalid). Batches: what is completed
 * inside a handler is published and notified when the batch of handlers is
 * done; elsewhere at once, or at the end of a vqs_device_begin/end pair.
 */
int vqs_request_complete(struct vqs_request *request, const void *writable);

/* As above with `status`, all else zero; where the family has none, with nothing. */
void vqs_request_fail(struct vqs_request *request, uint64_t status);

/* As above with the status that says that the device does not know the request. */
void vqs_request_unsupported(struct vqs_request *request);

/*
 * Hands back a request, or a posted buffer, of a queue that is stopping, as if it had
 * never come: whoever goes on with the queue gets it. Where that cannot be, since one that
 * came later was completed, it is answered as invalid, a buffer with nothing in it. The
 * request is gone. -EBUSY: the queue is not stopping, and the request still held.
 */
int vqs_request_return(struct vqs_request *request);

void vqs_device_begin(struct vqs_device *device);
void vqs_device_end(struct vqs_device *device);

/*
 * Publishes what was completed so far, in the middle of a batch: for a device whose
 * requests take so long that the driver had better go on meanwhile.
 */
void vqs_device_flush(struct vqs_device *device);

/* A counted or implicit part of the request's writable half, to be filled in place. */
struct vqs_span vqs_request_part(const struct vqs_request *request, uint32_t field);

/*
 * The same part where it is all of the writable half but for so many bytes before and
 * behind it: for generated code, which knows of what messages that is true. A half starts
 * with its first segment, and has room for those bytes when a handler gets the request.
 */
static inline struct vqs_span vqs_request_rest(const struct vqs_request *request,
                                               uint32_t before, uint32_t behind)
{
	const struct vqs_span *of = &request->writable_span;

	return (struct vqs_span){ of->segments, before, of->length - before - behind };
}

/*
 * The index of queue `number` of a row, the row by its place in the type's table: where
 * a row is may hang on configuration and features. -ENOENT: it is not there.
 */
int vqs_device_queue_index(const struct vqs_device *device, unsigned int row,
                           unsigned int number);

/*
 * Takes a buffer that the driver posted to a queue of events. NULL: there is
 * none now, or the queue is not in use; class->posted tells when there is.
 */
struct vqs_request *vqs_device_posted(struct vqs_device *device, uint16_t queue);

/*
 * Fills a posted buffer with a message and gives it to the driver. -EINVAL: not
 * a message of the queue, or a value that the description forbids; the buffer
 * is kept for the next event. -EMSGSIZE: it is too small, and given back empty.
 */
int vqs_request_send(struct vqs_request *request, const struct vqs_message *message,
                     const void *writable);

/*
 * Takes and sends in one. -EAGAIN: no posted buffer. -ENOTCONN: the device is
 * not live or the queue not negotiated. -EMSGSIZE: the buffer is too small (it
 * is given back empty).
 */
int vqs_device_send(struct vqs_device *device, uint16_t queue,
                    const struct vqs_message *message, const void *writable);

/*
 * The same for `count` messages of one kind, an array of their native forms, faster than
 * one by one: how many were sent, fewer where posted buffers run out or one can't be
 * sent. If that is the first, the error is as above, or -EINVAL as of
 * vqs_request_send().
 */
int vqs_device_send_many(struct vqs_device *device, uint16_t queue,
                         const struct vqs_message *message, const void *writables,
                         unsigned int count);

/*
 * As vqs_device_send() for a message that may run on into the posted buffers that follow,
 * 32 at the most. *buffers, which lies in `writable`, is set to how many it takes. All of
 * them are published together, or they are kept for the next event.
 */
int vqs_device_send_merged(struct vqs_device *device, uint16_t queue,
                           const struct vqs_message *message, void *writable,
                           uint16_t *buffers);

/*
 * An error that the device cannot recover from: sets DEVICE_NEEDS_RESET and
 * notifies (Device Status Field).
 */
void vqs_device_needs_reset(struct vqs_device *device);

#endif
