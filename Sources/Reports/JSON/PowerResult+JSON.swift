import DeviceDiscovery
import TerminalUI

extension PowerResult {
    /// The document of `power`; `Schemas/power.schema.json` describes it.
    package var json: JSONValue {
        [
            "result": failure == nil ? "ok" : "failed",
            "exit_code": .integer(Int(exitStatus.rawValue)),
            "error": [
                "code": JSONValue(failure?.code.rawValue),
                "message": JSONValue(failure?.message),
                "next_step": JSONValue(failure?.nextStep),
            ],
            "action": .string(verb.rawValue),
            "hub": JSONValue(target?.hub.description),
            "port": JSONValue(target.map { Int($0.port) }),
            "device": (report?.device ?? device)?.json ?? .null,
            "sides": report.map { .array($0.sides.map(\.json)) } ?? .null,
            "device_went": JSONValue(report?.hasGone),
            "device_came": JSONValue(report?.isBack),
            "hubs": hubs.map { .array($0.map(\.json)) } ?? .null,
        ]
    }
}

extension PowerReport.Side {
    fileprivate var json: JSONValue {
        [
            "hub": .string(port.hub.description),
            "port": .integer(Int(port.port)),
            "power_before": .bool(before.isPowered),
            "power_after": .bool(after.isPowered),
        ]
    }
}

extension USBHub {
    fileprivate var json: JSONValue {
        device.json.merging([
            "product": JSONValue(productName),
            "twin": JSONValue(twin?.description),
            "container_id": JSONValue(containerID.map { $0.map(\.digits).joined() }),
            "switching": JSONValue(descriptor?.switching.rawValue),
            "can_switch": JSONValue(canSwitch),
            "error": [
                "code": JSONValue(fault?.code.rawValue),
                "message": JSONValue(fault?.message),
                "next_step": JSONValue(fault.map(Advice.completing)?.nextStep),
            ],
            "ports": .array(ports.map(\.json)),
        ])
    }
}

extension HubPort {
    fileprivate var json: JSONValue {
        [
            "port": .integer(Int(number)),
            "power": JSONValue(status?.isPowered),
            "over_current": JSONValue(status?.isOverCurrent),
            "product": JSONValue(productName),
            "terminals": .array(terminals.map(JSONValue.string)),
            "device": device?.json ?? .null,
        ]
    }
}

extension USBDevice {
    fileprivate var json: JSONValue {
        [
            "topology": .string(location.description),
            "vid": .string(String(ids.prefix(4))),
            "pid": .string(String(ids.suffix(4))),
            "usb_version": .string("\(usbVersion >> 8).\(usbVersion >> 4 & 0xF)"),
            "speed": .string(speed.rawValue),
        ]
    }
}

extension UInt8 {
    fileprivate var digits: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}
