/* SPDX-License-Identifier: 0BSD */
/*
 * From the table to the handlers.
 *
 * Made by vqsmith from blk.yaml; it belongs to you. To make it again:
 *	vqsmith generate device blk.yaml
 */
#include "blk_device.h"

/* In place of handlers that are left out: the device does not know the request. */

__attribute__((weak))
void blk_flush(struct blk *blk, struct vqs_request *request,
               const struct blk_flush *asked)
{
	(void)blk;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void blk_get_lifetime(struct blk *blk, struct vqs_request *request,
                      const struct blk_get_lifetime *asked)
{
	(void)blk;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void blk_discard(struct blk *blk, struct vqs_request *request,
                 const struct blk_discard *asked)
{
	(void)blk;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void blk_write_zeroes(struct blk *blk, struct vqs_request *request,
                      const struct blk_write_zeroes *asked)
{
	(void)blk;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void blk_secure_erase(struct blk *blk, struct vqs_request *request,
                      const struct blk_secure_erase *asked)
{
	(void)blk;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void blk_zone_append(struct blk *blk, struct vqs_request *request,
                     const struct blk_zone_append *asked)
{
	(void)blk;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void blk_zone_report(struct blk *blk, struct vqs_request *request,
                     const struct blk_zone_report *asked)
{
	(void)blk;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void blk_zone_open(struct blk *blk, struct vqs_request *request,
                   const struct blk_zone_open *asked)
{
	(void)blk;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void blk_zone_close(struct blk *blk, struct vqs_request *request,
                    const struct blk_zone_close *asked)
{
	(void)blk;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void blk_zone_finish(struct blk *blk, struct vqs_request *request,
                     const struct blk_zone_finish *asked)
{
	(void)blk;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void blk_zone_reset(struct blk *blk, struct vqs_request *request,
                    const struct blk_zone_reset *asked)
{
	(void)blk;
	(void)asked;
	vqs_request_unsupported(request);
}

__attribute__((weak))
void blk_zone_reset_all(struct blk *blk, struct vqs_request *request,
                        const struct blk_zone_reset_all *asked)
{
	(void)blk;
	(void)asked;
	vqs_request_unsupported(request);
}

static void take_in(void *self, struct vqs_request *request)
{
	blk_in(self, request, request->readable);
}

static void take_out(void *self, struct vqs_request *request)
{
	blk_out(self, request, request->readable);
}

static void take_flush(void *self, struct vqs_request *request)
{
	blk_flush(self, request, request->readable);
}

static void take_get_id(void *self, struct vqs_request *request)
{
	blk_get_id(self, request, request->readable);
}

static void take_get_lifetime(void *self, struct vqs_request *request)
{
	blk_get_lifetime(self, request, request->readable);
}

static void take_discard(void *self, struct vqs_request *request)
{
	blk_discard(self, request, request->readable);
}

static void take_write_zeroes(void *self, struct vqs_request *request)
{
	blk_write_zeroes(self, request, request->readable);
}

static void take_secure_erase(void *self, struct vqs_request *request)
{
	blk_secure_erase(self, request, request->readable);
}

static void take_zone_append(void *self, struct vqs_request *request)
{
	blk_zone_append(self, request, request->readable);
}

static void take_zone_report(void *self, struct vqs_request *request)
{
	blk_zone_report(self, request, request->readable);
}

static void take_zone_open(void *self, struct vqs_request *request)
{
	blk_zone_open(self, request, request->readable);
}

static void take_zone_close(void *self, struct vqs_request *request)
{
	blk_zone_close(self, request, request->readable);
}

static void take_zone_finish(void *self, struct vqs_request *request)
{
	blk_zone_finish(self, request, request->readable);
}

static void take_zone_reset(void *self, struct vqs_request *request)
{
	blk_zone_reset(self, request, request->readable);
}

static void take_zone_reset_all(void *self, struct vqs_request *request)
{
	blk_zone_reset_all(self, request, request->readable);
}

static vqs_handler *const request_handlers[] = {
	take_in,
	take_out,
	take_flush,
	take_get_id,
	take_get_lifetime,
	take_discard,
	take_write_zeroes,
	take_secure_erase,
	take_zone_append,
	take_zone_report,
	take_zone_open,
	take_zone_close,
	take_zone_finish,
	take_zone_reset,
	take_zone_reset_all,
};

vqs_handler *const *const blk_handlers[] = {
	request_handlers,
};
