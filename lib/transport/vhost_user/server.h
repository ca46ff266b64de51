/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The back end from the inside. server.c: the event loop and the connection;
 * listen.c: the listening socket; request.c: one message, judged and
 * answered; negotiate.c, vring.c, regions.c, space.c: what the messages ask;
 * drain.c: messages that stop a ring and have to wait; inflight.c: records of what
 * is in flight, for whoever comes after this process;
 * channel.c: the other direction.
 */
#ifndef VHU_SERVER_H
#define VHU_SERVER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/un.h>

#include <vqsmith/device_transport.h>
#include <vqsmith/vhost_user.h>

#include "notifier.h"
#include "socket.h"
#include "table.h"
#include "why.h"

/* Rings that KICK, CALL and ERR can name. */
#define VHU_RINGS_MAX 256

/* What an epoll event is about: the upper half of its data, a ring's index the lower. */
enum vhu_watch {
	VHU_WATCH_LISTENER,
	VHU_WATCH_CONNECTION,
	VHU_WATCH_CHANNEL,
	VHU_WATCH_WAKE,
	VHU_WATCH_KICK,
	VHU_WATCH_TIMER,
};

struct vhu_vring {
	struct vhu_notifier kick, call, error;
	struct vhu_vring_addr addr;
	uint32_t size; /* 0: not told yet */
	uint32_t position;
	bool addressed; /* addr was told */
	bool enabled;   /* by SET_VRING_ENABLE */
	bool kicked;    /* the front end has started it: SET_VRING_KICK, VRING_KICK */
	bool polled;    /* it won't kick: look all the time */
	bool running;   /* started on the device */
	bool pending;   /* there may be something to handle */
	bool faulty;    /* the front end has been told of a fault */
	bool call_due;  /* in-band notifications that could not be sent yet */
	bool error_due;
	bool go_on;   /* when it starts, by the record of what is in flight; unless */
	bool stopped; /* it stopped here, where `position` says, and */
	bool renewed; /* is told to begin elsewhere: the driver made it anew */
};

struct vhu_listener {
	int socket; /* -1: there is none */
	int spare;  /* a descriptor to do without when there are no others */
	struct sockaddr_un address;
	dev_t device; /* which file we made */
	ino_t inode;
};

/* The socket for what the back end asks. */
struct vhu_channel {
	int socket; /* -1: there is none */
	bool config_due;
	bool blocked; /* waiting for room in it */
};

/* The message in the inbox waits until a ring has nothing in flight. */
struct vhu_drain {
	int timer;
	bool waiting;
	bool over; /* it need not wait any more, or it is too late */
	bool late;
};

/* Where the rings' records of what is in flight are: one file, mapped. */
struct vhu_records {
	uint8_t *base; /* NULL: there are none */
	uint64_t size;
	uint16_t queues, queue_size;
};

struct vqs_vhost_user_server {
	struct vqs_device *device;
	struct vqs_vhost_user_options options;
	int epoll;
	int wake; /* readable: a ring is pending */
	bool woken;
	struct vhu_listener listener;

	/* From here on: of the front end that is connected. */
	int connection; /* -1: there is none */
	struct vhu_inbox inbox;
	struct vhu_drain drain;
	struct vhu_channel channel;
	struct vhu_records records;
	int reply_fd;      /* goes with the reply, and is closed then; -1: none */
	uint64_t features; /* SET_FEATURES */
	uint64_t protocol; /* SET_PROTOCOL_FEATURES */
	bool status_told;  /* the front end keeps the device status itself */
	struct vhu_table *table;
	struct vhu_vring *rings;
	unsigned int ring_count; /* room; the device may have fewer queues */
	unsigned int ring_end;   /* none from here on runs */
	unsigned int turns;      /* of vqs_vhost_user_poll() */
	struct vhu_why why;
	unsigned int refusals; /* how often it was told no */
};

typedef struct vqs_vhost_user_server vhu_server;

/* server.c */
int vhu_watch(vhu_server *server, int fd, uint32_t events, enum vhu_watch what,
              unsigned int index);
void vhu_unwatch(vhu_server *server, int fd);
/* Lets the front end go and resets the device. */
void vhu_drop(vhu_server *server);

static inline bool vhu_has(const vhu_server *server, enum vhu_protocol_feature feature)
{
	return server->protocol >> feature & 1;
}

/* listen.c */
int vhu_listen(struct vhu_listener *listener, const char *path);
void vhu_unlisten(struct vhu_listener *listener);
/* The next front end's socket; -1: there is none, or no descriptor for it. */
int vhu_accept(struct vhu_listener *listener);

/*
 * request.c: handles the message in the inbox. 0; -EPROTO: the front end
 * has to go, the complaint has been made; VHU_LATER: once more when a ring is idle.
 */
int vhu_request(vhu_server *server);

/*
 * Complains of what a front end or its driver may do at will, without being
 * dropped for it: the first times, then ever more seldom. Text in server->why.
 */
void vhu_complain_often(vhu_server *server, const char *what);

/* What a handler of a message returns beside 0 and negative errno (with server->why). */
#define VHU_ANSWER 1 /* the inbox holds the reply */
#define VHU_LATER  2 /* it waits, see drain.c; nothing is changed yet */

/* negotiate.c */
int vhu_get_features(vhu_server *server, struct vhu_message *message);
int vhu_set_features(vhu_server *server, struct vhu_message *message);
int vhu_get_protocol_features(vhu_server *server, struct vhu_message *message);
int vhu_set_protocol_features(vhu_server *server, struct vhu_message *message);
int vhu_get_queue_num(vhu_server *server, struct vhu_message *message);
int vhu_get_status(vhu_server *server, struct vhu_message *message);
int vhu_set_status(vhu_server *server, struct vhu_message *message);
int vhu_reset_device(vhu_server *server, struct vhu_message *message);
unsigned int vhu_queue_count(const vhu_server *server);
/* Whether the device has agreed on features. */
bool vhu_negotiated(const vhu_server *server);
/* Agrees on the features told again, after a reset that the driver may not know of. */
int vhu_renegotiate(vhu_server *server);
/* Sets DRIVER_OK in place of a front end that doesn't. */
void vhu_go_live(vhu_server *server);

/* vring.c */
int vhu_set_vring_num(vhu_server *server, struct vhu_message *message);
int vhu_set_vring_addr(vhu_server *server, struct vhu_message *message);
int vhu_set_vring_base(vhu_server *server, struct vhu_message *message);
int vhu_get_vring_base(vhu_server *server, struct vhu_message *message);
int vhu_set_vring_kick(vhu_server *server, struct vhu_message *message);
int vhu_set_vring_call(vhu_server *server, struct vhu_message *message);
int vhu_set_vring_err(vhu_server *server, struct vhu_message *message);
int vhu_set_vring_enable(vhu_server *server, struct vhu_message *message);
int vhu_vring_kick(vhu_server *server, struct vhu_message *message);
int vhu_reset_owner(vhu_server *server, struct vhu_message *message);

/* ring.c */
int vhu_ring_update(vhu_server *server, unsigned int index);
int vhu_rings_update(vhu_server *server);
void vhu_ring_stop(vhu_server *server, unsigned int index);
void vhu_rings_stop(vhu_server *server);
bool vhu_rings_idle(const vhu_server *server); /* none is running */
void vhu_ring_run(vhu_server *server, unsigned int index);
void vhu_rings_run(vhu_server *server);  /* those that are pending */
int vhu_rings_poll(vhu_server *server);  /* see vqs_vhost_user_poll() */
void vhu_rings_poke(vhu_server *server); /* all that run become pending */
int vhu_rings_move(vhu_server *server, struct vhu_table *table);
int vhu_ring_kick_fd(vhu_server *server, unsigned int index, int fd);
void vhu_rings_close(vhu_server *server);

void vhu_wake(vhu_server *server); /* there is more to do */

/* drain.c */
int vhu_drain_make(vhu_server *server);
/* Whether the ring, which shall stop, has to be waited for first: return VHU_LATER. */
bool vhu_drains(vhu_server *server, unsigned int index);
void vhu_drain_idle(vhu_server *server); /* says the device */
void vhu_drain_late(vhu_server *server); /* says the timer */
void vhu_drain_go_on(vhu_server *server);
void vhu_drain_end(vhu_server *server);

/* inflight.c */
int vhu_get_inflight_fd(vhu_server *server, struct vhu_message *message);
int vhu_set_inflight_fd(vhu_server *server, struct vhu_message *message);
/* The ring has just been started on the device. */
int vhu_inflight_start(vhu_server *server, unsigned int index);
/* The driver has reset the device: what was in flight is not any more. */
void vhu_inflight_reset(vhu_server *server);
void vhu_inflight_close(vhu_server *server);

/* regions.c */
int vhu_set_mem_table(vhu_server *server, struct vhu_message *message);
int vhu_get_max_mem_slots(vhu_server *server, struct vhu_message *message);
int vhu_add_mem_reg(vhu_server *server, struct vhu_message *message);
int vhu_rem_mem_reg(vhu_server *server, struct vhu_message *message);

/* space.c */
int vhu_get_config(vhu_server *server, struct vhu_message *message);
int vhu_set_config(vhu_server *server, struct vhu_message *message);

/* channel.c */
int vhu_set_backend_req_fd(vhu_server *server, struct vhu_message *message);
void vhu_channel_close(vhu_server *server);
void vhu_channel_ready(vhu_server *server); /* something came, or there is room */
void vhu_channel_flush(vhu_server *server); /* sends what is due */

#endif
