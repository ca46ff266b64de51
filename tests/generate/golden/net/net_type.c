/* SPDX-License-Identifier: 0BSD */
/*
 * The table of the device type.
 *
 * Made by vqsmith from net.yaml; it belongs to you. To make it again:
 *	vqsmith generate device net.yaml
 */
#include <errno.h>

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

static const struct vqs_condition if_ctrl_vq = {
	if_ctrl_vq_any,
	COUNT(if_ctrl_vq_any),
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

static const struct vqs_features if_ipsec_any[] = {
	{ { 0, UINT64_C(1) << (NET_F_IPSEC - 64) } },
};

static const struct vqs_condition if_ipsec = {
	if_ipsec_any,
	COUNT(if_ipsec_any),
};

static const struct vqs_features if_ctrl_rx_any[] = {
	{ { UINT64_C(1) << NET_F_CTRL_RX } },
};

static const struct vqs_condition if_ctrl_rx = {
	if_ctrl_rx_any,
	COUNT(if_ctrl_rx_any),
};

static const struct vqs_features if_ctrl_rx_extra_any[] = {
	{ { UINT64_C(1) << NET_F_CTRL_RX_EXTRA } },
};

static const struct vqs_condition if_ctrl_rx_extra = {
	if_ctrl_rx_extra_any,
	COUNT(if_ctrl_rx_extra_any),
};

static const struct vqs_features if_ctrl_mac_addr_any[] = {
	{ { UINT64_C(1) << NET_F_CTRL_MAC_ADDR } },
};

static const struct vqs_condition if_ctrl_mac_addr = {
	if_ctrl_mac_addr_any,
	COUNT(if_ctrl_mac_addr_any),
};

static const struct vqs_features if_ctrl_vlan_any[] = {
	{ { UINT64_C(1) << NET_F_CTRL_VLAN } },
};

static const struct vqs_condition if_ctrl_vlan = {
	if_ctrl_vlan_any,
	COUNT(if_ctrl_vlan_any),
};

static const struct vqs_features if_guest_announce_any[] = {
	{ { UINT64_C(1) << NET_F_GUEST_ANNOUNCE } },
};

static const struct vqs_condition if_guest_announce = {
	if_guest_announce_any,
	COUNT(if_guest_announce_any),
};

static const struct vqs_features if_mq_any[] = {
	{ { UINT64_C(1) << NET_F_MQ } },
};

static const struct vqs_condition if_mq = {
	if_mq_any,
	COUNT(if_mq_any),
};

static const struct vqs_features if_hash_report_any[] = {
	{ { UINT64_C(1) << NET_F_HASH_REPORT } },
};

static const struct vqs_condition if_hash_report = {
	if_hash_report_any,
	COUNT(if_hash_report_any),
};

static const struct vqs_features if_ctrl_guest_offloads_any[] = {
	{ { UINT64_C(1) << NET_F_CTRL_GUEST_OFFLOADS } },
};

static const struct vqs_condition if_ctrl_guest_offloads = {
	if_ctrl_guest_offloads_any,
	COUNT(if_ctrl_guest_offloads_any),
};

static const struct vqs_features if_notf_coal_any[] = {
	{ { UINT64_C(1) << NET_F_NOTF_COAL } },
};

static const struct vqs_condition if_notf_coal = {
	if_notf_coal_any,
	COUNT(if_notf_coal_any),
};

static const struct vqs_features if_vq_notf_coal_any[] = {
	{ { UINT64_C(1) << NET_F_VQ_NOTF_COAL } },
};

static const struct vqs_condition if_vq_notf_coal = {
	if_vq_notf_coal_any,
	COUNT(if_vq_notf_coal_any),
};

static const struct vqs_features if_device_stats_any[] = {
	{ { UINT64_C(1) << NET_F_DEVICE_STATS } },
};

static const struct vqs_condition if_device_stats = {
	if_device_stats_any,
	COUNT(if_device_stats_any),
};

static const struct vqs_features if_rss_context_any[] = {
	{ { 0, UINT64_C(1) << (NET_F_RSS_CONTEXT - 64) } },
};

static const struct vqs_condition if_rss_context = {
	if_rss_context_any,
	COUNT(if_rss_context_any),
};

static const struct vqs_features if_host_udp_tunnel_gso_or_guest_udp_tunnel_gso_any[] = {
	{ { 0, UINT64_C(1) << (NET_F_HOST_UDP_TUNNEL_GSO - 64) } },
	{ { 0, UINT64_C(1) << (NET_F_GUEST_UDP_TUNNEL_GSO - 64) } },
};

static const struct vqs_condition if_host_udp_tunnel_gso_or_guest_udp_tunnel_gso = {
	if_host_udp_tunnel_gso_or_guest_udp_tunnel_gso_any,
	COUNT(if_host_udp_tunnel_gso_or_guest_udp_tunnel_gso_any),
};

static const struct vqs_features if_out_net_header_any[] = {
	{ { 0, UINT64_C(1) << (NET_F_OUT_NET_HEADER - 64) } },
};

static const struct vqs_condition if_out_net_header = {
	if_out_net_header_any,
	COUNT(if_out_net_header_any),
};

static const struct vqs_features if_out_net_header_or_ipsec_any[] = {
	{ { 0, UINT64_C(1) << (NET_F_OUT_NET_HEADER - 64) } },
	{ { 0, UINT64_C(1) << (NET_F_IPSEC - 64) } },
};

static const struct vqs_condition if_out_net_header_or_ipsec = {
	if_out_net_header_or_ipsec_any,
	COUNT(if_out_net_header_or_ipsec_any),
};

static const struct vqs_name hash_report_name_list[] = {
	{ "none", NET_HASH_REPORT_NONE },
	{ "ipv4", NET_HASH_REPORT_IPV4 },
	{ "tcpv4", NET_HASH_REPORT_TCPV4 },
	{ "udpv4", NET_HASH_REPORT_UDPV4 },
	{ "ipv6", NET_HASH_REPORT_IPV6 },
	{ "tcpv6", NET_HASH_REPORT_TCPV6 },
	{ "udpv6", NET_HASH_REPORT_UDPV6 },
	{ "ipv6_ex", NET_HASH_REPORT_IPV6_EX },
	{ "tcpv6_ex", NET_HASH_REPORT_TCPV6_EX },
	{ "udpv6_ex", NET_HASH_REPORT_UDPV6_EX },
};

static const struct vqs_names hash_report_names = {
	hash_report_name_list,
	COUNT(hash_report_name_list),
};

static const struct vqs_name ack_name_list[] = {
	{ "ok", NET_OK },
	{ "err", NET_ERR },
};

static const struct vqs_names ack_names = {
	ack_name_list,
	COUNT(ack_name_list),
};

static const struct vqs_name ctrl_name_list[] = {
	{ "rx", NET_CTRL_RX },
	{ "mac", NET_CTRL_MAC },
	{ "vlan", NET_CTRL_VLAN },
	{ "announce", NET_CTRL_ANNOUNCE },
	{ "mq", NET_CTRL_MQ },
	{ "guest_offloads", NET_CTRL_GUEST_OFFLOADS },
	{ "notf_coal", NET_CTRL_NOTF_COAL },
	{ "hash_tunnel", NET_CTRL_HASH_TUNNEL },
	{ "stats", NET_CTRL_STATS },
	{ "rss_ctx", NET_CTRL_RSS_CTX },
};

static const struct vqs_names ctrl_names = {
	ctrl_name_list,
	COUNT(ctrl_name_list),
};

static const struct vqs_name ctrl_mq_vq_pairs_name_list[] = {
	{ "min", NET_CTRL_MQ_VQ_PAIRS_MIN },
	{ "max", NET_CTRL_MQ_VQ_PAIRS_MAX },
};

static const struct vqs_names ctrl_mq_vq_pairs_names = {
	ctrl_mq_vq_pairs_name_list,
	COUNT(ctrl_mq_vq_pairs_name_list),
};

static const struct vqs_name stats_type_reply_name_list[] = {
	{ "rx_basic", NET_STATS_TYPE_REPLY_RX_BASIC },
	{ "rx_csum", NET_STATS_TYPE_REPLY_RX_CSUM },
	{ "rx_gso", NET_STATS_TYPE_REPLY_RX_GSO },
	{ "rx_speed", NET_STATS_TYPE_REPLY_RX_SPEED },
	{ "tx_basic", NET_STATS_TYPE_REPLY_TX_BASIC },
	{ "tx_csum", NET_STATS_TYPE_REPLY_TX_CSUM },
	{ "tx_gso", NET_STATS_TYPE_REPLY_TX_GSO },
	{ "tx_speed", NET_STATS_TYPE_REPLY_TX_SPEED },
	{ "cvq", NET_STATS_TYPE_REPLY_CVQ },
};

static const struct vqs_names stats_type_reply_names = {
	stats_type_reply_name_list,
	COUNT(stats_type_reply_name_list),
};

static const struct vqs_name ff_mask_type_name_list[] = {
	{ "eth", NET_FF_MASK_TYPE_ETH },
	{ "ipv4", NET_FF_MASK_TYPE_IPV4 },
	{ "ipv6", NET_FF_MASK_TYPE_IPV6 },
	{ "tcp", NET_FF_MASK_TYPE_TCP },
	{ "udp", NET_FF_MASK_TYPE_UDP },
	{ "esp", NET_FF_MASK_TYPE_ESP },
};

static const struct vqs_names ff_mask_type_names = {
	ff_mask_type_name_list,
	COUNT(ff_mask_type_name_list),
};

static const struct vqs_name ff_action_name_list[] = {
	{ "drop", NET_FF_ACTION_DROP },
	{ "direct_rx_vq", NET_FF_ACTION_DIRECT_RX_VQ },
	{ "ipsec", NET_FF_ACTION_IPSEC },
	{ "ipsec_recirculate", NET_FF_ACTION_IPSEC_RECIRCULATE },
};

static const struct vqs_names ff_action_names = {
	ff_action_name_list,
	COUNT(ff_action_name_list),
};

static const struct vqs_name ipsec_mode_name_list[] = {
	{ "esp_tunnel", NET_IPSEC_MODE_ESP_TUNNEL },
	{ "esp_transport", NET_IPSEC_MODE_ESP_TRANSPORT },
	{ "ah_tunnel", NET_IPSEC_MODE_AH_TUNNEL },
	{ "ah_transport", NET_IPSEC_MODE_AH_TRANSPORT },
};

static const struct vqs_names ipsec_mode_names = {
	ipsec_mode_name_list,
	COUNT(ipsec_mode_name_list),
};

static const struct vqs_name ipsec_dir_name_list[] = {
	{ "outbound", NET_IPSEC_DIR_OUTBOUND },
	{ "inbound", NET_IPSEC_DIR_INBOUND },
};

static const struct vqs_names ipsec_dir_names = {
	ipsec_dir_name_list,
	COUNT(ipsec_dir_name_list),
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

static const struct vqs_name ff_mask_f_name_list[] = {
	{ "partial_mask", NET_FF_MASK_F_PARTIAL_MASK },
};

static const struct vqs_names ff_mask_f_names = {
	ff_mask_f_name_list,
	COUNT(ff_mask_f_name_list),
};

static const struct vqs_name ipsec_name_list[] = {
	{ "esn", NET_IPSEC_ESN },
	{ "udp_encap", NET_IPSEC_UDP_ENCAP },
	{ "copy_dscp", NET_IPSEC_COPY_DSCP },
	{ "dec_ttl", NET_IPSEC_DEC_TTL },
	{ "copy_df", NET_IPSEC_COPY_DF },
	{ "ecn", NET_IPSEC_ECN },
	{ "sa_lifetime", NET_IPSEC_SA_LIFETIME },
};

static const struct vqs_names ipsec_names = {
	ipsec_name_list,
	COUNT(ipsec_name_list),
};

static const struct vqs_name hash_type_name_list[] = {
	{ "ipv4", NET_HASH_TYPE_IPV4 },
	{ "tcpv4", NET_HASH_TYPE_TCPV4 },
	{ "udpv4", NET_HASH_TYPE_UDPV4 },
	{ "ipv6", NET_HASH_TYPE_IPV6 },
	{ "tcpv6", NET_HASH_TYPE_TCPV6 },
	{ "udpv6", NET_HASH_TYPE_UDPV6 },
	{ "ip_ex", NET_HASH_TYPE_IP_EX },
	{ "tcp_ex", NET_HASH_TYPE_TCP_EX },
	{ "udp_ex", NET_HASH_TYPE_UDP_EX },
};

static const struct vqs_names hash_type_names = {
	hash_type_name_list,
	COUNT(hash_type_name_list),
};

static const struct vqs_name hash_tunnel_type_name_list[] = {
	{ "gre_2784", NET_HASH_TUNNEL_TYPE_GRE_2784 },
	{ "gre_2890", NET_HASH_TUNNEL_TYPE_GRE_2890 },
	{ "gre_7676", NET_HASH_TUNNEL_TYPE_GRE_7676 },
	{ "gre_udp", NET_HASH_TUNNEL_TYPE_GRE_UDP },
	{ "vxlan", NET_HASH_TUNNEL_TYPE_VXLAN },
	{ "vxlan_gpe", NET_HASH_TUNNEL_TYPE_VXLAN_GPE },
	{ "geneve", NET_HASH_TUNNEL_TYPE_GENEVE },
	{ "ipip", NET_HASH_TUNNEL_TYPE_IPIP },
	{ "nvgre", NET_HASH_TUNNEL_TYPE_NVGRE },
};

static const struct vqs_names hash_tunnel_type_names = {
	hash_tunnel_type_name_list,
	COUNT(hash_tunnel_type_name_list),
};

static const struct vqs_name offload_name_list[] = {
	{ "guest_csum", NET_OFFLOAD_GUEST_CSUM },
	{ "guest_tso4", NET_OFFLOAD_GUEST_TSO4 },
	{ "guest_tso6", NET_OFFLOAD_GUEST_TSO6 },
	{ "guest_ecn", NET_OFFLOAD_GUEST_ECN },
	{ "guest_ufo", NET_OFFLOAD_GUEST_UFO },
	{ "guest_udp_tunnel_gso", NET_OFFLOAD_GUEST_UDP_TUNNEL_GSO },
	{ "guest_udp_tunnel_gso_csum", NET_OFFLOAD_GUEST_UDP_TUNNEL_GSO_CSUM },
	{ "guest_uso4", NET_OFFLOAD_GUEST_USO4 },
	{ "guest_uso6", NET_OFFLOAD_GUEST_USO6 },
};

static const struct vqs_names offload_names = {
	offload_name_list,
	COUNT(offload_name_list),
};

static const struct vqs_name stats_type_name_list[] = {
	{ "rx_basic", NET_STATS_TYPE_RX_BASIC },
	{ "rx_csum", NET_STATS_TYPE_RX_CSUM },
	{ "rx_gso", NET_STATS_TYPE_RX_GSO },
	{ "rx_speed", NET_STATS_TYPE_RX_SPEED },
	{ "tx_basic", NET_STATS_TYPE_TX_BASIC },
	{ "tx_csum", NET_STATS_TYPE_TX_CSUM },
	{ "tx_gso", NET_STATS_TYPE_TX_GSO },
	{ "tx_speed", NET_STATS_TYPE_TX_SPEED },
	{ "cvq", NET_STATS_TYPE_CVQ },
};

static const struct vqs_names stats_type_names = {
	stats_type_name_list,
	COUNT(stats_type_name_list),
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

static const struct vqs_field id_0_bits_ranges[] = {
	{ .name = "vq_index_1_16", .kind = VQS_LE16, .count = 15, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE16, .flags = VQS_RESERVED, .count = 1,
	  .offset = 15, .memory = VQS_NOWHERE },
};

static const struct vqs_bits id_0_bits = {
	.ranges = id_0_bits_ranges,
	.count = COUNT(id_0_bits_ranges),
	.ignored = UINT64_C(0x8000),
	.strict = UINT64_C(0x0),
};

static const struct vqs_field ipsec_resource_hdr_fields[] = {
	{ .name = "resource_id", .kind = VQS_LE32,
	  .memory = offsetof(struct net_ipsec_resource_hdr, resource_id) },
	{ .name = "resource_type", .kind = VQS_LE16, .offset = 4,
	  .memory = offsetof(struct net_ipsec_resource_hdr, resource_type) },
};

static const struct vqs_struct ipsec_resource_hdr_structure = {
	.name = "ipsec_resource_hdr",
	.fields = ipsec_resource_hdr_fields,
	.field_count = COUNT(ipsec_resource_hdr_fields),
	.size = 6,
	.memory = sizeof(struct net_ipsec_resource_hdr),
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
	{ .name = "hash_value", .kind = VQS_LE32, .offset = 12,
	  .memory = offsetof(struct net_hdr, hash_value), .condition = &if_hash_report },
	{ .name = "hash_report", .kind = VQS_LE16, .offset = 16,
	  .memory = offsetof(struct net_hdr, hash_report), .names = &hash_report_names,
	  .condition = &if_hash_report },
	{ .name = "padding_reserved", .kind = VQS_LE16, .flags = VQS_RESERVED,
	  .offset = 18, .memory = VQS_NOWHERE, .condition = &if_hash_report },
	{ .name = "outer_th_offset", .kind = VQS_LE16, .offset = 20,
	  .memory = offsetof(struct net_hdr, outer_th_offset),
	  .condition = &if_host_udp_tunnel_gso_or_guest_udp_tunnel_gso },
	{ .name = "inner_nh_offset", .kind = VQS_LE16, .offset = 22,
	  .memory = offsetof(struct net_hdr, inner_nh_offset),
	  .condition = &if_host_udp_tunnel_gso_or_guest_udp_tunnel_gso },
	{ .name = "outer_nh_offset", .kind = VQS_LE16, .offset = 24,
	  .memory = offsetof(struct net_hdr, outer_nh_offset),
	  .condition = &if_out_net_header },
	{ .name = "ipsec_resource_hdr", .kind = VQS_STRUCT, .offset = 26,
	  .memory = offsetof(struct net_hdr, ipsec_resource_hdr),
	  .structure = &ipsec_resource_hdr_structure,
	  .condition = &if_out_net_header_or_ipsec },
};

static const struct vqs_struct hdr_structure = {
	.name = "hdr",
	.fields = hdr_fields,
	.field_count = COUNT(hdr_fields),
	.size = 32,
	.memory = sizeof(struct net_hdr),
	.tailed = true,
};

static const struct vqs_field mac_fields[] = {
	{ .name = "address", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 6,
	  .memory = offsetof(struct net_mac, address) },
};

static const struct vqs_struct mac_structure = {
	.name = "mac",
	.fields = mac_fields,
	.field_count = COUNT(mac_fields),
	.size = 6,
	.memory = sizeof(struct net_mac),
};

static const struct vqs_field rss_rq_id_fields[] = {
	{ .name = "id", .kind = VQS_LE16, .memory = offsetof(struct net_rss_rq_id, id),
	  .bits = &id_0_bits },
};

static const struct vqs_struct rss_rq_id_structure = {
	.name = "rss_rq_id",
	.fields = rss_rq_id_fields,
	.field_count = COUNT(rss_rq_id_fields),
	.size = 2,
	.memory = sizeof(struct net_rss_rq_id),
};

static const struct vqs_field ff_selector_fields[] = {
	{ .name = "type", .kind = VQS_U8,
	  .memory = offsetof(struct net_ff_selector, type),
	  .names = &ff_mask_type_names },
	{ .name = "flags", .kind = VQS_U8, .flags = VQS_FLAGS, .offset = 1,
	  .memory = offsetof(struct net_ff_selector, flags), .names = &ff_mask_f_names },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 2,
	  .flags = VQS_RESERVED, .offset = 2, .memory = VQS_NOWHERE },
	{ .name = "length", .kind = VQS_U8, .offset = 4,
	  .memory = offsetof(struct net_ff_selector, length) },
	{ .name = "reserved1", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 3,
	  .flags = VQS_RESERVED, .offset = 5, .memory = VQS_NOWHERE },
};

static const struct vqs_struct ff_selector_structure = {
	.name = "ff_selector",
	.fields = ff_selector_fields,
	.field_count = COUNT(ff_selector_fields),
	.size = 8,
	.memory = sizeof(struct net_ff_selector),
};

static const struct vqs_field ipsec_mode_cap_fields[] = {
	{ .name = "mode", .kind = VQS_U8,
	  .memory = offsetof(struct net_ipsec_mode_cap, mode),
	  .names = &ipsec_mode_names },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 3,
	  .flags = VQS_RESERVED, .offset = 1, .memory = VQS_NOWHERE },
	{ .name = "max_replay_win_sz", .kind = VQS_LE32, .offset = 4,
	  .memory = offsetof(struct net_ipsec_mode_cap, max_replay_win_sz) },
	{ .name = "options", .kind = VQS_LE32, .flags = VQS_FLAGS, .offset = 8,
	  .memory = offsetof(struct net_ipsec_mode_cap, options), .names = &ipsec_names },
	{ .name = "reserved1", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 12,
	  .memory = VQS_NOWHERE },
	{ .name = "cipher_algo", .kind = VQS_LE64, .offset = 16,
	  .memory = offsetof(struct net_ipsec_mode_cap, cipher_algo) },
	{ .name = "hmac_algo", .kind = VQS_LE64, .offset = 24,
	  .memory = offsetof(struct net_ipsec_mode_cap, hmac_algo) },
	{ .name = "aead_algo", .kind = VQS_LE32, .offset = 32,
	  .memory = offsetof(struct net_ipsec_mode_cap, aead_algo) },
	{ .name = "max_cipher_key_len", .kind = VQS_LE32, .offset = 36,
	  .memory = offsetof(struct net_ipsec_mode_cap, max_cipher_key_len) },
	{ .name = "max_auth_key_len", .kind = VQS_LE32, .offset = 40,
	  .memory = offsetof(struct net_ipsec_mode_cap, max_auth_key_len) },
};

static const struct vqs_struct ipsec_mode_cap_structure = {
	.name = "ipsec_mode_cap",
	.fields = ipsec_mode_cap_fields,
	.field_count = COUNT(ipsec_mode_cap_fields),
	.size = 44,
	.memory = sizeof(struct net_ipsec_mode_cap),
};

static const struct vqs_field ipsec_tunnel_ipv4_fields[] = {
	{ .name = "src_ip", .kind = VQS_LE32,
	  .memory = offsetof(struct net_ipsec_tunnel_ipv4, src_ip) },
	{ .name = "dst_ip", .kind = VQS_LE32, .offset = 4,
	  .memory = offsetof(struct net_ipsec_tunnel_ipv4, dst_ip) },
	{ .name = "dscp", .kind = VQS_U8, .offset = 8,
	  .memory = offsetof(struct net_ipsec_tunnel_ipv4, dscp) },
	{ .name = "df", .kind = VQS_U8, .offset = 9,
	  .memory = offsetof(struct net_ipsec_tunnel_ipv4, df) },
	{ .name = "ttl", .kind = VQS_U8, .offset = 10,
	  .memory = offsetof(struct net_ipsec_tunnel_ipv4, ttl) },
	{ .name = "reserved1", .kind = VQS_U8, .flags = VQS_RESERVED, .offset = 11,
	  .memory = VQS_NOWHERE },
};

static const struct vqs_struct ipsec_tunnel_ipv4_structure = {
	.name = "ipsec_tunnel_ipv4",
	.fields = ipsec_tunnel_ipv4_fields,
	.field_count = COUNT(ipsec_tunnel_ipv4_fields),
	.size = 12,
	.memory = sizeof(struct net_ipsec_tunnel_ipv4),
};

static const struct vqs_field ipsec_tunnel_ipv6_fields[] = {
	{ .name = "src_addr", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 16,
	  .memory = offsetof(struct net_ipsec_tunnel_ipv6, src_addr) },
	{ .name = "dst_addr", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 16,
	  .offset = 16, .memory = offsetof(struct net_ipsec_tunnel_ipv6, dst_addr) },
	{ .name = "flabel", .kind = VQS_LE32, .offset = 32,
	  .memory = offsetof(struct net_ipsec_tunnel_ipv6, flabel) },
	{ .name = "hlimit", .kind = VQS_U8, .offset = 36,
	  .memory = offsetof(struct net_ipsec_tunnel_ipv6, hlimit) },
	{ .name = "dscp", .kind = VQS_U8, .offset = 37,
	  .memory = offsetof(struct net_ipsec_tunnel_ipv6, dscp) },
	{ .name = "reserved2", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 2,
	  .flags = VQS_RESERVED, .offset = 38, .memory = VQS_NOWHERE },
};

static const struct vqs_struct ipsec_tunnel_ipv6_structure = {
	.name = "ipsec_tunnel_ipv6",
	.fields = ipsec_tunnel_ipv6_fields,
	.field_count = COUNT(ipsec_tunnel_ipv6_fields),
	.size = 40,
	.memory = sizeof(struct net_ipsec_tunnel_ipv6),
};

static const struct vqs_case header_0_union_cases[] = {
	{
		.field = { .name = "ipv4", .kind = VQS_STRUCT,
		  .structure = &ipsec_tunnel_ipv4_structure },
	},
	{
		.field = { .name = "ipv6", .kind = VQS_STRUCT,
		  .structure = &ipsec_tunnel_ipv6_structure },
	},
};

static const struct vqs_union header_0_union = {
	.cases = header_0_union_cases,
	.count = COUNT(header_0_union_cases),
};

static const struct vqs_field ipsec_tunnel_param_fields[] = {
	{ .name = "type", .kind = VQS_U8,
	  .memory = offsetof(struct net_ipsec_tunnel_param, type) },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 3,
	  .flags = VQS_RESERVED, .offset = 1, .memory = VQS_NOWHERE },
	{ .name = "header", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 40,
	  .offset = 4, .memory = offsetof(struct net_ipsec_tunnel_param, header),
	  .union_ = &header_0_union },
};

static const struct vqs_struct ipsec_tunnel_param_structure = {
	.name = "ipsec_tunnel_param",
	.fields = ipsec_tunnel_param_fields,
	.field_count = COUNT(ipsec_tunnel_param_fields),
	.size = 44,
	.memory = sizeof(struct net_ipsec_tunnel_param),
};

static const struct vqs_field ipsec_lifetime_fields[] = {
	{ .name = "packets_soft_limit", .kind = VQS_LE64,
	  .memory = offsetof(struct net_ipsec_lifetime, packets_soft_limit) },
	{ .name = "bytes_soft_limit", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct net_ipsec_lifetime, bytes_soft_limit) },
	{ .name = "packets_hard_limit", .kind = VQS_LE64, .offset = 16,
	  .memory = offsetof(struct net_ipsec_lifetime, packets_hard_limit) },
	{ .name = "bytes_hard_limit", .kind = VQS_LE64, .offset = 24,
	  .memory = offsetof(struct net_ipsec_lifetime, bytes_hard_limit) },
};

static const struct vqs_struct ipsec_lifetime_structure = {
	.name = "ipsec_lifetime",
	.fields = ipsec_lifetime_fields,
	.field_count = COUNT(ipsec_lifetime_fields),
	.size = 32,
	.memory = sizeof(struct net_ipsec_lifetime),
};

static const struct vqs_field ipsec_key_fields[] = {
	{ .name = "length", .kind = VQS_LE16, .flags = VQS_RANGE,
	  .memory = offsetof(struct net_ipsec_key, length), .max = 32 },
	{ .name = "reserved1", .kind = VQS_LE16, .flags = VQS_RESERVED, .offset = 2,
	  .memory = VQS_NOWHERE },
	{ .name = "data", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 32, .offset = 4,
	  .memory = offsetof(struct net_ipsec_key, data) },
};

static const struct vqs_struct ipsec_key_structure = {
	.name = "ipsec_key",
	.fields = ipsec_key_fields,
	.field_count = COUNT(ipsec_key_fields),
	.size = 36,
	.memory = sizeof(struct net_ipsec_key),
};

static const struct vqs_field resource_obj_ipsec_sa_256b_key_fields[] = {
	{ .name = "mode", .kind = VQS_U8,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, mode),
	  .names = &ipsec_mode_names },
	{ .name = "direction", .kind = VQS_U8, .offset = 1,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, direction),
	  .names = &ipsec_dir_names },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 2,
	  .flags = VQS_RESERVED, .offset = 2, .memory = VQS_NOWHERE },
	{ .name = "obj_id", .kind = VQS_LE32, .offset = 4,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, obj_id) },
	{ .name = "spi", .kind = VQS_LE32, .offset = 8,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, spi) },
	{ .name = "salt", .kind = VQS_LE32, .offset = 12,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, salt) },
	{ .name = "options", .kind = VQS_LE64, .flags = VQS_FLAGS, .offset = 16,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, options),
	  .names = &ipsec_names },
	{ .name = "param", .kind = VQS_STRUCT, .offset = 24,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, param),
	  .structure = &ipsec_tunnel_param_structure },
	{ .name = "udp_sport", .kind = VQS_LE16, .offset = 68,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, udp_sport) },
	{ .name = "udp_dport", .kind = VQS_LE16, .offset = 70,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, udp_dport) },
	{ .name = "replay_win_sz", .kind = VQS_LE32, .offset = 72,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, replay_win_sz) },
	{ .name = "cipher_algo", .kind = VQS_LE64, .offset = 76,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, cipher_algo) },
	{ .name = "cipher_key", .kind = VQS_STRUCT, .offset = 84,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, cipher_key),
	  .structure = &ipsec_key_structure },
	{ .name = "auth_algo", .kind = VQS_LE64, .offset = 120,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, auth_algo) },
	{ .name = "auth_key", .kind = VQS_STRUCT, .offset = 128,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, auth_key),
	  .structure = &ipsec_key_structure },
	{ .name = "life", .kind = VQS_STRUCT, .offset = 164,
	  .memory = offsetof(struct net_resource_obj_ipsec_sa_256b_key, life),
	  .structure = &ipsec_lifetime_structure },
};

static const struct vqs_struct resource_obj_ipsec_sa_256b_key_structure = {
	.name = "resource_obj_ipsec_sa_256b_key",
	.fields = resource_obj_ipsec_sa_256b_key_fields,
	.field_count = COUNT(resource_obj_ipsec_sa_256b_key_fields),
	.size = 196,
	.memory = sizeof(struct net_resource_obj_ipsec_sa_256b_key),
};

static const struct vqs_field ctrl_coal_fields[] = {
	{ .name = "max_packets", .kind = VQS_LE32,
	  .memory = offsetof(struct net_ctrl_coal, max_packets) },
	{ .name = "max_usecs", .kind = VQS_LE32, .offset = 4,
	  .memory = offsetof(struct net_ctrl_coal, max_usecs) },
};

static const struct vqs_struct ctrl_coal_structure = {
	.name = "ctrl_coal",
	.fields = ctrl_coal_fields,
	.field_count = COUNT(ctrl_coal_fields),
	.size = 8,
	.memory = sizeof(struct net_ctrl_coal),
};

static const struct vqs_field queue_stats_fields[] = {
	{ .name = "vq_index", .kind = VQS_LE16,
	  .memory = offsetof(struct net_queue_stats, vq_index) },
	{ .name = "reserved", .kind = VQS_LE16, .extent = VQS_ARRAY, .count = 3,
	  .flags = VQS_RESERVED, .offset = 2, .memory = VQS_NOWHERE },
	{ .name = "types_bitmap", .kind = VQS_LE64, .extent = VQS_ARRAY, .count = 1,
	  .flags = VQS_FLAGS, .offset = 8,
	  .memory = offsetof(struct net_queue_stats, types_bitmap),
	  .names = &stats_type_names },
};

static const struct vqs_struct queue_stats_structure = {
	.name = "queue_stats",
	.fields = queue_stats_fields,
	.field_count = COUNT(queue_stats_fields),
	.size = 16,
	.memory = sizeof(struct net_queue_stats),
};

static const struct vqs_field stats_reply_hdr_fields[] = {
	{ .name = "type", .kind = VQS_U8,
	  .memory = offsetof(struct net_stats_reply_hdr, type),
	  .names = &stats_type_reply_names },
	{ .name = "reserved", .kind = VQS_U8, .flags = VQS_RESERVED, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "vq_index", .kind = VQS_LE16, .offset = 2,
	  .memory = offsetof(struct net_stats_reply_hdr, vq_index) },
	{ .name = "reserved1", .kind = VQS_LE16, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "size", .kind = VQS_LE16, .offset = 6,
	  .memory = offsetof(struct net_stats_reply_hdr, size) },
};

static const struct vqs_struct stats_reply_hdr_structure = {
	.name = "stats_reply_hdr",
	.fields = stats_reply_hdr_fields,
	.field_count = COUNT(stats_reply_hdr_fields),
	.size = 8,
	.memory = sizeof(struct net_stats_reply_hdr),
};

static const struct vqs_field stats_cvq_fields[] = {
	{ .name = "hdr", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_stats_cvq, hdr),
	  .structure = &stats_reply_hdr_structure },
	{ .name = "command_num", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct net_stats_cvq, command_num) },
	{ .name = "ok_num", .kind = VQS_LE64, .offset = 16,
	  .memory = offsetof(struct net_stats_cvq, ok_num) },
};

static const struct vqs_struct stats_cvq_structure = {
	.name = "stats_cvq",
	.fields = stats_cvq_fields,
	.field_count = COUNT(stats_cvq_fields),
	.size = 24,
	.memory = sizeof(struct net_stats_cvq),
};

static const struct vqs_field stats_rx_basic_fields[] = {
	{ .name = "hdr", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_stats_rx_basic, hdr),
	  .structure = &stats_reply_hdr_structure },
	{ .name = "rx_notifications", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct net_stats_rx_basic, rx_notifications) },
	{ .name = "rx_packets", .kind = VQS_LE64, .offset = 16,
	  .memory = offsetof(struct net_stats_rx_basic, rx_packets) },
	{ .name = "rx_bytes", .kind = VQS_LE64, .offset = 24,
	  .memory = offsetof(struct net_stats_rx_basic, rx_bytes) },
	{ .name = "rx_interrupts", .kind = VQS_LE64, .offset = 32,
	  .memory = offsetof(struct net_stats_rx_basic, rx_interrupts) },
	{ .name = "rx_drops", .kind = VQS_LE64, .offset = 40,
	  .memory = offsetof(struct net_stats_rx_basic, rx_drops) },
	{ .name = "rx_drop_overruns", .kind = VQS_LE64, .offset = 48,
	  .memory = offsetof(struct net_stats_rx_basic, rx_drop_overruns) },
};

static const struct vqs_struct stats_rx_basic_structure = {
	.name = "stats_rx_basic",
	.fields = stats_rx_basic_fields,
	.field_count = COUNT(stats_rx_basic_fields),
	.size = 56,
	.memory = sizeof(struct net_stats_rx_basic),
};

static const struct vqs_field stats_tx_basic_fields[] = {
	{ .name = "hdr", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_stats_tx_basic, hdr),
	  .structure = &stats_reply_hdr_structure },
	{ .name = "tx_notifications", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct net_stats_tx_basic, tx_notifications) },
	{ .name = "tx_packets", .kind = VQS_LE64, .offset = 16,
	  .memory = offsetof(struct net_stats_tx_basic, tx_packets) },
	{ .name = "tx_bytes", .kind = VQS_LE64, .offset = 24,
	  .memory = offsetof(struct net_stats_tx_basic, tx_bytes) },
	{ .name = "tx_interrupts", .kind = VQS_LE64, .offset = 32,
	  .memory = offsetof(struct net_stats_tx_basic, tx_interrupts) },
	{ .name = "tx_drops", .kind = VQS_LE64, .offset = 40,
	  .memory = offsetof(struct net_stats_tx_basic, tx_drops) },
	{ .name = "tx_drop_malformed", .kind = VQS_LE64, .offset = 48,
	  .memory = offsetof(struct net_stats_tx_basic, tx_drop_malformed) },
};

static const struct vqs_struct stats_tx_basic_structure = {
	.name = "stats_tx_basic",
	.fields = stats_tx_basic_fields,
	.field_count = COUNT(stats_tx_basic_fields),
	.size = 56,
	.memory = sizeof(struct net_stats_tx_basic),
};

static const struct vqs_field stats_rx_csum_fields[] = {
	{ .name = "hdr", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_stats_rx_csum, hdr),
	  .structure = &stats_reply_hdr_structure },
	{ .name = "rx_csum_valid", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct net_stats_rx_csum, rx_csum_valid) },
	{ .name = "rx_needs_csum", .kind = VQS_LE64, .offset = 16,
	  .memory = offsetof(struct net_stats_rx_csum, rx_needs_csum) },
	{ .name = "rx_csum_none", .kind = VQS_LE64, .offset = 24,
	  .memory = offsetof(struct net_stats_rx_csum, rx_csum_none) },
	{ .name = "rx_csum_bad", .kind = VQS_LE64, .offset = 32,
	  .memory = offsetof(struct net_stats_rx_csum, rx_csum_bad) },
};

static const struct vqs_struct stats_rx_csum_structure = {
	.name = "stats_rx_csum",
	.fields = stats_rx_csum_fields,
	.field_count = COUNT(stats_rx_csum_fields),
	.size = 40,
	.memory = sizeof(struct net_stats_rx_csum),
};

static const struct vqs_field stats_tx_csum_fields[] = {
	{ .name = "hdr", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_stats_tx_csum, hdr),
	  .structure = &stats_reply_hdr_structure },
	{ .name = "tx_csum_none", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct net_stats_tx_csum, tx_csum_none) },
	{ .name = "tx_needs_csum", .kind = VQS_LE64, .offset = 16,
	  .memory = offsetof(struct net_stats_tx_csum, tx_needs_csum) },
};

static const struct vqs_struct stats_tx_csum_structure = {
	.name = "stats_tx_csum",
	.fields = stats_tx_csum_fields,
	.field_count = COUNT(stats_tx_csum_fields),
	.size = 24,
	.memory = sizeof(struct net_stats_tx_csum),
};

static const struct vqs_field stats_rx_gso_fields[] = {
	{ .name = "hdr", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_stats_rx_gso, hdr),
	  .structure = &stats_reply_hdr_structure },
	{ .name = "rx_gso_packets", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct net_stats_rx_gso, rx_gso_packets) },
	{ .name = "rx_gso_bytes", .kind = VQS_LE64, .offset = 16,
	  .memory = offsetof(struct net_stats_rx_gso, rx_gso_bytes) },
	{ .name = "rx_gso_packets_coalesced", .kind = VQS_LE64, .offset = 24,
	  .memory = offsetof(struct net_stats_rx_gso, rx_gso_packets_coalesced) },
	{ .name = "rx_gso_bytes_coalesced", .kind = VQS_LE64, .offset = 32,
	  .memory = offsetof(struct net_stats_rx_gso, rx_gso_bytes_coalesced) },
};

static const struct vqs_struct stats_rx_gso_structure = {
	.name = "stats_rx_gso",
	.fields = stats_rx_gso_fields,
	.field_count = COUNT(stats_rx_gso_fields),
	.size = 40,
	.memory = sizeof(struct net_stats_rx_gso),
};

static const struct vqs_field stats_tx_gso_fields[] = {
	{ .name = "hdr", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_stats_tx_gso, hdr),
	  .structure = &stats_reply_hdr_structure },
	{ .name = "tx_gso_packets", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct net_stats_tx_gso, tx_gso_packets) },
	{ .name = "tx_gso_bytes", .kind = VQS_LE64, .offset = 16,
	  .memory = offsetof(struct net_stats_tx_gso, tx_gso_bytes) },
	{ .name = "tx_gso_segments", .kind = VQS_LE64, .offset = 24,
	  .memory = offsetof(struct net_stats_tx_gso, tx_gso_segments) },
	{ .name = "tx_gso_segments_bytes", .kind = VQS_LE64, .offset = 32,
	  .memory = offsetof(struct net_stats_tx_gso, tx_gso_segments_bytes) },
	{ .name = "tx_gso_packets_noseg", .kind = VQS_LE64, .offset = 40,
	  .memory = offsetof(struct net_stats_tx_gso, tx_gso_packets_noseg) },
	{ .name = "tx_gso_bytes_noseg", .kind = VQS_LE64, .offset = 48,
	  .memory = offsetof(struct net_stats_tx_gso, tx_gso_bytes_noseg) },
};

static const struct vqs_struct stats_tx_gso_structure = {
	.name = "stats_tx_gso",
	.fields = stats_tx_gso_fields,
	.field_count = COUNT(stats_tx_gso_fields),
	.size = 56,
	.memory = sizeof(struct net_stats_tx_gso),
};

static const struct vqs_field stats_rx_speed_fields[] = {
	{ .name = "hdr", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_stats_rx_speed, hdr),
	  .structure = &stats_reply_hdr_structure },
	{ .name = "rx_packets_allowance_exceeded", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct net_stats_rx_speed, rx_packets_allowance_exceeded) },
	{ .name = "rx_bytes_allowance_exceeded", .kind = VQS_LE64, .offset = 16,
	  .memory = offsetof(struct net_stats_rx_speed, rx_bytes_allowance_exceeded) },
};

static const struct vqs_struct stats_rx_speed_structure = {
	.name = "stats_rx_speed",
	.fields = stats_rx_speed_fields,
	.field_count = COUNT(stats_rx_speed_fields),
	.size = 24,
	.memory = sizeof(struct net_stats_rx_speed),
};

static const struct vqs_field stats_tx_speed_fields[] = {
	{ .name = "hdr", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_stats_tx_speed, hdr),
	  .structure = &stats_reply_hdr_structure },
	{ .name = "tx_packets_allowance_exceeded", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct net_stats_tx_speed, tx_packets_allowance_exceeded) },
	{ .name = "tx_bytes_allowance_exceeded", .kind = VQS_LE64, .offset = 16,
	  .memory = offsetof(struct net_stats_tx_speed, tx_bytes_allowance_exceeded) },
};

static const struct vqs_struct stats_tx_speed_structure = {
	.name = "stats_tx_speed",
	.fields = stats_tx_speed_fields,
	.field_count = COUNT(stats_tx_speed_fields),
	.size = 24,
	.memory = sizeof(struct net_stats_tx_speed),
};

static const struct vqs_item_type stats_items[] = {
	{
		.field = { .name = "rx_basic", .kind = VQS_STRUCT,
		  .structure = &stats_rx_basic_structure },
		.value = 0,
		.whole = true,
	},
	{
		.field = { .name = "rx_csum", .kind = VQS_STRUCT,
		  .structure = &stats_rx_csum_structure },
		.value = 1,
		.whole = true,
	},
	{
		.field = { .name = "rx_gso", .kind = VQS_STRUCT,
		  .structure = &stats_rx_gso_structure },
		.value = 2,
		.whole = true,
	},
	{
		.field = { .name = "rx_speed", .kind = VQS_STRUCT,
		  .structure = &stats_rx_speed_structure },
		.value = 3,
		.whole = true,
	},
	{
		.field = { .name = "tx_basic", .kind = VQS_STRUCT,
		  .structure = &stats_tx_basic_structure },
		.value = 16,
		.whole = true,
	},
	{
		.field = { .name = "tx_csum", .kind = VQS_STRUCT,
		  .structure = &stats_tx_csum_structure },
		.value = 17,
		.whole = true,
	},
	{
		.field = { .name = "tx_gso", .kind = VQS_STRUCT,
		  .structure = &stats_tx_gso_structure },
		.value = 18,
		.whole = true,
	},
	{
		.field = { .name = "tx_speed", .kind = VQS_STRUCT,
		  .structure = &stats_tx_speed_structure },
		.value = 19,
		.whole = true,
	},
	{
		.field = { .name = "cvq", .kind = VQS_STRUCT,
		  .structure = &stats_cvq_structure },
		.value = 32,
		.whole = true,
	},
};

const struct vqs_list net_stats = {
	.name = "stats",
	.head = &stats_reply_hdr_structure,
	.type = &stats_reply_hdr_fields[0],
	.length = &stats_reply_hdr_fields[4],
	.items = stats_items,
	.count = COUNT(stats_items),
	.includes_head = true,
};

static const struct vqs_item_type ff_selectors_items[] = {
	{
		.field = { .name = "selector", .kind = VQS_U8, .extent = VQS_REST },
	},
};

const struct vqs_list net_ff_selectors = {
	.name = "ff_selectors",
	.head = &ff_selector_structure,
	.length = &ff_selector_fields[3],
	.items = ff_selectors_items,
	.count = COUNT(ff_selectors_items),
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
	{ .name = "supported_hash_types", .kind = VQS_LE32, .flags = VQS_FLAGS,
	  .offset = 20, .memory = offsetof(struct net_config, supported_hash_types),
	  .names = &hash_type_names, .condition = &if_rss_or_hash_report },
	{ .name = "supported_tunnel_types", .kind = VQS_LE32, .flags = VQS_FLAGS,
	  .offset = 24, .memory = offsetof(struct net_config, supported_tunnel_types),
	  .names = &hash_tunnel_type_names, .condition = &if_hash_tunnel },
};

static const struct vqs_field received_writable[] = {
	{ .name = "hdr", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_received, hdr), .structure = &hdr_structure },
	{ .name = "data", .kind = VQS_U8, .extent = VQS_REST, .offset = 32,
	  .memory = offsetof(struct net_received, data) },
};

static const struct vqs_message received_messages[] = {
	{
		.name = "net_received",
		.writable = { .fields = received_writable,
		  .field_count = COUNT(received_writable), .head = 32, .least = 32,
		  .memory = sizeof(struct net_received), .variable = true,
		  .contextual = true },
	},
};

static const struct vqs_field transmitted_readable[] = {
	{ .name = "hdr", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_transmitted, hdr), .structure = &hdr_structure },
	{ .name = "data", .kind = VQS_U8, .extent = VQS_REST, .offset = 32,
	  .memory = offsetof(struct net_transmitted, data) },
};

static const struct vqs_message transmitted_messages[] = {
	{
		.name = "net_transmitted",
		.readable = { .fields = transmitted_readable,
		  .field_count = COUNT(transmitted_readable), .head = 32, .least = 32,
		  .memory = sizeof(struct net_transmitted), .variable = true,
		  .contextual = true },
	},
};

static const struct vqs_field rx_promisc_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "on", .kind = VQS_U8, .flags = VQS_RANGE, .offset = 2,
	  .memory = offsetof(struct net_rx_promisc, on), .max = 1 },
};

static const struct vqs_field rx_promisc_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_rx_promisc_reply, ack), .names = &ack_names },
};

static const struct vqs_field rx_allmulti_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "on", .kind = VQS_U8, .flags = VQS_RANGE, .offset = 2,
	  .memory = offsetof(struct net_rx_allmulti, on), .max = 1 },
};

static const struct vqs_field rx_allmulti_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_rx_allmulti_reply, ack), .names = &ack_names },
};

static const struct vqs_field rx_alluni_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "on", .kind = VQS_U8, .flags = VQS_RANGE, .offset = 2,
	  .memory = offsetof(struct net_rx_alluni, on), .max = 1 },
};

static const struct vqs_field rx_alluni_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_rx_alluni_reply, ack), .names = &ack_names },
};

static const struct vqs_field rx_nomulti_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "on", .kind = VQS_U8, .flags = VQS_RANGE, .offset = 2,
	  .memory = offsetof(struct net_rx_nomulti, on), .max = 1 },
};

static const struct vqs_field rx_nomulti_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_rx_nomulti_reply, ack), .names = &ack_names },
};

static const struct vqs_field rx_nouni_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "on", .kind = VQS_U8, .flags = VQS_RANGE, .offset = 2,
	  .memory = offsetof(struct net_rx_nouni, on), .max = 1 },
};

static const struct vqs_field rx_nouni_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_rx_nouni_reply, ack), .names = &ack_names },
};

static const struct vqs_field rx_nobcast_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "on", .kind = VQS_U8, .flags = VQS_RANGE, .offset = 2,
	  .memory = offsetof(struct net_rx_nobcast, on), .max = 1 },
};

static const struct vqs_field rx_nobcast_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_rx_nobcast_reply, ack), .names = &ack_names },
};

static const struct vqs_field mac_table_set_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "unicast_entries", .kind = VQS_LE32, .offset = 2,
	  .memory = offsetof(struct net_mac_table_set, unicast_entries) },
	{ .name = "unicast_macs", .kind = VQS_STRUCT, .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 2 }, .factor = 1, .offset = 6,
	  .memory = offsetof(struct net_mac_table_set, unicast_macs),
	  .structure = &mac_structure },
	{ .name = "multicast_entries", .kind = VQS_LE32,
	  .memory = offsetof(struct net_mac_table_set, multicast_entries) },
	{ .name = "multicast_macs", .kind = VQS_STRUCT, .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 4 }, .factor = 1, .offset = 4,
	  .memory = offsetof(struct net_mac_table_set, multicast_macs),
	  .structure = &mac_structure },
};

static const struct vqs_field mac_table_set_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_mac_table_set_reply, ack), .names = &ack_names },
};

static const struct vqs_field mac_addr_set_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "mac", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 6, .offset = 2,
	  .memory = offsetof(struct net_mac_addr_set, mac) },
};

static const struct vqs_field mac_addr_set_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_mac_addr_set_reply, ack), .names = &ack_names },
};

static const struct vqs_field vlan_add_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "id", .kind = VQS_LE16, .offset = 2,
	  .memory = offsetof(struct net_vlan_add, id) },
};

static const struct vqs_field vlan_add_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_vlan_add_reply, ack), .names = &ack_names },
};

static const struct vqs_field vlan_del_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "id", .kind = VQS_LE16, .offset = 2,
	  .memory = offsetof(struct net_vlan_del, id) },
};

static const struct vqs_field vlan_del_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_vlan_del_reply, ack), .names = &ack_names },
};

static const struct vqs_field announce_ack_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
};

static const struct vqs_field announce_ack_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_announce_ack_reply, ack), .names = &ack_names },
};

static const struct vqs_field mq_vq_pairs_set_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "virtqueue_pairs", .kind = VQS_LE16, .flags = VQS_RANGE, .offset = 2,
	  .memory = offsetof(struct net_mq_vq_pairs_set, virtqueue_pairs), .min = 1,
	  .max = 32768, .names = &ctrl_mq_vq_pairs_names },
};

static const struct vqs_field mq_vq_pairs_set_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_mq_vq_pairs_set_reply, ack),
	  .names = &ack_names },
};

static const struct vqs_field mq_rss_config_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "hash_types", .kind = VQS_LE32, .flags = VQS_FLAGS, .offset = 2,
	  .memory = offsetof(struct net_mq_rss_config, hash_types),
	  .names = &hash_type_names },
	{ .name = "indirection_table_mask", .kind = VQS_LE16, .offset = 6,
	  .memory = offsetof(struct net_mq_rss_config, indirection_table_mask) },
	{ .name = "unclassified_queue", .kind = VQS_STRUCT, .offset = 8,
	  .memory = offsetof(struct net_mq_rss_config, unclassified_queue),
	  .structure = &rss_rq_id_structure },
	{ .name = "indirection_table", .kind = VQS_STRUCT, .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 3 }, .factor = 1, .addend = 1, .offset = 10,
	  .memory = offsetof(struct net_mq_rss_config, indirection_table),
	  .structure = &rss_rq_id_structure },
	{ .name = "max_tx_vq", .kind = VQS_LE16,
	  .memory = offsetof(struct net_mq_rss_config, max_tx_vq) },
	{ .name = "hash_key_length", .kind = VQS_U8, .offset = 2,
	  .memory = offsetof(struct net_mq_rss_config, hash_key_length) },
	{ .name = "hash_key_data", .kind = VQS_U8, .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 7 }, .factor = 1, .offset = 3,
	  .memory = offsetof(struct net_mq_rss_config, hash_key_data) },
};

static const struct vqs_field mq_rss_config_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_mq_rss_config_reply, ack), .names = &ack_names },
};

static const struct vqs_field mq_hash_config_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "hash_types", .kind = VQS_LE32, .flags = VQS_FLAGS, .offset = 2,
	  .memory = offsetof(struct net_mq_hash_config, hash_types),
	  .names = &hash_type_names },
	{ .name = "reserved", .kind = VQS_LE16, .extent = VQS_ARRAY, .count = 4,
	  .flags = VQS_RESERVED | VQS_STRICT, .offset = 6, .memory = VQS_NOWHERE },
	{ .name = "hash_key_length", .kind = VQS_U8, .offset = 14,
	  .memory = offsetof(struct net_mq_hash_config, hash_key_length) },
	{ .name = "hash_key_data", .kind = VQS_U8, .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 4 }, .factor = 1, .offset = 15,
	  .memory = offsetof(struct net_mq_hash_config, hash_key_data) },
};

static const struct vqs_field mq_hash_config_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_mq_hash_config_reply, ack), .names = &ack_names },
};

static const struct vqs_field guest_offloads_set_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "offloads", .kind = VQS_LE64, .flags = VQS_CLOSED | VQS_FLAGS,
	  .offset = 2, .memory = offsetof(struct net_guest_offloads_set, offloads),
	  .names = &offload_names },
};

static const struct vqs_field guest_offloads_set_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_guest_offloads_set_reply, ack),
	  .names = &ack_names },
};

static const struct vqs_field notf_coal_tx_set_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "coal", .kind = VQS_STRUCT, .offset = 2,
	  .memory = offsetof(struct net_notf_coal_tx_set, coal),
	  .structure = &ctrl_coal_structure },
};

static const struct vqs_field notf_coal_tx_set_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_notf_coal_tx_set_reply, ack),
	  .names = &ack_names },
};

static const struct vqs_field notf_coal_rx_set_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "coal", .kind = VQS_STRUCT, .offset = 2,
	  .memory = offsetof(struct net_notf_coal_rx_set, coal),
	  .structure = &ctrl_coal_structure },
};

static const struct vqs_field notf_coal_rx_set_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_notf_coal_rx_set_reply, ack),
	  .names = &ack_names },
};

static const struct vqs_field notf_coal_vq_set_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "vq_index", .kind = VQS_LE16, .offset = 2,
	  .memory = offsetof(struct net_notf_coal_vq_set, vq_index) },
	{ .name = "reserved", .kind = VQS_LE16, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "coal", .kind = VQS_STRUCT, .offset = 6,
	  .memory = offsetof(struct net_notf_coal_vq_set, coal),
	  .structure = &ctrl_coal_structure },
};

static const struct vqs_field notf_coal_vq_set_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_notf_coal_vq_set_reply, ack),
	  .names = &ack_names },
};

static const struct vqs_field notf_coal_vq_get_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "vq_index", .kind = VQS_LE16, .offset = 2,
	  .memory = offsetof(struct net_notf_coal_vq_get, vq_index) },
	{ .name = "reserved", .kind = VQS_LE16, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
};

static const struct vqs_field notf_coal_vq_get_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_notf_coal_vq_get_reply, ack),
	  .names = &ack_names },
	{ .name = "coal", .kind = VQS_STRUCT, .offset = 1,
	  .memory = offsetof(struct net_notf_coal_vq_get_reply, coal),
	  .structure = &ctrl_coal_structure },
};

static const struct vqs_field hash_tunnel_set_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "enabled_tunnel_types", .kind = VQS_LE32, .flags = VQS_FLAGS,
	  .offset = 2,
	  .memory = offsetof(struct net_hash_tunnel_set, enabled_tunnel_types),
	  .names = &hash_tunnel_type_names },
};

static const struct vqs_field hash_tunnel_set_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_hash_tunnel_set_reply, ack),
	  .names = &ack_names },
};

static const struct vqs_field stats_query_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
};

static const struct vqs_field stats_query_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_stats_query_reply, ack), .names = &ack_names },
	{ .name = "supported_stats_types", .kind = VQS_LE64, .extent = VQS_ARRAY,
	  .count = 1, .flags = VQS_FLAGS, .offset = 1,
	  .memory = offsetof(struct net_stats_query_reply, supported_stats_types),
	  .names = &stats_type_names },
};

static const struct vqs_field stats_get_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "stats", .kind = VQS_STRUCT, .extent = VQS_REST, .offset = 2,
	  .memory = offsetof(struct net_stats_get, stats),
	  .structure = &queue_stats_structure },
};

static const struct vqs_field stats_get_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_stats_get_reply, ack), .names = &ack_names },
	{ .name = "stats", .kind = VQS_U8, .extent = VQS_REST, .offset = 1,
	  .memory = offsetof(struct net_stats_get_reply, stats), .list = &net_stats },
};

static const struct vqs_field rss_ctx_cap_get_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
};

static const struct vqs_field rss_ctx_cap_get_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_rss_ctx_cap_get_reply, ack),
	  .names = &ack_names },
	{ .name = "max_rss_contexts", .kind = VQS_LE16, .flags = VQS_RANGE, .offset = 1,
	  .memory = offsetof(struct net_rss_ctx_cap_get_reply, max_rss_contexts),
	  .min = 1, .max = 65535 },
};

static const struct vqs_field rss_ctx_add_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "rss_ctx_id", .kind = VQS_LE16, .flags = VQS_RANGE, .offset = 2,
	  .memory = offsetof(struct net_rss_ctx_add, rss_ctx_id), .min = 1,
	  .max = 65535 },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 6,
	  .flags = VQS_RESERVED, .offset = 4, .memory = VQS_NOWHERE },
	{ .name = "hash_types", .kind = VQS_LE32, .flags = VQS_FLAGS, .offset = 10,
	  .memory = offsetof(struct net_rss_ctx_add, hash_types),
	  .names = &hash_type_names },
	{ .name = "indirection_table_mask", .kind = VQS_LE16, .offset = 14,
	  .memory = offsetof(struct net_rss_ctx_add, indirection_table_mask) },
	{ .name = "unclassified_queue", .kind = VQS_STRUCT, .offset = 16,
	  .memory = offsetof(struct net_rss_ctx_add, unclassified_queue),
	  .structure = &rss_rq_id_structure },
	{ .name = "indirection_table", .kind = VQS_STRUCT, .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 5 }, .factor = 1, .addend = 1, .offset = 18,
	  .memory = offsetof(struct net_rss_ctx_add, indirection_table),
	  .structure = &rss_rq_id_structure },
	{ .name = "max_tx_vq", .kind = VQS_LE16,
	  .memory = offsetof(struct net_rss_ctx_add, max_tx_vq) },
	{ .name = "hash_key_length", .kind = VQS_U8, .offset = 2,
	  .memory = offsetof(struct net_rss_ctx_add, hash_key_length) },
	{ .name = "hash_key_data", .kind = VQS_U8, .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 9 }, .factor = 1, .offset = 3,
	  .memory = offsetof(struct net_rss_ctx_add, hash_key_data) },
};

static const struct vqs_field rss_ctx_add_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_rss_ctx_add_reply, ack), .names = &ack_names },
};

static const struct vqs_field rss_ctx_mod_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "rss_ctx_id", .kind = VQS_LE16, .flags = VQS_RANGE, .offset = 2,
	  .memory = offsetof(struct net_rss_ctx_mod, rss_ctx_id), .min = 1,
	  .max = 65535 },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 6,
	  .flags = VQS_RESERVED, .offset = 4, .memory = VQS_NOWHERE },
	{ .name = "hash_types", .kind = VQS_LE32, .flags = VQS_FLAGS, .offset = 10,
	  .memory = offsetof(struct net_rss_ctx_mod, hash_types),
	  .names = &hash_type_names },
	{ .name = "indirection_table_mask", .kind = VQS_LE16, .offset = 14,
	  .memory = offsetof(struct net_rss_ctx_mod, indirection_table_mask) },
	{ .name = "unclassified_queue", .kind = VQS_STRUCT, .offset = 16,
	  .memory = offsetof(struct net_rss_ctx_mod, unclassified_queue),
	  .structure = &rss_rq_id_structure },
	{ .name = "indirection_table", .kind = VQS_STRUCT, .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 5 }, .factor = 1, .addend = 1, .offset = 18,
	  .memory = offsetof(struct net_rss_ctx_mod, indirection_table),
	  .structure = &rss_rq_id_structure },
	{ .name = "max_tx_vq", .kind = VQS_LE16,
	  .memory = offsetof(struct net_rss_ctx_mod, max_tx_vq) },
	{ .name = "hash_key_length", .kind = VQS_U8, .offset = 2,
	  .memory = offsetof(struct net_rss_ctx_mod, hash_key_length) },
	{ .name = "hash_key_data", .kind = VQS_U8, .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 9 }, .factor = 1, .offset = 3,
	  .memory = offsetof(struct net_rss_ctx_mod, hash_key_data) },
};

static const struct vqs_field rss_ctx_mod_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_rss_ctx_mod_reply, ack), .names = &ack_names },
};

static const struct vqs_field rss_ctx_del_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLASS | VQS_CLOSED,
	  .memory = VQS_NOWHERE, .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .flags = VQS_OPCODE, .offset = 1,
	  .memory = VQS_NOWHERE },
	{ .name = "rss_ctx_id", .kind = VQS_LE16, .flags = VQS_RANGE, .offset = 2,
	  .memory = offsetof(struct net_rss_ctx_del, rss_ctx_id), .min = 1,
	  .max = 65535 },
};

static const struct vqs_field rss_ctx_del_writable[] = {
	{ .name = "ack", .kind = VQS_U8, .flags = VQS_STATUS | VQS_CLOSED,
	  .memory = offsetof(struct net_rss_ctx_del_reply, ack), .names = &ack_names },
};

static const struct vqs_message ctrl_messages[] = {
	{
		.name = "rx_promisc",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_RX, NET_CTRL_RX_PROMISC),
		.readable = { .fields = rx_promisc_readable,
		  .field_count = COUNT(rx_promisc_readable), .head = 3, .least = 3,
		  .memory = sizeof(struct net_rx_promisc) },
		.writable = { .fields = rx_promisc_writable,
		  .field_count = COUNT(rx_promisc_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_rx_promisc_reply) },
		.condition = &if_ctrl_rx,
	},
	{
		.name = "rx_allmulti",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_RX, NET_CTRL_RX_ALLMULTI),
		.readable = { .fields = rx_allmulti_readable,
		  .field_count = COUNT(rx_allmulti_readable), .head = 3, .least = 3,
		  .memory = sizeof(struct net_rx_allmulti) },
		.writable = { .fields = rx_allmulti_writable,
		  .field_count = COUNT(rx_allmulti_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_rx_allmulti_reply) },
		.condition = &if_ctrl_rx,
	},
	{
		.name = "rx_alluni",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_RX, NET_CTRL_RX_ALLUNI),
		.readable = { .fields = rx_alluni_readable,
		  .field_count = COUNT(rx_alluni_readable), .head = 3, .least = 3,
		  .memory = sizeof(struct net_rx_alluni) },
		.writable = { .fields = rx_alluni_writable,
		  .field_count = COUNT(rx_alluni_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_rx_alluni_reply) },
		.condition = &if_ctrl_rx_extra,
	},
	{
		.name = "rx_nomulti",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_RX, NET_CTRL_RX_NOMULTI),
		.readable = { .fields = rx_nomulti_readable,
		  .field_count = COUNT(rx_nomulti_readable), .head = 3, .least = 3,
		  .memory = sizeof(struct net_rx_nomulti) },
		.writable = { .fields = rx_nomulti_writable,
		  .field_count = COUNT(rx_nomulti_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_rx_nomulti_reply) },
		.condition = &if_ctrl_rx_extra,
	},
	{
		.name = "rx_nouni",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_RX, NET_CTRL_RX_NOUNI),
		.readable = { .fields = rx_nouni_readable,
		  .field_count = COUNT(rx_nouni_readable), .head = 3, .least = 3,
		  .memory = sizeof(struct net_rx_nouni) },
		.writable = { .fields = rx_nouni_writable,
		  .field_count = COUNT(rx_nouni_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_rx_nouni_reply) },
		.condition = &if_ctrl_rx_extra,
	},
	{
		.name = "rx_nobcast",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_RX, NET_CTRL_RX_NOBCAST),
		.readable = { .fields = rx_nobcast_readable,
		  .field_count = COUNT(rx_nobcast_readable), .head = 3, .least = 3,
		  .memory = sizeof(struct net_rx_nobcast) },
		.writable = { .fields = rx_nobcast_writable,
		  .field_count = COUNT(rx_nobcast_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_rx_nobcast_reply) },
		.condition = &if_ctrl_rx_extra,
	},
	{
		.name = "mac_table_set",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_MAC, NET_CTRL_MAC_TABLE_SET),
		.readable = { .fields = mac_table_set_readable,
		  .field_count = COUNT(mac_table_set_readable), .head = 6, .least = 10,
		  .memory = sizeof(struct net_mac_table_set), .variable = true },
		.writable = { .fields = mac_table_set_writable,
		  .field_count = COUNT(mac_table_set_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_mac_table_set_reply) },
		.condition = &if_ctrl_rx,
	},
	{
		.name = "mac_addr_set",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_MAC, NET_CTRL_MAC_ADDR_SET),
		.readable = { .fields = mac_addr_set_readable,
		  .field_count = COUNT(mac_addr_set_readable), .head = 8, .least = 8,
		  .memory = sizeof(struct net_mac_addr_set) },
		.writable = { .fields = mac_addr_set_writable,
		  .field_count = COUNT(mac_addr_set_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_mac_addr_set_reply) },
		.condition = &if_ctrl_mac_addr,
	},
	{
		.name = "vlan_add",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_VLAN, NET_CTRL_VLAN_ADD),
		.readable = { .fields = vlan_add_readable,
		  .field_count = COUNT(vlan_add_readable), .head = 4, .least = 4,
		  .memory = sizeof(struct net_vlan_add) },
		.writable = { .fields = vlan_add_writable,
		  .field_count = COUNT(vlan_add_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_vlan_add_reply) },
		.condition = &if_ctrl_vlan,
	},
	{
		.name = "vlan_del",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_VLAN, NET_CTRL_VLAN_DEL),
		.readable = { .fields = vlan_del_readable,
		  .field_count = COUNT(vlan_del_readable), .head = 4, .least = 4,
		  .memory = sizeof(struct net_vlan_del) },
		.writable = { .fields = vlan_del_writable,
		  .field_count = COUNT(vlan_del_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_vlan_del_reply) },
		.condition = &if_ctrl_vlan,
	},
	{
		.name = "announce_ack",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_ANNOUNCE, NET_CTRL_ANNOUNCE_ACK),
		.readable = { .fields = announce_ack_readable,
		  .field_count = COUNT(announce_ack_readable), .head = 2, .least = 2 },
		.writable = { .fields = announce_ack_writable,
		  .field_count = COUNT(announce_ack_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_announce_ack_reply) },
		.condition = &if_guest_announce,
	},
	{
		.name = "mq_vq_pairs_set",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_MQ, NET_CTRL_MQ_VQ_PAIRS_SET),
		.readable = { .fields = mq_vq_pairs_set_readable,
		  .field_count = COUNT(mq_vq_pairs_set_readable), .head = 4, .least = 4,
		  .memory = sizeof(struct net_mq_vq_pairs_set) },
		.writable = { .fields = mq_vq_pairs_set_writable,
		  .field_count = COUNT(mq_vq_pairs_set_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_mq_vq_pairs_set_reply) },
		.condition = &if_mq,
	},
	{
		.name = "mq_rss_config",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_MQ, NET_CTRL_MQ_RSS_CONFIG),
		.readable = { .fields = mq_rss_config_readable,
		  .field_count = COUNT(mq_rss_config_readable), .head = 10, .least = 13,
		  .memory = sizeof(struct net_mq_rss_config), .variable = true },
		.writable = { .fields = mq_rss_config_writable,
		  .field_count = COUNT(mq_rss_config_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_mq_rss_config_reply) },
		.condition = &if_rss,
	},
	{
		.name = "mq_hash_config",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_MQ, NET_CTRL_MQ_HASH_CONFIG),
		.readable = { .fields = mq_hash_config_readable,
		  .field_count = COUNT(mq_hash_config_readable), .head = 15,
		  .least = 15, .memory = sizeof(struct net_mq_hash_config),
		  .variable = true },
		.writable = { .fields = mq_hash_config_writable,
		  .field_count = COUNT(mq_hash_config_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_mq_hash_config_reply) },
		.condition = &if_hash_report,
	},
	{
		.name = "guest_offloads_set",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_GUEST_OFFLOADS, NET_CTRL_GUEST_OFFLOADS_SET),
		.readable = { .fields = guest_offloads_set_readable,
		  .field_count = COUNT(guest_offloads_set_readable), .head = 10,
		  .least = 10, .memory = sizeof(struct net_guest_offloads_set) },
		.writable = { .fields = guest_offloads_set_writable,
		  .field_count = COUNT(guest_offloads_set_writable), .head = 1,
		  .least = 1, .memory = sizeof(struct net_guest_offloads_set_reply) },
		.condition = &if_ctrl_guest_offloads,
	},
	{
		.name = "notf_coal_tx_set",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_NOTF_COAL, NET_CTRL_NOTF_COAL_TX_SET),
		.readable = { .fields = notf_coal_tx_set_readable,
		  .field_count = COUNT(notf_coal_tx_set_readable), .head = 10,
		  .least = 10, .memory = sizeof(struct net_notf_coal_tx_set) },
		.writable = { .fields = notf_coal_tx_set_writable,
		  .field_count = COUNT(notf_coal_tx_set_writable), .head = 1,
		  .least = 1, .memory = sizeof(struct net_notf_coal_tx_set_reply) },
		.condition = &if_notf_coal,
	},
	{
		.name = "notf_coal_rx_set",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_NOTF_COAL, NET_CTRL_NOTF_COAL_RX_SET),
		.readable = { .fields = notf_coal_rx_set_readable,
		  .field_count = COUNT(notf_coal_rx_set_readable), .head = 10,
		  .least = 10, .memory = sizeof(struct net_notf_coal_rx_set) },
		.writable = { .fields = notf_coal_rx_set_writable,
		  .field_count = COUNT(notf_coal_rx_set_writable), .head = 1,
		  .least = 1, .memory = sizeof(struct net_notf_coal_rx_set_reply) },
		.condition = &if_notf_coal,
	},
	{
		.name = "notf_coal_vq_set",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_NOTF_COAL, NET_CTRL_NOTF_COAL_VQ_SET),
		.readable = { .fields = notf_coal_vq_set_readable,
		  .field_count = COUNT(notf_coal_vq_set_readable), .head = 14,
		  .least = 14, .memory = sizeof(struct net_notf_coal_vq_set) },
		.writable = { .fields = notf_coal_vq_set_writable,
		  .field_count = COUNT(notf_coal_vq_set_writable), .head = 1,
		  .least = 1, .memory = sizeof(struct net_notf_coal_vq_set_reply) },
		.condition = &if_vq_notf_coal,
	},
	{
		.name = "notf_coal_vq_get",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_NOTF_COAL, NET_CTRL_NOTF_COAL_VQ_GET),
		.readable = { .fields = notf_coal_vq_get_readable,
		  .field_count = COUNT(notf_coal_vq_get_readable), .head = 6,
		  .least = 6, .memory = sizeof(struct net_notf_coal_vq_get) },
		.writable = { .fields = notf_coal_vq_get_writable,
		  .field_count = COUNT(notf_coal_vq_get_writable), .head = 9,
		  .least = 9, .memory = sizeof(struct net_notf_coal_vq_get_reply) },
		.condition = &if_vq_notf_coal,
	},
	{
		.name = "hash_tunnel_set",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_HASH_TUNNEL, NET_CTRL_HASH_TUNNEL_SET),
		.readable = { .fields = hash_tunnel_set_readable,
		  .field_count = COUNT(hash_tunnel_set_readable), .head = 6, .least = 6,
		  .memory = sizeof(struct net_hash_tunnel_set) },
		.writable = { .fields = hash_tunnel_set_writable,
		  .field_count = COUNT(hash_tunnel_set_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_hash_tunnel_set_reply) },
		.condition = &if_hash_tunnel,
	},
	{
		.name = "stats_query",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_STATS, NET_CTRL_STATS_QUERY),
		.readable = { .fields = stats_query_readable,
		  .field_count = COUNT(stats_query_readable), .head = 2, .least = 2 },
		.writable = { .fields = stats_query_writable,
		  .field_count = COUNT(stats_query_writable), .head = 9, .least = 9,
		  .memory = sizeof(struct net_stats_query_reply) },
		.condition = &if_device_stats,
	},
	{
		.name = "stats_get",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_STATS, NET_CTRL_STATS_GET),
		.readable = { .fields = stats_get_readable,
		  .field_count = COUNT(stats_get_readable), .head = 2, .least = 2,
		  .memory = sizeof(struct net_stats_get), .variable = true },
		.writable = { .fields = stats_get_writable,
		  .field_count = COUNT(stats_get_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_stats_get_reply), .variable = true },
		.condition = &if_device_stats,
	},
	{
		.name = "rss_ctx_cap_get",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_RSS_CTX, NET_CTRL_RSS_CTX_CAP_GET),
		.readable = { .fields = rss_ctx_cap_get_readable,
		  .field_count = COUNT(rss_ctx_cap_get_readable), .head = 2, .least = 2 },
		.writable = { .fields = rss_ctx_cap_get_writable,
		  .field_count = COUNT(rss_ctx_cap_get_writable), .head = 3, .least = 3,
		  .memory = sizeof(struct net_rss_ctx_cap_get_reply) },
		.condition = &if_rss_context,
	},
	{
		.name = "rss_ctx_add",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_RSS_CTX, NET_CTRL_RSS_CTX_ADD),
		.readable = { .fields = rss_ctx_add_readable,
		  .field_count = COUNT(rss_ctx_add_readable), .head = 18, .least = 21,
		  .memory = sizeof(struct net_rss_ctx_add), .variable = true },
		.writable = { .fields = rss_ctx_add_writable,
		  .field_count = COUNT(rss_ctx_add_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_rss_ctx_add_reply) },
		.condition = &if_rss_context,
	},
	{
		.name = "rss_ctx_mod",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_RSS_CTX, NET_CTRL_RSS_CTX_MOD),
		.readable = { .fields = rss_ctx_mod_readable,
		  .field_count = COUNT(rss_ctx_mod_readable), .head = 18, .least = 21,
		  .memory = sizeof(struct net_rss_ctx_mod), .variable = true },
		.writable = { .fields = rss_ctx_mod_writable,
		  .field_count = COUNT(rss_ctx_mod_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_rss_ctx_mod_reply) },
		.condition = &if_rss_context,
	},
	{
		.name = "rss_ctx_del",
		.opcode = VQS_CLASS_OPCODE(NET_CTRL_RSS_CTX, NET_CTRL_RSS_CTX_DEL),
		.readable = { .fields = rss_ctx_del_readable,
		  .field_count = COUNT(rss_ctx_del_readable), .head = 4, .least = 4,
		  .memory = sizeof(struct net_rss_ctx_del) },
		.writable = { .fields = rss_ctx_del_writable,
		  .field_count = COUNT(rss_ctx_del_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct net_rss_ctx_del_reply) },
		.condition = &if_rss_context,
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
	{
		.name = "net_ctrl",
		.messages = ctrl_messages,
		.message_count = COUNT(ctrl_messages),
		.opcode = { .kind = VQS_U8, .present = true, .offset = 1 },
		.opcode_class = { .kind = VQS_U8, .present = true },
		.status = { .kind = VQS_U8, .present = true, .writable = true },
		.answer = { .unsupported = NET_ERR, .has_unsupported = true,
		  .invalid = NET_ERR, .has_invalid = true },
	},
};

static const struct vqs_queue_type queues[] = {
	{ .name = "receiveq", .family = &families[0], .posted = true, .size = 256,
	  .index = NET_VQ_RECEIVEQ, .most = 32768, .least = 1, .stride = 2,
	  .count_field = NET_CONFIG_MAX_VIRTQUEUE_PAIRS },
	{ .name = "transmitq", .family = &families[1], .size = 256,
	  .index = NET_VQ_TRANSMITQ, .most = 32768, .least = 1, .stride = 2,
	  .count_field = NET_CONFIG_MAX_VIRTQUEUE_PAIRS },
	{ .name = "controlq", .family = &families[2], .condition = &if_ctrl_vq,
	  .size = 256, .index = 65536, .most = 1, .count_field = -1 },
};

static const struct vqs_field ff_cap_data_readable[] = {
	{ .name = "groups_limit", .kind = VQS_LE32,
	  .memory = offsetof(struct net_ff_cap_data, groups_limit) },
	{ .name = "classifiers_limit", .kind = VQS_LE32, .offset = 4,
	  .memory = offsetof(struct net_ff_cap_data, classifiers_limit) },
	{ .name = "rules_limit", .kind = VQS_LE32, .offset = 8,
	  .memory = offsetof(struct net_ff_cap_data, rules_limit) },
	{ .name = "rules_per_group_limit", .kind = VQS_LE32, .offset = 12,
	  .memory = offsetof(struct net_ff_cap_data, rules_per_group_limit) },
	{ .name = "last_rule_priority", .kind = VQS_U8, .offset = 16,
	  .memory = offsetof(struct net_ff_cap_data, last_rule_priority) },
	{ .name = "selectors_per_classifier_limit", .kind = VQS_U8, .offset = 17,
	  .memory = offsetof(struct net_ff_cap_data, selectors_per_classifier_limit) },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 2,
	  .flags = VQS_RESERVED, .offset = 18, .memory = VQS_NOWHERE },
};

static const struct vqs_message ff_cap_data_messages[] = {
	{
		.name = "ff_cap_data",
		.readable = { .fields = ff_cap_data_readable,
		  .field_count = COUNT(ff_cap_data_readable), .head = 20, .least = 20,
		  .memory = sizeof(struct net_ff_cap_data) },
	},
};

static const struct vqs_field ff_cap_mask_data_readable[] = {
	{ .name = "count", .kind = VQS_U8,
	  .memory = offsetof(struct net_ff_cap_mask_data, count) },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 7,
	  .flags = VQS_RESERVED, .offset = 1, .memory = VQS_NOWHERE },
	{ .name = "selectors", .kind = VQS_U8, .extent = VQS_REST, .offset = 8,
	  .memory = offsetof(struct net_ff_cap_mask_data, selectors),
	  .list = &net_ff_selectors },
};

static const struct vqs_message ff_cap_mask_data_messages[] = {
	{
		.name = "ff_cap_mask_data",
		.readable = { .fields = ff_cap_mask_data_readable,
		  .field_count = COUNT(ff_cap_mask_data_readable), .head = 8,
		  .least = 8, .memory = sizeof(struct net_ff_cap_mask_data),
		  .variable = true },
	},
};

static const struct vqs_field ff_actions_readable[] = {
	{ .name = "count", .kind = VQS_U8,
	  .memory = offsetof(struct net_ff_actions, count) },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 7,
	  .flags = VQS_RESERVED, .offset = 1, .memory = VQS_NOWHERE },
	{ .name = "actions", .kind = VQS_U8, .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 0 }, .factor = 1, .offset = 8,
	  .memory = offsetof(struct net_ff_actions, actions), .names = &ff_action_names },
};

static const struct vqs_message ff_actions_messages[] = {
	{
		.name = "ff_actions",
		.readable = { .fields = ff_actions_readable,
		  .field_count = COUNT(ff_actions_readable), .head = 8, .least = 8,
		  .memory = sizeof(struct net_ff_actions), .variable = true },
	},
};

static const struct vqs_field ipsec_resource_cap_readable[] = {
	{ .name = "inb_sa_limit", .kind = VQS_LE32,
	  .memory = offsetof(struct net_ipsec_resource_cap, inb_sa_limit) },
	{ .name = "outb_sa_limit", .kind = VQS_LE32, .offset = 4,
	  .memory = offsetof(struct net_ipsec_resource_cap, outb_sa_limit) },
};

static const struct vqs_message ipsec_resource_cap_messages[] = {
	{
		.name = "ipsec_resource_cap",
		.readable = { .fields = ipsec_resource_cap_readable,
		  .field_count = COUNT(ipsec_resource_cap_readable), .head = 8,
		  .least = 8, .memory = sizeof(struct net_ipsec_resource_cap) },
	},
};

static const struct vqs_field ipsec_sa_cap_data_readable[] = {
	{ .name = "count", .kind = VQS_U8,
	  .memory = offsetof(struct net_ipsec_sa_cap_data, count) },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 7,
	  .flags = VQS_RESERVED, .offset = 1, .memory = VQS_NOWHERE },
	{ .name = "cap_mode", .kind = VQS_STRUCT, .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 0 }, .factor = 1, .offset = 8,
	  .memory = offsetof(struct net_ipsec_sa_cap_data, cap_mode),
	  .structure = &ipsec_mode_cap_structure },
};

static const struct vqs_message ipsec_sa_cap_data_messages[] = {
	{
		.name = "ipsec_sa_cap_data",
		.readable = { .fields = ipsec_sa_cap_data_readable,
		  .field_count = COUNT(ipsec_sa_cap_data_readable), .head = 8,
		  .least = 8, .memory = sizeof(struct net_ipsec_sa_cap_data),
		  .variable = true },
	},
};

static const struct vqs_field resource_obj_ff_group_readable[] = {
	{ .name = "group_priority", .kind = VQS_LE16,
	  .memory = offsetof(struct net_resource_obj_ff_group, group_priority) },
};

static const struct vqs_message resource_obj_ff_group_messages[] = {
	{
		.name = "resource_obj_ff_group",
		.readable = { .fields = resource_obj_ff_group_readable,
		  .field_count = COUNT(resource_obj_ff_group_readable), .head = 2,
		  .least = 2, .memory = sizeof(struct net_resource_obj_ff_group) },
	},
};

static const struct vqs_field resource_obj_ff_classifier_readable[] = {
	{ .name = "count", .kind = VQS_U8,
	  .memory = offsetof(struct net_resource_obj_ff_classifier, count) },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 7,
	  .flags = VQS_RESERVED, .offset = 1, .memory = VQS_NOWHERE },
	{ .name = "selectors", .kind = VQS_U8, .extent = VQS_REST, .offset = 8,
	  .memory = offsetof(struct net_resource_obj_ff_classifier, selectors),
	  .list = &net_ff_selectors },
};

static const struct vqs_message resource_obj_ff_classifier_messages[] = {
	{
		.name = "resource_obj_ff_classifier",
		.readable = { .fields = resource_obj_ff_classifier_readable,
		  .field_count = COUNT(resource_obj_ff_classifier_readable), .head = 8,
		  .least = 8, .memory = sizeof(struct net_resource_obj_ff_classifier),
		  .variable = true },
	},
};

static const struct vqs_field resource_obj_ff_rule_readable[] = {
	{ .name = "group_id", .kind = VQS_LE32,
	  .memory = offsetof(struct net_resource_obj_ff_rule, group_id) },
	{ .name = "classifier_id", .kind = VQS_LE32, .offset = 4,
	  .memory = offsetof(struct net_resource_obj_ff_rule, classifier_id) },
	{ .name = "rule_priority", .kind = VQS_U8, .offset = 8,
	  .memory = offsetof(struct net_resource_obj_ff_rule, rule_priority) },
	{ .name = "key_length", .kind = VQS_U8, .offset = 9,
	  .memory = offsetof(struct net_resource_obj_ff_rule, key_length) },
	{ .name = "action", .kind = VQS_U8, .offset = 10,
	  .memory = offsetof(struct net_resource_obj_ff_rule, action),
	  .names = &ff_action_names },
	{ .name = "reserved", .kind = VQS_U8, .flags = VQS_RESERVED, .offset = 11,
	  .memory = VQS_NOWHERE },
	{ .name = "vq_index", .kind = VQS_LE16, .offset = 12,
	  .memory = offsetof(struct net_resource_obj_ff_rule, vq_index) },
	{ .name = "reserved1", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 2,
	  .flags = VQS_RESERVED, .offset = 14, .memory = VQS_NOWHERE },
	{ .name = "keys", .kind = VQS_U8, .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 3 }, .factor = 1, .offset = 16,
	  .memory = offsetof(struct net_resource_obj_ff_rule, keys) },
};

static const struct vqs_message resource_obj_ff_rule_messages[] = {
	{
		.name = "resource_obj_ff_rule",
		.readable = { .fields = resource_obj_ff_rule_readable,
		  .field_count = COUNT(resource_obj_ff_rule_readable), .head = 16,
		  .least = 16, .memory = sizeof(struct net_resource_obj_ff_rule),
		  .variable = true },
	},
};

static const struct vqs_field resource_obj_ipsec_outb_sa_readable[] = {
	{ .name = "sa", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_resource_obj_ipsec_outb_sa, sa),
	  .structure = &resource_obj_ipsec_sa_256b_key_structure },
};

static const struct vqs_message resource_obj_ipsec_outb_sa_messages[] = {
	{
		.name = "resource_obj_ipsec_outb_sa",
		.readable = { .fields = resource_obj_ipsec_outb_sa_readable,
		  .field_count = COUNT(resource_obj_ipsec_outb_sa_readable),
		  .head = 196, .least = 196,
		  .memory = sizeof(struct net_resource_obj_ipsec_outb_sa) },
	},
};

static const struct vqs_field resource_obj_ipsec_inb_sa_readable[] = {
	{ .name = "sa", .kind = VQS_STRUCT,
	  .memory = offsetof(struct net_resource_obj_ipsec_inb_sa, sa),
	  .structure = &resource_obj_ipsec_sa_256b_key_structure },
};

static const struct vqs_message resource_obj_ipsec_inb_sa_messages[] = {
	{
		.name = "resource_obj_ipsec_inb_sa",
		.readable = { .fields = resource_obj_ipsec_inb_sa_readable,
		  .field_count = COUNT(resource_obj_ipsec_inb_sa_readable), .head = 196,
		  .least = 196, .memory = sizeof(struct net_resource_obj_ipsec_inb_sa) },
	},
};

static const struct vqs_field dev_part_cvq_selector_readable[] = {
	{ .name = "class_", .kind = VQS_U8, .flags = VQS_CLOSED,
	  .memory = offsetof(struct net_dev_part_cvq_selector, class_),
	  .names = &ctrl_names },
	{ .name = "command", .kind = VQS_U8, .offset = 1,
	  .memory = offsetof(struct net_dev_part_cvq_selector, command) },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 6,
	  .flags = VQS_RESERVED, .offset = 2, .memory = VQS_NOWHERE },
};

static const struct vqs_message dev_part_cvq_selector_messages[] = {
	{
		.name = "dev_part_cvq_selector",
		.readable = { .fields = dev_part_cvq_selector_readable,
		  .field_count = COUNT(dev_part_cvq_selector_readable), .head = 8,
		  .least = 8, .memory = sizeof(struct net_dev_part_cvq_selector) },
	},
};

static const struct vqs_field dev_part_cvq_cfg_part_readable[] = {
	{ .name = "data", .kind = VQS_U8, .extent = VQS_REST,
	  .memory = offsetof(struct net_dev_part_cvq_cfg_part, data) },
};

static const struct vqs_message dev_part_cvq_cfg_part_messages[] = {
	{
		.name = "dev_part_cvq_cfg_part",
		.readable = { .fields = dev_part_cvq_cfg_part_readable,
		  .field_count = COUNT(dev_part_cvq_cfg_part_readable),
		  .memory = sizeof(struct net_dev_part_cvq_cfg_part), .variable = true },
	},
};

static const struct vqs_facility capabilities[] = {
	{ .name = "ff_resource_cap", .id = NET_FF_RESOURCE_CAP,
	  .data = &ff_cap_data_messages->readable },
	{ .name = "ff_selector_cap", .id = NET_FF_SELECTOR_CAP,
	  .data = &ff_cap_mask_data_messages->readable },
	{ .name = "ff_action_cap", .id = NET_FF_ACTION_CAP,
	  .data = &ff_actions_messages->readable },
	{ .name = "ipsec_resource_cap", .id = NET_IPSEC_RESOURCE_CAP,
	  .condition = &if_ipsec, .data = &ipsec_resource_cap_messages->readable },
	{ .name = "ipsec_sa_cap", .id = NET_IPSEC_SA_CAP, .condition = &if_ipsec,
	  .data = &ipsec_sa_cap_data_messages->readable },
};

static const struct vqs_facility objects[] = {
	{ .name = "ff_group", .id = NET_RESOURCE_OBJ_FF_GROUP,
	  .data = &resource_obj_ff_group_messages->readable },
	{ .name = "ff_classifier", .id = NET_RESOURCE_OBJ_FF_CLASSIFIER,
	  .data = &resource_obj_ff_classifier_messages->readable },
	{ .name = "ff_rule", .id = NET_RESOURCE_OBJ_FF_RULE,
	  .data = &resource_obj_ff_rule_messages->readable },
	{ .name = "ipsec_outb_sa", .id = NET_RESOURCE_OBJ_IPSEC_OUTB_SA,
	  .condition = &if_ipsec,
	  .data = &resource_obj_ipsec_outb_sa_messages->readable },
	{ .name = "ipsec_inb_sa", .id = NET_RESOURCE_OBJ_IPSEC_INB_SA,
	  .condition = &if_ipsec, .data = &resource_obj_ipsec_inb_sa_messages->readable },
};

static const struct vqs_facility parts[] = {
	{ .name = "cvq_cfg_part", .id = NET_DEV_PART_CVQ_CFG_PART,
	  .data = &dev_part_cvq_cfg_part_messages->readable,
	  .selector = &dev_part_cvq_selector_messages->readable },
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
	.capabilities = { capabilities, COUNT(capabilities) },
	.objects = { objects, COUNT(objects) },
	.parts = { parts, COUNT(parts) },
};

int net_mac_table_set_get_unicast_macs(const struct net_mac_table_set *from,
                                       uint32_t index, struct net_mac *element)
{
	uint8_t wire[6];

	if (index >= from->unicast_macs.length / sizeof(wire))
		return -ERANGE;
	vqs_span_read(&from->unicast_macs, index * sizeof(wire), wire, sizeof(wire));
	return vqs_struct_decode(&mac_structure, wire, element, NULL);
}

int net_mac_table_set_put_unicast_macs(const struct net_mac_table_set *to,
                                       uint32_t index, const struct net_mac *element)
{
	int error;
	uint8_t wire[6];

	if (index >= to->unicast_macs.length / sizeof(wire))
		return -ERANGE;
	error = vqs_struct_encode(&mac_structure, element, wire, NULL);
	if (error)
		return error;
	vqs_span_write(&to->unicast_macs, index * sizeof(wire), wire, sizeof(wire));
	return 0;
}

int net_mac_table_set_get_multicast_macs(const struct net_mac_table_set *from,
                                         uint32_t index, struct net_mac *element)
{
	uint8_t wire[6];

	if (index >= from->multicast_macs.length / sizeof(wire))
		return -ERANGE;
	vqs_span_read(&from->multicast_macs, index * sizeof(wire), wire, sizeof(wire));
	return vqs_struct_decode(&mac_structure, wire, element, NULL);
}

int net_mac_table_set_put_multicast_macs(const struct net_mac_table_set *to,
                                         uint32_t index, const struct net_mac *element)
{
	int error;
	uint8_t wire[6];

	if (index >= to->multicast_macs.length / sizeof(wire))
		return -ERANGE;
	error = vqs_struct_encode(&mac_structure, element, wire, NULL);
	if (error)
		return error;
	vqs_span_write(&to->multicast_macs, index * sizeof(wire), wire, sizeof(wire));
	return 0;
}

int net_mq_rss_config_get_indirection_table(const struct net_mq_rss_config *from,
                                            uint32_t index,
                                            struct net_rss_rq_id *element)
{
	uint8_t wire[2];

	if (index >= from->indirection_table.length / sizeof(wire))
		return -ERANGE;
	vqs_span_read(&from->indirection_table, index * sizeof(wire), wire, sizeof(wire));
	return vqs_struct_decode(&rss_rq_id_structure, wire, element, NULL);
}

int net_mq_rss_config_put_indirection_table(const struct net_mq_rss_config *to,
                                            uint32_t index,
                                            const struct net_rss_rq_id *element)
{
	int error;
	uint8_t wire[2];

	if (index >= to->indirection_table.length / sizeof(wire))
		return -ERANGE;
	error = vqs_struct_encode(&rss_rq_id_structure, element, wire, NULL);
	if (error)
		return error;
	vqs_span_write(&to->indirection_table, index * sizeof(wire), wire, sizeof(wire));
	return 0;
}

int net_stats_get_get_stats(const struct net_stats_get *from, uint32_t index,
                            struct net_queue_stats *element)
{
	uint8_t wire[16];

	if (index >= from->stats.length / sizeof(wire))
		return -ERANGE;
	vqs_span_read(&from->stats, index * sizeof(wire), wire, sizeof(wire));
	return vqs_struct_decode(&queue_stats_structure, wire, element, NULL);
}

int net_stats_get_put_stats(const struct net_stats_get *to, uint32_t index,
                            const struct net_queue_stats *element)
{
	int error;
	uint8_t wire[16];

	if (index >= to->stats.length / sizeof(wire))
		return -ERANGE;
	error = vqs_struct_encode(&queue_stats_structure, element, wire, NULL);
	if (error)
		return error;
	vqs_span_write(&to->stats, index * sizeof(wire), wire, sizeof(wire));
	return 0;
}

int net_rss_ctx_add_get_indirection_table(const struct net_rss_ctx_add *from,
                                          uint32_t index, struct net_rss_rq_id *element)
{
	uint8_t wire[2];

	if (index >= from->indirection_table.length / sizeof(wire))
		return -ERANGE;
	vqs_span_read(&from->indirection_table, index * sizeof(wire), wire, sizeof(wire));
	return vqs_struct_decode(&rss_rq_id_structure, wire, element, NULL);
}

int net_rss_ctx_add_put_indirection_table(const struct net_rss_ctx_add *to,
                                          uint32_t index,
                                          const struct net_rss_rq_id *element)
{
	int error;
	uint8_t wire[2];

	if (index >= to->indirection_table.length / sizeof(wire))
		return -ERANGE;
	error = vqs_struct_encode(&rss_rq_id_structure, element, wire, NULL);
	if (error)
		return error;
	vqs_span_write(&to->indirection_table, index * sizeof(wire), wire, sizeof(wire));
	return 0;
}

int net_rss_ctx_mod_get_indirection_table(const struct net_rss_ctx_mod *from,
                                          uint32_t index, struct net_rss_rq_id *element)
{
	uint8_t wire[2];

	if (index >= from->indirection_table.length / sizeof(wire))
		return -ERANGE;
	vqs_span_read(&from->indirection_table, index * sizeof(wire), wire, sizeof(wire));
	return vqs_struct_decode(&rss_rq_id_structure, wire, element, NULL);
}

int net_rss_ctx_mod_put_indirection_table(const struct net_rss_ctx_mod *to,
                                          uint32_t index,
                                          const struct net_rss_rq_id *element)
{
	int error;
	uint8_t wire[2];

	if (index >= to->indirection_table.length / sizeof(wire))
		return -ERANGE;
	error = vqs_struct_encode(&rss_rq_id_structure, element, wire, NULL);
	if (error)
		return error;
	vqs_span_write(&to->indirection_table, index * sizeof(wire), wire, sizeof(wire));
	return 0;
}

int net_ipsec_sa_cap_data_get_cap_mode(const struct net_ipsec_sa_cap_data *from,
                                       uint32_t index,
                                       struct net_ipsec_mode_cap *element)
{
	uint8_t wire[44];

	if (index >= from->cap_mode.length / sizeof(wire))
		return -ERANGE;
	vqs_span_read(&from->cap_mode, index * sizeof(wire), wire, sizeof(wire));
	return vqs_struct_decode(&ipsec_mode_cap_structure, wire, element, NULL);
}

int net_ipsec_sa_cap_data_put_cap_mode(const struct net_ipsec_sa_cap_data *to,
                                       uint32_t index,
                                       const struct net_ipsec_mode_cap *element)
{
	int error;
	uint8_t wire[44];

	if (index >= to->cap_mode.length / sizeof(wire))
		return -ERANGE;
	error = vqs_struct_encode(&ipsec_mode_cap_structure, element, wire, NULL);
	if (error)
		return error;
	vqs_span_write(&to->cap_mode, index * sizeof(wire), wire, sizeof(wire));
	return 0;
}

int net_ipsec_tunnel_param_get_header_ipv4(const struct net_ipsec_tunnel_param *from,
                                           struct net_ipsec_tunnel_ipv4 *value)
{
	const struct vqs_case *is = &header_0_union_cases[0];

	return vqs_case_decode(is, from->header, sizeof(from->header), value, NULL);
}

int net_ipsec_tunnel_param_put_header_ipv4(struct net_ipsec_tunnel_param *to,
                                           const struct net_ipsec_tunnel_ipv4 *value)
{
	struct vqs_case is = header_0_union_cases[0];

	return vqs_case_encode(&is, value, to->header, sizeof(to->header), NULL);
}

int net_ipsec_tunnel_param_get_header_ipv6(const struct net_ipsec_tunnel_param *from,
                                           struct net_ipsec_tunnel_ipv6 *value)
{
	const struct vqs_case *is = &header_0_union_cases[1];

	return vqs_case_decode(is, from->header, sizeof(from->header), value, NULL);
}

int net_ipsec_tunnel_param_put_header_ipv6(struct net_ipsec_tunnel_param *to,
                                           const struct net_ipsec_tunnel_ipv6 *value)
{
	struct vqs_case is = header_0_union_cases[1];

	return vqs_case_encode(&is, value, to->header, sizeof(to->header), NULL);
}

int net_stats_get_rx_basic(const struct vqs_item *from,
                           struct net_stats_rx_basic *value)
{
	if (from->type != &stats_items[0])
		return -ENOENT;
	return vqs_item_decode(&net_stats, from, value, NULL);
}

int net_stats_put_rx_basic(struct vqs_items *to, const struct net_stats_rx_basic *value)
{
	return vqs_items_add(to, &stats_items[0], NULL, value, NULL);
}

int net_stats_get_rx_csum(const struct vqs_item *from, struct net_stats_rx_csum *value)
{
	if (from->type != &stats_items[1])
		return -ENOENT;
	return vqs_item_decode(&net_stats, from, value, NULL);
}

int net_stats_put_rx_csum(struct vqs_items *to, const struct net_stats_rx_csum *value)
{
	return vqs_items_add(to, &stats_items[1], NULL, value, NULL);
}

int net_stats_get_rx_gso(const struct vqs_item *from, struct net_stats_rx_gso *value)
{
	if (from->type != &stats_items[2])
		return -ENOENT;
	return vqs_item_decode(&net_stats, from, value, NULL);
}

int net_stats_put_rx_gso(struct vqs_items *to, const struct net_stats_rx_gso *value)
{
	return vqs_items_add(to, &stats_items[2], NULL, value, NULL);
}

int net_stats_get_rx_speed(const struct vqs_item *from,
                           struct net_stats_rx_speed *value)
{
	if (from->type != &stats_items[3])
		return -ENOENT;
	return vqs_item_decode(&net_stats, from, value, NULL);
}

int net_stats_put_rx_speed(struct vqs_items *to, const struct net_stats_rx_speed *value)
{
	return vqs_items_add(to, &stats_items[3], NULL, value, NULL);
}

int net_stats_get_tx_basic(const struct vqs_item *from,
                           struct net_stats_tx_basic *value)
{
	if (from->type != &stats_items[4])
		return -ENOENT;
	return vqs_item_decode(&net_stats, from, value, NULL);
}

int net_stats_put_tx_basic(struct vqs_items *to, const struct net_stats_tx_basic *value)
{
	return vqs_items_add(to, &stats_items[4], NULL, value, NULL);
}

int net_stats_get_tx_csum(const struct vqs_item *from, struct net_stats_tx_csum *value)
{
	if (from->type != &stats_items[5])
		return -ENOENT;
	return vqs_item_decode(&net_stats, from, value, NULL);
}

int net_stats_put_tx_csum(struct vqs_items *to, const struct net_stats_tx_csum *value)
{
	return vqs_items_add(to, &stats_items[5], NULL, value, NULL);
}

int net_stats_get_tx_gso(const struct vqs_item *from, struct net_stats_tx_gso *value)
{
	if (from->type != &stats_items[6])
		return -ENOENT;
	return vqs_item_decode(&net_stats, from, value, NULL);
}

int net_stats_put_tx_gso(struct vqs_items *to, const struct net_stats_tx_gso *value)
{
	return vqs_items_add(to, &stats_items[6], NULL, value, NULL);
}

int net_stats_get_tx_speed(const struct vqs_item *from,
                           struct net_stats_tx_speed *value)
{
	if (from->type != &stats_items[7])
		return -ENOENT;
	return vqs_item_decode(&net_stats, from, value, NULL);
}

int net_stats_put_tx_speed(struct vqs_items *to, const struct net_stats_tx_speed *value)
{
	return vqs_items_add(to, &stats_items[7], NULL, value, NULL);
}

int net_stats_get_cvq(const struct vqs_item *from, struct net_stats_cvq *value)
{
	if (from->type != &stats_items[8])
		return -ENOENT;
	return vqs_item_decode(&net_stats, from, value, NULL);
}

int net_stats_put_cvq(struct vqs_items *to, const struct net_stats_cvq *value)
{
	return vqs_items_add(to, &stats_items[8], NULL, value, NULL);
}

int net_ff_selectors_get_selector(const struct vqs_item *from, struct vqs_span *value)
{
	if (from->type != &ff_selectors_items[0])
		return -ENOENT;
	return vqs_item_decode(&net_ff_selectors, from, value, NULL);
}

int net_ff_selectors_put_selector(struct vqs_items *to,
                                  const struct net_ff_selector *head,
                                  const struct vqs_span *value)
{
	return vqs_items_add(to, &ff_selectors_items[0], head, value, NULL);
}
