/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the device says of itself: events, changes of the configuration, that it broke.
 * `call --events` waits for it.
 */
#include "call.h"

#include <stdio.h>
#include <time.h>

static void event(void *self, uint16_t queue, const struct vqs_message *message,
                  const void *writable)
{
	struct caller *caller = self;
	json_t *json;

	(void)queue;
	if (caller->events <= 0)
		return;
	caller->events--;
	json = value_get_all(value_fields_with(value_fields_of_half(&message->writable),
	                                       vqs_driver_negotiated(caller->driver)),
	                     writable);
	print_json(json_pack("{s:s, s:o}", "event", message->name, "value", json));
}

static void config_changed(void *self)
{
	const struct caller *caller = self;

	if (caller->events > 0)
		fputs("vqsmith: the configuration changed\n", stderr);
}

static void broken(void *self, const char *why)
{
	struct caller *caller = self;

	snprintf(caller->why, sizeof(caller->why), "%s", why);
}

const struct vqs_driver_events call_driver_events = {
	.event = event,
	.config_changed = config_changed,
	.broken = broken,
};

static long milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits for one event; what else the device has to tell doesn't make it longer. */
static enum outcome do_event(struct caller *caller)
{
	long until = milliseconds() + caller->timeout, left = caller->timeout;
	long before = caller->events;

	while (caller->events == before && left > 0) {
		int got = vqs_driver_wait(caller->driver, (int)left);

		if (got < 0)
			return trouble(FAILED, "%s", error_text(caller, got));
		left = until - milliseconds();
	}
	if (caller->events == before)
		return trouble(FAILED, "no event came for %g seconds",
		               (double)caller->timeout / 1000);
	return DONE;
}

enum outcome call_events(struct caller *caller)
{
	enum outcome outcome = DONE;

	while (outcome == DONE && caller->events > 0)
		outcome = do_event(caller);
	return outcome;
}
