/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The bare `virt` machine, and the few functions of a C library that the driver end
 * calls: memory from an array, time from the CPU's counter, text to the serial port.
 */
#include "machine.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SERIAL   ((volatile uint32_t *)0x09000000)
#define POWEROFF UINT64_C(0x84000008) /* PSCI's SYSTEM_OFF */

/* ---- Console, clock, end ----------------------------------------------------- */

void machine_print(const char *format, ...)
{
	char text[256];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	for (const char *at = text; *at; at++)
		*SERIAL = (unsigned char)*at;
}

static uint64_t nanoseconds(void)
{
	uint64_t ticks, frequency;

	__asm__ volatile("isb\n\tmrs %0, cntpct_el0" : "=r"(ticks));
	__asm__ volatile("mrs %0, cntfrq_el0" : "=r"(frequency));
	return ticks / frequency * 1000000000u +
	       ticks % frequency * 1000000000u / frequency;
}

uint64_t machine_milliseconds(void *self)
{
	(void)self;
	return nanoseconds() / 1000000u;
}

_Noreturn void machine_off(void)
{
	register uint64_t call __asm__("x0") = POWEROFF;

	__asm__ volatile("hvc #0" : : "r"(call) : "memory");
	for (;;)
		;
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
	uint64_t now = nanoseconds();

	(void)clock;
	time->tv_sec = (time_t)(now / 1000000000u);
	time->tv_nsec = (long)(now % 1000000000u);
	return 0;
}

int nanosleep(const struct timespec *wanted, struct timespec *left)
{
	uint64_t until = nanoseconds() + (uint64_t)wanted->tv_sec * 1000000000u +
	                 (uint64_t)wanted->tv_nsec;

	while (nanoseconds() < until)
		;
	if (left)
		memset(left, 0, sizeof(*left));
	return 0;
}

/* ---- Memory: what is freed is not used again ----------------------------------- */

static _Alignas(16) unsigned char heap[1 << 20];
static size_t heap_used;

void *malloc(size_t size)
{
	size_t whole = ((size + 15) & ~(size_t)15) + 16;
	unsigned char *at = heap + heap_used;

	if (whole < size || whole > sizeof(heap) - heap_used)
		return NULL;
	heap_used += whole;
	memcpy(at, &size, sizeof(size));
	return at + 16;
}

void free(void *memory)
{
	(void)memory;
}

void *calloc(size_t count, size_t size)
{
	void *memory = NULL;

	if (!size || count <= SIZE_MAX / size)
		memory = malloc(count * size);
	if (memory)
		memset(memory, 0, count * size);
	return memory;
}

void *realloc(void *memory, size_t size)
{
	void *more = malloc(size);
	size_t old = 0;

	if (memory)
		memcpy(&old, (unsigned char *)memory - 16, sizeof(old));
	if (more && memory)
		memcpy(more, memory, old < size ? old : size);
	return more;
}

void *memcpy(void *restrict to, const void *restrict from, size_t length)
{
	unsigned char *target = to;
	const unsigned char *source = from;

	while (length--)
		*target++ = *source++;
	return to;
}

void *memmove(void *to, const void *from, size_t length)
{
	unsigned char *target = to;
	const unsigned char *source = from;

	if (target < source)
		return memcpy(to, from, length);
	while (length--)
		target[length] = source[length];
	return to;
}

void *memset(void *to, int value, size_t length)
{
	unsigned char *target = to;

	while (length--)
		*target++ = (unsigned char)value;
	return to;
}

int memcmp(const void *a, const void *b, size_t length)
{
	const unsigned char *one = a, *other = b;

	for (size_t i = 0; i < length; i++)
		if (one[i] != other[i])
			return one[i] - other[i];
	return 0;
}

/* ---- Text ------------------------------------------------------------------------ */

char *strerror(int error)
{
	static char text[24];

	snprintf(text, sizeof(text), "error %d", error);
	return text;
}

struct text {
	char *at, *end;
	size_t length;
};

static void put(struct text *text, char c)
{
	text->length++;
	if (text->at < text->end)
		*text->at++ = c;
}

static void put_number(struct text *text, uint64_t number, unsigned int base)
{
	char digits[24];
	int count = 0;

	do
		digits[count++] = "0123456789abcdef"[number % base];
	while (number /= base);
	while (count)
		put(text, digits[--count]);
}

static void put_one(struct text *text, char kind, int wide, va_list *arguments)
{
	uint64_t number;

	switch (kind) {
	case 's':
		for (const char *at = va_arg(*arguments, const char *); *at; at++)
			put(text, *at);
		return;
	case 'c':
		put(text, (char)va_arg(*arguments, int));
		return;
	case 'd':
		number = (uint64_t)(wide ? va_arg(*arguments, long)
		                         : va_arg(*arguments, int));
		if ((int64_t)number < 0)
			put(text, '-');
		put_number(text, (int64_t)number < 0 ? 0 - number : number, 10);
		return;
	default:
		number = wide ? va_arg(*arguments, unsigned long)
		              : va_arg(*arguments, unsigned int);
		put_number(text, number, kind == 'x' ? 16 : 10);
	}
}

int vsnprintf(char *to, size_t size, const char *format, va_list given)
{
	struct text text = { to, size ? to + size - 1 : to, 0 };
	va_list arguments;

	va_copy(arguments, given);
	for (; *format; format++) {
		int wide = 0;

		if (*format != '%') {
			put(&text, *format);
			continue;
		}
		while (*++format == 'l' || *format == 'z')
			wide = 1;
		put_one(&text, *format, wide, &arguments);
	}
	va_end(arguments);
	if (size)
		*text.at = '\0';
	return (int)text.length;
}

int snprintf(char *to, size_t size, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(to, size, format, arguments);
	va_end(arguments);
	return length;
}
