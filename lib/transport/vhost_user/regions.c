/* SPDX-License-Identifier: BSD-3-Clause */
/* The messages about the front end's memory. */
#include <errno.h>

#include "server.h"

static int fill(vhu_server *server, struct vhu_table *table,
                const struct vhu_memory *from)
{
	int r = 0;

	for (unsigned int i = 0; i < from->count && r == 0; i++)
		r = vhu_table_add(table, &from->regions[i], server->inbox.fds[i],
		                  &server->why);
	return r;
}

/* The new table, if it came out well, under the rings that run. */
static int put(vhu_server *server, struct vhu_table *table, int result)
{
	if (result < 0) {
		vhu_table_put(table);
		return result;
	}
	return vhu_rings_move(server, table);
}

int vhu_set_mem_table(vhu_server *server, struct vhu_message *message)
{
	const struct vhu_memory *memory = &message->payload.memory;
	const uint32_t head = 8, each = sizeof(struct vhu_region);
	struct vhu_table *table;

	if (message->header.size < head)
		return vhu_refuse(&server->why, "%u bytes of payload are too few",
		                  message->header.size);
	if (memory->count == 0 || memory->count > VHU_TABLE_REGIONS)
		return vhu_refuse(&server->why, "%u regions are not between 1 and %d",
		                  memory->count, VHU_TABLE_REGIONS);
	/* User-Mode Linux sends bytes after the last region. */
	if (message->header.size < head + memory->count * each)
		return vhu_refuse(&server->why,
		                  "%u bytes of payload are too few for %u "
		                  "regions",
		                  message->header.size, memory->count);
	if (server->inbox.fd_count != memory->count)
		return vhu_refuse(&server->why, "%u file descriptors for %u regions",
		                  server->inbox.fd_count, memory->count);
	table = vhu_table_copy(NULL);
	if (!table)
		return vhu_refuse(&server->why, "out of memory");
	return put(server, table, fill(server, table, memory));
}

int vhu_get_max_mem_slots(vhu_server *server, struct vhu_message *message)
{
	(void)server;
	message->header.size = sizeof(uint64_t);
	message->payload.u64 = VHU_MEM_SLOTS;
	return VHU_ANSWER;
}

int vhu_add_mem_reg(vhu_server *server, struct vhu_message *message)
{
	const struct vhu_region *region = &message->payload.single.region;
	struct vhu_table *table;

	if (server->inbox.fd_count != 1)
		return vhu_refuse(&server->why, "the file descriptor is missing");
	table = vhu_table_copy(server->table);
	if (!table)
		return vhu_refuse(&server->why, "out of memory");
	return put(server, table,
	           vhu_table_add(table, region, server->inbox.fds[0], &server->why));
}

int vhu_rem_mem_reg(vhu_server *server, struct vhu_message *message)
{
	struct vhu_table *table = vhu_table_copy(server->table);

	if (!table)
		return vhu_refuse(&server->why, "out of memory");
	return put(
	        server, table,
	        vhu_table_remove(table, &message->payload.single.region, &server->why));
}
