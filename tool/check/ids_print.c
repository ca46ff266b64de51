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
		"16 bits. `trial_pci_id: 63` borrows a free number for a trial there.",
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		fprintf(to, "%s\n", lines[i]);
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
}

bool ids_print_matching(FILE *to, const char *text)
{
	bool found = false;
	const struct device_id *row;
	char *end;

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
		put(object, "note", row->note);
		json_array_append_new(list, object);
	}
	json_dumpf(list, to, JSON_INDENT(2));
	fputc('\n', to);
	json_decref(list);
}
