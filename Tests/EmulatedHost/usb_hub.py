"""Runs a program on a host with the USB hub of Devices/usb-hub.umockdev, emulated in usbfs, below libusb.

    umockdev-wrapper /usr/bin/python3 usb_hub.py PROGRAM ARGUMENTS...

Root hub usb1 switches all its ports at once, hub 1-2 each of its four individually, and a CP2102 is connected to 1-2.3.
A port without power loses its device; when the power is back, the device returns without its terminal. Standard output
is the program's. After the program ends, standard error lists each order that the hub received, one per line:
`1-2 23 01 0008 0003 0000` (bmRequestType, bRequest, wValue, wIndex, wLength) or `1-2.3 reset`. The exit status
is the program's.

Requests and structures: Linux, include/uapi/linux/usbdevice_fs.h. Answers: USB 2.0, 11.23 and 11.24.
"""

import os
import re
import struct
import subprocess
import sys
import threading

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import GLib, UMockdev  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
SUBMITURB, REAPURB, REAPURBNDELAY, RESET = 0x8038550A, 0x4008550C, 0x4008550D, 0x5514
GET_CAPABILITIES = 0x8004551A
URB_SIZE, URB_STATUS, URB_BUFFER, URB_LENGTH, URB_ACTUAL = 56, 4, 16, 24, 28
EAGAIN, ENOTTY, EPIPE = 11, 25, 32


class Bench:
    """The connected devices, by location, and the received orders."""

    def __init__(self):
        self.testbed = UMockdev.Testbed.new()
        with open(os.path.join(HERE, "Devices", "usb-hub.umockdev"), encoding="utf-8") as file:
            self.blocks = file.read().strip().split("\n\n")
        self.orders = []
        self.nodes = []
        for block in self.blocks:
            self.testbed.add_from_string(block + "\n")
        for place, node, ports, switching in [
            ("usb1", "/dev/bus/usb/001/001", 4, 0), ("1-2", "/dev/bus/usb/001/002", 4, 1),
            ("1-2.3", "/dev/bus/usb/001/003", 0, 0),
        ]:
            self.nodes.append(Node(self, place, ports, switching))
            self.testbed.attach_ioctl(node, self.nodes[-1].handler)

    def switch(self, place, is_on):
        """Removes the device at a port, or brings it back."""
        blocks = [block for block in self.blocks if re.match(r"P: \S*/" + re.escape(place) + r"(/|$)", block, re.M)]
        for block in blocks if is_on else reversed(blocks):
            path = "/sys" + re.match(r"P: (\S+)", block).group(1)
            if is_on:
                # umockdev cannot make the node of a terminal twice.
                if "N: tty" not in block:
                    self.testbed.add_from_string(block + "\n")
            else:
                self.remove(path)

    def remove(self, path):
        self.testbed.remove_device(path)
        root = self.testbed.get_root_dir()
        link = f"{root}/sys/bus/usb/devices/{os.path.basename(path)}"
        if os.path.islink(link):
            os.unlink(link)


class Node:
    """One node of usbfs: a hub, or a device if it has no ports."""

    def __init__(self, bench, place, ports, switching):
        self.bench, self.place, self.ports, self.switching = bench, place, ports, switching
        self.dark = set()
        self.urb = None
        self.handler = UMockdev.IoctlBase.new()
        self.handler.connect("handle-ioctl", self.handle)

    def handle(self, _, client):
        request = client.get_request() & 0xFFFFFFFF
        try:
            if request == SUBMITURB:
                self.submit(client.get_arg())
                client.complete(0, 0)
            elif request in (REAPURB, REAPURBNDELAY):
                if self.urb is None:
                    client.complete(-1, EAGAIN)
                    return True
                client.get_arg().resolve(0, struct.calcsize("P")).set_ptr(0, self.urb)
                self.urb = None
                client.complete(0, 0)
            elif request == RESET:
                self.bench.orders.append(f"{self.place} reset")
                client.complete(0, 0)
            elif request == GET_CAPABILITIES:
                client.get_arg().resolve(0, 4).update(0, struct.pack("I", 0))
                client.complete(0, 0)
            else:
                client.complete(-1, ENOTTY)
        except Exception as error:  # pylint: disable=broad-except
            print(f"usb_hub.py: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
            client.complete(-1, ENOTTY)
        return True

    def submit(self, arg):
        urb = arg.resolve(0, URB_SIZE)
        (length,) = struct.unpack_from("i", bytes(urb.retrieve()), URB_LENGTH)
        buffer = urb.resolve(URB_BUFFER, length)
        setup = struct.unpack_from("<BBHHH", bytes(buffer.retrieve()))
        answer = self.answer(*setup)
        status, count = (-EPIPE, 0) if answer is None else (0, min(len(answer), setup[4]))
        if count:
            buffer.update(8, answer[:count])
        urb.update(URB_STATUS, struct.pack("i", status))
        urb.update(URB_ACTUAL, struct.pack("i", count))
        self.urb = urb

    def answer(self, kind, request, value, index, length):
        if not kind & 0x80:
            self.bench.orders.append(f"{self.place} {kind:02x} {request:02x} {value:04x} {index:04x} {length:04x}")
        if (kind, request, value) == (0xA0, 6, 0x2900):
            return bytes([9, 0x29, self.ports, self.switching, 0, 50, 100, 0, 0xFF])
        if not 1 <= index <= self.ports:
            return None
        if (kind, request) == (0xA3, 0):
            return struct.pack("<HH", 0 if index in self.dark else 0x0100, 0)
        if kind == 0x23 and request in (1, 3) and value == 8 and self.switching == 1:
            is_on = request == 3
            if is_on == (index in self.dark):
                self.bench.switch(f"{self.place}.{index}", is_on)
            (self.dark.discard if is_on else self.dark.add)(index)
            return b""
        return None


def main():
    arguments = sys.argv[1:]
    bench = Bench()
    loop = GLib.MainLoop()
    threading.Thread(target=loop.run, daemon=True).start()
    status = subprocess.run(arguments, check=False).returncode
    for order in bench.orders:
        print(order, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
