/* SPDX-License-Identifier: 0BSD */
/*
 * The table of the device type.
 *
 * Made by vqsmith from net.yaml; it belongs to you. To make it again:
 *	vqsmith generate device net.yaml
 */
#include "net_type.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static const struct vqs_features if_guest_csum_any[] = {
	{ { UINT64_C(1) << NET_F_GUEST_CSUM } },
};

static const struct vqs_features if_guest_tso4_or_guest_tso6_any[] = {
	{ { UINT64_C(1) << NET_F_GUEST_TSO4 } },
	{ { UINT64_C(1) << NET_F_GUEST_TSO6 } },
};

static const struct vqs_features if_csum_any[] = {
	{ { UINT64_C(1) << NET_F_CSUM } },
};

static const struct vqs_features if_host_tso4_or_host_tso6_any[] = {
	{ { UINT64_C(1) << NET_F_HOST_TSO4 } },
	{ { UINT64_C(1) << NET_F_HOST_TSO6 } },
};

static const struct vqs_features if_ctrl_vq_any[] = {
	{ { UINT64_C(1) << NET_F_CTRL_VQ } },
};

static const struct vqs_features if_ctrl_vq_and_rss_or_ctrl_vq_and_hash_report_any[] = {
	{ { UINT64_C(1) << NET_F_CTRL_VQ | UINT64_C(1) << NET_F_RSS } },
	{ { UINT64_C(1) << NET_F_CTRL_VQ | UINT64_C(1) << NET_F_HASH_REPORT } },
};

static const struct vqs_features if_ctrl_vq_and_rss_any[] = {
	{ { UINT64_C(1) << NET_F_CTRL_VQ | UINT64_C(1) << NET_F_RSS } },
};

static const struct vqs_features if_guest_tso4_and_guest_tso6_and_guest_uso4_and_guest_uso6_any[] = {
	{ { UINT64_C(1) << NET_F_GUEST_TSO4 | UINT64_C(1) << NET_F_GUEST_TSO6 | UINT64_C(1) << NET_F_GUEST_USO4 | UINT64_C(1) << NET_F_GUEST_USO6 } },
};

static const struct vqs_features if_guest_udp_tunnel_gso_any[] = {
	{ { 0, UINT64_C(1) << (NET_F_GUEST_UDP_TUNNEL_GSO - 64) } },
};

static const struct vqs_features if_host_tso4_and_host_tso6_and_host_uso_any[] = {
	{ { UINT64_C(1) << NET_F_HOST_TSO4 | UINT64_C(1) << NET_F_HOST_TSO6 | UINT64_C(1) << NET_F_HOST_USO } },
};

static const struct vqs_features if_host_udp_tunnel_gso_any[] = {
	{ { 0, UINT64_C(1) << (NET_F_HOST_UDP_TUNNEL_GSO - 64) } },
};

static const struct vqs_features if_mac_any[] = {
	{ { UINT64_C(1) << NET_F_MAC } },
};

static const struct vqs_condition if_mac = {
	if_mac_any,
	COUNT(if_mac_any),
};

static const struct vqs_features if_status_any[] = {
	{ { UINT64_C(1) << NET_F_STATUS } },
};

static const struct vqs_condition if_status = {
	if_status_any,
	COUNT(if_status_any),
};

static const struct vqs_features if_mq_or_rss_any[] = {
	{ { UINT64_C(1) << NET_F_MQ } },
	{ { UINT64_C(1) << NET_F_RSS } },
};

static const struct vqs_condition if_mq_or_rss = {
	if_mq_or_rss_any,
	COUNT(if_mq_or_rss_any),
};

static const struct vqs_features if_mtu_any[] = {
	{ { UINT64_C(1) << NET_F_MTU } },
};

static const struct vqs_condition if_mtu = {
	if_mtu_any,
	COUNT(if_mtu_any),
};

static const struct vqs_features if_speed_duplex_any[] = {
	{ { UINT64_C(1) << NET_F_SPEED_DUPLEX } },
};

static const struct vqs_condition if_speed_duplex = {
	if_speed_duplex_any,
	COUNT(if_speed_duplex_any),
};

static const struct vqs_features if_rss_or_hash_report_any[] = {
	{ { UINT64_C(1) << NET_F_RSS } },
	{ { UINT64_C(1) << NET_F_HASH_REPORT } },
};

static const struct vqs_condition if_rss_or_hash_report = {
	if_rss_or_hash_report_any,
	COUNT(if_rss_or_hash_report_any),
};

static const struct vqs_features if_rss_any[] = {
	{ { UINT64_C(1) << NET_F_RSS } },
};

static const struct vqs_condition if_rss = {
	if_rss_any,
	COUNT(if_rss_any),
};

static const struct vqs_features if_hash_tunnel_any[] = {
	{ { UINT64_C(1) << NET_F_HASH_TUNNEL } },
};

static const struct vqs_condition if_hash_tunnel = {
	if_hash_tunnel_any,
	COUNT(if_hash_tunnel_any),
};

static const struct vqs_name hdr_gso_name_list[] = {
	{ "none", NET_HDR_GSO_NONE },
	{ "tcpv4", NET_HDR_GSO_TCPV4 },
	{ "udp", NET_HDR_GSO_UDP },
	{ "tcpv6", NET_HDR_GSO_TCPV6 },
	{ "udp_l4", NET_HDR_GSO_UDP_L4 },
	{ "udp_tunnel_ipv4", NET_HDR_GSO_UDP_TUNNEL_IPV4 },
	{ "udp_tunnel_ipv6", NET_HDR_GSO_UDP_TUNNEL_IPV6 },
	{ "ecn", NET_HDR_GSO_ECN },
};

static const struct vqs_names hdr_gso_names = {
	hdr_gso_name_list,
	COUNT(hdr_gso_name_list),
};

static const struct vqs_name s_name_list[] = {
	{ "link_up", NET_S_LINK_UP },
	{ "announce", NET_S_ANNOUNCE },
};

static const struct vqs_names s_names = {
	s_name_list,
	COUNT(s_name_list),
};

static const struct vqs_name hdr_f_name_list[] = {
	{ "needs_csum", NET_HDR_F_NEEDS_CSUM },
	{ "data_valid", NET_HDR_F_DATA_VALID },
	{ "rsc_info", NET_HDR_F_RSC_INFO },
	{ "udp_tunnel_csum", NET_HDR_F_UDP_TUNNEL_CSUM },
	{ "security", NET_HDR_F_SECURITY },
	{ "security_err", NET_HDR_F_SECURITY_ERR },
	{ "security_sa_soft_expiry_warn", NET_HDR_F_SECURITY_SA_SOFT_EXPIRY_WARN },
};

static const struct vqs_names hdr_f_names = {
	hdr_f_name_list,
	COUNT(hdr_f_name_list),
};

static const struct vqs_name duplex_name_list[] = {
	{ "half", NET_DUPLEX_HALF },
	{ "full", NET_DUPLEX_FULL },
	{ "unknown", NET_DUPLEX_UNKNOWN },
};

static const struct vqs_names duplex_names = {
	duplex_name_list,
	COUNT(duplex_name_list),
};

static const struct vqs_field hdr_fields[] = {
	{ .name = "flags", .kind = VQS_U8, .flags = VQS_FLAGS,
	  .memory = offsetof(struct net_hdr, flags), .names = &hdr_f_names },
	{ .name = "gso_type", .kind = VQS_U8, .offset = 1,
	  .memory = offsetof(struct net_hdr, gso_type), .names = &hdr_gso_names },
	{ .name = "hdr_len", .kind = VQS_LE16, .offset = 2,
	  .memory = offsetof(struct net_hdr, hdr_len) },
	{ .name = "gso_size", .kind = VQS_LE16, .offset = 4,
	  .memory = offsetof(struct net_hdr, gso_size) },
	{ .name = "csum_start", .kind = VQS_LE16, .offset = 6,
	  .memory = offsetof(struct net_hdr, csum_start) },
	{ .name = "csum_offset", .kind = VQS_LE16, .offset = 8,
	  .memory = offsetof(struct net_hdr, csum_offset) },
	{ .name = "num_buffers", .kind = VQS_LE16, .offset = 10,
	  .memory = offsetof(struct net_hdr, num_buffers) },
};

static const struct vqs_struct hdr_structure = {
	.name = "hdr",
	.fields = hdr_fields,
	.field_count = COUNT(hdr_fields),
	.size = 12,
	.memory = sizeof(struct net_hdr),
};

static const struct vqs_field config_fields[] = {
	{ .name = "mac", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 6,
	  .memory = offsetof(struct net_config, mac), .condition = &if_mac },
	{ .name = "status", .kind = VQS_LE16, .flags = VQS_FLAGS | VQS_VOLATILE,
	  .offset = 6, .memory = offsetof(struct net_config, status), .names = &s_names,
	  .condition = &if_status },
	{ .name = "max_virtqueue_pairs", .kind = VQS_LE16, .flags = VQS_RANGE,
	  .offset = 8, .memory = offsetof(struct net_config, max_virtqueue_pairs),
	  .min = 1, .max = 32768, .condition = &if_mq_or_rss },
	{ .name = "mtu", .kind = VQS_LE16, .flags = VQS_RANGE, .offset = 10,
	  .memory = offsetof(struct net_config, mtu), .min = 68, .max = 65535,
	  .condition = &if_mtu },
	{ .name = "speed", .kind = VQS_LE32, .flags = VQS_VOLATILE, .offset = 12,
	  .memory = offsetof(struct net_config, speed), .condition = &if_speed_duplex },
	{ .name = "duplex", .kind = VQS_U8, .flags = VQS_VOLATILE, .offset = 16,
	  .memory = offsetof(struct net_config, duplex), .names = &duplex_names,
	  .condition = &if_speed_duplex },
	{ .name = "rss_max_key_size", .kind = VQS_U8, .flags = VQS_RANGE, .offset = 17,
	  .memory = offsetof(struct net_config, rss_max_key_size), .min = 40,
	  .max = 255, .condition = &if_rss_or_hash_report },
	{ .name = "rss_max_indirection_table_length", .kind = VQS_LE16,
	  .flags = VQS_RANGE, .offset = 18,
	  .memory = offsetof(struct net_config, rss_max_indirection_table_length),
	  .min = 128, .max = 65535, .condition = &if_rss },
	{ .name = "supported_hash_types", .kind = VQS_LE32, .offset = 20,
	  .memory = offsetof(struct net_config, supported_hash_types),
	  .condition = &if_rss_or_hash_report },
	{ .name = "supported_tunnel_types", .kind = VQS_LE32, .offset = 24,
	  .memory = offsetof(struct net_config, supported_tunnel_types),
	  .condition = &if_hash_tunnel },
};

static const struct vqs_field received_writable[] = {
	{ .name = "hdr", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_received, hdr), .structure = &hdr_structure },
	{ .name = "data", .kind = VQS_U8, .extent = VQS_REST, .offset = 12,
	  .memory = offsetof(struct net_received, data) },
};

static const struct vqs_message received_messages[] = {
	{
		.name = "net_received",
		.writable = { .fields = received_writable,
		  .field_count = COUNT(received_writable), .head = 12, .least = 12,
		  .memory = sizeof(struct net_received), .variable = true },
	},
};

static const struct vqs_field transmitted_readable[] = {
	{ .name = "hdr", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_transmitted, hdr), .structure = &hdr_structure },
	{ .name = "data", .kind = VQS_U8, .extent = VQS_REST, .offset = 12,
	  .memory = offsetof(struct net_transmitted, data) },
};

static const struct vqs_message transmitted_messages[] = {
	{
		.name = "net_transmitted",
		.readable = { .fields = transmitted_readable,
		  .field_count = COUNT(transmitted_readable), .head = 12, .least = 12,
		  .memory = sizeof(struct net_transmitted), .variable = true },
	},
};

static const struct vqs_family families[] = {
	{
		.name = "net_received",
		.messages = received_messages,
		.message_count = COUNT(received_messages),
	},
	{
		.name = "net_transmitted",
		.messages = transmitted_messages,
		.message_count = COUNT(transmitted_messages),
	},
};

static const struct vqs_queue_type queues[] = {
	{ .name = "receiveq", .family = &families[0], .posted = true, .size = 256,
	  .index = NET_VQ_RECEIVEQ, .most = 1, .count_field = -1 },
	{ .name = "transmitq", .family = &families[1], .size = 256,
	  .index = NET_VQ_TRANSMITQ, .most = 1, .count_field = -1 },
};

static const struct vqs_feature_type features[] = {
	{ .name = "csum", .bit = NET_F_CSUM },
	{ .name = "guest_csum", .bit = NET_F_GUEST_CSUM },
	{ .name = "ctrl_guest_offloads", .bit = NET_F_CTRL_GUEST_OFFLOADS },
	{ .name = "mtu", .bit = NET_F_MTU },
	{ .name = "mac", .bit = NET_F_MAC },
	{ .name = "guest_tso4", .bit = NET_F_GUEST_TSO4,
	  .requires = { if_guest_csum_any, 1 } },
	{ .name = "guest_tso6", .bit = NET_F_GUEST_TSO6,
	  .requires = { if_guest_csum_any, 1 } },
	{ .name = "guest_ecn", .bit = NET_F_GUEST_ECN,
	  .requires = { if_guest_tso4_or_guest_tso6_any, 2 } },
	{ .name = "guest_ufo", .bit = NET_F_GUEST_UFO,
	  .requires = { if_guest_csum_any, 1 } },
	{ .name = "host_tso4", .bit = NET_F_HOST_TSO4, .requires = { if_csum_any, 1 } },
	{ .name = "host_tso6", .bit = NET_F_HOST_TSO6, .requires = { if_csum_any, 1 } },
	{ .name = "host_ecn", .bit = NET_F_HOST_ECN,
	  .requires = { if_host_tso4_or_host_tso6_any, 2 } },
	{ .name = "host_ufo", .bit = NET_F_HOST_UFO, .requires = { if_csum_any, 1 } },
	{ .name = "mrg_rxbuf", .bit = NET_F_MRG_RXBUF },
	{ .name = "status", .bit = NET_F_STATUS },
	{ .name = "ctrl_vq", .bit = NET_F_CTRL_VQ },
	{ .name = "ctrl_rx", .bit = NET_F_CTRL_RX, .requires = { if_ctrl_vq_any, 1 } },
	{ .name = "ctrl_vlan", .bit = NET_F_CTRL_VLAN,
	  .requires = { if_ctrl_vq_any, 1 } },
	{ .name = "ctrl_rx_extra", .bit = NET_F_CTRL_RX_EXTRA },
	{ .name = "guest_announce", .bit = NET_F_GUEST_ANNOUNCE,
	  .requires = { if_ctrl_vq_any, 1 } },
	{ .name = "mq", .bit = NET_F_MQ, .requires = { if_ctrl_vq_any, 1 } },
	{ .name = "ctrl_mac_addr", .bit = NET_F_CTRL_MAC_ADDR,
	  .requires = { if_ctrl_vq_any, 1 } },
	{ .name = "device_stats", .bit = NET_F_DEVICE_STATS },
	{ .name = "hash_tunnel", .bit = NET_F_HASH_TUNNEL,
	  .requires = { if_ctrl_vq_and_rss_or_ctrl_vq_and_hash_report_any, 2 } },
	{ .name = "vq_notf_coal", .bit = NET_F_VQ_NOTF_COAL,
	  .requires = { if_ctrl_vq_any, 1 } },
	{ .name = "notf_coal", .bit = NET_F_NOTF_COAL,
	  .requires = { if_ctrl_vq_any, 1 } },
	{ .name = "guest_uso4", .bit = NET_F_GUEST_USO4,
	  .requires = { if_guest_csum_any, 1 } },
	{ .name = "guest_uso6", .bit = NET_F_GUEST_USO6,
	  .requires = { if_guest_csum_any, 1 } },
	{ .name = "host_uso", .bit = NET_F_HOST_USO, .requires = { if_csum_any, 1 } },
	{ .name = "hash_report", .bit = NET_F_HASH_REPORT },
	{ .name = "guest_hdrlen", .bit = NET_F_GUEST_HDRLEN },
	{ .name = "rss", .bit = NET_F_RSS, .requires = { if_ctrl_vq_any, 1 } },
	{ .name = "rsc_ext", .bit = NET_F_RSC_EXT,
	  .requires = { if_host_tso4_or_host_tso6_any, 2 } },
	{ .name = "standby", .bit = NET_F_STANDBY },
	{ .name = "speed_duplex", .bit = NET_F_SPEED_DUPLEX },
	{ .name = "rss_context", .bit = NET_F_RSS_CONTEXT,
	  .requires = { if_ctrl_vq_and_rss_any, 1 } },
	{ .name = "guest_udp_tunnel_gso", .bit = NET_F_GUEST_UDP_TUNNEL_GSO,
	  .requires = { if_guest_tso4_and_guest_tso6_and_guest_uso4_and_guest_uso6_any, 1 } },
	{ .name = "guest_udp_tunnel_gso_csum", .bit = NET_F_GUEST_UDP_TUNNEL_GSO_CSUM,
	  .requires = { if_guest_udp_tunnel_gso_any, 1 } },
	{ .name = "host_udp_tunnel_gso", .bit = NET_F_HOST_UDP_TUNNEL_GSO,
	  .requires = { if_host_tso4_and_host_tso6_and_host_uso_any, 1 } },
	{ .name = "host_udp_tunnel_gso_csum", .bit = NET_F_HOST_UDP_TUNNEL_GSO_CSUM,
	  .requires = { if_host_udp_tunnel_gso_any, 1 } },
	{ .name = "out_net_header", .bit = NET_F_OUT_NET_HEADER },
	{ .name = "ipsec", .bit = NET_F_IPSEC },
};

const struct vqs_type net_type = {
	.name = "net",
	.summary = "A network interface.",
	.id = NET_ID,
	.features = { { UINT64_C(1) << NET_F_CSUM | UINT64_C(1) << NET_F_GUEST_CSUM | UINT64_C(1) << NET_F_CTRL_GUEST_OFFLOADS | UINT64_C(1) << NET_F_MTU | UINT64_C(1) << NET_F_MAC | UINT64_C(1) << NET_F_GUEST_TSO4 | UINT64_C(1) << NET_F_GUEST_TSO6 | UINT64_C(1) << NET_F_GUEST_ECN | UINT64_C(1) << NET_F_GUEST_UFO | UINT64_C(1) << NET_F_HOST_TSO4 | UINT64_C(1) << NET_F_HOST_TSO6 | UINT64_C(1) << NET_F_HOST_ECN | UINT64_C(1) << NET_F_HOST_UFO | UINT64_C(1) << NET_F_MRG_RXBUF | UINT64_C(1) << NET_F_STATUS | UINT64_C(1) << NET_F_CTRL_VQ | UINT64_C(1) << NET_F_CTRL_RX | UINT64_C(1) << NET_F_CTRL_VLAN | UINT64_C(1) << NET_F_CTRL_RX_EXTRA | UINT64_C(1) << NET_F_GUEST_ANNOUNCE | UINT64_C(1) << NET_F_MQ | UINT64_C(1) << NET_F_CTRL_MAC_ADDR | UINT64_C(1) << NET_F_DEVICE_STATS | UINT64_C(1) << NET_F_HASH_TUNNEL | UINT64_C(1) << NET_F_VQ_NOTF_COAL | UINT64_C(1) << NET_F_NOTF_COAL | UINT64_C(1) << NET_F_GUEST_USO4 | UINT64_C(1) << NET_F_GUEST_USO6 | UINT64_C(1) << NET_F_HOST_USO | UINT64_C(1) << NET_F_HASH_REPORT | UINT64_C(1) << NET_F_GUEST_HDRLEN | UINT64_C(1) << NET_F_RSS | UINT64_C(1) << NET_F_RSC_EXT | UINT64_C(1) << NET_F_STANDBY | UINT64_C(1) << NET_F_SPEED_DUPLEX, UINT64_C(1) << (NET_F_RSS_CONTEXT - 64) | UINT64_C(1) << (NET_F_GUEST_UDP_TUNNEL_GSO - 64) | UINT64_C(1) << (NET_F_GUEST_UDP_TUNNEL_GSO_CSUM - 64) | UINT64_C(1) << (NET_F_HOST_UDP_TUNNEL_GSO - 64) | UINT64_C(1) << (NET_F_HOST_UDP_TUNNEL_GSO_CSUM - 64) | UINT64_C(1) << (NET_F_OUT_NET_HEADER - 64) | UINT64_C(1) << (NET_F_IPSEC - 64) } },
	.feature_types = features,
	.feature_count = COUNT(features),
	.config = {
		.name = "config",
		.fields = config_fields,
		.field_count = COUNT(config_fields),
		.size = 28,
		.memory = sizeof(struct net_config),
	},
	.queues = queues,
	.queue_count = COUNT(queues),
	.families = families,
	.family_count = COUNT(families),
};
