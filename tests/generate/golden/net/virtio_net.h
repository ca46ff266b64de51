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

/* What stands before each packet. */
struct virtio_net_hdr {
	__u8 flags;
	__u8 gso_type;
	/* Length of the headers. */
	__le16 hdr_len;
	/* Length of a segment without headers. */
	__le16 gso_size;
	/* Where the checksum starts. */
	__le16 csum_start;
	/* Where the checksum goes, from csum_start. */
	__le16 csum_offset;
	/* Buffers that a received packet takes. */
	__le16 num_buffers;
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

/* received: the device-writable part. A packet that was received. */
struct virtio_net_received {
	struct virtio_net_hdr hdr;
	__u8 data[];
};

/* transmitted: the device-readable part. A packet to transmit. */
struct virtio_net_transmitted {
	struct virtio_net_hdr hdr;
	__u8 data[];
};

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
	__u8 __pad[4];
	/* address of: __u8[] */
	__u64 data;
	__u32 data_length;
	__u8 __pad2[4];
};

#define VIRTIO_NET_IOC_TRANSMITTED \
	_IOWR(VIRTIO_NET_IOC_MAGIC, 1, struct virtio_net_ioc_transmitted)

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
};

#endif /* _LINUX_VIRTIO_NET_H */
