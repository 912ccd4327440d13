"""A host with emulated USB devices, for programs that are started with its environment.

Run it as `umockdev-wrapper /usr/bin/python3 emulated_host.py`. It takes one JSON object per line on standard input and
answers each with one on standard output: `{"ok": true, ...}` or `{"ok": false, "error": "..."}`. The first line that it
writes is `{"ok": true, "root": ..., "environment": {...}}`; a program that is started with that environment sees the
devices. Events are lines with the key `event`.

    {"do": "load", "device": "cp2102"}                    plug in Devices/cp2102.umockdev, and notify listeners
    {"do": "load", "device": "cp2102", "as": {"ttyUSB0": "ttyUSB7"}, "bind": {"ttyUSB7": "/dev/pts/3"}}
    {"do": "load", "device": "cp2102", "socket": "1-9"}   the same device in another socket
    {"do": "load", "device": "cp2102", "replace": {"0001": "0002"}, "instance": "second"}
    {"do": "unload", "device": "cp2102"}                  unplug it (by `instance`, if it has one)
    {"do": "bind", "node": "ttyUSB0", "to": "/dev/pts/3"} connect a node to another terminal
    {"do": "follow", "device": "cp2102", "node": "ttyUSB0", "link": "/tmp/board", "names": ["ttyUSB1", "ttyUSB2"]}
        bind a node to the target of a link; when the link disappears, unplug the device, and when it is back, plug it
        in again under the next of the names. Each is an event: {"event": "gone"}, {"event": "back", "node": "ttyUSB1"}
    {"do": "uevent", "path": "/sys/devices/...", "action": "add"}
    {"do": "lines", "node": "ttyUSB0"}                    emulate this node's modem lines from now on
        each change is an event: {"event": "lines", "node": "ttyUSB0", "request": "TIOCMSET", "dtr": true, "rts": false,
        "seconds": 12.345}; the request for low latency, TIOCSSERIAL, is an event too, with its flags
    {"do": "attribute", "path": "/sys/devices/...", "name": "latency_timer"}   read an attribute in sysfs

The host ends with its standard input.
"""

import json
import os
import re
import struct
import sys
import time

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import GLib, UMockdev  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
MODEM_REQUESTS = {0x5415: "TIOCMGET", 0x5416: "TIOCMBIS", 0x5417: "TIOCMBIC", 0x5418: "TIOCMSET"}
TIOCGSERIAL, TIOCSSERIAL = 0x541E, 0x541F
SERIAL_STRUCT_SIZE, SERIAL_FLAGS_OFFSET = 72, 16
DTR, RTS, CTS = 0x002, 0x004, 0x020
ENOTTY = 25


def tell(message):
    """Writes one line without buffering."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


class PlainTerminal:
    """Passes every request to the terminal of a node; umockdev alone would refuse unknown requests."""

    def __init__(self, node):
        self.node = node
        self.handler = UMockdev.IoctlBase.new()
        self.handler.connect("handle-ioctl", self.handle)

    def handle(self, _, client):
        result = client.execute()
        value, error = result if isinstance(result, tuple) else (result, 0)
        client.complete(value, error)
        return True


class ModemLines(PlainTerminal):
    """The modem lines of one node, like those of a driver: opening raises both."""

    def __init__(self, node):
        super().__init__(node)
        self.bits = DTR | RTS
        self.serial = bytearray(SERIAL_STRUCT_SIZE)

    def handle(self, _, client):
        request = client.get_request()
        if request in MODEM_REQUESTS:
            self.modem(MODEM_REQUESTS[request], client.get_arg().resolve(0, 4))
            client.complete(0, 0)
        elif request in (TIOCGSERIAL, TIOCSSERIAL):
            self.settings(request, client.get_arg().resolve(0, SERIAL_STRUCT_SIZE))
            client.complete(0, 0)
        else:
            return super().handle(_, client)
        return True

    def modem(self, name, data):
        if name == "TIOCMGET":
            data.update(0, struct.pack("i", self.bits | CTS))
            return
        mask = struct.unpack("i", bytes(data.retrieve()))[0]
        self.bits = {"TIOCMSET": mask, "TIOCMBIS": self.bits | mask, "TIOCMBIC": self.bits & ~mask}[name]
        dtr, rts = bool(self.bits & DTR), bool(self.bits & RTS)
        tell({"event": "lines", "node": self.node, "request": name, "dtr": dtr, "rts": rts, "seconds": time.monotonic()})

    def settings(self, request, data):
        if request == TIOCGSERIAL:
            data.update(0, bytes(self.serial))
            return
        self.serial = bytearray(data.retrieve())
        flags = struct.unpack_from("i", self.serial, SERIAL_FLAGS_OFFSET)[0]
        tell({"event": "serial", "node": self.node, "flags": flags, "seconds": time.monotonic()})


class PluggedDevice:
    """The text of one device file, with the names of the device when it is plugged in."""

    def __init__(self, name, names, socket, replacements):
        with open(os.path.join(HERE, "Devices", name + ".umockdev"), encoding="utf-8") as file:
            text = file.read()
        for old, new in (replacements or {}).items():
            text = text.replace(old, new)
        if socket:
            text = self.moved(text, socket)
        self.text = "\n\n".join(self.renamed(block, names or {}) for block in text.strip().split("\n\n")) + "\n"
        self.paths = re.findall(r"^P: (.*)$", self.text, re.MULTILINE)
        self.nodes = re.findall(r"^N: ([^/=\s]+)$", self.text, re.MULTILINE)
        self.links = {}
        for block in self.text.split("\n\n"):
            node, links = re.search(r"^N: (tty\S+)$", block, re.M), re.search(r"^E: DEVLINKS=(.*)$", block, re.M)
            for link in links.group(1).split() if node and links else []:
                self.links[link] = node.group(1)

    @staticmethod
    def moved(text, socket):
        """The device in another socket of the first bus."""
        present = re.search(r"/usb1/(?:\S+/)?(1-[0-9.]+)$", text, re.MULTILINE).group(1)
        text = re.sub(r"/usb1/(?:1-[0-9.]+/)*" + re.escape(present) + r"(?=/|$)", "/usb1/" + socket, text, flags=re.M)
        text = text.replace(f"/{present}:", f"/{socket}:")
        text = text.replace("usb-0:" + present[2:] + ":", "usb-0:" + socket[2:] + ":")
        return text.replace("A: devpath=" + present[2:], "A: devpath=" + socket[2:])

    @staticmethod
    def renamed(block, names):
        """One device of the file with another name and number for its terminal."""
        for old, new in names.items():
            if old not in block:
                continue
            block = re.sub(re.escape(old) + r"(?!\d)", new, block)
            number = re.search(r"\d+$", new).group()
            if "E: SUBSYSTEM=tty" in block:
                block = re.sub(r"^E: MINOR=\d+$", "E: MINOR=" + number, block, flags=re.MULTILINE)
                block = re.sub(r"^A: dev=(\d+):\d+$", r"A: dev=\1:" + number, block, flags=re.MULTILINE)
        return block


class EmulatedHost:
    """The devices that are plugged in, and the commands on them."""

    def __init__(self):
        self.testbed = UMockdev.Testbed.new()
        self.root = self.testbed.get_root_dir()
        # Programs of other users read the devices, too.
        os.chmod(self.root, 0o755)
        self.plugged = {}
        self.terminals = {}

    @property
    def environment(self):
        return {"LD_PRELOAD": os.environ["LD_PRELOAD"], "UMOCKDEV_DIR": self.root}

    def load(self, device, instance=None, bind=None, socket=None, replace=None, **names):
        plugged = PluggedDevice(device, names.get("as"), socket, replace)
        self.testbed.add_from_string(plugged.text)
        self.plugged[instance or device] = plugged
        for node, target in (bind or {}).items():
            self.bind(node, target)
        for link, node in plugged.links.items():
            # Relative, like udev's links: an absolute path would lead out of the testbed.
            self.link(self.root + link, os.path.relpath("/dev/" + node, os.path.dirname(link)))
        for node in plugged.nodes:
            self.attach(PlainTerminal(node))
        for path in plugged.paths:
            self.testbed.uevent("/sys" + path, "add")
        return {"nodes": plugged.nodes, "paths": ["/sys" + path for path in plugged.paths]}

    def unload(self, device):
        plugged = self.plugged.pop(device)
        # The kernel reports a removal when the node is gone but the rest still exists.
        for node in plugged.nodes:
            self.remove(f"{self.root}/dev/{node}")
            self.remove(f"{self.root}/dev/.node/{node}")
            self.detach(node)
        for link in plugged.links:
            self.remove(self.root + link)
        for path in reversed(plugged.paths):
            self.testbed.uevent("/sys" + path, "remove")
        for path in reversed(plugged.paths):
            name = path.rsplit("/", 1)[1]
            self.testbed.remove_device("/sys" + path)
            for folder in ("class/tty", "bus/usb/devices", "bus/usb-serial/devices"):
                link = f"{self.root}/sys/{folder}/{name}"
                if os.path.islink(link) and not os.path.exists(link):
                    os.unlink(link)
        return {}

    def bind(self, node, to):
        self.link(f"{self.root}/dev/{node}", to)
        return {}

    def uevent(self, path, action):
        self.testbed.uevent(path, action)
        return {}

    def watch_lines(self, node):
        self.attach(ModemLines(node))
        return {}

    def attach(self, terminal):
        """Makes a terminal answer the requests of its node from now on."""
        self.detach(terminal.node)
        self.terminals[terminal.node] = terminal
        self.testbed.attach_ioctl("/dev/" + terminal.node, terminal.handler)
        # Programs of other users must be able to reach it.
        for folder, folders, files in os.walk(self.root + "/ioctl"):
            for name in folders + files:
                os.chmod(os.path.join(folder, name), 0o777)

    def detach(self, node):
        if self.terminals.pop(node, None):
            self.testbed.detach_ioctl("/dev/" + node)

    def attribute(self, path, name):
        with open(self.root + path + "/" + name, encoding="utf-8") as file:
            return {"value": file.read().rstrip("\n")}

    def follow(self, device, node, link, names):
        def end():
            return os.path.realpath(link) if os.path.exists(link) else None

        state = {"node": node, "names": list(names), "end": end()}
        self.bind(node, state["end"])

        def look():
            now = end()
            if now == state["end"]:
                return True
            if state["end"]:
                self.unload(device)
                tell({"event": "gone", "node": state["node"]})
            state["end"] = now
            if not now:
                return True
            original = PluggedDevice(device, None, None, None).nodes[0]
            state["node"] = state["names"].pop(0)
            self.load(device, **{"as": {original: state["node"]}}, bind={state["node"]: now})
            tell({"event": "back", "node": state["node"]})
            return bool(state["names"])

        GLib.timeout_add(5, look)
        return {}

    def perform(self, command):
        command = dict(command)
        name = command.pop("do")
        actions = {
            "load": self.load,
            "unload": self.unload,
            "bind": self.bind,
            "follow": self.follow,
            "uevent": self.uevent,
            "lines": self.watch_lines,
            "attribute": self.attribute,
        }
        return actions[name](**command)

    @staticmethod
    def remove(path):
        if os.path.islink(path) or os.path.exists(path):
            os.unlink(path)

    @classmethod
    def link(cls, path, target):
        cls.remove(path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.symlink(target, path)


def main():
    host = EmulatedHost()
    loop = GLib.MainLoop()

    def take(channel, _):
        line = channel.readline()
        if not line:
            loop.quit()
            return False
        try:
            tell({"ok": True, **host.perform(json.loads(line))})
        except Exception as error:  # pylint: disable=broad-except
            tell({"ok": False, "error": f"{type(error).__name__}: {error}"})
        return True

    # Unbuffered, so that no received line stays in a buffer while the loop waits for more.
    channel = os.fdopen(0, "rb", buffering=0)
    GLib.io_add_watch(0, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, lambda *_: take(channel, _))
    tell({"ok": True, "root": host.root, "environment": host.environment})
    loop.run()


if __name__ == "__main__":
    main()
