/* SPDX-License-Identifier: BSD-3-Clause */
/* Watches a range of pages, by SIGSEGV and single steps. */
#define _GNU_SOURCE 1
#include "watch.h"

#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#if defined(__x86_64__) && defined(__linux__)

#include <ucontext.h>

#define TRAP_FLAG 0x100

static struct {
	unsigned char *pages;
	size_t size;
	watch_seen *seen;
	void *context;
	const void *address;
	struct sigaction old_fault, old_trap;
} watch;

static void allow(int protection)
{
	if (mprotect(watch.pages, watch.size, protection) != 0)
		abort();
}

static void on_fault(int number, siginfo_t *info, void *context)
{
	ucontext_t *machine = context;
	unsigned char *address = info->si_addr;

	if (address < watch.pages || address >= watch.pages + watch.size) {
		/* not ours: fault again, for whoever was there before */
		sigaction(number, &watch.old_fault, NULL);
		return;
	}
	watch.address = address;
	allow(PROT_READ | PROT_WRITE);
	machine->uc_mcontext.gregs[REG_EFL] |= TRAP_FLAG;
}

static void on_trap(int number, siginfo_t *info, void *context)
{
	ucontext_t *machine = context;

	(void)number;
	(void)info;
	machine->uc_mcontext.gregs[REG_EFL] &= ~(greg_t)TRAP_FLAG;
	watch.seen(watch.context, watch.address);
	allow(PROT_NONE);
}

void watch_start(void *pages, size_t size, watch_seen *seen, void *context)
{
	struct sigaction action = { .sa_flags = SA_SIGINFO };

	watch.pages = pages;
	watch.size = size;
	watch.seen = seen;
	watch.context = context;
	sigemptyset(&action.sa_mask);
	action.sa_sigaction = on_fault;
	sigaction(SIGSEGV, &action, &watch.old_fault);
	action.sa_sigaction = on_trap;
	sigaction(SIGTRAP, &action, &watch.old_trap);
	allow(PROT_NONE);
}

void watch_stop(void)
{
	allow(PROT_READ | PROT_WRITE);
	sigaction(SIGSEGV, &watch.old_fault, NULL);
	sigaction(SIGTRAP, &watch.old_trap, NULL);
}

static void count(void *context, const void *address)
{
	(void)address;
	++*(volatile int *)context;
}

bool watch_possible(void)
{
	size_t size = 4096;
	volatile unsigned char *page = mmap(NULL, size, PROT_READ | PROT_WRITE,
	                                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	volatile int seen = 0;

	if (page == MAP_FAILED)
		return false;
	watch_start((void *)(uintptr_t)page, size, count, (void *)(uintptr_t)&seen);
	(void)page[1];
	(void)page[2];
	watch_stop();
	munmap((void *)(uintptr_t)page, size);
	return seen == 2;
}

#else

bool watch_possible(void)
{
	return false;
}

void watch_start(void *pages, size_t size, watch_seen *seen, void *context)
{
	(void)pages;
	(void)size;
	(void)seen;
	(void)context;
	abort();
}

void watch_stop(void)
{
}

#endif
