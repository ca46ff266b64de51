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
 * later, with the function _done of its name or with net_refuse(). What the
 * request holds stays valid until then.
 */

/* A packet to transmit. */
void net_transmitted(struct net *net, struct vqs_request *request,
                     const struct net_transmitted *asked);

/* Receives all packets. May be left out. */
void net_rx_promisc(struct net *net, struct vqs_request *request,
                    const struct net_rx_promisc *asked);

/* Receives all multicast packets. May be left out. */
void net_rx_allmulti(struct net *net, struct vqs_request *request,
                     const struct net_rx_allmulti *asked);

/* Receives all unicast packets. May be left out. */
void net_rx_alluni(struct net *net, struct vqs_request *request,
                   const struct net_rx_alluni *asked);

/* Receives no multicast packets. May be left out. */
void net_rx_nomulti(struct net *net, struct vqs_request *request,
                    const struct net_rx_nomulti *asked);

/* Receives no unicast packets. May be left out. */
void net_rx_nouni(struct net *net, struct vqs_request *request,
                  const struct net_rx_nouni *asked);

/* Receives no broadcast packets. May be left out. */
void net_rx_nobcast(struct net *net, struct vqs_request *request,
                    const struct net_rx_nobcast *asked);

/* Sets the addresses that are received. May be left out. */
void net_mac_table_set(struct net *net, struct vqs_request *request,
                       const struct net_mac_table_set *asked);

/* Sets the address of the device. May be left out. */
void net_mac_addr_set(struct net *net, struct vqs_request *request,
                      const struct net_mac_addr_set *asked);

/* Receives packets of a VLAN. May be left out. */
void net_vlan_add(struct net *net, struct vqs_request *request,
                  const struct net_vlan_add *asked);

/* Receives packets of a VLAN no more. May be left out. */
void net_vlan_del(struct net *net, struct vqs_request *request,
                  const struct net_vlan_del *asked);

/* Tells that the driver saw announce in status. May be left out. */
void net_announce_ack(struct net *net, struct vqs_request *request);

/* Sets how many pairs of virtqueues are used. May be left out. */
void net_mq_vq_pairs_set(struct net *net, struct vqs_request *request,
                         const struct net_mq_vq_pairs_set *asked);

/* Sets how a virtqueue is chosen. May be left out. */
void net_mq_rss_config(struct net *net, struct vqs_request *request,
                       const struct net_mq_rss_config *asked);

/* Sets what hashes are calculated. May be left out. */
void net_mq_hash_config(struct net *net, struct vqs_request *request,
                        const struct net_mq_hash_config *asked);

/* Sets the offloads of the driver. May be left out. */
void net_guest_offloads_set(struct net *net, struct vqs_request *request,
                            const struct net_guest_offloads_set *asked);

/* Sets coalescing of all virtqueues that transmit. May be left out. */
void net_notf_coal_tx_set(struct net *net, struct vqs_request *request,
                          const struct net_notf_coal_tx_set *asked);

/* Sets coalescing of all virtqueues that receive. May be left out. */
void net_notf_coal_rx_set(struct net *net, struct vqs_request *request,
                          const struct net_notf_coal_rx_set *asked);

/* Sets coalescing of a virtqueue. May be left out. */
void net_notf_coal_vq_set(struct net *net, struct vqs_request *request,
                          const struct net_notf_coal_vq_set *asked);

/* Tells coalescing of a virtqueue. May be left out. */
void net_notf_coal_vq_get(struct net *net, struct vqs_request *request,
                          const struct net_notf_coal_vq_get *asked);

/* Sets the tunnels whose inner headers are hashed. May be left out. */
void net_hash_tunnel_set(struct net *net, struct vqs_request *request,
                         const struct net_hash_tunnel_set *asked);

/* Tells which statistics there are. May be left out. */
void net_stats_query(struct net *net, struct vqs_request *request);

/* Tells statistics. May be left out. */
void net_stats_get(struct net *net, struct vqs_request *request,
                   const struct net_stats_get *asked);

/* Tells how many contexts there can be. May be left out. */
void net_rss_ctx_cap_get(struct net *net, struct vqs_request *request);

/* Adds a context. May be left out. */
void net_rss_ctx_add(struct net *net, struct vqs_request *request,
                     const struct net_rss_ctx_add *asked);

/* Changes a context. May be left out. */
void net_rss_ctx_mod(struct net *net, struct vqs_request *request,
                     const struct net_rss_ctx_mod *asked);

/* Deletes a context. May be left out. */
void net_rss_ctx_del(struct net *net, struct vqs_request *request,
                     const struct net_rss_ctx_del *asked);

/* The handlers as struct vqs_device_class wants them. */
extern vqs_handler *const *const net_handlers[];

static inline int net_transmitted_done(struct vqs_request *request)
{
	return vqs_request_complete(request, NULL);
}

static inline int net_rx_promisc_done(struct vqs_request *request)
{
	static const struct net_rx_promisc_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_rx_allmulti_done(struct vqs_request *request)
{
	static const struct net_rx_allmulti_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_rx_alluni_done(struct vqs_request *request)
{
	static const struct net_rx_alluni_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_rx_nomulti_done(struct vqs_request *request)
{
	static const struct net_rx_nomulti_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_rx_nouni_done(struct vqs_request *request)
{
	static const struct net_rx_nouni_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_rx_nobcast_done(struct vqs_request *request)
{
	static const struct net_rx_nobcast_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_mac_table_set_done(struct vqs_request *request)
{
	static const struct net_mac_table_set_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_mac_addr_set_done(struct vqs_request *request)
{
	static const struct net_mac_addr_set_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_vlan_add_done(struct vqs_request *request)
{
	static const struct net_vlan_add_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_vlan_del_done(struct vqs_request *request)
{
	static const struct net_vlan_del_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_announce_ack_done(struct vqs_request *request)
{
	static const struct net_announce_ack_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_mq_vq_pairs_set_done(struct vqs_request *request)
{
	static const struct net_mq_vq_pairs_set_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_mq_rss_config_done(struct vqs_request *request)
{
	static const struct net_mq_rss_config_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_mq_hash_config_done(struct vqs_request *request)
{
	static const struct net_mq_hash_config_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_guest_offloads_set_done(struct vqs_request *request)
{
	static const struct net_guest_offloads_set_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_notf_coal_tx_set_done(struct vqs_request *request)
{
	static const struct net_notf_coal_tx_set_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_notf_coal_rx_set_done(struct vqs_request *request)
{
	static const struct net_notf_coal_rx_set_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_notf_coal_vq_set_done(struct vqs_request *request)
{
	static const struct net_notf_coal_vq_set_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_notf_coal_vq_get_done(struct vqs_request *request,
                                            const struct net_notf_coal_vq_get_reply *reply)
{
	return vqs_request_complete(request, reply);
}

static inline int net_hash_tunnel_set_done(struct vqs_request *request)
{
	static const struct net_hash_tunnel_set_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_stats_query_done(struct vqs_request *request,
                                       const struct net_stats_query_reply *reply)
{
	return vqs_request_complete(request, reply);
}

/*
 * The room that the driver left for the reply's stats: fill it, and give the
 * part that was filled to net_stats_get_done().
 */
static inline struct vqs_span net_stats_get_stats(const struct vqs_request *request)
{
	return vqs_request_part(request, 1);
}

static inline int net_stats_get_done(struct vqs_request *request,
                                     const struct net_stats_get_reply *reply)
{
	return vqs_request_complete(request, reply);
}

static inline int net_rss_ctx_cap_get_done(struct vqs_request *request,
                                           const struct net_rss_ctx_cap_get_reply *reply)
{
	return vqs_request_complete(request, reply);
}

static inline int net_rss_ctx_add_done(struct vqs_request *request)
{
	static const struct net_rss_ctx_add_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_rss_ctx_mod_done(struct vqs_request *request)
{
	static const struct net_rss_ctx_mod_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

static inline int net_rss_ctx_del_done(struct vqs_request *request)
{
	static const struct net_rss_ctx_del_reply reply = { .ack = NET_OK };

	return vqs_request_complete(request, &reply);
}

/* Completes any request with a status, and all else zero. */
static inline void net_refuse(struct vqs_request *request, uint64_t status)
{
	vqs_request_fail(request, status);
}

/*
 * Events. -EAGAIN: the driver has posted no buffer; the class's posted() tells
 * when it has.
 */

/* A packet that was received. */
static inline int net_send_received(struct vqs_device *device, uint16_t queue,
                                    const struct net_received *event)
{
	return vqs_device_send(device, queue, &net_type.families[0].messages[0], event);
}

/* As many as there are buffers for; how many, or an error. */
static inline int net_send_received_many(struct vqs_device *device, uint16_t queue,
                                         const struct net_received *events,
                                         unsigned int count)
{
	return vqs_device_send_many(device, queue, &net_type.families[0].messages[0],
	                            events, count);
}

/* The configuration space. After a change call vqs_device_config_changed(). */
static inline struct net_config *net_config(struct vqs_device *device)
{
	return vqs_device_config(device);
}

#endif
