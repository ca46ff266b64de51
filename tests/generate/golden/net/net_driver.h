/* SPDX-License-Identifier: 0BSD */
/*
 * A driver of the device for programs in user space.
 *
 * Made by vqsmith from net.yaml; it belongs to you. To make it again:
 *	vqsmith generate driver net.yaml
 */
#ifndef NET_DRIVER_H
#define NET_DRIVER_H

#include <vqsmith/driver.h>

#include "net_type.h"

/* What the program wants to hear; any of it may be NULL. */
struct net_driver_events {
	/* A packet that was received. */
	void (*received)(void *self, uint16_t queue, const struct net_received *event);
	/* The configuration space changed: read it again. */
	void (*config_changed)(void *self);
	/* The device broke the rules, or is gone; every call has ended. */
	void (*broken)(void *self, const char *why);
};

struct net_driver {
	struct vqs_driver *driver;
	int timeout; /* of a call, in milliseconds; -1: none. At first 5000. */
	const struct net_driver_events *events;
	void *self;
};

/*
 * Takes the transport over and brings the device up with all of `wanted` that
 * it offers (NULL: everything). `events` may be NULL; `self` goes to each of
 * them. As vqs_driver_create().
 */
int net_driver_init(struct net_driver *driver, struct vqs_driver_transport *transport,
                    const struct vqs_features *wanted,
                    const struct net_driver_events *events, void *self);
void net_driver_fini(struct net_driver *driver);

/* Whether a feature was negotiated. */
static inline bool net_driver_has(const struct net_driver *driver, unsigned int feature)
{
	return vqs_features_has(vqs_driver_negotiated(driver->driver), feature);
}

/*
 * Calls. _call_ waits for the reply; _start_ returns at once, and `call->done`,
 * which the caller sets, tells of the end. 0, or negative errno: what the
 * device answered stands in `reply`.
 */

/* A packet to transmit. */
int net_call_transmitted(struct net_driver *driver, uint16_t queue,
                         const struct net_transmitted *asked);
int net_start_transmitted(struct net_driver *driver, uint16_t queue,
                          struct vqs_call *call, const struct net_transmitted *asked);

/* Receives all packets. */
int net_call_rx_promisc(struct net_driver *driver, const struct net_rx_promisc *asked,
                        struct net_rx_promisc_reply *reply);
int net_start_rx_promisc(struct net_driver *driver, struct vqs_call *call,
                         const struct net_rx_promisc *asked,
                         struct net_rx_promisc_reply *reply);

/* Receives all multicast packets. */
int net_call_rx_allmulti(struct net_driver *driver, const struct net_rx_allmulti *asked,
                         struct net_rx_allmulti_reply *reply);
int net_start_rx_allmulti(struct net_driver *driver, struct vqs_call *call,
                          const struct net_rx_allmulti *asked,
                          struct net_rx_allmulti_reply *reply);

/* Receives all unicast packets. */
int net_call_rx_alluni(struct net_driver *driver, const struct net_rx_alluni *asked,
                       struct net_rx_alluni_reply *reply);
int net_start_rx_alluni(struct net_driver *driver, struct vqs_call *call,
                        const struct net_rx_alluni *asked,
                        struct net_rx_alluni_reply *reply);

/* Receives no multicast packets. */
int net_call_rx_nomulti(struct net_driver *driver, const struct net_rx_nomulti *asked,
                        struct net_rx_nomulti_reply *reply);
int net_start_rx_nomulti(struct net_driver *driver, struct vqs_call *call,
                         const struct net_rx_nomulti *asked,
                         struct net_rx_nomulti_reply *reply);

/* Receives no unicast packets. */
int net_call_rx_nouni(struct net_driver *driver, const struct net_rx_nouni *asked,
                      struct net_rx_nouni_reply *reply);
int net_start_rx_nouni(struct net_driver *driver, struct vqs_call *call,
                       const struct net_rx_nouni *asked,
                       struct net_rx_nouni_reply *reply);

/* Receives no broadcast packets. */
int net_call_rx_nobcast(struct net_driver *driver, const struct net_rx_nobcast *asked,
                        struct net_rx_nobcast_reply *reply);
int net_start_rx_nobcast(struct net_driver *driver, struct vqs_call *call,
                         const struct net_rx_nobcast *asked,
                         struct net_rx_nobcast_reply *reply);

/* Sets the addresses that are received. */
int net_call_mac_table_set(struct net_driver *driver,
                           const struct net_mac_table_set *asked,
                           struct net_mac_table_set_reply *reply);
int net_start_mac_table_set(struct net_driver *driver, struct vqs_call *call,
                            const struct net_mac_table_set *asked,
                            struct net_mac_table_set_reply *reply);

/* Sets the address of the device. */
int net_call_mac_addr_set(struct net_driver *driver,
                          const struct net_mac_addr_set *asked,
                          struct net_mac_addr_set_reply *reply);
int net_start_mac_addr_set(struct net_driver *driver, struct vqs_call *call,
                           const struct net_mac_addr_set *asked,
                           struct net_mac_addr_set_reply *reply);

/* Receives packets of a VLAN. */
int net_call_vlan_add(struct net_driver *driver, const struct net_vlan_add *asked,
                      struct net_vlan_add_reply *reply);
int net_start_vlan_add(struct net_driver *driver, struct vqs_call *call,
                       const struct net_vlan_add *asked,
                       struct net_vlan_add_reply *reply);

/* Receives packets of a VLAN no more. */
int net_call_vlan_del(struct net_driver *driver, const struct net_vlan_del *asked,
                      struct net_vlan_del_reply *reply);
int net_start_vlan_del(struct net_driver *driver, struct vqs_call *call,
                       const struct net_vlan_del *asked,
                       struct net_vlan_del_reply *reply);

/* Tells that the driver saw announce in status. */
int net_call_announce_ack(struct net_driver *driver,
                          struct net_announce_ack_reply *reply);
int net_start_announce_ack(struct net_driver *driver, struct vqs_call *call,
                           struct net_announce_ack_reply *reply);

/* Sets how many pairs of virtqueues are used. */
int net_call_mq_vq_pairs_set(struct net_driver *driver,
                             const struct net_mq_vq_pairs_set *asked,
                             struct net_mq_vq_pairs_set_reply *reply);
int net_start_mq_vq_pairs_set(struct net_driver *driver, struct vqs_call *call,
                              const struct net_mq_vq_pairs_set *asked,
                              struct net_mq_vq_pairs_set_reply *reply);

/* Sets how a virtqueue is chosen. */
int net_call_mq_rss_config(struct net_driver *driver,
                           const struct net_mq_rss_config *asked,
                           struct net_mq_rss_config_reply *reply);
int net_start_mq_rss_config(struct net_driver *driver, struct vqs_call *call,
                            const struct net_mq_rss_config *asked,
                            struct net_mq_rss_config_reply *reply);

/* Sets what hashes are calculated. */
int net_call_mq_hash_config(struct net_driver *driver,
                            const struct net_mq_hash_config *asked,
                            struct net_mq_hash_config_reply *reply);
int net_start_mq_hash_config(struct net_driver *driver, struct vqs_call *call,
                             const struct net_mq_hash_config *asked,
                             struct net_mq_hash_config_reply *reply);

/* Sets the offloads of the driver. */
int net_call_guest_offloads_set(struct net_driver *driver,
                                const struct net_guest_offloads_set *asked,
                                struct net_guest_offloads_set_reply *reply);
int net_start_guest_offloads_set(struct net_driver *driver, struct vqs_call *call,
                                 const struct net_guest_offloads_set *asked,
                                 struct net_guest_offloads_set_reply *reply);

/* Sets coalescing of all virtqueues that transmit. */
int net_call_notf_coal_tx_set(struct net_driver *driver,
                              const struct net_notf_coal_tx_set *asked,
                              struct net_notf_coal_tx_set_reply *reply);
int net_start_notf_coal_tx_set(struct net_driver *driver, struct vqs_call *call,
                               const struct net_notf_coal_tx_set *asked,
                               struct net_notf_coal_tx_set_reply *reply);

/* Sets coalescing of all virtqueues that receive. */
int net_call_notf_coal_rx_set(struct net_driver *driver,
                              const struct net_notf_coal_rx_set *asked,
                              struct net_notf_coal_rx_set_reply *reply);
int net_start_notf_coal_rx_set(struct net_driver *driver, struct vqs_call *call,
                               const struct net_notf_coal_rx_set *asked,
                               struct net_notf_coal_rx_set_reply *reply);

/* Sets coalescing of a virtqueue. */
int net_call_notf_coal_vq_set(struct net_driver *driver,
                              const struct net_notf_coal_vq_set *asked,
                              struct net_notf_coal_vq_set_reply *reply);
int net_start_notf_coal_vq_set(struct net_driver *driver, struct vqs_call *call,
                               const struct net_notf_coal_vq_set *asked,
                               struct net_notf_coal_vq_set_reply *reply);

/* Tells coalescing of a virtqueue. */
int net_call_notf_coal_vq_get(struct net_driver *driver,
                              const struct net_notf_coal_vq_get *asked,
                              struct net_notf_coal_vq_get_reply *reply);
int net_start_notf_coal_vq_get(struct net_driver *driver, struct vqs_call *call,
                               const struct net_notf_coal_vq_get *asked,
                               struct net_notf_coal_vq_get_reply *reply);

/* Sets the tunnels whose inner headers are hashed. */
int net_call_hash_tunnel_set(struct net_driver *driver,
                             const struct net_hash_tunnel_set *asked,
                             struct net_hash_tunnel_set_reply *reply);
int net_start_hash_tunnel_set(struct net_driver *driver, struct vqs_call *call,
                              const struct net_hash_tunnel_set *asked,
                              struct net_hash_tunnel_set_reply *reply);

/* Tells which statistics there are. */
int net_call_stats_query(struct net_driver *driver, struct net_stats_query_reply *reply);
int net_start_stats_query(struct net_driver *driver, struct vqs_call *call,
                          struct net_stats_query_reply *reply);

/* Tells statistics. */
int net_call_stats_get(struct net_driver *driver, const struct net_stats_get *asked,
                       struct net_stats_get_reply *reply);
int net_start_stats_get(struct net_driver *driver, struct vqs_call *call,
                        const struct net_stats_get *asked,
                        struct net_stats_get_reply *reply);

/* Tells how many contexts there can be. */
int net_call_rss_ctx_cap_get(struct net_driver *driver,
                             struct net_rss_ctx_cap_get_reply *reply);
int net_start_rss_ctx_cap_get(struct net_driver *driver, struct vqs_call *call,
                              struct net_rss_ctx_cap_get_reply *reply);

/* Adds a context. */
int net_call_rss_ctx_add(struct net_driver *driver, const struct net_rss_ctx_add *asked,
                         struct net_rss_ctx_add_reply *reply);
int net_start_rss_ctx_add(struct net_driver *driver, struct vqs_call *call,
                          const struct net_rss_ctx_add *asked,
                          struct net_rss_ctx_add_reply *reply);

/* Changes a context. */
int net_call_rss_ctx_mod(struct net_driver *driver, const struct net_rss_ctx_mod *asked,
                         struct net_rss_ctx_mod_reply *reply);
int net_start_rss_ctx_mod(struct net_driver *driver, struct vqs_call *call,
                          const struct net_rss_ctx_mod *asked,
                          struct net_rss_ctx_mod_reply *reply);

/* Deletes a context. */
int net_call_rss_ctx_del(struct net_driver *driver, const struct net_rss_ctx_del *asked,
                         struct net_rss_ctx_del_reply *reply);
int net_start_rss_ctx_del(struct net_driver *driver, struct vqs_call *call,
                          const struct net_rss_ctx_del *asked,
                          struct net_rss_ctx_del_reply *reply);

/*
 * Reads the configuration space, untorn. Fields whose feature is not offered
 * are zero.
 */
int net_driver_config(struct net_driver *driver, struct net_config *config);

#endif
