/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Where the packets of the example network device go.
 */
#ifndef EXAMPLES_NET_LINK_H
#define EXAMPLES_NET_LINK_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>

struct link;

/* The link has a packet for the driver. */
typedef void link_receive(void *self, const void *packet, size_t length);

/*
 * A user-mode network: the guest is 10.0.2.15, the host answers as 10.0.2.2.
 * What comes to port `forward_from` of the host's 127.0.0.1 goes to port
 * `forward_to` of the guest; 0: nothing. NULL: it cannot be had.
 */
struct link *link_create(link_receive *receive, void *self, uint16_t forward_from,
                         uint16_t forward_to);
void link_destroy(struct link *link); /* takes NULL */

/* A packet from the driver. */
void link_transmit(struct link *link, const void *packet, size_t length);

/* For a loop of poll(): what to wait for; and what came of it. */
int link_prepare(struct link *link, struct pollfd *fds, int room, int *timeout);
void link_ready(struct link *link, const struct pollfd *fds, int count);

#endif
