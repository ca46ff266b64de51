/* SPDX-License-Identifier: 0BSD */
/*
 * Calls and events of the driver.
 *
 * Made by vqsmith from net.yaml; it belongs to you. To make it again:
 *	vqsmith generate driver net.yaml
 */
#include "net_driver.h"

static void event(void *self, uint16_t queue, const struct vqs_message *message,
                  const void *writable)
{
	const struct net_driver *driver = self;
	const struct net_driver_events *events = driver->events;

	(void)queue;
	(void)writable;
	if (!events)
		return;
	if (message == &net_type.families[0].messages[0] && events->received)
		events->received(driver->self, queue, writable);
}

static void config_changed(void *self)
{
	const struct net_driver *driver = self;

	if (driver->events && driver->events->config_changed)
		driver->events->config_changed(driver->self);
}

static void broken(void *self, const char *why)
{
	const struct net_driver *driver = self;

	if (driver->events && driver->events->broken)
		driver->events->broken(driver->self, why);
}

static const struct vqs_driver_events driver_events = {
	.event = event,
	.config_changed = config_changed,
	.broken = broken,
};

int net_driver_init(struct net_driver *driver, struct vqs_driver_transport *transport,
                    const struct vqs_features *wanted,
                    const struct net_driver_events *events, void *self)
{
	*driver = (struct net_driver){
		.timeout = 5000,
		.events = events,
		.self = self,
	};
	return vqs_driver_create(&driver->driver, &net_type, transport, wanted,
	                         &driver_events, driver);
}

void net_driver_fini(struct net_driver *driver)
{
	vqs_driver_destroy(driver->driver);
	driver->driver = NULL;
}

int net_call_transmitted(struct net_driver *driver, uint16_t queue,
                         const struct net_transmitted *asked)
{
	struct vqs_call call = {
		.message = &net_type.families[1].messages[0],
		.readable = asked,
	};

	return vqs_driver_call(driver->driver, queue, &call, driver->timeout);
}

int net_start_transmitted(struct net_driver *driver, uint16_t queue,
                          struct vqs_call *call, const struct net_transmitted *asked)
{
	call->message = &net_type.families[1].messages[0];
	call->readable = asked;
	call->writable = NULL;
	return vqs_driver_submit(driver->driver, queue, call);
}

int net_call_rx_promisc(struct net_driver *driver, const struct net_rx_promisc *asked,
                        struct net_rx_promisc_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[0],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_rx_promisc(struct net_driver *driver, struct vqs_call *call,
                         const struct net_rx_promisc *asked,
                         struct net_rx_promisc_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[0];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_rx_allmulti(struct net_driver *driver, const struct net_rx_allmulti *asked,
                         struct net_rx_allmulti_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[1],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_rx_allmulti(struct net_driver *driver, struct vqs_call *call,
                          const struct net_rx_allmulti *asked,
                          struct net_rx_allmulti_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[1];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_rx_alluni(struct net_driver *driver, const struct net_rx_alluni *asked,
                       struct net_rx_alluni_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[2],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_rx_alluni(struct net_driver *driver, struct vqs_call *call,
                        const struct net_rx_alluni *asked,
                        struct net_rx_alluni_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[2];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_rx_nomulti(struct net_driver *driver, const struct net_rx_nomulti *asked,
                        struct net_rx_nomulti_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[3],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_rx_nomulti(struct net_driver *driver, struct vqs_call *call,
                         const struct net_rx_nomulti *asked,
                         struct net_rx_nomulti_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[3];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_rx_nouni(struct net_driver *driver, const struct net_rx_nouni *asked,
                      struct net_rx_nouni_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[4],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_rx_nouni(struct net_driver *driver, struct vqs_call *call,
                       const struct net_rx_nouni *asked,
                       struct net_rx_nouni_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[4];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_rx_nobcast(struct net_driver *driver, const struct net_rx_nobcast *asked,
                        struct net_rx_nobcast_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[5],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_rx_nobcast(struct net_driver *driver, struct vqs_call *call,
                         const struct net_rx_nobcast *asked,
                         struct net_rx_nobcast_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[5];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_mac_table_set(struct net_driver *driver,
                           const struct net_mac_table_set *asked,
                           struct net_mac_table_set_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[6],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_mac_table_set(struct net_driver *driver, struct vqs_call *call,
                            const struct net_mac_table_set *asked,
                            struct net_mac_table_set_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[6];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_mac_addr_set(struct net_driver *driver,
                          const struct net_mac_addr_set *asked,
                          struct net_mac_addr_set_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[7],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_mac_addr_set(struct net_driver *driver, struct vqs_call *call,
                           const struct net_mac_addr_set *asked,
                           struct net_mac_addr_set_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[7];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_vlan_add(struct net_driver *driver, const struct net_vlan_add *asked,
                      struct net_vlan_add_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[8],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_vlan_add(struct net_driver *driver, struct vqs_call *call,
                       const struct net_vlan_add *asked,
                       struct net_vlan_add_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[8];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_vlan_del(struct net_driver *driver, const struct net_vlan_del *asked,
                      struct net_vlan_del_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[9],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_vlan_del(struct net_driver *driver, struct vqs_call *call,
                       const struct net_vlan_del *asked,
                       struct net_vlan_del_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[9];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_announce_ack(struct net_driver *driver,
                          struct net_announce_ack_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[10],
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_announce_ack(struct net_driver *driver, struct vqs_call *call,
                           struct net_announce_ack_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[10];
	call->readable = NULL;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_mq_vq_pairs_set(struct net_driver *driver,
                             const struct net_mq_vq_pairs_set *asked,
                             struct net_mq_vq_pairs_set_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[11],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_mq_vq_pairs_set(struct net_driver *driver, struct vqs_call *call,
                              const struct net_mq_vq_pairs_set *asked,
                              struct net_mq_vq_pairs_set_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[11];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_mq_rss_config(struct net_driver *driver,
                           const struct net_mq_rss_config *asked,
                           struct net_mq_rss_config_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[12],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_mq_rss_config(struct net_driver *driver, struct vqs_call *call,
                            const struct net_mq_rss_config *asked,
                            struct net_mq_rss_config_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[12];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_mq_hash_config(struct net_driver *driver,
                            const struct net_mq_hash_config *asked,
                            struct net_mq_hash_config_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[13],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_mq_hash_config(struct net_driver *driver, struct vqs_call *call,
                             const struct net_mq_hash_config *asked,
                             struct net_mq_hash_config_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[13];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_guest_offloads_set(struct net_driver *driver,
                                const struct net_guest_offloads_set *asked,
                                struct net_guest_offloads_set_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[14],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_guest_offloads_set(struct net_driver *driver, struct vqs_call *call,
                                 const struct net_guest_offloads_set *asked,
                                 struct net_guest_offloads_set_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[14];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_notf_coal_tx_set(struct net_driver *driver,
                              const struct net_notf_coal_tx_set *asked,
                              struct net_notf_coal_tx_set_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[15],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_notf_coal_tx_set(struct net_driver *driver, struct vqs_call *call,
                               const struct net_notf_coal_tx_set *asked,
                               struct net_notf_coal_tx_set_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[15];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_notf_coal_rx_set(struct net_driver *driver,
                              const struct net_notf_coal_rx_set *asked,
                              struct net_notf_coal_rx_set_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[16],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_notf_coal_rx_set(struct net_driver *driver, struct vqs_call *call,
                               const struct net_notf_coal_rx_set *asked,
                               struct net_notf_coal_rx_set_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[16];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_notf_coal_vq_set(struct net_driver *driver,
                              const struct net_notf_coal_vq_set *asked,
                              struct net_notf_coal_vq_set_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[17],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_notf_coal_vq_set(struct net_driver *driver, struct vqs_call *call,
                               const struct net_notf_coal_vq_set *asked,
                               struct net_notf_coal_vq_set_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[17];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_notf_coal_vq_get(struct net_driver *driver,
                              const struct net_notf_coal_vq_get *asked,
                              struct net_notf_coal_vq_get_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[18],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_notf_coal_vq_get(struct net_driver *driver, struct vqs_call *call,
                               const struct net_notf_coal_vq_get *asked,
                               struct net_notf_coal_vq_get_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[18];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_hash_tunnel_set(struct net_driver *driver,
                             const struct net_hash_tunnel_set *asked,
                             struct net_hash_tunnel_set_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[19],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_hash_tunnel_set(struct net_driver *driver, struct vqs_call *call,
                              const struct net_hash_tunnel_set *asked,
                              struct net_hash_tunnel_set_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[19];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_stats_query(struct net_driver *driver, struct net_stats_query_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[20],
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_stats_query(struct net_driver *driver, struct vqs_call *call,
                          struct net_stats_query_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[20];
	call->readable = NULL;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_stats_get(struct net_driver *driver, const struct net_stats_get *asked,
                       struct net_stats_get_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[21],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_stats_get(struct net_driver *driver, struct vqs_call *call,
                        const struct net_stats_get *asked,
                        struct net_stats_get_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[21];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_rss_ctx_cap_get(struct net_driver *driver,
                             struct net_rss_ctx_cap_get_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[22],
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_rss_ctx_cap_get(struct net_driver *driver, struct vqs_call *call,
                              struct net_rss_ctx_cap_get_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[22];
	call->readable = NULL;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_rss_ctx_add(struct net_driver *driver, const struct net_rss_ctx_add *asked,
                         struct net_rss_ctx_add_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[23],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_rss_ctx_add(struct net_driver *driver, struct vqs_call *call,
                          const struct net_rss_ctx_add *asked,
                          struct net_rss_ctx_add_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[23];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_rss_ctx_mod(struct net_driver *driver, const struct net_rss_ctx_mod *asked,
                         struct net_rss_ctx_mod_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[24],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_rss_ctx_mod(struct net_driver *driver, struct vqs_call *call,
                          const struct net_rss_ctx_mod *asked,
                          struct net_rss_ctx_mod_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[24];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_call_rss_ctx_del(struct net_driver *driver, const struct net_rss_ctx_del *asked,
                         struct net_rss_ctx_del_reply *reply)
{
	struct vqs_call call = {
		.message = &net_type.families[2].messages[25],
		.readable = asked,
		.writable = reply,
	};
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	return vqs_driver_call(driver->driver, (uint16_t)queue, &call, driver->timeout);
}

int net_start_rss_ctx_del(struct net_driver *driver, struct vqs_call *call,
                          const struct net_rss_ctx_del *asked,
                          struct net_rss_ctx_del_reply *reply)
{
	int queue = vqs_driver_queue_index(driver->driver, NET_ROW_CONTROLQ, 0);

	if (queue < 0)
		return queue;
	call->message = &net_type.families[2].messages[25];
	call->readable = asked;
	call->writable = reply;
	return vqs_driver_submit(driver->driver, (uint16_t)queue, call);
}

int net_driver_config(struct net_driver *driver, struct net_config *config)
{
	return vqs_driver_config_read(driver->driver, config, NULL);
}
