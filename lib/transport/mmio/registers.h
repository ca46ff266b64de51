/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The registers of a device on MMIO: 32 bits wide, little-endian.
 *
 * virtio 1.4, Virtio Over MMIO / MMIO Device Register Layout.
 */
#ifndef VQSMITH_MMIO_REGISTERS_H
#define VQSMITH_MMIO_REGISTERS_H

#include <vqsmith/mmio.h>

#define MMIO_MAGIC               0x000
#define MMIO_VERSION             0x004
#define MMIO_DEVICE_ID           0x008
#define MMIO_DEVICE_FEATURES     0x010
#define MMIO_DEVICE_FEATURES_SEL 0x014
#define MMIO_DRIVER_FEATURES     0x020
#define MMIO_DRIVER_FEATURES_SEL 0x024
#define MMIO_QUEUE_SEL           0x030
#define MMIO_QUEUE_SIZE_MAX      0x034
#define MMIO_QUEUE_SIZE          0x038
#define MMIO_QUEUE_READY         0x044
#define MMIO_QUEUE_NOTIFY        0x050
#define MMIO_INTERRUPT_STATUS    0x060
#define MMIO_INTERRUPT_ACK       0x064
#define MMIO_STATUS              0x070
#define MMIO_QUEUE_DESC_LOW      0x080
#define MMIO_QUEUE_DRIVER_LOW    0x090
#define MMIO_QUEUE_DEVICE_LOW    0x0a0
#define MMIO_QUEUE_RESET         0x0c0
#define MMIO_CONFIG_GENERATION   0x0fc
#define MMIO_CONFIG              0x100

#define MMIO_MAGIC_VALUE      UINT32_C(0x74726976) /* "virt" */
#define MMIO_INTERRUPT_USED   0x1
#define MMIO_INTERRUPT_CONFIG 0x2

static inline uint32_t mmio_get(const struct vqs_mmio *mmio, uint32_t at)
{
	const volatile unsigned char *registers = mmio->options.registers;
	uint32_t value = *(const volatile uint32_t *)(registers + at);

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	value = __builtin_bswap32(value);
#endif
	return value;
}

static inline void mmio_put(const struct vqs_mmio *mmio, uint32_t at, uint32_t value)
{
	volatile unsigned char *registers = mmio->options.registers;

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	value = __builtin_bswap32(value);
#endif
	*(volatile uint32_t *)(registers + at) = value;
}

/* config.c */
int mmio_config_get(struct vqs_driver_transport *transport, uint32_t offset, void *to,
                    uint32_t length);
int mmio_config_put(struct vqs_driver_transport *transport, uint32_t offset,
                    const void *from, uint32_t length);
int mmio_config_generation(struct vqs_driver_transport *transport, uint32_t *generation);

#endif
