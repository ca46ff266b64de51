#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Starts a queue of a device in a file, and takes the file's pages away.

usage: tear.py SOCKET
"""
import array
import os
import socket
import struct
import sys

SIZE = 65536
USER = 0x10000000
VERSION_1 = 1 << 32

connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
connection.connect(sys.argv[1])


def send(request, payload=b"", fds=()):
    header = struct.pack("<III", request, 1, len(payload))
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))]
    connection.sendmsg([header + payload], rights if fds else [])


memory = os.memfd_create("torn")
os.ftruncate(memory, SIZE)
send(1)  # GET_FEATURES
connection.recv(20, socket.MSG_WAITALL)
send(2, struct.pack("<Q", VERSION_1))  # SET_FEATURES
send(5, struct.pack("<IIQQQQ", 1, 0, 0, SIZE, USER, 0), [memory])  # SET_MEM_TABLE
# The descriptor is sent once it is received: wait for an answer after it.
send(1)
connection.recv(20, socket.MSG_WAITALL)
send(8, struct.pack("<II", 0, 16))  # SET_VRING_NUM
send(9, struct.pack("<IIQQQQ", 0, 0, USER, USER + 8192, USER + 4096, 0))  # _ADDR
os.ftruncate(memory, 0)
send(12, struct.pack("<Q", 0), [os.eventfd(0)])  # SET_VRING_KICK
try:
    while connection.recv(64):
        pass
except ConnectionResetError:
    pass
