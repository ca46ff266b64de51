/* SPDX-License-Identifier: 0BSD */
/*
 * The device type's constants, its values in native form, and the table that
 * the runtime interprets.
 *
 * Made by vqsmith from console.yaml; it belongs to you. To make it again:
 *	vqsmith generate device console.yaml
 */
#ifndef CONSOLE_TYPE_H
#define CONSOLE_TYPE_H

#include <stdint.h>

#include <vqsmith/type.h>
#include <vqsmith/wire.h>

#define CONSOLE_ID 3

/* Feature bits. */
enum {
	/* The size of the console is in cols and rows. */
	CONSOLE_F_SIZE = 0,
	/* The device has several ports and control virtqueues. */
	CONSOLE_F_MULTIPORT = 1,
	/* Characters can be written without a virtqueue. */
	CONSOLE_F_EMERG_WRITE = 2,
};

/* Virtqueues. */
enum {
	/* Characters for port 0. */
	CONSOLE_VQ_RECEIVEQ = 0,
	/* Characters from port 0. */
	CONSOLE_VQ_TRANSMITQ = 1,
};

/* Fields of the configuration space, as config_write() is told of them. */
enum {
	CONSOLE_CONFIG_COLS,
	CONSOLE_CONFIG_ROWS,
	CONSOLE_CONFIG_MAX_NR_PORTS,
	CONSOLE_CONFIG_EMERG_WR,
};

/* The configuration space. */
struct console_config {
	/*
	 * Columns of the console of port 0. Only if CONSOLE_F_SIZE is offered.
	 */
	uint16_t cols;
	/* Rows of the console of port 0. Only if CONSOLE_F_SIZE is offered. */
	uint16_t rows;
	/*
	 * Most ports that there can be. Only if CONSOLE_F_MULTIPORT is offered.
	 */
	uint32_t max_nr_ports;
	/*
	 * A write puts out its lower byte, at any time, even before
	 * negotiation. Only if CONSOLE_F_EMERG_WRITE is offered.
	 */
	uint32_t emerg_wr;
};

/* Characters that were typed. */
struct console_input {
	/* As on the wire: u8[] */
	struct vqs_span data;
};

/* Characters to put out. */
struct console_output {
	/* As on the wire: u8[] */
	struct vqs_span data;
};

extern const struct vqs_type console_type;

#endif
