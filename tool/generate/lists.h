/* SPDX-License-Identifier: BSD-3-Clause */
/* Lists of items, in generated C. */
#ifndef VQSMITH_TOOL_LISTS_H
#define VQSMITH_TOOL_LISTS_H

#include "native.h"
#include "type_fields.h"

/* iommu_properties */
struct name name_of_list(const struct model *model, const struct list_type *list);
/* iommu_properties_get_resv_mem */
struct name name_of_item(const struct model *model, const struct list_type *list,
                         const struct field *item, bool put);

/* The tables, behind those of the structures. */
void print_lists(struct printer *printer);

/* The tables, and functions that get and put each item: declared or defined. */
void emit_lists(FILE *out, const struct model *model, bool define);

#endif
