/* SPDX-License-Identifier: 0BSD */
/*
 * From the table to the handlers.
 *
 * Made by vqsmith from net.yaml; it belongs to you. To make it again:
 *	vqsmith generate device net.yaml
 */
#include "net_device.h"

/* In place of handlers that are left out: the device does not know the request. */

__attribute__((weak))
void net_rx_promisc(struct net *net, struct vqs_request *request,
                    const struct net_rx_promisc *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_rx_allmulti(struct net *net, struct vqs_request *request,
                     const struct net_rx_allmulti *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_rx_alluni(struct net *net, struct vqs_request *request,
                   const struct net_rx_alluni *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_rx_nomulti(struct net *net, struct vqs_request *request,
                    const struct net_rx_nomulti *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_rx_nouni(struct net *net, struct vqs_request *request,
                  const struct net_rx_nouni *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_rx_nobcast(struct net *net, struct vqs_request *request,
                    const struct net_rx_nobcast *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_mac_table_set(struct net *net, struct vqs_request *request,
                       const struct net_mac_table_set *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_mac_addr_set(struct net *net, struct vqs_request *request,
                      const struct net_mac_addr_set *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_vlan_add(struct net *net, struct vqs_request *request,
                  const struct net_vlan_add *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_vlan_del(struct net *net, struct vqs_request *request,
                  const struct net_vlan_del *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_announce_ack(struct net *net, struct vqs_request *request)
{
	(void)net;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_mq_vq_pairs_set(struct net *net, struct vqs_request *request,
                         const struct net_mq_vq_pairs_set *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_mq_rss_config(struct net *net, struct vqs_request *request,
                       const struct net_mq_rss_config *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_mq_hash_config(struct net *net, struct vqs_request *request,
                        const struct net_mq_hash_config *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_guest_offloads_set(struct net *net, struct vqs_request *request,
                            const struct net_guest_offloads_set *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_notf_coal_tx_set(struct net *net, struct vqs_request *request,
                          const struct net_notf_coal_tx_set *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_notf_coal_rx_set(struct net *net, struct vqs_request *request,
                          const struct net_notf_coal_rx_set *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_notf_coal_vq_set(struct net *net, struct vqs_request *request,
                          const struct net_notf_coal_vq_set *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_notf_coal_vq_get(struct net *net, struct vqs_request *request,
                          const struct net_notf_coal_vq_get *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_hash_tunnel_set(struct net *net, struct vqs_request *request,
                         const struct net_hash_tunnel_set *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_stats_query(struct net *net, struct vqs_request *request)
{
	(void)net;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_stats_get(struct net *net, struct vqs_request *request,
                   const struct net_stats_get *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_rss_ctx_cap_get(struct net *net, struct vqs_request *request)
{
	(void)net;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_rss_ctx_add(struct net *net, struct vqs_request *request,
                     const struct net_rss_ctx_add *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_rss_ctx_mod(struct net *net, struct vqs_request *request,
                     const struct net_rss_ctx_mod *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void net_rss_ctx_del(struct net *net, struct vqs_request *request,
                     const struct net_rss_ctx_del *asked)
{
	(void)net;
	(void)asked;
	vqs_request_unsupported(request);
}

static void take_transmitted(void *self, struct vqs_request *request)
{
	net_transmitted(self, request, request->readable);
}

static void take_rx_promisc(void *self, struct vqs_request *request)
{
	net_rx_promisc(self, request, request->readable);
}

static void take_rx_allmulti(void *self, struct vqs_request *request)
{
	net_rx_allmulti(self, request, request->readable);
}

static void take_rx_alluni(void *self, struct vqs_request *request)
{
	net_rx_alluni(self, request, request->readable);
}

static void take_rx_nomulti(void *self, struct vqs_request *request)
{
	net_rx_nomulti(self, request, request->readable);
}

static void take_rx_nouni(void *self, struct vqs_request *request)
{
	net_rx_nouni(self, request, request->readable);
}

static void take_rx_nobcast(void *self, struct vqs_request *request)
{
	net_rx_nobcast(self, request, request->readable);
}

static void take_mac_table_set(void *self, struct vqs_request *request)
{
	net_mac_table_set(self, request, request->readable);
}

static void take_mac_addr_set(void *self, struct vqs_request *request)
{
	net_mac_addr_set(self, request, request->readable);
}

static void take_vlan_add(void *self, struct vqs_request *request)
{
	net_vlan_add(self, request, request->readable);
}

static void take_vlan_del(void *self, struct vqs_request *request)
{
	net_vlan_del(self, request, request->readable);
}

static void take_announce_ack(void *self, struct vqs_request *request)
{
	net_announce_ack(self, request);
}

static void take_mq_vq_pairs_set(void *self, struct vqs_request *request)
{
	net_mq_vq_pairs_set(self, request, request->readable);
}

static void take_mq_rss_config(void *self, struct vqs_request *request)
{
	net_mq_rss_config(self, request, request->readable);
}

static void take_mq_hash_config(void *self, struct vqs_request *request)
{
	net_mq_hash_config(self, request, request->readable);
}

static void take_guest_offloads_set(void *self, struct vqs_request *request)
{
	net_guest_offloads_set(self, request, request->readable);
}

static void take_notf_coal_tx_set(void *self, struct vqs_request *request)
{
	net_notf_coal_tx_set(self, request, request->readable);
}

static void take_notf_coal_rx_set(void *self, struct vqs_request *request)
{
	net_notf_coal_rx_set(self, request, request->readable);
}

static void take_notf_coal_vq_set(void *self, struct vqs_request *request)
{
	net_notf_coal_vq_set(self, request, request->readable);
}

static void take_notf_coal_vq_get(void *self, struct vqs_request *request)
{
	net_notf_coal_vq_get(self, request, request->readable);
}

static void take_hash_tunnel_set(void *self, struct vqs_request *request)
{
	net_hash_tunnel_set(self, request, request->readable);
}

static void take_stats_query(void *self, struct vqs_request *request)
{
	net_stats_query(self, request);
}

static void take_stats_get(void *self, struct vqs_request *request)
{
	net_stats_get(self, request, request->readable);
}

static void take_rss_ctx_cap_get(void *self, struct vqs_request *request)
{
	net_rss_ctx_cap_get(self, request);
}

static void take_rss_ctx_add(void *self, struct vqs_request *request)
{
	net_rss_ctx_add(self, request, request->readable);
}

static void take_rss_ctx_mod(void *self, struct vqs_request *request)
{
	net_rss_ctx_mod(self, request, request->readable);
}

static void take_rss_ctx_del(void *self, struct vqs_request *request)
{
	net_rss_ctx_del(self, request, request->readable);
}

static vqs_handler *const transmitted_handlers[] = {
	take_transmitted,
};

static vqs_handler *const ctrl_handlers[] = {
	take_rx_promisc,
	take_rx_allmulti,
	take_rx_alluni,
	take_rx_nomulti,
	take_rx_nouni,
	take_rx_nobcast,
	take_mac_table_set,
	take_mac_addr_set,
	take_vlan_add,
	take_vlan_del,
	take_announce_ack,
	take_mq_vq_pairs_set,
	take_mq_rss_config,
	take_mq_hash_config,
	take_guest_offloads_set,
	take_notf_coal_tx_set,
	take_notf_coal_rx_set,
	take_notf_coal_vq_set,
	take_notf_coal_vq_get,
	take_hash_tunnel_set,
	take_stats_query,
	take_stats_get,
	take_rss_ctx_cap_get,
	take_rss_ctx_add,
	take_rss_ctx_mod,
	take_rss_ctx_del,
};

vqs_handler *const *const net_handlers[] = {
	NULL, /* net_received: the device sends it */
	transmitted_handlers,
	ctrl_handlers,
};
