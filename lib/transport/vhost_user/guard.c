/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The SIGBUS guard: a front end that shortens its memory file under us makes
 * every access to the lost pages raise SIGBUS. The guard puts anonymous memory
 * in their place and notes that the mapping is torn; the server then drops the
 * front end.
 *
 * A signal handler has no context of its own, hence the one table of the
 * library that is global. Servers may live in several threads: an entry is
 * changed by the thread that claimed it, and the handler, which may run in
 * another thread, reads it under the entry's sequence number (odd: changing).
 */
#include "guard.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>

#include <vqsmith/vhost_user.h>

#define GUARDED 1024

struct vhu_guarded {
	atomic_bool claimed;
	atomic_bool torn;
	atomic_uint sequence;
	atomic_uintptr_t base;
	atomic_size_t length; /* 0: nothing */
	atomic_size_t page;
};

static struct vhu_guarded table[GUARDED];
static struct sigaction before;
static atomic_uint installed;

static void put(struct vhu_guarded *entry, uintptr_t base, size_t length, size_t page)
{
	atomic_fetch_add(&entry->sequence, 1);
	atomic_store(&entry->base, base);
	atomic_store(&entry->length, length);
	atomic_store(&entry->page, page);
	atomic_store(&entry->torn, false);
	atomic_fetch_add(&entry->sequence, 1);
}

struct vhu_guarded *vhu_guard_add(void *base, size_t length, size_t page)
{
	for (unsigned int i = 0; i < GUARDED; i++) {
		if (atomic_exchange(&table[i].claimed, true))
			continue;
		put(&table[i], (uintptr_t)base, length, page);
		return &table[i];
	}
	return NULL;
}

void vhu_guard_remove(struct vhu_guarded *guarded)
{
	put(guarded, 0, 0, 0);
	atomic_store(&guarded->claimed, false);
}

bool vhu_guard_torn(const struct vhu_guarded *guarded)
{
	return atomic_load_explicit(&guarded->torn, memory_order_relaxed);
}

/* If `at` is in the entry's mapping, replaces that from the page of `at` to its end. */
static bool mend(struct vhu_guarded *entry, uintptr_t at)
{
	unsigned int sequence = atomic_load(&entry->sequence);
	uintptr_t base = atomic_load(&entry->base);
	size_t length = atomic_load(&entry->length);
	size_t page = atomic_load(&entry->page);
	uintptr_t from;

	if (sequence % 2 || sequence != atomic_load(&entry->sequence) || at < base ||
	    at - base >= length)
		return false;
	from = at - (at - base) % page;
	if (mmap((void *)from, base + length - from, PROT_READ | PROT_WRITE,
	         MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
		return false;
	atomic_store(&entry->torn, true);
	return true;
}

/* Not ours: as if we had never been here. The access is tried again on return. */
static void pass_on(int number, siginfo_t *info, void *context)
{
	if (before.sa_flags & SA_SIGINFO)
		before.sa_sigaction(number, info, context);
	else if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN)
		before.sa_handler(number);
	else
		sigaction(SIGBUS, &before, NULL);
}

static void on_sigbus(int number, siginfo_t *info, void *context)
{
	int kept = errno;

	for (unsigned int i = 0; i < GUARDED; i++) {
		if (mend(&table[i], (uintptr_t)info->si_addr)) {
			errno = kept;
			return;
		}
	}
	pass_on(number, info, context);
	errno = kept;
}

int vqs_vhost_user_guard_install(void)
{
	struct sigaction action = { .sa_flags = SA_SIGINFO };

	if (atomic_fetch_add(&installed, 1))
		return 0;
	action.sa_sigaction = on_sigbus;
	sigemptyset(&action.sa_mask);
	if (sigaction(SIGBUS, &action, &before) == 0)
		return 0;
	atomic_fetch_sub(&installed, 1);
	return -errno;
}

void vqs_vhost_user_guard_remove(void)
{
	if (atomic_fetch_sub(&installed, 1) == 1)
		sigaction(SIGBUS, &before, NULL);
}
