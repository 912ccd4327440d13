import Foundation
import Testing
import TransportPosix

@testable import DeviceDiscovery

struct USBSysfsTests {
    @Test func aDeviceHasANameAndTerminals() async throws {
        try await MadeUpHost.with { host in
            let devices = "bus/usb/devices"
            try host.setAttributes(["product": "USB to UART"], of: "\(devices)/1-2.3")
            try host.setAttributes(["bInterfaceNumber": "00"], of: "\(devices)/1-2.3:1.0/ttyUSB0")
            try host.setAttributes(["dev": "166:0"], of: "\(devices)/1-2.3:1.2/tty/ttyACM0")
            try host.setAttributes(["dev": "188:9"], of: "\(devices)/1-2.30:1.0/ttyUSB9")
            let sysfs = USBSysfs(host.path("sys"))
            let place = USBLocation(bus: 1, ports: [2, 3])
            #expect(sysfs.productName(of: place) == "USB to UART")
            #expect(sysfs.terminals(of: place) == ["/dev/ttyUSB0", "/dev/ttyACM0"])
            #expect(sysfs.productName(of: USBBench.place) == nil)
            #expect(sysfs.terminals(of: USBBench.place).isEmpty)
        }
    }

    @Test(arguments: [
        (USBBench.place, "1-2:1.0/1-2-port3/disable"), (USBLocation(bus: 1), "1-0:1.0/usb1-port3/disable"),
    ])
    func theKernelsSwitchIsUsedWhereThereIsOne(hub: USBLocation, name: String) async throws {
        try await MadeUpHost.with { host in
            let file = "bus/usb/devices/" + name
            try host.setAttributes(["disable": "0"], of: String(file.dropLast("/disable".count)))
            // The kernel would do it; here the hub has already done it when it is asked.
            let stuck = HubPortAddress(hub: hub, port: 3)
            let bench = USBBench([USBBench.hub(hub)], devices: [], sysfs: host.path("sys"))
            let error = await #expect(throws: USBError.self) {
                try await bench.power.perform(.off, at: stuck, isForced: true)
            }
            #expect(error?.code == .hubRefuses)
            #expect(await bench.bus.orders.isEmpty)
            #expect(try String(contentsOfFile: host.path("sys/" + file), encoding: .utf8) == "1\n")
            _ = try await bench.power.perform(.on, at: stuck, isForced: true)
            #expect(await bench.bus.orders.isEmpty)
            #expect(try String(contentsOfFile: host.path("sys/" + file), encoding: .utf8) == "0\n")
            // If the kernel reports that the port is on, the hub itself is switched.
            _ = try await bench.power.perform(.on, at: stuck, isForced: true)
            #expect(await bench.bus.orders == [USBBench.order(true, hub)])
        }
    }

    @Test("a terminal whose name belongs to another device's node is reported by the node that leads to it")
    func terminalsUnderOtherNames() async throws {
        try await MadeUpHost.with { host in
            for number in 0..<2 {
                try host.makeConverter("ttyUSB\(number)", socket: number + 1, number: "188:\(number)")
                try host.setAttributes(["port_number": "0"], of: "bus/usb/devices/1-\(number + 1):1.0/ttyUSB\(number)")
                try host.makeNode("ttyUSB\(number)")
            }
            let numbers = [host.path("dev/ttyUSB0"): "188:1", host.path("dev/ttyUSB1"): "188:0"]
            let sysfs = USBSysfs(host.path("sys"), devices: host.path("dev")) { path in
                numbers[path].flatMap { DeviceNumber($0) }
            }
            #expect(sysfs.terminals(of: USBLocation(bus: 1, ports: [1])) == [host.path("dev/ttyUSB1")])
            #expect(sysfs.terminals(of: USBLocation(bus: 1, ports: [2])) == [host.path("dev/ttyUSB0")])
        }
    }
}
