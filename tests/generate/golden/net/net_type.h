/* SPDX-License-Identifier: 0BSD */
/*
 * The device type's constants, its values in native form, and the table that
 * the runtime interprets.
 *
 * Made by vqsmith from net.yaml; it belongs to you. To make it again:
 *	vqsmith generate device net.yaml
 */
#ifndef NET_TYPE_H
#define NET_TYPE_H

#include <stdint.h>

#include <vqsmith/type.h>
#include <vqsmith/wire.h>

#define NET_ID 1

/* Feature bits. */
enum {
	/* The device handles packets with a partial checksum. */
	NET_F_CSUM = 0,
	/* The driver handles packets with a partial checksum. */
	NET_F_GUEST_CSUM = 1,
	/* The driver's offloads can be changed at run time. */
	NET_F_CTRL_GUEST_OFFLOADS = 2,
	/* The device tells the largest MTU. */
	NET_F_MTU = 3,
	/* The device has an address. */
	NET_F_MAC = 5,
	/* The driver can receive TCP segments over IPv4 in one piece. */
	NET_F_GUEST_TSO4 = 7,
	/* The driver can receive TCP segments over IPv6 in one piece. */
	NET_F_GUEST_TSO6 = 8,
	/* The driver can receive TCP segments with ECN in one piece. */
	NET_F_GUEST_ECN = 9,
	/* The driver can receive UDP fragments in one piece. */
	NET_F_GUEST_UFO = 10,
	/* The device can segment TCP over IPv4. */
	NET_F_HOST_TSO4 = 11,
	/* The device can segment TCP over IPv6. */
	NET_F_HOST_TSO6 = 12,
	/* The device can segment TCP with ECN. */
	NET_F_HOST_ECN = 13,
	/* The device can fragment UDP. */
	NET_F_HOST_UFO = 14,
	/* The driver can merge receive buffers. */
	NET_F_MRG_RXBUF = 15,
	/* The state of the link is in status. */
	NET_F_STATUS = 16,
	/* There is a control virtqueue. */
	NET_F_CTRL_VQ = 17,
	/* What is received can be chosen by mode. */
	NET_F_CTRL_RX = 18,
	/* What is received can be chosen by VLAN. */
	NET_F_CTRL_VLAN = 19,
	/* There are more modes of receiving. */
	NET_F_CTRL_RX_EXTRA = 20,
	/* The driver can send gratuitous packets. */
	NET_F_GUEST_ANNOUNCE = 21,
	/*
	 * There are several pairs of virtqueues, and the device chooses among
	 * them.
	 */
	NET_F_MQ = 22,
	/* The address can be set. */
	NET_F_CTRL_MAC_ADDR = 23,
	/* The device tells statistics. */
	NET_F_DEVICE_STATS = 50,
	/* The device can hash the inner headers of tunnels. */
	NET_F_HASH_TUNNEL = 51,
	/* Notifications of each virtqueue can be coalesced. */
	NET_F_VQ_NOTF_COAL = 52,
	/* Notifications can be coalesced. */
	NET_F_NOTF_COAL = 53,
	/* The driver can receive UDP segments over IPv4 in one piece. */
	NET_F_GUEST_USO4 = 54,
	/* The driver can receive UDP segments over IPv6 in one piece. */
	NET_F_GUEST_USO6 = 55,
	/* The device can segment UDP. */
	NET_F_HOST_USO = 56,
	/* The device can tell the hash of each packet. */
	NET_F_HASH_REPORT = 57,
	/* The driver gives the exact length of the headers. */
	NET_F_GUEST_HDRLEN = 59,
	/*
	 * The device chooses a virtqueue for a received packet by a Toeplitz
	 * hash.
	 */
	NET_F_RSS = 60,
	/*
	 * The device counts coalesced segments and duplicated acknowledgements.
	 */
	NET_F_RSC_EXT = 61,
	/* The device may stand in for a primary device of the same address. */
	NET_F_STANDBY = 62,
	/* The speed of the link is in speed and duplex. */
	NET_F_SPEED_DUPLEX = 63,
	/* There are several contexts for choosing a virtqueue. */
	NET_F_RSS_CONTEXT = 64,
	/* The driver can receive segments in a UDP tunnel in one piece. */
	NET_F_GUEST_UDP_TUNNEL_GSO = 65,
	/* The driver handles partial checksums of the outer header. */
	NET_F_GUEST_UDP_TUNNEL_GSO_CSUM = 66,
	/* The device can segment within a UDP tunnel. */
	NET_F_HOST_UDP_TUNNEL_GSO = 67,
	/* The device handles partial checksums of the outer header. */
	NET_F_HOST_UDP_TUNNEL_GSO_CSUM = 68,
	/* The driver tells where the outer network header starts. */
	NET_F_OUT_NET_HEADER = 69,
	/* The device does IPsec inline. */
	NET_F_IPSEC = 70,
};

/* Virtqueues. */
enum {
	/* Packets from the link. */
	NET_VQ_RECEIVEQ = 0,
	/* Packets to the link. */
	NET_VQ_TRANSMITQ = 1,
};

/*
 * Rows of virtqueues, in the order of the table: vqs_device_queue_index() and
 * vqs_driver_queue_index() tell where they are.
 */
enum {
	/* Packets from the link. */
	NET_ROW_RECEIVEQ = 0,
	/* Packets to the link. */
	NET_ROW_TRANSMITQ = 1,
	/* Commands. */
	NET_ROW_CONTROLQ = 2,
};

/* Capabilities. */
enum {
	/* The limits of the flow filter. */
	NET_FF_RESOURCE_CAP = 2048,
	/* What the flow filter can match, by ascending type. */
	NET_FF_SELECTOR_CAP = 2049,
	/* What a rule can do, by ascending number. */
	NET_FF_ACTION_CAP = 2050,
	/* The limits of IPsec. */
	NET_IPSEC_RESOURCE_CAP = 2051,
	/* What IPsec can do. */
	NET_IPSEC_SA_CAP = 2052,
};

/* Resource objects. */
enum {
	/* A group of rules of the flow filter. */
	NET_RESOURCE_OBJ_FF_GROUP = 512,
	/* What of a packet is matched. */
	NET_RESOURCE_OBJ_FF_CLASSIFIER = 513,
	/* A rule of the flow filter. */
	NET_RESOURCE_OBJ_FF_RULE = 514,
	/* An outbound association of IPsec. */
	NET_RESOURCE_OBJ_IPSEC_OUTB_SA = 515,
	/* An inbound association of IPsec. */
	NET_RESOURCE_OBJ_IPSEC_INB_SA = 516,
};

/* Device parts. */
enum {
	/*
	 * What was set by a command of the control virtqueue; of vlan_add, all
	 * VLANs.
	 */
	NET_DEV_PART_CVQ_CFG_PART = 512,
};

/* What of a packet is hashed. */
enum {
	NET_HASH_REPORT_NONE = 0,
	NET_HASH_REPORT_IPV4 = 1,
	NET_HASH_REPORT_TCPV4 = 2,
	NET_HASH_REPORT_UDPV4 = 3,
	NET_HASH_REPORT_IPV6 = 4,
	NET_HASH_REPORT_TCPV6 = 5,
	NET_HASH_REPORT_UDPV6 = 6,
	NET_HASH_REPORT_IPV6_EX = 7,
	NET_HASH_REPORT_TCPV6_EX = 8,
	NET_HASH_REPORT_UDPV6_EX = 9,
};

/* Values of ack. */
enum {
	NET_OK = 0,
	NET_ERR = 1,
};

/* Values of ctrl. */
enum {
	NET_CTRL_RX = 0,
	NET_CTRL_MAC = 1,
	NET_CTRL_VLAN = 2,
	NET_CTRL_ANNOUNCE = 3,
	NET_CTRL_MQ = 4,
	NET_CTRL_GUEST_OFFLOADS = 5,
	NET_CTRL_NOTF_COAL = 6,
	NET_CTRL_HASH_TUNNEL = 7,
	NET_CTRL_STATS = 8,
	NET_CTRL_RSS_CTX = 9,
};

/* What bounds the pairs of virtqueues. */
enum {
	NET_CTRL_MQ_VQ_PAIRS_MIN = 1,
	NET_CTRL_MQ_VQ_PAIRS_MAX = 32768,
};

/* Values of stats_type_reply. */
enum {
	NET_STATS_TYPE_REPLY_RX_BASIC = 0,
	NET_STATS_TYPE_REPLY_RX_CSUM = 1,
	NET_STATS_TYPE_REPLY_RX_GSO = 2,
	NET_STATS_TYPE_REPLY_RX_SPEED = 3,
	NET_STATS_TYPE_REPLY_TX_BASIC = 16,
	NET_STATS_TYPE_REPLY_TX_CSUM = 17,
	NET_STATS_TYPE_REPLY_TX_GSO = 18,
	NET_STATS_TYPE_REPLY_TX_SPEED = 19,
	NET_STATS_TYPE_REPLY_CVQ = 32,
};

/* What a selector of the flow filter masks, in network order. */
enum {
	/* The first 14 bytes of an Ethernet frame. */
	NET_FF_MASK_TYPE_ETH = 1,
	/* The 20 bytes of its header without options. */
	NET_FF_MASK_TYPE_IPV4 = 2,
	/* The 40 bytes of its header. */
	NET_FF_MASK_TYPE_IPV6 = 3,
	/* The 20 bytes of its header without options. */
	NET_FF_MASK_TYPE_TCP = 4,
	/* The 8 bytes of its header. */
	NET_FF_MASK_TYPE_UDP = 5,
	/* The 8 bytes of its header. */
	NET_FF_MASK_TYPE_ESP = 6,
};

/* What becomes of a packet that a rule matches. */
enum {
	NET_FF_ACTION_DROP = 1,
	/* It goes to the virtqueue of the rule. */
	NET_FF_ACTION_DIRECT_RX_VQ = 2,
	/* It undergoes IPsec. */
	NET_FF_ACTION_IPSEC = 3,
	/* It undergoes IPsec, and then the rules again. */
	NET_FF_ACTION_IPSEC_RECIRCULATE = 4,
};

/* The modes of IPsec. */
enum {
	NET_IPSEC_MODE_ESP_TUNNEL = 1,
	NET_IPSEC_MODE_ESP_TRANSPORT = 2,
	NET_IPSEC_MODE_AH_TUNNEL = 3,
	NET_IPSEC_MODE_AH_TRANSPORT = 4,
};

/* The directions of IPsec. */
enum {
	NET_IPSEC_DIR_OUTBOUND = 1,
	NET_IPSEC_DIR_INBOUND = 2,
};

/* How a packet is segmented. */
enum {
	NET_HDR_GSO_NONE = 0,
	NET_HDR_GSO_TCPV4 = 1,
	NET_HDR_GSO_UDP = 3,
	NET_HDR_GSO_TCPV6 = 4,
	NET_HDR_GSO_UDP_L4 = 5,
	/* A bit on top of another value. */
	NET_HDR_GSO_UDP_TUNNEL_IPV4 = 32,
	/* A bit on top of another value. */
	NET_HDR_GSO_UDP_TUNNEL_IPV6 = 64,
	/* A bit on top of another value. */
	NET_HDR_GSO_ECN = 128,
};

/* What a selector can do. */
enum {
	/* Any bits of a field can be matched. */
	NET_FF_MASK_F_PARTIAL_MASK = 1,
};

/* What can be chosen for an association of IPsec. */
enum {
	/* Extended sequence numbers. */
	NET_IPSEC_ESN = 1,
	/* ESP within UDP. */
	NET_IPSEC_UDP_ENCAP = 2,
	/* The DSCP is copied. */
	NET_IPSEC_COPY_DSCP = 4,
	/* The time to live is decremented. */
	NET_IPSEC_DEC_TTL = 8,
	/* The bit that forbids fragments is copied. */
	NET_IPSEC_COPY_DF = 16,
	/* The congestion notification is copied. */
	NET_IPSEC_ECN = 32,
	/* Associations have a lifetime. */
	NET_IPSEC_SA_LIFETIME = 64,
};

/* Packets that a hash is calculated of. */
enum {
	NET_HASH_TYPE_IPV4 = 1,
	NET_HASH_TYPE_TCPV4 = 2,
	NET_HASH_TYPE_UDPV4 = 4,
	NET_HASH_TYPE_IPV6 = 8,
	NET_HASH_TYPE_TCPV6 = 16,
	NET_HASH_TYPE_UDPV6 = 32,
	NET_HASH_TYPE_IP_EX = 64,
	NET_HASH_TYPE_TCP_EX = 128,
	NET_HASH_TYPE_UDP_EX = 256,
};

/* Tunnels whose inner headers are hashed. */
enum {
	NET_HASH_TUNNEL_TYPE_GRE_2784 = 1,
	NET_HASH_TUNNEL_TYPE_GRE_2890 = 2,
	NET_HASH_TUNNEL_TYPE_GRE_7676 = 4,
	NET_HASH_TUNNEL_TYPE_GRE_UDP = 8,
	NET_HASH_TUNNEL_TYPE_VXLAN = 16,
	NET_HASH_TUNNEL_TYPE_VXLAN_GPE = 32,
	NET_HASH_TUNNEL_TYPE_GENEVE = 64,
	NET_HASH_TUNNEL_TYPE_IPIP = 128,
	NET_HASH_TUNNEL_TYPE_NVGRE = 256,
};

/* Offloads of the driver; each goes with the feature of its name. */
#define NET_OFFLOAD_GUEST_CSUM UINT64_C(0x2)
#define NET_OFFLOAD_GUEST_TSO4 UINT64_C(0x80)
#define NET_OFFLOAD_GUEST_TSO6 UINT64_C(0x100)
#define NET_OFFLOAD_GUEST_ECN UINT64_C(0x200)
#define NET_OFFLOAD_GUEST_UFO UINT64_C(0x400)
#define NET_OFFLOAD_GUEST_UDP_TUNNEL_GSO UINT64_C(0x400000000000)
#define NET_OFFLOAD_GUEST_UDP_TUNNEL_GSO_CSUM UINT64_C(0x800000000000)
#define NET_OFFLOAD_GUEST_USO4 UINT64_C(0x40000000000000)
#define NET_OFFLOAD_GUEST_USO6 UINT64_C(0x80000000000000)

/* Kinds of statistics. */
#define NET_STATS_TYPE_RX_BASIC UINT64_C(0x1)
#define NET_STATS_TYPE_RX_CSUM UINT64_C(0x2)
#define NET_STATS_TYPE_RX_GSO UINT64_C(0x4)
#define NET_STATS_TYPE_RX_SPEED UINT64_C(0x8)
#define NET_STATS_TYPE_TX_BASIC UINT64_C(0x10000)
#define NET_STATS_TYPE_TX_CSUM UINT64_C(0x20000)
#define NET_STATS_TYPE_TX_GSO UINT64_C(0x40000)
#define NET_STATS_TYPE_TX_SPEED UINT64_C(0x80000)
#define NET_STATS_TYPE_CVQ UINT64_C(0x100000000)

/* The state of the link. */
enum {
	NET_S_LINK_UP = 1,
	NET_S_ANNOUNCE = 2,
};

/* What the header of a packet tells. */
enum {
	NET_HDR_F_NEEDS_CSUM = 1,
	NET_HDR_F_DATA_VALID = 2,
	NET_HDR_F_RSC_INFO = 4,
	NET_HDR_F_UDP_TUNNEL_CSUM = 8,
	NET_HDR_F_SECURITY = 16,
	NET_HDR_F_SECURITY_ERR = 32,
	NET_HDR_F_SECURITY_SA_SOFT_EXPIRY_WARN = 64,
};

/* Whether the link is full duplex. */
enum {
	NET_DUPLEX_HALF = 0,
	NET_DUPLEX_FULL = 1,
	NET_DUPLEX_UNKNOWN = 255,
};

/* vq_index_1_16 of id: bits 0..14. Bits 1 to 16 of its index. */
#define NET_ID_VQ_INDEX_1_16_MASK UINT64_C(0x7fff)
#define NET_ID_VQ_INDEX_1_16_SHIFT 0

static inline uint16_t net_id_get_vq_index_1_16(uint16_t number)
{
	return (uint16_t)((number & NET_ID_VQ_INDEX_1_16_MASK) >> NET_ID_VQ_INDEX_1_16_SHIFT);
}

static inline uint16_t net_id_set_vq_index_1_16(uint16_t number, uint16_t value)
{
	uint64_t rest = number & ~(uint64_t)NET_ID_VQ_INDEX_1_16_MASK;

	return (uint16_t)(rest | ((uint64_t)value << NET_ID_VQ_INDEX_1_16_SHIFT & NET_ID_VQ_INDEX_1_16_MASK));
}

/* Opcodes of net_ctrl. */
enum {
	/* Receives all packets. */
	NET_CTRL_RX_PROMISC = 0,
	/* Receives all multicast packets. */
	NET_CTRL_RX_ALLMULTI = 1,
	/* Receives all unicast packets. */
	NET_CTRL_RX_ALLUNI = 2,
	/* Receives no multicast packets. */
	NET_CTRL_RX_NOMULTI = 3,
	/* Receives no unicast packets. */
	NET_CTRL_RX_NOUNI = 4,
	/* Receives no broadcast packets. */
	NET_CTRL_RX_NOBCAST = 5,
	/* Sets the addresses that are received. */
	NET_CTRL_MAC_TABLE_SET = 0,
	/* Sets the address of the device. */
	NET_CTRL_MAC_ADDR_SET = 1,
	/* Receives packets of a VLAN. */
	NET_CTRL_VLAN_ADD = 0,
	/* Receives packets of a VLAN no more. */
	NET_CTRL_VLAN_DEL = 1,
	/* Tells that the driver saw announce in status. */
	NET_CTRL_ANNOUNCE_ACK = 0,
	/* Sets how many pairs of virtqueues are used. */
	NET_CTRL_MQ_VQ_PAIRS_SET = 0,
	/* Sets how a virtqueue is chosen. */
	NET_CTRL_MQ_RSS_CONFIG = 1,
	/* Sets what hashes are calculated. */
	NET_CTRL_MQ_HASH_CONFIG = 2,
	/* Sets the offloads of the driver. */
	NET_CTRL_GUEST_OFFLOADS_SET = 0,
	/* Sets coalescing of all virtqueues that transmit. */
	NET_CTRL_NOTF_COAL_TX_SET = 0,
	/* Sets coalescing of all virtqueues that receive. */
	NET_CTRL_NOTF_COAL_RX_SET = 1,
	/* Sets coalescing of a virtqueue. */
	NET_CTRL_NOTF_COAL_VQ_SET = 2,
	/* Tells coalescing of a virtqueue. */
	NET_CTRL_NOTF_COAL_VQ_GET = 3,
	/* Sets the tunnels whose inner headers are hashed. */
	NET_CTRL_HASH_TUNNEL_SET = 0,
	/* Tells which statistics there are. */
	NET_CTRL_STATS_QUERY = 0,
	/* Tells statistics. */
	NET_CTRL_STATS_GET = 1,
	/* Tells how many contexts there can be. */
	NET_CTRL_RSS_CTX_CAP_GET = 0,
	/* Adds a context. */
	NET_CTRL_RSS_CTX_ADD = 1,
	/* Changes a context. */
	NET_CTRL_RSS_CTX_MOD = 2,
	/* Deletes a context. */
	NET_CTRL_RSS_CTX_DEL = 3,
};

/* Fields of the configuration space, as config_write() is told of them. */
enum {
	NET_CONFIG_MAC,
	NET_CONFIG_STATUS,
	NET_CONFIG_MAX_VIRTQUEUE_PAIRS,
	NET_CONFIG_MTU,
	NET_CONFIG_SPEED,
	NET_CONFIG_DUPLEX,
	NET_CONFIG_RSS_MAX_KEY_SIZE,
	NET_CONFIG_RSS_MAX_INDIRECTION_TABLE_LENGTH,
	NET_CONFIG_SUPPORTED_HASH_TYPES,
	NET_CONFIG_SUPPORTED_TUNNEL_TYPES,
};

/* A resource object of IPsec. */
struct net_ipsec_resource_hdr {
	/* Its id. */
	uint32_t resource_id;
	/* Its type, as that of the object. */
	uint16_t resource_type;
};

/* What stands before each packet. */
struct net_hdr {
	uint8_t flags;
	uint8_t gso_type;
	/* Length of the headers. */
	uint16_t hdr_len;
	/* Length of a segment without headers. */
	uint16_t gso_size;
	/* Where the checksum starts; with rsc_info, coalesced segments. */
	uint16_t csum_start;
	/* Where it goes, from csum_start; with rsc_info, duplicated ACKs. */
	uint16_t csum_offset;
	/* Buffers that a received packet takes. */
	uint16_t num_buffers;
	/* The hash of the packet. Only if NET_F_HASH_REPORT is negotiated. */
	uint32_t hash_value;
	/* What is hashed. Only if NET_F_HASH_REPORT is negotiated. */
	uint16_t hash_report;
	/*
	 * Where the outer transport header starts. Only if
	 * NET_F_HOST_UDP_TUNNEL_GSO, or NET_F_GUEST_UDP_TUNNEL_GSO is
	 * negotiated.
	 */
	uint16_t outer_th_offset;
	/*
	 * Where the inner network header starts. Only if
	 * NET_F_HOST_UDP_TUNNEL_GSO, or NET_F_GUEST_UDP_TUNNEL_GSO is
	 * negotiated.
	 */
	uint16_t inner_nh_offset;
	/*
	 * Where the outer network header starts. Only if NET_F_OUT_NET_HEADER
	 * is negotiated.
	 */
	uint16_t outer_nh_offset;
	/*
	 * The association of IPsec; zero without ipsec. Only if
	 * NET_F_OUT_NET_HEADER, or NET_F_IPSEC is negotiated.
	 */
	struct net_ipsec_resource_hdr ipsec_resource_hdr;
};

/* An address of Ethernet. */
struct net_mac {
	uint8_t address[6];
};

/* A virtqueue that receives. */
struct net_rss_rq_id {
	uint16_t id;
};

/* What stands before each mask of the flow filter. */
struct net_ff_selector {
	uint8_t type;
	uint8_t flags;
	/* The bytes of the mask that follows. */
	uint8_t length;
};

/* What a mode of IPsec can do. */
struct net_ipsec_mode_cap {
	uint8_t mode;
	/* The largest window against replay. */
	uint32_t max_replay_win_sz;
	uint32_t options;
	/* Ciphers, a bit for each of the crypto device's. */
	uint64_t cipher_algo;
	/* MACs, a bit for each of the crypto device's. */
	uint64_t hmac_algo;
	/* AEADs, a bit for each of the crypto device's. */
	uint32_t aead_algo;
	/* The longest key of a cipher. */
	uint32_t max_cipher_key_len;
	/* The longest key to authenticate with. */
	uint32_t max_auth_key_len;
};

/* The header of a tunnel over IPv4. */
struct net_ipsec_tunnel_ipv4 {
	uint32_t src_ip;
	uint32_t dst_ip;
	/* The differentiated services code point. */
	uint8_t dscp;
	/* Whether it must not be fragmented. */
	uint8_t df;
	/* The time to live. */
	uint8_t ttl;
};

/* The header of a tunnel over IPv6. */
struct net_ipsec_tunnel_ipv6 {
	uint8_t src_addr[16];
	uint8_t dst_addr[16];
	/* The flow label. */
	uint32_t flabel;
	/* The hop limit. */
	uint8_t hlimit;
	/* The differentiated services code point. */
	uint8_t dscp;
};

/* The header of a tunnel. */
struct net_ipsec_tunnel_param {
	/* IPv4 or IPv6. */
	uint8_t type;
	/* Which one the type tells, for which the chapter gives no numbers. */
	uint8_t header[40];
};

/*
 * How much may pass; after a soft limit there is a warning, after a hard one
 * failure.
 */
struct net_ipsec_lifetime {
	uint64_t packets_soft_limit;
	uint64_t bytes_soft_limit;
	uint64_t packets_hard_limit;
	uint64_t bytes_hard_limit;
};

/* A key of up to 256 bits. */
struct net_ipsec_key {
	uint16_t length;
	uint8_t data[32];
};

/* An association of IPsec with keys of up to 256 bits. */
struct net_resource_obj_ipsec_sa_256b_key {
	uint8_t mode;
	uint8_t direction;
	/* The id by which packets name it. */
	uint32_t obj_id;
	/* The security parameter index. */
	uint32_t spi;
	uint32_t salt;
	uint64_t options;
	/* Of a tunnel mode. */
	struct net_ipsec_tunnel_param param;
	/* The port that ESP within UDP comes from. */
	uint16_t udp_sport;
	/* The port that it goes to. */
	uint16_t udp_dport;
	/* The window against replay; 0 is none. */
	uint32_t replay_win_sz;
	/* The cipher, as the crypto device numbers it. */
	uint64_t cipher_algo;
	/* Its key. */
	struct net_ipsec_key cipher_key;
	/* The MAC, as the crypto device numbers it. */
	uint64_t auth_algo;
	/* Its key. */
	struct net_ipsec_key auth_key;
	struct net_ipsec_lifetime life;
};

/* How notifications are coalesced. */
struct net_ctrl_coal {
	/* After how many packets there is one. */
	uint32_t max_packets;
	/* After how long there is one, in microseconds. */
	uint32_t max_usecs;
};

/* Which statistics are asked for. */
struct net_queue_stats {
	/* Of which virtqueue. */
	uint16_t vq_index;
	/* Which of it. */
	uint64_t types_bitmap[1];
};

/* What stands before a statistic. */
struct net_stats_reply_hdr {
	uint8_t type;
	/* Which virtqueue it is of. */
	uint16_t vq_index;
	/* Its bytes, these included. */
	uint16_t size;
};

/* Statistics of the control virtqueue. */
struct net_stats_cvq {
	struct net_stats_reply_hdr hdr;
	/* Commands. */
	uint64_t command_num;
	/* Commands that went well. */
	uint64_t ok_num;
};

/* Statistics of a virtqueue that receives. */
struct net_stats_rx_basic {
	struct net_stats_reply_hdr hdr;
	/* Notifications of the driver. */
	uint64_t rx_notifications;
	/* Packets passed to the driver. */
	uint64_t rx_packets;
	/* Bytes of these packets. */
	uint64_t rx_bytes;
	/* Interrupts of the device. */
	uint64_t rx_interrupts;
	/* Packets that were dropped. */
	uint64_t rx_drops;
	/* Packets dropped for want of buffers. */
	uint64_t rx_drop_overruns;
};

/* Statistics of a virtqueue that transmits. */
struct net_stats_tx_basic {
	struct net_stats_reply_hdr hdr;
	/* Notifications of the driver. */
	uint64_t tx_notifications;
	/* Packets that were sent. */
	uint64_t tx_packets;
	/* Bytes of these packets. */
	uint64_t tx_bytes;
	/* Interrupts of the device. */
	uint64_t tx_interrupts;
	/* Packets that were dropped. */
	uint64_t tx_drops;
	/* Packets dropped as malformed. */
	uint64_t tx_drop_malformed;
};

/* Statistics of checksums that are received. */
struct net_stats_rx_csum {
	struct net_stats_reply_hdr hdr;
	/* Packets with data_valid. */
	uint64_t rx_csum_valid;
	/* Packets with needs_csum. */
	uint64_t rx_needs_csum;
	/* Packets without hardware checksum. */
	uint64_t rx_csum_none;
	/* Packets with a wrong checksum. */
	uint64_t rx_csum_bad;
};

/* Statistics of checksums that are transmitted. */
struct net_stats_tx_csum {
	struct net_stats_reply_hdr hdr;
	/* Packets without offload. */
	uint64_t tx_csum_none;
	/* Packets with needs_csum. */
	uint64_t tx_needs_csum;
};

/* Statistics of segments that are received. */
struct net_stats_rx_gso {
	struct net_stats_reply_hdr hdr;
	/* Packets of several segments. */
	uint64_t rx_gso_packets;
	/* Bytes of these packets. */
	uint64_t rx_gso_bytes;
	/* Packets that were coalesced. */
	uint64_t rx_gso_packets_coalesced;
	/* Bytes of these packets. */
	uint64_t rx_gso_bytes_coalesced;
};

/* Statistics of segments that are transmitted. */
struct net_stats_tx_gso {
	struct net_stats_reply_hdr hdr;
	/* Packets to be segmented. */
	uint64_t tx_gso_packets;
	/* Bytes of these packets. */
	uint64_t tx_gso_bytes;
	/* Segments made of them. */
	uint64_t tx_gso_segments;
	/* Bytes of these segments. */
	uint64_t tx_gso_segments_bytes;
	/* Packets sent unsegmented. */
	uint64_t tx_gso_packets_noseg;
	/* Bytes of these packets. */
	uint64_t tx_gso_bytes_noseg;
};

/* Statistics of the speed of receiving. */
struct net_stats_rx_speed {
	struct net_stats_reply_hdr hdr;
	/* Packets dropped as too many. */
	uint64_t rx_packets_allowance_exceeded;
	/* Bytes of these packets. */
	uint64_t rx_bytes_allowance_exceeded;
};

/* Statistics of the speed of transmitting. */
struct net_stats_tx_speed {
	struct net_stats_reply_hdr hdr;
	/* Packets dropped as too many. */
	uint64_t tx_packets_allowance_exceeded;
	/* Bytes of these packets. */
	uint64_t tx_bytes_allowance_exceeded;
};

/* The configuration space. */
struct net_config {
	/* The address of the device. Only if NET_F_MAC is offered. */
	uint8_t mac[6];
	/* The state of the link. Only if NET_F_STATUS is offered. */
	uint16_t status;
	/*
	 * How many pairs of virtqueues can be used. Only if NET_F_MQ, or
	 * NET_F_RSS is offered.
	 */
	uint16_t max_virtqueue_pairs;
	/*
	 * The largest MTU that the driver may use. Only if NET_F_MTU is
	 * offered.
	 */
	uint16_t mtu;
	/*
	 * The speed in Mbit/s up to 0x7fffffff; more is unknown. Only if
	 * NET_F_SPEED_DUPLEX is offered.
	 */
	uint32_t speed;
	/*
	 * Whether the link is full duplex. Only if NET_F_SPEED_DUPLEX is
	 * offered.
	 */
	uint8_t duplex;
	/*
	 * The longest hash key in bytes. Only if NET_F_RSS, or
	 * NET_F_HASH_REPORT is offered.
	 */
	uint8_t rss_max_key_size;
	/*
	 * Most entries of the indirection table. Only if NET_F_RSS is offered.
	 */
	uint16_t rss_max_indirection_table_length;
	/*
	 * The types of hash that the device can calculate. Only if NET_F_RSS,
	 * or NET_F_HASH_REPORT is offered.
	 */
	uint32_t supported_hash_types;
	/*
	 * The tunnels whose inner headers the device can hash. Only if
	 * NET_F_HASH_TUNNEL is offered.
	 */
	uint32_t supported_tunnel_types;
};

/* A packet that was received. */
struct net_received {
	struct net_hdr hdr;
	/* As on the wire: u8[] */
	struct vqs_span data;
};

/* A packet to transmit. */
struct net_transmitted {
	struct net_hdr hdr;
	/* As on the wire: u8[] */
	struct vqs_span data;
};

/* Receives all packets. */
struct net_rx_promisc {
	uint8_t on;
};

/* The reply to rx_promisc. */
struct net_rx_promisc_reply {
	uint8_t ack;
};

/* Receives all multicast packets. */
struct net_rx_allmulti {
	uint8_t on;
};

/* The reply to rx_allmulti. */
struct net_rx_allmulti_reply {
	uint8_t ack;
};

/* Receives all unicast packets. */
struct net_rx_alluni {
	uint8_t on;
};

/* The reply to rx_alluni. */
struct net_rx_alluni_reply {
	uint8_t ack;
};

/* Receives no multicast packets. */
struct net_rx_nomulti {
	uint8_t on;
};

/* The reply to rx_nomulti. */
struct net_rx_nomulti_reply {
	uint8_t ack;
};

/* Receives no unicast packets. */
struct net_rx_nouni {
	uint8_t on;
};

/* The reply to rx_nouni. */
struct net_rx_nouni_reply {
	uint8_t ack;
};

/* Receives no broadcast packets. */
struct net_rx_nobcast {
	uint8_t on;
};

/* The reply to rx_nobcast. */
struct net_rx_nobcast_reply {
	uint8_t ack;
};

/* Sets the addresses that are received. */
struct net_mac_table_set {
	uint32_t unicast_entries;
	/* As on the wire: mac[unicast_entries] */
	struct vqs_span unicast_macs;
	uint32_t multicast_entries;
	/* As on the wire: mac[multicast_entries] */
	struct vqs_span multicast_macs;
};

/* The reply to mac_table_set. */
struct net_mac_table_set_reply {
	uint8_t ack;
};

/*
 * Reads and writes one element of unicast_macs, where the span lies. -ERANGE:
 * it has none of this index.
 */
int net_mac_table_set_get_unicast_macs(const struct net_mac_table_set *from,
                                       uint32_t index, struct net_mac *element);
int net_mac_table_set_put_unicast_macs(const struct net_mac_table_set *to,
                                       uint32_t index, const struct net_mac *element);

/*
 * Reads and writes one element of multicast_macs, where the span lies. -ERANGE:
 * it has none of this index.
 */
int net_mac_table_set_get_multicast_macs(const struct net_mac_table_set *from,
                                         uint32_t index, struct net_mac *element);
int net_mac_table_set_put_multicast_macs(const struct net_mac_table_set *to,
                                         uint32_t index, const struct net_mac *element);

/* Sets the address of the device. */
struct net_mac_addr_set {
	uint8_t mac[6];
};

/* The reply to mac_addr_set. */
struct net_mac_addr_set_reply {
	uint8_t ack;
};

/* Receives packets of a VLAN. */
struct net_vlan_add {
	uint16_t id;
};

/* The reply to vlan_add. */
struct net_vlan_add_reply {
	uint8_t ack;
};

/* Receives packets of a VLAN no more. */
struct net_vlan_del {
	uint16_t id;
};

/* The reply to vlan_del. */
struct net_vlan_del_reply {
	uint8_t ack;
};

/* The reply to announce_ack. */
struct net_announce_ack_reply {
	uint8_t ack;
};

/* Sets how many pairs of virtqueues are used. */
struct net_mq_vq_pairs_set {
	/* At most max_virtqueue_pairs. */
	uint16_t virtqueue_pairs;
};

/* The reply to mq_vq_pairs_set. */
struct net_mq_vq_pairs_set_reply {
	uint8_t ack;
};

/* Sets how a virtqueue is chosen. */
struct net_mq_rss_config {
	/* What is hashed. */
	uint32_t hash_types;
	/* One less than a power of two. */
	uint16_t indirection_table_mask;
	/* Where other packets go. */
	struct net_rss_rq_id unclassified_queue;
	/* As on the wire: rss_rq_id[indirection_table_mask + 1] */
	struct vqs_span indirection_table;
	/* How many virtqueues may transmit. */
	uint16_t max_tx_vq;
	uint8_t hash_key_length;
	/* As on the wire: u8[hash_key_length] */
	struct vqs_span hash_key_data;
};

/* The reply to mq_rss_config. */
struct net_mq_rss_config_reply {
	uint8_t ack;
};

/*
 * Reads and writes one element of indirection_table, where the span lies.
 * -ERANGE: it has none of this index.
 */
int net_mq_rss_config_get_indirection_table(const struct net_mq_rss_config *from,
                                            uint32_t index,
                                            struct net_rss_rq_id *element);
int net_mq_rss_config_put_indirection_table(const struct net_mq_rss_config *to,
                                            uint32_t index,
                                            const struct net_rss_rq_id *element);

/* Sets what hashes are calculated. */
struct net_mq_hash_config {
	/* What is hashed. */
	uint32_t hash_types;
	uint8_t hash_key_length;
	/* As on the wire: u8[hash_key_length] */
	struct vqs_span hash_key_data;
};

/* The reply to mq_hash_config. */
struct net_mq_hash_config_reply {
	uint8_t ack;
};

/* Sets the offloads of the driver. */
struct net_guest_offloads_set {
	uint64_t offloads;
};

/* The reply to guest_offloads_set. */
struct net_guest_offloads_set_reply {
	uint8_t ack;
};

/* Sets coalescing of all virtqueues that transmit. */
struct net_notf_coal_tx_set {
	struct net_ctrl_coal coal;
};

/* The reply to notf_coal_tx_set. */
struct net_notf_coal_tx_set_reply {
	uint8_t ack;
};

/* Sets coalescing of all virtqueues that receive. */
struct net_notf_coal_rx_set {
	struct net_ctrl_coal coal;
};

/* The reply to notf_coal_rx_set. */
struct net_notf_coal_rx_set_reply {
	uint8_t ack;
};

/* Sets coalescing of a virtqueue. */
struct net_notf_coal_vq_set {
	uint16_t vq_index;
	struct net_ctrl_coal coal;
};

/* The reply to notf_coal_vq_set. */
struct net_notf_coal_vq_set_reply {
	uint8_t ack;
};

/* Tells coalescing of a virtqueue. */
struct net_notf_coal_vq_get {
	uint16_t vq_index;
};

/* The reply to notf_coal_vq_get. */
struct net_notf_coal_vq_get_reply {
	uint8_t ack;
	struct net_ctrl_coal coal;
};

/* Sets the tunnels whose inner headers are hashed. */
struct net_hash_tunnel_set {
	uint32_t enabled_tunnel_types;
};

/* The reply to hash_tunnel_set. */
struct net_hash_tunnel_set_reply {
	uint8_t ack;
};

/* The reply to stats_query. */
struct net_stats_query_reply {
	uint8_t ack;
	uint64_t supported_stats_types[1];
};

/* Tells statistics. */
struct net_stats_get {
	/* As on the wire: queue_stats[] */
	struct vqs_span stats;
};

/* The reply to stats_get. */
struct net_stats_get_reply {
	uint8_t ack;
	/* As on the wire: u8[] */
	struct vqs_span stats;
};

/*
 * Reads and writes one element of stats, where the span lies. -ERANGE: it has
 * none of this index.
 */
int net_stats_get_get_stats(const struct net_stats_get *from, uint32_t index,
                            struct net_queue_stats *element);
int net_stats_get_put_stats(const struct net_stats_get *to, uint32_t index,
                            const struct net_queue_stats *element);

/* The reply to rss_ctx_cap_get. */
struct net_rss_ctx_cap_get_reply {
	uint8_t ack;
	uint16_t max_rss_contexts;
};

/* Adds a context. */
struct net_rss_ctx_add {
	/* At most max_rss_contexts. */
	uint16_t rss_ctx_id;
	/* What is hashed. */
	uint32_t hash_types;
	/* One less than a power of two. */
	uint16_t indirection_table_mask;
	/* Where other packets go. */
	struct net_rss_rq_id unclassified_queue;
	/* As on the wire: rss_rq_id[indirection_table_mask + 1] */
	struct vqs_span indirection_table;
	/* How many virtqueues may transmit. */
	uint16_t max_tx_vq;
	uint8_t hash_key_length;
	/* As on the wire: u8[hash_key_length] */
	struct vqs_span hash_key_data;
};

/* The reply to rss_ctx_add. */
struct net_rss_ctx_add_reply {
	uint8_t ack;
};

/*
 * Reads and writes one element of indirection_table, where the span lies.
 * -ERANGE: it has none of this index.
 */
int net_rss_ctx_add_get_indirection_table(const struct net_rss_ctx_add *from,
                                          uint32_t index, struct net_rss_rq_id *element);
int net_rss_ctx_add_put_indirection_table(const struct net_rss_ctx_add *to,
                                          uint32_t index,
                                          const struct net_rss_rq_id *element);

/* Changes a context. */
struct net_rss_ctx_mod {
	/* At most max_rss_contexts. */
	uint16_t rss_ctx_id;
	/* What is hashed. */
	uint32_t hash_types;
	/* One less than a power of two. */
	uint16_t indirection_table_mask;
	/* Where other packets go. */
	struct net_rss_rq_id unclassified_queue;
	/* As on the wire: rss_rq_id[indirection_table_mask + 1] */
	struct vqs_span indirection_table;
	/* How many virtqueues may transmit. */
	uint16_t max_tx_vq;
	uint8_t hash_key_length;
	/* As on the wire: u8[hash_key_length] */
	struct vqs_span hash_key_data;
};

/* The reply to rss_ctx_mod. */
struct net_rss_ctx_mod_reply {
	uint8_t ack;
};

/*
 * Reads and writes one element of indirection_table, where the span lies.
 * -ERANGE: it has none of this index.
 */
int net_rss_ctx_mod_get_indirection_table(const struct net_rss_ctx_mod *from,
                                          uint32_t index, struct net_rss_rq_id *element);
int net_rss_ctx_mod_put_indirection_table(const struct net_rss_ctx_mod *to,
                                          uint32_t index,
                                          const struct net_rss_rq_id *element);

/* Deletes a context. */
struct net_rss_ctx_del {
	uint16_t rss_ctx_id;
};

/* The reply to rss_ctx_del. */
struct net_rss_ctx_del_reply {
	uint8_t ack;
};

/* The limits of the flow filter. */
struct net_ff_cap_data {
	/* How many groups. */
	uint32_t groups_limit;
	/* How many classifiers. */
	uint32_t classifiers_limit;
	/* How many rules in all. */
	uint32_t rules_limit;
	/* How many rules in a group. */
	uint32_t rules_per_group_limit;
	/* The highest priority of a rule. */
	uint8_t last_rule_priority;
	/* How many selectors in a classifier. */
	uint8_t selectors_per_classifier_limit;
};

/* What the flow filter can match, by ascending type. */
struct net_ff_cap_mask_data {
	/* How many selectors. */
	uint8_t count;
	/* Each an ff_selector, and its mask after it. As on the wire: u8[] */
	struct vqs_span selectors;
};

/* What a rule can do, by ascending number. */
struct net_ff_actions {
	/* How many actions. */
	uint8_t count;
	/* As on the wire: u8[count] */
	struct vqs_span actions;
};

/* The limits of IPsec. */
struct net_ipsec_resource_cap {
	/* How many inbound associations. */
	uint32_t inb_sa_limit;
	/* How many outbound associations. */
	uint32_t outb_sa_limit;
};

/* What IPsec can do. */
struct net_ipsec_sa_cap_data {
	/* How many modes. */
	uint8_t count;
	/* As on the wire: ipsec_mode_cap[count] */
	struct vqs_span cap_mode;
};

/*
 * Reads and writes one element of cap_mode, where the span lies. -ERANGE: it
 * has none of this index.
 */
int net_ipsec_sa_cap_data_get_cap_mode(const struct net_ipsec_sa_cap_data *from,
                                       uint32_t index,
                                       struct net_ipsec_mode_cap *element);
int net_ipsec_sa_cap_data_put_cap_mode(const struct net_ipsec_sa_cap_data *to,
                                       uint32_t index,
                                       const struct net_ipsec_mode_cap *element);

/* A group of rules of the flow filter. */
struct net_resource_obj_ff_group {
	/* Groups are tried from the highest on, each has its own. */
	uint16_t group_priority;
};

/* What of a packet is matched. */
struct net_resource_obj_ff_classifier {
	/* How many selectors. */
	uint8_t count;
	/* Each an ff_selector, and its mask after it. As on the wire: u8[] */
	struct vqs_span selectors;
};

/* A rule of the flow filter. */
struct net_resource_obj_ff_rule {
	/* The group that it is in. */
	uint32_t group_id;
	/* The classifier that its keys are for. */
	uint32_t classifier_id;
	/* Rules are tried from the highest on. */
	uint8_t rule_priority;
	/* The bytes of all keys. */
	uint8_t key_length;
	uint8_t action;
	/* The virtqueue that direct_rx_vq goes to. */
	uint16_t vq_index;
	/*
	 * For each selector of the classifier a key, of the length of its mask.
	 * As on the wire: u8[key_length]
	 */
	struct vqs_span keys;
};

/* An outbound association of IPsec. */
struct net_resource_obj_ipsec_outb_sa {
	struct net_resource_obj_ipsec_sa_256b_key sa;
};

/* An inbound association of IPsec. */
struct net_resource_obj_ipsec_inb_sa {
	struct net_resource_obj_ipsec_sa_256b_key sa;
};

/*
 * What was set by a command of the control virtqueue; of vlan_add, all VLANs.
 */
struct net_dev_part_cvq_selector {
	/* The class: rx, mac, vlan, announce or mq. */
	uint8_t class_;
	/* The opcode within its class. */
	uint8_t command;
};

/*
 * What was set by a command of the control virtqueue; of vlan_add, all VLANs.
 */
struct net_dev_part_cvq_cfg_part {
	/* As in the readable half of the command. As on the wire: u8[] */
	struct vqs_span data;
};

/* What header may be: -EBADMSG, -EINVAL if it is not as described. */
int net_ipsec_tunnel_param_get_header_ipv4(const struct net_ipsec_tunnel_param *from,
                                           struct net_ipsec_tunnel_ipv4 *value);
int net_ipsec_tunnel_param_put_header_ipv4(struct net_ipsec_tunnel_param *to,
                                           const struct net_ipsec_tunnel_ipv4 *value);
int net_ipsec_tunnel_param_get_header_ipv6(const struct net_ipsec_tunnel_param *from,
                                           struct net_ipsec_tunnel_ipv6 *value);
int net_ipsec_tunnel_param_put_header_ipv6(struct net_ipsec_tunnel_param *to,
                                           const struct net_ipsec_tunnel_ipv6 *value);

/*
 * Statistics. To be read with vqs_items_next(): getting fails with -ENOENT if
 * the item is another one, with -EBADMSG if it is not as described. Putting
 * appends: -EMSGSIZE, -EINVAL.
 */
extern const struct vqs_list net_stats;
int net_stats_get_rx_basic(const struct vqs_item *from,
                           struct net_stats_rx_basic *value);
int net_stats_put_rx_basic(struct vqs_items *to, const struct net_stats_rx_basic *value);
int net_stats_get_rx_csum(const struct vqs_item *from, struct net_stats_rx_csum *value);
int net_stats_put_rx_csum(struct vqs_items *to, const struct net_stats_rx_csum *value);
int net_stats_get_rx_gso(const struct vqs_item *from, struct net_stats_rx_gso *value);
int net_stats_put_rx_gso(struct vqs_items *to, const struct net_stats_rx_gso *value);
int net_stats_get_rx_speed(const struct vqs_item *from,
                           struct net_stats_rx_speed *value);
int net_stats_put_rx_speed(struct vqs_items *to, const struct net_stats_rx_speed *value);
int net_stats_get_tx_basic(const struct vqs_item *from,
                           struct net_stats_tx_basic *value);
int net_stats_put_tx_basic(struct vqs_items *to, const struct net_stats_tx_basic *value);
int net_stats_get_tx_csum(const struct vqs_item *from, struct net_stats_tx_csum *value);
int net_stats_put_tx_csum(struct vqs_items *to, const struct net_stats_tx_csum *value);
int net_stats_get_tx_gso(const struct vqs_item *from, struct net_stats_tx_gso *value);
int net_stats_put_tx_gso(struct vqs_items *to, const struct net_stats_tx_gso *value);
int net_stats_get_tx_speed(const struct vqs_item *from,
                           struct net_stats_tx_speed *value);
int net_stats_put_tx_speed(struct vqs_items *to, const struct net_stats_tx_speed *value);
int net_stats_get_cvq(const struct vqs_item *from, struct net_stats_cvq *value);
int net_stats_put_cvq(struct vqs_items *to, const struct net_stats_cvq *value);

/*
 * What of packets is matched. To be read with vqs_items_next(): getting fails
 * with -ENOENT if the item is another one, with -EBADMSG if it is not as
 * described. Putting appends: -EMSGSIZE, -EINVAL.
 */
extern const struct vqs_list net_ff_selectors;
int net_ff_selectors_get_selector(const struct vqs_item *from, struct vqs_span *value);
int net_ff_selectors_put_selector(struct vqs_items *to,
                                  const struct net_ff_selector *head,
                                  const struct vqs_span *value);

extern const struct vqs_type net_type;

#endif
