/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Scalars: on the wire in the byte order that the specification gives them, at
 * any alignment; in native memory as the compiler has them.
 */
#include <string.h>

#include <vqsmith/wire.h>

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define LITTLE(bits, value) (value)
#define BIG(bits, value)    __builtin_bswap##bits(value)
#else
#define LITTLE(bits, value) __builtin_bswap##bits(value)
#define BIG(bits, value)    (value)
#endif

static uint16_t get16(const void *at)
{
	uint16_t value;

	memcpy(&value, at, sizeof(value));
	return value;
}

static uint32_t get32(const void *at)
{
	uint32_t value;

	memcpy(&value, at, sizeof(value));
	return value;
}

static uint64_t get64(const void *at)
{
	uint64_t value;

	memcpy(&value, at, sizeof(value));
	return value;
}

static void put16(void *at, uint16_t value)
{
	memcpy(at, &value, sizeof(value));
}

static void put32(void *at, uint32_t value)
{
	memcpy(at, &value, sizeof(value));
}

static void put64(void *at, uint64_t value)
{
	memcpy(at, &value, sizeof(value));
}

unsigned int vqs_scalar_size(enum vqs_kind kind)
{
	switch (kind) {
	case VQS_U8:
		return 1;
	case VQS_LE16:
	case VQS_BE16:
		return 2;
	case VQS_LE32:
	case VQS_BE32:
		return 4;
	case VQS_LE64:
	case VQS_BE64:
		return 8;
	case VQS_STRUCT:
		break;
	}
	return 0;
}

uint64_t vqs_scalar_get(const void *at, enum vqs_kind kind)
{
	switch (kind) {
	case VQS_U8:
		return *(const uint8_t *)at;
	case VQS_LE16:
		return LITTLE(16, get16(at));
	case VQS_LE32:
		return LITTLE(32, get32(at));
	case VQS_LE64:
		return LITTLE(64, get64(at));
	case VQS_BE16:
		return BIG(16, get16(at));
	case VQS_BE32:
		return BIG(32, get32(at));
	case VQS_BE64:
		return BIG(64, get64(at));
	case VQS_STRUCT:
		break;
	}
	return 0;
}

void vqs_scalar_put(void *at, enum vqs_kind kind, uint64_t value)
{
	switch (kind) {
	case VQS_U8:
		*(uint8_t *)at = (uint8_t)value;
		break;
	case VQS_LE16:
		put16(at, LITTLE(16, (uint16_t)value));
		break;
	case VQS_LE32:
		put32(at, LITTLE(32, (uint32_t)value));
		break;
	case VQS_LE64:
		put64(at, LITTLE(64, value));
		break;
	case VQS_BE16:
		put16(at, BIG(16, (uint16_t)value));
		break;
	case VQS_BE32:
		put32(at, BIG(32, (uint32_t)value));
		break;
	case VQS_BE64:
		put64(at, BIG(64, value));
		break;
	case VQS_STRUCT:
		break;
	}
}

uint64_t vqs_native_get(const void *at, enum vqs_kind kind)
{
	switch (vqs_scalar_size(kind)) {
	case 1:
		return *(const uint8_t *)at;
	case 2:
		return get16(at);
	case 4:
		return get32(at);
	case 8:
		return get64(at);
	}
	return 0;
}

void vqs_native_put(void *at, enum vqs_kind kind, uint64_t value)
{
	switch (vqs_scalar_size(kind)) {
	case 1:
		*(uint8_t *)at = (uint8_t)value;
		break;
	case 2:
		put16(at, (uint16_t)value);
		break;
	case 4:
		put32(at, (uint32_t)value);
		break;
	case 8:
		put64(at, value);
		break;
	}
}
