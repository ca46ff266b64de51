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
	/* What the device tells of ports. */
	CONSOLE_VQ_CONTROL_RECEIVEQ = 2,
	/* What the driver tells of ports. */
	CONSOLE_VQ_CONTROL_TRANSMITQ = 3,
	/* Characters for each further port. */
	CONSOLE_VQ_PORT_RECEIVEQ = 4,
	/* Characters from each further port. */
	CONSOLE_VQ_PORT_TRANSMITQ = 5,
};

/*
 * Rows of virtqueues, in the order of the table: vqs_device_queue_index() and
 * vqs_driver_queue_index() tell where they are.
 */
enum {
	/* Characters for port 0. */
	CONSOLE_ROW_RECEIVEQ = 0,
	/* Characters from port 0. */
	CONSOLE_ROW_TRANSMITQ = 1,
	/* What the device tells of ports. */
	CONSOLE_ROW_CONTROL_RECEIVEQ = 2,
	/* What the driver tells of ports. */
	CONSOLE_ROW_CONTROL_TRANSMITQ = 3,
	/* Characters for each further port. */
	CONSOLE_ROW_PORT_RECEIVEQ = 4,
	/* Characters from each further port. */
	CONSOLE_ROW_PORT_TRANSMITQ = 5,
};

/* Opcodes of console_event. */
enum {
	/* There is a new port. */
	CONSOLE_DEVICE_ADD = 1,
	/* A port is gone. */
	CONSOLE_DEVICE_REMOVE = 2,
	/* A port is a console. */
	CONSOLE_CONSOLE_PORT = 4,
	/* The size of a console changed. */
	CONSOLE_RESIZE = 5,
	/* A port was opened or closed. */
	CONSOLE_PORT_OPEN = 6,
	/* A port has a name. */
	CONSOLE_PORT_NAME = 7,
};

/* Opcodes of console_control. */
enum {
	/* The driver is ready, or failed. */
	CONSOLE_DEVICE_READY = 0,
	/* A port is ready, or failed. */
	CONSOLE_PORT_READY = 3,
};

/* Fields of the configuration space, as config_write() is told of them. */
enum {
	CONSOLE_CONFIG_COLS,
	CONSOLE_CONFIG_ROWS,
	CONSOLE_CONFIG_MAX_NR_PORTS,
	CONSOLE_CONFIG_EMERG_WR,
};

/* The size of a console. */
struct console_resize {
	uint16_t cols;
	uint16_t rows;
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
	 * Most ports that there can be; more have no virtqueues. Only if
	 * CONSOLE_F_MULTIPORT is offered.
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

/* There is a new port. */
struct console_event_device_add {
	/* Which port. */
	uint32_t id;
	/* With port_open, 1 if it is open and 0 if not. */
	uint16_t value;
};

/* A port is gone. */
struct console_event_device_remove {
	/* Which port. */
	uint32_t id;
	/* With port_open, 1 if it is open and 0 if not. */
	uint16_t value;
};

/* A port is a console. */
struct console_event_console_port {
	/* Which port. */
	uint32_t id;
	/* With port_open, 1 if it is open and 0 if not. */
	uint16_t value;
};

/* The size of a console changed. */
struct console_event_resize {
	/* Which port. */
	uint32_t id;
	/* With port_open, 1 if it is open and 0 if not. */
	uint16_t value;
	struct console_resize size;
};

/* A port was opened or closed. */
struct console_event_port_open {
	/* Which port. */
	uint32_t id;
	/* With port_open, 1 if it is open and 0 if not. */
	uint16_t value;
};

/* A port has a name. */
struct console_event_port_name {
	/* Which port. */
	uint32_t id;
	/* With port_open, 1 if it is open and 0 if not. */
	uint16_t value;
	/* In UTF-8, without a zero byte. As on the wire: u8[] */
	struct vqs_span name;
};

/* The driver is ready, or failed. */
struct console_device_ready {
	/* Which port; of no meaning with device_ready. */
	uint32_t id;
	/* 1 if it is well or open, 0 if not. */
	uint16_t value;
};

/* A port is ready, or failed. */
struct console_port_ready {
	/* Which port; of no meaning with device_ready. */
	uint32_t id;
	/* 1 if it is well or open, 0 if not. */
	uint16_t value;
};

/* A port was opened or closed. */
struct console_control_port_open {
	/* Which port; of no meaning with device_ready. */
	uint32_t id;
	/* 1 if it is well or open, 0 if not. */
	uint16_t value;
};

extern const struct vqs_type console_type;

#endif
