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

/* What stands before each packet. */
struct net_hdr {
	uint8_t flags;
	uint8_t gso_type;
	/* Length of the headers. */
	uint16_t hdr_len;
	/* Length of a segment without headers. */
	uint16_t gso_size;
	/* Where the checksum starts. */
	uint16_t csum_start;
	/* Where the checksum goes, from csum_start. */
	uint16_t csum_offset;
	/* Buffers that a received packet takes. */
	uint16_t num_buffers;
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

extern const struct vqs_type net_type;

#endif
