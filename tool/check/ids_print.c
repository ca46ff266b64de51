/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The table of device ids for people and for machines.
 */
#include "ids.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

static void print_head(FILE *to)
{
	fprintf(to, "%5s  %-41s  %-8s  %-6s  %-12s  %s\n", "id", "device type", "chapter",
	        "pci", "transitional", "linux");
}

static void print_row(FILE *to, const struct device_id *row)
{
	char transitional[8] = "-";

	if (row->transitional)
		snprintf(transitional, sizeof(transitional), "0x%04x", row->transitional);
	fprintf(to, "%5u  %-41s  %-8s  0x%04x  %-12s  %s%s\n", row->id,
	        row->name ? row->name : "-", row->chapter ? row->chapter : "-",
	        ID_PCI_BASE + row->id, transitional, row->linux_name ? "VIRTIO_ID_" : "-",
	        row->linux_name ? row->linux_name : "");
	if (row->note)
		fprintf(to, "%5s  (%s)\n", "", row->note);
}

static void print_lines(FILE *to, const char *const *lines)
{
	for (; *lines; lines++)
		fprintf(to, "%s\n", *lines);
}

/* What an experimental id can do, and cannot. */
static void print_experimental(FILE *to)
{
	static const char *const lines[] = {
		"Experimental ids: 65535, and backwards to 65472 (`id: experimental`)",
		"  can     be on mmio, whose DeviceID has 32 bits, and in vhost-user, "
		"which "
		"has",
		"          no ids; clash with nobody but other experiments; be given up",
		"  cannot  be on PCI: 0x1040 + 65535 = 0x1103f has more than 16 bits, "
		"and "
		"drivers",
		"          match nothing over 0x107f",
		"          be on ccw, whose control unit model is one byte",
		"          be released: a number of one's own is asked for at",
		"          virtio-comment@lists.linux.dev",
		"  Modulo 2^16 the PCI Device ID of 65535 is 0x103f, a transitional one, "
		"where "
		"Linux",
		"  takes the id from the Subsystem Device ID. That works by accident and "
		"is "
		"not what",
		"  the specification says. QEMU ends at an id that it has no name for.",
		"  `trial_pci_id: 63` borrows a free number for a trial on PCI.",
		NULL,
	};

	print_lines(to, lines);
}

void ids_print_free(FILE *to)
{
	static const char *const lines[] = {
		"What is nobody's:",
		"  14, 15        holes in the table: no one knows who may use them",
		"  50..63        free, on pci (0x1072..0x107f), mmio and ccw: ask for "
		"one at",
		"                virtio-comment@lists.linux.dev before you publish",
		"  64..255       mmio and ccw: no driver matches a PCI Device ID over "
		"0x107f",
		"  256..65471    mmio: ccw has one byte for the number",
		"  65472..65535  for experiments, from 65535 downwards; mmio",
		"An experimental id cannot be on PCI: 0x1040 + 65535 = 0x1103f has more "
		"than",
		"16 bits. `trial_pci_id: 63` borrows a free number for a trial there; "
		"`vqsmith",
		"ids experimental` says more.",
		NULL,
	};

	print_lines(to, lines);
}

void ids_print(FILE *to)
{
	const struct device_id *row;

	print_head(to);
	for (unsigned int i = 0; (row = id_at(i)); i++)
		print_row(to, row);
	fputc('\n', to);
	ids_print_free(to);
}

/* ---- One number, or a name ----------------------------------------------- */

static bool contains(const char *text, const char *part)
{
	size_t length = strlen(part);

	if (!text || length == 0)
		return false;
	for (; *text; text++) {
		size_t i = 0;

		while (i < length && text[i] &&
		       tolower((unsigned char)text[i]) == tolower((unsigned char)part[i]))
			i++;
		if (i == length)
			return true;
	}
	return false;
}

static void print_transports(FILE *to, uint64_t id)
{
	unsigned int transports = id_transports(id);
	uint64_t pci = ID_PCI_BASE + id;

	if (transports & TRANSPORT_PCI)
		fprintf(to, "  pci   PCI Device ID 0x%04x\n", (unsigned int)pci);
	else if (pci <= UINT16_MAX)
		fprintf(to,
		        "  pci   no: 0x1040 + %u = 0x%04x is over 0x107f, where drivers"
		        " stop\n",
		        (unsigned int)id, (unsigned int)pci);
	else
		fprintf(to, "  pci   no: 0x1040 + %u = 0x%x has more than 16 bits\n",
		        (unsigned int)id, (unsigned int)pci);
	fprintf(to, "  mmio  DeviceID %u\n", (unsigned int)id);
	if (transports & TRANSPORT_CCW)
		fprintf(to, "  ccw   control unit model 0x%02x\n", (unsigned int)id);
	else
		fprintf(to, "  ccw   no: the control unit model is one byte\n");
}

static const char *who_has(uint64_t id)
{
	if (id_is_gap(id))
		return "a hole in the table: no one knows who may use it";
	if (ID_IS_EXPERIMENT(id))
		return "for experiments";
	return "free: ask for it at virtio-comment@lists.linux.dev";
}

static void print_number(FILE *to, uint64_t id)
{
	const struct device_id *row = id_find(id);

	if (id == 0) {
		fprintf(to,
		        "0: invalid; on mmio a placeholder, which drivers pass over\n");
		return;
	}
	if (!row)
		fprintf(to, "%u: %s\n", (unsigned int)id, who_has(id));
	else {
		print_head(to);
		print_row(to, row);
	}
	print_transports(to, id);
	if (ID_IS_EXPERIMENT(id)) {
		fputc('\n', to);
		print_experimental(to);
	}
}

bool ids_print_matching(FILE *to, const char *text)
{
	bool found = false;
	const struct device_id *row;
	char *end;

	if (strcmp(text, "experimental") == 0) {
		print_experimental(to);
		return true;
	}
	if (isdigit((unsigned char)*text)) {
		unsigned long long id = strtoull(text, &end, 0);

		if (*end == '\0') {
			if (id <= ID_LAST)
				print_number(to, id);
			return id <= ID_LAST;
		}
	}
	for (unsigned int i = 0; (row = id_at(i)); i++) {
		if (!contains(row->name, text) && !contains(row->chapter, text) &&
		    !contains(row->linux_name, text))
			continue;
		if (!found)
			print_head(to);
		found = true;
		print_row(to, row);
	}
	return found;
}

/* ---- For machines -------------------------------------------------------- */

static void put(json_t *object, const char *key, const char *text)
{
	if (text)
		json_object_set_new(object, key, json_string(text));
}

static json_t *transports_json(unsigned int transports)
{
	json_t *list = json_array();

	if (transports & TRANSPORT_PCI)
		json_array_append_new(list, json_string("pci"));
	if (transports & TRANSPORT_MMIO)
		json_array_append_new(list, json_string("mmio"));
	if (transports & TRANSPORT_CCW)
		json_array_append_new(list, json_string("ccw"));
	return list;
}

void ids_print_json(FILE *to)
{
	json_t *list = json_array();
	const struct device_id *row;

	for (unsigned int i = 0; (row = id_at(i)); i++) {
		json_t *object = json_object();

		json_object_set_new(object, "id", json_integer(row->id));
		put(object, "name", row->name);
		put(object, "chapter", row->chapter);
		put(object, "linux", row->linux_name);
		json_object_set_new(object, "pci", json_integer(ID_PCI_BASE + row->id));
		if (row->transitional)
			json_object_set_new(object, "transitional",
			                    json_integer(row->transitional));
		json_object_set_new(object, "transports",
		                    transports_json(id_transports(row->id)));
		put(object, "note", row->note);
		json_array_append_new(list, object);
	}
	json_dumpf(list, to, JSON_INDENT(2));
	fputc('\n', to);
	json_decref(list);
}
