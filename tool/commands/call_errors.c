/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What `call` says when something goes wrong between it and the device.
 */
#include "call.h"

#include <errno.h>
#include <string.h>

const char *error_text(const struct caller *caller, int error)
{
	switch (error) {
	case -ENOENT:
		return "its feature is not negotiated: the device does not offer it";
	case -ETIMEDOUT:
		return "the device did not answer in time; --timeout SECONDS gives it "
		       "more";
	case -ENODEV:
		return "this is a device of another type";
	case -ENOTSUP:
		return "the device's features cannot be agreed on";
	default:
		return *caller->why ? caller->why : strerror(-error);
	}
}

enum outcome wire_complain(const struct caller *caller, const char *what, int error,
                           const struct vqs_wire_error *wire)
{
	enum outcome outcome = error == -EINVAL ? MISUSED : FAILED;
	char allowed[160] = "";

	if (wire->problem == VQS_FINE)
		return trouble(outcome, "%s: %s", what, error_text(caller, error));
	if (wire->field && wire->problem == VQS_BAD_VALUE)
		value_choice(wire->field, allowed, sizeof(allowed));
	return trouble(outcome, "%s: %s%s%s (byte %u)%s%s", what,
	               wire->field ? wire->field->name : "the message",
	               error == -EBADMSG ? ", as the device answered: " : ": ",
	               vqs_problem_text(wire->problem), wire->offset,
	               *allowed ? "; it is " : "", allowed);
}

enum outcome connect_complain(const struct caller *caller, const char *path, int error)
{
	if (error == -ENOENT || error == -ECONNREFUSED)
		return trouble(FAILED,
		               "%s: no device listens there; start it first: "
		               "./%s --socket %s",
		               path, caller->type->name, path);
	if (error == -ETIMEDOUT)
		return trouble(
		        FAILED,
		        "%s: the device does not answer; does another driver, or a "
		        "guest, use it? It serves one at a time",
		        path);
	return trouble(FAILED, "%s: %s", path, error_text(caller, error));
}
