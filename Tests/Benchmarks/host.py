"""Measures the host's own cost; `scripts/bench host` calls it.

Prints, for complete upgrades in real time of a mock board without pacing on a pseudo terminal, seconds and bytes per
second of the complete run and of its write phase alone, and the peak memory; then how long `info` takes from start to end,
locally and through each installed serial port server.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

programs = sys.argv[1]
table = "nvs,data,nvs,0x9000,0x4000\notadata,data,ota,0xd000,0x2000\nphy_init,data,phy,0xf000,0x1000\n" \
    "ota_0,app,ota_0,0x10000,0x3f0000\nota_1,app,ota_1,0x400000,0x3f0000\n"


def upgrade(folder, size, options):
    image, link = f"{folder}/{size}.bin", f"{folder}/board"
    subprocess.run([f"{programs}/mock-board", "make-image", image, "--version", "2.0.0", "--size", str(size)], check=True)
    board = subprocess.Popen(
        [f"{programs}/mock-board", "--link", link, "--partitions", f"{folder}/table.csv"], stdout=subprocess.PIPE)
    try:
        board.stdout.readline()
        start = time.monotonic()
        run = subprocess.Popen(
            [f"{programs}/otaflash", "upgrade", image, "--port", link, "--json", *options],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        answer = json.loads(run.stdout.read())
        _, status, usage = os.wait4(run.pid, 0)
        seconds = time.monotonic() - start
    finally:
        board.terminate()
        board.wait()
    assert status == 0 and answer["result"] == "upgraded", answer
    return seconds, answer["transfer"], usage.ru_maxrss / 1024


SER2NET = ["/usr/sbin/ser2net", "-d", "-n"]
ACCEPTERS = {"rfc2217": "telnet(rfc2217,mode=server),tcp", "socket": "tcp"}


def server(scheme, device, port):
    line = f"connector: serialdev(nouucplock=true),{device},115200n81,local"
    accepter = f"connection: &board#  accepter: {ACCEPTERS[scheme]},127.0.0.1,{port}"
    return SER2NET + ["-Y", accepter, "-Y", f"  {line}", "-Y", "  options:", "-Y", "    chardelay: false"]


def listens(port):
    with open("/proc/net/tcp") as table:
        return any(line.split()[1] == f"0100007F:{port:04X}" and line.split()[3] == "0A" for line in list(table)[1:])


def ask(folder, address, command=None, port=None):
    """The minimum, the median and the maximum of five runs of `info`, in seconds."""
    processes = [subprocess.Popen([f"{programs}/mock-board", "--link", f"{folder}/board"], stdout=subprocess.PIPE)]
    try:
        processes[0].stdout.readline()
        if command:
            processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            end = time.monotonic() + 10
            while not listens(port):
                assert time.monotonic() < end and processes[1].poll() is None, f"{command[0]} does not serve"
                time.sleep(0.05)
        times = []
        for _ in range(5):
            start = time.monotonic()
            subprocess.run([f"{programs}/otaflash", "info", "--port", address, "--json"],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            times.append(time.monotonic() - start)
            # A server releases its device shortly after its client disconnects.
            time.sleep(0.3)
        return min(times), statistics.median(times), max(times)
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait()


print("bytes      options                           seconds  MB/s   write MB/s  peak MB")
with tempfile.TemporaryDirectory() as folder:
    with open(f"{folder}/table.csv", "w") as file:
        file.write(table)
    for size in (1 << 20, 0x3F0000):
        for options in ([], ["--no-compress"], ["--no-compress", "--method", "frames"]):
            seconds, transfer, peak = upgrade(folder, size, options)
            print(f"{size:<9}  {' '.join(options):<32}  {seconds:<7.2f}  {size / seconds / 1e6:<5.2f}  "
                  f"{transfer['bytes_per_s'] / 1e6:<10.2f}  {peak:.0f}")

    print("\ninfo over                  min    median  max, in seconds")
    rows = [("pseudo terminal", f"{folder}/board", None, None)]
    if os.path.exists(SER2NET[0]):
        for port, scheme in enumerate(ACCEPTERS, start=27431):
            rows.append((f"ser2net, {scheme}://", f"{scheme}://127.0.0.1:{port}", server(scheme, f"{folder}/board", port), port))
    pyserial = ["/usr/bin/python3", "Tests/CommandLineTests/Network/serve_rfc2217.py", "27441", f"{folder}/board"]
    if os.path.exists("/usr/lib/python3/dist-packages/serial/rfc2217.py"):
        rows.append(("pyserial, rfc2217://", "rfc2217://127.0.0.1:27441", pyserial, 27441))
    for name, address, command, port in rows:
        print(f"{name:<25}  " + "  ".join(f"{seconds:.2f} " for seconds in ask(folder, address, command, port)))
