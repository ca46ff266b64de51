/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the parts of the program that runs in the guest share.
 */
#ifndef VQSMITH_TESTS_LINUX_GUEST_H
#define VQSMITH_TESTS_LINUX_GUEST_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "checks.h"
#include "tricks.h"
#include "virtio_lamp.h"

/* Milliseconds for what should come at once: a net, never waited for. */
#define SOON 20000

/* /dev/lampN; ends the program if it cannot be opened. */
int open_lamp(unsigned int number, int flags);

/* 0, or -errno of an ioctl. */
int lamp_ioctl(int lamp, unsigned long command, void *argument);

/* Requests: the status, or -errno. */
int set_level(int lamp, uint16_t level);
int get_level(int lamp, uint16_t *level);
int describe(int lamp, char *text, uint32_t *length);

/* Has the device do a trick; ends the program if it refuses. */
void trick(int lamp, enum trick what, uint8_t argument);

/* What poll() says; 0 after `milliseconds`. */
short poll_for(int fd, short events, int milliseconds);

/* A function in a process of its own; what it returned, which is 0..255. */
pid_t begin(int (*work)(int lamp), int lamp);
int end(pid_t pid);

/* The driver lets go of the device, and takes it again. */
void unbind(void);
void bind(void);

/* The tests; each is the name of a command as well. */
void test_requests(void);
void test_crowd(void);
void test_events(void);
void test_config(void);
void test_plain(void);
void test_unbind(void);
void test_module(void);
void test_signals(void);
void test_memory(void);
void test_surprise(void);
void test_replies(void);
void test_broken(void);
void test_flood(void);
void test_sleep(void);
void test_rig(void);

#endif
