/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device ids: which are taken, by what, and which transport can carry them.
 * virtio 1.4, Device Types; names and numbers of Linux where it differs.
 */
#ifndef VQSMITH_TOOL_IDS_H
#define VQSMITH_TOOL_IDS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "../type/model.h"

#define ID_PCI_BASE          0x1040 /* PCI Device ID = this + device id */
#define ID_PCI_LAST          63     /* 0x107f, the last that drivers match */
#define ID_CCW_LAST          255    /* the control unit model is one byte */
#define ID_LAST              65535
#define ID_WINDOW            65472 /* the experimental ids: from here to ID_LAST */
#define ID_FIRST_FREE        50
#define ID_IS_EXPERIMENT(id) ((id) >= ID_WINDOW && (id) <= ID_LAST)

struct device_id {
	uint16_t id;
	uint16_t transitional;  /* PCI Device ID of its transitional form, or 0 */
	const char *name;       /* in the specification; NULL: not named there */
	const char *chapter;    /* directory of its chapter, or NULL */
	const char *linux_name; /* in linux/virtio_ids.h, without VIRTIO_ID_; or NULL */
	const char *note;       /* or NULL */
};

/* Rows of the table, ascending by id; NULL past the last. */
const struct device_id *id_at(unsigned int index);
/* The device type that has a number; NULL: it is nobody's. */
const struct device_id *id_find(uint64_t id);
/* Whether the specification and Linux both leave the number out below the highest. */
bool id_is_gap(uint64_t id);
/* How to name it in a sentence: the specification's name, or Linux's. */
const char *id_name(const struct device_id *row);

/* Transports (enum transport, or'ed) that can carry a number as the specification has it.
 */
unsigned int id_transports(uint64_t id);

/* Prints the table and what is free on which transport. */
void ids_print(FILE *to);
/*
 * Prints what is known of a number (decimal or 0x..), or the rows whose name has the
 * text in it, in any case. False: nothing was found, and nothing printed.
 */
bool ids_print_matching(FILE *to, const char *text);
/* The numbers for experiments, and what each transport makes of them. */
void ids_print_free(FILE *to);
/* The table for machines. */
void ids_print_json(FILE *to);

#endif
