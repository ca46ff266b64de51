/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * How buffers and notifications go from one end of a virtqueue to the other, on a machine
 * that reorders: a model for the checker spin. lib/ring/barrier.h names the barriers; each
 * is a macro here and can be left out, to see that it is needed.
 *
 * Memory: what a process stores is its own until memory takes it, in any order (as with
 * PSO, or Arm). A fence waits until all is taken. A load without an `observe` before it may
 * have been made early, before the index or the flags that it belongs to.
 *
 * -DBATCH: an end may hand over two buffers with one publish and one decision, else each has its
 * own. -DPACKED: the packed format, else split. Notifications are suppressed by position
 * (VIRTIO_F_EVENT_IDX; descriptor events), or, -DBY_FLAGS, by a flag. What has to hold: each buffer is read as it was
 * written, both ways; and neither end waits for ever. The second is a deadlock, which spin
 * calls an invalid end state.
 */
#define SIZE  2 /* entries of the queue */
#define ITEMS 4 /* buffers that go there and back */
#define MANY  8 /* positions; an index wraps there, so that it has wrapped at the end */

/* The shared variables. Split: entries of the driver, its index, the device's event; and
   the other way round. Packed: contents and flags of each entry, and the events. */
#define CONTENT       0
#define ANSWER        2
#define AVAILABLE     4
#define USED          5
#define FLAGS         4
#define EVENT_DEVICE  6 /* of which available entry the device wants to hear */
#define EVENT_DRIVER  7
#define VARIABLES     8

#define DRIVER 0
#define DEVICE 1

byte memory[VARIABLES];
byte stored[2 * VARIABLES];  /* not taken by memory yet */
bool pending[2 * VARIABLES];
bool kick, interrupt; /* the notifications; a second one before it is seen adds nothing */

#define MINE(who, at) ((who) * VARIABLES + (at))
#define LOAD(who, at) (pending[MINE(who, at)] -> stored[MINE(who, at)] : memory[at])
#define STORE(who, at, value) \
	atomic { stored[MINE(who, at)] = value; pending[MINE(who, at)] = true }
#define FENCE(who) \
	(!pending[MINE(who, 0)] && !pending[MINE(who, 1)] && !pending[MINE(who, 2)] && \
	 !pending[MINE(who, 3)] && !pending[MINE(who, 4)] && !pending[MINE(who, 5)] && \
	 !pending[MINE(who, 6)] && !pending[MINE(who, 7)])

/* The barriers: left out, they are nothing. */
#ifdef WITHOUT_PUBLISH
#define PUBLISH(who) skip
#else
#define PUBLISH(who) FENCE(who)
#endif
#ifdef WITHOUT_DRIVER_DECIDE
#define DRIVER_DECIDE skip
#else
#define DRIVER_DECIDE FENCE(DRIVER)
#endif
#ifdef WITHOUT_DEVICE_DECIDE
#define DEVICE_DECIDE skip
#else
#define DEVICE_DECIDE FENCE(DEVICE)
#endif

#ifdef BY_FLAGS
/* The event variables say 1: no notifications; whoever was notified wants no more. */
#define WANTED(quiet, now, moved) ((quiet) == 0)
#define WISH(position)      0
#define AWAKE(who, event)   STORE(who, event, 1)
#else
/* Whether going on by `moved` to `now` passed the event. */
#ifdef LAST_ALONE /* a mistake: the event may lie before it */
#define WANTED(event, now, moved) (((now) + MANY - (event) - 1) % MANY < 1)
#else
#define WANTED(event, now, moved) (((now) + MANY - (event) - 1) % MANY < (moved))
#endif
#define WISH(position)      ((position) % MANY)
#define AWAKE(who, event)   skip
#endif

#ifdef PACKED
/* Flags AVAIL (2) and USED (1) of an entry in the round that a position is in. */
#define ROUND(position)      (((position) / SIZE) % 2)
#define IS_AVAILABLE(position) (ROUND(position) == 0 -> 2 : 1)
#define IS_USED(position)      (ROUND(position) == 0 -> 3 : 0)
#define FLAG_OF(position)    (FLAGS + (position) % SIZE)
/* Of a batch the flags of the first are published, those of the others written before. */
#define BEHIND_DRIVER(position) STORE(DRIVER, FLAG_OF(position), IS_AVAILABLE(position))
#define BEHIND_DEVICE(position) STORE(DEVICE, FLAG_OF(position), IS_USED(position))
#define GIVE(first, end)     BEHIND_DRIVER(first)
#define TAKE_BACK(first, end) BEHIND_DEVICE(first)
#define HAS(position)        (LOAD(DEVICE, FLAG_OF(position)) == IS_AVAILABLE(position))
#define IS_BACK(position)    (LOAD(DRIVER, FLAG_OF(position)) == IS_USED(position))
#define REPLY                CONTENT /* a used descriptor takes the place of the other */
#else
#define BEHIND_DRIVER(position) skip
#define BEHIND_DEVICE(position) skip
#define GIVE(first, end)     STORE(DRIVER, AVAILABLE, (end) % MANY)
#define TAKE_BACK(first, end) STORE(DEVICE, USED, (end) % MANY)
#define HAS(position)        (LOAD(DEVICE, AVAILABLE) != (position) % MANY)
#define IS_BACK(position)    (LOAD(DRIVER, USED) != (position) % MANY)
#define REPLY                ANSWER
#endif

#define SENT(position)     (1 + (position))
#define ANSWERED(position) (100 + (position))

proctype driver()
{
	byte added, reaped, value, first;
	bool early;

	do
	:: added < ITEMS && added - reaped < SIZE ->
		first = added;
		STORE(DRIVER, CONTENT + added % SIZE, SENT(added));
		added++;
#ifdef BATCH
		if
		:: added < ITEMS && added - reaped < SIZE ->
			STORE(DRIVER, CONTENT + added % SIZE, SENT(added));
			BEHIND_DRIVER(added);
			added++
		:: skip
		fi;
#endif
		PUBLISH(DRIVER);
		GIVE(first, added);
		DRIVER_DECIDE;
		if
		:: WANTED(LOAD(DRIVER, EVENT_DEVICE), added, added - first) -> kick = true
		:: else
		fi
	:: reaped < added ->
		early = false;
#ifdef WITHOUT_OBSERVE
		if
		:: value = LOAD(DRIVER, REPLY + reaped % SIZE); early = true
		:: skip
		fi;
#endif
		if
		:: IS_BACK(reaped) ->
			if
			:: !early -> value = LOAD(DRIVER, REPLY + reaped % SIZE)
			:: else
			fi;
			assert(value == ANSWERED(reaped));
			reaped++
		:: else ->
			STORE(DRIVER, EVENT_DRIVER, WISH(reaped));
			DRIVER_DECIDE;
			if
			:: IS_BACK(reaped)
			:: else -> interrupt -> interrupt = false
			fi;
			AWAKE(DRIVER, EVENT_DRIVER)
		fi
	:: reaped == ITEMS -> break
	od
}

proctype device()
{
	byte taken, value, first;
	bool early;

	do
	:: taken < ITEMS ->
		early = false;
#ifdef WITHOUT_OBSERVE
		if
		:: value = LOAD(DEVICE, CONTENT + taken % SIZE); early = true
		:: skip
		fi;
#endif
		if
		:: HAS(taken) ->
			if
			:: !early -> value = LOAD(DEVICE, CONTENT + taken % SIZE)
			:: else
			fi;
			assert(value == SENT(taken));
			first = taken;
			STORE(DEVICE, REPLY + taken % SIZE, ANSWERED(taken));
			taken++;
#ifdef BATCH
			if
			:: taken < ITEMS && taken - first < SIZE && HAS(taken) ->
				value = LOAD(DEVICE, CONTENT + taken % SIZE);
				assert(value == SENT(taken));
				STORE(DEVICE, REPLY + taken % SIZE, ANSWERED(taken));
				BEHIND_DEVICE(taken);
				taken++
			:: skip
			fi;
#endif
			PUBLISH(DEVICE);
			TAKE_BACK(first, taken);
			DEVICE_DECIDE;
			if
			:: WANTED(LOAD(DEVICE, EVENT_DRIVER), taken, taken - first) -> interrupt = true
			:: else
			fi
		:: else ->
			STORE(DEVICE, EVENT_DEVICE, WISH(taken));
			DEVICE_DECIDE;
			if
			:: HAS(taken)
			:: else -> kick -> kick = false
			fi;
			AWAKE(DEVICE, EVENT_DEVICE)
		fi
	:: taken == ITEMS -> break
	od
}

/* Memory takes what was stored when it likes; one such process for each variable. */
proctype taker(byte who; byte at)
{
end:
	do
	:: d_step {
		pending[MINE(who, at)] ->
		memory[at] = stored[MINE(who, at)];
		pending[MINE(who, at)] = false
	}
	od
}

init {
	byte at;

	atomic {
#ifdef PACKED
		/* a queue just made: the flags say neither; rounds begin with 2 for available */
		memory[FLAGS] = 0;
		memory[FLAGS + 1] = 0;
#endif
		do
		:: at < VARIABLES ->
			run taker(DRIVER, at);
			run taker(DEVICE, at);
			at++
		:: else -> break
		od;
		run driver();
		run device()
	}
}
