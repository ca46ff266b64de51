/* SPDX-License-Identifier: BSD-3-Clause */
/* Collecting what the device has done, and waiting for it. */
#define _POSIX_C_SOURCE 200809L
#include "internal.h"

#include <errno.h>
#include <time.h>

#include <vqsmith/device_transport.h> /* status bits */

/* Chains that are taken from a ring at once. */
#define BATCH 32

/* Configuration changes that are told in a row. */
#define CHANGES 16

static int break_ring(struct vqs_driver *driver, const struct driver_queue *queue)
{
	return driver_break(driver, "queue %u (%s): %s", queue->index, queue->type->name,
	                    vqs_fault_text(queue->ring.fault));
}

static void end_call(struct vqs_driver *driver, struct driver_slot *slot, uint32_t used)
{
	struct vqs_call *call = slot->call;

	driver_reply(driver, slot, used);
	driver_slot_give(slot);
	call->slot = NULL;
	if (call->done)
		call->done(call);
}

/* Whether all is as it was: neither the device nor the queue was reset meanwhile. The
   queue itself is gone with the device's. */
struct since {
	const struct driver_queue *queue;
	unsigned int driver_epoch, queue_epoch;
};

static struct since now(const struct vqs_driver *driver, const struct driver_queue *queue)
{
	return (struct since){ queue, driver->epoch, queue->epoch };
}

static bool same(const struct vqs_driver *driver, const struct since *since)
{
	return driver->epoch == since->driver_epoch &&
	       since->queue->epoch == since->queue_epoch && !driver_broken(driver);
}

/* Hands an event up, or passes it over. False: the device broke the rules, or was reset. */
static bool hand_up(struct vqs_driver *driver, struct driver_slot *slot, uint32_t used)
{
	const struct vqs_message *message = driver_event(driver, slot, used);
	struct since since = now(driver, slot->queue);

	if (!message)
		return !driver_broken(driver);
	if (driver->events.event) {
		driver->delivering = true;
		driver->events.event(driver->self, slot->queue->index, message,
		                     driver->event);
		driver->delivering = false;
	}
	return same(driver, &since);
}

/*
 * Takes an event and posts its buffer again. A buffer that comes back empty is
 * one that the device had no use for.
 */
static void deliver(struct vqs_driver *driver, struct driver_slot *slot, uint32_t used)
{
	const struct vqs_family *family = slot->queue->type->family;
	const struct vqs_context context = driver_context(driver, family->messages, NULL);
	bool empty = used == 0 &&
	             (family->opcode.present ||
	              vqs_half_measure(&family->messages[0].writable, &context).fixed);

	if (!empty && !hand_up(driver, slot, used))
		return;
	if (driver_slot_add(slot))
		break_ring(driver, slot->queue);
}

/* How many of the chains were dealt with: fewer after a fault, or a reset from inside. */
static unsigned int deal_with(struct vqs_driver *driver, const struct since *since,
                              const struct vqs_done *done, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count && same(driver, since); i++) {
		struct driver_slot *slot = done[i].token;

		if (slot->call)
			end_call(driver, slot, done[i].length);
		else
			deliver(driver, slot, done[i].length);
	}
	return i;
}

/* Empties a ring. The queue may be gone when this returns: see same(). */
static unsigned int empty_ring(struct vqs_driver *driver, struct driver_queue *queue,
                               const struct since *since)
{
	struct vqs_done done[BATCH];
	unsigned int dealt = 0;
	int count;

	do {
		count = vqs_driver_ring_reap(&queue->ring, done, BATCH);
		if (count < 0)
			break_ring(driver, queue);
		else
			dealt += deal_with(driver, since, done, (unsigned int)count);
	} while (count > 0 && same(driver, since));
	return dealt;
}

static unsigned int collect_queue(struct vqs_driver *driver, struct driver_queue *queue)
{
	struct since since = now(driver, queue);
	unsigned int dealt = 0;

	if (queue->off)
		return 0;
	if (queue->type->posted && driver->delivering) {
		driver->skipped = true;
		return 0;
	}
	do {
		vqs_driver_ring_suppress(&queue->ring);
		dealt += empty_ring(driver, queue, &since);
	} while (same(driver, &since) && vqs_driver_ring_expect(&queue->ring));
	return dealt;
}

static unsigned int collect_queues(struct vqs_driver *driver)
{
	unsigned int epoch = driver->epoch, dealt = 0;

	do {
		if (!driver->delivering)
			driver->skipped = false;
		for (unsigned int i = 0; i < driver->queue_most; i++) {
			if (driver->queues[i])
				dealt += collect_queue(driver, driver->queues[i]);
			if (epoch != driver->epoch || driver_broken(driver))
				return dealt;
		}
	} while (driver->skipped && !driver->delivering);
	return dealt;
}

/*
 * A program may make calls while it looks at a change, and more changes come
 * with their answers. They are told after it, not inside it, or a device that
 * sends them without end would have all of the program's stack. Of what comes
 * too fast even so, the last one waits for the next wait.
 */
static void tell_change(struct vqs_driver *driver)
{
	driver->changed = driver->changing;
	if (driver->changing || !driver->events.config_changed)
		return;
	driver->changing = true;
	for (int i = 0; i < CHANGES && !driver_broken(driver); i++) {
		driver->changed = false;
		driver->events.config_changed(driver->self);
		if (!driver->changed)
			break;
	}
	driver->changing = false;
}

/* A configuration change notification also tells that the device needs a reset. */
static void config_changed(struct vqs_driver *driver)
{
	uint8_t status = 0;
	int error = driver->transport->functions->get_status(driver->transport, &status);

	if (error)
		driver_lost(driver, "reading the status", error);
	else if (status & VQS_STATUS_NEEDS_RESET)
		driver_break(driver, "the device needs a reset");
	else if ((error = driver_counts_read(driver)) != 0)
		driver_lost(driver, "reading the configuration", error);
	else
		tell_change(driver);
}

static int collect(struct vqs_driver *driver, bool used, bool config)
{
	unsigned int dealt = 0;

	driver->collecting++;
	vqs_driver_begin(driver);
	if (used)
		dealt += collect_queues(driver);
	if (config && !driver_broken(driver)) {
		config_changed(driver);
		dealt++;
	}
	vqs_driver_end(driver);
	driver->collecting--;
	return (int)dealt;
}

/* Waits and collects once. As vqs_driver_wait(), but -ETIMEDOUT where nothing came in
 * time. */
static int wait_once(struct vqs_driver *driver, int timeout)
{
	bool owed = driver->changed && !driver->changing;
	bool used = false, config = false;
	int result = 0;

	if (!driver_broken(driver)) {
		result = driver->transport->functions->wait(
		        driver->transport, owed ? 0 : timeout, &used, &config);
		if (result == -ETIMEDOUT && owed)
			result = 0;
		if (!result)
			result = collect(driver, used, config || owed);
		else if (result != -ETIMEDOUT)
			driver_lost(driver, "waiting", result);
	}
	if (!driver_broken(driver))
		return result;
	driver_tell(driver);
	return -EIO;
}

int vqs_driver_fd(const struct vqs_driver *driver)
{
	return driver->transport->functions->fd(driver->transport);
}

int64_t driver_now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* What is left until `end`, for a wait; end < 0: for ever. */
static int until(int64_t end)
{
	int64_t left = end - driver_now();

	if (end < 0)
		return -1;
	return left > 0 ? (int)left : 0;
}

/* What rings for nothing, a device or a signal, does not end the wait. */
int vqs_driver_wait(struct vqs_driver *driver, int timeout)
{
	int64_t end = timeout < 0 ? -1 : driver_now() + timeout;
	int result;

	do
		result = wait_once(driver, until(end));
	while (result == 0 && (end < 0 || driver_now() < end));
	return result == -ETIMEDOUT ? 0 : result;
}

int vqs_driver_process(struct vqs_driver *driver)
{
	return vqs_driver_wait(driver, 0);
}

/*
 * A call from inside `done` or an event waits on a queue that may be in the
 * middle of being emptied, when no notification would come.
 */
static void listen_again(struct vqs_driver *driver, struct driver_queue *queue)
{
	if (driver->collecting && !queue->off && vqs_driver_ring_expect(&queue->ring))
		collect(driver, true, false);
}

/* The device has the buffers until it is reset. */
static void give_up(struct vqs_driver *driver, struct vqs_call *call)
{
	vqs_driver_reset(driver);
	call->result = -ETIMEDOUT;
}

int vqs_driver_call(struct vqs_driver *driver, uint16_t index, struct vqs_call *call,
                    int timeout)
{
	int64_t end = timeout < 0 ? -1 : driver_now() + timeout;
	int error = vqs_driver_submit(driver, index, call);

	if (error)
		return error;
	driver_queue_publish(driver, driver_queue(driver, index));
	listen_again(driver, driver_queue(driver, index));
	while (call->slot) {
		int left = until(end);

		error = wait_once(driver, left);
		if (!call->slot)
			break;
		if (error == -ETIMEDOUT || left == 0)
			give_up(driver, call);
	}
	return call->result;
}
