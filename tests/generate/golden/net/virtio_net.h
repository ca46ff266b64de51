/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/*
 * A network interface.
 *
 * Made by vqsmith from net.yaml; it belongs to you. To make it again:
 *	vqsmith generate header net.yaml
 */
#ifndef _LINUX_VIRTIO_NET_H
#define _LINUX_VIRTIO_NET_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define VIRTIO_ID_NET	1

/* Feature bits */

/* The device handles packets with a partial checksum. */
#define VIRTIO_NET_F_CSUM			0

/* The driver handles packets with a partial checksum. */
#define VIRTIO_NET_F_GUEST_CSUM			1

/* The driver's offloads can be changed at run time. */
#define VIRTIO_NET_F_CTRL_GUEST_OFFLOADS	2

/* The device tells the largest MTU. */
#define VIRTIO_NET_F_MTU			3

/* The device has an address. */
#define VIRTIO_NET_F_MAC			5

/* The driver can receive TCP segments over IPv4 in one piece. */
#define VIRTIO_NET_F_GUEST_TSO4			7

/* The driver can receive TCP segments over IPv6 in one piece. */
#define VIRTIO_NET_F_GUEST_TSO6			8

/* The driver can receive TCP segments with ECN in one piece. */
#define VIRTIO_NET_F_GUEST_ECN			9

/* The driver can receive UDP fragments in one piece. */
#define VIRTIO_NET_F_GUEST_UFO			10

/* The device can segment TCP over IPv4. */
#define VIRTIO_NET_F_HOST_TSO4			11

/* The device can segment TCP over IPv6. */
#define VIRTIO_NET_F_HOST_TSO6			12

/* The device can segment TCP with ECN. */
#define VIRTIO_NET_F_HOST_ECN			13

/* The device can fragment UDP. */
#define VIRTIO_NET_F_HOST_UFO			14

/* The driver can merge receive buffers. */
#define VIRTIO_NET_F_MRG_RXBUF			15

/* The state of the link is in status. */
#define VIRTIO_NET_F_STATUS			16

/* There is a control virtqueue. */
#define VIRTIO_NET_F_CTRL_VQ			17

/* What is received can be chosen by mode. */
#define VIRTIO_NET_F_CTRL_RX			18

/* What is received can be chosen by VLAN. */
#define VIRTIO_NET_F_CTRL_VLAN			19

/* There are more modes of receiving. */
#define VIRTIO_NET_F_CTRL_RX_EXTRA		20

/* The driver can send gratuitous packets. */
#define VIRTIO_NET_F_GUEST_ANNOUNCE		21

/* There are several pairs of virtqueues, and the device chooses among them. */
#define VIRTIO_NET_F_MQ				22

/* The address can be set. */
#define VIRTIO_NET_F_CTRL_MAC_ADDR		23

/* The device tells statistics. */
#define VIRTIO_NET_F_DEVICE_STATS		50

/* The device can hash the inner headers of tunnels. */
#define VIRTIO_NET_F_HASH_TUNNEL		51

/* Notifications of each virtqueue can be coalesced. */
#define VIRTIO_NET_F_VQ_NOTF_COAL		52

/* Notifications can be coalesced. */
#define VIRTIO_NET_F_NOTF_COAL			53

/* The driver can receive UDP segments over IPv4 in one piece. */
#define VIRTIO_NET_F_GUEST_USO4			54

/* The driver can receive UDP segments over IPv6 in one piece. */
#define VIRTIO_NET_F_GUEST_USO6			55

/* The device can segment UDP. */
#define VIRTIO_NET_F_HOST_USO			56

/* The device can tell the hash of each packet. */
#define VIRTIO_NET_F_HASH_REPORT		57

/* The driver gives the exact length of the headers. */
#define VIRTIO_NET_F_GUEST_HDRLEN		59

/* The device chooses a virtqueue for a received packet by a Toeplitz hash. */
#define VIRTIO_NET_F_RSS			60

/* The device counts coalesced segments and duplicated acknowledgements. */
#define VIRTIO_NET_F_RSC_EXT			61

/* The device may stand in for a primary device of the same address. */
#define VIRTIO_NET_F_STANDBY			62

/* The speed of the link is in speed and duplex. */
#define VIRTIO_NET_F_SPEED_DUPLEX		63

/* There are several contexts for choosing a virtqueue. */
#define VIRTIO_NET_F_RSS_CONTEXT		64

/* The driver can receive segments in a UDP tunnel in one piece. */
#define VIRTIO_NET_F_GUEST_UDP_TUNNEL_GSO	65

/* The driver handles partial checksums of the outer header. */
#define VIRTIO_NET_F_GUEST_UDP_TUNNEL_GSO_CSUM	66

/* The device can segment within a UDP tunnel. */
#define VIRTIO_NET_F_HOST_UDP_TUNNEL_GSO	67

/* The device handles partial checksums of the outer header. */
#define VIRTIO_NET_F_HOST_UDP_TUNNEL_GSO_CSUM	68

/* The driver tells where the outer network header starts. */
#define VIRTIO_NET_F_OUT_NET_HEADER		69

/* The device does IPsec inline. */
#define VIRTIO_NET_F_IPSEC			70

/* Virtqueues */
#define VIRTIO_NET_VQ_RECEIVEQ	0	/* Packets from the link. */
#define VIRTIO_NET_VQ_TRANSMITQ	1	/* Packets to the link. */

/* Capabilities */

/* The limits of the flow filter. */
#define VIRTIO_NET_FF_RESOURCE_CAP	0x800

/* What the flow filter can match, by ascending type. */
#define VIRTIO_NET_FF_SELECTOR_CAP	0x801

/* What a rule can do, by ascending number. */
#define VIRTIO_NET_FF_ACTION_CAP	0x802

/* The limits of IPsec. */
#define VIRTIO_NET_IPSEC_RESOURCE_CAP	0x803

/* What IPsec can do. */
#define VIRTIO_NET_IPSEC_SA_CAP		0x804

/* Resource objects */

/* A group of rules of the flow filter. */
#define VIRTIO_NET_RESOURCE_OBJ_FF_GROUP	0x200

/* What of a packet is matched. */
#define VIRTIO_NET_RESOURCE_OBJ_FF_CLASSIFIER	0x201

/* A rule of the flow filter. */
#define VIRTIO_NET_RESOURCE_OBJ_FF_RULE		0x202

/* An outbound association of IPsec. */
#define VIRTIO_NET_RESOURCE_OBJ_IPSEC_OUTB_SA	0x203

/* An inbound association of IPsec. */
#define VIRTIO_NET_RESOURCE_OBJ_IPSEC_INB_SA	0x204

/* Device parts */

/*
 * What was set by a command of the control virtqueue; of vlan_add, all VLANs.
 */
#define VIRTIO_NET_DEV_PART_CVQ_CFG_PART	0x200

/* What of a packet is hashed. */
#define VIRTIO_NET_HASH_REPORT_NONE	0
#define VIRTIO_NET_HASH_REPORT_IPV4	1
#define VIRTIO_NET_HASH_REPORT_TCPV4	2
#define VIRTIO_NET_HASH_REPORT_UDPV4	3
#define VIRTIO_NET_HASH_REPORT_IPV6	4
#define VIRTIO_NET_HASH_REPORT_TCPV6	5
#define VIRTIO_NET_HASH_REPORT_UDPV6	6
#define VIRTIO_NET_HASH_REPORT_IPV6_EX	7
#define VIRTIO_NET_HASH_REPORT_TCPV6_EX	8
#define VIRTIO_NET_HASH_REPORT_UDPV6_EX	9

/* Values of ack */
#define VIRTIO_NET_OK	0
#define VIRTIO_NET_ERR	1

/* Values of ctrl */
#define VIRTIO_NET_CTRL_RX		0
#define VIRTIO_NET_CTRL_MAC		1
#define VIRTIO_NET_CTRL_VLAN		2
#define VIRTIO_NET_CTRL_ANNOUNCE	3
#define VIRTIO_NET_CTRL_MQ		4
#define VIRTIO_NET_CTRL_GUEST_OFFLOADS	5
#define VIRTIO_NET_CTRL_NOTF_COAL	6
#define VIRTIO_NET_CTRL_HASH_TUNNEL	7
#define VIRTIO_NET_CTRL_STATS		8
#define VIRTIO_NET_CTRL_RSS_CTX		9

/* What bounds the pairs of virtqueues. */
#define VIRTIO_NET_CTRL_MQ_VQ_PAIRS_MIN	1
#define VIRTIO_NET_CTRL_MQ_VQ_PAIRS_MAX	32768

/* Values of stats_type_reply */
#define VIRTIO_NET_STATS_TYPE_REPLY_RX_BASIC	0
#define VIRTIO_NET_STATS_TYPE_REPLY_RX_CSUM	1
#define VIRTIO_NET_STATS_TYPE_REPLY_RX_GSO	2
#define VIRTIO_NET_STATS_TYPE_REPLY_RX_SPEED	3
#define VIRTIO_NET_STATS_TYPE_REPLY_TX_BASIC	16
#define VIRTIO_NET_STATS_TYPE_REPLY_TX_CSUM	17
#define VIRTIO_NET_STATS_TYPE_REPLY_TX_GSO	18
#define VIRTIO_NET_STATS_TYPE_REPLY_TX_SPEED	19
#define VIRTIO_NET_STATS_TYPE_REPLY_CVQ		32

/* What a selector of the flow filter masks, in network order. */

/* The first 14 bytes of an Ethernet frame. */
#define VIRTIO_NET_FF_MASK_TYPE_ETH	1

/* The 20 bytes of its header without options. */
#define VIRTIO_NET_FF_MASK_TYPE_IPV4	2

/* The 40 bytes of its header. */
#define VIRTIO_NET_FF_MASK_TYPE_IPV6	3

/* The 20 bytes of its header without options. */
#define VIRTIO_NET_FF_MASK_TYPE_TCP	4

/* The 8 bytes of its header. */
#define VIRTIO_NET_FF_MASK_TYPE_UDP	5

/* The 8 bytes of its header. */
#define VIRTIO_NET_FF_MASK_TYPE_ESP	6

/* What becomes of a packet that a rule matches. */
#define VIRTIO_NET_FF_ACTION_DROP		1

/* It goes to the virtqueue of the rule. */
#define VIRTIO_NET_FF_ACTION_DIRECT_RX_VQ	2

/* It undergoes IPsec. */
#define VIRTIO_NET_FF_ACTION_IPSEC		3

/* It undergoes IPsec, and then the rules again. */
#define VIRTIO_NET_FF_ACTION_IPSEC_RECIRCULATE	4

/* The modes of IPsec. */
#define VIRTIO_NET_IPSEC_MODE_ESP_TUNNEL	1
#define VIRTIO_NET_IPSEC_MODE_ESP_TRANSPORT	2
#define VIRTIO_NET_IPSEC_MODE_AH_TUNNEL		3
#define VIRTIO_NET_IPSEC_MODE_AH_TRANSPORT	4

/* The directions of IPsec. */
#define VIRTIO_NET_IPSEC_DIR_OUTBOUND	1
#define VIRTIO_NET_IPSEC_DIR_INBOUND	2

/* How a packet is segmented. */
#define VIRTIO_NET_HDR_GSO_NONE			0
#define VIRTIO_NET_HDR_GSO_TCPV4		1
#define VIRTIO_NET_HDR_GSO_UDP			3
#define VIRTIO_NET_HDR_GSO_TCPV6		4
#define VIRTIO_NET_HDR_GSO_UDP_L4		5

/* A bit on top of another value. */
#define VIRTIO_NET_HDR_GSO_UDP_TUNNEL_IPV4	32

/* A bit on top of another value. */
#define VIRTIO_NET_HDR_GSO_UDP_TUNNEL_IPV6	64

/* A bit on top of another value. */
#define VIRTIO_NET_HDR_GSO_ECN			128

/* What a selector can do. */

/* Any bits of a field can be matched. */
#define VIRTIO_NET_FF_MASK_F_PARTIAL_MASK	0x1

/* What can be chosen for an association of IPsec. */

/* Extended sequence numbers. */
#define VIRTIO_NET_IPSEC_ESN		0x1

/* ESP within UDP. */
#define VIRTIO_NET_IPSEC_UDP_ENCAP	0x2

/* The DSCP is copied. */
#define VIRTIO_NET_IPSEC_COPY_DSCP	0x4

/* The time to live is decremented. */
#define VIRTIO_NET_IPSEC_DEC_TTL	0x8

/* The bit that forbids fragments is copied. */
#define VIRTIO_NET_IPSEC_COPY_DF	0x10

/* The congestion notification is copied. */
#define VIRTIO_NET_IPSEC_ECN		0x20

/* Associations have a lifetime. */
#define VIRTIO_NET_IPSEC_SA_LIFETIME	0x40

/* Packets that a hash is calculated of. */
#define VIRTIO_NET_HASH_TYPE_IPV4	0x1
#define VIRTIO_NET_HASH_TYPE_TCPV4	0x2
#define VIRTIO_NET_HASH_TYPE_UDPV4	0x4
#define VIRTIO_NET_HASH_TYPE_IPV6	0x8
#define VIRTIO_NET_HASH_TYPE_TCPV6	0x10
#define VIRTIO_NET_HASH_TYPE_UDPV6	0x20
#define VIRTIO_NET_HASH_TYPE_IP_EX	0x40
#define VIRTIO_NET_HASH_TYPE_TCP_EX	0x80
#define VIRTIO_NET_HASH_TYPE_UDP_EX	0x100

/* Tunnels whose inner headers are hashed. */
#define VIRTIO_NET_HASH_TUNNEL_TYPE_GRE_2784	0x1
#define VIRTIO_NET_HASH_TUNNEL_TYPE_GRE_2890	0x2
#define VIRTIO_NET_HASH_TUNNEL_TYPE_GRE_7676	0x4
#define VIRTIO_NET_HASH_TUNNEL_TYPE_GRE_UDP	0x8
#define VIRTIO_NET_HASH_TUNNEL_TYPE_VXLAN	0x10
#define VIRTIO_NET_HASH_TUNNEL_TYPE_VXLAN_GPE	0x20
#define VIRTIO_NET_HASH_TUNNEL_TYPE_GENEVE	0x40
#define VIRTIO_NET_HASH_TUNNEL_TYPE_IPIP	0x80
#define VIRTIO_NET_HASH_TUNNEL_TYPE_NVGRE	0x100

/* Offloads of the driver; each goes with the feature of its name. */
#define VIRTIO_NET_OFFLOAD_GUEST_CSUM			0x2
#define VIRTIO_NET_OFFLOAD_GUEST_TSO4			0x80
#define VIRTIO_NET_OFFLOAD_GUEST_TSO6			0x100
#define VIRTIO_NET_OFFLOAD_GUEST_ECN			0x200
#define VIRTIO_NET_OFFLOAD_GUEST_UFO			0x400
#define VIRTIO_NET_OFFLOAD_GUEST_UDP_TUNNEL_GSO		0x400000000000ULL
#define VIRTIO_NET_OFFLOAD_GUEST_UDP_TUNNEL_GSO_CSUM	0x800000000000ULL
#define VIRTIO_NET_OFFLOAD_GUEST_USO4			0x40000000000000ULL
#define VIRTIO_NET_OFFLOAD_GUEST_USO6			0x80000000000000ULL

/* Kinds of statistics. */
#define VIRTIO_NET_STATS_TYPE_RX_BASIC	0x1
#define VIRTIO_NET_STATS_TYPE_RX_CSUM	0x2
#define VIRTIO_NET_STATS_TYPE_RX_GSO	0x4
#define VIRTIO_NET_STATS_TYPE_RX_SPEED	0x8
#define VIRTIO_NET_STATS_TYPE_TX_BASIC	0x10000
#define VIRTIO_NET_STATS_TYPE_TX_CSUM	0x20000
#define VIRTIO_NET_STATS_TYPE_TX_GSO	0x40000
#define VIRTIO_NET_STATS_TYPE_TX_SPEED	0x80000
#define VIRTIO_NET_STATS_TYPE_CVQ	0x100000000ULL

/* The state of the link. */
#define VIRTIO_NET_S_LINK_UP	0x1
#define VIRTIO_NET_S_ANNOUNCE	0x2

/* What the header of a packet tells. */
#define VIRTIO_NET_HDR_F_NEEDS_CSUM			0x1
#define VIRTIO_NET_HDR_F_DATA_VALID			0x2
#define VIRTIO_NET_HDR_F_RSC_INFO			0x4
#define VIRTIO_NET_HDR_F_UDP_TUNNEL_CSUM		0x8
#define VIRTIO_NET_HDR_F_SECURITY			0x10
#define VIRTIO_NET_HDR_F_SECURITY_ERR			0x20
#define VIRTIO_NET_HDR_F_SECURITY_SA_SOFT_EXPIRY_WARN	0x40

/* Whether the link is full duplex. */
#define VIRTIO_NET_DUPLEX_HALF		0
#define VIRTIO_NET_DUPLEX_FULL		1
#define VIRTIO_NET_DUPLEX_UNKNOWN	255

/* Bits of id */

/* Bits 1 to 16 of its index. */
#define VIRTIO_NET_ID_VQ_INDEX_1_16_MASK	0x7fff
#define VIRTIO_NET_ID_VQ_INDEX_1_16_SHIFT	0

/* A resource object of IPsec. */
struct virtio_net_ipsec_resource_hdr {
	/* Its id. */
	__le32 resource_id;
	/* Its type, as that of the object. */
	__le16 resource_type;
} __attribute__((packed));

/* What stands before each packet. */
struct virtio_net_hdr {
	__u8 flags;
	__u8 gso_type;
	/* Length of the headers. */
	__le16 hdr_len;
	/* Length of a segment without headers. */
	__le16 gso_size;
	/* Where the checksum starts; with rsc_info, coalesced segments. */
	__le16 csum_start;
	/* Where it goes, from csum_start; with rsc_info, duplicated ACKs. */
	__le16 csum_offset;
	/* Buffers that a received packet takes. */
	__le16 num_buffers;
	/*
	 * The hash of the packet. Only if VIRTIO_NET_F_HASH_REPORT is
	 * negotiated.
	 */
	__le32 hash_value;
	/* What is hashed. Only if VIRTIO_NET_F_HASH_REPORT is negotiated. */
	__le16 hash_report;
	/* Only if VIRTIO_NET_F_HASH_REPORT is negotiated. */
	__le16 padding_reserved;
	/*
	 * Where the outer transport header starts. Only if
	 * VIRTIO_NET_F_HOST_UDP_TUNNEL_GSO, or
	 * VIRTIO_NET_F_GUEST_UDP_TUNNEL_GSO is negotiated.
	 */
	__le16 outer_th_offset;
	/*
	 * Where the inner network header starts. Only if
	 * VIRTIO_NET_F_HOST_UDP_TUNNEL_GSO, or
	 * VIRTIO_NET_F_GUEST_UDP_TUNNEL_GSO is negotiated.
	 */
	__le16 inner_nh_offset;
	/*
	 * Where the outer network header starts. Only if
	 * VIRTIO_NET_F_OUT_NET_HEADER is negotiated.
	 */
	__le16 outer_nh_offset;
	/*
	 * The association of IPsec; zero without ipsec. Only if
	 * VIRTIO_NET_F_OUT_NET_HEADER, or VIRTIO_NET_F_IPSEC is negotiated.
	 */
	struct virtio_net_ipsec_resource_hdr ipsec_resource_hdr;
};

/* An address of Ethernet. */
struct virtio_net_mac {
	__u8 address[6];
};

/* A virtqueue that receives. */
struct virtio_net_rss_rq_id {
	__le16 id;
};

/* What stands before each mask of the flow filter. */
struct virtio_net_ff_selector {
	__u8 type;
	__u8 flags;
	__u8 reserved[2];
	/* The bytes of the mask that follows. */
	__u8 length;
	__u8 reserved1[3];
};

/* What a mode of IPsec can do. */
struct virtio_net_ipsec_mode_cap {
	__u8 mode;
	__u8 reserved[3];
	/* The largest window against replay. */
	__le32 max_replay_win_sz;
	__le32 options;
	__le32 reserved1;
	/* Ciphers, a bit for each of the crypto device's. */
	__le64 cipher_algo;
	/* MACs, a bit for each of the crypto device's. */
	__le64 hmac_algo;
	/* AEADs, a bit for each of the crypto device's. */
	__le32 aead_algo;
	/* The longest key of a cipher. */
	__le32 max_cipher_key_len;
	/* The longest key to authenticate with. */
	__le32 max_auth_key_len;
} __attribute__((packed));

/* The header of a tunnel over IPv4. */
struct virtio_net_ipsec_tunnel_ipv4 {
	__le32 src_ip;
	__le32 dst_ip;
	/* The differentiated services code point. */
	__u8 dscp;
	/* Whether it must not be fragmented. */
	__u8 df;
	/* The time to live. */
	__u8 ttl;
	__u8 reserved1;
};

/* The header of a tunnel over IPv6. */
struct virtio_net_ipsec_tunnel_ipv6 {
	__u8 src_addr[16];
	__u8 dst_addr[16];
	/* The flow label. */
	__le32 flabel;
	/* The hop limit. */
	__u8 hlimit;
	/* The differentiated services code point. */
	__u8 dscp;
	__u8 reserved2[2];
};

/* The header of a tunnel. */
struct virtio_net_ipsec_tunnel_param {
	/* IPv4 or IPv6. */
	__u8 type;
	__u8 reserved[3];
	/* Which one the type tells, for which the chapter gives no numbers. */
	union {
		struct virtio_net_ipsec_tunnel_ipv4 ipv4;
		struct virtio_net_ipsec_tunnel_ipv6 ipv6;
	} header;
};

/*
 * How much may pass; after a soft limit there is a warning, after a hard one
 * failure.
 */
struct virtio_net_ipsec_lifetime {
	__le64 packets_soft_limit;
	__le64 bytes_soft_limit;
	__le64 packets_hard_limit;
	__le64 bytes_hard_limit;
};

/* A key of up to 256 bits. */
struct virtio_net_ipsec_key {
	__le16 length;
	__le16 reserved1;
	__u8 data[32];
};

/* An association of IPsec with keys of up to 256 bits. */
struct virtio_net_resource_obj_ipsec_sa_256b_key {
	__u8 mode;
	__u8 direction;
	__u8 reserved[2];
	/* The id by which packets name it. */
	__le32 obj_id;
	/* The security parameter index. */
	__le32 spi;
	__le32 salt;
	__le64 options;
	/* Of a tunnel mode. */
	struct virtio_net_ipsec_tunnel_param param;
	/* The port that ESP within UDP comes from. */
	__le16 udp_sport;
	/* The port that it goes to. */
	__le16 udp_dport;
	/* The window against replay; 0 is none. */
	__le32 replay_win_sz;
	/* The cipher, as the crypto device numbers it. */
	__le64 cipher_algo;
	/* Its key. */
	struct virtio_net_ipsec_key cipher_key;
	/* The MAC, as the crypto device numbers it. */
	__le64 auth_algo;
	/* Its key. */
	struct virtio_net_ipsec_key auth_key;
	struct virtio_net_ipsec_lifetime life;
} __attribute__((packed));

/* How notifications are coalesced. */
struct virtio_net_ctrl_coal {
	/* After how many packets there is one. */
	__le32 max_packets;
	/* After how long there is one, in microseconds. */
	__le32 max_usecs;
};

/* Which statistics are asked for. */
struct virtio_net_queue_stats {
	/* Of which virtqueue. */
	__le16 vq_index;
	__le16 reserved[3];
	/* Which of it. */
	__le64 types_bitmap[1];
};

/* What stands before a statistic. */
struct virtio_net_stats_reply_hdr {
	__u8 type;
	__u8 reserved;
	/* Which virtqueue it is of. */
	__le16 vq_index;
	__le16 reserved1;
	/* Its bytes, these included. */
	__le16 size;
};

/* Statistics of the control virtqueue. */
struct virtio_net_stats_cvq {
	struct virtio_net_stats_reply_hdr hdr;
	/* Commands. */
	__le64 command_num;
	/* Commands that went well. */
	__le64 ok_num;
};

/* Statistics of a virtqueue that receives. */
struct virtio_net_stats_rx_basic {
	struct virtio_net_stats_reply_hdr hdr;
	/* Notifications of the driver. */
	__le64 rx_notifications;
	/* Packets passed to the driver. */
	__le64 rx_packets;
	/* Bytes of these packets. */
	__le64 rx_bytes;
	/* Interrupts of the device. */
	__le64 rx_interrupts;
	/* Packets that were dropped. */
	__le64 rx_drops;
	/* Packets dropped for want of buffers. */
	__le64 rx_drop_overruns;
};

/* Statistics of a virtqueue that transmits. */
struct virtio_net_stats_tx_basic {
	struct virtio_net_stats_reply_hdr hdr;
	/* Notifications of the driver. */
	__le64 tx_notifications;
	/* Packets that were sent. */
	__le64 tx_packets;
	/* Bytes of these packets. */
	__le64 tx_bytes;
	/* Interrupts of the device. */
	__le64 tx_interrupts;
	/* Packets that were dropped. */
	__le64 tx_drops;
	/* Packets dropped as malformed. */
	__le64 tx_drop_malformed;
};

/* Statistics of checksums that are received. */
struct virtio_net_stats_rx_csum {
	struct virtio_net_stats_reply_hdr hdr;
	/* Packets with data_valid. */
	__le64 rx_csum_valid;
	/* Packets with needs_csum. */
	__le64 rx_needs_csum;
	/* Packets without hardware checksum. */
	__le64 rx_csum_none;
	/* Packets with a wrong checksum. */
	__le64 rx_csum_bad;
};

/* Statistics of checksums that are transmitted. */
struct virtio_net_stats_tx_csum {
	struct virtio_net_stats_reply_hdr hdr;
	/* Packets without offload. */
	__le64 tx_csum_none;
	/* Packets with needs_csum. */
	__le64 tx_needs_csum;
};

/* Statistics of segments that are received. */
struct virtio_net_stats_rx_gso {
	struct virtio_net_stats_reply_hdr hdr;
	/* Packets of several segments. */
	__le64 rx_gso_packets;
	/* Bytes of these packets. */
	__le64 rx_gso_bytes;
	/* Packets that were coalesced. */
	__le64 rx_gso_packets_coalesced;
	/* Bytes of these packets. */
	__le64 rx_gso_bytes_coalesced;
};

/* Statistics of segments that are transmitted. */
struct virtio_net_stats_tx_gso {
	struct virtio_net_stats_reply_hdr hdr;
	/* Packets to be segmented. */
	__le64 tx_gso_packets;
	/* Bytes of these packets. */
	__le64 tx_gso_bytes;
	/* Segments made of them. */
	__le64 tx_gso_segments;
	/* Bytes of these segments. */
	__le64 tx_gso_segments_bytes;
	/* Packets sent unsegmented. */
	__le64 tx_gso_packets_noseg;
	/* Bytes of these packets. */
	__le64 tx_gso_bytes_noseg;
};

/* Statistics of the speed of receiving. */
struct virtio_net_stats_rx_speed {
	struct virtio_net_stats_reply_hdr hdr;
	/* Packets dropped as too many. */
	__le64 rx_packets_allowance_exceeded;
	/* Bytes of these packets. */
	__le64 rx_bytes_allowance_exceeded;
};

/* Statistics of the speed of transmitting. */
struct virtio_net_stats_tx_speed {
	struct virtio_net_stats_reply_hdr hdr;
	/* Packets dropped as too many. */
	__le64 tx_packets_allowance_exceeded;
	/* Bytes of these packets. */
	__le64 tx_bytes_allowance_exceeded;
};

/* Configuration space */
struct virtio_net_config {
	/* The address of the device. Only if VIRTIO_NET_F_MAC is offered. */
	__u8 mac[6];
	/* The state of the link. Only if VIRTIO_NET_F_STATUS is offered. */
	__le16 status;
	/*
	 * How many pairs of virtqueues can be used. Only if VIRTIO_NET_F_MQ, or
	 * VIRTIO_NET_F_RSS is offered.
	 */
	__le16 max_virtqueue_pairs;
	/*
	 * The largest MTU that the driver may use. Only if VIRTIO_NET_F_MTU is
	 * offered.
	 */
	__le16 mtu;
	/*
	 * The speed in Mbit/s up to 0x7fffffff; more is unknown. Only if
	 * VIRTIO_NET_F_SPEED_DUPLEX is offered.
	 */
	__le32 speed;
	/*
	 * Whether the link is full duplex. Only if VIRTIO_NET_F_SPEED_DUPLEX is
	 * offered.
	 */
	__u8 duplex;
	/*
	 * The longest hash key in bytes. Only if VIRTIO_NET_F_RSS, or
	 * VIRTIO_NET_F_HASH_REPORT is offered.
	 */
	__u8 rss_max_key_size;
	/*
	 * Most entries of the indirection table. Only if VIRTIO_NET_F_RSS is
	 * offered.
	 */
	__le16 rss_max_indirection_table_length;
	/*
	 * The types of hash that the device can calculate. Only if
	 * VIRTIO_NET_F_RSS, or VIRTIO_NET_F_HASH_REPORT is offered.
	 */
	__le32 supported_hash_types;
	/*
	 * The tunnels whose inner headers the device can hash. Only if
	 * VIRTIO_NET_F_HASH_TUNNEL is offered.
	 */
	__le32 supported_tunnel_types;
};

/*
 * received: the device-writable part is hdr (hdr), then data (u8[]). A packet
 * that was received.
 */

/*
 * transmitted: the device-readable part is hdr (hdr), then data (u8[]). A
 * packet to transmit.
 */

/* What the driver asks of the device. */

/* Receives all packets. */
#define VIRTIO_NET_CTRL_RX_PROMISC		0

/* Receives all multicast packets. */
#define VIRTIO_NET_CTRL_RX_ALLMULTI		1

/* Receives all unicast packets. */
#define VIRTIO_NET_CTRL_RX_ALLUNI		2

/* Receives no multicast packets. */
#define VIRTIO_NET_CTRL_RX_NOMULTI		3

/* Receives no unicast packets. */
#define VIRTIO_NET_CTRL_RX_NOUNI		4

/* Receives no broadcast packets. */
#define VIRTIO_NET_CTRL_RX_NOBCAST		5

/* Sets the addresses that are received. */
#define VIRTIO_NET_CTRL_MAC_TABLE_SET		0

/* Sets the address of the device. */
#define VIRTIO_NET_CTRL_MAC_ADDR_SET		1

/* Receives packets of a VLAN. */
#define VIRTIO_NET_CTRL_VLAN_ADD		0

/* Receives packets of a VLAN no more. */
#define VIRTIO_NET_CTRL_VLAN_DEL		1

/* Tells that the driver saw announce in status. */
#define VIRTIO_NET_CTRL_ANNOUNCE_ACK		0

/* Sets how many pairs of virtqueues are used. */
#define VIRTIO_NET_CTRL_MQ_VQ_PAIRS_SET		0

/* Sets how a virtqueue is chosen. */
#define VIRTIO_NET_CTRL_MQ_RSS_CONFIG		1

/* Sets what hashes are calculated. */
#define VIRTIO_NET_CTRL_MQ_HASH_CONFIG		2

/* Sets the offloads of the driver. */
#define VIRTIO_NET_CTRL_GUEST_OFFLOADS_SET	0

/* Sets coalescing of all virtqueues that transmit. */
#define VIRTIO_NET_CTRL_NOTF_COAL_TX_SET	0

/* Sets coalescing of all virtqueues that receive. */
#define VIRTIO_NET_CTRL_NOTF_COAL_RX_SET	1

/* Sets coalescing of a virtqueue. */
#define VIRTIO_NET_CTRL_NOTF_COAL_VQ_SET	2

/* Tells coalescing of a virtqueue. */
#define VIRTIO_NET_CTRL_NOTF_COAL_VQ_GET	3

/* Sets the tunnels whose inner headers are hashed. */
#define VIRTIO_NET_CTRL_HASH_TUNNEL_SET		0

/* Tells which statistics there are. */
#define VIRTIO_NET_CTRL_STATS_QUERY		0

/* Tells statistics. */
#define VIRTIO_NET_CTRL_STATS_GET		1

/* Tells how many contexts there can be. */
#define VIRTIO_NET_CTRL_RSS_CTX_CAP_GET		0

/* Adds a context. */
#define VIRTIO_NET_CTRL_RSS_CTX_ADD		1

/* Changes a context. */
#define VIRTIO_NET_CTRL_RSS_CTX_MOD		2

/* Deletes a context. */
#define VIRTIO_NET_CTRL_RSS_CTX_DEL		3

/* What the device-readable part of a buffer starts with */
struct virtio_net_ctrl_hdr {
	__u8 class_;
	__u8 command;
};

/* What the device-writable part of a buffer starts with */
struct virtio_net_resp_hdr {
	__u8 ack;
};

/* rx_promisc: the device-readable part. Receives all packets. */
struct virtio_net_rx_promisc_req {
	struct virtio_net_ctrl_hdr hdr;
	__u8 on;
};

/* rx_allmulti: the device-readable part. Receives all multicast packets. */
struct virtio_net_rx_allmulti_req {
	struct virtio_net_ctrl_hdr hdr;
	__u8 on;
};

/* rx_alluni: the device-readable part. Receives all unicast packets. */
struct virtio_net_rx_alluni_req {
	struct virtio_net_ctrl_hdr hdr;
	__u8 on;
};

/* rx_nomulti: the device-readable part. Receives no multicast packets. */
struct virtio_net_rx_nomulti_req {
	struct virtio_net_ctrl_hdr hdr;
	__u8 on;
};

/* rx_nouni: the device-readable part. Receives no unicast packets. */
struct virtio_net_rx_nouni_req {
	struct virtio_net_ctrl_hdr hdr;
	__u8 on;
};

/* rx_nobcast: the device-readable part. Receives no broadcast packets. */
struct virtio_net_rx_nobcast_req {
	struct virtio_net_ctrl_hdr hdr;
	__u8 on;
};

/*
 * mac_table_set: the device-readable part is struct
 * virtio_net_mac_table_set_req, then unicast_macs (mac[unicast_entries]), then
 * struct virtio_net_mac_table_set_req_part2. Sets the addresses that are
 * received.
 */
struct virtio_net_mac_table_set_req {
	struct virtio_net_ctrl_hdr hdr;
	__le32 unicast_entries;
} __attribute__((packed));

struct virtio_net_mac_table_set_req_part2 {
	__le32 multicast_entries;
	struct virtio_net_mac multicast_macs[];
} __attribute__((packed));

/* mac_addr_set: the device-readable part. Sets the address of the device. */
struct virtio_net_mac_addr_set_req {
	struct virtio_net_ctrl_hdr hdr;
	__u8 mac[6];
};

/* vlan_add: the device-readable part. Receives packets of a VLAN. */
struct virtio_net_vlan_add_req {
	struct virtio_net_ctrl_hdr hdr;
	__le16 id;
};

/* vlan_del: the device-readable part. Receives packets of a VLAN no more. */
struct virtio_net_vlan_del_req {
	struct virtio_net_ctrl_hdr hdr;
	__le16 id;
};

/*
 * mq_vq_pairs_set: the device-readable part. Sets how many pairs of virtqueues
 * are used.
 */
struct virtio_net_mq_vq_pairs_set_req {
	struct virtio_net_ctrl_hdr hdr;
	/* At most max_virtqueue_pairs. */
	__le16 virtqueue_pairs;
};

/*
 * mq_rss_config: the device-readable part is struct
 * virtio_net_mq_rss_config_req, then indirection_table
 * (rss_rq_id[indirection_table_mask + 1]), then struct
 * virtio_net_mq_rss_config_req_part2. Sets how a virtqueue is chosen.
 */
struct virtio_net_mq_rss_config_req {
	struct virtio_net_ctrl_hdr hdr;
	/* What is hashed. */
	__le32 hash_types;
	/* One less than a power of two. */
	__le16 indirection_table_mask;
	/* Where other packets go. */
	struct virtio_net_rss_rq_id unclassified_queue;
} __attribute__((packed));

struct virtio_net_mq_rss_config_req_part2 {
	/* How many virtqueues may transmit. */
	__le16 max_tx_vq;
	__u8 hash_key_length;
	__u8 hash_key_data[];
} __attribute__((packed));

/* mq_hash_config: the device-readable part. Sets what hashes are calculated. */
struct virtio_net_mq_hash_config_req {
	struct virtio_net_ctrl_hdr hdr;
	/* What is hashed. */
	__le32 hash_types;
	__le16 reserved[4];
	__u8 hash_key_length;
	__u8 hash_key_data[];
} __attribute__((packed));

/*
 * guest_offloads_set: the device-readable part. Sets the offloads of the
 * driver.
 */
struct virtio_net_guest_offloads_set_req {
	struct virtio_net_ctrl_hdr hdr;
	__le64 offloads;
} __attribute__((packed));

/*
 * notf_coal_tx_set: the device-readable part. Sets coalescing of all virtqueues
 * that transmit.
 */
struct virtio_net_notf_coal_tx_set_req {
	struct virtio_net_ctrl_hdr hdr;
	struct virtio_net_ctrl_coal coal;
} __attribute__((packed));

/*
 * notf_coal_rx_set: the device-readable part. Sets coalescing of all virtqueues
 * that receive.
 */
struct virtio_net_notf_coal_rx_set_req {
	struct virtio_net_ctrl_hdr hdr;
	struct virtio_net_ctrl_coal coal;
} __attribute__((packed));

/*
 * notf_coal_vq_set: the device-readable part. Sets coalescing of a virtqueue.
 */
struct virtio_net_notf_coal_vq_set_req {
	struct virtio_net_ctrl_hdr hdr;
	__le16 vq_index;
	__le16 reserved;
	struct virtio_net_ctrl_coal coal;
} __attribute__((packed));

/*
 * notf_coal_vq_get: the device-readable part. Tells coalescing of a virtqueue.
 */
struct virtio_net_notf_coal_vq_get_req {
	struct virtio_net_ctrl_hdr hdr;
	__le16 vq_index;
	__le16 reserved;
};

/*
 * notf_coal_vq_get: the device-writable part. Tells coalescing of a virtqueue.
 */
struct virtio_net_notf_coal_vq_get_resp {
	struct virtio_net_resp_hdr hdr;
	struct virtio_net_ctrl_coal coal;
} __attribute__((packed));

/*
 * hash_tunnel_set: the device-readable part. Sets the tunnels whose inner
 * headers are hashed.
 */
struct virtio_net_hash_tunnel_set_req {
	struct virtio_net_ctrl_hdr hdr;
	__le32 enabled_tunnel_types;
} __attribute__((packed));

/* stats_query: the device-writable part. Tells which statistics there are. */
struct virtio_net_stats_query_resp {
	struct virtio_net_resp_hdr hdr;
	__le64 supported_stats_types[1];
} __attribute__((packed));

/* stats_get: the device-readable part. Tells statistics. */
struct virtio_net_stats_get_req {
	struct virtio_net_ctrl_hdr hdr;
	struct virtio_net_queue_stats stats[];
} __attribute__((packed));

/* stats_get: the device-writable part. Tells statistics. */
struct virtio_net_stats_get_resp {
	struct virtio_net_resp_hdr hdr;
	__u8 stats[];
};

/*
 * rss_ctx_cap_get: the device-writable part. Tells how many contexts there can
 * be.
 */
struct virtio_net_rss_ctx_cap_get_resp {
	struct virtio_net_resp_hdr hdr;
	__le16 max_rss_contexts;
} __attribute__((packed));

/*
 * rss_ctx_add: the device-readable part is struct virtio_net_rss_ctx_add_req,
 * then indirection_table (rss_rq_id[indirection_table_mask + 1]), then struct
 * virtio_net_rss_ctx_add_req_part2. Adds a context.
 */
struct virtio_net_rss_ctx_add_req {
	struct virtio_net_ctrl_hdr hdr;
	/* At most max_rss_contexts. */
	__le16 rss_ctx_id;
	__u8 reserved[6];
	/* What is hashed. */
	__le32 hash_types;
	/* One less than a power of two. */
	__le16 indirection_table_mask;
	/* Where other packets go. */
	struct virtio_net_rss_rq_id unclassified_queue;
} __attribute__((packed));

struct virtio_net_rss_ctx_add_req_part2 {
	/* How many virtqueues may transmit. */
	__le16 max_tx_vq;
	__u8 hash_key_length;
	__u8 hash_key_data[];
} __attribute__((packed));

/*
 * rss_ctx_mod: the device-readable part is struct virtio_net_rss_ctx_mod_req,
 * then indirection_table (rss_rq_id[indirection_table_mask + 1]), then struct
 * virtio_net_rss_ctx_mod_req_part2. Changes a context.
 */
struct virtio_net_rss_ctx_mod_req {
	struct virtio_net_ctrl_hdr hdr;
	/* At most max_rss_contexts. */
	__le16 rss_ctx_id;
	__u8 reserved[6];
	/* What is hashed. */
	__le32 hash_types;
	/* One less than a power of two. */
	__le16 indirection_table_mask;
	/* Where other packets go. */
	struct virtio_net_rss_rq_id unclassified_queue;
} __attribute__((packed));

struct virtio_net_rss_ctx_mod_req_part2 {
	/* How many virtqueues may transmit. */
	__le16 max_tx_vq;
	__u8 hash_key_length;
	__u8 hash_key_data[];
} __attribute__((packed));

/* rss_ctx_del: the device-readable part. Deletes a context. */
struct virtio_net_rss_ctx_del_req {
	struct virtio_net_ctrl_hdr hdr;
	__le16 rss_ctx_id;
};

/* VIRTIO_NET_FF_RESOURCE_CAP. The limits of the flow filter. */
struct virtio_net_ff_cap_data {
	/* How many groups. */
	__le32 groups_limit;
	/* How many classifiers. */
	__le32 classifiers_limit;
	/* How many rules in all. */
	__le32 rules_limit;
	/* How many rules in a group. */
	__le32 rules_per_group_limit;
	/* The highest priority of a rule. */
	__u8 last_rule_priority;
	/* How many selectors in a classifier. */
	__u8 selectors_per_classifier_limit;
	__u8 reserved[2];
};

/*
 * VIRTIO_NET_FF_SELECTOR_CAP. What the flow filter can match, by ascending
 * type.
 */
struct virtio_net_ff_cap_mask_data {
	/* How many selectors. */
	__u8 count;
	__u8 reserved[7];
	/* Each an ff_selector, and its mask after it. */
	__u8 selectors[];
};

/* VIRTIO_NET_FF_ACTION_CAP. What a rule can do, by ascending number. */
struct virtio_net_ff_actions {
	/* How many actions. */
	__u8 count;
	__u8 reserved[7];
	__u8 actions[];
};

/* VIRTIO_NET_IPSEC_RESOURCE_CAP. The limits of IPsec. */
struct virtio_net_ipsec_resource_cap {
	/* How many inbound associations. */
	__le32 inb_sa_limit;
	/* How many outbound associations. */
	__le32 outb_sa_limit;
};

/* VIRTIO_NET_IPSEC_SA_CAP. What IPsec can do. */
struct virtio_net_ipsec_sa_cap_data {
	/* How many modes. */
	__u8 count;
	__u8 reserved[7];
	struct virtio_net_ipsec_mode_cap cap_mode[];
};

/* VIRTIO_NET_RESOURCE_OBJ_FF_GROUP. A group of rules of the flow filter. */
struct virtio_net_resource_obj_ff_group {
	/* Groups are tried from the highest on, each has its own. */
	__le16 group_priority;
};

/* VIRTIO_NET_RESOURCE_OBJ_FF_CLASSIFIER. What of a packet is matched. */
struct virtio_net_resource_obj_ff_classifier {
	/* How many selectors. */
	__u8 count;
	__u8 reserved[7];
	/* Each an ff_selector, and its mask after it. */
	__u8 selectors[];
};

/* VIRTIO_NET_RESOURCE_OBJ_FF_RULE. A rule of the flow filter. */
struct virtio_net_resource_obj_ff_rule {
	/* The group that it is in. */
	__le32 group_id;
	/* The classifier that its keys are for. */
	__le32 classifier_id;
	/* Rules are tried from the highest on. */
	__u8 rule_priority;
	/* The bytes of all keys. */
	__u8 key_length;
	__u8 action;
	__u8 reserved;
	/* The virtqueue that direct_rx_vq goes to. */
	__le16 vq_index;
	__u8 reserved1[2];
	/*
	 * For each selector of the classifier a key, of the length of its mask.
	 */
	__u8 keys[];
};

/* VIRTIO_NET_RESOURCE_OBJ_IPSEC_OUTB_SA. An outbound association of IPsec. */
struct virtio_net_resource_obj_ipsec_outb_sa {
	struct virtio_net_resource_obj_ipsec_sa_256b_key sa;
};

/* VIRTIO_NET_RESOURCE_OBJ_IPSEC_INB_SA. An inbound association of IPsec. */
struct virtio_net_resource_obj_ipsec_inb_sa {
	struct virtio_net_resource_obj_ipsec_sa_256b_key sa;
};

/*
 * VIRTIO_NET_DEV_PART_CVQ_CFG_PART: the selector. What was set by a command of
 * the control virtqueue; of vlan_add, all VLANs.
 */
struct virtio_net_dev_part_cvq_selector {
	/* The class: rx, mac, vlan, announce or mq. */
	__u8 class_;
	/* The opcode within its class. */
	__u8 command;
	__u8 reserved[6];
};

/*
 * VIRTIO_NET_DEV_PART_CVQ_CFG_PART: data (u8[]). What was set by a command of
 * the control virtqueue; of vlan_add, all VLANs.
 */

/*
 * The character device of the Linux driver. Members are in the byte order of
 * the CPU; structures and what stands at an address are as the device has them.
 * A length is in bytes; of a reply it is the room that there is, and then what
 * came. Padding is zero.
 */
#define VIRTIO_NET_IOC_MAGIC	0xB9

/* A packet to transmit. */
struct virtio_net_ioc_transmitted {
	struct virtio_net_hdr hdr;
	/* address of: __u8[] */
	__u64 data;
	__u32 data_length;
	__u8 __pad[4];
};

#define VIRTIO_NET_IOC_TRANSMITTED \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 1, struct virtio_net_ioc_transmitted)

/* Receives all packets. */
struct virtio_net_ioc_rx_promisc {
	__u8 on;
	/* the reply: */
	__u8 ack;
	__u8 __pad[6];
};

#define VIRTIO_NET_IOC_RX_PROMISC \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 2, struct virtio_net_ioc_rx_promisc)

/* Receives all multicast packets. */
struct virtio_net_ioc_rx_allmulti {
	__u8 on;
	/* the reply: */
	__u8 ack;
	__u8 __pad[6];
};

#define VIRTIO_NET_IOC_RX_ALLMULTI \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 3, struct virtio_net_ioc_rx_allmulti)

/* Receives all unicast packets. */
struct virtio_net_ioc_rx_alluni {
	__u8 on;
	/* the reply: */
	__u8 ack;
	__u8 __pad[6];
};

#define VIRTIO_NET_IOC_RX_ALLUNI \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 4, struct virtio_net_ioc_rx_alluni)

/* Receives no multicast packets. */
struct virtio_net_ioc_rx_nomulti {
	__u8 on;
	/* the reply: */
	__u8 ack;
	__u8 __pad[6];
};

#define VIRTIO_NET_IOC_RX_NOMULTI \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 5, struct virtio_net_ioc_rx_nomulti)

/* Receives no unicast packets. */
struct virtio_net_ioc_rx_nouni {
	__u8 on;
	/* the reply: */
	__u8 ack;
	__u8 __pad[6];
};

#define VIRTIO_NET_IOC_RX_NOUNI \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 6, struct virtio_net_ioc_rx_nouni)

/* Receives no broadcast packets. */
struct virtio_net_ioc_rx_nobcast {
	__u8 on;
	/* the reply: */
	__u8 ack;
	__u8 __pad[6];
};

#define VIRTIO_NET_IOC_RX_NOBCAST \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 7, struct virtio_net_ioc_rx_nobcast)

/* Sets the addresses that are received. */
struct virtio_net_ioc_mac_table_set {
	__u32 unicast_entries;
	__u8 __pad[4];
	/* address of: struct virtio_net_mac[] */
	__u64 unicast_macs;
	__u32 unicast_macs_length;
	__u32 multicast_entries;
	/* address of: struct virtio_net_mac[] */
	__u64 multicast_macs;
	__u32 multicast_macs_length;
	/* the reply: */
	__u8 ack;
	__u8 __pad2[3];
};

#define VIRTIO_NET_IOC_MAC_TABLE_SET \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 8, struct virtio_net_ioc_mac_table_set)

/* Sets the address of the device. */
struct virtio_net_ioc_mac_addr_set {
	__u8 mac[6];
	/* the reply: */
	__u8 ack;
	__u8 __pad[1];
};

#define VIRTIO_NET_IOC_MAC_ADDR_SET \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 9, struct virtio_net_ioc_mac_addr_set)

/* Receives packets of a VLAN. */
struct virtio_net_ioc_vlan_add {
	__u16 id;
	/* the reply: */
	__u8 ack;
	__u8 __pad[5];
};

#define VIRTIO_NET_IOC_VLAN_ADD \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 10, struct virtio_net_ioc_vlan_add)

/* Receives packets of a VLAN no more. */
struct virtio_net_ioc_vlan_del {
	__u16 id;
	/* the reply: */
	__u8 ack;
	__u8 __pad[5];
};

#define VIRTIO_NET_IOC_VLAN_DEL \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 11, struct virtio_net_ioc_vlan_del)

/* Tells that the driver saw announce in status. */
struct virtio_net_ioc_announce_ack {
	/* the reply: */
	__u8 ack;
	__u8 __pad[7];
};

#define VIRTIO_NET_IOC_ANNOUNCE_ACK \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 12, struct virtio_net_ioc_announce_ack)

/* Sets how many pairs of virtqueues are used. */
struct virtio_net_ioc_mq_vq_pairs_set {
	/* At most max_virtqueue_pairs. */
	__u16 virtqueue_pairs;
	/* the reply: */
	__u8 ack;
	__u8 __pad[5];
};

#define VIRTIO_NET_IOC_MQ_VQ_PAIRS_SET \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 13, struct virtio_net_ioc_mq_vq_pairs_set)

/* Sets how a virtqueue is chosen. */
struct virtio_net_ioc_mq_rss_config {
	/* What is hashed. */
	__u32 hash_types;
	/* One less than a power of two. */
	__u16 indirection_table_mask;
	/* Where other packets go. */
	struct virtio_net_rss_rq_id unclassified_queue;
	/* address of: struct virtio_net_rss_rq_id[] */
	__u64 indirection_table;
	__u32 indirection_table_length;
	/* How many virtqueues may transmit. */
	__u16 max_tx_vq;
	__u8 hash_key_length;
	__u8 __pad[1];
	/* address of: __u8[] */
	__u64 hash_key_data;
	__u32 hash_key_data_length;
	/* the reply: */
	__u8 ack;
	__u8 __pad2[3];
};

#define VIRTIO_NET_IOC_MQ_RSS_CONFIG \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 14, struct virtio_net_ioc_mq_rss_config)

/* Sets what hashes are calculated. */
struct virtio_net_ioc_mq_hash_config {
	/* What is hashed. */
	__u32 hash_types;
	__u8 hash_key_length;
	__u8 __pad[3];
	/* address of: __u8[] */
	__u64 hash_key_data;
	__u32 hash_key_data_length;
	/* the reply: */
	__u8 ack;
	__u8 __pad2[3];
};

#define VIRTIO_NET_IOC_MQ_HASH_CONFIG \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 15, struct virtio_net_ioc_mq_hash_config)

/* Sets the offloads of the driver. */
struct virtio_net_ioc_guest_offloads_set {
	__u64 offloads;
	/* the reply: */
	__u8 ack;
	__u8 __pad[7];
};

#define VIRTIO_NET_IOC_GUEST_OFFLOADS_SET \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 16, struct virtio_net_ioc_guest_offloads_set)

/* Sets coalescing of all virtqueues that transmit. */
struct virtio_net_ioc_notf_coal_tx_set {
	struct virtio_net_ctrl_coal coal;
	/* the reply: */
	__u8 ack;
	__u8 __pad[7];
};

#define VIRTIO_NET_IOC_NOTF_COAL_TX_SET \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 17, struct virtio_net_ioc_notf_coal_tx_set)

/* Sets coalescing of all virtqueues that receive. */
struct virtio_net_ioc_notf_coal_rx_set {
	struct virtio_net_ctrl_coal coal;
	/* the reply: */
	__u8 ack;
	__u8 __pad[7];
};

#define VIRTIO_NET_IOC_NOTF_COAL_RX_SET \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 18, struct virtio_net_ioc_notf_coal_rx_set)

/* Sets coalescing of a virtqueue. */
struct virtio_net_ioc_notf_coal_vq_set {
	__u16 vq_index;
	__u8 __pad[2];
	struct virtio_net_ctrl_coal coal;
	/* the reply: */
	__u8 ack;
	__u8 __pad2[3];
};

#define VIRTIO_NET_IOC_NOTF_COAL_VQ_SET \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 19, struct virtio_net_ioc_notf_coal_vq_set)

/* Tells coalescing of a virtqueue. */
struct virtio_net_ioc_notf_coal_vq_get {
	__u16 vq_index;
	/* the reply: */
	__u8 ack;
	__u8 __pad[1];
	struct virtio_net_ctrl_coal coal;
	__u8 __pad2[4];
};

#define VIRTIO_NET_IOC_NOTF_COAL_VQ_GET \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 20, struct virtio_net_ioc_notf_coal_vq_get)

/* Sets the tunnels whose inner headers are hashed. */
struct virtio_net_ioc_hash_tunnel_set {
	__u32 enabled_tunnel_types;
	/* the reply: */
	__u8 ack;
	__u8 __pad[3];
};

#define VIRTIO_NET_IOC_HASH_TUNNEL_SET \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 21, struct virtio_net_ioc_hash_tunnel_set)

/* Tells which statistics there are. */
struct virtio_net_ioc_stats_query {
	/* the reply: */
	__u8 ack;
	__u8 __pad[7];
	__u64 supported_stats_types[1];
};

#define VIRTIO_NET_IOC_STATS_QUERY \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 22, struct virtio_net_ioc_stats_query)

/* Tells statistics. */
struct virtio_net_ioc_stats_get {
	/* address of: struct virtio_net_queue_stats[] */
	__u64 stats;
	__u32 stats_length;
	/* the reply: */
	__u8 ack;
	__u8 __pad[3];
	/* address of: __u8[] */
	__u64 reply_stats;
	__u32 reply_stats_length;
	__u8 __pad2[4];
};

#define VIRTIO_NET_IOC_STATS_GET \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 23, struct virtio_net_ioc_stats_get)

/* Tells how many contexts there can be. */
struct virtio_net_ioc_rss_ctx_cap_get {
	/* the reply: */
	__u8 ack;
	__u8 __pad[1];
	__u16 max_rss_contexts;
	__u8 __pad2[4];
};

#define VIRTIO_NET_IOC_RSS_CTX_CAP_GET \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 24, struct virtio_net_ioc_rss_ctx_cap_get)

/* Adds a context. */
struct virtio_net_ioc_rss_ctx_add {
	/* At most max_rss_contexts. */
	__u16 rss_ctx_id;
	__u8 __pad[2];
	/* What is hashed. */
	__u32 hash_types;
	/* One less than a power of two. */
	__u16 indirection_table_mask;
	/* Where other packets go. */
	struct virtio_net_rss_rq_id unclassified_queue;
	__u8 __pad2[4];
	/* address of: struct virtio_net_rss_rq_id[] */
	__u64 indirection_table;
	__u32 indirection_table_length;
	/* How many virtqueues may transmit. */
	__u16 max_tx_vq;
	__u8 hash_key_length;
	__u8 __pad3[1];
	/* address of: __u8[] */
	__u64 hash_key_data;
	__u32 hash_key_data_length;
	/* the reply: */
	__u8 ack;
	__u8 __pad4[3];
};

#define VIRTIO_NET_IOC_RSS_CTX_ADD \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 25, struct virtio_net_ioc_rss_ctx_add)

/* Changes a context. */
struct virtio_net_ioc_rss_ctx_mod {
	/* At most max_rss_contexts. */
	__u16 rss_ctx_id;
	__u8 __pad[2];
	/* What is hashed. */
	__u32 hash_types;
	/* One less than a power of two. */
	__u16 indirection_table_mask;
	/* Where other packets go. */
	struct virtio_net_rss_rq_id unclassified_queue;
	__u8 __pad2[4];
	/* address of: struct virtio_net_rss_rq_id[] */
	__u64 indirection_table;
	__u32 indirection_table_length;
	/* How many virtqueues may transmit. */
	__u16 max_tx_vq;
	__u8 hash_key_length;
	__u8 __pad3[1];
	/* address of: __u8[] */
	__u64 hash_key_data;
	__u32 hash_key_data_length;
	/* the reply: */
	__u8 ack;
	__u8 __pad4[3];
};

#define VIRTIO_NET_IOC_RSS_CTX_MOD \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 26, struct virtio_net_ioc_rss_ctx_mod)

/* Deletes a context. */
struct virtio_net_ioc_rss_ctx_del {
	__u16 rss_ctx_id;
	/* the reply: */
	__u8 ack;
	__u8 __pad[5];
};

#define VIRTIO_NET_IOC_RSS_CTX_DEL \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 27, struct virtio_net_ioc_rss_ctx_del)

/*
 * read() gives one event, or as many as fit. Each starts with this; the next
 * one is `length` bytes on, a multiple of 8. Parts of variable length stand
 * behind an event's structure, in its order. Each open file has its own events;
 * where a slow reader has lost its oldest ones, read() says ENOBUFS once.
 */
struct virtio_net_read {
	__u32 type;
	__u32 length;
};

/* A packet that was received. */
#define VIRTIO_NET_READ_RECEIVED	1

struct virtio_net_read_received {
	struct virtio_net_read hdr;
	struct virtio_net_hdr reply_hdr;
	__u32 data_length;
	__u8 __pad[4];
};

#endif /* _LINUX_VIRTIO_NET_H */
