/* SPDX-License-Identifier: 0BSD */
/*
 * The device: what its author writes, and what that calls.
 *
 * Made by vqsmith from lamp.yaml; it belongs to you. To make it again:
 *	vqsmith generate device lamp.yaml
 */
#ifndef LAMP_DEVICE_H
#define LAMP_DEVICE_H

#include <vqsmith/device.h>

#include "lamp_type.h"

/* Your state, which every handler gets: `self` of vqs_device_create(). */
struct lamp;

/*
 * Handlers: these you write. Each takes a request and completes it, now or
 * later, with the function _done of its name or with lamp_refuse(). What the
 * request holds stays valid until then.
 */

/* Sets the brightness. */
void lamp_set_level(struct lamp *lamp, struct vqs_request *request,
                    const struct lamp_set_level *asked);

/* Tells the brightness. */
void lamp_get_level(struct lamp *lamp, struct vqs_request *request);

/* Plays a sequence of steps, once. May be left out. */
void lamp_play_scene(struct lamp *lamp, struct vqs_request *request,
                     const struct lamp_play_scene *asked);

/* Tells in words what the lamp is, in UTF-8. */
void lamp_describe(struct lamp *lamp, struct vqs_request *request);

/* The handlers as struct vqs_device_class wants them. */
extern vqs_handler *const *const lamp_handlers[];

static inline int lamp_set_level_done(struct vqs_request *request)
{
	static const struct lamp_set_level_reply reply = { .status = LAMP_STATUS_OK };

	return vqs_request_complete(request, &reply);
}

static inline int lamp_get_level_done(struct vqs_request *request,
                                      const struct lamp_get_level_reply *reply)
{
	return vqs_request_complete(request, reply);
}

static inline int lamp_play_scene_done(struct vqs_request *request)
{
	static const struct lamp_play_scene_reply reply = { .status = LAMP_STATUS_OK };

	return vqs_request_complete(request, &reply);
}

/*
 * The room that the driver left for the reply's text: fill it, and give the
 * part that was filled to lamp_describe_done().
 */
static inline struct vqs_span lamp_describe_text(const struct vqs_request *request)
{
	return vqs_request_rest(request, 8, 0);
}

static inline int lamp_describe_done(struct vqs_request *request,
                                     const struct lamp_describe_reply *reply)
{
	return vqs_request_complete(request, reply);
}

/* Completes any request with a status, and all else zero. */
static inline void lamp_refuse(struct vqs_request *request, uint64_t status)
{
	vqs_request_fail(request, status);
}

/*
 * Events. -EAGAIN: the driver has posted no buffer; the class's posted() tells
 * when it has.
 */

/* Something moved in front of the lamp. */
static inline int lamp_send_event(struct vqs_device *device,
                                  const struct lamp_event *event)
{
	return vqs_device_send(device, LAMP_VQ_EVENTS,
	                       &lamp_type.families[1].messages[0], event);
}

/* As many as there are buffers for; how many, or an error. */
static inline int lamp_send_event_many(struct vqs_device *device,
                                       const struct lamp_event *events,
                                       unsigned int count)
{
	return vqs_device_send_many(device, LAMP_VQ_EVENTS,
	                            &lamp_type.families[1].messages[0], events, count);
}

/* The configuration space. After a change call vqs_device_config_changed(). */
static inline struct lamp_config *lamp_config(struct vqs_device *device)
{
	return vqs_device_config(device);
}

#endif
