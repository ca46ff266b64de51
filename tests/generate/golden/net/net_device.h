/* SPDX-License-Identifier: 0BSD */
/*
 * The device: what its author writes, and what that calls.
 *
 * Made by vqsmith from net.yaml; it belongs to you. To make it again:
 *	vqsmith generate device net.yaml
 */
#ifndef NET_DEVICE_H
#define NET_DEVICE_H

#include <vqsmith/device.h>

#include "net_type.h"

/* Your state, which every handler gets: `self` of vqs_device_create(). */
struct net;

/*
 * Handlers: these you write. Each takes a request and completes it, now or
 * later, with the function _done of its name. What the request holds stays
 * valid until then.
 */

/* A packet to transmit. */
void net_transmitted(struct net *net, struct vqs_request *request,
                     const struct net_transmitted *asked);

/* The handlers as struct vqs_device_class wants them. */
extern vqs_handler *const *const net_handlers[];

static inline int net_transmitted_done(struct vqs_request *request)
{
	return vqs_request_complete(request, NULL);
}

/*
 * Events. -EAGAIN: the driver has posted no buffer; the class's posted() tells
 * when it has.
 */

/* A packet that was received. */
static inline int net_send_received(struct vqs_device *device,
                                    const struct net_received *event)
{
	return vqs_device_send(device, NET_VQ_RECEIVEQ,
	                       &net_type.families[0].messages[0], event);
}

/* The configuration space. After a change call vqs_device_config_changed(). */
static inline struct net_config *net_config(struct vqs_device *device)
{
	return vqs_device_config(device);
}

#endif
