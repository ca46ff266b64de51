/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The vhost-user transport. Back end: serves a device to a VMM (or to any
 * other front end) over a Unix socket. Front end: a driver's transport to such
 * a back end, with no VMM at all.
 *
 * The protocol: QEMU's "Vhost-user Protocol" (docs/interop/vhost-user).
 */
#ifndef VQSMITH_VHOST_USER_H
#define VQSMITH_VHOST_USER_H

#include <vqsmith/device.h>
#include <vqsmith/driver.h>

/*
 * The back end. What it makes of the protocol:
 *
 * - A queue runs while the front end has started it (SET_VRING_KICK) and enabled it and
 *   features are agreed on; what was available before needs no kick.
 * - A front end that keeps the device status to itself (User-Mode Linux, and QEMU in
 *   part) is no different to the device: features are agreed on with SET_FEATURES, the
 *   device is live when the queues that were started are enabled or one is kicked, and
 *   disabling the last one, or other features, is a reset.
 * - A queue that is stopped or disabled takes no more, and the message is answered when
 *   the requests of it that the device has are complete, or handed back (struct
 *   vqs_device_class, queue_stopping). The position that GET_VRING_BASE gives is that of
 *   the first one that nobody has begun.
 * - A front end that asks for it (GET_INFLIGHT_FD; QEMU does for blk) keeps a record of
 *   what is in flight. If the back end is killed, the next one, which gets the record,
 *   carries that out once more, and the driver notices nothing; it may have been carried
 *   out before, whole or in part. A stop in which requests do not complete in
 *   time leaves them there, too.
 * - A front end may tell of other memory while queues run. Requests that are held keep
 *   the memory they lie in.
 * - What is wrong is told through the class's complaint callback, with the message's
 *   name. A front end that asked for a reply gets one that says no; another one is dropped.
 */
struct vqs_vhost_user_server;

struct vqs_vhost_user_options {
	/* Accept VHOST_USER_PROTOCOL_F_INBAND_NOTIFICATIONS. Off by default: with it,
	   Linux's User-Mode front end sees a configuration change late. */
	bool inband_notifications;
	/* Offer VIRTIO_F_RING_RESET: the front end stops a queue that its driver resets
	   (GET_VRING_BASE) while it is enabled, and starts it anew. Ours does; off by default, since QEMU 7.2
	   lets its driver have the feature and then stops nothing. */
	bool ring_reset;
	/* How many milliseconds a front end that stops a queue waits for the requests that
	   the device has of it; 0: 3000. */
	unsigned int stop_patience;
};

/*
 * Listens on `path`, a socket that must not exist (a stale one that nobody
 * listens on is replaced). One front end at a time; when it goes the device is
 * reset and the next one may come. `options` may be NULL.
 */
int vqs_vhost_user_listen(struct vqs_vhost_user_server **server,
                          struct vqs_device *device, const char *path,
                          const struct vqs_vhost_user_options *options);

/*
 * As above on a socket that is connected already. The server owns it from then
 * on (not if this fails), and ends with it.
 */
int vqs_vhost_user_serve(struct vqs_vhost_user_server **server, struct vqs_device *device,
                         int socket, const struct vqs_vhost_user_options *options);

/*
 * Removes the socket, drops the front end, resets the device. Takes NULL. Not
 * from inside a callback of the device.
 */
void vqs_vhost_user_destroy(struct vqs_vhost_user_server *server);

/* Readable (poll, epoll) when vqs_vhost_user_process() has something to do. */
int vqs_vhost_user_fd(const struct vqs_vhost_user_server *server);

/*
 * Handles what is there, without blocking: messages, notifications. 0, or
 * -ENOTCONN: a server made by _serve lost its front end.
 */
int vqs_vhost_user_process(struct vqs_vhost_user_server *server);

/*
 * For a program that looks again and again rather than sleep until it is
 * notified: handles a batch of each queue, and tells the driver that it need not
 * notify. It makes no system call but now and then, to see what else came. 1: there
 * was something, 0: there was nothing. -EAGAIN: no queue runs, so that
 * it is time to sleep; before that, as before any sleep, call
 * vqs_vhost_user_process(), which asks the driver for notifications again. -ENOTCONN
 * as above.
 */
int vqs_vhost_user_poll(struct vqs_vhost_user_server *server);

/* Whether a front end is connected. */
bool vqs_vhost_user_connected(const struct vqs_vhost_user_server *server);

/*
 * The memory of a front end is a file that it shares with us. One that makes
 * its file shorter afterwards takes pages away from under us, and touching them
 * raises SIGBUS, which ends the process. The guard, which is for programs that
 * serve front ends they don't trust, catches that: the lost pages become empty
 * memory of our own, and the front end is dropped with a complaint.
 *
 * It is the one thing in the library that belongs to the whole process, and
 * the program asks for it: _install puts a handler for SIGBUS in place, _remove
 * (once for each _install) puts the former one back. A SIGBUS that is not of a
 * front end's memory goes on to the former handler. 0 or negative errno.
 */
int vqs_vhost_user_guard_install(void);
void vqs_vhost_user_guard_remove(void);

struct vqs_vhost_user_connect_options {
	/* The configuration space, as it lies on the wire (up to 256 bytes, copied), for
	   back ends that leave it to the VMM, as those of net and fs do: without
	   VHOST_USER_PROTOCOL_F_CONFIG. One that has it is asked. NULL: there is none. */
	const void *config;
	uint32_t config_length;
};

/*
 * A driver's transport to the back end that listens on `path`. The memory that
 * it shares with it is 256 MiB at the most. `options` may be NULL. -ENOENT,
 * -ECONNREFUSED: nobody listens; -ENOTCONN: it hung up; -EPROTO: it does not
 * speak the protocol; -ETIMEDOUT: it does not answer, within seconds; -ERANGE:
 * more configuration space than the protocol has.
 */
int vqs_vhost_user_connect(struct vqs_driver_transport **transport, const char *path,
                           const struct vqs_vhost_user_connect_options *options);

#endif
