/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The descriptors that ring: kick, call and error. They are eventfds mostly,
 * but may be pipes or sockets, and may be blocking; nothing here blocks.
 */
#ifndef VHU_NOTIFIER_H
#define VHU_NOTIFIER_H

enum vhu_notifier_kind {
	VHU_NOTIFIER_EVENT,
	VHU_NOTIFIER_SOCKET,
	VHU_NOTIFIER_PIPE,
};

struct vhu_notifier {
	int fd; /* -1: none */
	enum vhu_notifier_kind kind;
};

/* Takes the descriptor (-1: none) over; the former one is closed. -EINVAL: no such thing.
 */
int vhu_notifier_set(struct vhu_notifier *notifier, int fd);
void vhu_notifier_close(struct vhu_notifier *notifier);

/* Rings, if there is something to ring. */
void vhu_notifier_signal(const struct vhu_notifier *notifier);

/*
 * Takes what has rung. An eventfd need not be read: epoll tells each ring of
 * it, edge-triggered.
 */
void vhu_notifier_drain(const struct vhu_notifier *notifier);

#endif
